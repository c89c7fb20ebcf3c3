"""Keeps an engine alive for as long as whoever started it lives, and not a moment longer.

    python keeper.py PIPE TELL COMMAND...

PIPE is the reading end of a pipe whose other end the starter holds. When it closes (the starter ended,
however: SIGKILL too), the engine's whole process group ends, politely first, and so do its children
that left the group. Where this process itself is killed, the system ends the engine's first process
alone; the starter ends the others (strays.py), by the process group that is written to TELL. Only where
both are killed at once may children of the engine be left. Standard library only: it runs with the
engine's environment, not with ours.
"""

import ctypes
import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

GRACE = 5.0  # seconds between SIGTERM and SIGKILL
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36  # linux/prctl.h


def main(arguments: list[str]) -> int:
    """Runs the command until it ends or the pipe closes. Returns the command's exit status."""
    pipe, tell, command = int(arguments[0]), int(arguments[1]), arguments[2:]
    for ignored in (signal.SIGINT, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    _prctl(PR_SET_CHILD_SUBREAPER, 1)  # orphans of the engine become our children
    try:
        engine = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=_die_with_parent
        )
    except OSError as error:
        sys.stderr.write(f"cannot start {command[0]}: {error.strerror}\n")
        return 127
    os.write(tell, f"{engine.pid}\n".encode())  # it leads a group of its own
    os.close(tell)
    try:
        while engine.poll() is None:
            readable, _, _ = select.select([pipe], [], [], 0.2)
            if readable and not os.read(pipe, 1):
                break
    finally:
        _end(engine)
    status = engine.returncode or 0
    return status if status >= 0 else 128 - status  # as a shell says that a signal ended it


def _end(engine: "subprocess.Popen[bytes]") -> None:
    _signal_group(engine.pid, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        engine.wait(GRACE)
    _signal_group(engine.pid, signal.SIGKILL)
    engine.wait()
    end = time.monotonic() + GRACE
    while (children := _children()) and time.monotonic() < end:
        for child in children:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(-1, os.WNOHANG)
        time.sleep(0.02)


def _signal_group(group: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def _children() -> list[int]:
    """Processes whose parent we are, by now: the engine's orphans too."""
    found = []
    for task in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):
            found += [int(word) for word in task.read_text(encoding="ascii").split()]
    return found


def _die_with_parent() -> None:
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _prctl(option: int, value: int) -> None:
    # Linux only; elsewhere the pipe alone ends the engine.
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
