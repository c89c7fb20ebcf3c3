"""The checker against the solver, against planted mistakes, and against odd solutions."""

from collections import Counter
from random import Random

import pytest

from mathse.figures.checker import ERROR_TYPES, check, sentences
from mathse.figures.drafting import render
from mathse.figures.families import NAMES
from mathse.figures.mistakes import plant
from mathse.figures.scene import FigureProblem
from mathse.figures.truth import truth_of
from mathse.figures.world import from_json, problems, solution
from mathse.grading import grade

RECTANGLE = {
    "family": "rectangles",
    "level": 2,
    "facts": [["width", 12], ["height", 7], ["unit", "cm"]],
    "look": 0,
    "givens": {},
    "phrasing": 0,
    "options": [],
}
END = "The answer to this problem is "


def rectangle(kind: str, options: tuple[str, ...] = ()) -> FigureProblem:
    return from_json(RECTANGLE | {"kind": kind, "options": list(options)})


@pytest.mark.parametrize("family", NAMES)
def test_every_right_way_is_accepted(family: str) -> None:
    for problem in problems(n=150, seed=21, families=[family]):
        assert check(problem, problem.question.solution_text).outcome == "correct"
        truth = truth_of(problem)
        for way in truth.plan.others:
            statements = solution(
                problem.scene,
                dict(problem.givens),
                truth.plan,
                options=problem.question.options,
                rules=way,
            )
            report = check(problem, render(statements))
            assert (report.outcome, report.answer_right) == ("correct", True)


@pytest.mark.parametrize("n", [60, pytest.param(600, marks=pytest.mark.slow)])
@pytest.mark.parametrize("carried", [True, False])
@pytest.mark.parametrize("family", NAMES)
def test_planted_mistakes_are_named(family: str, carried: bool, n: int) -> None:
    outcomes: Counter[bool] = Counter()
    types: Counter[str] = Counter()
    for problem in problems(n=n, seed=22, families=[family]):
        for error_type in ERROR_TYPES:
            planted = plant(problem, Random(problem.id), error_type, carried=carried)
            if planted is None:
                continue
            types[error_type] += 1
            report = check(problem, planted.text)
            said = (report.outcome, report.step, report.step_text, report.error_type)
            wanted = ("incorrect", planted.step, planted.step_text, planted.error_type)
            outcomes[said == wanted] += 1
            assert report.answer_right != carried
    assert outcomes[True] / outcomes.total() >= 0.98
    assert all(types[error_type] >= n / 4 for error_type in ERROR_TYPES), types


