"""The options of a multiple-choice question: their texts, values, and which of them a text is."""

import re
from collections.abc import Sequence
from functools import lru_cache

from mathse.grading.clean import normalise
from mathse.grading.compare import equal
from mathse.grading.phrases import content, text_key
from mathse.grading.questions import asked
from mathse.grading.reading import read, read_clean
from mathse.grading.values import Equation, Quantity, Value, Words

MAX_OPTIONS = 26  # one for each letter
MAX_OPTION = 1_000  # characters of an option
# What is compared, without what it is compared with.
_COMPARISON = re.compile(
    r"(?:[a-z]{3,}er|more|less|equal|parallel|perpendicular|similar|congruent)(?: than| to)?", re.I
)
_LABEL = re.compile(r"^\s*\(?([A-J])\s*[).:、．]\s*(?=\S)")


def as_options(options: Sequence[str] | None) -> tuple[str, ...] | None:
    """Options as the caches want them, within the limits; none, or empty ones, are no options."""
    if not options:
        return None
    return tuple([option[:MAX_OPTION].replace("’", "'") for option in options[:MAX_OPTIONS]])


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
        same = [n for n, other in enumerate(option_keys(options)) if other == key and key]
        return frozenset(same) or _begun(clean, option_names(options))
    return by_value(value, options)


def _begun(clean: str, names: tuple[str, ...]) -> frozenset[int]:
    """The one option that begins so: `greater`, of `greater than BM + CM`."""
    if not _COMPARISON.fullmatch(clean):
        return frozenset()
    begin = clean.casefold()
    found = [n for n, name in enumerate(names) if name.casefold().startswith(begin)]
    behind = names[found[0]][len(begin) :].lstrip() if len(found) == 1 else ""
    whole = begin.endswith((" than", " to")) or behind.startswith(("than ", "to "))
    return frozenset(found) if behind and whole else frozenset()


def by_value(value: Value, options: tuple[str, ...], question: str = "") -> frozenset[int]:
    """The options whose value this is: 45%, of 45, where a percentage is asked for."""
    found = _by_value(value, options)
    if found or not (isinstance(value, Quantity) and value.percent) or not asked(question).percent:
        return found
    return _by_value(value._replace(percent=False), options)


@lru_cache(maxsize=4096)
def _by_value(value: Value, options: tuple[str, ...]) -> frozenset[int]:
    """The options whose value this is; of several, those that are it without rounding."""
    if isinstance(value, Words):
        return frozenset()
    values = option_values(options)
    found = frozenset(n for n, other in enumerate(values) if equal(other, value))
    if len(found) < 2:
        return found
    return frozenset(n for n in found if equal(_exactly(values[n]), _exactly(value))) or found


def _exactly(value: Value) -> Value:
    """A number as one that states no precision: nothing is rounded to it."""
    if isinstance(value, Equation) and value.name:
        value = value.value
    return value._replace(decimals=None) if isinstance(value, Quantity) else value


@lru_cache(maxsize=4096)
def own_words(options: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    """The words of each option that not all of them have; nothing where an option is no words."""
    if not all(isinstance(read(option), Words) for option in option_texts(options)):
        return ()  # mostly the first one is a number: the others need not be read for this
    texts = [content(name) for name in option_names(options)]
    shared = frozenset.intersection(*texts)
    own = tuple(text - shared for text in texts)
    return own if all(own) else ()
