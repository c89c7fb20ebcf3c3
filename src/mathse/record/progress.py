"""What the driver tells of a stage that is going."""

from dataclasses import dataclass


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
