"""Calls `mathse evaluate`, and a small benchmark for it."""

import json
from pathlib import Path
from typing import Any

import pytest

from mathse.cli import main


def evaluate(
    capsys: pytest.CaptureFixture[str], *words: str, status: int = 0
) -> tuple[dict[str, Any], str]:
    capsys.readouterr()
    assert main(("evaluate", *words, "--json", "--quiet")) == status
    captured = capsys.readouterr()
    return (json.loads(captured.out) if status == 0 else {}), captured.err


def problems(folder: Path) -> Path:
    file = folder / "problems.jsonl"
    rows = [
        {"id": str(i), "question": f"What is {i} + 2?", "answer": str(i + 2), "level": i % 2}
        for i in range(6)
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file
