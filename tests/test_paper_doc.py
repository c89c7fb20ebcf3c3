"""docs/paper.md against the code: every key it names is a key of the recipe, with that default and values."""

import dataclasses
import re
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mathse.algorithm import Options
from mathse.orm import OrmOptions
from mathse.recipe import Recipe
from mathse.settings import parse

PAGE = Path(__file__).parents[1] / "docs" / "paper.md"


def rows() -> Iterator[tuple[str, str]]:
    """(key, values) of each table row that begins with a key in backticks."""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("| `") and len(cells) == 4:
            for key in re.findall(r"`([\w.]+)`", cells[0]):
                yield key, cells[1]


def hint_of(key: str) -> tuple[Any, Any]:
    """(type, default) of a dotted key of the recipe; fails where there is none."""
    kind: Any = Recipe
    default: Any = dataclasses.MISSING
    for part in key.split("."):
        fields = {field.name: field for field in dataclasses.fields(kind)}
        assert part in fields, f"the recipe has no {key}"
        field, kind = fields[part], typing.get_type_hints(kind)[part]
        default = field.default
        if isinstance(kind, types.UnionType):
            kind = next(arg for arg in typing.get_args(kind) if arg is not type(None))
    return kind, default


def spelled(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize(("key", "values"), list(rows()))
def test_a_key_has_the_values_that_the_page_lists(key: str, values: str) -> None:
    kind, default = hint_of(key)
    listed = [] if values.startswith("names") else re.findall(r"`([^`]+)`", values)
    if typing.get_origin(kind) is typing.Literal:
        assert listed == list(typing.get_args(kind))
    if kind is bool:
        assert sorted(listed) == ["false", "true"]
    if default is not dataclasses.MISSING and listed:
        assert listed[0] == spelled(default)


@pytest.mark.parametrize(("kind", "prefix"), [(Options, "options"), (OrmOptions, "orm.options")])
def test_every_open_point_is_on_the_page(kind: type, prefix: str) -> None:
    wanted = {f"{prefix}.{field.name}" for field in dataclasses.fields(kind)}
    assert wanted <= {key for key, _ in rows()}


NUMBERS = re.findall(
    r"^\| `([\w.]+)`[^|]*\|[^|]*\| (\d[\d.]*)\b[^|]*\|$",
    PAGE.read_text(encoding="utf-8"),
    re.MULTILINE,
)


@pytest.mark.parametrize(("key", "number"), NUMBERS)
def test_default_numbers(key: str, number: str) -> None:
    """What a recipe has that says only what it must."""
    leaf = {"use": "fake"}
    roles = dict.fromkeys(("base", "student", "teacher", "trainer"), leaf)
    value: Any = parse(Recipe, {**roles, "problems": {}, "judges": {}}, where="")
    for part in key.split("."):
        value = getattr(value, part)
    assert float(number) == value


RECIPES = sorted((PAGE.parents[1] / "recipes").glob("*.toml"))


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda path: path.stem)
def test_a_recipe_marks_what_the_paper_leaves_open(recipe: Path) -> None:
    """At the head for all of its values, or behind each of the numbers that docs/paper.md lists."""
    text = recipe.read_text(encoding="utf-8")
    if re.search(r"^# .*every value is \[choice\]", text, re.IGNORECASE | re.MULTILINE):
        return
    numbers = re.compile(r"^(n|temperature|top_p|max_tokens|epochs) = |\bepochs = ")
    assert not [
        line for line in text.splitlines() if numbers.search(line) and "[choice]" not in line
    ]
