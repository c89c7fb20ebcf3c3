"""`--limit N`: the whole benchmark is read, and only what is measured is copied."""

import json
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from evaluating import evaluate
from PIL import Image

COUNT = 12


def rows(folder: Path) -> list[dict[str, Any]]:
    """Problems of which two have the same picture."""
    folder.mkdir()
    for i in range(COUNT - 1):
        Image.new("RGB", (8, 8), (20 * i, 0, 0)).save(folder / f"{i}.png")
    return [
        {
            "id": str(i),
            "question": f"What is {i} + 2?",
            "answer": str(i + 2),
            "image": f"{i or 1}.png",
        }
        for i in range(COUNT - 1)
    ]


def as_jsonl(folder: Path) -> Path:
    lines = "".join(json.dumps(row) + "\n" for row in rows(folder))
    (folder / "p.jsonl").write_text(lines)
    return folder


def as_parquet(folder: Path) -> Path:
    table = [
        row | {"image": {"bytes": (folder / row["image"]).read_bytes()}} for row in rows(folder)
    ]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(table), folder / "p.parquet")
    return folder


@pytest.mark.parametrize("source", ["jsonl", "parquet"])
def test_only_what_is_measured_is_copied(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], endpoint: str, source: str
) -> None:
    data = {"jsonl": as_jsonl, "parquet": as_parquet}[source](tmp_path / "data")
    words = ("--model", f"{endpoint}#small", "--benchmark", source, "--data", str(data))
    few, whole = tmp_path / "few", tmp_path / "whole"

    def ids(run: Path, *more: str) -> list[str]:
        evaluate(capsys, *words, "--run-dir", str(run), *more)
        lines = (run / "answers.jsonl").read_text().splitlines()
        return [json.loads(line)["id"] for line in lines]

    drawn = ids(few, "--limit", "3")
    assert len(list((few / "store" / "images").iterdir())) == len(drawn) == 3
    assert not list((few / "store").glob(".*"))
    assert len(ids(whole)) == COUNT - 1
    assert ids(whole, "--limit", "3") == drawn
    assert len(list((whole / "store" / "images").iterdir())) == COUNT - 2
    (few / "store" / ".aside-killed").mkdir()  # what a killed reading left
    grown = ids(few, "--limit", "5")
    assert not list((few / "store").glob(".*"))
    assert set(drawn) < set(grown)
    assert len(ids(few)) == COUNT - 1
