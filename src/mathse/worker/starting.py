"""How a process of a run is started: a Python of its own that speaks to the driver on one descriptor."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import IO


def started(
    words: Sequence[str], *, descriptor: int, lock: int, log: IO[bytes], own: Mapping[str, str]
) -> "subprocess.Popen[bytes]":
    """`python -m` these words and the descriptor; `own` is set in its environment alone."""
    return subprocess.Popen(
        [sys.executable, "-m", *words, str(descriptor)],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        # The lock's descriptor goes along: as long as the process lives, nobody else writes.
        pass_fds=(descriptor, lock),
        start_new_session=True,  # Ctrl-C is the driver's; the group ends with the process
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), **own},
    )
