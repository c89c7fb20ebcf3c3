"""Clauses that their own sentence does not assert: `I don't think (that) it is 5`, `It is not true that x = 5`.

The clause ends with its comma, or where `but` or `so` begins another: `I don't think it is 5, it is 6` says 6.
"""

import re

from mathse.grading.prose import has_one

_VERB = r"(?:think|believe|say|claim|conclude|know|suppose|accept|agree|assume|mean|imply|follow|guess|expect|trust)"
_OPINE = (
    r"(?:think|believe|say|claim|suppose|guess|expect|assume|answer)"  # of others, who may be wrong
)
_SOMEONE = (
    r"(?:one|you|some(?: people)?|someone|somebody|people|(?:a |the )?students?|many|most|others)"
)
_DOUBTED = (
    rf"(?:(?:\bnot|n't|\bnever|\bhardly|\bnobody|\bno one|\bno (?:reason|evidence|need) to|\brefuse to|\b(?:wrong|incorrect|false|mistake|error) to)"
    rf"\s+(?:\w+ly\s+|even\s+|at all\s+)?{_VERB}(?:s|ed|d)?\b(?:\s+(?:that|if|whether)\b)?"
    rf"|\b{_SOMEONE}(?:'d)?\s+(?:(?:might|may|could|would|\w+ly|often|sometimes)\s+)*{_OPINE}s?\b(?:\s+that\b)?"
    r"|\bsurprised (?:if|that|when)\b|\bclaims (?:that\b|it is\b|it's\b)"
    r"|\b(?:wrong|incorrect|faulty|flawed|naive|mistaken|erroneous) (?:approach|method|way|reasoning|formula|calculation|argument|solution|answer)s? "
    r"(?:gives?|yields?|leads? to|results? in|is|would be|produces?)\b"
    r"|(?:\bnot\s+(?:the case|true|correct|right|so)|n't\s+(?:the case|true|correct|right|so)|(?:\b(?:is|was|'s)\s+(?:\w+ly\s+)?(?:false|untrue|unlikely|doubtful|impossible)))"
    r"\s+that\b)"
)
_CLAUSE = re.compile(
    rf"(?:\b(?:an?|the|I) (?:\w+ )?)?{_DOUBTED}(?:(?!\b(?:but|so|hence|thus|therefore)\b)[^,;.!?\n]|\.(?=\d)){{0,120}}",
    re.I,
)
# What ends so, in front of "the answer is": the announcement is doubted.
_DOUBTED_BEFORE = re.compile(rf"{_DOUBTED}\s+(?:the|my|our|your) $", re.I)
_SHORTEST = 11  # characters of a sentence with such a clause: `Many say 5.` has 11
# One of these stands in every such clause: cheaper to look for than the pattern.
_WORDS = (
    "think", "would answer", "might answer", "elieve", " say", "claim", "nclude", " know", "uppose", "ccept", " agree", "ssume", " mean", "imply", "follow", "guess", "xpect",
    "trust", "urprised", "wrong ", "ncorrect ", "aulty ", "lawed ", "aive ", "istaken ", "rroneous ", "true that", "case that", "rect that",
    "ight that", "alse that", "ikely that", "tful that", "sible that",
)  # fmt: skip


def kept(text: str) -> str:
    """The text without the clauses that it only doubts or denies."""
    if len(text) < _SHORTEST or not has_one(text, _WORDS):
        return text
    return _CLAUSE.sub(" ", text)


def doubted_before(text: str) -> bool:
    """Whether what ends so only doubts what follows it: `I don't think the`."""
    folded = text.lower()
    may = "answer" in folded or has_one(folded, _WORDS)
    return may and _DOUBTED_BEFORE.search(text) is not None
