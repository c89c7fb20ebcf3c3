"""Two runs on the same problems: an ablation beside its parent, stage by stage.

Pairs of stages are compared by the exact McNemar test on the problems that both answered, and all p
values of one comparison are Holm-corrected together; a pair that is one and the same model is no test. The test knows the noise of problems, not that of
training: what another seed of the same run would break stands in the study (docs/results.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from mathse.evaluation.statistics import Interval, holm, wilson
from mathse.evaluation.transitions import Transition, transition


@dataclass(frozen=True, slots=True)
class Measured:
    """A stage's model with its greedy answers."""

    model: str  # digest
    right: Mapping[bytes, bool]  # problem -> whether the answer is right


@dataclass(frozen=True, slots=True)
class Compared:
    """A stage of run A beside one of run B, on their common problems."""

    stage_a: str
    stage_b: str
    change: Transition  # before: A, after: B
    p_holm: float | None  # None: it is the same model

    @property
    def accuracy_a(self) -> float:
        """Of run A, 0..1."""
        right = self.change.right_right + self.change.right_wrong
        return right / self.change.n if self.change.n else 0.0

    @property
    def accuracy_b(self) -> float:
        """Of run B, 0..1."""
        right = self.change.right_right + self.change.wrong_right
        return right / self.change.n if self.change.n else 0.0

    @property
    def interval_b(self) -> Interval:
        """95 % of run B's accuracy."""
        return wilson(self.change.right_right + self.change.wrong_right, self.change.n)

    @property
    def interval_a(self) -> Interval:
        """95 % of run A's accuracy."""
        return wilson(self.change.right_right + self.change.right_wrong, self.change.n)


def compare(a: Mapping[str, Measured], b: Mapping[str, Measured]) -> list[Compared]:
    """Stages of the same name, in A's order; then the last of each, where their names differ."""
    pairs = [(name, name) for name in a if name in b]
    if a and b:
        last = (list(a)[-1], list(b)[-1])
        pairs += [last] if last not in pairs else []
    changes = [transition(a[one].right, b[other].right, names=(one, other)) for one, other in pairs]
    differ = [a[one].model != b[other].model for one, other in pairs]
    corrected = iter(holm([c.p for c, tested in zip(changes, differ, strict=True) if tested]))
    return [
        Compared(change.before, change.after, change, next(corrected) if tested else None)
        for change, tested in zip(changes, differ, strict=True)
    ]


def common(a: Mapping[str, Measured], b: Mapping[str, Measured]) -> tuple[int, int, int]:
    """Problems of A, of B, of both."""
    of_a, of_b = (
        frozenset(problem for stage in run.values() for problem in stage.right) for run in (a, b)
    )
    return len(of_a), len(of_b), len(of_a & of_b)
