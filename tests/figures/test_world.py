"""Every family: its problems are what they say; the picture holds what the question does not."""

import re
from collections import Counter, defaultdict
from itertools import islice

import pytest

from mathse.errors import UserError
from mathse.figures.canvas import CELL_HEIGHT, CELL_WIDTH, COLUMNS, ROWS, Canvas
from mathse.figures.families import FAMILIES, NAMES, family_named
from mathse.figures.language import Compute, Conclude, parse
from mathse.figures.scene import FigureProblem
from mathse.figures.truth import result_of
from mathse.figures.world import LEVELS, from_json, problems
from mathse.grading import grade

EACH = 40  # problems a family and level


@pytest.fixture(scope="module", params=NAMES)
def made(request: pytest.FixtureRequest) -> list[FigureProblem]:
    """Problems of one family, all levels."""
    levels = (
        problems(n=EACH, seed=11 + level, families=[request.param], levels=[level])
        for level in LEVELS
    )
    return [problem for level in levels for problem in level]


def test_answer_is_what_the_steps_compute(made: list[FigureProblem]) -> None:
    for problem in made:
        statements = [step.statement for step in problem.question.solution]
        lines = [statement for statement in statements if isinstance(statement, Compute)]
        assert all(result_of(line) == line.value for line in lines), problem.question.solution_text
        *_, last = statements
        assert isinstance(last, Conclude)
        assert last.answer == problem.question.answer
        if not problem.question.options:
            said = set(re.findall(r"\d+", problem.question.answer.replace("^2", "")))
            computed = {str(line.value.value) for line in lines}
            assert said <= computed | set(re.findall(r"\d+", str(statements[1:-1])))


def test_numbers_stay_small_enough_to_be_learnt(made: list[FigureProblem]) -> None:
    for problem in made:
        for step in problem.question.solution:
            if isinstance(line := step.statement, Compute):
                assert 0 <= line.value.value <= 999
                assert line.value.value.denominator == 1 or line.name == "probability"
                if line.operation in "+-":
                    assert max(line.left.value, line.right.value) <= 999
                if line.operation == "*":
                    square = line.left == line.right
                    assert min(line.left.value, line.right.value) <= (30 if square else 15)


def test_every_step_reads_back(made: list[FigureProblem]) -> None:
    for problem in made:
        for step in problem.question.solution:
            assert parse(step.text) == step.statement


def test_length_and_number_of_steps(made: list[FigureProblem]) -> None:
    for problem in made:
        tokens = re.findall(r"\d|[A-Za-z]+|[^\sA-Za-z\d]+", problem.question.solution_text)
        assert 3 <= len(problem.question.solution) <= 9
        assert len(tokens) <= 125, problem.question.solution_text


def test_question_does_not_hold_what_has_to_be_read(made: list[FigureProblem]) -> None:
    for problem in made:
        given = {str(number) for _, number in problem.givens}
        said = set(re.findall(r"\d+", problem.question.text))
        assert said <= given


def test_picture_holds_every_fact(made: list[FigureProblem]) -> None:
    for problem in made:
        canvas = Canvas()
        family_named(problem.scene.family).draw(problem.scene, canvas)
        labels = " ".join(text for _, _, text in canvas.label_cells())
        written = Counter(re.findall(r"\d+|[A-Za-z]+", labels))
        needed = Counter(str(fact.value) for fact in problem.scene.facts)
        assert not needed - written, (problem.scene.facts, labels)


def test_no_label_covers_another(made: list[FigureProblem]) -> None:
    for problem in made:
        canvas = Canvas()
        family_named(problem.scene.family).draw(problem.scene, canvas)
        cells = [
            (column + at, row)
            for column, row, text in canvas.label_cells()
            for at in range(len(text))
        ]
        assert len(cells) == len(set(cells))
        assert all(0 <= column < COLUMNS and 0 <= row < ROWS for column, row in cells)


def test_picture_depends_on_the_facts_and_not_on_the_question(made: list[FigureProblem]) -> None:
    pictures: dict[bytes, set[str]] = defaultdict(set)
    for problem in made:
        pictures[problem.scene.draw().tobytes()].add(problem.group)
    assert all(len(groups) == 1 for groups in pictures.values())
    assert len(pictures) > len(made) / 2


def test_gold_answers_grade_as_correct(made: list[FigureProblem]) -> None:
    for problem in made:
        question = problem.question
        graded = grade(
            response=question.solution_text,
            gold=question.answer,
            options=question.options or None,
            question=question.text,
        )
        assert graded.outcome == "correct", (question, graded)


