"""A worker's process as the driver sees it: started, spoken to, checked at its end, and why it ended."""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, Any, Protocol

from mathse.errors import MathseError, WorkerDied
from mathse.worker import job as messages
from mathse.worker.job import CHUNK, Job
from mathse.worker.memory import oom_kills
from mathse.worker.nursery import Nursery
from mathse.worker.starting import started

FAREWELL = 60.0  # seconds that a finished worker has to end by itself


class Process(Protocol):
    """As a Popen has it."""

    @property
    def pid(self) -> int: ...

    def wait(self, timeout: float | None = None) -> int: ...


@dataclass(eq=False, slots=True)
class Worker:
    """One of a stage's workers. Speaking to it raises WorkerDied where it is no more."""

    job: Job
    process: Process
    connection: Connection
    left: int  # requests that it may still be given
    beside: int  # workers of its stage, itself included
    before: int  # kills for want of memory when it started
    waiting: list[messages.Reserve] = field(default_factory=list)

    def send(self, message: Any) -> None:
        """One message to it."""
        try:
            self.connection.send(message)
        except ConnectionError as error:
            raise self._death() from error

    def receive(self) -> Any:
        """Its next message."""
        try:
            return self.connection.recv()
        except (EOFError, ConnectionError) as error:
            raise self._death() from error

    def hand(self, items: Iterator[Any]) -> None:
        """The next of these to it, of its share."""
        wanted = min(CHUNK, self.left)
        chunk = list(islice(items, wanted))
        self.left -= len(chunk)
        self.send(messages.Chunk(chunk, last=len(chunk) < wanted or self.left == 0))

    def check_exit(self) -> None:
        """Waits for it. Raises WorkerDied where it does not end, or not well."""
        try:
            status = self.process.wait(FAREWELL)
        except subprocess.TimeoutExpired as error:
            said = f"the worker of {self.job.name} did not end; see {_log_name(self.job)}"
            raise WorkerDied(said) from error
        if status != 0:
            raise self._death()

    def end(self) -> None:
        """Nothing of its group outlives its stage."""
        self.connection.close()
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def _death(self) -> MathseError:
        """Why it is no more, in one line."""
        try:
            status = self.process.wait(FAREWELL)
        except subprocess.TimeoutExpired:
            status = 0
        several = self.beside > 1
        who = f"{f'one of {self.beside} workers' if several else 'the worker'} of {self.job.name}"
        where = f"; see {_log_name(self.job)}" if self.job.logs else ""
        if status == -signal.SIGKILL and oom_kills() > self.before:
            less = " or fewer run.workers need" if several else " needs"
            return WorkerDied(
                f"{who} was killed by the system because memory ran out: a smaller "
                f"batch under [...speed]{less} less; what was done is recorded"
            )
        if status < 0:
            return WorkerDied(f"{who} was ended by {signal.Signals(-status).name}{where}")
        return WorkerDied(f"{who} ended with exit status {status}{where}")


def start(job: Job, *, nursery: Nursery, share: int, beside: int, own: Mapping[str, str]) -> Worker:
    """A worker for this job; `own` is set in its environment alone."""
    ours, theirs = socket.socketpair()
    before = oom_kills()
    with _log_file(job) as log, theirs:
        process: Process | None = nursery.fork(
            job.preload, own=own, descriptor=theirs.fileno(), log=log
        )
        if process is None:
            words, lock = ["mathse.worker.child"], nursery.lock
            process = started(words, descriptor=theirs.fileno(), lock=lock, log=log, own=own)
    return Worker(job, process, Connection(ours.detach()), share, beside, before)


def _log_name(job: Job) -> Path:
    return (job.logs or Path()) / f"{job.name}.log"


def _log_file(job: Job) -> IO[bytes]:
    return _log_name(job).open("ab") if job.logs else Path(os.devnull).open("ab")
