"""The driver's side of a stage: requests go out, answers come in, as one iterator.

Where nothing waits to be read, it yields TICK: a good moment to commit what has come. So slow
answers are recorded one by one, fast ones in batches, and a kill loses what was just in flight.
"""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import suppress
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, Any

from mathse import errors
from mathse.errors import MathseError, WorkerDied
from mathse.recipe import leaf
from mathse.roles import Context
from mathse.worker import job as messages
from mathse.worker.boundary import Boundary
from mathse.worker.job import CHUNK, Hooks, Job
from mathse.worker.memory import oom_kills
from mathse.worker.serve import serve

GATHER = 0.02  # seconds without a message that make a TICK
FAREWELL = 60.0  # seconds that a finished worker has to end by itself


class Tick:
    """Nothing waits to be read."""


TICK = Tick()


def run(
    job: Job, items: Iterator[Any], hooks: Hooks, *, lock: int, inline: bool
) -> Generator[Any, None, None]:
    """Answers (or Judged, or one Trained) to these requests (or examples), and TICKs between.

    Raises what the leaf raised, where mathse names it, and WorkerDied for everything else.
    """
    if not inline:
        yield from _in_process(job, items, hooks, lock)
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


def _in_process(job: Job, items: Iterator[Any], hooks: Hooks, lock: int) -> Iterator[Any]:
    ours, theirs = socket.socketpair()
    before = oom_kills()
    with _log_file(job) as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "mathse.worker.child", str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            # The lock's descriptor goes along: as long as the worker lives, nobody else writes.
            pass_fds=(theirs.fileno(), lock),
            start_new_session=True,  # Ctrl-C is the driver's; the group ends with the worker
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    theirs.close()
    connection = Connection(ours.detach())
    try:
        connection.send(job)
        yield from _exchange(connection, items, hooks)
        _check_exit(process, job, before)  # before the pipe closes: its end would end the worker
    except (EOFError, ConnectionError, BrokenPipeError) as error:
        raise _death(process, job, before) from error
    finally:
        connection.close()
        _end(process)


def _exchange(connection: Connection, items: Iterator[Any], hooks: Hooks) -> Iterator[Any]:
    """Serves the worker's messages until it is done."""
    waiting: list[messages.Reserve] = []
    while True:
        if waiting and (len(waiting) >= CHUNK or not connection.poll(0)):
            yield TICK  # what was answered is recorded before more is paid for
            _reserve(connection, hooks, waiting)
            waiting = []
        if not connection.poll(GATHER):
            yield TICK
            connection.poll(None)
        match connection.recv():
            case messages.Want():
                chunk = list(islice(items, CHUNK))
                connection.send(messages.Chunk(chunk, last=len(chunk) < CHUNK))
            case messages.Result(value):
                yield value
            case messages.Progress(done, total, note):
                hooks.progress(done, total, note)
            case messages.Log(line, aloud):
                (hooks.say if aloud else hooks.log)(line)
            case messages.Reserve(number) as wanted:
                if hooks.purse is None:
                    connection.send(messages.Ticket(number, 0))
                else:
                    waiting.append(wanted)
            case messages.Settle(ticket, used):
                if hooks.purse is not None:
                    hooks.purse.settle(ticket, used)
            case messages.Done():
                return
            case messages.Broken(kind, message):
                named = vars(errors).get(kind or "")
                raise named(message) if named else WorkerDied(message)


def _reserve(connection: Connection, hooks: Hooks, waiting: list[messages.Reserve]) -> None:
    """Answers them all after one synced transaction: a commit each would hold up the calls."""
    purse = hooks.purse
    if purse is None:
        return
    tickets = purse.reserve_all([wanted.most for wanted in waiting])
    for wanted, ticket in zip(waiting, tickets, strict=True):
        refused = None if ticket is not None else str(purse.exceeded(wanted.most))
        connection.send(messages.Ticket(wanted.number, ticket or 0, refused))


def _check_exit(process: "subprocess.Popen[bytes]", job: Job, oom_before: int) -> None:
    try:
        status = process.wait(FAREWELL)
    except subprocess.TimeoutExpired as error:
        raise WorkerDied(f"the worker of {job.name} did not end; see {_log_name(job)}") from error
    if status != 0:
        raise _death(process, job, oom_before)


def _death(process: "subprocess.Popen[bytes]", job: Job, oom_before: int) -> MathseError:
    """Why the worker is no more, in one line."""
    try:
        status = process.wait(FAREWELL)
    except subprocess.TimeoutExpired:
        status = 0
    where = f"; see {_log_name(job)}" if job.logs else ""
    if status == -signal.SIGKILL and oom_kills() > oom_before:
        return WorkerDied(
            f"the worker of {job.name} was killed by the system because memory ran out: a smaller "
            "batch under [...speed] needs less; what was done is recorded"
        )
    if status < 0:
        name = signal.Signals(-status).name
        return WorkerDied(f"the worker of {job.name} was ended by {name}{where}")
    return WorkerDied(f"the worker of {job.name} ended with exit status {status}{where}")


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Nothing of the worker's group outlives its stage."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _log_name(job: Job) -> Path:
    return (job.logs or Path()) / f"{job.name}.log"


def _log_file(job: Job) -> IO[bytes]:
    return _log_name(job).open("ab") if job.logs else Path(os.devnull).open("ab")
