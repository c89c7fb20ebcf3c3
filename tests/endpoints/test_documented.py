"""docs/endpoints.md: its keys and defaults are the code's, its recipes load."""

import dataclasses
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from mathse.cli import main
from mathse.endpoints.options import Dialect, Line
from mathse.endpoints.serving import EngineSpeed
from mathse.judges import llm
from mathse.policies import openai_chat
from mathse.recipe import Recipe, cast
from mathse.recipe_file import load, merged, read
from mathse.settings import parse

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/endpoints.md").read_text(encoding="utf-8")
KEYS = dict(re.findall(r"^\| `([a-z_.]+)` \| (.*?) \|", PAGE, re.MULTILINE))
BLOCKS = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


def defaults(kind: Any, prefix: str = "") -> dict[str, Any]:
    found = {}
    for field in dataclasses.fields(kind):
        value = field.default
        if field.default_factory is not dataclasses.MISSING:
            value = field.default_factory()
        found[prefix + field.name] = value
    return found


def test_every_key_stands_in_the_page_with_its_default() -> None:
    known = {**defaults(openai_chat.Settings), **defaults(Dialect, "dialect."), **defaults(Line)}
    known.pop("dialect")
    assert known.keys() == KEYS.keys()
    for name, value in known.items():
        if value is dataclasses.MISSING:
            assert KEYS[name] == "required"
            continue
        said = tomllib.loads(f"value = {KEYS[name].strip('`')}")["value"]
        assert said == (list(value) if isinstance(value, tuple) else value), name
    assert (llm.Settings("m").temperature, llm.Settings("m").max_tokens) == (0.0, 1024)
    assert (EngineSpeed().start_seconds, EngineSpeed().compare) == (900.0, 3)


@pytest.mark.parametrize("block", BLOCKS)
def test_every_recipe_in_the_page_loads(block: str) -> None:
    table = merged(read(ROOT / "recipes/fake.toml"), tomllib.loads(block))
    assert cast(parse(Recipe, table, where="")).judges


def test_the_rehearsal_is_the_page() -> None:
    recipe, found = load(str(ROOT / "recipes/hosted-rehearsal.toml"))
    assert recipe.prices["gpt-4o"].image_tokens == 1445
    assert found.judges["llm"].settings.model == "gpt-4o"


def test_the_plan_says_where_the_budget_may_not_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "recipes/hosted-rehearsal.toml", "--set", "budget.money=0.1"]) == 0
    assert "budget.money is 0.1, and this may cost" in capsys.readouterr().out
    assert main(["plan", "recipes/hosted-rehearsal.toml"]) == 0
    assert "budget.money" not in capsys.readouterr().out


def test_money_cannot_be_capped_without_a_price(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["plan", "recipes/hosted-rehearsal.toml", "--set", "teacher.settings.model=gpt-5"]
    assert main(words) == 2
    assert 'needs a price for "gpt-5"' in capsys.readouterr().err


REFUSED = [
    ("teacher.settings.dialect.body={ when = 2026-01-01 }", "dialect.body holds what JSON cannot"),
    ("teacher.settings.dialect.body={ x = nan }", "dialect.body holds what JSON cannot"),
    ("teacher.speed.base_url=http://127.0.0.1:99999/v1", "base_url is no address"),
    ("teacher.speed.base_url=http://127.0.0.1:0/v1", "base_url has a port 0"),
    ("teacher.speed.base_url=http://a b/v1", "a blank"),
    ("teacher.speed.base_url=http://a..b/v1", "base_url is no address"),
    ("teacher.speed.base_url=", "base_url should begin with"),
    ("teacher.speed.key_env=sk-a1b2c3d4e5f6g7h8i9j0", "looks like a secret, and"),
    ('prices."gpt-4o".tokens_in=-1', 'prices."gpt-4o".tokens_in is -1, but should be 0 or more'),
    ('prices."gpt-4o".image=-0.5', 'prices."gpt-4o".image is -0.5'),
    ("budget.money=-1", "budget.money is -1, but should be 0 or more"),
    ("budget.calls=-1", "budget.calls is -1"),
    ("teacher.settings.model=", '"model" is empty'),
]


@pytest.mark.parametrize(("change", "said"), REFUSED)
def test_what_no_call_or_cap_can_mean_is_one_line_before_anything_is_sent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: str, said: str
) -> None:
    _, _, value = change.partition("=")
    run = ["run", "recipes/hosted-rehearsal.toml", "--run-dir", str(tmp_path / "run")]
    recipe = tmp_path / "changed.toml"
    key, table = change.removesuffix(f"={value}"), value
    try:
        tomllib.loads(f"x = {value}")
    except tomllib.TOMLDecodeError:
        table = f'"{value}"'
    section, _, name = key.rpartition(".")
    recipe.write_text(
        f'extends = "{ROOT}/recipes/hosted-rehearsal.toml"\n[{section}]\n{name} = {table}\n'
    )
    run[1] = str(recipe)
    assert main(run) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert not (tmp_path / "run").exists()
