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
