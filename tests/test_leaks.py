"""Which diagnoses give the answer away: (gold, options, path, analysis, whether it does)."""

import pytest

from mathse.leaks import reveals, told
from mathse.rows import Feedback, Problem

PATH = "Step 1: The figure shows width 12 and height 7. Step 2: area = 12 * 7 = 74. The answer to this problem is 74."
OPTIONS = ("84", "38", "74", "19")

CASES = [
    # free-form numbers
    ("84", (), PATH, "Step 2 has a calculation error: 12 * 7 is not 74.", False),
    ("84", (), PATH, "Step 2: the product should be 84.", True),
    ("84", (), PATH, "the product should be 84.0", True),
    ("84", (), PATH, "168/2 is what the product should be.", True),
    ("84", (), PATH, "The product has 4 in its last place.", False),
    ("84", (), PATH, "184 is not what the figure shows.", False),
    ("2", (), PATH, "Step 2 is wrong.", False),
    ("2", (), PATH, "It is 2.", True),
    ("12", (), PATH, "Step 1: the figure does not show width 12 and height 7.", False),
    ("0.5", (), PATH, "It should be 1/2.", True),
    ("36 pi", (), PATH, "the area is 36 pi", True),
    ("36 pi", (), PATH, "the radius is 36", False),
    ("50%", (), PATH, "the share is 50%", True),
    # options
    ("A", OPTIONS, PATH, "74 is not what belongs to option C.", False),
    ("A", OPTIONS, PATH, "The right answer is A.", True),
    ("A", OPTIONS, PATH, "It should be option (A).", True),
    ("A", OPTIONS, PATH, "Choose (A) instead.", True),
    ("A", OPTIONS, PATH, "A rectangle has two sides of each length.", False),
    ("A", OPTIONS, PATH, "12 times 7 makes 84.", True),
    # words and tuples
    ("Thursday", (), PATH, "It was a Thursday eight days before.", True),
    ("Thursday", (), PATH, "The days are counted from the wrong end.", False),
    ("(3, 4)", (), PATH, "The point is (3,4).", True),
    ("(3, 4)", (), PATH, "The point is not (4, 3).", False),
    ("yes", (), PATH, "Eyes are easily deceived here.", False),
]  # fmt: skip


def problem(gold: str, options: tuple[str, ...]) -> Problem:
    return Problem(b"", "What is the area?", options, gold, (), "", "", "", None)


@pytest.mark.parametrize(("gold", "options", "path", "analysis", "leaks"), CASES)
def test_cases(gold: str, options: tuple[str, ...], path: str, analysis: str, leaks: bool) -> None:
    assert reveals(analysis, problem(gold, options), path) is leaks


def test_what_leaks_is_withheld_and_the_rest_is_told() -> None:
    asked = problem("84", ())
    step = "area = 12 * 7 = 74."
    assert told(Feedback(step, "It is 84."), asked, PATH) == Feedback(step, None)
    assert told(Feedback(None, "It is 84."), asked, PATH) is None
    assert told(Feedback("it is 84", "Look again."), asked, PATH) == Feedback(None, "Look again.")
    fine = Feedback(step, "Look at the product again.")
    assert told(fine, asked, PATH) == fine
    assert told(None, asked, PATH) is None


def test_the_answer_quoted_from_the_path_is_no_leak() -> None:
    """A right answer reached by a faulty step: the path holds it already."""
    path = "Step 1: width = 13. Step 2: area = 12 * 7 = 84."
    assert told(
        Feedback("width = 13", "area = 12 * 7 is right, width = 13 is not."),
        problem("84", ()),
        path,
    )


def test_figures_annotations_never_leak() -> None:
    """The built-in teacher checks itself by another rule; ours must agree that it is clean."""
    from mathse.figures.teacher import TeacherSettings, annotate, solve
    from mathse.figures.world import problems

    teacher = TeacherSettings()
    seen = withheld = 0
    for made in problems(n=600, seed=11):
        for seed in range(4):
            path = solve(made, teacher, seed)
            said = annotate(made, path, teacher, seed) if path else None
            if path is None or said is None:
                continue
            asked = Problem(b"", made.question.text, made.question.options, made.question.answer, (), "", "", "", None)  # fmt: skip
            seen += 1
            withheld += reveals(said.analysis, asked, path)
    assert seen > 100
    assert withheld <= 0.05 * seen, f"{withheld} of {seen} withheld"
