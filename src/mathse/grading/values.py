"""What an answer can be: plain data. `reading` makes them from text, `compare` says which are equal."""

from dataclasses import dataclass
from typing import NamedTuple

from mathse.grading.tokens import Tree
from mathse.grading.units import Unit


class Quantity(NamedTuple):
    """A number or a formula, as written: with its precision, percent sign and unit."""

    tree: Tree
    decimals: int | None = None  # digits after the point of a decimal number; None: exact
    percent: bool = False  # written with a percent sign; `tree` is the number before it
    unit: Unit | None = None

    @property
    def measured(self) -> bool:
        """Whether it has a unit of measurement; a counted thing is none."""
        return self.unit is not None and bool(self.unit.dimension)


@dataclass(frozen=True, slots=True)
class Ratio:
    """2:3, 1:2:3."""

    parts: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, in minutes; `half` is true where am or pm is not said and it could be either."""

    minutes: int
    half: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """Several values: the blanks of a question or a tuple in order, roots and sets in any order."""

    items: tuple["Value", ...]
    ordered: bool
    bracketed: str = ""  # the brackets as written: "()" a point or an open interval


@dataclass(frozen=True, slots=True)
class Region:
    """A union of intervals of one variable: (low, low is in, high, high is in)."""

    parts: tuple[tuple[Tree, bool, Tree, bool], ...]
    removed: tuple[Tree, ...] = ()
    unknown: str = ""  # the letter that it bounds; empty where none is named: `> 5`, an interval


@dataclass(frozen=True, slots=True)
class Equation:
    """left = right. `name` where the left is only what the value is called: `x`, `f(x)`, `S_n`."""

    left: Tree  # None where the name is no expression: `the area = 5`
    right: Tree
    name: str
    value: "Value"
    spelled: str = ""  # the left side as written, without spaces


@dataclass(frozen=True, slots=True)
class Words:
    """Anything else: compared as text."""

    text: str


@dataclass(frozen=True, slots=True)
class State:
    """What is no number and yet an answer in mathematics: `infinitely many`, `does not exist`, a date."""

    name: str


Value = Quantity | Ratio | Clock | Listing | Region | Equation | State | Words
EVERYTHING = Region(((("neg", "infty"), False, "infty", False),))
EMPTY = Listing((), False, "{}")
