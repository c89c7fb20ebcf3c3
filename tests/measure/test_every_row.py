"""A benchmark that holds a problem more than once: each row counts, and each goes with what was trained on."""

import json
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from evaluating import Chat, evaluate
from PIL import Image


def lines(file: Path, *rows: dict[str, Any]) -> Path:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


def test_versions_of_equal_content_are_each_scored(
    endpoint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """MathVerse's problem 685: Text Lite and Vision Intensive are letter for letter the same."""
    Image.effect_noise((32, 32), 90).save(tmp_path / "685.png")
    asks = {"Text Dominant": "A can is 13 high and 3 wide. Find L.", "Text Lite": "Find L.",
            "Vision Intensive": "Find L."}  # fmt: skip
    rows = [
        {"problem_index": "685", "problem_version": version, "question": ask, "answer": "4",
         "image": "685.png", "metadata": {"subject": "Solid Geometry"}}
        for version, ask in asks.items()
    ]  # fmt: skip
    (tmp_path / "testmini.json").write_text(json.dumps(rows))
    out = tmp_path / "out"
    words = ("--model", f"{endpoint}#small", "--benchmark", "mathverse", "--data", str(tmp_path),
             "--run-dir", str(out))  # fmt: skip
    found, said = evaluate(capsys, *words)
    assert (found["n"], found["answered"], found["problems"]) == (3, 3, 3)
    assert {name: one["n"] for name, one in found["figures"].items()} == {
        "ALL": 3, "Text Dominant": 1, "Text Lite": 1, "Vision Intensive": 1,
    }  # fmt: skip
    assert "repeat" not in said
    made = len(Chat.asked)
    again, _ = evaluate(capsys, *words)
    assert (again["calls"], len(Chat.asked), again["n"]) == (0, made, 3)
    answers = [json.loads(line)["id"] for line in (out / "answers.jsonl").open()]
    assert answers == [f"{version}/685" for version in asks]


def test_each_version_of_a_trained_problem_is_taken_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One training problem, three of a benchmark: the accuracy without them is of the others alone."""
    text = "A train leaves town at nine and travels three hours at eighty km per hour. How far?"
    other = "A shop sells pens in packs of twelve and Mia buys seven packs. How many pens is that?"
    asks = {"a": text, "b": f"{text} In km.", "c": f"Say in km: {text}", "shop": other}
    rows = [{"id": name, "question": ask, "answer": "240"} for name, ask in asks.items()]
    file = lines(tmp_path / "benchmark.jsonl", *rows)
    trained = lines(tmp_path / "trained.jsonl", {**rows[0], "id": "mine"})
    said = [{"id": name, "response": "The answer is 240."} for name in "abc"]
    said += [{"id": "shop", "response": "The answer is 7."}]
    written = lines(tmp_path / "r.jsonl", *said)
    words = ("--responses", str(written), "--benchmark", "jsonl", "--data", str(file))
    known = evaluate(capsys, *words, "--trained-on", f"jsonl={trained}")[0]["contamination"]
    assert (known["found"], known["clean"]["n"], known["clean"]["accuracy"]) == (3, 1, 0.0)


def test_responses_are_scored_on_a_benchmark_with_fields_or_a_split_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = lines(tmp_path / "p.jsonl", {"id": "1", "problem": "1 + 2?", "answer": "3"})
    written = lines(tmp_path / "r.jsonl", {"id": "1", "response": "The answer is 3."})
    words = ("--responses", str(written), "--benchmark", "jsonl", "--data", str(file))
    named = ("--set", "problems.settings.question=problem")
    assert evaluate(capsys, *words, *named)[0]["accuracy"] == 1.0
    table = pyarrow.Table.from_pylist([{"id": "1", "question": "1 + 2?", "answer": "3"}])
    (tmp_path / "k12").mkdir()
    pyarrow.parquet.write_table(table, tmp_path / "k12" / "test-0.parquet")
    tested = (*words[:2], "--benchmark", "mmk12", "--data", str(tmp_path / "k12"))
    found, _ = evaluate(capsys, *tested, "--set", "problems.settings.split=test")
    assert (found["n"], found["accuracy"]) == (1, 1.0)
    for wrong in ((*words, "--set", "budget.calls=3"), (*words[:2], *named)):
        _, said = evaluate(capsys, *wrong, status=2)
        assert "is for a --model: of --responses, problems.settings.NAME=VALUE sets how" in said
        assert said.count("\n") == 1
