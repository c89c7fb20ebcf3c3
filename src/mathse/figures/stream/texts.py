"""Text to copy from and to look things up in: the words of questions, names and values, never an answer.

A student has to read its question, and a judge the question and the reference, as well as the picture. Notes are
facts of a figure that is not shown, with other values; what is copied is a question, or notes, or lines.
"""

from random import Random

from mathse.figures.families import FAMILIES
from mathse.figures.scene import Scene
from mathse.figures.stream.arithmetic import LATER, trained_operands
from mathse.figures.stream.drawn import drawn
from mathse.figures.stream.pictures import draw_scene, listed
from mathse.figures.stream.rows import Turn


def notes(rng: Random) -> dict[str, int]:
    """Names of facts, each with a number of its own."""
    scene: Scene = draw_scene(rng, rng.choice(FAMILIES), "train")
    names = [fact.name for fact in scene.facts]
    return {name: rng.randint(1, rng.choice((20, 60, 100))) for name in names}


def written(facts: dict[str, int]) -> str:
    """Notes as one line of text."""
    return f"Notes: {listed([f'{name} {value}' for name, value in facts.items()])}."


def find(rng: Random) -> Turn:
    """One value of the notes, or a few in the words of a reading step."""
    facts = notes(rng)
    if len(facts) > 1 and rng.random() < 0.5:
        several = rng.sample(sorted(facts), rng.randint(2, min(4, len(facts))))
        said = listed([f"{name} {facts[name]}" for name in several])
        return Turn(f"{written(facts)} Read {listed(several)}.", f"The notes show {said}.", "find")
    name = rng.choice(sorted(facts))
    return Turn(f"{written(facts)} What is {name}?", f"{facts[name]}", "find")


def copy(rng: Random) -> Turn:
    """A text once more."""
    kind = rng.random()
    if kind < 0.5:
        text = rng.choice(drawn().questions)
    elif kind < 0.75:
        text = written(notes(rng))
    else:
        lines = (trained_operands(rng, LATER) for _ in range(rng.randint(1, 3)))
        text = " ".join(f"{a} {operation} {b} = {value}." for a, operation, b, value in lines)
    return Turn(f"Copy: {text}", text, "copy")
