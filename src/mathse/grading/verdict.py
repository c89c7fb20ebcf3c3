"""Yes or no, true or false: said plainly, or by an assertion that takes up the question."""

import re

from mathse.grading.clean import normalise, unwrapped
from mathse.grading.yes_no import verdict_of

_LEAD = re.compile(
    r"^[\s*\"'(\[$\\{]*(?:\(?[A-F]\s*[).:、]\s*)?(yes|no|true|false|正确|错误|不正确|对|错|不对|是的?|不是|否|√|×|✓|✗)(?![\w\u4e00-\u9fff-])",
    re.I,
)
_SAID = re.compile(
    r"\b(yes|no|true|false|correct|incorrect)\b(?=\s*(?:[.,;:!)*\]}\"']|$))|(不正确|错误|不对|不成立|正确|成立|对(?=的|[。.]?$)|错(?=的|[。.]?$))",
    re.I,
)
_EITHER = re.compile(r"\b(?:yes or no|true or false|no or yes|whether)\b|对或错|是否", re.I)
_NEGATION = re.compile(
    r"\b(?:not|n't|no|never|neither|nor|none|cannot)\b|n't\b|不|没有|并非|未", re.I
)
_PAIRS: tuple[tuple[str, str], ...] = (
    (r"\b(?:greater|more|larger|bigger|higher|taller|longer|above|wider)\b|大于|多于|高于", r"\b(?:less|fewer|smaller|lower|shorter|below|narrower)\b|小于|少于|低于"),
    (r"\b(?:maximum|highest|largest|most|max|greatest)\b|最大|最高", r"\b(?:minimum|lowest|smallest|least|min|fewest)\b|最小|最低"),
    (r"\b(?:even)\b|偶", r"\b(?:odd)\b|奇"), (r"\bpositive\b", r"\bnegative\b"), (r"\bincreas\w+", r"\bdecreas\w+"),
    (r"\b(?:same|equal|equals)\b|相等|相同", r"\b(?:different|unequal|differs?|greater|more|larger|less|fewer|smaller)\b|不同"),
    (r"\b(?:true|correct)\b", r"\b(?:false|incorrect|wrong)\b"), (r"\bleft\b", r"\bright (?:of|side)\b"),
    (r"\bcontinuous\b", r"\bdiscontinuous\b"), (r"\bsmooth\w*", r"\brough\w*"),
)  # fmt: skip
_OPPOSITES = tuple((re.compile(one, re.I), re.compile(other, re.I)) for one, other in _PAIRS)
_CLAUSE = re.compile(r"[;；，。]|,(?!\d)|\b(?:but|so|hence|thus|therefore)\b")
_OVERLAP = 0.5  # of the question's words, in a clause that answers it
_WORD = re.compile(r"[a-z0-9]+|[\u4e00-\u9fff]", re.I)
_EMPTY = frozenset(
    "is are was were the a an of in on to and that this does do did it its there be than or at by for with"
    " have has can 的 是 吗 了".split()
)


def plain(text: str) -> bool | None:
    """A yes or no that stands at the head of `text`, or anywhere in it when only one is said."""
    for plainer in (text, unwrapped(text), normalise(text)):
        if (whole := verdict_of(plainer)) is not None:
            return whole
    if _EITHER.search(text):
        return None
    head = _LEAD.match(text)
    if head:
        return verdict_of(head[1])
    said = {verdict_of(m[1] or m[2]) for m in _SAID.finditer(text)} - {None}
    return said.pop() if len(said) == 1 else None


def content_words(text: str) -> set[str]:
    """The words of a text that say something, in lower case, without a plural s."""
    return {w.removesuffix("s") for w in _WORD.findall(text.lower())} - _EMPTY


def by_polarity(sentence: str, question: str) -> bool | None:
    """Whether a sentence affirms or denies what the question asks; None where it is about something else.

    The last clause that takes up the question decides: `A is not greater than B; it is less than B`.
    """
    asked = content_words(question[-300:])
    if not asked:
        return None
    clauses = [clause for clause in _CLAUSE.split(sentence) if clause.strip()]
    for clause in [*reversed(clauses), sentence] if len(clauses) > 1 else [sentence]:
        said = _polarity(clause, question[-300:], asked)
        if said is not None:
            return said
    return None


def _polarity(clause: str, question: str, asked: set[str]) -> bool | None:
    said = content_words(clause)
    if len(asked & said) < _OVERLAP * len(asked):
        return None
    flips, compared = 0, False
    for one, other in _OPPOSITES:
        q1, q2 = one.search(question) is not None, other.search(question) is not None
        if q1 == q2:
            continue
        s1, s2 = one.search(clause) is not None, other.search(clause) is not None
        compared = True
        if s1 == s2:
            if not s1:
                continue
            return None
        flips += q1 != s1
        break
    else:
        if compared:  # the question compares, the clause does not
            return None
    denied = len(_NEGATION.findall(clause)) + len(_NEGATION.findall(question))
    return (denied + flips) % 2 == 0
