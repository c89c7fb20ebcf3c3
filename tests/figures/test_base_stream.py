"""The pretraining stream teaches seeing, computing and checking; what its rows say is so."""

import re
from collections.abc import Callable
from fractions import Fraction
from random import Random

import pytest

from mathse.figures.families import FAMILIES, family_named
from mathse.figures.scene import Scene
from mathse.figures.stream import (
    Mix,
    Row,
    bucket,
    draw_last_row,
    draw_later_row,
    draw_row,
    draw_wide_row,
)
from mathse.figures.stream.arithmetic import check_line, check_same, compute, held_out
from mathse.figures.stream.checks import checked, line_verdicts, verdicts, verdicts_below
from mathse.figures.stream.pictures import check_statement, draw_scene, page
from mathse.figures.stream.texts import copy, find


def test_the_same_number_gives_the_same_row() -> None:
    one, two = (draw_row(Random("0 7"), Mix()) for _ in range(2))
    assert one.turns == two.turns


@pytest.mark.parametrize("family", [family.name for family in FAMILIES])
def test_training_shows_train_figures_only(family: str) -> None:
    rng = Random(1)
    groups = {draw_scene(rng, family_named(family), "train").group for _ in range(50)}
    assert {bucket(group) for group in groups} == {"train"}


def test_buckets_are_80_10_10() -> None:
    sides = [bucket(f"{number:016x}") for number in range(5000)]
    assert 0.78 < sides.count("train") / 5000 < 0.82
    assert 0.08 < sides.count("test") / 5000 < 0.12


def value(text: str) -> Fraction:
    if " " not in text:
        return Fraction(text)
    left, operation, right = text.split()
    a, b = Fraction(left), Fraction(right)
    return {"+": a + b, "-": a - b, "*": a * b, "/": a / (b or 1)}[operation]


def test_lines_are_right_when_they_say_so() -> None:
    rng = Random(2)
    verdicts = []
    for _ in range(500):
        turn = check_line(rng)
        left, shown = turn.asked.removeprefix("Check: ").removesuffix(".").split(" = ")
        assert (value(left) == Fraction(shown)) == (turn.answer == "right")
        verdicts.append(turn.answer)
    assert 0.4 < verdicts.count("wrong") / 500 < 0.6


def test_computed_results_are_right_and_held_out_pairs_kept() -> None:
    rng = Random(3)
    for unseen in (False, True):
        for _ in range(300):
            turn = compute(rng, unseen=unseen)
            if "pi" in turn.asked:
                continue
            left = turn.asked.removesuffix(" =")
            assert value(left) == Fraction(turn.answer.strip())
            a, operation, b = left.split()
            assert held_out(int(a), operation, int(b)) is unseen


def test_compared_values() -> None:
    rng = Random(4)
    for _ in range(200):
        turn = check_same(rng)
        one, two = turn.asked.removeprefix("Compare: ").removesuffix(".").split(" and ")
        assert (one == two) == (turn.answer == "same")


@pytest.mark.parametrize("family", [family.name for family in FAMILIES])
def test_statements_are_right_when_the_figure_shows_them(family: str) -> None:
    rng = Random(5)
    for _ in range(60):
        scene = draw_scene(rng, family_named(family), "train")
        turn = check_statement(rng, scene)
        said = turn.asked.removeprefix("Check: The figure shows ").removesuffix(".")
        assert (said in scene.describe()) == (turn.answer == "right")


@pytest.mark.parametrize("family", [family.name for family in FAMILIES])
def test_each_numbered_statement_gets_its_verdict(family: str) -> None:
    rng = Random(7)
    for _ in range(60):
        scene = draw_scene(rng, family_named(family), "train")
        turn = checked(rng, scene)
        steps = re.split(r" ?Step \d+: ", turn.asked)[1:]
        verdicts = turn.answer.split()[1::2]
        assert len(steps) == len(verdicts) >= 2
        for step, verdict in zip(steps, verdicts, strict=True):
            assert is_true(step.removesuffix("."), scene) == (verdict == "right")


