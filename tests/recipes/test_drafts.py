"""The drafts for GPUs: they parse, can be planned, say where each value comes from, and claim nothing."""

import json
import re
from pathlib import Path

import pytest

from mathse.cli import main
from mathse.recipe_file import load

RECIPES = Path(__file__).parents[2] / "recipes"
DRAFTS = ["qwen2-vl-7b", "qwen2.5-vl-7b", "qwen3-vl-8b", "internvl3-8b"]
# Names of things, not values that somebody chose.
NAMES = re.compile(r"^(use|source|path|accept|judge|extends|\[)")
TABLE_6 = {  # learning rate, warm-up ratio
    "qwen2-vl-7b": (1e-5, 0.1),
    "qwen2.5-vl-7b": (1e-5, 0.1),
    "qwen3-vl-8b": (1e-5, 0.1),
    "internvl3-8b": (2e-5, 0.03),
}


@pytest.fixture(scope="module")
def problems(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("data") / "problems.jsonl"
    rows = [
        {"id": str(n), "question": f"What is {n} + 1?", "answer": str(n + 1)} for n in range(400)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.mark.parametrize("name", DRAFTS)
def test_every_value_says_where_it_comes_from(name: str) -> None:
    text = (RECIPES / f"{name}.toml").read_text()
    assert "never run on real weights" in text
    assert "torchvision" in text
    for line in text.splitlines():
        if "=" in line and not line.startswith("#") and not NAMES.match(line):
            said = line.partition(" #")[2]
            assert re.search(r"Table \d|[Pp]aper|Figure|published|\[choice\]", said), line


@pytest.mark.parametrize("name", DRAFTS)
def test_the_papers_values_are_what_it_states(name: str) -> None:
    recipe, cast = load(str(RECIPES / f"{name}.toml"))
    settings = cast.trainer.settings
    assert (settings.learning_rate, settings.warmup) == TABLE_6[name]
    assert (settings.batch, settings.weight_decay) == (128, 0.05)
    assert recipe.rounds == 2
    assert recipe.orm.options.rows == 60_000


@pytest.mark.parametrize("name", DRAFTS)
def test_it_can_be_planned_before_anything_is_there(
    name: str, problems: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without weights, without a GPU, without a key."""
    recipe = str(RECIPES / f"{name}.toml")
    run_dir = str(tmp_path / "run")
    assert main(["plan", recipe, "--run-dir", run_dir, "--set", f"problems.path={problems}"]) == 0
    said = capsys.readouterr().out
    assert "distilled" in said
    assert "orm" in said
    assert "reflection" in said
