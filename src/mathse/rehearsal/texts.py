"""The longest paths that can be had before anybody has learnt to write, and the training rows of them.

An untrained base writes a few characters, which would say nothing of the rows that a training will see. So the
paths are the source's own solutions or the teacher's, where it is a program that costs nothing; else they are
made up, as long as the recipe allows.
"""

from collections.abc import Sequence
from typing import NamedTuple

from mathse.judges.parse import taught, verdict_json
from mathse.locating import concluded, marked, stopped_steps
from mathse.orm import OrmOptions, critique
from mathse.recipe import Recipe
from mathse.rows import Example, Feedback, Problem, Solve

CHARACTERS = 4  # of a token, where there is no path to count
WORDS = "Then the next length follows from the one before. "


class Written(NamedTuple):
    """What somebody could write for a problem."""

    problem: Problem
    text: str


class Paths(NamedTuple):
    """A path for each problem, longest first."""

    paths: list[Written]
    origin: str  # whose they are, as a person reads it


def longest_paths(
    recipe: Recipe, problems: Sequence[Problem], *, teacher: Sequence[str], student: Sequence[str]
) -> Paths:
    """The longest that is known for each problem. `teacher`: a path each, or empty where none is asked."""
    known = [[problem.solution or ""] for problem in problems]
    for texts in (teacher, student):
        known = [[*some, text] for some, text in zip(known, texts, strict=True)] if texts else known
    origin = "the teacher's or the source's solutions"
    if not teacher and not any(problem.solution for problem in problems):
        tokens = max(recipe.sampling.max_tokens, recipe.teacher.distil.max_tokens)
        made_up = (WORDS * (CHARACTERS * tokens // len(WORDS) + 1)).strip()
        known = [[*some, made_up] for some in known]
        origin = f"made up, of about {tokens:,} tokens, the most that the recipe allows"
    paths = [Written(one, max(some, key=len)) for one, some in zip(problems, known, strict=True)]
    return Paths(sorted(paths, key=lambda path: len(path.text), reverse=True), origin)


def solution_row(path: Written) -> Example:
    """A student's training row."""
    return Example(Solve(path.problem), path.text)


def orm_row(path: Written, o: OrmOptions) -> Example:
    """An ORM's longest training row about this path: all its steps, the last one wrong, and an analysis."""
    task = critique(path.problem, path.text, with_reference=True, form=dict(o.form()))
    steps = stopped_steps(path.text)
    wrong = steps[-1] if steps else path.text
    by_steps = task.by_steps and bool(steps)
    text = verdict_json(
        correct=False,
        feedback=Feedback(wrong, wrong),
        binary=task.binary,
        steps=marked(steps, len(steps)) if by_steps else None,
        answer=concluded(steps, right=False) if by_steps else None,
    )
    return Example(task, text, taught(text) if by_steps else ())
