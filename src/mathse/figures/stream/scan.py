"""Scans the stream with the world's checker: no row may be a solution, and no row may show a test figure.

A row is a solution where its answers hold the closing sentence, or where two of its lines compute and one takes
the other's result. Packed exercises are unrelated, so any such link is chance: the checker decides whether the
chain is one that a family's own plan has.
"""

from random import Random

from mathse.figures.checker import check
from mathse.figures.language import CONCLUSION, Compute, parse
from mathse.figures.stream import draw_row
from mathse.figures.world import problems


def scan(*, rows: int, seed: int) -> dict[str, int]:
    """Counts over the first `rows` rows: answers, conclusions, named steps, rows the checker takes as correct."""
    world = list(problems(n=200, seed=seed))
    counts = dict.fromkeys(("rows", "answers", "conclusions", "named steps", "solutions"), 0)
    for number in range(rows):
        row = draw_row(Random(f"{seed} {number}"), pages=0.12)
        text = " ".join(turn.answer for turn in row.turns)
        counts["rows"] += 1
        counts["answers"] += len(row.turns)
        counts["conclusions"] += CONCLUSION in text
        counts["named steps"] += any(isinstance(parse(turn.answer), Compute) for turn in row.turns)
        problem = world[number % len(world)]
        counts["solutions"] += check(problem, text).outcome == "correct"
    return counts
