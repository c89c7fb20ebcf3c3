"""What the base model is pretrained on: seeing, computing and checking, never solving.

rows.py       the shape of a row, and the split by hash
arithmetic.py lines, chains of unrelated lines, checks of lines
pictures.py   descriptions, look-ups, comparisons, checks of statements, pages of text
"""

from random import Random

from mathse.figures.stream.arithmetic import arithmetic
from mathse.figures.stream.pictures import figure, page
from mathse.figures.stream.rows import Row, Turn, bucket

TURNS = 12  # exercises packed into one text row


def draw_row(rng: Random, *, pages: float) -> Row:
    """One row of the stream; `pages` of the picture rows are pages of text."""
    if rng.random() < 0.4:
        return arithmetic(rng, turns=TURNS)
    return page(rng) if rng.random() < pages else figure(rng)


__all__ = ["TURNS", "Row", "Turn", "bucket", "draw_row"]
