"""A recording that is not what it was: status, show and lineage say so, in one line."""

import json
import random
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from tests.run.edits import EDITS

from mathse import stages
from mathse.cli import main
from mathse.store import verify
from mathse.store.seal import TABLES

Capture = pytest.CaptureFixture[str]


def damaged(run: Path, to: Path, edit: str) -> Path:
    """A copy of the run, edited by hand."""
    shutil.copytree(run, to)
    with sqlite3.connect(to / "store" / "recording.sqlite") as db:
        assert db.execute(edit).rowcount > 0
    return to


def refused(capsys: Capture, *words: str) -> str:
    """The one line with which a command refuses, with nothing on stdout."""
    capsys.readouterr()
    assert main([*words]) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert len(error.splitlines()) == 1, error
    return error


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        ("UPDATE problem SET json = replace(json, 'What is', 'What was')", "its problems are not"),
        ("UPDATE problem SET json = replace(json, 'Multiply', 'Add')", "its problems are not"),
        ("UPDATE problem SET json = replace(json, '\"meta\"', '\"mate\"')", "its problems are not"),
        ("DELETE FROM problem WHERE json LIKE '%2%'", "its problems are not"),
        ("UPDATE load_member SET split = 'seed' WHERE position = 7", "its problems are not"),
        ("DELETE FROM load_member WHERE position > 10", "its problems are not"),
        ("DELETE FROM row WHERE id = 40", "a member names a row that is gone"),
        ("UPDATE row SET text = text || ' ' WHERE id = 1", "the rows of base.evaluate are not"),
        ("DELETE FROM member WHERE position = 3", "the rows of base.evaluate are not"),
        (
            "UPDATE row SET parent = parent + 1 WHERE id = (SELECT min(id) FROM row WHERE parent > 0)",
            "the rows of base.evaluate.judge.truth are not",
        ),
        ("UPDATE row SET money = 7.5 WHERE id = 1", "the rows of base.evaluate are not"),
        ("UPDATE row SET tokens_out = 9 WHERE id = 1", "the rows of base.evaluate are not"),
        ("UPDATE row SET sample = 1 WHERE id = 1", "the rows of base.evaluate are not"),
        (
            "UPDATE training SET model = (SELECT max(digest) FROM model) WHERE model ="
            " (SELECT min(digest) FROM model)",
            "is not the one that was trained",
        ),
    ],
)
def test_damage_is_an_error_of_every_command_that_reads(
    finished: Path, tmp_path: Path, capsys: Capture, edit: str, said: str
) -> None:
    run = str(damaged(finished, tmp_path / "run", edit))
    for words in (["status", run], ["show", run, "d_sft"], ["show", run, "verdicts", "--json"],
                  ["lineage", run, "1"]):  # fmt: skip
        assert said in refused(capsys, *words)
    assert " was changed: " in refused(capsys, "plan", "--run-dir", run)


@pytest.mark.parametrize("edit", EDITS)
def test_every_edit_is_noticed(finished: Path, tmp_path: Path, capsys: Capture, edit: str) -> None:
    run = str(damaged(finished, tmp_path / "run", edit))
    for words in (["status", run], ["show", run, "models"], ["lineage", run, "40"]):
        assert EDITS[edit] in refused(capsys, *words)


def test_an_edit_is_noticed_by_every_command_that_reads(
    finished: Path, tmp_path: Path, capsys: Capture
) -> None:
    run = str(damaged(finished, tmp_path / "run", "DELETE FROM training"))
    out = str(tmp_path / "out")
    for words in (["status", run, "--verify"], ["show", run, "failures"], ["compare", run, run],
                  ["plan", "--run-dir", run], ["export", run, "--format", "messages", "--out", out],
                  ["evaluate", "--model", run, "--benchmark", "jsonl", "--data", out]):  # fmt: skip
        assert EDITS["DELETE FROM training"] in refused(capsys, *words)


