"""The result of grading one response."""

from typing import Literal, NamedTuple

Outcome = Literal["correct", "incorrect", "no_answer", "unscored"]


class Grade(NamedTuple):
    """What `grade` decided, and why."""

    outcome: Outcome
    extracted: str | None  # the answer as it stands in the response
    span: tuple[int, int] | None  # where it stands: response[span[0]:span[1]]
    rule: str  # the rule that decided
