"""How good a judge is, measured against labels that are known to be true.

A label is `correct`, `incorrect` or `cannot_tell`; a verdict of `unparsed` counts as a wrong verdict,
since a loop cannot use it, and is also counted apart. What nobody can label is counted, never dropped.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from mathse.evaluation.statistics import Interval, wilson
from mathse.rows import Outcome

Label = Literal["correct", "incorrect", "cannot_tell"]


@dataclass(frozen=True, slots=True)
class Examined:
    """One path with the truth about it and what a judge said."""

    label: Label
    outcome: Outcome
    true_step: int | None = None  # the first wrong one, counted from 1; None: none, or not known
    said_step: int | None = None  # the one that the judge named
    p_correct: float | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A count out of n with its interval."""

    hits: int
    n: int

    @property
    def value(self) -> float | None:
        """hits / n; None where n is 0."""
        return self.hits / self.n if self.n else None

    @property
    def interval(self) -> Interval:
        """95 %, Wilson."""
        return wilson(self.hits, self.n)


@dataclass(frozen=True, slots=True)
class Card:
    """The paper's Table 5, and what it leaves out."""

    overall: Share  # of all labelled paths: right verdicts
    positive: Share  # of correct paths: called correct
    negative: Share  # of incorrect paths: called incorrect
    step_exact: Share  # of incorrect paths with a known first wrong step: it is the one named
    step_near: Share  # the same, named within one step
    unparsed: int
    cannot_tell: int  # beside all of the above
    calibration_error: float | None  # expected |p - share correct| over ten bins; None without p


def card(examined: Iterable[Examined]) -> Card:
    """A judge's card over these paths."""
    every = list(examined)
    labelled = [one for one in every if one.label != "cannot_tell"]
    correct = [one for one in labelled if one.label == "correct"]
    incorrect = [one for one in labelled if one.label == "incorrect"]
    located = [one for one in incorrect if one.true_step is not None]
    return Card(
        overall=Share(sum(one.outcome == one.label for one in labelled), len(labelled)),
        positive=Share(sum(one.outcome == "correct" for one in correct), len(correct)),
        negative=Share(sum(one.outcome == "incorrect" for one in incorrect), len(incorrect)),
        step_exact=Share(sum(_off(one) == 0 for one in located), len(located)),
        step_near=Share(sum(_off(one) in (0, 1) for one in located), len(located)),
        unparsed=sum(one.outcome == "unparsed" for one in labelled),
        cannot_tell=len(every) - len(labelled),
        calibration_error=calibration_error(
            [
                (one.p_correct, one.label == "correct")
                for one in labelled
                if one.p_correct is not None
            ]
        ),
    )


def purity(accepted: Iterable[Label]) -> Share:
    """Of the accepted paths whose truth is known: those that are correct."""
    known = [label for label in accepted if label != "cannot_tell"]
    return Share(sum(label == "correct" for label in known), len(known))


def calibration_error(predictions: Sequence[tuple[float, bool]], *, bins: int = 10) -> float | None:
    """Expected calibration error: |mean p - share correct| in bins of p, weighted by their size."""
    if not predictions:
        return None
    sums = [[0.0, 0.0] for _ in range(bins)]
    for p, correct in predictions:
        bin_ = sums[min(bins - 1, int(p * bins))]
        bin_[0] += p
        bin_[1] += correct
    return sum(abs(p - correct) for p, correct in sums) / len(predictions)


def _off(one: Examined) -> int | None:
    """How many steps the judge is off; None where it named none."""
    if one.said_step is None or one.true_step is None:
        return None
    return abs(one.said_step - one.true_step)