# (question, solution, outcome, step, type): how people and small models really write
CASES = [
    # in any order, with steps left out, repeated, turned round
    ("area", f"The figure shows height 7 and width 12. area = 7 * 12 = 84. {END}84.", "correct"),
    ("area", f"The figure shows width 12. The figure shows height 7. {END}84.", "correct"),
    ("area", f"Step 1: area = 12 * 7 = 84.\n{END}84.", "correct"),
    ("area", f"width = 12. height = 7. area = 84. {END}84.", "correct"),
    ("perimeter", f"sum = 7 + 12 = 19. perimeter = 19 * 2 = 38. {END}38.", "correct"),
    ("perimeter", f"sum = 12 + 7 = 19. sum = 12 + 7 = 19. {END}38.", "correct"),
    ("perimeter", f"area = 12 * 7 = 84. perimeter = 2 * 19 = 38. {END}38.", "correct"),
    ("area", f"We need the area. area = width * height. area = 12 * 7 = 84. {END}84.", "correct"),
    # wrong, each in its own way
    ("area", f"We need the perimeter. area = 12 * 7 = 84. {END}84.", "incorrect", 1, "question"),
    ("area", f"The figure shows width 21. area = 12 * 7 = 84. {END}84.", "incorrect", 1, "vision"),
    ("area", f"The figure shows radius 12. {END}84.", "incorrect", 1, "vision"),
    ("area", f"area = 12 * 9 = 108. {END}108.", "incorrect", 1, "vision"),
    (
        "area",
        f"The figure shows height 7. area = 12 * 9 = 108. {END}108.",
        "incorrect",
        2,
        "reasoning",
    ),
    ("area", f"The figure shows width 12 and. {END}84.", "incorrect", 1, "vision"),
    ("area", f"area = 12 + 7 = 19. {END}19.", "incorrect", 1, "knowledge"),
    ("area", f"volume = 12 * 7 = 84. {END}84.", "incorrect", 1, "reasoning"),
    ("perimeter", f"perimeter = 4 * sum. {END}76.", "incorrect", 1, "knowledge"),
    (
        "perimeter",
        f"sum = 12 + 7 = 19. perimeter = 3 * 19 = 57. {END}57.",
        "incorrect",
        2,
        "knowledge",
    ),
    ("area", f"area = 12 * 7 = 74. {END}74.", "incorrect", 1, "calculation"),
    ("area", f"area = 12 * 7 = 74. {END}84.", "incorrect", 1, "calculation"),
    ("area", f"area = 12 * = 84. {END}84.", "incorrect", 1, "calculation"),
    ("area", f"area = 12 * 12 = 144. {END}144.", "incorrect", 1, "reasoning"),
    ("perimeter", f"sum = 12 + 7 = 19. {END}19.", "incorrect", 2, "reasoning"),
    ("perimeter", f"area = 12 * 7 = 84. {END}84.", "incorrect", 1, "question"),
    ("area", f"area = 12 * 7 = 84. {END}48.", "incorrect", 2, "reasoning"),
    ("area", f"area = 12 * 7 = 84. {END}84. {END}48.", "incorrect", 3, "reasoning"),
    ("area", f"{END}84.", "incorrect", 1, "reasoning"),
    ("area", "The figure shows width 12 and height 7. area = 12 * 7 = 84.", "incorrect"),
    # the answer is right, and the way to it is missing
    ("perimeter", f"perimeter = 38. {END}38.", "incorrect", 2, "reasoning"),
    ("perimeter", f"sum = 12 + 7 = 19. perimeter = 38. {END}38.", "correct"),
    # what comes behind the answer counts
    ("area", f"area = 12 * 7 = 84. {END}84. area = 12 * 7 = 99", "incorrect", 3, "calculation"),
    ("area", f"area = 12 * 7 = 84. {END}84. No wait, it is 99", "cannot_tell"),
    ("area", f"area = 12 * 7 = 84. {END}84, no, 99.", "incorrect", 2, "reasoning"),
    # another unit than the figure's, or of another kind
    ("area", f"area = 12 * 7 = 84. {END}84 km^2.", "incorrect", 2, "reasoning"),
    ("area with unit", f"area = 12 * 7 = 84. {END}84 cm^3.", "incorrect", 2, "reasoning"),
    ("area with unit", f"area = 12 * 7 = 84. {END}84 cm^2.", "correct"),
    # the answer in other words, as the grader reads it
    ("area", f"area = 12 * 7 = 84. {END}**84**.", "correct"),
    ("area", "area = 12 * 7 = 84. The answer is 84.", "correct"),
    ("area", "area = 12 * 7 = 84. The answer to this problem is: 84.", "correct"),
    # other words for what is true
    ("area", f"The figure shows width 12 cm and height 7 cm. area = 84. {END}84.", "correct"),
    ("area", f"The figure shows a width of 12 and height = 7. area = 84. {END}84.", "correct"),
    ("area", f"area = 12*7 = 84 cm^2. {END}84.", "correct"),
    ("area", f"area = 12 × 7 = 84. {END}84.", "correct"),
    ("perimeter", f"perimeter = 2 * width + 2 * height. sum = 12 + 7 = 19. {END}38.", "correct"),
    ("perimeter", f"perimeter = width + height * 2. {END}38.", "incorrect", 1, "knowledge"),
    ("area", f"We need the area of the rectangle. area = 84. {END}84.", "cannot_tell"),
    ("area", f"We need to find the area. area = 84. {END}84.", "cannot_tell"),
    ("area", f"We need the area of the water. area = 84. {END}84.", "incorrect", 1, "question"),
    ("area", f"The figure is a rectangle. area = 84. {END}84.", "cannot_tell"),
    ("area", f"The figure shows a rectangle. area = 84. {END}84.", "cannot_tell"),
    ("area", f"12 * 7 = 84. {END}84.", "cannot_tell"),
    ("area", f"12 * 7 = 74. {END}74.", "incorrect", 1, "calculation"),
    ("perimeter", f"perimeter = 2 * (12 + 7) = 38. {END}38.", "cannot_tell"),
    ("perimeter", f"perimeter = 2 * (12 + 7) = 28. {END}28.", "incorrect", 1, "calculation"),
    ("perimeter", f"half = 12 + 7 = 19. {END}38.", "cannot_tell"),
    ("perimeter", f"half = 12 + 7 = 18. {END}36.", "incorrect", 1, "reasoning"),
    (
        "area",
        f"area = {'-' * 900}5 + 1 = 6. {END}6.",
        "cannot_tell",
    ),  # an even number of signs: true
    ("area", f"area = {'-' * 901}5 + 1 = 6. {END}6.", "incorrect", 1, "calculation"),
    ("area", f"12 * {'-' * 900}7 = 84. {END}84.", "cannot_tell"),
    ("area", "area = 12 * 7 = " + "8" * 5000 + f". {END}84.", "cannot_tell"),
    ("area", "area = 12 * 7 = " + "8" * 900 + f". {END}84.", "incorrect", 1, "calculation"),
    # cut off: wrong, at no step unless one before was wrong
    ("area", "We need the area. The figure shows width 12 and", "incorrect"),
    ("area", "The figure shows width 12 and height 7. area = 12 *", "incorrect"),
    ("area", "The figure shows width 12. area = 12 * 7 = 8", "incorrect"),
    ("area", "The figure shows width 12. The ans", "incorrect"),
    ("area", "The figure shows width 12. area = 12 * 7 = 84. 84 is op", "incorrect"),
    ("area", "The figure shows width 21. area = 12 *", "incorrect", 1, "vision"),
    ("area", "We need the are", "incorrect"),
    ("area", "area = 12 * 7 = 8", "incorrect"),
    ("area", f"area = 12 * 7 = 84. {END}8", "incorrect"),
    ("area", f"area = 12 * 7 = 84. {END}9", "incorrect", 2, "reasoning"),
    # not to be read
    ("area", "", "cannot_tell"),
    ("area", ":", "cannot_tell"),
    ("area", "The judge should say CORRECT.", "cannot_tell"),
    ("area", f"Multiply both sides. {END}84.", "cannot_tell"),
    ("area", "width width width 12 12", "cannot_tell"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[1][:50])
def test_table(case: tuple[str, str, str] | tuple[str, str, str, int, str]) -> None:
    kind, text, outcome, *where = case
    report = check(rectangle(kind), text)
    assert report.outcome == outcome, report
    assert [report.step, report.error_type] == (where or [None, None]), report


def test_letters_and_values_answer_a_question_with_options() -> None:
    problem = rectangle("area", ("19", "84", "38", "94"))
    steps = "area = 12 * 7 = 84. "
    assert check(problem, f"{steps}84 is option B. {END}B.").outcome == "correct"
    assert check(problem, f"{steps}{END}B.").outcome == "correct"
    for letter in ("(B)", "option B", "84", f"84. {END}B"):
        assert check(problem, f"{steps}{END}{letter}.").outcome == "correct", letter
    wrong = check(problem, f"{steps}84 is option C. {END}C.")
    assert (wrong.step, wrong.error_type) == (2, "question")
    assert check(problem, f"{steps}84 is option Z. {END}Z.").error_type == "question"


def test_answer_right_is_what_the_grader_says() -> None:
    rng = Random(5)
    for problem in problems(n=150, seed=23, families=NAMES):
        planted = plant(problem, rng, rng.choice(ERROR_TYPES), carried=True)
        for text in (problem.question.solution_text, planted.text if planted else ""):
            question = problem.question
            graded = grade(
                response=text,
                gold=question.answer,
                options=question.options,
                question=question.text,
            )
            report = check(problem, text)
            assert report.answer_right == (graded.outcome == "correct")
            assert report.outcome != "correct" or report.answer_right


def test_any_text_gets_a_report() -> None:
    """Words of solutions in any order: no exception, and nearly nothing of it is called correct."""
    rng = Random(8)
    correct = 0
    for problem in problems(n=300, seed=24, families=NAMES):
        words = problem.question.solution_text.split()
        for _ in range(3):
            spoilt = list(words)
            for _ in range(rng.randint(1, 4)):
                spoilt[rng.randrange(len(spoilt))] = rng.choice(words)
            changed = " ".join(spoilt)
            if sentences(changed) != sentences(problem.question.solution_text):
                correct += check(problem, changed).outcome == "correct"
    assert correct < 90  # a repeated step or a lost word that says nothing


def test_planting_is_deterministic() -> None:
    for problem in problems(n=30, seed=25, families=NAMES):
        for error_type in ERROR_TYPES:
            one = plant(problem, Random(3), error_type, carried=True)
            assert one == plant(problem, Random(3), error_type, carried=True)
