"""Is a written answer right? `grade(response=..., gold=...)` says which rule decided, and what it read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Outcome = Literal["correct", "incorrect", "no_answer", "unscored"]


@dataclass(frozen=True, slots=True)
class Grade:
    """What `grade` decided, and why."""

    outcome: Outcome
    extracted: str | None  # the answer as it stands in the response
    span: tuple[int, int] | None  # where it stands: response[span[0]:span[1]]
    rule: str  # the rule that decided


_DECLARED = re.compile(
    r"\\boxed\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}|answer(?: to this problem)?(?: is)?:?\s*([^\n]+?)\.?(?=\n|$)",
    re.I,
)


def grade(
    *,
    response: str,
    gold: str,
    options: Sequence[str] | None = None,
    question: str | None = None,
) -> Grade:
    """Grade the final answer of `response` against `gold`."""
    found = list(_DECLARED.finditer(response))
    if not found:
        return Grade("no_answer", None, None, "nothing declared")
    last = found[-1]
    group = 1 if last.group(1) is not None else 2
    said = last.group(group)
    right = same_answer(said, gold, options=options)
    return Grade("correct" if right else "incorrect", said, last.span(group), "first version")


def canonical(answer: str, options: Sequence[str] | None = None) -> str:
    """The one spelling that all spellings of an answer share."""
    text = answer.strip().strip("$").strip().rstrip(".").strip()
    letter = re.match(r"\(?([A-J])\)?(?![A-Za-z])", text)
    if options and letter:
        index = ord(letter[1]) - ord("A")
        return options[index].casefold() if index < len(options) else text
    try:
        return f"{float(text.replace(',', '')):.12g}"
    except ValueError:
        return " ".join(text.casefold().split())


def same_answer(a: str, b: str, options: Sequence[str] | None = None) -> bool:
    """Whether two written answers say the same."""
    return canonical(a, options) == canonical(b, options)
