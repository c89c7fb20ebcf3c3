"""Values in short sentences: relations in words, and what is said to be so (`the range is [1, 2)`)."""

import re
from collections.abc import Callable

from mathse.grading.values import Equation, Region, Value, Words

_SIGN_WORDS = (
    ("大于等于", ">="), ("大于或等于", ">="), ("不小于", ">="), ("小于等于", "<="), ("小于或等于", "<="), ("不大于", "<="),
    ("不等于", "!="), ("大于", ">"), ("小于", "<"), ("等于", "="),
    ("is greater than or equal to", ">="), ("is less than or equal to", "<="), ("is at least", ">="), ("is at most", "<="),
    ("is greater than", ">"), ("is less than", "<"), ("is not equal to", "!="), ("is equal to", "="), ("equals", "="),
)  # fmt: skip
_THAN = {
    f"{word} than{more}": sign + "=" * bool(more)
    for words, sign in (
        ("greater larger more bigger higher", ">"),
        ("less smaller lower fewer", "<"),
    )
    for word in words.split()
    for more in ("", " or equal to")
} | {"at least": ">=", "at most": "<=", "above": ">", "below": "<"}
# `all real numbers greater than 3`; no integers.
_NUMBERS = re.compile(
    rf"(?:all |any |every |the )?(?:(?:real )?numbers?|reals?|(?:real )?values?)(?: (?:of |for )?[a-z])?,? (?:(?:that|which) (?:are|is) )?({'|'.join(sorted(_THAN, key=len, reverse=True))}) (\S+)",
    re.I,
)
BOUND_BEHIND = re.compile(
    r"\s*(?:(?<=[\d.)}a-z%]) ?(?:or|and) (?:more|less|greater|fewer|above|below|higher|lower|larger|smaller|over|under|up(?:wards)?)"
    r"|[或及]?以[上下内]|(?<=\d) ?\+(?= [a-z]{3,}|$))",
    re.I,
)
_LESS = re.compile(r"less|fewer|below|lower|smaller|under|[下内]", re.I)
_BOUND_ENDS = (
    "more", "less", "greater", "fewer", "above", "below", "higher", "lower", "larger", "smaller", "over", "under", "up", "upwards", "上", "下", "内", "+",
)  # fmt: skip
_OR_EQUAL = ("or equal to", "或等于")
_COPULA = re.compile(r"\b(?:is|are)\b\s*:?\s*|[是为]\s*:?\s*")
_RELATION = re.compile(r"[=<>]|[(\[\]].*,")
_SUBJECT = re.compile(
    r"[A-Za-z\u4e00-\u9fff' ]{1,60}|.{0,40}(?:取值范围|解集|定义域|值域|方程|equation|range|domain|solution)[^\d]{0,20}"
)


def relation(text: str, read: Callable[[str], Value]) -> Value | None:
    """x大于2, y is equal to 3; None where no such words stand in a short text."""
    if len(text) < 80 and ("number" in text or "value" in text or "reals" in text):
        numbers = _NUMBERS.fullmatch(text)
        sign = _THAN[numbers[1].lower()] if numbers else ""
        if numbers and isinstance(value := read(f"x{sign}{numbers[2]}"), Region):
            return value
    if len(text) >= 80 or not ("is " in text or "equals" in text or "于" in text):
        return None
    for said, sign in _SIGN_WORDS:
        if said in text:
            left, _, right = text.partition(said)
            if left.strip() and right.strip():
                value = read(f"{left.strip()}{sign}{right.strip()}")
                return None if isinstance(value, Words) else value
    return None


def bound(text: str, read: Callable[[str], Value]) -> Value | None:
    """`5 or more`, 5以上: a bound, no number."""
    found = BOUND_BEHIND.search(text) if text[-8:].casefold().endswith(_BOUND_ENDS) else None
    if found is None or found.end() < len(text) or not found.start():
        return None
    sign = "<=" if _LESS.search(found[0]) else ">="
    value = read(sign + text[: found.start()].strip())
    return value if isinstance(value, Region) else Words(text)


def or_equal(text: str, read: Callable[[str], Value]) -> Value | None:
    """`x is greater than or equal to 1`: no alternatives, though it has an `or`."""
    return relation(text, read) if any(said in text for said in _OR_EQUAL) else None


def stated(text: str, read: Callable[[str], Value]) -> Value | None:
    """`The equation of the line is 2x-y-3=0`: the equation; relations and equations, no bare value.

    A bare value behind a copula may be named or denied by its sentence, which is looked at elsewhere.
    """
    found = list(_COPULA.finditer(text)) if len(text) < 160 else []
    if len(found) != 1 or not _RELATION.search(text, found[0].end()):
        return None
    if not _SUBJECT.fullmatch(text, 0, found[0].start()):
        return None
    value = read(text[found[0].end() :])
    return value if isinstance(value, Equation | Region) else None
