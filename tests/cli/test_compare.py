"""mathse compare on real runs of the fake cast."""

import json
from pathlib import Path

import pytest

from mathse.cli import main

Capture = pytest.CaptureFixture[str]
SETS = ["--set", "problems.n=120", "--set", "reflection.feedback=teacher"]


@pytest.fixture(scope="session")
def resampled(finished: Path) -> Path:
    """The control of `finished`: plain sampling in place of reflection, in a store of its own."""
    run = finished.parent / "resampled"
    words = ["run", "recipes/fake.toml", "--run-dir", str(run), "--quiet", *SETS]
    assert main([*words, "--set", "options.repair=resample"]) == 0
    return run


def test_an_ablation_beside_its_parent(finished: Path, resampled: Path, capsys: Capture) -> None:
    capsys.readouterr()
    assert main(["compare", str(finished), str(resampled), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    a, b = (json.loads((run / "summary.json").read_text()) for run in (finished, resampled))
    assert [one["p_holm"] for one in found["stages"][:-1]] == [None] * 4  # the same four models
    last = found["stages"][-1]
    assert (last["a"], last["b"]) == ("reflection", "resample")
    assert last["accuracy_a"] == pytest.approx(a["stages"][-1]["accuracy"])
    assert last["accuracy_b"] == pytest.approx(b["stages"][-1]["accuracy"])
    assert last["n"] == a["stages"][-1]["n"]
    gain = (last["only_b_right"] - last["only_a_right"]) / last["n"]
    assert last["accuracy_b"] - last["accuracy_a"] == pytest.approx(gain)
    of_a, of_b = found["effort"]
    assert of_a["teacher_calls"] > of_b["teacher_calls"]
    assert of_b["student_paths"] > of_a["student_paths"]
    assert of_a["training_rows"] == sum(stage["d_sft"] for stage in a["stages"])


def test_for_people(finished: Path, resampled: Path, capsys: Capture) -> None:
    assert main(["compare", str(finished), str(resampled)]) == 0
    text = capsys.readouterr().out
    assert "reflection : resample" in text
    assert "same model" in text
    assert "optimiser steps" in text


def test_nothing_in_common(finished: Path, tmp_path: Path, capsys: Capture) -> None:
    run = tmp_path / "other"
    words = ["run", "recipes/fake.toml", "--run-dir", str(run), "--quiet", "--set", "problems.n=40"]
    assert main([*words, "--set", "evaluation.split=dev"]) == 0
    assert main(["compare", str(finished), str(run)]) == 2
    assert "no common problem" in capsys.readouterr().err
