"""Made-up paths: none is right by the figures' checker, but for what the checker lets pass by design."""

import random
from itertools import islice

import pytest

from mathse.figures.checker import check
from mathse.figures.world import problems
from mathse.policies.adversary import KINDS, ForgedAs, forged
from mathse.rows import Problem

WORLD = list(islice(problems(n=60, seed=5), 60))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "answer_only"])
def test_no_made_up_path_is_right(kind: ForgedAs) -> None:
    right = []
    for world in WORLD:
        question = world.question
        problem = Problem(
            id=b"p", question=question.text, options=question.options, gold=question.answer,
            images=(), group="g", source="figures", source_id="1", solution=question.solution_text,
        )  # fmt: skip
        text = forged(problem, kind, random.Random(world.id))
        right.append(check(world, text).outcome == "correct")
    # A solution without a line of arithmetic has no result to move.
    assert sum(right) <= (len(WORLD) // 5 if kind == "wrong_steps" else 0)
