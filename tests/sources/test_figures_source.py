"""The built-in world as a source: split by the facts, pictures on demand, grown without change."""

import json
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from mathse.errors import UserError
from mathse.figures.families import FAMILIES
from mathse.figures.stream.rows import bucket
from mathse.figures.world import from_meta
from mathse.plugins import find
from mathse.roles import Context, NoSettings, SourceRow
from mathse.settings import parse

TRANSFER = [family.name for family in FAMILIES if family.transfer]


def rows(**settings: object) -> list[SourceRow]:
    plugin = find("source", "figures")
    source = plugin.build(
        parse(plugin.settings, settings, where=""), NoSettings(), Context(model=None)
    )
    return list(source.read(Path()))


def test_a_row_is_its_problem_again() -> None:
    for row in rows(n=60, seed=3):
        problem = from_meta(json.loads(json.dumps(row.meta)))
        assert problem is not None
        question = problem.question
        said = (row.question, row.options, row.gold, row.group)
        assert said == (question.text, question.options, question.answer, problem.group)
        (picture,) = row.images
        assert not isinstance(picture, Path)
        shown = Image.open(BytesIO(picture()))
        assert shown.size == (112, 112)
        assert shown.tobytes() == problem.scene.draw().tobytes()


def test_pictures_can_be_larger() -> None:
    (row,) = rows(n=1, scale=3)
    (picture,) = row.images
    assert not isinstance(picture, Path)
    assert Image.open(BytesIO(picture())).size == (336, 336)


def test_splits_never_share_a_figure_and_keep_their_shares() -> None:
    made = rows(n=3000, seed_share=0.25)
    sides: dict[str, set[str]] = {}
    for row in made:
        assert row.group is not None
        assert row.split is not None
        sides.setdefault(row.group, set()).add(row.split)
        assert (bucket(row.group) == "train") == (row.split in ("seed", "remain"))
    assert all(len(splits) == 1 for splits in sides.values())
    shares = Counter(row.split for row in made)
    assert 0.17 < shares["seed"] / 3000 < 0.23
    assert 0.55 < shares["remain"] / 3000 < 0.65
    assert 0.08 < shares["dev"] / 3000 < 0.12
    assert 0.08 < shares["test"] / 3000 < 0.12


def test_growing_changes_nothing_that_was_there() -> None:
    few, many = rows(n=50), rows(n=90)
    shown = [(row.source_id, row.split, row.question) for row in few]
    assert shown == [(row.source_id, row.split, row.question) for row in many[:50]]
    assert len({row.source_id for row in many}) == 90


def test_transfer_families_come_when_named_and_only_to_be_tested() -> None:
    assert not {row.meta["family"] for row in rows(n=400)} & set(TRANSFER)
    named = rows(n=80, families=[*TRANSFER, "circles"])
    transfer = [row for row in named if row.meta["transfer"]]
    assert {row.meta["family"] for row in transfer} == set(TRANSFER)
    assert {row.split for row in transfer} == {"test"}
    assert {bucket(row.group or "") for row in transfer} == {"test"}


@pytest.mark.parametrize(
    "settings", [{"families": ["hexagons"]}, {"levels": [5]}, {"n": 0}, {"seed_share": 2}]
)
def test_a_mistake_is_one_clear_line(settings: dict[str, object]) -> None:
    with pytest.raises(UserError) as error:
        rows(**settings)
    assert "\n" not in str(error.value)


def test_another_tools_truth_is_none_of_this_world() -> None:
    for truth in (True, "yes", {}, {"family": "hexagons"}, {"family": "circles", "facts": 3}):
        assert from_meta({"truth": truth}) is None
