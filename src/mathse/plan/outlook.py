"""Tables whose size is known only between bounds: what Algorithm 1 computes with while it is planned.

An Outlook either holds an exact Table, and then does what a Table does, or it holds the least and the most
problems and references that a table can have. All tables are about problems of one set D; the
bounds are true whatever the judge will say.
"""

from dataclasses import dataclass
from typing import NamedTuple

from mathse.tables import Table


class Span(NamedTuple):
    """A whole number that lies between these, both included."""

    low: int
    high: int

    @property
    def exact(self) -> bool:
        """Whether it is known."""
        return self.low == self.high

    def times(self, factor: int) -> "Span":
        """So many times as much."""
        return Span(self.low * factor, self.high * factor)

    def plus(self, other: "Span") -> "Span":
        """Both together."""
        return Span(self.low + other.low, self.high + other.high)


@dataclass(frozen=True, slots=True)
class Outlook:
    """A table of paths or of problems, as far as it is known. Stands where evolve expects a Table."""

    problems_: Span  # different problems
    refs: Span
    world: int  # |D|
    table: Table | None = None  # the table itself, where it is known

    def __len__(self) -> int:
        """The most that it can hold."""
        return self.refs.high

    def __or__(self, other: "Outlook | Table") -> "Outlook":
        return self._joined(self._seen(other))

    def __ror__(self, other: Table) -> "Outlook":
        return self._seen(other)._joined(self)

    def _joined(self, other: "Outlook") -> "Outlook":
        if self.table is not None and other.table is not None:
            return known(self.table | other.table, self.world)
        most = min(self.world, self.problems_.high + other.problems_.high)
        return Outlook(
            Span(max(self.problems_.low, other.problems_.low), most),
            Span(max(self.refs.low, other.refs.low), self.refs.high + other.refs.high),
            self.world,
        )

    def without(self, other: "Outlook | Table") -> "Outlook":
        """Without every reference whose problem stands in `other`."""
        gone = self._seen(other)
        if self.table is not None and gone.table is not None:
            return known(self.table.without(gone.table), self.world)
        if gone.refs.high == 0:
            return self
        # At most |other| leave; and nothing that stays is among other's problems.
        left = Span(
            max(0, self.problems_.low - gone.problems_.high),
            min(self.problems_.high, self.world - gone.problems_.low),
        )
        return self._of_problems(left)

    def of(self, problems: "Outlook | Table") -> "Outlook":
        """Only the references whose problem stands in `problems`."""
        wanted = self._seen(problems)
        if self.table is not None and wanted.table is not None:
            return known(self.table.of(wanted.table), self.world)
        common = Span(
            max(0, self.problems_.low + wanted.problems_.low - self.world),
            min(self.problems_.high, wanted.problems_.high),
        )
        return self._of_problems(common)

    def part_of(self, refs: "Outlook | Table") -> "Outlook":
        """The same, asked of the problems."""
        return self._seen(refs).of(self)

    def correct(self) -> "Outlook":
        """What a judge may accept."""
        return self._part("correct")

    def incorrect(self) -> "Outlook":
        """What a judge may reject."""
        return self._part("incorrect")

    def latest(self) -> "Outlook":
        """One path a problem."""
        if self.table is not None:
            return known(self.table.latest(), self.world)
        return Outlook(self.problems_, self.problems_, self.world)

    def problems(self) -> "Outlook":
        """One bare reference a problem."""
        if self.table is not None:
            return known(self.table.problems(), self.world)
        return Outlook(self.problems_, self.problems_, self.world)

    def draw(self, size: int, *, key: str) -> "Outlook":
        """At most `size` references; 0 means all of them."""
        if self.table is not None:
            return known(self.table.draw(size, key=key), self.world)
        if size == 0:
            return self
        drawn = Span(min(size, self.refs.low), min(size, self.refs.high))
        return Outlook(Span(min(1, drawn.low), drawn.high), drawn, self.world)._bare(self)

    def forgotten(self) -> "Outlook":
        """The same paths, judged in a way that is not known yet."""
        return Outlook(self.problems_, self.refs, self.world)

    def at_most(self, per_problem: int) -> "Outlook":
        """At most so many references of each problem; 0: all."""
        if per_problem == 0:
            return self
        most = min(self.refs.high, self.problems_.high * per_problem)
        return Outlook(self.problems_, Span(min(self.refs.low, most), most), self.world)

    def _bare(self, whole: "Outlook") -> "Outlook":
        """A drawing from bare problems has as many problems as references."""
        if whole.problems_ != whole.refs:
            return self
        return Outlook(self.refs, self.refs, self.world)

    def _of_problems(self, problems: Span) -> "Outlook":
        """The references of so many of the problems."""
        if self.problems_ == self.refs:
            return Outlook(problems, problems, self.world)
        low = min(problems.low, self.refs.low)
        high = self.refs.high if problems.high else 0
        return Outlook(problems, Span(low, high), self.world)

    def _part(self, outcome: str) -> "Outlook":
        if self.table is not None:
            part = self.table.correct() if outcome == "correct" else self.table.incorrect()
            return known(part, self.world)
        return Outlook(Span(0, self.problems_.high), Span(0, self.refs.high), self.world)

    def _seen(self, other: "Outlook | Table") -> "Outlook":
        return other if isinstance(other, Outlook) else known(other, self.world)


def known(table: Table, world: int) -> Outlook:
    """A table that is known."""
    problems = len(table.problem_ids())
    return Outlook(Span(problems, problems), Span(len(table), len(table)), world, table)


def paths(problems: Outlook, n: int) -> Outlook:
    """`n` paths, not written yet, of each problem (or draft)."""
    return Outlook(problems.problems_, problems.refs.times(n), problems.world)
