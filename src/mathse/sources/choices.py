"""Options that a data set pastes into its question's text, back as data.

    split_choices("Is it even? choice: (A) yes (B) no ")  ->  ("Is it even?", ("yes", "no"))

Only what is plain is split: letters A, B, C ... in order, up to the end of the text, in one style.
"""

import re
from typing import NamedTuple

_STYLES = (
    re.compile(r"\(\s*([A-J])\s*\)"),  # (A) yes (B) no
    re.compile(r"(?:^|\n)\s*([A-J])\s*[.:、．：)](?=\s|\S)"),  # lines "A. yes"
)
_LABEL = re.compile(
    r"\s*(?:\b(?:answer\s+)?(?:choices?|options?)|选项)\s*[:：]?\s*$", re.IGNORECASE
)


class Split(NamedTuple):
    """A question without its options, and the options in order."""

    question: str
    options: tuple[str, ...]  # empty: none were found, and the question is as it was


def split_choices(text: str) -> Split:
    """The question and its options. An option without text is its own letter (it is in the image)."""
    for style in _STYLES:
        marks = list(style.finditer(text))
        starts = [i for i, mark in enumerate(marks) if mark[1] == "A"]
        if not starts:
            continue
        run = marks[starts[-1] :]
        letters = "".join(mark[1] for mark in run)
        if len(run) < 2 or letters != "ABCDEFGHIJ"[: len(run)]:
            continue
        ends = [mark.start() for mark in run[1:]] + [len(text)]
        options = tuple(
            text[mark.end() : end].strip() or mark[1] for mark, end in zip(run, ends, strict=True)
        )
        return Split(_LABEL.sub("", text[: run[0].start()]).rstrip(), options)
    return Split(text, ())