def row_of(capsys: Capture, run: Path, table: str) -> dict[str, Any]:
    capsys.readouterr()
    assert (
        main(["show", str(run), table, "--where", "stage=round_1", "--limit", "1", "--json"]) == 0
    )
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize(
    ("edit", "stage"),
    [
        ("UPDATE row SET text = 'The answer is 7.' WHERE id = {path}", "round_1.sample"),
        ("UPDATE row SET status = 'incorrect', json = '{{}}' WHERE id = {verdict}", "round_1.judge.fake"),
        ("DELETE FROM member WHERE row = {path} AND stage = (SELECT min(stage) FROM member"
         " WHERE row = {path})", "round_1.sample"),
        ("DELETE FROM member WHERE row = {verdict}", "round_1.judge.fake"),
    ],
)  # fmt: skip
def test_lineage_names_the_stage_that_is_not_what_it_was_also_of_a_big_recording(
    finished: Path,
    tmp_path: Path,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
    edit: str,
    stage: str,
) -> None:
    row = row_of(capsys, finished, "d_sft")
    edit = edit.format(path=row["id"], verdict=row["verdict"])
    run = str(damaged(finished, tmp_path / "run", edit))
    monkeypatch.setattr(verify, "AT_ONCE", 0)
    assert f"the rows of {stage} are not" in refused(capsys, "lineage", run, str(row["id"]))
    assert f"the rows of {stage} are not" in refused(capsys, "show", run, "d_sft")
    assert f"the rows of {stage} are not" in refused(capsys, "status", run, "--verify")
    capsys.readouterr()
    assert main(["status", run]) == 0  # nobody looked, and that is said
    assert "not verified: the recording has" in capsys.readouterr().out
    assert main(["status", run, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["verified"] is None


def test_an_undamaged_run_is_said_to_be_so(finished: Path, capsys: Capture) -> None:
    with sqlite3.connect(finished / "store" / "recording.sqlite") as db:
        done = db.execute("SELECT count(*) FROM run_stage").fetchone()[0]
    capsys.readouterr()
    assert main(["status", str(finished), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["verified"] == done
    assert main(["status", str(finished)]) == 0
    assert f"verified: {done} finished stages, " in capsys.readouterr().out


@pytest.mark.parametrize("how", ["is gone", "is empty", "is no file"])
def test_nothing_is_planned_anew_where_a_recording_is_lost(
    finished: Path, tmp_path: Path, capsys: Capture, how: str
) -> None:
    run = shutil.copytree(finished, tmp_path / "run")
    recording = run / "store" / "recording.sqlite"
    recording.unlink()
    if how == "is empty":
        recording.touch()
    if how == "is no file":
        recording.mkdir()
    expected = how if how == "is empty" else "recording.sqlite is "
    for words in (["plan", "--run-dir", str(run)], ["run", "--run-dir", str(run)],
                  ["status", str(run)]):  # fmt: skip
        assert expected in refused(capsys, *words)
    (run / "summary.json").unlink()
    for words in (["plan", "--run-dir", str(run)], ["run", "--run-dir", str(run)]):
        assert f"recording.sqlite {how}" in refused(capsys, *words)


@pytest.mark.parametrize("folder", ["images", "models"])
def test_overwritten_files_are_an_error(
    finished: Path, tmp_path: Path, capsys: Capture, folder: str
) -> None:
    run = shutil.copytree(finished, tmp_path / "run")
    file = next(path for path in sorted((run / "store" / folder).rglob("*")) if path.is_file())
    file.write_bytes(file.read_bytes()[::-1])
    assert "not what was recorded" in refused(capsys, "status", str(run))
    assert "not what was recorded" in refused(capsys, "status", str(run), "--verify")


def test_many_images_are_read_where_it_is_asked_for(
    finished: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, "MANY", 0)
    capsys.readouterr()
    assert main(["status", str(finished)]) == 0
    assert "images and models were not read" in capsys.readouterr().out
    assert main(["status", str(finished), "--verify"]) == 0
    assert "images and models are what was recorded" in capsys.readouterr().out


def test_a_model_that_was_taken_away_is_said_and_an_error_where_all_is_verified(
    finished: Path, tmp_path: Path, capsys: Capture
) -> None:
    run = shutil.copytree(finished, tmp_path / "run")
    models = sorted((run / "store" / "models").iterdir())
    shutil.rmtree(models[0])
    for words in (["status", str(run)], ["run", "--run-dir", str(run), "--quiet"]):
        capsys.readouterr()
        assert main(words) == 0
        out, error = capsys.readouterr()
        said = f"a model is gone from {run / 'store' / 'models'}: {models[0].name}"
        assert said in (out if words[0] == "status" else error)
    shutil.rmtree(models[1])
    capsys.readouterr()
    assert main(["status", str(run), "--json"]) == 0
    (line,) = json.loads(capsys.readouterr().out)["gone"]
    assert line.endswith(f"models: {models[0].name}, {models[1].name}")
    assert "is missing" in refused(capsys, "status", str(run), "--verify")


def test_a_changed_model_stops_a_run_that_has_nothing_left_to_do(
    finished: Path, tmp_path: Path, capsys: Capture
) -> None:
    run = shutil.copytree(finished, tmp_path / "run")
    for model in (run / "store" / "models").iterdir():
        (model / "model.json").write_text('{"skill": 1.0, "critiques": 0}')
    assert "a file was changed" in refused(capsys, "run", "--run-dir", str(run), "--quiet")


def test_a_stage_that_reads_other_rows_than_it_did_is_not_taken_for_one_to_come(
    finished: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(stages.VERSIONS, "sample", 2)  # as another version of mathse might
    assert "has round_1.sample, but of other rows" in refused(
        capsys, "show", str(finished), "d_sft"
    )


@pytest.mark.parametrize("seed", range(12))
def test_overwritten_bytes_are_noticed_or_harmless(
    finished: Path, tmp_path: Path, capsys: Capture, seed: int
) -> None:
    run = shutil.copytree(finished, tmp_path / "run")
    path = run / "store" / "recording.sqlite"
    whole, chance = bytearray(path.read_bytes()), random.Random(seed)
    for _ in range(chance.choice([1, 1, 40])):
        at = chance.randrange(len(whole))
        whole[at : at + 8] = chance.randbytes(8)
    path.write_bytes(whole[: (finished / "store" / "recording.sqlite").stat().st_size])
    capsys.readouterr()
    noticed = main(["status", str(run)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == noticed
    if not noticed:
        for table in TABLES:
            query = f"SELECT * FROM {table}"
            with (
                sqlite3.connect(path) as db,
                sqlite3.connect(finished / "store" / path.name) as was,
            ):
                assert db.execute(query).fetchall() == was.execute(query).fetchall()
    for words in (["show", str(run), "rollouts"], ["lineage", str(run), "9"]):
        assert main(words) in (0, 2)
