"""Grades a number after rounding it, as MathVista's authors do: to so many places, or down to an integer.

Source: https://github.com/lupantech/MathVista (evaluation/calculate_score.py, normalize_extracted_answer). A
`float` answer is rounded to the problem's `precision`, an `integer` one is cut at its point (8.3 and 8.9
are 8, -0.5 is 0), and only then compared with the reference.
"""

import math
from collections.abc import Sequence

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
    decimal places of a float. Rounding only adds: what `grade` finds equal stays right.
    """
    found = grade(response=response, gold=gold, options=options, question=question)
    if found.outcome != "incorrect" or options or answer_type not in ("integer", "float"):
        return found
    said = extract(response, question=question)
    value = said.value or read(found.extracted or "")
    number, wanted = _number(value), _number(read(gold))
    if number is None or wanted is None:
        return found
    if answer_type == "integer":
        same, how = math.trunc(number) == wanted, "cut to an integer"
    else:
        places = _places(precision)
        if places is None:
            return found
        same, how = round(number, places) == wanted, f"rounded to {places} decimal places"
    if not same:
        return found
    where = found.rule.rpartition("; ")[0]
    return Grade("correct", found.extracted, found.span, f"{where}; equal value when {how}")


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
