"""Rows that are too long to be trained on are said aloud, shown and summarised."""

import json
from pathlib import Path

import pytest
from tests.run.helpers import OPTIONS

from mathse.cli import main


def test_over_long_rows_are_said_shown_and_summarised(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_dir = tmp_path / "run"
    trainer = ["--set", "trainer.use=tests.run.leaves:DROPPING", "--set", "rounds=1"]
    asked = ["run", "fake", "--run-dir", str(run_dir), "--quiet", "--json", *OPTIONS, *trainer]
    assert main(asked) == 0
    printed = capsys.readouterr()
    trainings = json.loads(printed.out)["trainings"]
    assert {one["dropped"] for one in trainings.values()} == {1}
    rows = trainings["distilled.fine_tune"]["rows"]
    said = (
        f"distilled.fine_tune: 1 of {rows + 1} rows left out: longer than 300 tokens "
        "(the longest kept has 250)"
    )
    assert printed.err.splitlines().count(said) == 1
    assert main(["show", str(run_dir), "models"]) == 0
    head, *shown = capsys.readouterr().out.splitlines()
    at = head.split().index("dropped")
    assert {line.split()[at] for line in shown if "fine_tune" in line} == {"1"}
