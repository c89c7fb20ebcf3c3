"""The options of a multiple-choice question: their texts, values, and which of them a text is."""

import re
from collections.abc import Sequence
from functools import lru_cache

from mathse.grading.clean import normalise
from mathse.grading.compare import equal
from mathse.grading.phrases import content, text_key
from mathse.grading.reading import read, read_clean
from mathse.grading.response import typed
from mathse.grading.values import Value, Words

MAX_OPTIONS = 26  # one for each letter
MAX_OPTION = 1_000  # characters of an option
_LABEL = re.compile(r"^\s*\(?([A-J])\s*[).:、．]\s*(?=\S)")


def as_options(options: Sequence[str] | None) -> tuple[str, ...] | None:
    """Options as the caches want them, within the limits; none, or empty ones, are no options."""
    if not options:
        return None
    return tuple([typed(option[:MAX_OPTION]) for option in options[:MAX_OPTIONS]])


@lru_cache(maxsize=4096)
def option_texts(options: tuple[str, ...]) -> tuple[str, ...]:
    """The options without their own labels (`A. 5` is 5)."""
    if _LABEL.match(options[0]) is None:
        return options
    labels = [_LABEL.match(option) for option in options]
    if len(options) > 1 and all(m and m[1] == chr(65 + n) for n, m in enumerate(labels)):
        return tuple(option[m.end() :] for option, m in zip(options, labels, strict=True) if m)
    return options


@lru_cache(maxsize=4096)
def option_names(options: tuple[str, ...]) -> tuple[str, ...]:
    """Each option, normalised."""
    return tuple([normalise(o) for o in option_texts(options)])


@lru_cache(maxsize=4096)
def option_keys(options: tuple[str, ...]) -> tuple[str, ...]:
    """The text key of each option."""
    return tuple([text_key(name) for name in option_names(options)])


@lru_cache(maxsize=4096)
def option_values(options: tuple[str, ...]) -> tuple[Value, ...]:
    """The value of each option."""
    return tuple(read(o) for o in option_texts(options))


@lru_cache(maxsize=4096)
def are_letters(options: tuple[str, ...]) -> bool:
    """Whether the options are pictures, named by their letters."""
    if "A" not in options[0]:
        return False
    return all(name == chr(65 + n) for n, name in enumerate(option_names(options)))


def matching(options: tuple[str, ...], text: str) -> frozenset[int]:
    """The options that say what `text` says: by text, else by value."""
    clean = normalise(text)
    same = [n for n, other in enumerate(option_names(options)) if other == clean]
    if same:
        return frozenset(same)
    value = read_clean(clean)
    if isinstance(value, Words):
        key = text_key(clean)
        return frozenset(n for n, other in enumerate(option_keys(options)) if other == key and key)
    return by_value(value, options)


@lru_cache(maxsize=4096)
def by_value(value: Value, options: tuple[str, ...]) -> frozenset[int]:
    """The options whose value this is."""
    if isinstance(value, Words):
        return frozenset()
    return frozenset(n for n, other in enumerate(option_values(options)) if equal(other, value))


@lru_cache(maxsize=4096)
def own_words(options: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    """The words of each option that not all of them have; nothing where an option is no words."""
    if not all(isinstance(read(option), Words) for option in option_texts(options)):
        return ()  # mostly the first one is a number: the others need not be read for this
    texts = [content(name) for name in option_names(options)]
    shared = frozenset.intersection(*texts)
    own = tuple(text - shared for text in texts)
    return own if all(own) else ()
