"""What a person brings is not asked for again, and every row says where it came from."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from mathse.cli import main

SIZE = ("--set", "problems.settings.count=80", "--set", "rounds=1")
ORM = ("--set", "orm.train=true", "--set", "judges.orm.use=fake_orm", "--set", "orm.accept=truth",
       "--set", 'judge.keys=["fake", "orm"]')  # fmt: skip


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that somebody else paid for."""
    folder = tmp_path_factory.mktemp("runs") / "elsewhere"
    assert main(("run", "fake", "--run-dir", str(folder), "--quiet", *SIZE, *ORM)) == 0
    return folder


def shown(run_dir: Path, table: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(("show", str(run_dir), table, "--json")) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def summary(run_dir: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((run_dir / "summary.json").read_text())
    return found


def write(file: Path, rows: list[dict[str, Any]]) -> Path:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


def bring(run_dir: Path, *words: str, status: int = 0) -> None:
    found = main(("import", "fake", "--run-dir", str(run_dir), "--by", "gpt-4o in May", *words))
    assert found == status


def test_solutions_are_not_paid_for_again(
    elsewhere: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    solved = [row for row in shown(elsewhere, "rollouts", capsys) if row["verb"] == "distil"]
    ids = {row["id"]: row["source_id"] for row in shown(elsewhere, "problems", capsys)}
    half = solved[::2]
    rows = [{"id": ids[row["problem"]], "solution": row["text"]} for row in half]
    rows += [{"id": "nobody", "solution": "?"}, {"id": rows[0]["id"]}]
    rows.append({"id": rows[0]["id"], "solution": "\ud800"})
    file = write(tmp_path / "solutions.jsonl", rows)
    run_dir = tmp_path / "run"
    bring(run_dir, *SIZE, "--solutions", str(file), status=1)
    said = capsys.readouterr().out
    assert f"{len(half)} of {len(rows)} taken" in said
    assert "no problem of this run" in said
    assert "no solution" in said
    assert "is not UTF-8" in said
    bring(run_dir, *SIZE, "--solutions", str(file), status=1)
    assert f"0 of {len(rows)} taken, {len(half)} were there already" in capsys.readouterr().out
    assert main(("run", "--run-dir", str(run_dir), "--quiet")) == 0
    assert summary(run_dir)["cost"]["stages"]["distilled.distil"] == len(solved) - len(half)
    distilled = [row for row in shown(run_dir, "rollouts", capsys) if row["verb"] == "distil"]
    assert len(distilled) == len(solved)
    assert [row["by"] for row in distilled if row["by"]] == ["gpt-4o in May"] * len(half)
    assert {row["policy"] for row in distilled} == {"import", "fake_teacher"}
    (origin,) = {json.dumps(row["note"]["imported"]) for row in distilled if row["by"]}
    assert json.loads(origin)["file"] == "solutions.jsonl"
    first = next(row["id"] for row in distilled if row["by"])
    assert main(("lineage", str(run_dir), str(first))) == 0
    assert re.search(
        r"\| imported from solutions.jsonl \(\w{12}\), by gpt-4o in May \|", capsys.readouterr().out
    )
    assert main(("show", str(run_dir), "rollouts", "--where", f"id={first}")) == 0
    assert "gpt-4o in May" in capsys.readouterr().out


def test_an_m0_and_an_orm_are_taken_over(
    elsewhere: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    models = {row["stage"]: row for row in shown(elsewhere, "models", capsys)}
    stages = {stage["name"]: stage["model"] for stage in summary(elsewhere)["stages"]}
    store = elsewhere / "store" / "models"
    orm = next(row["id"] for stage, row in models.items() if stage.endswith("fine_tune_orm"))
    run_dir = tmp_path / "run"
    keys = ("--set", 'judge.keys=["fake", "orm"]', "--set", "judges.orm.use=fake_orm")
    brought = ("--m0", str(store / stages["distilled"]), "--orm", str(store / orm))
    bring(run_dir, *SIZE, *keys, *brought, "--json")
    said = json.loads(capsys.readouterr().out)
    assert said == {"m0": stages["distilled"], "orm": orm}
    assert main(("plan", "--run-dir", str(run_dir))) == 0
    assert main(("run", "--run-dir", str(run_dir), "--quiet")) == 0
    found = summary(run_dir)
    assert {s["name"]: s["model"] for s in found["stages"]}["distilled"] == stages["distilled"]
    assert not [name for name in found["cost"]["stages"] if name.startswith("orm.")]
    assert "distilled.fine_tune" not in found["cost"]["stages"]
    brought = {row["id"]: row for row in shown(run_dir, "models", capsys) if row["by"]}
    assert {row["by"] for row in brought.values()} == {"gpt-4o in May"}
    assert {name: row["imported"]["file"] for name, row in brought.items()} == {
        stages["distilled"]: str(store / stages["distilled"]), orm: str(store / orm),
    }  # fmt: skip
    path = next(r["id"] for r in shown(run_dir, "rollouts", capsys) if r["verb"] == "sample")
    assert main(("lineage", str(run_dir), str(path))) == 0
    chain = capsys.readouterr().out
    for name, said in ((stages["distilled"], "which was"), (orm, "orm (a model")):
        assert f"{said} imported from {store / name} ({name[:12]}), by gpt-4o in May" in chain
    again = main(("run", "--run-dir", str(run_dir), "--quiet"))
    assert (again, summary(run_dir)["cost"]["calls"]) == (0, 0)


def test_annotations_are_not_paid_for_again(
    elsewhere: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = {row["id"]: row for row in shown(elsewhere, "rollouts", capsys)}
    notes = shown(elsewhere, "annotations", capsys)
    rows = [
        {
            "problem": note["problem"],
            "path": paths[note["path"]]["text"],
            "status": "CORRECT" if note["outcome"] == "correct" else "WRONG",
            "error_step": note["error_step"],
            "analysis": note["analysis"],
        }
        for note in notes
    ]
    file = write(tmp_path / "annotations.jsonl", [*rows, {"problem": rows[0]["problem"]}])
    run_dir = tmp_path / "run"
    bring(run_dir, *SIZE, *ORM, "--annotations", str(file), status=1)
    assert main(("run", "--run-dir", str(run_dir), "--quiet")) == 0
    annotated = summary(elsewhere)["cost"]["stages"]["orm.annotate"]
    assert annotated > 0
    assert summary(run_dir)["cost"]["stages"].get("orm.annotate", 0) == 0
    imported = shown(run_dir, "annotations", capsys)
    assert all(note["note"]["imported"]["by"] for note in imported)
    said = ("outcome", "error_step", "analysis")
    assert sorted(tuple(map(str, map(one.get, said))) for one in imported) == sorted(
        tuple(map(str, map(one.get, said))) for one in notes
    )
    assert {one["outcome"] for one in imported} == {"correct", "incorrect"}
    trained = [
        made["orm.fine_tune_orm"]
        for made in (summary(d)["cost"]["stages"] for d in (elsewhere, run_dir))
    ]
    assert trained == [1, 1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "name --solutions, --annotations, --m0 or --orm"),
        (("--solutions", "nowhere.jsonl"), "there is no file nowhere.jsonl"),
        (("--m0", "nowhere"), "no model in nowhere"),
        (("--solutions", "empty.jsonl"), "there is no row in empty.jsonl"),
        (("--solutions", "words.txt"), "no row in words.txt: line 1: is not JSON at column 1"),
        (("--solutions", "notes.jsonl"), "no row in notes.jsonl: line 1: no solution"),
        (("--annotations", "good.jsonl"), "no row in good.jsonl: line 1: no path"),
        (("--solutions", "."), ". is a folder"),
        (("--solutions", "pipe"), "pipe is a pipe or a device: save it as a file"),
        (("--annotations", "empty.jsonl"), "there is no row in empty.jsonl"),
        (("--solutions", "good.jsonl", "--by", " "), "--by says who made it: it is empty"),
        (("--solutions", "good.jsonl", "--by", "half \ud800"), "--by is not UTF-8"),
        (("--solutions", "good.jsonl", "--by", "two\nlines"), "--by is one line of at most 500"),
    ],
)
def test_a_mistake_is_one_line(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "good.jsonl", [{"id": "0", "solution": "2"}])
    write(tmp_path / "notes.jsonl", [{"id": "0", "path": "2", "status": "WRONG"}])
    (tmp_path / "words.txt").write_text("not a\nrow\n")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "empty.jsonl").write_text("\n \n")
    bring(tmp_path / "run", *words, status=2)
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert not (tmp_path / "run").exists()  # nothing is recorded


def test_pickled_weights_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = tmp_path / "model"
    model.mkdir()
    (model / "pytorch_model.bin").write_bytes(b"")
    bring(tmp_path / "run", "--m0", str(model), status=2)
    assert "safetensors only" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (("README.md",), "it has no config.json"),
        (("model.safetensors",), "it has no config.json"),
        (("config.json",), "it has no *.safetensors"),
        (("config.json", "model.safetensors"), "its config.json names no model_type"),
        (("adapter_config.json", "adapter_model.safetensors"), "holds an adapter"),
    ],
)
@pytest.mark.parametrize("what", ["--m0", "--orm"])
def test_a_folder_that_is_no_model_is_refused(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    files: tuple[str, ...],
    said: str,
    what: str,
) -> None:
    model = tmp_path / "model"
    model.mkdir()
    for name in files:
        (model / name).write_bytes(b"{}")
    real = ("--set", "student.use=transformers", "--set", "judges.orm.use=orm",
            "--set", 'judge.keys=["fake", "orm"]')  # fmt: skip
    bring(tmp_path / "run", *real, what, str(model), status=2)
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert not (tmp_path / "run").exists()


def test_a_run_dir_that_is_a_file_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path / "solutions.jsonl", [{"id": "0", "solution": "2"}])
    bring(file, "--solutions", str(file), status=2)
    said = capsys.readouterr().err
    assert said == f"mathse: cannot use {file}: it is no folder, and a run has one of its own\n"
    bring(file / "x", "--solutions", str(file), status=2)
    assert capsys.readouterr().err == f"mathse: cannot use {file / 'x'}: Not a directory\n"
