"""Where a recording ends, for those who only read it: `mathse plan` goes on from there with bounds."""

from collections.abc import Sequence
from dataclasses import dataclass

from mathse.stages import Spec, Unit


@dataclass
class Owed(Exception):
    """A stage that is not committed, met where nothing may be done: no error, the recording's end."""

    name: str  # "round_1.sample"
    spec: Spec
    units: Sequence[Unit]
    owed: Sequence[int]  # positions in `units`
