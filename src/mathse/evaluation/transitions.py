"""What a step of training mended and what it broke: the paper's Figure 4, with the exact p.

Two models are compared on the problems that both were asked and that could be scored for both.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from mathse.evaluation.scores import Answered
from mathse.evaluation.statistics import mcnemar


@dataclass(frozen=True, slots=True)
class Transition:
    """From one model to another, on the same problems."""

    before: str  # name of the stage
    after: str
    right_right: int
    wrong_wrong: int
    right_wrong: int  # broken
    wrong_right: int  # mended

    @property
    def n(self) -> int:
        """Problems compared."""
        return self.right_right + self.wrong_wrong + self.right_wrong + self.wrong_right

    @property
    def p(self) -> float:
        """Two-sided p of the exact McNemar test."""
        return mcnemar(broken=self.right_wrong, mended=self.wrong_right)

    @property
    def broken(self) -> float:
        """Share of what was right before and is wrong after; 0 where nothing was right."""
        was_right = self.right_right + self.right_wrong
        return self.right_wrong / was_right if was_right else 0.0

    @property
    def gain(self) -> float:
        """Accuracy after minus before, on these problems; -1..1."""
        return (self.wrong_right - self.right_wrong) / self.n if self.n else 0.0


def right_by_problem(answers: Iterable[Answered]) -> dict[bytes, bool]:
    """Whether each problem's first answer is right; unscored problems are left out."""
    return {a.problem: a.right for a in answers if a.sample == 0 and a.grade != "unscored"}


def transition(
    before: Mapping[bytes, bool], after: Mapping[bytes, bool], *, names: tuple[str, str]
) -> Transition:
    """Compares what was right, problem by problem; `names` are those of the two stages."""
    counts = {(was, now): 0 for was in (True, False) for now in (True, False)}
    for problem in before.keys() & after.keys():
        counts[before[problem], after[problem]] += 1
    return Transition(
        before=names[0],
        after=names[1],
        right_right=counts[True, True],
        wrong_wrong=counts[False, False],
        right_wrong=counts[True, False],
        wrong_right=counts[False, True],
    )


def steps(stages: Mapping[str, Mapping[bytes, bool]]) -> list[Transition]:
    """The transition between each stage and the next, in the order given."""
    names = list(stages)
    return [
        transition(stages[before], stages[after], names=(before, after))
        for before, after in pairwise(names)
    ]