def test_options_hold_the_answer_once(made: list[FigureProblem]) -> None:
    with_options = [problem.question for problem in made if problem.question.options]
    assert 0.1 < len(with_options) / len(made) < 0.45
    for question in with_options:
        assert len(set(question.options)) == 4
        assert question.answer in "ABCD"
        assert f"({question.answer}) " in question.prompt
        value = question.options[ord(question.answer) - ord("A")]
        assert f"{value} is option {question.answer}." in question.solution_text


def test_stored_problem_is_the_problem(made: list[FigureProblem]) -> None:
    for problem in made:
        assert from_json(problem.to_json()) == problem


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_larger_picture_is_the_same_picture(scale: int) -> None:
    for problem in problems(n=20, seed=4, families=NAMES):
        small, large = problem.scene.draw(), problem.scene.draw(scale)
        assert large.size == (112 * scale, 112 * scale)
        reduced = large.reduce(scale)
        pairs = zip(small.tobytes(), reduced.tobytes(), strict=True)
        mean_difference = sum(abs(a - b) for a, b in pairs) / len(small.tobytes())
        assert mean_difference < 6


def test_a_label_is_black_on_white_in_its_own_cells() -> None:
    canvas = Canvas()
    canvas.box((0, 0), (111, 111), fill="#000000")
    canvas.label(4, 2, "42")
    cells = canvas.finish().crop((32, 32, 32 + 2 * CELL_WIDTH, 32 + CELL_HEIGHT)).convert("L")
    shades = Counter(cells.tobytes())
    assert shades[255] > 100
    assert min(shades) < 60


def test_problems_depend_on_the_seed_alone() -> None:
    ten = list(problems(n=10, seed=3))
    assert list(islice(problems(n=50, seed=3), 10)) == ten
    assert list(problems(n=10, seed=4)) != ten
    assert [problem.scene.draw().tobytes() for problem in ten] == [
        problem.scene.draw().tobytes() for problem in problems(n=10, seed=3)
    ]


def test_unique_asks_nothing_twice() -> None:
    made = list(problems(n=1500, seed=9, unique=True, families=NAMES))
    asked = [from_json(p.to_json() | {"phrasing": 0, "options": []}).question.text for p in made]
    keys = {(p.group, p.question.kind, text) for p, text in zip(made, asked, strict=True)}
    assert len(keys) == len(made) == 1500
    assert len({problem.id for problem in made}) == 1500


def test_a_used_up_world_says_so() -> None:
    with pytest.raises(UserError, match="no more than"):
        list(problems(n=10**6, seed=1, families=["round solids"], levels=[3], unique=True))


@pytest.mark.parametrize("family", NAMES)
def test_there_are_many_figures(family: str) -> None:
    """So many that a test set can hold figures that no training saw."""
    groups = {problem.group for problem in problems(n=1000, seed=2, families=[family])}
    assert len(groups) > 750


def test_group_is_the_facts() -> None:
    one, *_ = problems(n=1, seed=1)
    other = from_json(one.to_json() | {"look": (one.scene.look + 1) % 6})
    assert other.group == one.group
    assert other.scene.draw().tobytes() != one.scene.draw().tobytes()


def test_families_ask_several_questions_in_several_wordings() -> None:
    for family in FAMILIES:
        made = list(problems(n=200, seed=6, families=[family.name]))
        assert len({problem.question.kind for problem in made}) >= 3, family.name
        assert {problem.phrasing for problem in made} >= {0, 1}


def test_unknown_family_is_a_persons_mistake() -> None:
    with pytest.raises(UserError, match="no family is called 'cubes'"):
        next(problems(n=1, seed=1, families=["cubes"]))


@pytest.mark.parametrize(
    ("family", "level", "sides"),
    [("triangles", 4, ("base", "height")), ("right triangles", 3, ("leg a", "leg b"))],
)
def test_a_square_hole_fits(family: str, level: int, sides: tuple[str, str]) -> None:
    """The largest square on one of two sides that meet in a right angle has the side a * b / (a + b)."""
    for problem in problems(n=300, seed=12, families=[family], levels=[level]):
        one, other, hole = (problem.scene.number(name) for name in (*sides, "hole"))
        assert 0 < hole * (one + other) <= one * other


def test_a_line_meets_the_axis_above_zero() -> None:
    for problem in problems(n=200, seed=12, families=["line graphs"]):
        below = problem.scene.draw().crop((0, 110, 40, 112))
        assert below.getextrema() == ((255, 255),) * 3
