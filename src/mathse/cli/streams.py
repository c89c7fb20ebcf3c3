"""stdin, stdout and stderr as a shell may give them: closed, or where nothing can be written.

What a command says beside its output is lost without harm; its output is not: that is an error, named by the
command line.
"""

import io
import os
import sys


class Unheard(io.FileIO):
    """A file of which nobody misses what cannot be written."""

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """All of it, or nothing."""
        try:
            return super().write(data)
        except OSError:
            return len(data)


def prepare() -> None:
    """At the start of a process, before it opens a file.

    A closed descriptor would be given to the next file that is opened, and be written into by whoever writes
    to it: each is open from now on. What is written to a closed stdout still fails.
    """
    for number, mode in enumerate((os.O_RDONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.dup2(os.open(os.devnull, mode), number)  # open() may have given this very number
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    raw: io.FileIO = Unheard(2, "w", closefd=False)
    buffered = io.BufferedWriter(raw)
    sys.stderr = io.TextIOWrapper(buffered, "utf-8", errors="backslashreplace", line_buffering=True)
