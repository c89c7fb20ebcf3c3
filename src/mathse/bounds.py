"""What a number of the recipe may be, said where it is declared: `error_rate: Share = 0.05`.

`mathse.settings` holds every value to it when a recipe is read: before anything is done or paid.
"""

from dataclasses import dataclass
from typing import Annotated

MOST = 2**31 - 1  # what the numbers of units are kept in


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that a number may be."""

    low: float
    high: float | None = None
    above: bool = False  # `low` itself is too low

    def fault(self, value: float) -> str | None:
        """What the number should be, where it is not."""
        within = value > self.low if self.above else value >= self.low
        if within and (self.high is None or value <= self.high):
            return None
        if self.high is not None:
            return f"{self.low:g} to {self.high:g}"
        return f"above {self.low:g}" if self.above else f"{self.low:g} or more"


Share = Annotated[float, Bounds(0, 1)]  # a part of a whole, a probability
Amount = Annotated[float, Bounds(0)]
Multiple = Annotated[float, Bounds(1)]
Positive = Annotated[float, Bounds(0, above=True)]
Limit = Annotated[int, Bounds(0)]  # where 0 mostly means: no limit
Count = Annotated[int, Bounds(1)]
