"""The unit that stands behind a value, outside of its box, its bold type or its formula: `\\boxed{5} m`, `**5** m`, `$5$ m long`.

Short names (`m`, `g`, `s`) are letters of formulas too; directly behind a number that a sentence states they are units.
"""

import re

from mathse.grading import units
from mathse.grading.units import Unit
from mathse.grading.values import Equation, Quantity, Value

_SHUT = re.compile(
    r"\s?\}?(?:\*\*|[$\s~]|\\[,;:!)\] ]|\\q?quad(?![a-z]))*(?:\\(?:text|mathrm|mbox|textrm|textnormal|hbox|rm)\s*\{?)?[\s~\\,]*"
)
_PERCENT = re.compile(r"\\?%|percent(?:age points?)?\b|per cent\b")
_DEGREES = re.compile(r"\^\s*\{?\s*(?:\\circ|°)\s*\}?\s*(?![CF])")
# `5 in total`, `5 in the box`: inches only where a measure is meant.
_IN = re.compile(
    r"\s*(?:$|[.,;:)!?*$}\\](?!\w)|(?:long|wide|tall|high|deep|thick|across|apart|away|by|each|in (?:length|width|height|diameter))\b)"
)
_LONGEST = 60  # characters in which a unit must end


def unit_at(text: str, at: int) -> int | None:
    """Where the unit ends that begins at `at`, directly behind a number; None for another word."""
    found = units.UNIT.match(text, at, at + _LONGEST)
    if found is None or (found[0].isascii() and text[found.end() : found.end() + 1].isalpha()):
        return None
    if found[0] == "in" and not _IN.match(text, found.end()):
        return None
    if found[0] in ("'", "''") or (not found[0].isascii() and units.leading(text, at) is None):
        return None
    return found.end()


def unit_behind(response: str, end: int) -> str:
    """The unit, or the percent sign, behind what ends at `end` in a response; empty for none."""
    rest = response[end : end + _LONGEST]
    if rest[:1] not in "}*$ \\" or not rest:
        return ""
    start = _SHUT.match(rest)
    at = start.end() if start else 0
    if _PERCENT.match(rest, at):
        return "%"
    if _DEGREES.match(rest, at):
        return "°"
    stop = unit_at(rest, at) if rest[at : at + 1] else None
    return rest[at:stop].strip() if stop is not None else ""


def with_unit(value: Value, response: str, end: int) -> Value:
    """A number with the unit that stands behind its box; any other value as it is."""
    if isinstance(value, Equation) and isinstance(value.value, Quantity) and value.name:
        inner = with_unit(value.value, response, end)
        return Equation(value.left, value.right, value.name, inner, value.spelled)
    if not isinstance(value, Quantity) or value.unit is not None or value.percent:
        return value
    found = unit_behind(response, end)
    if not found:
        return value
    if found == "%":
        return value._replace(percent=True)
    unit: Unit | None = units.unit(found)
    return value._replace(unit=unit) if unit is not None else value
