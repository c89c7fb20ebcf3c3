"""Rows changed by hand: noticed before anything is made of them."""

import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.run.edits import EDITS
from tests.run.helpers import database, fake, said

from mathse.cli import main
from mathse.errors import StageIncomplete
from mathse.store import Store
from mathse.store.decode import SEALED, StageDigest
from mathse.store.seal import TABLES, unfit


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


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_is_noticed_before_a_run_does_anything(
    finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], edit: str
) -> None:
    run_dir = shutil.copytree(finished, tmp_path / "run")
    with database(run_dir / "store") as db:
        assert db.execute(edit).rowcount > 0
        before = db.execute("SELECT count(*) FROM training").fetchone()
    line = said(capsys, run_dir)
    assert EDITS[edit] in line
    assert "was changed" in line
    with database(run_dir / "store") as db:
        assert db.execute("SELECT count(*) FROM training").fetchone() == before


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
    assert "its table row is not" in said(capsys, run_dir)
    assert main(["status", str(run_dir)]) == 2
    assert "its table row is not" in capsys.readouterr().err


def test_a_recording_of_the_version_before_goes_on(finished: Path, tmp_path: Path) -> None:
    """It has digests of batches in the place of sums, and older ones of its stages leave out parent and usage."""
    run_dir = shutil.copytree(finished, tmp_path / "run")
    with database(run_dir / "store") as db:
        db.execute("CREATE TABLE batch (first INTEGER PRIMARY KEY, stage REFERENCES stage)")
        db.execute("INSERT INTO batch VALUES (1, 1)")
        as_version_1(db)
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
    with database(run_dir / "store") as db:
        tables = "SELECT count(*) FROM sqlite_master WHERE name IN ('batch', 'seal')"
        assert db.execute(tables).fetchone() == (1,)


@pytest.mark.parametrize("edit", ["UPDATE row SET text = 'no' WHERE id = 4", "DELETE FROM problem"])
def test_a_recording_of_the_version_before_is_verified_before_it_is_taken_as_it_is(
    finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], edit: str
) -> None:
    run_dir = shutil.copytree(finished, tmp_path / "run")
    with database(run_dir / "store") as db:
        as_version_1(db)
        db.execute(edit)
    for _ in range(2):
        assert "was changed" in said(capsys, run_dir)
        assert main(["status", str(run_dir)]) == 2
        assert "was changed" in capsys.readouterr().err


def as_version_1(db: sqlite3.Connection) -> None:
    """The schema before there were sums of tables."""
    db.execute("DROP TABLE seal")
    db.execute("PRAGMA user_version = 1")


@settings(max_examples=8, deadline=None)
@given(kept=st.lists(st.tuples(st.text(), st.binary(), st.booleans()), max_size=4))
def test_sums_fit_whatever_was_written_rolled_back_or_taken_away(
    kept: list[tuple[str, bytes, bool]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("store")
    text = [(name.encode("utf-8", "replace").decode(), key, ends) for name, key, ends in kept]
    with Store(folder) as store:
        for number, (name, key, ends) in enumerate(text):
            load = store.add_load(bytes([number]) + key, [], {"name": name}, {})
            run = store.begin_run(f"{name}{number}", name, load)
            with suppress(ZeroDivisionError), store.transaction() as db:
                db.execute("UPDATE run SET recipe = recipe || ? WHERE id = ?", (name, run))
                db.execute("DELETE FROM run WHERE id = ? - 1", (run,))
                stage = "INSERT INTO stage (recipe, units, failed, seconds) VALUES (1, ?, 0, 0.1)"
                if ends:
                    raise ZeroDivisionError
                db.execute("PRAGMA defer_foreign_keys = ON")
                db.execute(stage, (bytes([number]) + key,))
                db.execute("DELETE FROM stage")
        assert unfit(store.db, TABLES) == []
    with Store(folder) as store:
        assert unfit(store.db, TABLES) == []
