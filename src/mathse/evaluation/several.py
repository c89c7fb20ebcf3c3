"""What several paths a problem are worth: pass@k, the majority's answer, the ORM's.

Choosing reads no reference (`choosing` sees none); whether the chosen path is right is looked up
afterwards, in the grades of the paths.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mathse.evaluation.choosing import choose, unanswered, voices
from mathse.evaluation.scores import Answered, Score, pass_at, score
from mathse.rows import Problem, Rollout, Verdict


@dataclass(frozen=True, slots=True)
class Path:
    """A path with its grade, and what the ORM said of it without a reference."""

    answered: Answered
    rollout: Rollout
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Several:
    """The figures of n paths a problem."""

    n: int  # paths a problem
    mean: Score  # of all paths
    pass_at: dict[int, float]  # k = 1, 2, 4, ... n
    majority: Score  # of the problems: the answer that most paths give
    best_of_n: Score | None  # the answer that weighs most by the ORM; None without one


def several(paths: Sequence[Path], problems: Mapping[bytes, Problem]) -> Several:
    """The figures of these paths."""
    of: dict[bytes, list[Path]] = {}
    for path in paths:
        of.setdefault(path.answered.problem, []).append(path)
    n = min((len(some) for some in of.values()), default=0)
    weighed = all(path.verdict is not None for path in paths) and bool(paths)
    return Several(
        n=n,
        mean=score(path.answered for path in paths),
        pass_at=_pass_at(list(of.values()), n),
        majority=score([chosen(some, problems[key], weigh=False) for key, some in of.items()]),
        best_of_n=score([chosen(some, problems[key], weigh=True) for key, some in of.items()])
        if weighed
        else None,
    )


def _pass_at(of: Sequence[Sequence[Path]], n: int) -> dict[int, float]:
    """Over the problems that can be scored."""
    scored = [some for some in of if all(path.answered.grade != "unscored" for path in some)]
    answers = [path.answered for some in scored for path in some]
    return {k: pass_at(answers, k) for k in powers(n)} if answers else {}


def chosen(paths: Sequence[Path], problem: Problem, *, weigh: bool) -> Answered:
    """The path that stands for the chosen answer."""
    asked = unanswered(problem)
    rollouts = [path.rollout for path in paths]
    verdicts = [path.verdict for path in paths if path.verdict is not None]
    found = choose(asked, voices(asked, rollouts, verdicts if weigh else None))
    return next(path.answered for path in paths if path.rollout is found.path)


def powers(n: int) -> list[int]:
    """1, 2, 4, ... and n itself."""
    found = []
    k = 1
    while k < n:
        found.append(k)
        k *= 2
    return [*found, n] if n else []
