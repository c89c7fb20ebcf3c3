"""What the guard could not read is no clean bill: it is counted and said, and nothing at all is refused."""

import json
from pathlib import Path

import pytest
from hostile import write_lines
from test_guard import RECIPE, sums

from mathse.cli import main

GONE = {"id": "gone", "question": "What is drawn?", "answer": "3", "image": "gone.png"}


def folders(tmp_path: Path, *, readable: int) -> tuple[Path, Path, Path]:
    """A training set, a benchmark of which so many rows can be read and two cannot, and a recipe."""
    train = write_lines(tmp_path / "train.jsonl", *sums(0, 30))
    bad = [GONE, GONE | {"id": "too"}]
    benchmark = write_lines(tmp_path / "benchmark.jsonl", *sums(100, 100 + readable), *bad)
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(RECIPE.format(train=train, benchmark=benchmark, action="drop"))
    return train, benchmark, recipe


def test_unreadable_rows_of_a_benchmark_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    train, benchmark, recipe = folders(tmp_path, readable=3)
    line = (f"2 of the 5 rows of jsonl {benchmark} cannot be read, and nobody can tell whether they are "
            "known; the first: gone: image 'gone.png' is missing")  # fmt: skip
    for words in (("plan",), ("run", "--quiet")):
        assert main((words[0], str(recipe), "--run-dir", str(tmp_path / "run"), *words[1:])) == 0
        assert f"load: {line}\n" in capsys.readouterr().err
    summary = json.loads((tmp_path / "run" / "summary.json").read_text())
    assert summary["problems"]["contamination"]["unread"] == [line]
    assert main(("sources", "check", "jsonl", str(train), "--against", f"jsonl={benchmark}")) == 0
    assert f"mathse: {line}\n" in capsys.readouterr().err
    said = write_lines(tmp_path / "r.jsonl", {"id": "1", "response": "The answer is 3."})
    words = ("evaluate", "--responses", str(said), "--benchmark", "jsonl", "--data", str(train),
             "--run-dir", str(tmp_path / "o"), "--trained-on", f"jsonl={benchmark}")  # fmt: skip
    assert main(words) == 0
    assert line in capsys.readouterr().out


def test_a_benchmark_of_which_nothing_can_be_read_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    train, benchmark, recipe = folders(tmp_path, readable=0)
    said = write_lines(tmp_path / "r.jsonl", {"id": "1", "response": "The answer is 3."})
    run = ("--run-dir", str(tmp_path / "run"))
    for words in (
        ("plan", str(recipe), *run),
        ("run", str(recipe), "--quiet", *run),
        ("sources", "check", "jsonl", str(train), "--against", f"jsonl={benchmark}"),
        ("evaluate", "--responses", str(said), "--benchmark", "jsonl", "--data", str(train),
         "--trained-on", f"jsonl={benchmark}"),
    ):  # fmt: skip
        assert main(words) == 2
        error = capsys.readouterr().err
        assert error.startswith(f"mathse: 2 of the 2 rows of jsonl {benchmark} cannot be read")
        assert error.count("\n") == 1
