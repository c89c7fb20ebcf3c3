"""Answers in words: `Tuesday`, `an isosceles triangle`, `等腰三角形`.

A sentence says the reference when it names it, does not deny it, and adds nothing to it: what else
stands in its clause is grammar, or was in the question.
"""

import re
from functools import lru_cache

_NOISE = re.compile(r"[^\w<>=+\-*/^%\u4e00-\u9fff]+")
_ARTICLES = re.compile(r"\b(?:the|an?)\b(?=\W+(?:[a-z]{2}|\d|[^\x00-\x7f]))")  # not the A of A → B
_TOKEN = re.compile(r"[a-z0-9]+|[\u4e00-\u9fff]")
_CLAUSE = re.compile(
    r"[,;，；。:：\n]|\.(?:\s|$)|\s[(（]|\b(?:so|thus|hence|therefore|because|since)\b|因为|所以|因此|故",
    re.I,
)
# What may be, or has to be shown, is not said to be.
_NOT_SAID = re.compile(
    r"\b(?:could|might|may|perhaps|maybe|possibly)\b|\b(?:need|have|want|remains|try|trying|how) to (?:show|prove|check|verify|determine)\b"
    r"|可能|也许|[要需]证",
    re.I,
)
_TASK = re.compile(r"\W*(?:to (?:show|prove)|show that|prove)\b|求证|证明[:：]", re.I)
_REASON = re.compile(
    r"(?!^)(?:\b(?:because|since)\b|因为)"
)  # what stands behind it names other things
_GIVEN = re.compile(
    r"\W*(?:(?:since|because|as|given that)\b[^,，;；]*[,，](?=\s*\w)|(?:因为|由于)[^；;]*?[,，]\s*(?=所以|因此|故))",
    re.I,
)
_DENIED = re.compile(
    r"\b(?:not|no|never|neither|nor|isn't|aren't|cannot|can't)\b|n't\b|不|并非|没有", re.I
)
_COPULA = re.compile(r"\b(?:is|are|was|were|be)\b|是|为")
_ITS = re.compile(r"^(?:it|that|this)(?:'s| is) (?:an? )?", re.I)
_JOINED = re.compile(r"\b(?:or|and|either|both)\b|或|和|与|及|、")
_GRAMMAR = frozenset(
    "is are was were be it its it's the a an of in on at to this that there which called named form"
    " forms makes has have option answer on day must will would can be as also result shape figure"
    " triangle quadrilateral segment line angle point number type kind called color colour always we i get have obtain find see conclude think believe s".split()
) | frozenset("与和及互相是为的它这叫做个填在一种了形状也该应有得到答案即成同学")  # fmt: skip

_WORD = re.compile(r"[a-z0-9]+|[\u4e00-\u9fff]")
_STEM = re.compile(r"(?:ing|ed|es|e|s)$")
_EMPTY = frozenset(
    "the a an of in on at to is are was were be been it its they them this that these those there and or"
    " will would can could should as by for with from which what who so option answer most likely".split()
)


def text_key(text: str) -> str:
    """Text without case, articles, punctuation and spaces."""
    return _NOISE.sub("", _ARTICLES.sub("", text.casefold().replace("\\", ""))) or text.strip()


def says(gold: str, said: str, question: str) -> bool:
    """Whether the sentence `said` names `gold` as its answer."""
    key = text_key(gold)
    if not key:
        return False
    if key == text_key(said):
        return True
    if _TASK.match(said):
        return False
    wanted, in_question = _tokens(gold), set(_tokens(question[-400:]))
    sure = _NOT_SAID.search(said) is None
    if sure and _reordered(wanted, _tokens(_COPULA.split(said)[-1])):
        return True
    core = [token for token in wanted if token not in in_question]
    if sure and core and _tokens(_ITS.sub("", said)) == core:  # `isosceles`, of a triangle
        return True
    said = _GIVEN.sub("", said, count=1)
    reason = _REASON.search(said)
    for clause in reversed(_CLAUSE.split(said[: reason.start()] if reason else said)):
        if _find(_tokens(clause), wanted) is None:
            continue
        if _DENIED.search(clause) and not _DENIED.search(gold):
            return False
        if _NOT_SAID.search(clause) and not _NOT_SAID.search(gold):
            return False
        joined = _JOINED.search(clause) is not None and _JOINED.search(gold) is None
        if joined and not _of_joined(_tokens(_JOINED.split(clause)[-1]), wanted, in_question):
            return False
        rest = _COPULA.split(clause)[-1]
        at = _find(tokens := _tokens(rest), wanted)
        if at is None:
            at = _find(tokens := _tokens(clause), wanted) or 0
        left = tokens[:at] + tokens[at + len(wanted) :]
        return all(token in _GRAMMAR or token in in_question for token in left)
    return False


def _of_joined(tokens: list[str], wanted: list[str], in_question: set[str]) -> bool:
    """`AB and CD are parallel`: the things that are asked about are joined, and not what is said of them."""
    at = _find(tokens, wanted)
    things = [token for token in tokens[:at] if token not in _GRAMMAR] if at else []
    return bool(things) and all(token in in_question for token in things)


def _reordered(wanted: list[str], said: list[str]) -> bool:
    """`isosceles right triangle`, of `right isosceles triangle`: what stands before a noun, in any order."""
    if len(wanted) < 3 or not all(len(token) > 3 for token in wanted):
        return False
    said = [token for token in said if token not in _EMPTY]
    return said[-1:] == wanted[-1:] and sorted(said) == sorted(wanted)


def _tokens(text: str) -> list[str]:
    return [_singular(token) for token in _TOKEN.findall(text.casefold())]


def _singular(token: str) -> str:
    return (
        token[:-1] if len(token) > 3 and token.endswith("s") and not token.endswith("ss") else token
    )


def _find(tokens: list[str], wanted: list[str]) -> int | None:
    """Where `wanted` stands last in `tokens`."""
    for at in range(len(tokens) - len(wanted), -1, -1):
        if wanted and tokens[at : at + len(wanted)] == wanted:
            return at
    return None


@lru_cache(maxsize=4096)
def content(text: str) -> frozenset[str]:
    """The words of a text that say something, by their stems."""
    words = (w for w in _WORD.findall(text.casefold()) if w not in _EMPTY)
    return frozenset(_STEM.sub("", w) if len(w) > 3 else w.removesuffix("s") for w in words)
