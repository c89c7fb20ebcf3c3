"""Counts of different things: `3 red and 2 blue` is not `3 blue and 2 red`, and is `2 blue and 3 red`.

The word behind a number names it, as `a` names 2 in `a = 2, b = 3`.
"""

import re
from collections.abc import Sequence
from fractions import Fraction

from mathse.grading import words
from mathse.grading.values import Equation, Quantity, Value

_COUNT = re.compile(r"\d[\d.,/]*\s+([A-Za-z][A-Za-z'-]*(?:\s[A-Za-z][A-Za-z'-]*){0,3})")
_WORD = re.compile(r"[a-z]+")
_THESE = r"all|the|these|those|its|his|her|their|our"
_N = r"\d{1,6}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
# `3 of the 5 numbers`, `3 out of 5 numbers`; `3 out of 5` alone may be a share.
_OF_TOTAL = re.compile(
    rf"(?<![\w./%-])((?i:{_N})) (?:out )?of (?:(?:{_THESE}) )+((?i:{_N}))(?![\w./%-]|\.\d)"
    rf"|(?<![\w./%-])((?i:{_N})) out of ((?i:{_N}))(?= [a-z]{{3,}})"
)
# `Of the 8 numbers 6 fit`
_FIRST_TOTAL = re.compile(
    rf"(?:out )?of (?:(?:{_THESE}) )+(?:{_N}) [a-z]+,? (?=.*\b(?:{_N})\b)",
    re.I,
)
_FIRST = ("Of ", "of ", "Out of ", "out of ")
# What stands in front of every total: cheaper to look for.
_MAY_BE_OF = re.compile(rf" of (?:(?:{_THESE}) )*+(?i:{_N})")
_SHARE = re.compile(
    r"probabilit|\bchance|\bfraction|\bratio\b|\bproportion|percent|%|\bpart of\b|\bshare\b|\blikel|\bodds\b",
    re.I,
)
# `Tom is one of the five winners`: one among them, not how many.
_AMONG = re.compile(r"(?:\b(?:is|are|was|were|be|as|to|choose|pick|take|any|each)|=|:)\s+$", re.I)


def named(texts: Sequence[str], values: Sequence[Value]) -> list[Value]:
    """The values with the words behind their numbers as names; as they are where these do not tell them apart."""
    found = [_COUNT.fullmatch(text) for text in texts]
    names = [match[1].lower() for match in found if match]
    if len(set(names)) != len(values) or len(values) < 2:
        return list(values)
    if not all(isinstance(v, Quantity) and not v.measured and not v.percent for v in values):
        return list(values)
    return [Equation(None, Fraction(0), n, v) for n, v in zip(names, values, strict=True)]


def of_total(clean: str, question: str) -> str:
    """`Three of the five cards are red` without the five: what is counted is three; not where a share is asked for."""
    first = clean.startswith(_FIRST)
    if not first and _MAY_BE_OF.search(clean) is None:
        return clean
    if _SHARE.search(clean) or _SHARE.search(question):
        return clean
    clean = _OF_TOTAL.sub(_count, clean)
    total = _FIRST_TOTAL.match(clean) if first else None
    return clean[total.end() :] if total else clean


def _count(match: re.Match[str]) -> str:
    count, total = match[1] or match[3], match[2] or match[4]
    if count.lower() == "one" and _AMONG.search(match.string, 0, match.start()):
        return "among them"
    amounts = [Fraction(n) if n.isdigit() else words.english(n.lower()) for n in (count, total)]
    return count if amounts[0] and amounts[1] and amounts[0] <= amounts[1] else match[0]


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
