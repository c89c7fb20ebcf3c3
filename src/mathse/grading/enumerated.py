"""A reference that lists words: `Red; Blue` (two blanks), `Red, Blue`.

    Red and Blue.   The colors are red, blue.   [Red, Blue]      the same, in order
    Blue, Red                                                    where the question asks for a set of things

What a question asks for one by one ("the highest and the lowest") keeps its order.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mathse.grading import embedded, prose
from mathse.grading.asserted import asserted
from mathse.grading.clean import normalise
from mathse.grading.find import Found, Place, Span, closing, retracted, withdrawn
from mathse.grading.phrases import text_key
from mathse.grading.reference import Reference
from mathse.grading.splitting import split_top
from mathse.grading.values import Listing, Value, Words

_COMMAS = re.compile(r"\s*[,，;；、\n]\s*(?:(?:and|&)\s+)?")
_ANY = re.compile(r"\s*(?:[,，;；、&\n]|\band\b|[和与及])\s*(?:(?:and|&)\s+)?", re.I)
_SAYS = re.compile(r".*(?:\b(?:are|were|is|was|include)\b|[是为:：])\s*", re.I | re.S)
_NOT_SO = re.compile(r"\b(?:not|never|wrong|incorrect|false)\b|n't\b", re.I)
_LONGEST = 4  # words of one thing; more are a sentence with a comma
_A_SET = re.compile(
    r"\b(?:which|what)(?: are| were)?(?: the)? (?:two|three|four|five|\w+[^s\W]s)\b|\b(?:names?|list|mention)\b",
    re.I,
)
_IN_TURN = re.compile(
    r"\border\b|\brespectively\b|\bfirst\b|\bsort|\bascending|\bdescending|\brank|从.{1,6}到|依次|分别"
    r"|est\b.{0,40}\band\b.{0,40}est\b|\bmost\b.{0,40}\bleast\b|\bleast\b.{0,40}\bmost\b",
    re.I,
)


class Enumerated(NamedTuple):
    """What a response lists, and whether that is right."""

    found: Found
    right: bool


def enumerated(at: Place, wanted: Reference) -> Enumerated | None:
    """What the response lists, and whether it is what is wanted; None where either lists no such things."""
    for value in wanted.values:
        gold = _things(value)
        if gold is None or retracted(at) is not None or withdrawn(at):
            continue
        for span, rule in _places(at):
            said = _listed(at.text(span), len(gold))
            if said is not None:
                found = Found(span, rule, value=Words(at.text(span)))
                return Enumerated(found, _same(gold, said, at.question))
    return None


def _things(value: Value) -> list[str] | None:
    """The things that a reference lists, as they are compared."""
    if (
        isinstance(value, Listing)
        and value.ordered
        and not value.bracketed
        and len(value.items) > 1
    ):
        items = value.items
        texts = [item.text for item in items if isinstance(item, Words)]
        return [text_key(text) for text in texts] if len(texts) == len(items) else None
    if not isinstance(value, Words):
        return None
    parts = split_top(value.text, _COMMAS)
    short = all(len(part.split()) <= _LONGEST for part in parts)
    return [text_key(part) for part in parts] if len(parts) > 1 and short else None


def _places(at: Place) -> Iterator[tuple[Span, str]]:
    """Where a list may stand: announced, last first; else the whole of a short response, or its last sentence."""
    for one in reversed(at.declared):
        yield (one.start, one.end), "boxed" if one.boxed else "announced"
    if at.declared:
        return
    head = at.head()
    whole = head is not None and at.only(head)
    for span in [head] if whole and head is not None else closing(at)[:1]:
        said = _SAYS.match(text := at.text(span))
        front = asserted(text)
        if front is None or front > (said.end() if said else 0):
            continue
        doubted = prose.refuses(text) or embedded.kept(text) != text
        if doubted or (said is not None and _NOT_SO.search(said[0])):
            continue
        if said or whole:
            yield (span[0] + (said.end() if said else 0), span[1]), "closing sentence"


def _listed(text: str, count: int) -> list[str] | None:
    """The parts of a text that lists so many things. `Trinidad and Tobago` is one where commas tell."""
    plain = normalise(text).strip(" .。*$")
    if plain[:1] + plain[-1:] in ("[]", "()", "{}"):
        plain = plain[1:-1]
    for separator in (_COMMAS, _ANY):
        parts = [text_key(part.strip(" '\"*`")) for part in split_top(plain, separator)]
        if len(parts) == count:
            return parts
    return None


def _same(gold: Sequence[str], said: Sequence[str], question: str) -> bool:
    if list(gold) == list(said):
        return True
    a_set = _A_SET.search(question) is not None and _IN_TURN.search(question) is None
    return a_set and sorted(gold) == sorted(said)
