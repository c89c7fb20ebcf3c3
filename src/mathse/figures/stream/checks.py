"""Statements, each checked in turn: numbered, with all verdicts after them, or with a verdict behind each.

What a judge does with a solution, without the solution: the statements are unrelated, a fact of the figure
beside a line of arithmetic, so none follows from another and no problem is solved. A verdict for every
statement teaches far more than one for the whole.

In the second part of the curriculum a question stands before the statements, as before a judge's, with a value to
compare with, or notes to look up in; and lines have names, any name.
"""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from random import Random

from mathse.figures.scene import Fact, Scene
from mathse.figures.stream.arithmetic import LATER, Practice, slip, trained_operands
from mathse.figures.stream.drawn import drawn
from mathse.figures.stream.pictures import listed, near_miss, spoken
from mathse.figures.stream.rows import RIGHT, WRONG, Row, Turn
from mathse.figures.stream.texts import notes, written

NAMES = ("result", "value", "number", "x", "y")  # stand in what is asked, never in an answer
SHARE_WRONG = 0.3
PI_SHARE = 0.12

LINES, SHOWN = 16, 9  # statements of a drill without a figure, and with one
SHARE_SHOWN = 0.75  # of a figure's drill: what the figure shows; the rest are lines
SHARE_SAME = 0.3  # of the lines: a value beside itself or another
BELOW = 10  # statements below a question
SHARE_NOTED = 0.3  # of the drills without a figure: below notes
SHARE_REFERRED = 0.6  # of all: with a value to compare with

SHARE_BY_FACT = 0.4  # of the drills about a figure below a question
SHARE_FACTS_RIGHT = 0.6  # of their facts

SHARE_NAMED = 0.5  # of the statements about options: the letter is asked for
SHARE_NONE = 0.3  # of the wrong ones: a value that is none of the options
_LETTER = re.compile(r" \(([A-Z])\) ")  # between a question's options

Said = tuple[str, bool]  # a statement and whether it is right


def shown(rng: Random, scene: Scene) -> Said:
    """One to four facts in the words of a reading step; a wrong one has one wrong value."""
    facts = _some(rng, scene)
    right = rng.random() >= SHARE_WRONG
    return _reading(rng, scene, facts, right=right), right


def _some(rng: Random, scene: Scene) -> list[Fact]:
    return rng.sample(scene.facts, min(len(scene.facts), rng.choice((1, 2, 2, 3, 4))))


def _reading(rng: Random, scene: Scene, facts: Sequence[Fact], *, right: bool) -> str:
    said = spoken(facts)
    if not right:
        at = rng.randrange(len(facts))
        said[at] = f"{facts[at].name} {near_miss(rng, scene, facts[at])}"
    return f"The figure shows {listed(said)}."


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


