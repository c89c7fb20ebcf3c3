"""A contact sheet: figures of every family and level on one page, for people to look at."""

from collections.abc import Sequence

from PIL import Image

from mathse.figures.canvas import SIZE
from mathse.figures.families import NAMES
from mathse.figures.world import LEVELS, problems

GAP = 8  # pixels between pictures
PAPER = "#e4e8ee"


def contact_sheet(
    *, seed: int, families: Sequence[str] = NAMES, each: int = 2, scale: int = 2
) -> Image.Image:
    """One row a family, `each` figures a level from left to right."""
    side = SIZE * scale
    columns = len(LEVELS) * each
    size = (columns * (side + GAP) + GAP, len(families) * (side + GAP) + GAP)
    sheet = Image.new("RGB", size, PAPER)
    for row, family in enumerate(families):
        drawn = (
            problem.scene.draw(scale)
            for level in LEVELS
            for problem in problems(
                n=each, seed=seed + 10 * row + level, families=[family], levels=[level]
            )
        )
        for column, picture in enumerate(drawn):
            sheet.paste(picture, (GAP + column * (side + GAP), GAP + row * (side + GAP)))
    return sheet
