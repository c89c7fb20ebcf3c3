"""Runs of the fake cast, and what they left in the recording."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from mathse.cli import main
from mathse.drive import Order, run
from mathse.recipe_file import load

SMALL = ("problems.n=60", "problems.settings.count=60")
OPTIONS = [part for change in SMALL for part in ("--set", change)]


def fake(run_dir: Path, *changes: str, recipe: str = "fake", **order: Any) -> dict[str, Any]:
    """The summary of a small fake run in this process."""
    chosen, cast = load(recipe, [*SMALL, *changes])
    return run(chosen, cast, Order(run_dir, **order), lambda progress: None)


def made(summary: dict[str, Any]) -> dict[str, int]:
    """Calls that this invocation made, by stage."""
    return dict(summary["cost"]["stages"])


def database(store: Path) -> sqlite3.Connection:
    """The recording, for reading and for damage."""
    return sqlite3.connect(store / "recording.sqlite")


def content(store: Path) -> dict[str, Any]:
    """All that is recorded, without the numbers that depend on the order of writing."""
    with database(store) as db:
        rows = db.execute(
            "SELECT recipe.key, row.unit, row.problem, coalesce(path.content, x''), row.sample,"
            " row.status, row.text, row.content, row.json, row.calls, row.tokens_out"
            " FROM row JOIN recipe ON recipe.id = row.recipe LEFT JOIN row path"
            " ON path.id = row.parent"
        ).fetchall()
        members = db.execute(
            "SELECT recipe.key, stage.units, position, row.unit, row.text FROM member"
            " JOIN stage ON stage.id = member.stage JOIN recipe ON recipe.id = stage.recipe"
            " JOIN row ON row.id = member.row"
        ).fetchall()
        trainings = db.execute(
            "SELECT recipe.key, input, model FROM training JOIN recipe ON recipe.id = recipe"
        ).fetchall()
    return {
        "rows": sorted(tuple(map(_plain, row)) for row in rows),
        "members": sorted(members),
        "trainings": sorted(trainings),
    }


def _plain(value: Any) -> Any:
    """Notes without the row numbers that they link to."""
    if isinstance(value, str) and value.startswith("{"):
        try:
            note = json.loads(value)
        except json.JSONDecodeError:
            return value
        note.pop("feedback", None)
        return json.dumps(note, sort_keys=True)
    return value


def said(capsys: pytest.CaptureFixture[str], run_dir: Path, *options: str) -> str:
    """The one line with which `mathse run` refuses; its exit status is 2."""
    arguments = ["run", "fake", "--run-dir", str(run_dir), "--quiet", *OPTIONS, *options]
    assert main(arguments) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1, lines
    return lines[0]
