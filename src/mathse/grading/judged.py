"""Options that a response judges one by one: `(A) No. (B) No. (C) Yes.`; A项正确；B项错误.

They are a choice where exactly one of them fits what is asked for: the right one, or the wrong one.
"""

import re
from functools import lru_cache

_MAX_TEXT = 3_000  # characters from the end
_LABEL = re.compile(
    r"(?:^|(?<=[\s;；。，,.(（]))[(（]?([A-J])(?:[)）.:：、]|选?项|(?=\s+(?:is|was|would|can)\b))"
)
_FITS = r"(?:correct|right|true|yes|fits?|works?|match(?:es)?|satisf(?:y|ies)|holds?)"
_SAID_WRONG = (
    r"(?:\b(?:incorrect|wrong|false|no|too (?:small|large|big|high|low|short|long|few|many)|fails?)\b"
    rf"|(?:\b(?:can)?not|n't)\s+(?:\w+\s+)?(?:{_FITS}|possible|it|be|an? \w+)\b|错误|不正确|不成立|不对|✗|×|❌)"
)
_WRONG = re.compile(_SAID_WRONG, re.I)
_RIGHT = re.compile(rf"\b{_FITS}\b|正确|成立|✓|√|✔|✅", re.I)
# Of one option, and of nothing else: `B: 45 does not fit`; not `B (1 incorrect conclusion)`.
_ONLY_WRONG = re.compile(
    rf"\W*+(?:(?!(?:because|since|as|and|so|[A-Ja-j])\b)\S+\s+){{0,2}}(?:is|was|does|would be)?\s*{_SAID_WRONG}\W*(?:$|(?:because|since|as)\b)",
    re.I,
)
_ASKS_WRONG = re.compile(
    r"[错不efinwEFINW](?:(?<=错)误的|(?<=不)(?:正确的|成立的|可能|能)"
    r"|(?<=\b.)(?i:(?<=i)ncorrect|(?<=f)alse|(?<=e)xcept|(?<=n)ot|(?<=w)rong)\b)"
)


@lru_cache(maxsize=1024)
def asks_wrong(question: str) -> bool:
    """Whether the question asks for what is wrong."""
    return _ASKS_WRONG.search(question) is not None


def judged(text: str, count: int, question: str) -> frozenset[int]:
    """The one option that fits; empty where not all are judged, or none or several fit."""
    if "A" not in text or chr(64 + count) not in text:
        return frozenset()
    text = text[-_MAX_TEXT:]
    labels = list(_LABEL.finditer(text))
    if count < 3 or [ord(label[1]) - 65 for label in labels] != list(range(count)):
        return frozenset()
    ends = [*(label.start() for label in labels[1:]), len(text)]
    said = [_verdict(text[m.end() : end]) for m, end in zip(labels, ends, strict=True)]
    if None in said:
        return frozenset()
    fitting = [n for n, right in enumerate(said) if right is not asks_wrong(question)]
    return frozenset(fitting) if len(fitting) == 1 else frozenset()


def judged_wrong(text: str) -> bool:
    """Whether what stands behind an option says that it is wrong: `45 does not fit`."""
    return _ONLY_WRONG.match(text) is not None


def _verdict(text: str) -> bool | None:
    wrong = _WRONG.search(text) is not None
    right = _RIGHT.search(_WRONG.sub(" ", text)) is not None
    return right if wrong != right else None
