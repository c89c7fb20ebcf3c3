"""How the tables of labelled answers are written: one question, and responses sorted by their grade.

A response that needs a reason is a pair, (response, reason). Add a case to the table of its form.
"""

from typing import NamedTuple, TypeAlias

Response: TypeAlias = str | tuple[str, str]


class Case(NamedTuple):
    """One response with the grade it must get."""

    want: str
    gold: str
    response: str
    options: tuple[str, ...]
    question: str
    why: str


def table(
    *,
    gold: str,
    options: tuple[str, ...] = (),
    question: str = "",
    correct: tuple[Response, ...] = (),
    incorrect: tuple[Response, ...] = (),
    no_answer: tuple[Response, ...] = (),
    unscored: tuple[Response, ...] = (),
) -> list[Case]:
    """The cases of one question."""
    sorted_by_grade = {
        "correct": correct, "incorrect": incorrect, "no_answer": no_answer, "unscored": unscored,
    }  # fmt: skip
    return [
        Case(want, gold, one if isinstance(one, str) else one[0], options, question,
             "" if isinstance(one, str) else one[1])
        for want, responses in sorted_by_grade.items()
        for one in responses
    ]  # fmt: skip
