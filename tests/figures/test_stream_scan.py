"""The stream shows no test figure and solves nothing; and the scan would find it if it did."""

from dataclasses import replace
from random import Random

import pytest

from mathse.figures.families import FAMILIES, NAMES
from mathse.figures.scene import FigureProblem
from mathse.figures.stream import figure
from mathse.figures.stream.rows import Row, Turn, bucket
from mathse.figures.stream.scan import Counts, add, scan
from mathse.figures.world import problems


def test_no_row_is_a_solution_and_none_shows_a_test_figure() -> None:
    counts = scan(rows=1500, seed=0)
    assert counts.rows == 1500
    assert counts.figures > 500
    assert counts.answers > 5000
    found = (counts.closing_sentences, counts.named_steps, counts.solutions, counts.test_figures)
    assert (*found, counts.answered) == (0, 0, 0, 0, 0)
    assert counts.plan_chains <= 1  # unrelated lines may meet by chance


def counted(row: Row) -> Counts:
    counts = Counts()
    add(counts, row)
    return counts


@pytest.mark.parametrize("family", NAMES)
def test_a_solution_is_found(family: str) -> None:
    for problem in problems(n=20, seed=6, families=[family]):
        if problem.question.options:
            continue
        turn = Turn(problem.question.text, problem.question.solution_text, "solve")
        counts = counted(Row((turn,), None, problem.scene))
        assert (counts.closing_sentences, counts.named_steps > 0) == (1, True)
        asked_with_other_numbers = bool(problem.givens)
        assert counts.solutions == 1 or asked_with_other_numbers


@pytest.mark.parametrize("answer", ["{}", " {}", "It is {}.", "So this is {}."])
def test_an_answered_question_is_found(answer: str) -> None:
    for problem in problems(n=60, seed=8, families=NAMES):
        if problem.question.options or problem.givens:
            continue
        said = answer.format(problem.question.answer)
        asked = Turn(problem.question.text, said, "solve")
        below = Turn("answer:", said, "solve")
        assert counted(Row((asked,), None, problem.scene)).answered == 1
        row = Row((below,), None, problem.scene, drill=problem.question.text)
        assert counted(row).answered == 1


def chained(problem: FigureProblem) -> Row:
    """The lines of a solution without names, in turns of their own: what the stream must not do."""
    lines = [step.text.split(" = ", 1) for step in problem.question.solution]
    bare = [line[1].rstrip(".") for line in lines if len(line) == 2 and "=" in line[1]]
    turns = [Turn(f"{line.rpartition('=')[0]}=", line.rpartition("=")[2], "*") for line in bare]
    return Row(tuple(turns), None, problem.scene)


def test_a_chain_without_names_is_found() -> None:
    several = [
        problem
        for problem in problems(n=200, seed=7, families=["composites", "triangles", "boxes"])
        if len(problem.question.solution) >= 6 and not problem.question.options
    ]
    assert len(several) > 30
    found = sum(counted(chained(problem)).plan_chains for problem in several)
    assert found / len(several) > 0.9


def test_a_test_figure_is_found() -> None:
    rows = [figure(Random(f"{seed}"), families=FAMILIES, side="test") for seed in range(20)]
    assert all(counted(row).test_figures == 1 for row in rows)
    assert all(row.scene and bucket(row.scene.group) == "test" for row in rows)
    assert counted(replace(rows[0], scene=None)).figures == 0
