"""What an answer names and takes back: `x = 5 or x = -1 (rejected)`, `x=5 (x=-1 is extraneous)`."""

import re

_REJECTED = (
    r"(?:is |are |was |were )?(?:not (?:valid|possible|allowed)|rejected|reject|extraneous|discarded|discard|invalid|inadmissible"
    r"|(?:an? )?extraneous(?: (?:root|solution))?|舍去?了?|不合题意,?(?:舍去?)?|不符合题意,?(?:舍去?)?|增根)"
)
_ENGLISH = (
    "eject",
    "xtraneous",
    "iscard",
    "nvalid",
    "nadmissible",
    "not valid",
    "not possible",
    "not allowed",
)
_CHINESE = ("舍", "不合题意", "不符合题意", "增根")


def _may_reject(text: str) -> bool:
    for word in _ENGLISH:
        if word in text:
            return True
    return not text.isascii() and any(word in text for word in _CHINESE)


_ONE = r"[^,;()或]{1,40}?"
_PATTERNS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        # x=5 (x=-1 is extraneous); x=5, rejecting x=-1
        rf"\s*[(,;]\s*(?:since |as |where |because |but |and |而 ?)?{_ONE}\s*{_REJECTED}\)?$",
        rf"\s*[(,;]\s*(?:and )?(?:(?:rejecting|reject|discarding|discard)\b|舍去?)(?=[^()]*\d)\s*(?:the root )?{_ONE}\)?$",
        # x=5 or x=-1 (rejected); x=-1(舍), x=5
        rf"\s*(?:,? (?:or|and) |[,;或和])\s*{_ONE}\s*\(\s*{_REJECTED}\s*\)",
        rf"{_ONE}\s*\(\s*{_REJECTED}\s*\)\s*(?:,? (?:or|and) |[,;或和])\s*",
    )
)


def kept(text: str) -> str:
    """The text without the values that it rejects."""
    if not ("(" in text or "," in text or ";" in text) or not _may_reject(text):
        return text
    for pattern in _PATTERNS:
        rest = pattern.sub("", text, count=1).strip()
        if rest and rest != text and any(c.isalnum() for c in rest):
            return kept(rest)
    return text
