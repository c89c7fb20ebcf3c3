"""Where a response says of the very thing that is asked for how much it is, among sentences that repeat what is given.

What is the mode?              The mode is 10, followed by 9 and 8.
There are (_) dots in each.    There are 9 dots. There are 3 dots in each.
How many objects are left?     The number of objects left is 0.
Which subject had the most?    Subject 9 had the most, with 84.
How much did she spend?        She bought 3 pounds. ... She spent $6.
"""

import re
from functools import lru_cache

from mathse.grading import ranks

_BLANK = re.compile(r"\(\s*_+\s*\)|_{2,}")
_WORD = re.compile(r"[A-Za-z0-9']+")
_WITHIN = r"(?:[^\n.]|\.(?=\d)){0,16}?"  # what else may stand in a blank
_BESIDE = 3  # words on either side of a blank
_WHAT = re.compile(r"\bwhat(?:'s| is| was| are| were) the ([a-z][^?.,;:()\n]{2,80}?)\s*\?", re.I)
_MANY = re.compile(
    r"\bhow many ([a-z]+(?: [a-z]+){0,3}?) (?:are|is|were|was|do|does|did|can|will|has|have|remain)\b",
    re.I,
)
_OF = re.compile(r"\s(?:of|in|for|between|that|which|on|at|shown|given|among|from)\b")
_NUMBER = r"[\s$*\\(]*-?\d[\d,./]*(?<=\d)(?:\s?(?:%|°))?\**(?: (?!(?:without|before|after|if|when|than|or|and|plus|minus|times|per|of|to|more|less|each)\b)[a-z]+){0,2}?"
# What stands behind a result and only explains it.
_EXPLAINED = r"(?=\.(?:\s|$)|,?\s(?:which (?:means|is (?:the|an?)|occurs)|followed by|because|since|as (?:it|the|this)|with|reached|attained|occurring)\b|\s*$)"
# Before it: it is supposed, doubted, or denied.
_NOT_SAID = re.compile(
    r"n't\b|\b(?:if|when|suppos\w+|assum\w+|whether|not|never|let|say|think|might|could|may|would|unless|until|wrong|false|incorrect|untrue)\b",
    re.I,
)
_PARTLY = re.compile(r"\d[^.]* (?:on|for|per|each|every|an?)\b")
# Behind it something else is worked out.
_WORKS_ON = re.compile(
    r"\d\s?=\s?\$?-?\d|\b(?:so|therefore|thus|hence|gives?|get|obtain|find|total|but|however|actually|now|next|instead)\b|(?-i:Then)\b",
    re.I,
)
_DID = re.compile(
    r"\bhow (?:much|many|long|far)\b[^?.]*\b(?:did|does|do|will|would|can) (?:\w+ ){1,3}?(\w{3,})(?: in (?:total|all)| altogether| left)?\s*\?",
    re.I,
)
_PAST = {
    "spend": "spent", "buy": "bought", "pay": "paid", "sell": "sold", "get": "got", "make": "made", "eat": "ate", "run": "ran",
    "drive": "drove", "win": "won", "lose": "lost", "give": "gave", "take": "took", "keep": "kept", "catch": "caught", "write": "wrote",
    "read": "read", "cost": "cost", "have": "has", "grow": "grew", "weigh": "weighed", "need": "needed", "earn": "earned",
}  # fmt: skip


def named_as_asked(response: str, low: int, high: int, question: str) -> tuple[int, int] | None:
    """Where the response says last of the thing asked for that it is so much, and nothing is worked out behind it."""
    pattern = _pattern(question)
    if pattern is None:
        return None
    found = [
        m for m in pattern.finditer(response, low, high) if ranks.kept(m[0], question) == m[0]
    ][-1:]
    if not found or _WORKS_ON.search(response, found[0].end(), high):
        return None
    start = found[0].start()
    line = max(
        low, *(response.rfind(mark, low, start) + 1 for mark in ("\n", ". ", "?", "!", "。"))
    )
    return None if _NOT_SAID.search(response, line, start) else found[0].span()


_WHICH = re.compile(r"\bwhich ([a-z]{3,})s?\b (?:has|had|have|is|was|does|did|shows?)\b", re.I)


def numbered(response: str, low: int, high: int, question: str) -> tuple[int, int] | None:
    """Of `Subject 9 had the highest rate, with 84`: the 9, where it is asked which subject; None where several are named so."""
    asked = _WHICH.search(question[-300:]) if "hich " in question else None
    if asked is None:
        return None
    found = re.compile(
        rf"\b{asked[1]} \**(?:number |no\. |#)?\**(\d+)\** (?:has|had|is|was|does|did|shows?)\b",
        re.I,
    )
    spans = {m[1]: m.span(1) for m in found.finditer(response, low, high)}
    return next(iter(spans.values())) if len(spans) == 1 else None


@lru_cache(maxsize=256)
def _pattern(question: str) -> re.Pattern[str] | None:
    """How a statement of what is asked for begins and ends."""
    question = question[-300:]
    blanks = list(_BLANK.finditer(question))
    if len(blanks) == 1:
        before = re.split(r"[.?!:\n]", question[: blanks[0].start()])[-1]
        after = re.split(r"[.?!:\n]", question[blanks[0].end() :])[0]
        left, right = _WORD.findall(before)[-_BESIDE:], _WORD.findall(after)[:_BESIDE]
        if len(left) + len(right) < _BESIDE or not left or not right:
            return None
        return re.compile(
            rf"\b{_joined(left)}[^\w.]+{_WITHIN}\d{_WITHIN}[^\w.]+{_joined(right)}\b",
            re.I,
        )
    what, many = _WHAT.search(question), _MANY.search(question)
    if what is None and many is None:
        return None
    name = _OF.split(what[1])[0] if what else f"number of {many[1]}" if many else ""
    return re.compile(
        rf"\b(?:the )?{_joined(_WORD.findall(name))}\b[^.,;:=\d\n]{{0,60}}?\s(?:is|was|are|were|=){_NUMBER}{_EXPLAINED}",
        re.I,
    )


def _joined(words: list[str]) -> str:
    return r"[^\w.]+".join(map(re.escape, words))


def says_what_was_done(sentence: str, question: str) -> bool:
    """Whether a sentence has the verb that is asked about: `She spent $6`, of `How much did she spend?`"""
    asked = _DID.search(question[-200:]) if "ow " in question[-200:] else None
    if asked is None or not any(char.isdigit() for char in sentence):
        return False
    if _PARTLY.search(sentence) and not _PARTLY.search(f"0 {asked[0]}"):
        return False  # `She spent $6 on pens`
    verb = asked[1].lower()
    forms = {verb, f"{verb}s", f"{verb}d", f"{verb}ed", _PAST.get(verb, verb)}
    return any(word in forms for word in _WORD.findall(sentence.lower()))