@pytest.mark.parametrize("shown", [True, False])
def test_drilled_verdicts_are_right(shown: bool) -> None:
    rng = Random(8)
    said = []
    for _ in range(60):
        scene = draw_scene(rng, rng.choice(FAMILIES), "train")
        for turn in verdicts(rng, scene if shown else None).turns:
            assert is_true(turn.asked.removesuffix("."), scene) == (turn.answer == " right")
            said.append(turn.answer)
    assert 0.4 < said.count(" right") / len(said) < 0.6


@pytest.mark.parametrize("shown", [True, False])
def test_verdicts_below_a_question_are_right(shown: bool) -> None:
    """Of the figure, the notes, the reference and the lines, whatever their names."""
    rng = Random(9)
    kinds, said = set(), []
    for _ in range(150):
        scene = draw_scene(rng, rng.choice(FAMILIES), "train")
        row = verdicts_below(rng, scene if shown else None)
        assert row.drill.endswith("\nCheck.")
        for turn in row.turns:
            step = turn.asked.removesuffix(".")
            assert is_true(step, scene, above=row.drill) == (turn.answer == " right"), row
            kinds.add(" ".join(step.split()[:2]) if step.startswith("The") else "line")
            said.append(turn.answer)
    assert kinds == {"The value", "The figure" if shown else "The notes", "line"}
    assert 0.4 < said.count(" right") / len(said) < 0.6


def test_lines_for_the_card_are_held_out() -> None:
    for turn in line_verdicts(Random(10), n=200, unseen=True).turns:
        left = re.sub(r" \* pi| pi|^[a-zA-Z ]+ = ", "", turn.asked.removesuffix(".")).split(" = ")[
            0
        ]
        assert is_true(turn.asked.removesuffix("."), None) == (turn.answer == " right")
        if " " in left:
            a, operation, b = left.split()
            assert held_out(int(a), operation, int(b))


def test_what_is_found_stands_in_the_notes_and_a_copy_is_the_same() -> None:
    rng = Random(11)
    for _ in range(100):
        turn = find(rng)
        notes, asked = turn.asked.split(". ", 1)
        facts = re.split(r", | and ", notes.removeprefix("Notes: "))
        if name := re.fullmatch(r"What is (.+)\?", asked):
            assert f"{name[1]} {turn.answer}" in facts
        else:
            said = turn.answer.removeprefix("The notes show ").removesuffix(".")
            assert set(re.split(r", | and ", said)) <= set(facts)
        turn = copy(rng)
        assert turn.asked == f"Copy: {turn.answer}"


@pytest.mark.parametrize("drawn", [draw_later_row, draw_last_row, draw_wide_row])
def test_the_later_parts_compute_right_whatever_the_name(drawn: Callable[[Random], Row]) -> None:
    rng = Random(12)
    named = 0
    for _ in range(200):
        row = drawn(rng)
        for turn in row.turns if row.drill == "Compute." else ():
            left = re.sub(r"^[a-zA-Z ]+ = ", "", turn.asked.removesuffix(" ="))
            named += left != turn.asked.removesuffix(" =")
            if "pi" not in turn.asked:
                assert value(left) == Fraction(turn.answer.strip(" ."))
    assert named > 50


def is_true(step: str, scene: Scene | None, *, above: str = "") -> bool:
    if step.startswith("The value is "):
        return f"\nreference {step.removeprefix('The value is ')}\n" in above
    if step.startswith("The notes show "):
        notes = above.split("\n")[0].removeprefix("Notes: ").removesuffix(".")
        return step.removeprefix("The notes show ") in re.split(r", | and ", notes)
    if step.startswith("The figure shows ") or " = " not in step:  # or one more fact of such a step
        assert scene is not None
        facts = re.split(r", | and ", step.removeprefix("The figure shows "))
        return all(fact in scene.describe() for fact in facts)
    left, shown = re.sub(r" \* pi| pi|^[a-zA-Z ]+ = ", "", step).split(" = ")
    return value(left) == Fraction(shown)


def test_pages_are_read_line_by_line() -> None:
    row = page(Random(6))
    assert row.image is not None
    assert row.image.size == (112, 112)
    assert 1 <= len(row.turns[0].answer.split("\n")) <= 4
