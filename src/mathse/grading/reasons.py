"""Which comparison decided, in a few words: the second half of a grade's rule."""

from mathse.grading import units
from mathse.grading.find import Found
from mathse.grading.reading import MAX_TEXT
from mathse.grading.reference import Reference
from mathse.grading.values import Equation, Listing, Quantity, Value, Words


def reason(wanted: Reference, found: Found, text: str, *, right: bool) -> str:
    """Why the answer `found`, which stands as `text` in the response, is right or wrong."""
    if "over the limit" in found.rule:
        return "not read"
    if wanted.kind == "choice" or (found.chosen and right):
        return "the option" if right else "another option"
    if wanted.kind == "verdict":
        return "the verdict" if right else "another verdict"
    value = found.value
    if isinstance(value, Words):
        if right:
            return "the same words"
        return (
            f"over the limit of {MAX_TEXT} characters" if len(text) > MAX_TEXT else "no such words"
        )
    first = wanted.values[0]
    if right:
        if value in wanted.values:
            return "the same value"
        return "another unit, converted" if _units(first, value) else "equal value"
    if _count(value) != wanted.blanks:
        return f"{_count(value)} values for {wanted.blanks}"
    return "another unit" if _units(first, value) == "incomparable" else "another value"


def _count(value: Value | None) -> int:
    several = isinstance(value, Listing) and (not value.bracketed or value.bracketed == "{}")
    return max(1, len(value.items)) if several and isinstance(value, Listing) else 1


def _units(gold: Value, said: Value | None) -> str:
    """Whether two quantities stand in different units, and in such as cannot be compared."""
    one = gold.value if isinstance(gold, Equation) else gold
    other = said.value if isinstance(said, Equation) else said
    if not (isinstance(one, Quantity) and isinstance(other, Quantity) and one.unit and other.unit):
        return ""
    scale = units.scale(one.unit, other.unit)
    return "incomparable" if scale is None else "different" if scale != 1 else ""
