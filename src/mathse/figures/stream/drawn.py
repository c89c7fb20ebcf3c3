"""What the stream takes from problems, drawn once: operands, questions and names, each apart from the others."""

from collections import defaultdict
from functools import cache
from typing import NamedTuple

from mathse.figures.families import FAMILIES
from mathse.figures.language import Compute
from mathse.figures.stream.rows import bucket
from mathse.figures.world import problems

DRAWN = 12_000  # problems
NAMING = 2_000  # of these, the first, give the names


class Drawn(NamedTuple):
    """In no order of a solution's."""

    operands: dict[str, tuple[tuple[int, int], ...]]  # by operation, of single lines of solutions
    questions: tuple[str, ...]  # with their options; of figures of the train bucket alone
    names: tuple[str, ...]  # what solutions call their quantities


@cache
def drawn() -> Drawn:
    """The same for every seed of the stream."""
    operands: dict[str, list[tuple[int, int]]] = defaultdict(list)
    questions: list[str] = []
    names: set[str] = set()
    families = [family.name for family in FAMILIES]
    for number, problem in enumerate(problems(n=DRAWN, seed=0, families=families)):
        if bucket(problem.group) == "train":
            questions.append(problem.question.prompt)
        for step in problem.question.solution:
            line = step.statement
            if not isinstance(line, Compute):
                continue
            if number < NAMING:
                names.add(line.name)
            if line.left.value.denominator == 1:
                operands[line.operation].append((int(line.left.value), int(line.right.value)))
    pairs = {operation: tuple(found) for operation, found in operands.items()}
    return Drawn(pairs, tuple(questions), tuple(sorted(names)))
