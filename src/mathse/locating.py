"""Which step of a path a judge means when it quotes one, and which steps before it are right.

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


def checked(path: str, wrong: str | None) -> str | None:
    """A verdict for each step as far as it is known: `1 right 2 right 3 wrong`.

    `wrong`: the first wrong step, as an annotator quotes it; None: all are right. What comes after a wrong
    step is nobody's verdict, so the list ends there. None where the quotation fits no step.
    """
    if wrong is None:
        return " ".join(f"{number} right" for number, _ in enumerate(steps_of(path), start=1))
    at = place(path, wrong)
    if at is None:
        return None
    return " ".join([*(f"{number} right" for number in range(1, at)), f"{at} wrong"])
