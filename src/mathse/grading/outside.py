"""A result that is said to be none of the options: `I get 26°, but this is not in the options`, `None of the options is 32°`.

Options that its working names on the way are not chosen; what is chosen after all (`the closest is 28°`) is.
"""

import re

from mathse.grading.prose import has_one

_OPTIONS = r"(?:options?|choices?|answers)\b"
_RESULT = r"(?:\b(?:this|that|it|which|these|they|answers?|results?|values?|solutions?|numbers?|angles?|lengths?|areas?|measures?)|[\d)}°$%])"
_OUTSIDE = re.compile(
    rf"{_RESULT} (?:(?:is|are|was|does|do|did|seems?|appears?)(?: not|n't)|cannot) (?:\w+ ){{0,3}}?(?:in|among|amongst|one of|any|match|appear|listed|given|provided|available|present|correspond|found|included)\b"
    rf"(?: \w+){{0,4}}? {_OPTIONS}"
    rf"|\bnone of (?:the |these |those )?(?!other\b|remaining\b|rest\b|first\b|last\b)(?:\w+ ){{0,2}}?(?:{_OPTIONS}|above\b(?! [a-z]{{4}}))(?:[^,;.\n]|\.(?=\d))*"
    rf"|\bno (?:\w+ )?(?:option|choice)s? (?:\w+ )?(?:match|fit|correspond|equal|agree|is\b|are\b)\w*"
    r"|(?:不在|没有在)[^,，。;；]{0,6}选项|选项[中里]?[^,，。;；]{0,3}没有|没有[^,，。;；]{0,6}选项",
    re.I,
)
_SAVED = re.compile(r"\b(?:except|but(?= (?:\w+ )?[\d$])|besides|other than)\b", re.I)
_CHOOSES = re.compile(
    r"\b(?:clos\w+|near\w+|choos\w+|chose\w*|pick\w*|select\w*|go with|going with|guess\w*|best|likely|approximat\w+)\b|选择|应选|故选|接近",
    re.I,
)
# A whole announced answer: 无正确答案, 选项都不正确.
_DENIES_ALL = re.compile(
    r"\W*(?:本题|此题|题目|这道题)?(?:中|里)?(?:无|没有?)(?:一个|任何)?(?:正确|合适|符合[^，。]{0,8}?|满足[^，。]{0,8}?)的?(?:答案|选项)\W*"
    r"|\W*(?:以上|上述|给出的?|四个|所有|这些|各){0,3}的?(?:选项|答案|结论)?(?:中)?(?:都|均|全部?)(?:不正确|不对|不符合?[^，。]{0,6}|错误?|不是[^，。]{0,6})的?\W*"
)
# `B. Square 是错误的`: what is named is denied in the same breath.
_DENIED = re.compile(
    r"\W*[A-J]\b[^，,。;；\n]{0,80}?(?:[是为]|都)?(?:错误|不正确|不对|不成立|不符合?)的?(?=\s*(?:[，,。;；．.\n]|$))"
)
_LINE = 120  # characters of an option and what is said of it
_LATER = 300  # characters behind it, at most: what is long starts anew


def denies_all(text: str, options: tuple[str, ...] | None) -> bool:
    """Whether a whole announced answer only says that no option is right, and no option says that."""
    if text.isascii() or _DENIES_ALL.fullmatch(text) is None:
        return False
    return not any(has_one(option, ("不", "没", "无", "错")) for option in options or ())


def denied(response: str, start: int, high: int) -> bool:
    """Whether the option at `start` is said to be wrong, in Chinese."""
    if response.isascii():
        return False
    return _DENIED.match(response, max(0, start), min(high, start + _LINE)) is not None


def none_fits(text: str, options: tuple[str, ...]) -> int | None:
    """Where the clause ends that says so, and behind which nothing is chosen; None where there is no such."""
    if not (
        "ption" in text or "hoice" in text or "one of" in text or "nswers" in text or "选项" in text
    ):
        return None
    if any(
        has_one(option.casefold(), ("none", "not ", "no ", "n't", "不", "没")) for option in options
    ):
        return None
    found = list(_OUTSIDE.finditer(text))[-1:]
    if not found or len(text) - found[0].end() > _LATER or _SAVED.search(found[0][0]):
        return None
    line = max(text.rfind(mark, 0, found[0].start()) for mark in ("\n", ". ", "。"))
    if _CHOOSES.search(text[line + 1 : found[0].start()] + text[found[0].end() :]):
        return None
    return found[0].end()
