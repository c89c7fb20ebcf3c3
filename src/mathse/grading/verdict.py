"""Yes or no, true or false: said plainly, or by an assertion that takes up the question."""

import re

from mathse.grading.reference import verdict_of

_LEAD = re.compile(
    r"^[\s*\"'(\[$\\{]*(?:\(?[A-F]\s*[).:、]\s*)?(yes|no|true|false|正确|错误|不正确|对|错|不对|是的?|不是|否|√|×|✓|✗)(?![\w\u4e00-\u9fff-])",
    re.I,
)
_SAID = re.compile(
    r"\b(yes|no|true|false|correct|incorrect)\b(?=\s*(?:[.,;:!)*\]}\"']|$))|(不正确|错误|不对|不成立|正确|成立|对(?=的|[。.]?$)|错(?=的|[。.]?$))",
    re.I,
)
_NEGATION = re.compile(
    r"\b(?:not|n't|no|never|neither|nor|none|cannot)\b|n't\b|不|没有|并非|未", re.I
)
_OPPOSITES: tuple[tuple[str, str], ...] = (
    (r"\b(?:greater|more|larger|bigger|higher|taller|longer|above|wider)\b|大于|多于|高于", r"\b(?:less|fewer|smaller|lower|shorter|below|narrower)\b|小于|少于|低于"),
    (r"\b(?:maximum|highest|largest|most|max|greatest)\b|最大|最高", r"\b(?:minimum|lowest|smallest|least|min|fewest)\b|最小|最低"),
    (r"\b(?:even)\b|偶", r"\b(?:odd)\b|奇"), (r"\bpositive\b", r"\bnegative\b"), (r"\bincreas\w+", r"\bdecreas\w+"),
    (r"\b(?:same|equal|equals)\b|相等|相同", r"\b(?:different|unequal|differs?|greater|more|larger|less|fewer|smaller)\b|不同"),
    (r"\b(?:true|correct)\b", r"\b(?:false|incorrect|wrong)\b"), (r"\bleft\b", r"\bright (?:of|side)\b"),
    (r"\bcontinuous\b", r"\bdiscontinuous\b"), (r"\bsmooth\w*", r"\brough\w*"),
)  # fmt: skip
_WORD = re.compile(r"[a-z0-9]+|[\u4e00-\u9fff]", re.I)
_EMPTY = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "to",
        "and",
        "that",
        "this",
        "does",
        "do",
        "did",
        "it",
        "its",
        "there",
        "be",
        "than",
        "or",
        "at",
        "by",
        "for",
        "with",
        "have",
        "has",
        "can",
        "的",
        "是",
        "吗",
        "了",
    ]
)


def plain(text: str) -> bool | None:
    """A yes or no that stands at the head of `text`, or anywhere in it when only one is said."""
    if (whole := verdict_of(text)) is not None:
        return whole
    head = _LEAD.match(text)
    if head:
        return verdict_of(head[1])
    said = {verdict_of(m[1] or m[2]) for m in _SAID.finditer(text)} - {None}
    return said.pop() if len(said) == 1 else None


def content_words(text: str) -> set[str]:
    """The words of a text that say something, in lower case, without a plural s."""
    return {w.removesuffix("s") for w in _WORD.findall(text.lower())} - _EMPTY


def by_polarity(sentence: str, question: str) -> bool | None:
    """Whether a sentence affirms or denies what the question asks; None where it is about something else."""
    asked = content_words(question[-300:])
    if not asked:
        return None
    said = content_words(sentence)
    overlap = len(asked & said) / len(asked)
    if overlap < 0.5:
        return None
    denied = len(_NEGATION.findall(sentence)) + len(_NEGATION.findall(question[-300:]))
    flips = 0
    for one, other in _OPPOSITES:
        q1, q2 = bool(re.search(one, question, re.I)), bool(re.search(other, question, re.I))
        s1, s2 = bool(re.search(one, sentence, re.I)), bool(re.search(other, sentence, re.I))
        if (q1 and not q2 and s2 and not s1) or (q2 and not q1 and s1 and not s2):
            flips = 1
    return (denied + flips) % 2 == 0
