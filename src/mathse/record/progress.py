"""What the driver tells of a stage that is going."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from mathse.roles import Trained

EVERY = 5.0  # seconds between two words about something of which nobody knows how much it is


@dataclass(frozen=True, slots=True)
class Progress:
    """What is being done, how many of how many, since when."""

    stage: str  # "round_1.sample"
    done: int
    total: int
    fresh: int  # of done: by this process, since `started`
    started: float  # time.monotonic()
    note: str = ""  # "loss 0.41"
    urgent: bool = False  # the note is for now: a wait of some length
    warning: bool = False  # ... and not of progress: shown also where that is not wanted


def left_out(trained: Trained) -> str:
    """ "2 of 14 rows left out: longer than 600 tokens (the longest kept has 412)"."""
    most, kept = trained.note.get("longest"), trained.note.get("longest_row")
    longer = f"longer than {most} tokens" if most else "over-long"
    said = f"{trained.dropped} of {trained.rows + trained.dropped} rows left out: {longer}"
    return f"{said} (the longest kept has {kept})" if kept else said


def warned(report: Callable[[Progress], None], what: str = "load") -> Callable[[str], None]:
    """Says a line that a person should see whatever else is shown."""
    return lambda line: report(Progress(what, 0, 0, 0, 0.0, line, urgent=True, warning=True))


def counting(report: Callable[[Progress], None], stage: str, what: str) -> Callable[[int], None]:
    """Tells now and then how many there were so far: "load: 12,000 problems read"."""
    last = time.monotonic()

    def say(done: int) -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY:
            last = time.monotonic()
            report(Progress(stage, 0, 0, 0, 0.0, f"{done:,} {what}", urgent=True))

    return say
