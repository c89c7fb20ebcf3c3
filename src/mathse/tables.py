"""Tables of light references: what Algorithm 1 computes with.

A `Ref` names a problem, or a path for it, in about a hundred bytes; texts are fetched by id when a
stage needs them. So 341,346 problems stay small, and the algorithm needs no store.
"""

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

from mathse.rows import Outcome, digest


class Ref(NamedTuple):
    """A problem (`row` is 0) or a path for it, perhaps judged."""

    problem: bytes  # Problem.id
    row: int = 0  # the recorded path's id; 0 for the problem itself
    content: bytes = b""  # digest of what a trainer would see: problem, prompt context, text
    outcome: Outcome | None = None  # None until judged
    verdict: int = 0  # the recorded verdict's id; 0 until judged
    finished: bool = True  # a path that did not end is never a correct one


PROBLEM = attrgetter("problem")


def drawn_by(ref: Ref, *, key: str) -> bytes:
    """The order in which references are drawn: by content, so that it is the same wherever they stand."""
    return digest(key, ref.problem, ref.content)


class Table:
    """An ordered set of references. Two refs with the same content are one, where last seen."""

    __slots__ = ("_problems", "refs")

    def __init__(self, refs: Iterable[Ref] = ()) -> None:
        self.refs: tuple[Ref, ...] = tuple(refs)
        self._problems: frozenset[bytes] | None = None

    def __len__(self) -> int:
        return len(self.refs)

    def __iter__(self) -> Iterator[Ref]:
        return iter(self.refs)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and self.refs == other.refs

    def __hash__(self) -> int:
        return hash(self.refs)

    def __repr__(self) -> str:
        return f"Table({len(self.refs)} refs, {len(self.problem_ids())} problems)"

    def __or__(self, other: "Table") -> "Table":
        """Union; a path seen again counts where it was last seen."""
        if not isinstance(other, Table):
            return NotImplemented  # plan.Outlook answers in its stead
        merged: dict[bytes, Ref] = {}
        for ref in (*self.refs, *other.refs):
            key = ref.content or ref.problem
            merged.pop(key, None)
            merged[key] = ref
        return Table(merged.values())

    def problem_ids(self) -> frozenset[bytes]:
        """The problems that these references are about."""
        if self._problems is None:
            self._problems = frozenset(map(PROBLEM, self.refs))
        return self._problems

    def problems(self) -> "Table":
        """One bare problem reference for each problem, in order of first appearance."""
        return Table(Ref(problem) for problem in dict.fromkeys(ref.problem for ref in self.refs))

    def without(self, other: "Table") -> "Table":
        """Without every reference whose problem stands in `other`."""
        gone = other.problem_ids()
        return self._where(lambda ref: ref.problem not in gone)

    def of(self, problems: "Table") -> "Table":
        """Only the references whose problem stands in `problems`."""
        return problems.part_of(self)

    def part_of(self, refs: "Table") -> "Table":
        """Those of `refs` whose problem stands here (plan.Outlook has its own answer)."""
        wanted = self.problem_ids()
        return refs._where(lambda ref: ref.problem in wanted)

    def correct(self) -> "Table":
        """The paths that the judge accepted."""
        return self._where(lambda ref: ref.outcome == "correct")

    def incorrect(self) -> "Table":
        """The paths that the judge rejected (neither `unparsed` nor `disagreed`)."""
        return self._where(lambda ref: ref.outcome == "incorrect")

    def latest(self) -> "Table":
        """The last path of each problem."""
        return Table({ref.problem: ref for ref in self.refs}.values())

    def draw(self, size: int, *, key: str) -> "Table":
        """At most `size` references, drawn by hash of (key, problem, path); 0 means all of them."""
        if size == 0 or size >= len(self.refs):
            return self
        drawn = sorted(self.refs, key=lambda ref: drawn_by(ref, key=key))[:size]
        chosen = {id(ref) for ref in drawn}
        return self._where(lambda ref: id(ref) in chosen)

    def judged(self, verdicts: Iterable[tuple[int, Outcome] | None]) -> "Table":
        """These references with (verdict row, outcome) in order; None leaves a path out."""
        return Table(
            Ref(ref.problem, ref.row, ref.content, verdict[1], verdict[0], ref.finished)
            for ref, verdict in zip(self.refs, verdicts, strict=True)
            if verdict is not None
        )

    def digest(self) -> bytes:
        """Names the content in order: what the trainer sees, not who judged it."""
        return digest(*(ref.content or ref.problem for ref in self.refs))

    def _where(self, keep: Callable[[Ref], bool]) -> "Table":
        return Table(ref for ref in self.refs if keep(ref))
