"""What the left side of an equation calls a value: `AB = 5` is not `CD = 5`, and `n = 5` may be the `x = 5` that was asked for.

Names are different where both are of one kind that says what is meant: segments, angles, values of a function, an event's
probability. A letter is only a letter: the one unknown of a question may be called by another.
"""

import re
from collections.abc import Sequence

from mathse.grading.values import Equation, Value

_SEGMENT = re.compile(r"\|?([A-Z]'?)([A-Z]'?)\|?")
_ANGLE = re.compile(r"\\angle\s*([A-Z]|[A-Z]{3}|\d{1,2})")
_CALL = re.compile(r"([A-Za-z])\s*\(\s*([^()]{1,12}?)\s*\)")


def otherwise(one: str, other: str) -> bool:
    """Whether two names of one kind mean different things."""
    if one == other or min(len(one), len(other)) < 2:
        return False
    if "=" in other and "(" not in other:  # AB = CD = 5
        return all(otherwise(one, part) for part in other.split("="))
    if "angle" in one or "angle" in other:
        a, b = _ANGLE.fullmatch(one), _ANGLE.fullmatch(other)
        return a is not None and b is not None and not _same_angle(a[1], b[1])
    if "(" in one or "(" in other:
        return (
            _CALL.fullmatch(one) is not None
            and _CALL.fullmatch(other) is not None
            and (one.replace(" ", "") != other.replace(" ", ""))
        )
    ends, others = _SEGMENT.fullmatch(one), _SEGMENT.fullmatch(other)
    return ends is not None and others is not None and set(ends.groups()) != set(others.groups())


def says_what(name: str) -> bool:
    """Whether a name is of a kind that says what is meant."""
    return len(name) > 1 and any(kind.fullmatch(name) for kind in (_SEGMENT, _ANGLE, _CALL))


def _same_angle(one: str, other: str) -> bool:
    """∠A is ∠BAC, and ∠ABC is ∠CBA."""
    if len(one) == len(other):
        return one in (other, other[::-1])
    return one[len(one) // 2] == other[len(other) // 2]


def other_unknowns(gold: Sequence[Value], said: Sequence[Value]) -> bool:
    """`a = 1, b = 2` for `x = 1, y = 2`: several unknowns, and others."""
    sides = [
        {i.name.casefold() for i in items if isinstance(i, Equation) and len(i.name) == 1}
        for items in (gold, said)
    ]
    return len(sides[0]) == len(gold) > 1 and len(sides[1]) == len(said) and sides[0] != sides[1]
