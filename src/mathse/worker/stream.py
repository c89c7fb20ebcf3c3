"""The driver's side of a stage: requests go out, answers come in, as one iterator.

Where nothing waits to be read, it yields TICK: a good moment to commit what has come. So slow
answers are recorded one by one, fast ones in batches, and a kill loses what was just in flight.
"""

from collections.abc import Generator, Iterator, Sequence
from multiprocessing.connection import wait
from typing import Any

from mathse import errors
from mathse.errors import WorkerDied
from mathse.recipe import leaf
from mathse.roles import Context
from mathse.worker import job as messages
from mathse.worker.boundary import Boundary
from mathse.worker.job import CHUNK, Hooks, Job
from mathse.worker.nursery import Nursery
from mathse.worker.process import Worker, start
from mathse.worker.serve import serve
from mathse.worker.sharing import ALONE, environments

GATHER = 0.02  # seconds without a message that make a TICK


class Tick:
    """Nothing waits to be read."""


TICK = Tick()


def run(
    job: Job,
    items: Iterator[Any],
    hooks: Hooks,
    *,
    nursery: Nursery,
    inline: bool,
    shares: Sequence[int] = ALONE,
) -> Generator[Any, None, None]:
    """Answers (or Judged, or one Trained) to these requests (or examples), and TICKs between.

    `shares`: the most requests that each of its workers is given, as mathse.worker.shares has them.
    Raises what the leaf raised, where mathse names it, and WorkerDied for everything else.
    """
    if not inline:
        yield from _in_processes(job, items, hooks, nursery=nursery, shares=shares)
        return
    chosen = leaf(job.role, job.use, where=job.name)
    context = Context(
        model=job.model,
        purse=hooks.purse,
        prices=job.prices,
        logs=job.logs,
        log=hooks.log,
        say=hooks.say,
    )
    with Boundary(job.name, job.leaf, hooks.log, job.logs) as boundary:
        yield from serve(job, chosen.build(context), boundary.ours(items), hooks.progress)


def _in_processes(
    job: Job, items: Iterator[Any], hooks: Hooks, *, nursery: Nursery, shares: Sequence[int]
) -> Iterator[Any]:
    """One worker for each share; where one of them fails, all of them end."""
    crew: list[Worker] = []
    try:
        for share, own in zip(shares, environments(job, len(shares)), strict=True):
            worker = start(job, nursery=nursery, share=share, beside=len(shares), own=own)
            crew.append(worker)
            worker.send(job)
        yield from _exchange(crew, items, hooks)
        for worker in crew:
            worker.check_exit()  # before the pipe closes: its end would end the worker
    finally:
        for worker in crew:
            worker.end()


def _exchange(crew: Sequence[Worker], items: Iterator[Any], hooks: Hooks) -> Iterator[Any]:
    """Serves the workers' messages until they are done."""
    working = list(crew)
    while working:
        ready = _ready(working, 0)
        for worker in working:
            if worker.waiting and (len(worker.waiting) >= CHUNK or worker not in ready):
                yield TICK  # what was answered is recorded before more is paid for
                _reserve(worker, hooks)
        if not ready and not (ready := _ready(working, GATHER)):
            yield TICK
            ready = _ready(working, None)
        for worker in ready:
            match worker.receive():
                case messages.Want():
                    worker.hand(items)
                case messages.Result(value):
                    yield value
                case messages.Progress(done, total, note):
                    hooks.progress(done, total, note)
                case messages.Log(line, aloud):
                    (hooks.say if aloud else hooks.log)(line)
                case messages.Reserve(number) as wanted:
                    if hooks.purse is None:
                        worker.send(messages.Ticket(number, 0))
                    else:
                        worker.waiting.append(wanted)
                case messages.Settle(ticket, used):
                    if hooks.purse is not None:
                        hooks.purse.settle(ticket, used)
                case messages.Done():
                    working.remove(worker)
                case messages.Broken(kind, message):
                    named = vars(errors).get(kind or "")
                    raise named(message) if named else WorkerDied(message)


def _ready(working: Sequence[Worker], seconds: float | None) -> list[Worker]:
    """Those that have said something, within so many seconds (None: as long as it takes)."""
    found = wait([worker.connection for worker in working], seconds)
    return [worker for worker in working if worker.connection in found]


def _reserve(worker: Worker, hooks: Hooks) -> None:
    """Answers them all after one synced transaction: a commit each would hold up the calls."""
    purse, wanted = hooks.purse, worker.waiting
    if purse is None:
        return
    worker.waiting = []
    tickets = purse.reserve_all([one.most for one in wanted])
    for one, ticket in zip(wanted, tickets, strict=True):
        refused = None if ticket is not None else str(purse.exceeded(one.most))
        worker.send(messages.Ticket(one.number, ticket or 0, refused))
