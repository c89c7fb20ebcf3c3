"""Damage, a second writer, a full disk, a person's mistake: one clear line each, nothing lost."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.run.helpers import OPTIONS, SMALL, content, database, fake, said

from mathse import drive
from mathse.cli import main
from mathse.drive import Order, open_run, run
from mathse.errors import StoreError
from mathse.recipe_file import load
from mathse.record import Progress
from mathse.store import Reader, Store


def test_a_second_process_is_refused(
    finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_dir = shutil.copytree(finished, tmp_path / "run")
    with Store(run_dir / "store"):
        line = said(capsys, run_dir)
    assert "is writing to" in line
    fake(run_dir)  # and once it is free, the run goes on


def test_a_truncated_database_is_refused(
    finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_dir = shutil.copytree(finished, tmp_path / "run")
    path = run_dir / "store" / "recording.sqlite"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert "damaged" in said(capsys, run_dir)
    path.write_bytes(b"no database at all, but long enough to be read as the header of one" * 20)
    assert "damaged" in said(capsys, run_dir)


@pytest.mark.parametrize("left", ["all", "models", "images", "summary.json"])
@pytest.mark.parametrize("how", ["empty", "gone"])
def test_a_recording_that_is_gone_or_empty_is_not_begun_anew(
    finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], left: str, how: str
) -> None:
    run_dir = shutil.copytree(finished, tmp_path / "run")
    store = run_dir / "store"
    if left != "all":
        (store / "begun").unlink()
        for other in {store / "models", store / "images"} - {store / left}:
            shutil.rmtree(other)
    (store / "recording.sqlite").write_bytes(b"")
    if how == "gone":
        (store / "recording.sqlite").unlink()
    assert f"is {how}" in said(capsys, run_dir)
    assert main(["status", str(run_dir)]) == 2
    line = capsys.readouterr().err
    assert len(line.splitlines()) == 1
    assert "recording" in line
    shutil.copyfile(finished / "store" / "recording.sqlite", store / "recording.sqlite")
    if left == "all":
        assert fake(run_dir)["cost"]["calls"] == 0


@pytest.mark.parametrize("before", ["rounds=0", "rounds=1"])
def test_an_older_copy_in_the_place_of_a_recording_is_noticed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], before: str
) -> None:
    run_dir, store = tmp_path / "run", tmp_path / "run" / "store"
    fake(run_dir, before)
    shutil.copyfile(store / "recording.sqlite", tmp_path / "older")
    fake(run_dir)
    newer = shutil.copyfile(store / "recording.sqlite", tmp_path / "newer")
    shutil.copyfile(tmp_path / "older", store / "recording.sqlite")
    assert "has lost what was recorded last" in said(capsys, run_dir)
    for words in (["status", str(run_dir)], ["plan", "--run-dir", str(run_dir)]):
        assert main(words) == 2
        assert "has lost what was recorded last" in capsys.readouterr().err
    shutil.copyfile(newer, store / "recording.sqlite")
    assert fake(run_dir)["cost"]["calls"] == 0
    shutil.copyfile(tmp_path / "older", store / "recording.sqlite")
    (store / "begun").unlink()  # as the line says: to have it done again
    assert fake(run_dir)["cost"]["calls"] > 0
    assert fake(run_dir)["cost"]["calls"] == 0


@pytest.mark.parametrize("closed_before", [True, False])
def test_a_log_that_was_taken_away_after_a_kill_is_noticed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], closed_before: bool
) -> None:
    run_dir = tmp_path / "run"
    if closed_before:
        fake(run_dir, "rounds=0")
    with pytest.raises(Killed):
        run_killed(run_dir, after=60)
    killed = tmp_path / "killed"
    assert (killed / "store" / "recording.sqlite-wal").stat().st_size > 0
    whole = shutil.copytree(killed, tmp_path / "whole")
    (killed / "store" / "recording.sqlite-wal").unlink()
    expected = "has lost what was recorded last" if closed_before else "is empty, but"
    assert expected in said(capsys, killed)
    assert main(["status", str(killed)]) == 2
    assert expected in capsys.readouterr().err
    assert fake(whole)["cost"]["calls"] > 0


class Killed(Exception):
    """What stands for the end of a process here."""


def run_killed(run_dir: Path, *, after: int) -> None:
    """Copies the run as a kill would leave it, after so many rows, to the folder "killed" beside it."""

    def stop(progress: Progress) -> None:
        with database(run_dir / "store") as db:
            (rows,) = db.execute("SELECT count(*) FROM row").fetchone()
        if rows >= after:
            shutil.copytree(run_dir, run_dir.parent / "killed")
            raise Killed

    chosen, cast = load("fake", [*SMALL, "run.batch=5"])
    run(chosen, cast, Order(run_dir), stop)


def test_a_store_whose_schema_was_never_committed_begins_anew(tmp_path: Path) -> None:
    """Killed while the database was made: as an empty file, or with a header and no table."""
    for name, pragma in (("empty", ""), ("header", "PRAGMA journal_mode = WAL")):
        store = tmp_path / name / "store"
        (store / "models").mkdir(parents=True)
        (store / "images").mkdir()
        (store / "recording.sqlite").touch()
        with database(store) as db:
            db.execute(pragma)
        with pytest.raises(StoreError, match="nothing is recorded"):
            Reader(store)
        assert fake(tmp_path / name)["cost"]["calls"] > 0
        (store / "begun").unlink()  # killed between the COMMIT and the marker
        assert fake(tmp_path / name)["cost"]["calls"] == 0
        assert (store / "begun").exists()


def test_an_overwritten_image_is_named(
    finished: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run_dir = shutil.copytree(finished, tmp_path / "run")
    for image in (run_dir / "store" / "images").iterdir():
        image.write_bytes(b"another picture")
    assert "not what was recorded" in said(capsys, run_dir)
    monkeypatch.setattr(drive, "AT_ONCE", 0)  # too many to be read at once: as they are used
    assert "not what was recorded" in said(capsys, run_dir, "--set", "teacher.distil.n=2")


def test_another_schema_is_refused(
    finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_dir = shutil.copytree(finished, tmp_path / "run")
    with database(run_dir / "store") as db:
        db.execute("PRAGMA user_version = 99")
    assert "schema version 99" in said(capsys, run_dir)


def test_a_missing_image_is_named(
    finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_dir = shutil.copytree(finished, tmp_path / "run")
    shutil.rmtree(run_dir / "store" / "images")
    line = said(capsys, run_dir, "--set", "teacher.distil.n=2")
    assert "image" in line
    assert "missing" in line
    shutil.copytree(finished / "store" / "images", run_dir / "store" / "images", dirs_exist_ok=True)
    fake(run_dir, "teacher.distil.n=2")


@pytest.mark.parametrize("damage", ["gone", "changed"])
def test_a_damaged_model_is_named_before_it_is_used(
    finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], damage: str
) -> None:
    run_dir = shutil.copytree(finished, tmp_path / "run")
    for model in (run_dir / "store" / "models").iterdir():
        if damage == "gone":
            shutil.rmtree(model)
        else:
            (model / "model.json").write_text('{"skill": 1.0, "critiques": 0}')
    line = said(capsys, run_dir, "--set", "sampling.n=3")
    assert {"gone": "is missing", "changed": "a file was changed"}[damage] in line


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    """The disk is full when a file may not grow any more: the system refuses the write."""
    limit = 700_000  # bytes a file
    code = (
        "import resource, sys; from mathse.cli import main;"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, resource.RLIM_INFINITY));"
        "sys.exit(main(sys.argv[1:]))"
    )
    run_dir = tmp_path / "run"
    command = ["run", "fake", "--run-dir", str(run_dir), "--quiet", *OPTIONS]
    ended = subprocess.run(
        [sys.executable, "-c", code, *command], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2, ended.stderr
    assert len(ended.stderr.splitlines()) == 1, ended.stderr
    with database(run_dir / "store") as db:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        before = db.execute("SELECT count(*) FROM row WHERE calls > 0").fetchone()[0]
    assert before > 0
    summary = fake(run_dir)
    recorded = summary["cost"]["recorded"]["calls"]
    trainings = sum("fine_tune" in name for name in summary["cost"]["recorded"]["stages"])
    assert summary["cost"]["calls"] <= recorded - before
    assert summary["cost"]["calls"] >= recorded - before - trainings
    fake(tmp_path / "whole")
    assert content(run_dir / "store") == content(tmp_path / "whole" / "store")


def test_closing_in_the_middle_of_a_read_loses_nothing(tmp_path: Path) -> None:
    """As Ctrl-C does: what was being read is still open."""
    with Store(tmp_path / "store") as store:
        for number in range(50):
            store.add_recipe(f"key {number}".encode(), "sample", {})
        reading = store.db.execute("SELECT * FROM recipe")
        next(reading)
    with database(tmp_path / "store") as db:
        assert db.execute("SELECT count(*) FROM recipe").fetchone() == (50,)
    db.close()
    del reading  # the process ends, and another one writes
    with Store(tmp_path / "store"):
        pass
    assert not (tmp_path / "store" / "recording.sqlite-wal").exists()  # one file holds everything


def test_a_full_database_says_so(tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store:
        pages = store.db.execute("PRAGMA page_count").fetchone()[0]
        store.db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match="no space left"):
            store.add_recipe(b"key", "sample", {"fill": "x" * 100_000})


def test_a_run_with_its_own_store_can_be_moved(finished: Path, tmp_path: Path) -> None:
    moved = shutil.copytree(finished, tmp_path / "elsewhere")
    with open_run(moved) as recording:
        assert [stage.name for stage in recording.replay()][-1] == "reflection"
    assert fake(moved)["cost"]["calls"] == 0
    with database(moved / "store") as db:
        assert db.execute("SELECT count(*) FROM run").fetchone()[0] == 1
