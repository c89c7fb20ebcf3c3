"""Yes or no, true or false, where it is said plainly."""

import re

from mathse.grading import embedded
from mathse.grading.clean import normalise, unwrapped
from mathse.grading.yes_no import verdict_of

_LEAD = re.compile(
    r"^[\s*\"'(\[$\\{]*(?:\(?[A-F]\s*[).:、]\s*)?(yes(?! and no)|no(?! (?:doubt|problem|wonder|matter|question)\b)|true|false|正确|错误|不正确|对|错|不对|是的?|不是|否|√|×|✓|✗)(?![\w\u4e00-\u9fff-])",
    re.I,
)
_SAID = re.compile(
    r"\b(yes|no|true|false|correct|incorrect)\b(?=\s*(?:[.,;:!)*\]}\"']|$|(?:because|since)\b))|(不正确|错误|不对|不成立|正确|成立|对(?=的|[。.]?$)|错(?=的|[。.]?$))",
    re.I,
)
# Nothing else is said: `Nope.`, `It isn't.`, `Of course not.`; the group is there where it denies.
_SHORT = re.compile(
    r"\W*(?:(nope|nah|of course not|certainly not|definitely not|absolutely not|(?:it|this|that|he|she) (?:is|was|does|do)(?:n't| not)|they (?:are|were|do)(?:n't| not)|I'm afraid not)"
    r"|yep|yeah|yup|of course|certainly|definitely|absolutely|it is|they are|it does|they do|indeed)[\s.!]*",
    re.I,
)
_DENIAL = re.compile(r"(?:\b(?:not|never|hardly)|n't)\s+(?:\w+\s+){0,2}\Z", re.I)
_EITHER = re.compile(
    r"\b(?:yes ?(?:or|and|/) ?no|true ?(?:or|and|/) ?false|no ?(?:or|and|/) ?yes|whether)\b|对或错|是否",
    re.I,
)


def plain(text: str) -> bool | None:
    """A yes or no that stands at the head of `text`, or anywhere in it when only one is said."""
    for plainer in (text, unwrapped(text), normalise(text)):
        if (whole := verdict_of(plainer)) is not None:
            return whole
    if (short := _SHORT.fullmatch(text)) is not None:
        return short[1] is None
    if _EITHER.search(text):
        return None
    head = _LEAD.match(text)
    if head:
        return verdict_of(head[1])
    text = embedded.kept(text)
    said = {_as_said(text, match) for match in _SAID.finditer(text)} - {None}
    return said.pop() if len(said) == 1 else None


def _as_said(text: str, match: re.Match[str]) -> bool | None:
    """`true`, and the opposite behind a denial: `not true`, `isn't always true`, 没有错误."""
    one = verdict_of(match[1] or match[2])
    word = match[1]
    if one is None or (word or "y")[0] in "yYnN":
        return one if not text.endswith("没有", 0, match.start()) else one is False
    denied = _DENIAL.search(text, max(0, match.start() - 24), match.start()) is not None
    return one is not denied
