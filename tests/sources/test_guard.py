"""`mathse run` looks its problems up in the benchmarks before it trains on them."""

import json
from pathlib import Path
from typing import Any

import pytest
from hostile import write_lines

from mathse.cli import main

RECIPE = """
rounds = 1

[problems]
source = "jsonl"
path = "{train}"
contaminated = "{action}"

[[problems.against]]
source = "jsonl"
path = "{benchmark}"

[base]
use = "fake"

[student]
use = "fake"

[teacher]
use = "fake_teacher"

[trainer]
use = "fake"

[judges.judge]
use = "fake"
"""


def sums(start: int, stop: int) -> list[dict[str, Any]]:
    """Questions that the fake cast can solve, each about other things."""
    things = ["apples", "bottles", "candles", "drums", "eggs", "ferries", "gloves", "hats"]
    return [
        {
            "id": str(i),
            "question": f"{i + 211} {things[i % 8]} and {i + 57} boxes of {i + 90} {things[(i * 3 + 1) % 8]}"
            f" are sold on market day number {i}: what is {i + 211} + {i + 57} * {i + 90}?",
            "answer": str(i + 211 + (i + 57) * (i + 90)),
        }
        for i in range(start, stop)
    ]  # fmt: skip


@pytest.mark.parametrize("action", ["drop", "flag"])
def test_problems_of_a_benchmark_are_dropped_or_flagged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], action: str
) -> None:
    train = write_lines(tmp_path / "train.jsonl", *sums(0, 30))
    copies = [
        {**row, "question": "Work this out. " + row["question"].replace("are sold", "were sold")}
        for row in sums(0, 30)[::3]
    ]
    benchmark = write_lines(tmp_path / "benchmark.jsonl", *copies)
    recipe = tmp_path / "recipe.toml"
    text = RECIPE.format(train=train, benchmark=benchmark, action=action)
    recipe.write_text(text, encoding="utf-8")
    assert main(("plan", str(recipe), "--run-dir", str(tmp_path / "run"), "--json")) == 0
    planned = capsys.readouterr()
    assert main(("run", str(recipe), "--run-dir", str(tmp_path / "run"), "--quiet")) == 0
    said = capsys.readouterr()
    assert "contamination: " in said.out
    summary = json.loads((tmp_path / "run" / "summary.json").read_text())
    report = summary["problems"]["contamination"]
    assert report["known"] == 10
    assert 1 <= report["found"] <= 10
    assert report["action"] == {"drop": "dropped", "flag": "flagged"}[action]
    line = f"load: {report['found']} of {report['looked_up']} training problems stand in jsonl {benchmark}"
    for stderr in (planned.err, said.err):  # before anything is done, and when the run begins
        assert f"{line}: {report['action']}; the first: " in stderr
    assert json.loads(planned.out)["warnings"][0].startswith(line.removeprefix("load: "))
    assert all(name == known.split()[-1] for name, known, *_ in report["examples"])
    kept = summary["problems"]["problems"]
    assert kept == 30 - (report["found"] if action == "drop" else 0)
    main(("show", str(tmp_path / "run"), "problems", "--json"))
    problems = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    flagged = [problem for problem in problems if "contaminated" in json.dumps(problem)]
    assert len(flagged) == (report["found"] if action == "flag" else 0)


@pytest.mark.parametrize("shares", ["", "[problems.split]\nseed = 0.0\ntest = 0.3"])
def test_a_guard_that_drops_everything_stops_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], shares: str
) -> None:
    """The test problems are left, but there is nothing to train on."""
    train = write_lines(tmp_path / "train.jsonl", *sums(0, 30))
    recipe = tmp_path / "recipe.toml"
    text = RECIPE.format(train=train, benchmark=train, action="drop")
    recipe.write_text(text + shares, encoding="utf-8")
    for command in ("run", "plan"):
        capsys.readouterr()
        assert main((command, str(recipe), "--run-dir", str(tmp_path / "run"))) == 2
        error = capsys.readouterr().err
        assert "stands in a benchmark" in error
        assert "nothing is left to train on" in error
        assert error.count("\n") == 1
    assert main(("run", str(recipe), "--run-dir", str(tmp_path / "run"), "--quiet", "--set",
                 "problems.contaminated=flag", "--set", "problems.split.seed=0.3")) == 0  # fmt: skip
