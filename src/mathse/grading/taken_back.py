"""An answer that its own response takes back: `The answer is 9. Wait, that is wrong.`, `\\boxed{9} Wait, no.`

What says so must speak of the answer: it stands right behind it, or begins its sentence with a second thought.
"""

import re

_AT_FIRST = r"(?:(?:wait|hmm+|oh|oops|hold on|hang on|sorry|actually|but|no|well|however|unfortunately|note|uh|um|ah|so)\b[\s,.!:;…—–-]*)"
_WRONG = (
    r"(?:(?:clearly|obviously|definitely|actually|also|probably|still|all) )?"
    r"(?:wrong|incorrect|impossible(?! to\b)|a (?:mistake|contradiction)|an error|mistaken|not (?:right|correct|possible(?! to\b)|the answer|what))"
)
_THIS = (
    r"(?:(?:that|this|it|which|the answer|my answer|the (?:above|previous) (?:answer|result))\s*"
    rf"(?:(?:['’]s|is|was|seems|must be|looks)\s+{_WRONG}|(?:is|was)n['’]t\s+(?:right|correct|possible)"
    r"|(?:cannot|can['’]t|can not|could not|couldn['’]t) (?:be|equal) (?:right|correct|true|possible|it))"
    r"|I(?:['’]ll| will| must| have to)? take (?:that|this|it) back\b|(?:never mind|scratch|ignore|forget) (?:that|this|it)\b"
    r"|I(?:['’]ve| have)? (?:made|found) (?:a|an) (?:\w+ )?(?:mistake|error)|I was (?:wrong|mistaken)\b(?! (?:about|in|at))|I (?:miscounted|misread|miscalculated)"
    r"|no[,. ]+(?:sorry|no|that|not)\b|(?:那|这)?(?:不对|不正确|是错的|错了|算错了)|我(?:算|弄|做)?错了)"
)
_BEHIND = re.compile(
    rf"[\s$.,;:!?*}}\])。，—–-]*(?:{_AT_FIRST}*{_THIS}|{_AT_FIRST}*(?:wait|hold on|oops)[\s,.!—–-]+no\b\W*$|\?\s*no\b[\s.!]*$|\.*\s*or (?:is|was|should) (?:it|that)\b[^.!\n]*\?|no[\s.!]*$|oops\b[\s.!]*$)",
    re.I,
)
_IS_WRONG = re.compile(rf"[\s$*}})\]]*(?:is|was|would be)\s+{_WRONG}\b", re.I)
_NO_WAIT = re.compile(r"\bno,? wait\b|\bwait,? no\b(?! (?:doubt|problem|need))", re.I)
_LATER = re.compile(rf"[.!?\n]\s*{_AT_FIRST}+{_THIS}", re.I)
# It was looked at again, and stays: `I made an error above, but the result is the same`.
_STANDS = re.compile(
    r"\b(?:same|stands?|unchanged|still|does not (?:change|matter|affect)|doesn['’]t (?:change|matter|affect)|indeed|confirm\w*)\b|不变|仍",
    re.I,
)
_KEPT = re.compile(
    r"\b(?:answer|result|value|conclusion|it|that)\b[^.!?\n]{0,30}\b(?:the same|stands?|unchanged|still (?:right|correct|holds))\b"
    r"|\bdoes(?: not|n['’]t) (?:change|matter|affect)\b|不变",
    re.I,
)
_WORDS = (
    "wrong", "ncorrect", "mpossible", "mistake", "contradiction", "error", "not right", "not correct", "not possible", "not the answer",
    "not what", " back", "ever mind", "cratch ", "gnore ", "orget ", "or is ", "or was ", "or should", "n't", "n’t", "annot", "an not", "not it", "I mis", "o no", " no", "No", "不对", "不正确", "错", "ops", "be it",
)  # fmt: skip


def taken_back(text: str) -> bool:
    """Whether what follows an answer takes it back."""
    if len(text) < 3:
        return False
    for word in _WORDS:
        if word in text:
            break
    else:
        return False
    match = _BEHIND.match(text) or _LATER.search(text)
    return match is not None and _STANDS.search(text, match.start()) is None


def is_wrong(text: str) -> bool:
    """Whether what follows a box says that it is wrong: `\\boxed{5} is incorrect`."""
    return _IS_WRONG.match(text) is not None


def given_up(text: str) -> bool:
    """Whether an answer is followed by `no wait`, and by none that was meant instead."""
    if "ait" not in text:
        return False
    match = _NO_WAIT.search(text)
    return match is not None and not stands(text) and _STANDS.search(text, match.start()) is None


def stands(text: str) -> bool:
    """Whether a second thought ends where the answer was: `but the result is the same`."""
    return _KEPT.search(text) is not None