def verdicts_below(rng: Random, scene: Scene | None, practice: Practice = LATER) -> Row:
    """The same drill below a question that has nothing to do with it, a reference value, or notes."""
    facts = notes(rng) if scene is None and rng.random() < SHARE_NOTED else {}
    *_, value = trained_operands(rng, practice)
    reference = value if rng.random() < SHARE_REFERRED else None
    above = [written(facts) if facts else rng.choice(drawn().questions)]
    above += [] if reference is None else [f"reference {reference}"]
    if scene is not None and rng.random() < SHARE_BY_FACT:
        turns = tuple(turn for _ in range(BELOW // 2) for turn in _by_fact(rng, scene))
    else:
        turns = tuple(_verdict_below(rng, scene, facts, reference, practice) for _ in range(BELOW))
    return Row(turns, scene.draw() if scene else None, scene, drill="\n".join([*above, "Check."]))


def _by_fact(rng: Random, scene: Scene) -> list[Turn]:
    """The words of a reading step, with a verdict behind each of its facts: what is wrong is learnt sooner so."""
    facts = _some(rng, scene)
    turns = []
    for at, fact in enumerate(facts):
        right = rng.random() < SHARE_FACTS_RIGHT
        said = fact.spoken if right else f"{fact.name} {near_miss(rng, scene, fact)}"
        before = "The figure shows " if at == 0 else ""
        after = "." if at == len(facts) - 1 else ""
        turns.append(Turn(f"{before}{said}{after}", f" {RIGHT if right else WRONG}", "verdict"))
    return turns


def _verdict_below(
    rng: Random,
    scene: Scene | None,
    facts: dict[str, int],
    reference: Fraction | None,
    practice: Practice,
) -> Turn:
    right = rng.random() < 0.5
    kind = rng.random()
    if reference is not None and kind < 0.2:
        text = f"The value is {reference if right else slip(rng, reference)}."
    elif facts and kind < 0.7:
        name = rng.choice(sorted(facts))
        text = f"The notes show {name} {facts[name] if right else _other(rng, facts, name)}."
    elif scene is not None and kind < 0.7:
        text = _reading(rng, scene, _some(rng, scene), right=right)
    else:
        text = _line_below(rng, practice, right=right)
    return Turn(text, f" {RIGHT if right else WRONG}", "verdict")


def with_options(rng: Random) -> str:
    """A question of the stream's."""
    while not _LETTER.search(question := rng.choice(drawn().questions)):
        pass
    return question


def choices(rng: Random, question: str, scene: Scene | None, practice: Practice) -> Row:
    """Below a question with options: which letter a value has, and the usual statements. Looking up in text, no choosing:
    the value is given. Each option once, since a second time it could be copied from the first."""
    parts = _LETTER.split(question)
    options = dict(zip(parts[1::2], parts[2::2], strict=True))
    between = rng.choice((" ", "\n"))
    listed_ = (f"({letter}) {value}" for letter, value in options.items())
    above = [between.join([parts[0], *listed_])]
    above += [f"reference {rng.choice(parts[1::2])}"] if rng.random() < SHARE_REFERRED else []
    turns = [_choice(rng, options, letter) for letter in options]
    turns += [_verdict_below(rng, scene, {}, None, practice) for _ in options]
    rng.shuffle(turns)
    image = scene.draw() if scene else None
    return Row(tuple(turns), image, scene, drill="\n".join([*above, "Check."]))


def _choice(rng: Random, options: dict[str, str], letter: str) -> Turn:
    """The option's value and its letter: asked for, or said and checked."""
    value = options[letter]
    if rng.random() < SHARE_NAMED:
        return Turn(f"{value} is option", f" {letter}.", "option")
    right = rng.random() < 0.5
    if not right and value.isdecimal() and rng.random() < SHARE_NONE:
        while value in options.values():
            value = str(slip(rng, Fraction(value)))
    elif not right:
        letter = rng.choice(sorted(options.keys() - {letter}))
    return Turn(f"{value} is option {letter}.", f" {RIGHT if right else WRONG}", "option verdict")


def line_verdicts(rng: Random, *, n: int, unseen: bool) -> Row:
    """A drill of lines alone, below a question."""
    turns = []
    for _ in range(n):
        right = rng.random() < 0.5
        text = _line_below(rng, LATER, right=right, unseen=unseen)
        turns.append(Turn(text, f" {RIGHT if right else WRONG}", "verdict"))
    return Row(tuple(turns), drill=f"{rng.choice(drawn().questions)}\nCheck.")


def _line_below(rng: Random, practice: Practice, *, right: bool, unseen: bool = False) -> str:
    a, operation, b, value = trained_operands(rng, practice, unseen=unseen)
    ending = " pi" if operation == "*" and rng.random() < PI_SHARE else ""
    said = f"{value if right else slip(rng, value)}{ending}"
    if rng.random() < 0.2:
        return f"{value}{ending} = {said}."
    left = f"{a} {operation} {b}" + (f" *{ending}" if ending else "")
    return (
        f"{rng.choice(drawn().names)} = {left} = {said}."
        if rng.random() < 0.6
        else f"{left} = {said}."
    )


def _other(rng: Random, facts: dict[str, int], name: str) -> int:
    """A wrong value for one of the notes: another's, or one off by a little."""
    value = facts[name]
    others = [other for other in facts.values() if other != value]
    return rng.choice(others) if others and rng.random() < 0.5 else int(slip(rng, Fraction(value)))
