"""Where a response only repeats the options, all or some: `(A) cat`, `(B) dog` in two lines. None of them is chosen."""

import re

from mathse.grading.options import matching
from mathse.grading.yes_no import verdict_of

_ITEM = re.compile(r"[\s*]*\(?([A-Z])[).:、]\s*+(\S.*?)[\s*]*")
_HEADING = re.compile(
    r"[\s*#]*(?:question|problem|hint|options?|choices?)\b.*|.*[?:？：]\**\s*", re.I
)
_MAY_LIST = re.compile(r"(?:^|\n)[ \t*]*\(?[A-Z][).:、][^\n]*\n\s*\(?[A-Z][).:、]")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LONGEST = 2_000  # characters in which the list must end


def behind_list(text: str, options: tuple[str, ...] | None) -> int:
    """Where a text goes on behind the list of options that it begins with, below its heading; 0 without one.

    A list has two options or more, one a line, each with the next letter.
    """
    text = text[:_LONGEST]
    if "\n" not in text or _MAY_LIST.search(text) is None:
        return 0
    labels, end = "", 0
    texts: list[str] = []
    for line in text.splitlines(keepends=True):
        item = _ITEM.fullmatch(line)
        if item is not None and f"{labels}{item[1]}" in _LETTERS:
            labels, texts = labels + item[1], [*texts, item[2]]
        elif line.strip() and (labels or _HEADING.fullmatch(line) is None):
            break
        end += len(line)
    return end if len(texts) > 1 and _are_options(texts, options) else 0


def _are_options(texts: list[str], options: tuple[str, ...] | None) -> bool:
    """Whether the lines say options, not what is thought of them (`A. Wrong`, `B. Right`)."""
    if options is None:
        return len(texts) == 2 and {verdict_of(text) for text in texts} == {True, False}
    said = [matching(options, text) for text in texts]
    return all(said) and len(frozenset().union(*said)) >= len(said)
