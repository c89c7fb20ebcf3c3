"""What stands before "the answer is" and makes it no announcement: `check your answer: ...`, `suppose the answer is ...`."""

import re

from mathse.grading.embedded import doubted_before
from mathse.grading.judged import asks_wrong
from mathse.grading.prose import has_one

_WRONG_ENDS = ("wrong ", "orrect ", "false ", "nvalid ", "tempting ", "naive ", "right ")
_POSSESSIVES = ("your ", "my ", "a ", "an ", "the ")
_NOT_ANNOUNCED = re.compile(
    r"(?:correct|help|check|find|get|verify|simplif\w+|the) (?:your|my|an?) $", re.I
)

_WRONG_ONE = re.compile(
    r"\b(?:wrong|incorrect|false|invalid|tempting|naive|not (?:the|a) (?:correct|right)) $", re.I
)
_SUPPOSED = re.compile(
    r"(?:\b(?:if|whether|suppos(?:e|ing)|assum(?:e|ing)|doubt)"
    r"|(?:\b(?:not|never|cannot)|n't) (?:\w+ )?(?:sure|certain|convinced|clear|say|claim|conclude|know|think|believe))"
    r"\s+(?:that\s+|if\s+)?(?:the|my|our|your) $",
    re.I,
)
# One of these stands in every supposition.
_SUPPOSING = ("if", "whether", "suppos", "assum", "doubt", "sure", "certain", "convinced", "clear", "say", "claim", "conclude", "know", "think", "believe")  # fmt: skip


def about_another(before: str, question: str) -> bool:
    """`check your answer: ...`, `not the answer: ...`, `the wrong answer is ...` announce nothing."""
    if before.endswith(_WRONG_ENDS) and _WRONG_ONE.search(before):
        return not asks_wrong(question)
    if not before.endswith(_POSSESSIVES):
        return False
    folded = before.lower()
    if folded.endswith("the "):
        if folded.endswith(("not the ", "none of the ")):
            return True
    elif _NOT_ANNOUNCED.search(before):
        return True
    supposed = has_one(folded, _SUPPOSING) and _SUPPOSED.search(before) is not None
    return supposed or doubted_before(before)
