"""Numbered statements, each checked in turn: "1 right 2 wrong 3 right".

What a judge does with a solution, without the solution: the statements are unrelated, a fact of the figure
beside a line of arithmetic, so none follows from another and no problem is solved. A verdict for every
statement teaches far more than one for the whole.
"""

from collections.abc import Callable, Sequence
from random import Random

from mathse.figures.scene import Scene
from mathse.figures.stream.arithmetic import slip, trained_operands
from mathse.figures.stream.pictures import listed, near_miss, spoken
from mathse.figures.stream.rows import RIGHT, WRONG, Row, Turn

NAMES = ("result", "value", "number", "x", "y")  # stand in what is asked, never in an answer
SHARE_WRONG = 0.3
PI_SHARE = 0.12

LINES, SHOWN = 16, 9  # statements of a drill without a figure, and with one
SHARE_SHOWN = 0.75  # of a figure's drill: what the figure shows; the rest are lines
SHARE_SAME = 0.3  # of the lines: a value beside itself or another

Said = tuple[str, bool]  # a statement and whether it is right


def shown(rng: Random, scene: Scene) -> Said:
    """One to three facts in the words of a reading step; a wrong one has one wrong value."""
    facts = rng.sample(scene.facts, min(len(scene.facts), rng.choice((1, 2, 2, 3))))
    said = spoken(facts)
    right = rng.random() >= SHARE_WRONG
    if not right:
        at = rng.randrange(len(facts))
        said[at] = f"{facts[at].name} {near_miss(rng, scene, facts[at])}"
    return f"The figure shows {listed(said)}.", right


def line(rng: Random) -> Said:
    """One line of arithmetic, half of the time with a name before it."""
    a, operation, b, value = trained_operands(rng)
    right = rng.random() >= SHARE_WRONG
    written = value if right else slip(rng, value)
    text = f"{a} {operation} {b} = {written}."
    if rng.random() < PI_SHARE and operation == "*":
        text = f"{a} * {b} * pi = {written} pi."
    return (f"{rng.choice(NAMES)} = {text}" if rng.random() < 0.5 else text), right


def checked(rng: Random, scene: Scene | None) -> Turn:
    """A few statements; those about the figure only where there is one."""
    kinds: Sequence[Callable[[], Said]] = [lambda: line(rng)]
    if scene is not None:
        kinds = [*kinds, lambda: shown(rng, scene)]
    said = [rng.choice(kinds)() for _ in range(rng.randint(2, 5))]
    asked = " ".join(f"Step {n}: {text}" for n, (text, _) in enumerate(said, start=1))
    verdicts = (f"{n} {RIGHT if right else WRONG}" for n, (_, right) in enumerate(said, start=1))
    return Turn(f"Check the steps. {asked}", " ".join(verdicts), "checked")


def verdicts(rng: Random, scene: Scene | None) -> Row:
    """A drill: statement, verdict, statement, verdict. Half are right; the loss is on the verdicts alone."""
    turns = tuple(_verdict(rng, scene) for _ in range(SHOWN if scene else LINES))
    return Row(turns, scene.draw() if scene else None, scene, drill="Check.")


def _verdict(rng: Random, scene: Scene | None) -> Turn:
    right = rng.random() < 0.5
    if scene is not None and rng.random() < SHARE_SHOWN:
        fact = rng.choice(scene.facts)
        said = fact.spoken if right else f"{fact.name} {near_miss(rng, scene, fact)}"
        text = f"The figure shows {said}."
    else:
        a, operation, b, value = trained_operands(rng)
        left = value if rng.random() < SHARE_SAME else f"{a} {operation} {b}"
        text = f"{left} = {value if right else slip(rng, value)}."
    return Turn(text, f" {RIGHT if right else WRONG}", "verdict")
