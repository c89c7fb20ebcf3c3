"""Which step of a path a judge means when it quotes one, and which steps before it are right.

Steps are what stands between "Step n:" marks, line breaks and ends of sentences. A quotation is found when
its words are a step's words, or else part of one step's and of no other's.
"""

import re
from collections.abc import Sequence

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
    """Each step anew with its verdict behind it, as far as they are known: `12 * 7 = 84. right`.

    `wrong`: the first wrong step, as an annotator quotes it; None: all are right. What comes after a wrong
    step is nobody's verdict, so the list ends there. A step without a stop is given one: a verdict
    stands behind it. None where the quotation fits no step.
    """
    steps = stopped_steps(path)
    at = None if wrong is None else place(path, wrong)
    if wrong is not None and at is None:
        return None
    return marked(steps, at)


def marked(steps: Sequence[str], wrong: int | None) -> str:
    """Steps with a verdict behind each, right but for the one of this number (from 1), the last then."""
    said = [f"{step} right" for step in steps[: None if wrong is None else wrong - 1]]
    return " ".join(said if wrong is None else [*said, f"{steps[wrong - 1]} wrong"])


def concluded(steps: Sequence[str], *, right: bool) -> str | None:
    """The last of these steps with the verdict of its answer behind it; None where there is no step."""
    return f"{steps[-1]} {'right' if right else 'wrong'}" if steps else None


def stopped_steps(path: str) -> list[str]:
    """The steps in order, each ending with a stop, and none with a stop before a space."""
    return [_stopped(part) for part in _MARK.split(path) if _plain(part)]


def _stopped(text: str) -> str:
    words = " ".join(text.split())
    return words if words.endswith((".", "?", "!", ";")) else f"{words}."
