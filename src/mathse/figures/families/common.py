"""What several families share: words for things, units, colours, one look per scene."""

from collections.abc import Sequence
from random import Random

from mathse.figures.canvas import FILLS, STROKES
from mathse.figures.scene import Fact, Scene, Value

UNITS = ("cm", "m", "mm", "km", "ft", "in")
THINGS = (
    *("cats", "dogs", "birds", "fish", "cars", "bikes", "books", "pens"),
    *("cups", "balls", "trees", "kites", "hats", "boats", "keys", "lamps"),
)


def make_scene(family: str, level: int, rng: Random, facts: Sequence[tuple[str, Value]]) -> Scene:
    named = tuple(Fact(name, value) for name, value in facts)
    return Scene(family, level, named, look=rng.randrange(len(FILLS)))


def colours(scene: Scene, offset: int = 0) -> tuple[str, str]:
    """(fill, stroke) of this scene; `offset` gives the next pair of the palette."""
    index = (scene.look + offset) % len(FILLS)
    return FILLS[index], STROKES[index]
