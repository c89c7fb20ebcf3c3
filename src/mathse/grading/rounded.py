"""Grades a number as a benchmark's authors do: rounded before it is compared, or within a tolerance.

MathVista (https://github.com/lupantech/MathVista, evaluation/calculate_score.py, normalize_extracted_answer):
a `float` answer is rounded to the problem's `precision`, an `integer` one is cut at its point (8.3 and 8.9
are 8, -0.5 is 0), and only then compared with the reference. DynaMath
(https://github.com/DynaMath/DynaMath, evaluation/opensource_json_eval.py): a `float` answer may be 0.001 off.
Both only add: what `grade` finds equal stays right.
"""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from mathse.grading.evaluate import as_float
from mathse.grading.evaluate import value as number_of
from mathse.grading.grade import extract, grade
from mathse.grading.reading import read
from mathse.grading.result import Grade
from mathse.grading.values import Equation, Quantity, Value

MOST_PLACES = 15  # a float holds no more


def grade_rounded(
    *,
    response: str,
    gold: str,
    options: Sequence[str] | None = None,
    question: str | None = None,
    answer_type: str = "",
    precision: float | None = None,
) -> Grade:
    """`grade`, or right when only the rounded number is the reference.

    `answer_type`: "integer" and "float" are rounded, anything else is graded as it stands; `precision`:
    decimal places of a float.
    """
    found = grade(response=response, gold=gold, options=options, question=question)
    places = _places(precision)
    if options or answer_type not in ("integer", "float"):
        return found
    if answer_type == "integer":
        return _near(found, response, gold, question, Near("cut to an integer", _same_when_cut))
    if places is None:
        return found
    how = f"rounded to {places} decimal places"
    same = Near(how, lambda number, wanted: round(number, places) == wanted)
    return _near(found, response, gold, question, same)


def grade_within(
    *,
    response: str,
    gold: str,
    options: Sequence[str] | None = None,
    question: str | None = None,
    tolerance: float,
) -> Grade:
    """`grade`, or right when the number is at most `tolerance` off the reference."""
    found = grade(response=response, gold=gold, options=options, question=question)
    if options:
        return found
    same = Near(
        f"{tolerance:g} may be off", lambda number, wanted: abs(number - wanted) <= tolerance
    )
    return _near(found, response, gold, question, same)


class Near(NamedTuple):
    """When two numbers count as the same."""

    how: str
    same: Callable[[float, float], bool]  # of the answer and the reference


def _same_when_cut(number: float, wanted: float) -> bool:
    return math.trunc(number) == wanted


def _near(found: Grade, response: str, gold: str, question: str | None, near: Near) -> Grade:
    """The grade of an answer without options, perhaps right because its number is near enough."""
    if found.outcome != "incorrect":
        return found
    said = extract(response, question=question)
    number, wanted = _number(said.value or read(found.extracted or "")), _number(read(gold))
    if number is None or wanted is None or not near.same(number, wanted):
        return found
    where = found.rule.rpartition("; ")[0]
    return Grade("correct", found.extracted, found.span, f"{where}; equal value when {near.how}")


def _number(value: Value | None) -> float | None:
    """The number as written, before any unit; None for what is no plain number."""
    if isinstance(value, Equation):
        value = value.value
    if not isinstance(value, Quantity) or value.percent:
        return None
    try:
        found = number_of(value.tree)
    except (ValueError, ArithmeticError):
        return None
    if isinstance(found, complex):
        return None
    number = as_float(found)
    return number if math.isfinite(number) else None


def _places(precision: float | None) -> int | None:
    """1.0 (so it stands in the parquet files) is 1; None where it is no count of places."""
    whole = isinstance(precision, int | float) and 0 <= precision <= MOST_PLACES
    return (
        int(precision) if whole and precision is not None and precision == int(precision) else None
    )
