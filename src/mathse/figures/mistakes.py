"""Wrong solutions on purpose: one typed mistake, planted where the first error will be.

A mistake is *carried* through: later steps work on with the wrong value, as a writer who does not
notice would. Or it is *local*: the step is wrong, what follows is as if it were right, and so the
answer is right by a faulty step. Whether an answer is right is the grader's word; where the error
stands is known from the planting, and the checker is not asked: tests compare the two.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from mathse.figures.checker import ErrorType, is_right
from mathse.figures.drafting import render
from mathse.figures.language import Compute, Conclude, Statement
from mathse.figures.missteps import CARRIED, LOCAL
from mathse.figures.scene import FigureProblem
from mathse.figures.truth import truth_of

ATTEMPTS = 20  # draws before a kind of mistake is given up for this problem
LARGEST = 999  # no number in this world is larger


@dataclass(frozen=True)
class Planted:
    """A wrong solution and where it first goes wrong."""

    text: str
    step: int  # counted from 1 over all sentences
    step_text: str
    error_type: ErrorType
    answer: str  # what it concludes
    carried: bool  # whether later steps follow from the mistake


def plant(
    problem: FigureProblem, rng: Random, error_type: ErrorType, *, carried: bool
) -> Planted | None:
    """A solution with one mistake of this type; None where this problem has no room for it."""
    truth = truth_of(problem)
    makers = CARRIED if carried else LOCAL
    for _ in range(ATTEMPTS):
        try:
            draft = rng.choice(makers[error_type])(truth, rng)
        except ArithmeticError:  # the mistake leads to a division by zero: nobody could go on
            continue
        if draft is None:
            continue
        statements, index = draft
        conclusion = statements[-1]
        assert isinstance(conclusion, Conclude)
        if "-" in conclusion.answer or not _sensible(statements):
            continue
        text = render(statements)
        if carried == is_right(problem, text):
            continue  # carried, and graded as right all the same: by chance, or without its unit
        wrong = str(statements[index])
        return Planted(text, index + 1, wrong, error_type, conclusion.answer, carried)
    return None


def _sensible(statements: Sequence[Statement]) -> bool:
    """Whether a writer in this world could have come to every value: small, no odd fractions."""
    lines = [statement for statement in statements if isinstance(statement, Compute)]
    return all(
        0 <= line.value.value <= LARGEST
        and (line.value.value.denominator == 1 or line.name == "probability")
        for line in lines
    )
