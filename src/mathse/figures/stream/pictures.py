"""Rows about pictures: describe, look up, compare, check a statement; and pages of text to read.

Only figures of the `train` bucket are shown. No row answers a family's question: values are read,
never combined.
"""

import string
from collections.abc import Sequence
from random import Random

from mathse.figures.canvas import COLUMNS, ROWS, STROKES, Canvas
from mathse.figures.scene import Fact, Family, Scene
from mathse.figures.stream.arithmetic import SLIPS
from mathse.figures.stream.rows import RIGHT, WRONG, Bucket, Row, Turn, bucket

LETTERS = string.digits * 4 + string.ascii_lowercase + "ABCDEF()," + "cm"
DESCRIBE = "Describe the figure."


def draw_scene(rng: Random, family: Family, side: Bucket) -> Scene:
    while True:
        scene = family.scene(rng, rng.randint(1, 4))
        if bucket(scene.group) == side:
            return scene


def describe(scene: Scene) -> Turn:
    return Turn(DESCRIBE, ", ".join(scene.describe()) + ".", "describe")


def look_up(rng: Random, scene: Scene) -> Turn:
    """One fact, or a few in the words of a solution's reading step."""
    if len(scene.facts) > 1 and rng.random() < 0.5:
        several = rng.sample(scene.facts, rng.randint(2, min(4, len(scene.facts))))
        names = listed([fact.name for fact in several])
        return Turn(f"Read {names}.", f"The figure shows {listed(spoken(several))}.", "look-up")
    fact = rng.choice(scene.facts)
    return Turn(f"What is {fact.name}?", f"{fact.value}", "look-up")


def spoken(facts: Sequence[Fact]) -> list[str]:
    return [fact.spoken for fact in facts]


def listed(parts: Sequence[str]) -> str:
    """As a solution's reading step lists: "a, b and c"."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def near_miss(rng: Random, scene: Scene, fact: Fact) -> str:
    """A wrong value for this fact: another fact's, or one off by a little."""
    others = [
        other.value
        for other in scene.facts
        if type(other.value) is type(fact.value) and other.value != fact.value
    ]
    if isinstance(fact.value, str):
        return str(
            rng.choice(
                others
                or [word for word in ("cm", "m", "mm", "radius", "diameter") if word != fact.value]
            )
        )
    if others and rng.random() < 0.4:
        return str(rng.choice(others))
    wrong = fact.value + rng.choice(SLIPS)
    return str(wrong if wrong >= 0 else fact.value + 1)


def check_statement(rng: Random, scene: Scene) -> Turn:
    """Whether the figure shows what a statement says."""
    fact = rng.choice(scene.facts)
    verdict = rng.choice((RIGHT, WRONG))
    value = str(fact.value) if verdict == RIGHT else near_miss(rng, scene, fact)
    return Turn(f"Check: The figure shows {fact.name} {value}.", verdict, "statement")


def compare(rng: Random, scene: Scene) -> Turn | None:
    numbers = [fact for fact in scene.facts if isinstance(fact.value, int)]
    if len(numbers) < 2:
        return None
    one, two = rng.sample(numbers, 2)
    if one.value == two.value:
        return None
    larger = one if int(one.value) > int(two.value) else two
    return Turn(f"Which is larger, {one.name} or {two.name}?", larger.name, "compare")


def page(rng: Random) -> Row:
    """Random words and numbers in cells, read line by line."""
    canvas, lines = Canvas(), []
    for row in sorted(rng.sample(range(ROWS), rng.randint(1, 4))):
        length = rng.randint(1, 6)
        text = "".join(rng.choice(LETTERS) for _ in range(length))
        canvas.label(rng.randint(0, COLUMNS - length), row, text, colour=rng.choice(STROKES))
        lines.append(text)
    return Row((Turn("Read the page.", "\n".join(lines), "page"),), canvas.finish())
