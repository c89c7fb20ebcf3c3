"""Rows of `mathse evaluate --responses` that bring their own reference, and their tags."""

from pathlib import Path
from typing import Any

import pytest
from evaluating import evaluate, responses


@pytest.mark.parametrize(
    ("fields", "right"),
    [
        ({"gold": None, "answer": "3"}, True),
        ({"gold": "", "answer": 3}, True),
        ({"gold": "3", "answer": "4"}, True),
        ({"gold": ["3"]}, True),
        ({"gold": ["3", "4"]}, False),
        ({"gold": "B", "options": ["", ""]}, False),
        ({"gold": "B", "options": ["4", "3"]}, True),
    ],
)
def test_a_row_with_its_own_gold_is_read_as_a_problem_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], fields: dict[str, Any], right: bool
) -> None:
    row = {"id": "1", "response": "The answer is 3.", **fields}
    found, _ = evaluate(capsys, "--responses", str(responses(tmp_path / "r.jsonl", row)))
    assert (found["n"], found["accuracy"], found["left_out"]) == (1, float(right), [])


def test_both_blanks_of_a_gold_are_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {"id": "1", "response": "The answer is 3 and 4.", "gold": ["3", 4]}
    found, _ = evaluate(capsys, "--responses", str(responses(tmp_path / "r.jsonl", row)))
    assert found["accuracy"] == 1.0


def test_a_number_with_a_point_is_a_tag_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """pandas writes whole numbers of a column with a gap as 2.0."""
    said = {"response": "The answer is 3.", "gold": "3"}
    levels = [2, 2.0, "2", 10.0, 9.5, float("nan"), None, [2]]
    rows = [{"id": str(i), **said, "level": level} for i, level in enumerate(levels)]
    file = str(responses(tmp_path / "r.jsonl", *rows))
    found, _ = evaluate(capsys, "--responses", file, "--by", "level")
    assert [(level, one["n"]) for level, one in found["by"]["level"].items()] == [
        ("2", 3), ("9.5", 1), ("10", 1),
    ]  # fmt: skip
    twice = [{"id": "1", **said, "temperature": heat} for heat in (1, 1.0, 0.7)]
    file = str(responses(tmp_path / "t.jsonl", *twice))
    found, _ = evaluate(capsys, "--responses", file, "--by", "temperature")
    assert {name: one["n"] for name, one in found["by"]["temperature"].items()} == {
        "0.7": 1,
        "1": 1,
    }
