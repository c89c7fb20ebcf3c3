"""The worker's side: builds the leaf, pulls requests, sends answers, ends when the driver does.

The driver's end, however it comes (SIGKILL too), closes the pipe; then this process and all that it
started end at once: nothing may go on paying or computing that nobody records.
"""

import os
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from concurrent.futures import Future
from itertools import count
from multiprocessing.connection import Connection
from typing import Any

from mathse.errors import BudgetExceeded, MathseError
from mathse.recipe import leaf
from mathse.roles import Context
from mathse.rows import Usage
from mathse.worker import job as messages
from mathse.worker.boundary import failure
from mathse.worker.job import Job
from mathse.worker.serve import serve


class Link:
    """The pipe to the driver, shared by the leaf's threads."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.sending = threading.Lock()
        self.chunks: queue.Queue[messages.Chunk] = queue.Queue()
        self.tickets: dict[int, Future[messages.Ticket]] = {}
        self.numbers = count(1)
        threading.Thread(target=self._listen, daemon=True, name="driver").start()

    def send(self, message: Any) -> None:
        """One message to the driver."""
        with self.sending:
            self.connection.send(message)

    def items(self) -> Iterator[Any]:
        """The stage's requests, asked for in chunks as they are needed."""
        last = False
        while not last:
            self.send(messages.Want())
            chunk = self.chunks.get()
            last = chunk.last
            yield from chunk.items

    def reserve(self, most: Usage) -> int:
        """Purse.reserve: the driver commits it to disk before it answers."""
        number = next(self.numbers)
        answer: Future[messages.Ticket] = Future()
        self.tickets[number] = answer
        self.send(messages.Reserve(number, most))
        ticket = answer.result()
        if ticket.refused is not None:
            raise BudgetExceeded(ticket.refused)
        return ticket.ticket

    def settle(self, ticket: int, used: Usage) -> None:
        """Purse.settle."""
        self.send(messages.Settle(ticket, used))

    def _listen(self) -> None:
        while True:
            try:
                message = self.connection.recv()
            except (EOFError, OSError):
                end_group()
            if isinstance(message, messages.Chunk):
                self.chunks.put(message)
            else:
                self.tickets.pop(message.number).set_result(message)


def end_group() -> None:
    """Ends this process and its children: the driver is gone."""
    os.killpg(os.getpgid(0), signal.SIGKILL)


def main(descriptor: int) -> int:
    """Does the one job that the driver sends. Returns the exit status."""
    connection = Connection(descriptor)
    try:
        job: Job = connection.recv()
    except EOFError:
        return 0
    link = Link(connection)
    try:
        chosen = leaf(job.role, job.use, where=job.name)
        context = Context(
            model=job.model,
            purse=link,
            prices=job.prices,
            logs=job.logs,
            log=lambda line: link.send(messages.Log(line)),
            say=lambda line: link.send(messages.Log(line, aloud=True)),
        )
        answers = serve(
            job,
            chosen.build(context),
            link.items(),
            lambda done, total, note: link.send(messages.Progress(done, total, note)),
        )
        for answer in answers:
            link.send(messages.Result(answer))
    except MathseError as error:
        link.send(messages.Broken(type(error).__name__, str(error)))
        return error.exit_status
    except Exception as error:  # noqa: BLE001 - the boundary: whatever a leaf's library raises ends the stage
        traceback.print_exc()
        said = failure(error, stage=job.name, leaf=job.leaf, logs=job.logs)
        link.send(messages.Broken(None, said))
        return 1
    link.send(messages.Done())
    return 0


if __name__ == "__main__":
    status = main(int(sys.argv[1]))
    sys.stdout.flush()
    sys.stderr.flush()
    # Not sys.exit: a library's thread that hangs must not keep a finished stage from ending.
    os._exit(status)
