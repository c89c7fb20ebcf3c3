"""What a sentence denies: `x cannot be 9`, `9 is wrong`, 不可能是9. A value that is only denied is no answer.

A denied value is taken out of the sentence, with what denies it; what is left may state another one:
`It cannot be 9, so it is 11`.
"""

import re

from mathse.grading import embedded
from mathse.grading.prose import has_one

DIGIT = re.compile(r"\d|\\pi|\\sqrt|\\infty|\\emptyset|[零一二两三四五六七八九十]")
_NOT = (
    r"\b(?:(?:can|could|should|must|would|will|need|may|might|do|does|did|is|are|was)\s+(?:\w+ly\s+)?not|cannot|not|never|hardly|scarcely|\w+n['’]t)"
    r"(?:\s+(?:be|equal|possibly|actually|really|simply|exactly))*(?:\s+(?:to|the (?:answer|value|number)))?"
)
_NUMBER = (
    r"(?:\$[^$\n]{1,80}\$|\\\([^\n]{1,80}?\\\)|(?:\w{1,3}\s*=\s*)?-?\(?(?:\d|\\(?:d?frac|sqrt|pi)|[π√])[^\s,;，；。!?]*?"
    r"(?=[.!?]?(?:[\s,;，；。]|$)|[\u4e00-\u9fff])|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)"
)
_HAN = r"(?:\$\s*-?[\d\\][^$\n]{0,80}\$|-?\d[\d./]*|[零一二两三四五六七八九十百千万]+)"
_WRONG = (
    r"(?:wrong|incorrect|impossible|false|invalid|mistaken|ruled out|excluded|eliminated|rejected|out of the question"
    r"|not (?:\w+ly )?(?:the |an? |our |my )?(?:(?:correct|right|valid|final|possible|desired|required)\b\s*)?(?:answer|solution|root|result|value|option|correct|right|possible|valid|allowed|true)?(?<!not )"
    r"|(?:an? |the )?(?:wrong|incorrect|invalid) \w+)"
)
_FITS = (
    r"(?:(?:also |even |really |possibly )?(?:be |equal )?(?:(?:an? |the |our |my )?(?:(?:correct|right|valid|final) )?(?:answer|solution|result|value|option|root)"
    r"|correct|right|true|valid|possible|it\b)|(?:work|fit|satisfy|hold|match|count)\b)"
)
_BEFORE = re.compile(
    rf"(?:{_NOT}|\b(?:anything but|different from|other than|far from|except(?: for)?|instead of|rather than))\s+(?:equal to\s+)?{_NUMBER}"
    rf"|\bnicht\s+(?:gleich\s+)?{_NUMBER}|\bn['’]est pas\s+(?:égale? à\s+)?{_NUMBER}"
    rf"|(?:不可能(?:是|为|等于)?|不会(?:是|为)|不应该?(?:是|为)|并非|并不是|不[是为]|(?<![A-Za-z\d)}}$])\s*不等于)\s*{_HAN}",
    re.I,
)
_AFTER = re.compile(
    rf"{_NUMBER}\s*(?:[a-z]{{1,6}}\s+)?"
    rf"(?:,?\s*which\s+)?(?:is|are|was|would be|must be|seems|can be)\s+(?:also |clearly |definitely |certainly |obviously |therefore )?{_WRONG}(?![a-z])"
    rf"|{_NUMBER}\s*(?:[a-z]{{1,6}}\s+)?(?:cannot|(?:can|could|does|do|did|is|are|was|will|would|should|must)(?: not|n['’]t))\s+{_FITS}(?![a-z])"
    rf"|{_NUMBER}\s*\(\s*(?:wrong|incorrect|false|not (?:correct|right))\s*\)"
    rf"|{_HAN}\s*(?:[是为]?(?:错误?的|不对的?|不正确的?|不可能的?|不成立)|错了)",
    re.I,
)
# One of these stands in every number that is denied.
_STATES = re.compile(
    r"[\d$\\π√零一二两三四五六七八九十百千万]|(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
)
_RELATION = re.compile(r"(?:(?:is|are|does|do) not|(?:is|does)n['’]t) equal", re.I)
# It looks like 18 but it is not.
_BUT_NOT = re.compile(
    r"\bbut (?:(?:it|that|this|which|they|these|those) ?)?(?:(?:is|are|was|were|do|does|did|'s)(?:n't| not)|(?:is|are|was|were|'s|seems?(?: to be)?|must be|looks(?: like)?) (?:\w+ )?(?:wrong|incorrect|false|misprint|typo|mistake|error))\W*$",
    re.I,
)
# One of these stands in every denial, before or behind what it denies: cheaper to look for than the patterns.
_NEGATIONS = (
    "not ", "n't ", "n’t ", "never ", "hardly ", "scarcely ", "anything but", "different from", "other than", "except ", "instead of ", "rather than ", "far from", "nicht ", "est pas ", "不", "并非",
)  # fmt: skip
_VERDICTS = (
    " wrong", "(wrong", "n't ", "ncorrect", "mpossible", " false", "nvalid", "mistaken", "ruled out", "excluded", "eliminated", "rejected",
    "out of the question", "not ", "不", "错",
)  # fmt: skip


def kept(sentence: str) -> str:
    """The sentence without the values that it denies."""
    if (
        " " not in sentence
        and "(" not in sentence
        and sentence.isascii()
        and sentence.isprintable()
    ):
        return sentence  # one word or formula
    sentence = embedded.kept(sentence)
    if "but " in sentence and _BUT_NOT.search(sentence):
        return " "
    if has_one(sentence, _NEGATIONS) and _STATES.search(sentence):
        sentence = _BEFORE.sub(_removed, sentence)
    if has_one(sentence, _VERDICTS) and _STATES.search(sentence):
        return _AFTER.sub(" ", sentence)
    return sentence


def _removed(match: re.Match[str]) -> str:
    """Nothing; but `x is not equal to 9` is a relation of x, and stays."""
    before = match.string[: match.start()].rstrip(" $")
    letter = before[-1:].isalpha() and not before[-2:-1].isalnum()
    return match[0] if letter and _RELATION.match(match[0]) else " "


def only(text: str) -> bool:
    """Whether a text denies a value and states none."""
    left = kept(text)
    return left != text and not DIGIT.search(left)
