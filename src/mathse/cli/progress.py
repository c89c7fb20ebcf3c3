"""What is being done, how many of how many, time to go: on stderr, data stays on stdout."""

import sys
import time
from contextlib import suppress
from dataclasses import dataclass

from mathse.record import Progress

EVERY = 5.0  # seconds between two lines where stderr is no terminal
ENOUGH = (
    3.0  # seconds of work, seen since the first units were done, that a time to go is told from
)


class Shown:
    """Writes progress: one line that moves on a terminal, else a line now and then."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self.terminal = sys.stderr.isatty()
        self.shown_at = 0.0
        self.stage = ""
        self.pace = Pace()

    def __call__(self, progress: Progress) -> None:
        """One step of progress. Where stderr cannot be written, the work goes on unseen."""
        with suppress(OSError):
            self._show(progress)

    def _show(self, progress: Progress) -> None:
        now = time.monotonic()
        ended = progress.done >= progress.total
        if progress.urgent and (progress.warning or not self.quiet):
            start = "\r\x1b[K" if self.terminal else ""
            print(f"{start}{progress.stage}: {progress.note}", file=sys.stderr, flush=True)
            return
        pause = 0.1 if self.terminal else EVERY
        left = self.pace.left(progress, now)
        if self.quiet or (now - self.shown_at < pause and not ended):
            return
        self.shown_at = now
        moved = self.terminal and self.stage == progress.stage
        self.stage = progress.stage
        start, end = ("\r\x1b[K" if moved else ""), ("\n" if ended or not self.terminal else "")
        print(f"{start}{line(progress, now, left)}", end=end, file=sys.stderr, flush=True)


@dataclass(slots=True)
class Pace:
    """How fast a stage goes, from its first finished units on: before them a model was read, or compiled."""

    stage: str = ""
    first: int = 0  # fresh units when they were first told of
    since: float = 0.0

    def left(self, progress: Progress, now: float) -> float | None:
        """Seconds to go; None: there is nothing yet to estimate from."""
        if progress.stage != self.stage or progress.fresh < self.first:
            self.stage, self.first, self.since = progress.stage, progress.fresh, now
        seen, done = now - self.since, progress.fresh - self.first
        if not done or seen < ENOUGH:
            return None
        return seen / done * (progress.total - progress.done)


def line(progress: Progress, now: float, left: float | None) -> str:
    """ "round_1.sample  120 of 400  0:31 to go"; `left`: in seconds, None where nobody can say yet."""
    parts = [f"{progress.stage:<28}", f"{progress.done:,} of {progress.total:,}"]
    if progress.done < progress.total:
        parts.append("estimating" if left is None else f"{clock(left)} to go")
    else:
        parts.append(clock(now - progress.started))
    if progress.note:
        parts.append(progress.note)
    return "  ".join(parts)


def clock(seconds: float) -> str:
    """1:05, 2:03:10."""
    whole = round(seconds)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
