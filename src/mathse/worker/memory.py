"""Was a process killed by the system because memory ran out? Linux counts such kills."""

from pathlib import Path

CGROUP = Path("/sys/fs/cgroup")


def oom_kills() -> int:
    """Kills for want of memory so far, of our own control group and of the machine together."""
    files = (*_own_groups(), Path("/proc/vmstat"))
    return sum(_counter(path, "oom_kill") for path in files)


def _own_groups() -> list[Path]:
    try:
        lines = Path("/proc/self/cgroup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    names = [line.split(":", 2)[2].lstrip("/") for line in lines if line.count(":") >= 2]
    second = [CGROUP / name / "memory.events" for name in names]
    first = [CGROUP / "memory" / name / "memory.oom_control" for name in names]  # version 1
    return sorted({CGROUP / "memory.events", *second, *first})


def _counter(path: Path, name: str) -> int:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        return 0
    found = [line.split()[1] for line in text.splitlines() if line.startswith(f"{name} ")]
    return int(found[0]) if found else 0
