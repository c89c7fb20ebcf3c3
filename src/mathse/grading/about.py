"""Sentences that say nothing of what is asked about: they speak of its kind, or of the question itself.

`A periodic function repeats its values` is true whatever this function is, and `The question is whether
it is red` asserts no colour.
"""

import re

_QUESTION = re.compile(
    r"\b(?:the|this|your) (?:question|problem|task)\b(?: (?:is|was|seems|appears|to|be)\b)*"
    r" (?:ask(?:s|ed|ing)?|want(?:s|ed|ing)?|about|whether|refer(?:s|red|ring)?|concern\w*|talking|inquir\w+)\b"
    r"(?:(?!,? (?:but|so|hence|thus|therefore)\b|, (?:and|which|yes|no)\b)[^;:.!?\n])*",
    re.I,
)
# `We are asked whether it is red`, `to see if it is red`: what stands there is in doubt.
_WHETHER = re.compile(
    r"\b(?:whether|(?:ask(?:s|ed|ing)?|know|determine|see|check|tell|decide|find out|wonder(?:s|ed|ing)?|verify|unclear|unsure|not sure) if)\b"
    r"(?:(?!,? (?:but|so|hence|thus|therefore)\b|, (?:and|which|yes|no|we|it|you)\b)[^;:.!?\n])*",
    re.I,
)
_ONE = re.compile(
    r"\W*(?:(?:in general|generally|by definition)\W+)?(?:an?|any|every|each) ((?:[a-z-]+ ){1,4}?)"
    r"(?:is|has|can|must|will|does|[a-z]{3,}s)\b",
    re.I,
)
_SEVERAL = re.compile(
    r"\W*(?:all )?(?!(?:the|this|that|these|those|its?|he|she|they|we|you|there|both|does)\b)((?:[a-z-]{3,} )??[a-z-]{3,})s"
    r" (?!(?:is|was|has|does|not|the|an?|at|in|on|of|with|to|and|or|than|more|less|from)\b)(?-i:[a-z])[a-z]+(?<!s)\b",
    re.I,
)
# What is asked about is itself any one of a kind: `Is a square a rectangle?`
_OF_ANY = re.compile(
    r"\b(?:is|are|was|were|do|does|did|can|could|has|have|will|would) (?:there|an?|any|every|all|each|both)\b"
    r"|\bthan\b",
    re.I,
)


def kept(sentence: str) -> str:
    """The sentence without what it says of the question: `The question asks if it is red, and it is`."""
    if "question" in sentence or "problem" in sentence or "task" in sentence:
        sentence = _QUESTION.sub(" ", sentence)
    if "whether" in sentence or " if " in sentence or "Whether" in sentence:
        sentence = _WHETHER.sub(" ", sentence)
    return sentence


def of_its_kind(clause: str, question: str) -> bool:
    """Whether a clause speaks of all things of a kind that the question names, which asks about one of them."""
    match = _ONE.match(clause) or _SEVERAL.match(clause)
    if match is None or _OF_ANY.search(question):
        return False
    kind = match[1].lower().split()
    if match.re is _SEVERAL and (
        f"{' '.join(kind)}s" in question or kind[0].capitalize() in question
    ):
        return False  # these things themselves; `violet bars`, of Violet
    return any(word in question and re.search(rf"\b{word}\b", question) for word in kind)
