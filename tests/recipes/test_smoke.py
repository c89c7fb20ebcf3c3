"""recipes/smoke.toml, run for real: the whole loop with the ORM in it, on the model that ships with mathse."""

import json
from pathlib import Path

import pytest

from mathse.cli import main


@pytest.mark.timeout(1200)  # under 90 s on two quiet cores; others may be at work beside it
def test_the_smoke_recipe_runs_to_its_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = tmp_path / "run"
    assert main(["run", "recipes/smoke.toml", "--run-dir", str(run), "--quiet"]) == 0
    found = json.loads((run / "summary.json").read_text())
    names = ["base", "distilled", "round_1", "reflection"]
    assert [stage["name"] for stage in found["stages"]] == names
    assert all(stage["n"] > 0 for stage in found["stages"])
    judge, done = found["judge"], found["cost"]["recorded"]["stages"]
    assert judge["n"] > 0
    assert list(judge["outcomes"]) == names[1:]
    assert sum(judge["outcomes"]["round_1"].values()) == done["round_1.sample"]["calls"]
    capsys.readouterr()
    for stage in ("orm.fine_tune_orm", "reflection.fine_tune"):
        assert main(["show", str(run), "models", "--where", f"stage={stage}", "--json"]) == 0
        (model,) = map(json.loads, capsys.readouterr().out.splitlines())
        assert model["rows"] > 0
