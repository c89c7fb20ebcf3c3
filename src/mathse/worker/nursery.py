"""Workers forked from a process that has already imported what they need: the driver's side.

Importing torch and transformers takes seconds, and a small stage on a small model takes no longer; a run
has dozens of such stages. So where a leaf names a module (`Plugin.preload`), a process imports it once,
and each worker of that leaf is forked from it. A forked worker is a worker like others: a process group
of its own, the stage's log, the lock's descriptor, the driver's environment. Wherever a fork is not to
be had, the caller starts a process as ever. Linux alone: elsewhere a fork behind such imports is not safe.
"""

import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO

from mathse.worker.starting import started

BORN = 120.0  # seconds that the imports may take
MOST = 1 << 20  # bytes of a message
ONE = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")


@dataclass(slots=True)
class Forked:
    """A forked worker's process: as much of a Popen as a worker needs."""

    pid: int
    home: "Home"
    status: int | None = None

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status, negative for a signal, as Popen has it. Raises TimeoutExpired."""
        if self.status is None:
            with suppress(ProcessLookupError):  # its home is gone, and the system has reaped it
                self._ended(timeout)
            self.status = self.home.reap(self.pid)
        return self.status

    def _ended(self, timeout: float | None) -> None:
        descriptor = os.pidfd_open(self.pid)
        try:
            ended = select.poll()  # not select.select, which knows no descriptor above 1,023
            ended.register(descriptor, select.POLLIN)
            if not ended.poll(None if timeout is None else 1000 * timeout):
                raise subprocess.TimeoutExpired("a forked worker", timeout or 0.0)
        finally:
            os.close(descriptor)


@dataclass(slots=True)
class Home:
    """One process with its imports done, which forks when it is asked."""

    process: "subprocess.Popen[bytes]"
    link: socket.socket

    def fork(self, environment: Mapping[str, str], descriptor: int, log: int) -> Forked:
        """A child with these. Raises OSError where there is none to be had."""
        text = json.dumps({"environment": dict(environment)}).encode()
        socket.send_fds(self.link, [text], [descriptor, log])
        return Forked(int(self._said("pid")), self)

    def reap(self, pid: int) -> int:
        """The exit status of a child that has ended; SIGKILL's where its home has gone, too."""
        try:
            self.link.send(json.dumps({"reap": pid}).encode())
            return int(self._said("status"))
        except OSError:
            return -signal.SIGKILL

    def close(self) -> None:
        """Ends it; its children have ended before."""
        self.link.close()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
            return
        self.process.kill()
        self.process.wait()

    def _said(self, what: str) -> int:
        answer = self.link.recv(MOST)
        found = json.loads(answer or "{}")
        if what not in found:
            raise OSError(found.get("error", "the process to fork from has ended"))
        return int(found[what])


@dataclass(slots=True)
class Nursery:
    """The processes that a run forks its workers from, one for each module that leaves name."""

    lock: int  # the lock's descriptor: as long as one of them lives, nobody else writes
    homes: dict[str, Home] = field(default_factory=dict)

    def fork(
        self, module: str, *, own: Mapping[str, str], descriptor: int, log: IO[bytes]
    ) -> Forked | None:
        """A worker that speaks on this descriptor; None: the caller should start a process."""
        if not module or sys.platform != "linux":
            return None
        try:
            home = self.homes.get(module)
            if home is None or home.process.poll() is not None:
                self._close(module)
                home = self.homes[module] = self._home(module, log)
            return home.fork({**os.environ, **own}, descriptor, log.fileno())
        except OSError:  # the import failed, or the system has no room for a fork
            self._close(module)
            return None

    def _close(self, module: str) -> None:
        if (home := self.homes.pop(module, None)) is not None:
            home.close()

    def _home(self, module: str, log: IO[bytes]) -> Home:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.settimeout(BORN)
        with theirs:
            words = ["mathse.worker.home", module]
            # One thread: threads do not live through a fork.
            process = started(words, descriptor=theirs.fileno(), lock=self.lock, log=log, own=ONE)
        return Home(process, ours)

    def close(self) -> None:
        """Ends them; every worker has ended before."""
        for module in list(self.homes):
            self._close(module)
