"""Counts of different things: `3 red and 2 blue` is not `3 blue and 2 red`, and is `2 blue and 3 red`.

The word behind a number names it, as `a` names 2 in `a = 2, b = 3`.
"""

import re
from collections.abc import Sequence
from fractions import Fraction

from mathse.grading.values import Equation, Quantity, Value

_COUNT = re.compile(r"\d[\d.,/]*\s+([A-Za-z][A-Za-z'-]*(?:\s[A-Za-z][A-Za-z'-]*){0,3})")
_WORD = re.compile(r"[a-z]+")


def named(texts: Sequence[str], values: Sequence[Value]) -> list[Value]:
    """The values with the words behind their numbers as names; as they are where these do not tell them apart."""
    found = [_COUNT.fullmatch(text) for text in texts]
    names = [match[1].lower() for match in found if match]
    if len(set(names)) != len(values) or len(values) < 2:
        return list(values)
    if not all(isinstance(v, Quantity) and not v.measured and not v.percent for v in values):
        return list(values)
    return [Equation(None, Fraction(0), n, v) for n, v in zip(names, values, strict=True)]


def paired(gold: Sequence[Value], said: Sequence[Value]) -> list[tuple[Value, Value]] | None:
    """Each count beside the one that shares a word with it alone; None where the words do not say which."""
    one, other = _own_words(gold), _own_words(said)
    if one is None or other is None or len(one) != len(other):
        return None
    matches = [[n for n, words in enumerate(other) if words & own] for own in one]
    if any(len(match) != 1 for match in matches) or len({m[0] for m in matches}) != len(other):
        return None
    return [(item, said[match[0]]) for item, match in zip(gold, matches, strict=True)]


def _own_words(items: Sequence[Value]) -> list[set[str]] | None:
    """The words of each name that not all of them have."""
    counted = [i for i in items if isinstance(i, Equation) and i.left is None and i.name]
    if len(counted) != len(items) or len(items) < 2:
        return None
    words = [{w.removesuffix("s") for w in _WORD.findall(item.name)} for item in counted]
    shared = set.intersection(*words)
    return [one - shared for one in words]
