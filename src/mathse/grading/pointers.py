"""Sentences with a number that is no result: they point (`See page 9`) or set a task (`You need to find 9`)."""

import re
from functools import lru_cache

from mathse.grading.prose import has_one

_LABEL = re.compile(
    r"\b(page|figure|fig|table|equation|eq|formula|problem|question|exercise|chapter|section|grade|theorem|lemma|appendix|lesson|unit|step)"
    r"s?\.?\s*(?:no\.?|number|#)?\s*\(?\d+(?:\.\d+)*\)?(?![\d.]*\d)"
    r"|(步骤|图|表|例|式|公式|定理|方程)\s*[(（]?\d+[)）]?|第\s*\d+\s*(步|题|页|章|节|问)",
    re.I,
)
_NOUNS = (
    "page", "fig", "table", "eq", "problem", "question", "exercise", "chapter", "section", "grade", "theorem", "lemma", "appendix",
    "lesson", "unit", "step", "formula", "步", "图", "表", "例", "式", "定理", "方程", "题", "页", "章", "节", "第",
)  # fmt: skip
_IS = re.compile(r"(?<!\bthis )\b(?:is|are|was|be)\s+(?:the\s+)?$|[:=：]\s*$|[是为选填]\s*$", re.I)
_ASIDE = re.compile(r"\b(?:see|refer|consult|look|shown|given|described|from|by)\b", re.I)
_TASK = re.compile(
    r"\W*(?:(?:so|now|then|next|first|thus|hence|therefore|to solve (?:this|it)|look(?:ing)? at [^,.]{1,40}?(?:,| and))[\s,]+)*"
    r"(?:please |try to |(?:we|you|I|one|they|students?|it)(?: will|'ll)?(?: first| now| then)? "
    r"(?:must|should|needs? to|have to|want to|wish to|are (?:asked|required|supposed|going) to|remains to|is (?:asked|required) to) (?:first |now |then )?"
    r"|let(?:'s|’s| us| me) (?:first |now |then )?|(?:our|the) (?:goal|task|aim|question|problem|objective) (?:is|asks us) to |(?=find\b|compute\b|calculate\b|determine\b|evaluate\b))"
    r"(?:find|compute|calculate|determine|solve (?:for|the|this|it)|evaluate|work out|figure out)\b",
    re.I,
)
_RESULT = re.compile(
    r"=|:|\\approx|≈|\b(?:is|are|was|be|as|gets?|giv(?:es?|ing)|equals?|yields?|so|which|that|there|leaving|obtain)\b"
)
# `the equation of the circle in the form (x-h)^2 + (y-k)^2 = r^2`: letters for its numbers.
_ONLY_A_FORM = re.compile(
    r"[^\d=]*\bin (?:the|this) form(?: of)?\W*(?:[^\d\n]|(?<=\^)\d|(?<=\^\{)\d)+"
)
_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=1024)
def no_result(sentence: str, question: str) -> bool:
    """Whether a sentence only points to a numbered thing, or says what is to be done."""
    if " form" in sentence and _ONLY_A_FORM.fullmatch(sentence):
        return True
    task = _TASK.match(sentence) if len(sentence) < 200 else None
    if task is not None and not _RESULT.search(sentence, task.end()):
        return True
    return _points(sentence, question)


def _points(sentence: str, question: str) -> bool:
    """`See equation (6)`, `Grade 9 question`; not where figures or pages are asked for."""
    may = len(sentence) < 200 and has_one(sentence.lower(), _NOUNS)
    labels = list(_LABEL.finditer(sentence)) if may else []
    if not labels or _DIGIT.search(_LABEL.sub(" ", sentence)):
        return False
    folded = question.lower()
    for label in labels:
        before = sentence[: label.start()]
        noun = label[1] or label[2] or label[3]
        if noun.lower() in folded or (_IS.search(before) and not _ASIDE.search(before)):
            return False
    alone = len(labels) == 1 and not re.search(r"\w", _LABEL.sub("", sentence))
    return not alone
