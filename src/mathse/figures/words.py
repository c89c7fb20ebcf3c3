"""The words and signs that this world's solutions and mistakes are written in: who uses others is no writer of it."""

import re
from collections.abc import Iterator
from functools import cache

from mathse.figures.families import NAMES
from mathse.figures.plan import Plan
from mathse.figures.truth import truth_of
from mathse.figures.world import problems

EACH = 40  # problems of a family: enough for its names and labels
_WORD = re.compile(r"[^\W\d]+|[^\w\s]")
_FORMS = "Step : We need the. The figure shows and, . is option A B C D ( ) + - * / = pi. The answer to this problem is"


def foreign(sentence: str) -> bool:
    """Whether it has a word or a sign that nobody in this world writes."""
    return not set(_WORD.findall(sentence)) <= _known()


@cache
def _known() -> frozenset[str]:
    return frozenset(_WORD.findall(" ".join((_FORMS, *_texts()))))


def _texts() -> Iterator[str]:
    for family in NAMES:
        for problem in problems(n=EACH, seed=0, families=[family]):
            truth = truth_of(problem)
            yield problem.question.solution_text
            yield from (f"{name} {value}" for name, value in problem.scene.values.items())
            for plan in (truth.plan, *truth.others):
                yield from _texts_of(plan)


def _texts_of(plan: Plan) -> Iterator[str]:
    yield plan.goal
    formulas = [plan.formula, *(("", wrong.formula) for wrong in plan.mistaken if wrong.formula)]
    yield from (" ".join(formula) for formula in formulas if formula)
    ways = (plan.rules, *plan.others, *(wrong.rules for wrong in plan.mistaken))
    yield from (rule.name for way in ways for rule in way)
