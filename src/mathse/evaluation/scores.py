"""How well one model answers: accuracy with its interval, by family and level, pass@k, answer length.

An answer is right when the evaluation's judge says `correct`. What the judge cannot score (the
problem's own reference is unusable) is left out of n and counted apart: it is nobody's error.
"""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean, median
from typing import Literal, TypeVar

from mathse.evaluation.statistics import Interval, pass_at_k, wilson
from mathse.rows import PathStatus

Grade = Literal["correct", "incorrect", "no_answer", "unscored"]
T = TypeVar("T")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer of a model to one problem, with its grade."""

    problem: bytes  # Problem.id
    grade: Grade
    status: PathStatus = "finished"
    sample: int = 0  # 0 .. n-1
    characters: int = 0  # of the written path
    tokens: int = 0  # tokens_out; 0 where nobody counted
    tags: Mapping[str, str] = field(default_factory=dict)  # family, level, subject, ...

    @property
    def right(self) -> bool:
        """Whether it counts as right."""
        return self.grade == "correct"


@dataclass(frozen=True, slots=True)
class Score:
    """Accuracy of a set of answers. All counts are of answers, one a problem when n = 1."""

    n: int  # scored answers
    right: int
    accuracy: float  # 0..1; 0 where nothing was scored
    interval: Interval  # 95 %, Wilson
    no_answer: int  # of n: no final answer was found
    cut_off: int  # of n: the path did not end
    unscored: int  # beside n


@dataclass(frozen=True, slots=True)
class Lengths:
    """How much is written. The paper: the mean grows from 325 to 792 characters."""

    characters_mean: float
    characters_median: float
    tokens_mean: float


def tags_of(fields: Mapping[str, object]) -> dict[str, str]:
    """The plain values among these, as accuracy is broken down by them: 2.0 is 2, since tables store levels so."""
    found: dict[str, str] = {}
    for name, value in fields.items():
        if isinstance(value, float) and math.isfinite(value):
            found[name] = str(int(value)) if value.is_integer() else str(value)
        elif isinstance(value, str | int):
            found[name] = str(value)
    return found


def score(answers: Iterable[Answered]) -> Score:
    """The accuracy of these answers."""
    every = list(answers)
    scored = [answer for answer in every if answer.grade != "unscored"]
    right = sum(answer.right for answer in scored)
    return Score(
        n=len(scored),
        right=right,
        accuracy=right / len(scored) if scored else 0.0,
        interval=wilson(right, len(scored)),
        no_answer=sum(answer.grade == "no_answer" for answer in scored),
        cut_off=sum(answer.status == "cut_off" for answer in scored),
        unscored=len(every) - len(scored),
    )


def score_by(answers: Iterable[Answered], tag: str) -> dict[str, Score]:
    """A score for each value of a tag (`family`, `level`, ...), in the order of the values."""
    known = (answer for answer in answers if tag in answer.tags)
    groups = grouped(known, lambda answer: answer.tags[tag])
    return {value: score(groups[value]) for value in sorted(groups, key=natural)}


def lengths(answers: Sequence[Answered]) -> Lengths:
    """Mean and median length; zeros where there is no answer."""
    if not answers:
        return Lengths(0.0, 0.0, 0.0)
    characters = [answer.characters for answer in answers]
    return Lengths(
        characters_mean=fmean(characters),
        characters_median=float(median(characters)),
        tokens_mean=fmean(answer.tokens for answer in answers),
    )


def pass_at(answers: Iterable[Answered], k: int) -> float:
    """Mean pass@k over problems. Raises ValueError where a problem has fewer than k answers."""
    scored = (answer for answer in answers if answer.grade != "unscored")
    problems = grouped(scored, lambda answer: answer.problem).values()
    if not problems:
        return 0.0
    return fmean(
        pass_at_k(n=len(paths), correct=sum(path.right for path in paths), k=k)
        for paths in problems
    )


def grouped(items: Iterable[Answered], key: Callable[[Answered], T]) -> dict[T, list[Answered]]:
    """The items by key, keys in order of first appearance."""
    groups: dict[T, list[Answered]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return dict(groups)


def natural(value: str) -> tuple[float, str]:
    """Sorts level 10 after level 9.5, and numbers before words."""
    return (float(value), value) if _NUMBER.fullmatch(value) else (math.inf, value)
