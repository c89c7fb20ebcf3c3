"""Which of several quantities is asked for: `the maximum is 4 and the minimum is -2`, of `Find the minimum`."""

import re
from functools import lru_cache

from mathse.grading.prose import has_one

_WORDS = (
    r"\b(?:max(?:imum|imal)?|greatest|largest|highest|biggest)\b|最[大高]",
    r"\b(?:min(?:imum|imal)?|least|smallest|lowest)\b|最[小低]",
    r"\bareas?\b|面积",
    r"\b(?:perimeter|circumference)s?\b|周长",
    r"\bvolumes?\b|体积",
    r"\b(?:radius|radii)\b|半径",
    r"\bdiameters?\b|直径",
)
_KINDS = tuple(re.compile(pattern, re.I) for pattern in _WORDS)
# One of these stands in each: cheaper to look for.
_STEMS = (
    "max", "min", "greatest", "largest", "highest", "biggest", "least", "smallest", "lowest", "area", "perimeter",
    "circumference", "volume", "radi", "diameter",
)  # fmt: skip
_HAN_STEMS = ("最", "面积", "周长", "体积", "半径", "直径")
_EXTREMES = 2  # the first two kinds: they are asked for one beside the other
_TWO_EXTREMES = 4  # characters in which two of them may be named: 最大最小
_ASKING = re.compile(
    r"\b(?:find|what(?:'s)?|how|determine|calculate|compute|evaluate|give)\b|求|计算", re.I
)
_PART = re.compile(r"[,;，；。](?!\d)|\b(?:and|while|but|whereas)\b|[而且]")
_STATES = re.compile(
    r"\W*(?:step \d+\W*)?([^\d=,，;]{0,60}?)\s*(?:\bis\b|\bare\b|=|:|为|是)[^=,，]*", re.I
)


@lru_cache(maxsize=2048)
def asked_kinds(question: str) -> tuple[int, ...]:
    """The kinds that a question asks for, in its order; what it gives stands before its verb."""
    tail = question[-300:]
    verbs = list(_ASKING.finditer(tail)) if _any_in(tail) else []
    return _kinds(tail[verbs[-1].start() :]) if verbs else ()


def _any_in(text: str) -> bool:
    folded = text.casefold()
    if has_one(folded, _STEMS):
        return True
    return not folded.isascii() and has_one(folded, _HAN_STEMS)


def _kinds(text: str) -> tuple[int, ...]:
    if not _any_in(text):
        return ()
    found = [(m.start(), n) for n, kind in enumerate(_KINDS) if (m := kind.search(text))]
    return tuple(n for _, n in sorted(found))


def another(sentence: str, question: str) -> bool:
    """Whether a sentence states nothing but a quantity of another kind than the question asks for."""
    asked = asked_kinds(question) if question and len(sentence) <= 200 else ()
    states = _STATES.fullmatch(sentence.strip(" .。\n$*")) if len(asked) == 1 else None
    if states is None:
        return False
    kinds = _kinds(states[1])
    extreme = (
        asked[0] >= _EXTREMES and min(kinds, default=0) < _EXTREMES
    )  # the largest of the areas
    return bool(kinds) and not extreme and asked[0] not in _kinds(sentence)


def as_asked(sentence: str, question: str) -> str:
    """Of a sentence with a maximum and a minimum, the clause with the one that is asked for."""
    if not question or len(sentence) < _TWO_EXTREMES:
        return sentence
    asked = [n for n in asked_kinds(question) if n < _EXTREMES]
    if len(asked) != 1 or not {0, 1} <= set(_kinds(sentence)):
        return sentence
    parts = [part for part in _PART.split(sentence) if part and asked[0] in _kinds(part)]
    fitting = [part for part in parts if 1 - asked[0] not in _kinds(part)]
    return fitting[-1] if fitting and any(c.isdigit() for c in fitting[-1]) else sentence


def exchanged(sentence: str, question: str) -> bool:
    """Whether a sentence states a maximum and a minimum in the other order than they are asked for."""
    asked = [n for n in asked_kinds(question) if n < _EXTREMES] if question else []
    said = [n for n in _kinds(sentence) if n < _EXTREMES] if len(asked) == _EXTREMES else []
    return len(said) == _EXTREMES and said != asked
