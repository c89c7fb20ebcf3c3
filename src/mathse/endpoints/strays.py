"""Ends what is left of an engine whose keeper was killed.

The keeper tells the engine's process group as soon as there is one, and every process of the engine
inherits a mark in its environment: so a child that left the group is found as well. Linux's /proc is
read for the marks; elsewhere the group alone is ended. What neither finds is a process that left the
group *and* overwrote its environment, as those do that change their title.
"""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

MARK = "MATHSE_ENGINE"  # the variable; its value is another one for each engine
PATIENCE = 5.0  # seconds in which a process that is killed should be gone


def end(group: int | None, mark: str) -> None:
    """SIGKILL for the group, then for all that carry the mark, until there are none."""
    if group is not None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)
    until = time.monotonic() + PATIENCE
    while (left := marked(mark)) and time.monotonic() < until:
        for process in left:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(process, signal.SIGKILL)
        time.sleep(0.05)


def marked(mark: str) -> list[int]:
    """The processes that were started with this mark, and still run."""
    wanted, found = f"{MARK}={mark}".encode(), []
    for path in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):  # it ended meanwhile, or belongs to somebody else
            if wanted in path.read_bytes().split(b"\0"):
                found.append(int(path.parent.name))
    return found
