"""Numbers rounded before they are compared, as MathVista's calculate_score.py does, or 0.001 off, as DynaMath's code lets them."""

import pytest

from mathse.grading import grade
from mathse.grading.rounded import grade_rounded, grade_within

# (gold, answer type, precision, response, is it right as published)
CASES = [
    ("1.2", "float", 1, "The answer is 1.23.", True),
    ("1.2", "float", 1.0, "So the length is 1.23", True),
    ("1.2", "float", 1, "The answer is 1.26.", False),
    ("0.67", "float", 2, "The answer to this problem is 0.6667.", True),
    ("0.67", "float", 2, "The answer is $\\frac{2}{3}$.", True),
    ("0.67", "float", 2, "The answer is 0.664.", False),
    ("0.67", "float", 2, "The answer is 66.7%.", False),  # nobody's float
    ("-1.5", "float", 1, "x = -1.52", True),
    ("12.5", "float", 1, "It costs \\boxed{\\$12.53}.", True),
    ("3.14", "float", 2, "The area is \\boxed{\\pi} cm.", True),
    ("8", "integer", None, "The answer is 8.3.", True),  # cut, not rounded
    ("8", "integer", None, "It is 8.9 cm long", True),
    ("9", "integer", None, "The answer is 8.9.", False),
    ("8", "integer", None, "The answer is 7.9.", False),
    ("0", "integer", None, "The answer is -0.5.", True),
    ("1.2", "float", None, "The answer is 1.23.", False),  # no place to round to
    ("1.2", "text", 1, "The answer is 1.23.", False),
    ("1.2", "float", 1, "The answer is (1.23, 4).", False),
    ("1.2", "float", 1, "The answer is 1.2x.", False),
    ("1.2", "float", float("nan"), "The answer is 1.23.", False),
    ("[1, 2]", "list", None, "The answer is [1, 2].", True),
]


@pytest.mark.parametrize(("gold", "kind", "precision", "response", "right"), CASES)
def test_a_number_is_rounded_as_published(
    gold: str, kind: str, precision: float | None, response: str, right: bool
) -> None:
    found = grade_rounded(response=response, gold=gold, answer_type=kind, precision=precision)
    assert (found.outcome == "correct") == right, found


def test_rounding_only_adds_and_says_so() -> None:
    response = "The answer is 1.23."
    plain, found = (
        grade(response=response, gold="1.2"),
        grade_rounded(response=response, gold="1.2", answer_type="float", precision=1),
    )
    assert (plain.outcome, found.outcome) == ("incorrect", "correct")
    assert found.rule == "announced; equal value when rounded to 1 decimal places"
    assert (found.extracted, found.span) == (plain.extracted, plain.span)
    for gold, options in (("60%", None), ("A", ["1.23", "1.2"]), ("-", None)):
        asked = {"response": response, "gold": gold, "options": options}
        assert grade_rounded(**asked, answer_type="float", precision=1) == grade(**asked)  # type: ignore[arg-type]


# (gold, response, is it right as published)
WITHIN = [
    ("2.0944", "The answer is 2.094.", True),
    ("2.0944", "The answer is 2.0953 cm.", True),
    ("2.0944", "The answer is 2.0955.", False),
    ("2.0944", "The answer is 2.09.", False),
    ("0.5", "So x = 0.5004", True),
    ("13", "The answer is \\boxed{13.001}.", True),
    ("13", "The answer is 13.002.", False),
    ("-9", "The answer is -9.0005.", True),
    ("-9", "The answer is 9.", False),
    ("0.5", "The answer is 50.01%.", False),  # nobody's float
    ("0.5", "The answer is (0.5, 1).", False),
    ("0.5", "I cannot tell.", False),
]


@pytest.mark.parametrize(("gold", "response", "right"), WITHIN)
def test_a_number_may_be_off_as_published(gold: str, response: str, right: bool) -> None:
    found = grade_within(response=response, gold=gold, tolerance=0.001)
    assert (found.outcome == "correct") == right, found
    options = {"options": ["2.0944", "13"], "gold": "A", "response": "The answer is 2.094."}
    assert grade_within(**options, tolerance=0.001) == grade(**options)  # type: ignore[arg-type]


def test_a_tolerance_only_adds_and_says_so() -> None:
    found = grade_within(response="The answer is 2.094.", gold="2.0944", tolerance=0.001)
    assert found.rule == "announced; equal value when 0.001 may be off"
    exact = grade_within(response="The answer is 2.0944.", gold="2.0944", tolerance=0.001)
    assert exact == grade(response="The answer is 2.0944.", gold="2.0944")
