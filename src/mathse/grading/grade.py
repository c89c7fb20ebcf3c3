"""Grade one response: read the reference, find the final answer, compare the two."""

import re
from collections.abc import Sequence

from mathse.grading import evaluate, prose, verdict
from mathse.grading.choices import choose
from mathse.grading.clean import normalise
from mathse.grading.compare import NOTHING_ASKED, equal, text_key
from mathse.grading.expression import Unreadable
from mathse.grading.find import Found, Place, find_choice, find_value, find_verdict
from mathse.grading.reference import (
    Reference,
    as_options,
    asked,
    matching,
    option_texts,
    reference,
    verdict_of,
)
from mathse.grading.response import MAX_RESPONSE, declared, final_part
from mathse.grading.result import Grade
from mathse.grading.values import Listing, Quantity, Words, read

MAX_GOLD = 2_000


def grade(
    *, response: str, gold: str, options: Sequence[str] | None = None, question: str | None = None
) -> Grade:
    """Whether the final answer of `response` is what the reference `gold` says.

    `options` are the texts of a multiple-choice question, `question` its wording: both help to read
    the answer, neither is needed.
    """
    choice_texts = as_options(options)
    wanted = reference(gold, choice_texts) if len(gold) <= MAX_GOLD else Reference("unreadable")
    if wanted.kind == "unreadable":
        return Grade("unscored", None, None, "the reference answer cannot be read")
    if len(response) > MAX_RESPONSE:
        return Grade(
            "incorrect", None, None, f"response over the limit of {MAX_RESPONSE} characters"
        )
    part = final_part(response)
    if part is None:
        return Grade("no_answer", None, None, "cut off while thinking")
    place = Place(response, *part, declared(response, *part), question or "")
    found, right = _judge(place, wanted, choice_texts)
    if found.span is None:
        return Grade("no_answer", None, None, found.rule)
    return Grade(
        "correct" if right else "incorrect", place.text(found.span), found.span, found.rule
    )


def _judge(place: Place, wanted: Reference, options: tuple[str, ...] | None) -> tuple[Found, bool]:
    if wanted.kind == "choice":
        found = find_choice(place, options, wanted.verdict is not None)
        return found, found.chosen == wanted.chosen or _twin(found, wanted, options)
    if wanted.kind == "verdict":
        found = find_verdict(place)
        return found, found.verdict is wanted.verdict
    if wanted.chosen:  # several letters
        found = find_choice(place, None, False)
        return found, found.chosen == wanted.chosen
    found = find_value(place, wanted.blanks)
    return found, _value_is_right(place, found, wanted)


def _twin(found: Found, wanted: Reference, options: tuple[str, ...] | None) -> bool:
    """An option printed twice: either letter is right."""
    if options is None or len(found.chosen) < 1 or len(wanted.chosen) != 1:
        return False
    return found.chosen <= matching(options, option_texts(options)[min(wanted.chosen)])


_SIGN_WORDS = {
    "大于": ">",
    "小于": "<",
    "等于": "=",
    "greater than": ">",
    "less than": "<",
    "equal to": "=",
}
_SIGN = re.compile("|".join([*_SIGN_WORDS, ">=", "<=", ">", "<", "="]))


def _value_is_right(place: Place, found: Found, wanted: Reference) -> bool:
    if found.span is None or found.value is None:
        return False
    hints = asked(place.question) if place.question else NOTHING_ASKED
    if any(equal(value, found.value, hints) for value in wanted.values):
        return True
    texts = [value.text for value in wanted.values if isinstance(value, Words)]
    if not texts:
        return False
    said = normalise(place.text(found.span))
    return any(_text_is_right(text, said) for text in texts)


def _text_is_right(gold: str, said: str) -> bool:
    """A reference in words: the same text, or a sentence that names it and does not deny it."""
    if gold in (">", "<", "=", ">=", "<="):
        signs = _SIGN.findall(said)
        return bool(signs) and _SIGN_WORDS.get(signs[-1], signs[-1]) == gold
    key = text_key(gold)
    if not key:
        return False
    if key == text_key(said):
        return True
    ends = re.escape(gold.casefold().strip())
    pattern = rf"(?<![a-z0-9]){ends}(?![a-z0-9])" if gold.isascii() else ends
    match = re.search(pattern, said.casefold()) if len(gold) > 1 else None
    return match is not None and not re.search(
        r"\b(?:not|or|n't|isn't)\b|不是|或", said.casefold()[: match.end() + 12]
    )


def extract(
    response: str, *, options: Sequence[str] | None = None, question: str | None = None
) -> Found:
    """The final answer of a response, without a reference to compare it with."""
    part = final_part(response) if len(response) <= MAX_RESPONSE else None
    if part is None:
        return Found(None, "no final part")
    place = Place(response, *part, declared(response, *part), question or "")
    texts = as_options(options)
    if texts is None:
        return find_value(place, 1)
    return find_choice(place, texts, {verdict_of(o) for o in option_texts(texts)} == {True, False})


def canonical(answer: str, options: Sequence[str] | None = None) -> str:
    """One spelling of an answer: its option's letter, its number as a fraction, or its text."""
    texts = as_options(options)
    if texts:
        chosen = choose(answer, texts, len(texts))
        if len(chosen) == 1:
            return chr(65 + min(chosen))
    value = read(answer)
    if isinstance(value, Quantity) and value.unit is None and not value.percent:
        try:
            number = evaluate.value(value.tree)
        except Unreadable:
            return normalise(answer)
        return str(number) if not isinstance(number, float) else f"{number:.12g}"
    return normalise(answer) if not isinstance(value, Words) else text_key(normalise(answer))


def same_answer(a: str, b: str, options: Sequence[str] | None = None) -> bool:
    """Whether two written answers say the same; neither is a reference."""
    texts = as_options(options)
    if texts:
        one, other = choose(a, texts, len(texts)), choose(b, texts, len(texts))
        if one or other:
            return one == other
    said = [verdict_of(text) for text in (a, b)]
    if None not in said:
        return said[0] is said[1]
    left, right = read(a), read(b)
    return equal(left, right) or equal(right, left)


__all__ = ["Listing", "canonical", "extract", "grade", "prose", "same_answer", "verdict"]
