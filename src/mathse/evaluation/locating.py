"""Which step of a path a judge means when it quotes one.

Steps are what stands between "Step n:" marks, line breaks and ends of sentences. A quotation is found when
its words are a step's words, or else part of one step's and of no other's.
"""

import re

_MARK = re.compile(r"\b(?:Step ?\d+ ?[:.])|\n+|(?<=[.?!;])\s+")


def steps_of(path: str) -> list[str]:
    """The steps in order, without their marks."""
    return [words for part in _MARK.split(path) if (words := _plain(part))]


def place(path: str, quoted: str | None) -> int | None:
    """The number of the quoted step, counted from 1; None where no step, or more than one, fits."""
    wanted = steps_of(quoted or "")
    if not wanted:
        return None
    steps, first = steps_of(path), wanted[0]
    if first in steps:
        return steps.index(first) + 1
    holding = [number for number, step in enumerate(steps, start=1) if first in step]
    return holding[0] if len(holding) == 1 else None


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" .;").casefold()
