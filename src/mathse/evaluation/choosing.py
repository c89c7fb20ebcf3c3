"""One answer out of several paths for a problem whose answer nobody knows.

Paths that say the same answer vote together. A vote weighs what the ORM, which is not shown a reference
either, holds of its path; without an ORM every vote weighs the same. Nothing here can read a
reference: what comes in has none (`unanswered` takes it away), and a test alters every one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mathse.grading import extract, same_answer
from mathse.grading.values import Words
from mathse.rows import Problem, Rollout, Verdict

UNDECIDED = 0.5  # the weight of a path that the ORM said nothing readable of


@dataclass(frozen=True, slots=True)
class Voice:
    """One path, what it answers, and what the ORM holds of it."""

    path: Rollout
    answer: str | None  # None: it gives none
    verdict: Verdict | None  # None: there is no ORM

    @property
    def weight(self) -> float:
        """Of its vote."""
        if self.verdict is None:
            return 1.0
        known = self.verdict.p_correct
        return UNDECIDED if known is None else known


@dataclass(frozen=True, slots=True)
class Choice:
    """The answer chosen, and who said so."""

    answer: str | None  # None: no path gives one
    path: Rollout  # of those that say so, the one that the ORM holds most of
    verdict: Verdict | None  # on that path
    agree: int  # paths that say so
    n: int  # paths in all
    others: tuple[tuple[str, int], ...]  # the other answers and how many say each


def unanswered(problem: Problem) -> Problem:
    """The problem without reference, solution and meta, as it is when a stranger brings it."""
    return replace(problem, gold="", solution=None, meta={})


def voices(
    problem: Problem, paths: Sequence[Rollout], verdicts: Sequence[Verdict] | None
) -> list[Voice]:
    """The paths with their answers; `verdicts` are of the same paths, in order."""
    said = verdicts if verdicts is not None else [None] * len(paths)
    return [
        Voice(path, answer_of(problem, path), verdict)
        for path, verdict in zip(paths, said, strict=True)
    ]


def answer_of(problem: Problem, path: Rollout) -> str | None:
    """The final answer that a path gives; a last sentence of mere words, not announced, is none."""
    options = problem.options or None
    found = extract(path.text, options=options, question=problem.question)
    if found.span is None or (isinstance(found.value, Words) and "sentence" in found.rule):
        return None
    return path.text[found.span[0] : found.span[1]]


def choose(problem: Problem, heard: Sequence[Voice]) -> Choice:
    """The answer with the heaviest votes; the earlier one where they weigh the same."""
    groups: list[list[Voice]] = []
    for voice in heard:
        if voice.answer is None:
            continue
        for group in groups:
            if same_answer(str(group[0].answer), voice.answer, problem.options or None):
                group.append(voice)
                break
        else:
            groups.append([voice])
    if not groups:
        return Choice(None, heard[0].path, heard[0].verdict, 0, len(heard), ())
    best = max(groups, key=lambda group: sum(voice.weight for voice in group))
    shown = max(best, key=lambda voice: voice.weight)
    others = tuple((str(group[0].answer), len(group)) for group in groups if group is not best)
    return Choice(shown.answer, shown.path, shown.verdict, len(best), len(heard), others)
