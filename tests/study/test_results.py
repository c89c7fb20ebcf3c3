"""The results page comes from study.json alone; the shipped ablations are small recipes that resolve."""

import json
from pathlib import Path

import pytest

from mathse.recipe_file import load, resolve
from mathse.study.results import COMMAND, page
from mathse.study.runs import marks, unmarked
from mathse.study.settings import changed, load_study, over

ROOT = Path(__file__).parents[2]
ABLATIONS = sorted((ROOT / "recipes" / "ablations").glob("*.toml"))


def test_the_page_is_what_the_study_says() -> None:
    held = ROOT / "docs" / "study.json"
    found = json.loads(held.read_text(encoding="utf-8")) if held.is_file() else None
    assert (ROOT / "docs" / "results.md").read_text(encoding="utf-8") == page(found)


def test_without_a_study_the_page_names_the_command_and_no_result() -> None:
    assert COMMAND in page(None)
    assert "%" not in page(None)


@pytest.mark.parametrize("path", ABLATIONS, ids=lambda path: path.stem)
def test_an_ablation_is_small_and_runs_alone(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 20
    asked = load_study("study")
    assert asked is not None
    alone, _ = load(str(path))
    laid_over, _ = resolve(over(asked.table, changed(str(path)).table))
    assert alone == laid_over  # what a study makes of it is what a person can run by itself


def test_the_study_names_shipped_ablations_only() -> None:
    asked = load_study("study")
    assert asked is not None
    assert {one.name for one in asked.ablations} <= {path.stem for path in ABLATIONS}
    assert load_study("quickstart") is None


def test_marks_keep_what_was_right() -> None:
    right = {"base": {b"a": True, b"b": False}, "distilled": {b"b": True}}
    assert unmarked(marks(right)) == right
