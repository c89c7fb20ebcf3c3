"""Answers beside each other, neither of them a reference: one spelling of an answer; two that agree."""

from collections.abc import Sequence

from mathse.grading import evaluate
from mathse.grading.choices import choose
from mathse.grading.clean import normalise
from mathse.grading.compare import equal
from mathse.grading.options import as_options
from mathse.grading.phrases import text_key
from mathse.grading.reading import read
from mathse.grading.tokens import Unreadable
from mathse.grading.values import Quantity, Words
from mathse.grading.yes_no import verdict_of


def canonical(answer: str, options: Sequence[str] | None = None) -> str:
    """One spelling of an answer: its option's letter, its number as a fraction, or its text."""
    texts = as_options(options)
    if texts:
        chosen = choose(answer, texts, len(texts))
        if len(chosen) == 1:
            return chr(65 + min(chosen))
    value = read(answer)
    if isinstance(value, Quantity) and not value.measured and not value.percent:
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
