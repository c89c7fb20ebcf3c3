"""Recipes: changed, extended, resolved, written and read back."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathse.errors import RecipeError
from mathse.recipe_file import apply, load, merged, shipped, to_toml

CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "seed": st.integers(0, 2**40),
        "rounds": st.integers(0, 9),
        "sampling.temperature": st.floats(0, 2, allow_nan=False).map(lambda x: math.floor(x * 64) / 64),
        "problems.path": st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12),
        "options.judge_distilled": st.sampled_from(["judge", "answer", "none"]),
        "evaluation.pass_at": st.lists(st.integers(1, 8), max_size=3),
        "teacher.settings.accuracy": st.floats(0, 1, allow_nan=False),
    },
)  # fmt: skip


@given(CHANGES)
def test_a_resolved_recipe_reads_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, changes: dict[str, object]
) -> None:
    import json

    spelled = [
        f"{key}={json.dumps(value, ensure_ascii=False)}".replace("\x7f", "\\u007f")
        for key, value in changes.items()
    ]
    recipe, _ = load("fake", spelled)
    file = tmp_path_factory.mktemp("recipe") / "recipe.toml"
    file.write_text(to_toml(recipe), encoding="utf-8")
    again, _ = load(str(file))
    assert again == recipe


@pytest.mark.parametrize(
    ("change", "table"),
    [
        ("a.b=1", {"a": {"b": 1}}),
        (' a . b = "x=y"', {"a": {"b": "x=y"}}),
        ("a.b=x=y", {"a": {"b": "x=y"}}),
        ('prices."gpt-4.1".tokens_in=2', {"prices": {"gpt-4.1": {"tokens_in": 2}}}),
        ("prices.'gpt-4.1'.tokens_in=2.5", {"prices": {"gpt-4.1": {"tokens_in": 2.5}}}),
        (r'prices."a=\"b\"".image=0', {"prices": {'a="b"': {"image": 0}}}),
        ("prices.qwen/vl.tokens_in=2", {"prices": {"qwen/vl": {"tokens_in": 2}}}),
        ("a.don't=1", {"a": {"don't": 1}}),
        ("a.don't='x=y'", {"a": {"don't": "x=y"}}),
        ('a."b=1', {"a": {'"b': 1}}),
        ("[a]\n[b]\nc=1", {"[a]\n[b]\nc": 1}),
    ],
)
def test_a_change_names_a_key_as_toml_does(change: str, table: dict[str, object]) -> None:
    found: dict[str, object] = {}
    apply(found, change)
    assert found == table


@pytest.mark.parametrize("change", ["a.b", "=1", "a.=1", ".a=1", '"a'])
def test_a_change_of_no_key_is_one_line(change: str) -> None:
    with pytest.raises(RecipeError, match="--set wants"):
        apply({}, change)


def test_every_leaf_is_spelled_out_in_full() -> None:
    recipe, cast = load("fake", ["teacher.settings.accuracy=0.5"])
    assert recipe.teacher.settings == {
        "accuracy": 0.5, "annotation": 0.9, "helped": 0.9, "alone": 0.7, "misled": 0.5,
    }  # fmt: skip
    assert cast.teacher.settings.accuracy == 0.5


def test_a_recipe_extends_another_and_changes_what_differs(tmp_path: Path) -> None:
    parent = next(iter(shipped())) / "fake.toml"
    child = tmp_path / "child.toml"
    child.write_text(f'extends = "{parent}"\n[sampling]\nn = 7\n[judges.extra]\nuse = "rule"\n')
    recipe, _ = load(str(child))
    assert (recipe.sampling.n, recipe.sampling.temperature) == (7, 0.8)
    assert set(recipe.judges) == {"fake", "truth", "extra"}
    child.write_text('extends = "nowhere.toml"\n')
    with pytest.raises(RecipeError, match="which is not there"):
        load(str(child))


def test_recipes_that_extend_each_other_in_a_circle_are_one_line(tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "c"), ("c", "b")):
        (tmp_path / f"{name}.toml").write_text(f'extends = "{other}.toml"\n')
    said = "extends itself: a.toml extends b.toml extends c.toml extends b.toml"
    with pytest.raises(RecipeError, match=said):
        load(str(tmp_path / "a.toml"))
    (tmp_path / "own.toml").write_text('extends = "own.toml"\n')
    with pytest.raises(RecipeError, match=r"own.toml extends own.toml"):
        load(str(tmp_path / "own.toml"))


def test_an_empty_table_empties(tmp_path: Path) -> None:
    recipe, cast = load("fake", ["problems.settings={}", "judges.fake.settings={}"])
    assert cast.source.settings.count == 400
    assert cast.judges["fake"].settings.error_rate == 0.05
    parent = next(iter(shipped())) / "fake.toml"
    child = tmp_path / "child.toml"
    child.write_text(f'extends = "{parent}"\n[judges.truth]\nsettings = {{}}\n')
    recipe, cast = load(str(child))
    assert cast.judges["truth"].settings.error_rate == 0.05  # the leaf's own default
    assert recipe.judge.audit == "truth"


def test_another_leaf_takes_none_of_the_settings_of_the_one_before() -> None:
    below = {"use": "fake", "settings": {"error_rate": 0.1}, "speed": {"seconds": 1.0}}
    assert merged(below, {"use": "rule"}) == {"use": "rule"}
    assert merged(below, {"use": "fake", "settings": {"unparsed": 0.2}})["settings"] == {
        "error_rate": 0.1, "unparsed": 0.2,
    }  # fmt: skip


def test_paths_are_saved_as_they_were_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    recipe, _ = load("fake", ["store=shared", "problems.path=data"])
    assert recipe.store == str(tmp_path / "shared")
    assert recipe.problems.path == str(tmp_path / "data")
