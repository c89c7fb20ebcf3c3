"""Options that a data set pastes into its question's text, back as data.

    split_choices("Is it even? choice: (A) yes (B) no ")  ->  ("Is it even?", ("yes", "no"))

Only what is plain is split: letters A, B, C ... in order, up to the end of the text, in one style. On one line
there have to be three at least, each of them short.
"""

import re
from typing import NamedTuple

_STYLES = (
    re.compile(r"(?<![A-Za-z])\(\s*([A-J])\s*\)"),  # (A) yes (B) no; but P(A) = 0.3
    re.compile(r"(?:^|\n)\s*([A-J])\s*[.:、．：)](?=\s|\S)"),  # lines "A. yes"
)
# All on one line: "A. 3 B. 4 C. 5 D. 6", behind the end of a sentence, a colon or a gap. A full stop behind a
# letter is also the end of a sentence about a point A.
_ONE_LINE = re.compile(
    r"(?:(?:^|\n|(?<=[?？.。:：)）_]))\s*(A)|(?<=\s)([B-J]))\s?[.．、)]\s*(?=\S)"
)
_ENDS_ELSEWHERE = re.compile(
    r"[?？。]|[.!]\s+[A-Z][a-z]{2}|[a-z]{2}[.!]\s+\S|\n\s*\n"
)  # more than an option
_LONGEST = 60  # characters of an option on one line
_LABEL = re.compile(
    r"\s*(?:\b(?:answer\s+)?(?:choices?|options?)|选项)\s*[:：]?\s*$", re.IGNORECASE
)


class Split(NamedTuple):
    """A question without its options, and the options in order."""

    question: str
    options: tuple[str, ...]  # empty: none were found, and the question is as it was


def split_choices(text: str) -> Split:
    """The question and its options. An option without text is its own letter (it is in the image)."""
    for style in (*_STYLES, _ONE_LINE):
        marks = list(style.finditer(text))
        starts = [i for i, mark in enumerate(marks) if letter(mark) == "A"]
        if not starts:
            continue
        run = marks[starts[-1] :]
        letters = "".join(map(letter, run))
        if len(run) < 2 or letters != "ABCDEFGHIJ"[: len(run)]:
            continue
        ends = [mark.start() for mark in run[1:]] + [len(text)]
        options = tuple(
            text[mark.end() : end].strip() or letter(mark)
            for mark, end in zip(run, ends, strict=True)
        )
        if style is _ONE_LINE and not _plain(options):
            continue
        return Split(_LABEL.sub("", text[: run[0].start()]).rstrip(), options)
    return Split(text, ())


def letter(mark: re.Match[str]) -> str:
    """The letter of an option's mark."""
    return str(mark[mark.lastindex or 1])


def _plain(options: tuple[str, ...]) -> bool:
    """Whether these are options for sure, and not the words between the names of three points."""
    return len(options) > 2 and all(
        len(option) <= _LONGEST and not _ENDS_ELSEWHERE.search(option) for option in options
    )
