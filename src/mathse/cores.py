"""How many cores there are for this process: those that it is bound to, and no more than its container is granted."""

import os
import sys
from pathlib import Path

# "MICROSECONDS PERIOD", or "max PERIOD" where there is no limit; a container sees its own here.
# https://docs.kernel.org/admin-guide/cgroup-v2.html#cpu-interface-files
QUOTA = Path("/sys/fs/cgroup/cpu.max")


def cores(quota: Path = QUOTA) -> int:
    """At least 1."""
    bound = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    try:
        microseconds, period = map(int, quota.read_text().split())
    except (OSError, ValueError):
        return bound
    return max(1, min(bound, microseconds // period))
