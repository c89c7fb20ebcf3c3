"""What was imported into a run stays part of it, and what nobody there could use is refused at once."""

import json
from pathlib import Path
from typing import Any

import pytest

from mathse.cli import main
from mathse.fakes import write_model
from mathse.recipe_file import load

SIZE = ("--set", "problems.settings.count=60", "--set", "rounds=1")
RUNS_AN_ORM = ("--set", "judges.orm.use=fake_orm", "--set", 'judge.keys=["fake", "orm"]')


def bring(run_dir: Path, *words: str, status: int = 0) -> None:
    assert main(("import", "fake", "--run-dir", str(run_dir), "--by", "us", *words)) == status


def imports(run_dir: Path) -> tuple[bool, bool]:
    """Whether the run's recipe names an M_0, and an ORM."""
    recipe, _ = load(str(run_dir / "recipe.toml"))
    return bool(recipe.imports.m0), bool(recipe.imports.orm)


def owed(run_dir: Path, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, int]:
    """What `plan` says is owed of each stage, at most."""
    capsys.readouterr()
    assert main(("plan", "fake", "--run-dir", str(run_dir), "--json", *words)) == 0
    stages: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["stages"]
    return {stage["name"]: stage["owed"][1] for stage in stages}


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """An M_0 and an ORM in one, for the fake cast."""
    write_model(tmp_path / "model", {"skill": 0.5, "critiques": 200.0})
    return tmp_path / "model"


@pytest.fixture
def solved(tmp_path: Path) -> Path:
    file = tmp_path / "solved.jsonl"
    file.write_text(json.dumps({"id": "0", "solution": "Step 1: 1 + 1 = 2"}) + "\n")
    return file


def test_an_import_keeps_what_an_earlier_one_brought(
    tmp_path: Path, model: Path, solved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_dir = tmp_path / "run"
    bring(run_dir, *SIZE, *RUNS_AN_ORM, "--m0", str(model))
    bring(run_dir, *SIZE, *RUNS_AN_ORM, "--solutions", str(solved))
    said = capsys.readouterr().err
    assert f"mathse: {run_dir} keeps what was imported into it: m0 " in said
    assert said.count("keeps what was imported") == 1
    bring(run_dir, *SIZE, *RUNS_AN_ORM, "--orm", str(model))
    assert imports(run_dir) == (True, True)
    assert "distilled.fine_tune" not in owed(run_dir, capsys, *SIZE, *RUNS_AN_ORM)


def test_a_run_with_a_recipe_keeps_the_imports(
    tmp_path: Path, model: Path, solved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_dir = tmp_path / "run"
    bring(run_dir, *SIZE, "--m0", str(model))
    bring(run_dir, *SIZE, "--solutions", str(solved))
    before = owed(run_dir, capsys, *SIZE)
    assert main(("run", "fake", "--run-dir", str(run_dir), "--quiet", *SIZE)) == 0
    assert imports(run_dir) == (True, False)
    made = json.loads((run_dir / "summary.json").read_text())["cost"]["stages"]
    assert "distilled.fine_tune" not in made
    assert made["distilled.distil"] == before["distilled.distil"]  # one less than the seed has


def test_other_imports_may_be_named(
    tmp_path: Path, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_dir = tmp_path / "run"
    bring(run_dir, *SIZE, "--m0", str(model))
    assert "distilled.fine_tune" not in owed(run_dir, capsys, *SIZE)
    none = ("--set", 'imports.m0=""')
    assert owed(run_dir, capsys, *SIZE, *none)["distilled.fine_tune"] == 1
    write_model(tmp_path / "other", {"skill": 0.7, "critiques": 0.0})
    first = load(str(run_dir / "recipe.toml"))[0].imports.m0
    bring(run_dir, *SIZE, "--m0", str(tmp_path / "other"))
    assert load(str(run_dir / "recipe.toml"))[0].imports.m0 not in ("", first)


def real_model(folder: Path) -> Path:
    folder.mkdir()
    (folder / "config.json").write_text('{"model_type": "idefics3"}')
    (folder / "model.safetensors").write_bytes(b"")
    return folder


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--orm", "fake-model"), "no judge of this recipe runs an ORM"),
        (
            ("--orm", "fake-model", "--set", "judges.orm.use=fake_orm"),  # defined, never asked
            "no judge of this recipe runs an ORM",
        ),
        (("--orm", "real", *RUNS_AN_ORM), 'real is no model that the judge "fake_orm" runs'),
        (("--m0", "real"), 'real is no model that the student "fake" runs'),
        (("--m0", "hollow"), 'hollow is no model that the student "fake" runs'),
        (
            ("--m0", "real", "--set", "student.use=fake_teacher"),
            'the student "fake_teacher" runs no model of this run: it takes no M_0',
        ),
        (("--m0", "fake-model", "--set", "student.use=transformers"), "it has no config.json"),
    ],
)
def test_a_model_that_nobody_there_runs_is_refused(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    write_model(Path("fake-model"), {"skill": 0.5, "critiques": 0.0})
    real_model(Path("real"))
    Path("hollow").mkdir()
    Path("hollow/model.json").write_text("[]")
    bring(tmp_path / "run", *SIZE, *words, status=2)
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert not (tmp_path / "run").exists()
