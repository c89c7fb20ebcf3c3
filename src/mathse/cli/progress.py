"""What is being done, how many of how many, time to go: on stderr, data stays on stdout."""

import sys
import time

from mathse.record import Progress

EVERY = 5.0  # seconds between two lines where stderr is no terminal


class Shown:
    """Writes progress: one line that moves on a terminal, else a line now and then."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self.terminal = sys.stderr.isatty()
        self.shown_at = 0.0
        self.stage = ""

    def __call__(self, progress: Progress) -> None:
        """One step of progress."""
        now = time.monotonic()
        ended = progress.done >= progress.total
        if progress.urgent and (progress.warning or not self.quiet):
            start = "\r\x1b[K" if self.terminal else ""
            print(f"{start}{progress.stage}: {progress.note}", file=sys.stderr, flush=True)
            return
        pause = 0.1 if self.terminal else EVERY
        if self.quiet or (now - self.shown_at < pause and not ended):
            return
        self.shown_at = now
        moved = self.terminal and self.stage == progress.stage
        self.stage = progress.stage
        start, end = ("\r\x1b[K" if moved else ""), ("\n" if ended or not self.terminal else "")
        print(f"{start}{line(progress, now)}", end=end, file=sys.stderr, flush=True)


def line(progress: Progress, now: float) -> str:
    """ "round_1.sample  120 of 400  0:31 to go"."""
    left = progress.total - progress.done
    spent = now - progress.started
    parts = [f"{progress.stage:<28}", f"{progress.done:,} of {progress.total:,}"]
    if left and progress.fresh:
        parts.append(f"{clock(spent / progress.fresh * left)} to go")
    elif not left:
        parts.append(f"{clock(spent)}")
    if progress.note:
        parts.append(progress.note)
    return "  ".join(parts)


def clock(seconds: float) -> str:
    """1:05, 2:03:10."""
    whole = round(seconds)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
