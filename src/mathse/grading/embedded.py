"""Clauses that their own sentence does not assert: `I don't think (that) it is 5`, `It is not true that x = 5`.

The clause ends with its comma, or where `but` or `so` begins another: `I don't think it is 5, it is 6` says 6.
"""

import re

from mathse.grading.prose import has_one

_VERB = r"(?:think|thinks|believe|say|says|said|claim|claims|conclude|know|suppose|accept|agree|assume|mean|imply|follow|guess|expect|trust)"
_DOUBTED = (
    rf"(?:(?:\bnot|n't|\bnever|\bhardly|\bnobody|\bno one|\bno (?:reason|evidence|need) to|\brefuse to|\bwrong to|\bincorrect to)"
    rf"\s+(?:\w+ly\s+|even\s+|at all\s+)?{_VERB}\b(?:\s+(?:that|if|whether)\b)?"
    r"|(?:\bnot\s+(?:the case|true|correct|right|so)|n't\s+(?:the case|true|correct|right|so)|(?:\b(?:is|was|'s)\s+(?:\w+ly\s+)?(?:false|untrue|unlikely|doubtful|impossible)))"
    r"\s+that\b)"
)
_CLAUSE = re.compile(
    rf"{_DOUBTED}(?:(?!\b(?:but|so|hence|thus|therefore)\b)[^,;.!?\n]|\.(?=\d)){{0,120}}", re.I
)
# What ends so, in front of "the answer is": the announcement is doubted.
DOUBTED_BEFORE = re.compile(rf"{_DOUBTED}\s+(?:the|my|our|your) $", re.I)
_WORDS = (
    "think", "believe", " say", " said", "claim", "conclude", "know", "suppose", "accept", "agree", "assume", " mean", "imply", "follow",
    "guess", "expect", "trust", " that ",
)  # fmt: skip
_NOT = ("not ", "n't ", "ever ", "hardly ", "obody ", "o one ", "no ", "refuse", "rong ", "rrect ", "false", "ntrue", "nlikely", "btful", "mpossible")  # fmt: skip


def kept(text: str) -> str:
    """The text without the clauses that it only doubts or denies."""
    if not has_one(text, _NOT) or not has_one(text, _WORDS):
        return text
    return _CLAUSE.sub(" ", text)
