"""What the base model is pretrained on: seeing, computing and checking, never solving.

rows.py       the shape of a row, and the split by hash
drawn.py      what is taken from problems: operands, questions, names
arithmetic.py lines, chains of unrelated lines, checks of lines
pictures.py   descriptions, look-ups, comparisons, checks of statements, pages of text
texts.py      text to copy from and to look up in
checks.py     statements, each checked in turn
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from mathse.figures.families import FAMILIES
from mathse.figures.scene import Family
from mathse.figures.stream.arithmetic import (
    LAST,
    LATER,
    WIDE,
    Practice,
    chain,
    check_line,
    check_same,
    compute,
    root,
)
from mathse.figures.stream.checks import (
    checked,
    choices,
    verdicts,
    verdicts_below,
    with_options,
)
from mathse.figures.stream.drawn import drawn
from mathse.figures.stream.pictures import (
    check_statement,
    compare,
    describe,
    draw_scene,
    look_up,
    page,
)
from mathse.figures.stream.rows import Bucket, Row, Turn, bucket
from mathse.figures.stream.texts import copy, find

TURNS = 12  # exercises packed into one text row
LINES = 18  # of a drill


# Figures with many facts are learnt slowest; in the second part they come more often.
MANY_FACTS = ("bar charts", "price tables", "pie charts", "line charts", "composites", "marbles")
LATER_FAMILIES = tuple(
    family for family in FAMILIES for _ in range(4 if family.name in MANY_FACTS else 1)
)


@dataclass(frozen=True)
class Mix:
    """Shares of the kinds of rows."""

    text: float = 0.45
    drills: float = 0.4  # of the text rows: lines to be computed
    checks: float = 0.35  # of all rows but those and pages: drills of verdicts
    pages: float = 0.1  # of the picture rows: pages of text


def draw_row(rng: Random, mix: Mix) -> Row:
    """One row of the stream."""
    if rng.random() < mix.text:
        if rng.random() < mix.drills:
            return drill(rng)
        if rng.random() < mix.checks:
            return verdicts(rng, None)
        return arithmetic(rng, turns=TURNS)
    if rng.random() < mix.pages:
        return page(rng)
    if rng.random() < mix.checks:
        return verdicts(rng, draw_scene(rng, rng.choice(FAMILIES), "train"))
    return figure(rng)


def draw_later_row(rng: Random) -> Row:
    """One row of the second part of the curriculum."""
    if rng.random() < 0.45:
        kind = rng.random()
        if kind < 0.38:
            return drill_named(rng)
        if kind < 0.82:
            return verdicts_below(rng, None) if kind < 0.68 else reading_text(rng)
        return choices(rng, with_options(rng), None, LATER)
    kind = rng.random()
    if kind < 0.04:
        return page(rng)
    if kind >= 0.6:
        return figure_read(rng)
    scene = draw_scene(rng, rng.choice(LATER_FAMILIES), "train")
    if kind < 0.14:
        return choices(rng, with_options(rng), scene, LATER)
    return verdicts_below(rng, scene)


def draw_last_row(rng: Random) -> Row:
    """One row of the third part: what is still computed wrong, and a little of all the rest."""
    kind = rng.random()
    if kind < 0.6:
        return drill_named(rng, LAST)
    if kind < 0.76:
        return verdicts_below(rng, None, LAST)
    if kind < 0.8:
        return reading_text(rng)
    if kind < 0.9:
        return verdicts_below(rng, draw_scene(rng, rng.choice(LATER_FAMILIES), "train"), LAST)
    return figure_read(rng)


def draw_wide_row(rng: Random) -> Row:
    """One row of the fourth part: all of it again, with operands from wide ranges."""
    pictured, kind = rng.random() < 0.5, rng.random()
    if not pictured:
        if kind < 0.5:
            return drill_named(rng, WIDE)
        if kind < 0.84:
            return verdicts_below(rng, None, WIDE) if kind < 0.78 else reading_text(rng)
        return choices(rng, with_options(rng), None, WIDE)
    if kind > 0.58:
        return figure_read(rng, families=FAMILIES, statements=3)
    scene = draw_scene(rng, rng.choice(FAMILIES), "train")
    if kind < 0.12:
        return choices(rng, with_options(rng), scene, WIDE)
    return verdicts_below(rng, scene, WIDE)


def drill_named(rng: Random, practice: Practice = LATER, *, unseen: bool = False) -> Row:
    """As `drill`; half of the lines have a name, any name, which is given."""
    turns = []
    for _ in range(LINES):
        line = compute(rng, practice, unseen=unseen)
        name = f"{rng.choice(drawn().names)} = " if rng.random() < 0.5 else ""
        turns.append(replace(line, asked=name + line.asked, answer=f"{line.answer}."))
    return Row(tuple(turns), drill="Compute.")


def reading_text(rng: Random) -> Row:
    """Copies and look-ups in text; equalities, which are looking too."""
    kinds = (find, find, copy, lambda rng: check_same(rng, LATER))
    return Row(tuple(rng.choice(kinds)(rng) for _ in range(TURNS // 2)))


def figure_read(
    rng: Random, *, families: Sequence[Family] = LATER_FAMILIES, statements: int = 1
) -> Row:
    """One figure, described and read from; statements are checked in the drills, too."""
    scene = draw_scene(rng, rng.choice(families), "train")
    turns = [describe(scene), *(look_up(rng, scene) for _ in range(4))]
    turns += [check_statement(rng, scene) for _ in range(statements)]
    if asked := compare(rng, scene):
        turns.append(asked)
    rng.shuffle(turns)
    return Row(tuple(turns), scene.draw(), scene)


def drill(rng: Random) -> Row:
    """Unrelated lines, one after the other; the loss is on their results alone."""
    lines = (compute(rng) for _ in range(LINES))
    return Row(tuple(replace(line, answer=f"{line.answer}.") for line in lines), drill="Compute.")


def arithmetic(rng: Random, *, turns: int) -> Row:
    """Unrelated exercises, packed into one row."""
    short = (*(compute, check_line) * 4, *(check_same,) * 2, root)
    if rng.random() < 0.5:
        return Row(tuple(rng.choice(short)(rng) for _ in range(turns)))
    long = (chain, lambda rng: checked(rng, None))
    return Row(tuple(rng.choice(long)(rng) for _ in range(turns // 4)))


def figure(rng: Random, *, families: Sequence[Family] = FAMILIES, side: Bucket = "train") -> Row:
    """One figure with a few turns in any order."""
    scene = draw_scene(rng, rng.choice(families), side)
    turns: list[Turn] = [describe(scene)] if rng.random() < 0.5 else []
    turns += [look_up(rng, scene), look_up(rng, scene)]
    turns += [check_statement(rng, scene), check_statement(rng, scene), checked(rng, scene)]
    if asked := compare(rng, scene):
        turns.append(asked)
    rng.shuffle(turns)
    return Row(tuple(turns), scene.draw(), scene)


__all__ = [
    "TURNS", "Mix", "Row", "Turn", "bucket", "draw_last_row", "draw_later_row", "draw_row",
    "draw_wide_row", "drill_named",
]  # fmt: skip
