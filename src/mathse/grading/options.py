"""The options of a multiple-choice question: their texts, values, and which of them a text is."""

import re
from collections.abc import Sequence
from functools import lru_cache

from mathse.grading.clean import normalise
from mathse.grading.compare import equal
from mathse.grading.phrases import text_key
from mathse.grading.reading import read, read_clean
from mathse.grading.values import Value, Words

MAX_OPTIONS = 26  # one for each letter
MAX_OPTION = 1_000  # characters of an option
_LABEL = re.compile(r"^\s*\(?([A-J])\s*[).:、．]\s*(?=\S)")


def as_options(options: Sequence[str] | None) -> tuple[str, ...] | None:
    """Options as the caches want them, within the limits; none, or empty ones, are no options."""
    return tuple(option[:MAX_OPTION] for option in options[:MAX_OPTIONS]) if options else None


@lru_cache(maxsize=4096)
def option_texts(options: tuple[str, ...]) -> tuple[str, ...]:
    """The options without their own labels (`A. 5` is 5)."""
    labels = [_LABEL.match(option) for option in options]
    if len(options) > 1 and all(m and m[1] == chr(65 + n) for n, m in enumerate(labels)):
        return tuple(option[m.end() :] for option, m in zip(options, labels, strict=True) if m)
    return options


@lru_cache(maxsize=4096)
def option_values(options: tuple[str, ...]) -> tuple[tuple[str, str, Value], ...]:
    """(normalised, text key, value) of each option."""
    return tuple((normalise(o), text_key(normalise(o)), read(o)) for o in option_texts(options))


@lru_cache(maxsize=4096)
def are_letters(options: tuple[str, ...]) -> bool:
    """Whether the options are pictures, named by their letters."""
    return all(normalise(o) == chr(65 + n) for n, o in enumerate(option_texts(options)))


def matching(options: tuple[str, ...], text: str) -> frozenset[int]:
    """The options that say what `text` says: by text, else by value."""
    clean = normalise(text)
    known = option_values(options)
    same = [n for n, (other, _, _) in enumerate(known) if other == clean]
    if same:
        return frozenset(same)
    value = read_clean(clean)
    if isinstance(value, Words):
        key = text_key(clean)
        return frozenset(n for n, (_, other, _) in enumerate(known) if other == key and key)
    return by_value(value, options)


def by_value(value: Value, options: tuple[str, ...]) -> frozenset[int]:
    """The options whose value this is."""
    if isinstance(value, Words):
        return frozenset()
    return frozenset(
        n for n, (_, _, other) in enumerate(option_values(options)) if equal(other, value)
    )
