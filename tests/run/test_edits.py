"""Rows changed by hand: noticed before anything is made of them."""

import shutil
from pathlib import Path

import pytest
from tests.run.helpers import database, fake, said

from mathse.cli import main
from mathse.errors import StageIncomplete
from mathse.store.decode import SEALED, StageDigest


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE row SET text = text || ' ' WHERE id = 40",
        "UPDATE row SET status = 'correct' WHERE status = 'incorrect'",
        "DELETE FROM member WHERE position = 3",
        "UPDATE problem SET json = replace(json, 'What is', 'What was')",
        "UPDATE row SET parent = parent + 1 WHERE id = (SELECT min(id) FROM row WHERE parent > 0)",
        "UPDATE row SET money = 2.0 WHERE id = 40",
        "UPDATE training SET model = (SELECT max(digest) FROM model)",
    ],
)
def test_an_edited_database_is_noticed(
    finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], edit: str
) -> None:
    run_dir = shutil.copytree(finished, tmp_path / "run")
    with database(run_dir / "store") as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute(edit)
    assert "was changed" in said(capsys, run_dir, "--set", "rounds=3")


@pytest.mark.parametrize("column", ["text = 'no'", "status = 'cut_off'", "parent = 1", "money = 1"])
def test_an_edited_row_of_a_stage_that_grows_is_noticed(
    finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], column: str
) -> None:
    run_dir = shutil.copytree(finished, tmp_path / "run")
    with database(run_dir / "store") as db:
        edited = (
            f"UPDATE row SET {column} WHERE id = (SELECT min(row.id) FROM row JOIN recipe"
            " ON recipe.id = row.recipe WHERE verb = 'sample')"
        )
        assert db.execute(edited).rowcount == 1
    line = said(capsys, run_dir, "--set", "sampling.n=3")
    assert "are not what was recorded" in line


def test_an_edited_row_of_a_stage_that_was_cut_off_is_noticed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_dir = tmp_path / "run"
    with pytest.raises(StageIncomplete):
        fake(run_dir, "student.speed.failing=0.3")
    with database(run_dir / "store") as db:
        assert db.execute("UPDATE row SET text = text || ' ' WHERE id = 2").rowcount == 1
    assert "the rows 1 to" in said(capsys, run_dir)
    assert main(["status", str(run_dir)]) == 2
    assert "the rows 1 to" in capsys.readouterr().err


def test_a_recording_of_the_version_before_goes_on(finished: Path, tmp_path: Path) -> None:
    """It has no table of batches, and digests of its stages that leave out parent and usage."""
    run_dir = shutil.copytree(finished, tmp_path / "run")
    with database(run_dir / "store") as db:
        db.execute("DROP TABLE batch")
        for (stage,) in db.execute("SELECT id FROM stage WHERE output IS NOT NULL").fetchall():
            digest = StageDigest(like=bytes(32))
            query = f"SELECT {SEALED} FROM member JOIN row ON row.id = row WHERE stage = ? ORDER BY position"
            for row in db.execute(query, (stage,)):
                digest.add(row)
            db.execute("UPDATE stage SET output = ? WHERE id = ?", (digest.digest(), stage))
    assert main(["status", str(run_dir), "--verify"]) == 0
    assert fake(run_dir)["cost"]["calls"] == 0
    grown = fake(run_dir, "sampling.n=3")
    assert grown["cost"]["calls"] > 0
    assert main(["status", str(run_dir), "--verify"]) == 0
