"""Which step a quotation means."""

import pytest

from mathse.locating import checked, concluded, place, steps_of, stopped_steps

PATH = (
    "Step 1: We need the area. Step 2: The figure shows width 12 and height 7.\n"
    "Step 3: area = 12 * 7 = 94. The answer to this problem is 94."
)


@pytest.mark.parametrize(
    ("quoted", "number"),
    [
        ("area = 12 * 7 = 94.", 3),
        ("Step 3: area = 12 * 7 = 94.", 3),
        ("  AREA = 12 * 7 = 94 ", 3),
        ("The figure shows width 12", 2),  # a part of one step
        ("The answer to this problem is 94.", 4),
        ("94", None),  # a part of two
        ("area = 12 * 7 = 84.", None),
        ("", None),
        (None, None),
        ("Step 2:", None),
    ],
)
def test_a_quotation(quoted: str | None, number: int | None) -> None:
    assert place(PATH, quoted) == number


def test_decimals_and_lines_are_no_ends_of_sentences() -> None:
    assert steps_of("x = 3.5 + 0.5\ny = 2;  z = 1.") == ["x = 3.5 + 0.5", "y = 2", "z = 1"]


def test_every_step_is_found_again() -> None:
    for number, step in enumerate(steps_of(PATH), start=1):
        assert place(PATH, step) == number


READ = "We need the area. right The figure shows width 12 and height 7. right"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (None, f"{READ} area = 12 * 7 = 94. right The answer to this problem is 94. right"),
        ("area = 12 * 7 = 94.", f"{READ} area = 12 * 7 = 94. wrong"),
        ("We need the area.", "We need the area. wrong"),
        ("area = 12 * 7 = 84.", None),  # stands nowhere
    ],
)
def test_steps_are_checked_up_to_the_first_wrong_one(wrong: str | None, said: str | None) -> None:
    assert checked(PATH, wrong) == said


def test_a_conclusion_is_the_last_step() -> None:
    assert concluded(stopped_steps(PATH), right=True) == "The answer to this problem is 94. right"
    assert concluded(stopped_steps("x = 4"), right=False) == "x = 4. wrong"
    assert concluded(stopped_steps(" "), right=True) is None


def test_a_verdict_stands_behind_a_stop() -> None:
    assert checked("x = 4\ny = 2", None) == "x = 4. right y = 2. right"
