"""Damage, a second writer, a full disk, a person's mistake: one clear line each, nothing lost."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.run.helpers import SMALL, content, database, fake

from mathse.cli import main
from mathse.drive import open_run
from mathse.errors import StoreError
from mathse.store import Reader, Store

OPTIONS = [part for change in SMALL for part in ("--set", change)]


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run; each test damages a copy."""
    folder = tmp_path_factory.mktemp("finished") / "run"
    fake(folder)
    return folder


def said(capsys: pytest.CaptureFixture[str], run_dir: Path, *options: str) -> str:
    """The one line with which `mathse run` refuses; its exit status is 2."""
    arguments = ["run", "fake", "--run-dir", str(run_dir), "--quiet", *OPTIONS, *options]
    assert main(arguments) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1, lines
    return lines[0]


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


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE row SET text = text || ' ' WHERE id = 40",
        "UPDATE row SET status = 'correct' WHERE status = 'incorrect'",
        "DELETE FROM member WHERE position = 3",
        "UPDATE problem SET json = replace(json, 'What is', 'What was')",
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


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        ("smapling.n=4", 'did you mean "sampling"?'),
        ("sampling.m=4", 'unknown key "sampling.m"'),
        ("sampling.n=four", "whole number"),
        ("sampling.n=0", "1 or more"),
        ("teacher.use=fake_techer", 'did you mean "fake_teacher"?'),
        ("judge.keys=['nobody']", '[judges] has only'),
        ("teacher.settings.acuracy=1.0", 'did you mean "accuracy"?'),
        ("options.reflect=sometimes", "one of 'final'"),
        ("sampling", "a.b=value"),
        ("sampling.temperature=nan", "finite"),
        ("teacher.distil.temperature=inf", "finite"),
        ("problems.split.seed=nan", "finite"),
        ("judges.fake.settings.error_rate=-inf", "finite"),
        ("sampling.temperature=-0.5", '"sampling.temperature" is -0.5'),
        ("teacher.reflect.temperature=-1", '"teacher.reflect.temperature" is -1'),
        ("sampling.top_p=0", "above 0 and at most 1"),
        ("resample.top_p=1.01", '"resample.top_p" is 1.01'),
        ("sampling.max_tokens=0", '"sampling.max_tokens" is 0, but should be 1 or more'),
        ("evaluation.max_tokens=0", '"evaluation.max_tokens" is 0'),
        ("evaluation.samples.n=0", '"evaluation.samples.n" is 0'),
        ("run.tolerance=1.5", "a share: 0 to 1"),
        ("evaluation.pass_at=[1, 9]", '"evaluation.pass_at" has 9, but should be 1 to 8'),
        ("evaluation.pass_at=[0]", '"evaluation.pass_at" has 0'),
        ("evaluation.pass_at=[-1]", '"evaluation.pass_at" has -1'),
        ("evaluation.stages=['bsae']", 'did you mean "base"?'),
        ("evaluation.stages=['round_3']", '"round_3", which is no stage of this recipe'),
        ("evaluation.stages=['resample']", "which is no stage of this recipe"),
        ("options.keep_per_problem=-1", '"options.keep_per_problem" is -1'),
        ("options.problems_per_round=-5", '"options.problems_per_round" is -5'),
        ("options.rows_per_round=[3, -1]", '"options.rows_per_round[1]" is -1'),
        ("judges.fake.settings.error_rate=1.5", "is 1.5, but should be 0 to 1"),
        ("judges.fake.settings.unparsed=-0.1", "is -0.1, but should be 0 to 1"),
        ("teacher.settings.accuracy=7", "is 7.0, but should be 0 to 1"),
        ("student.settings.cut_off=2.0", "is 2.0, but should be 0 to 1"),
        ("base.settings.skill=-1.0", "is -1.0, but should be 0 to 1"),
        ("trainer.settings.scale=0.0", '"trainer.settings.scale" is 0.0, but should be above 0'),
        ("trainer.settings.harm=-1.0", "0 or more"),
        ("teacher.speed.failing=1.1", "0 to 1"),
        ("teacher.speed.seconds=-1.0", "0 or more"),
        ("problems.settings.count=0", "1 or more"),
        ("orm.options.warm=1.5", '"orm.options.warm" is 1.5, but should be 0 to 1'),
        ("orm.options.rows=-2", '"orm.options.rows" is -2, but should be 0 or more'),
        ("orm.options.problems=-2", "0 or more"),
        ("orm.options.without_reference=-0.5", "0 to 1"),
        ("trainer={use='lean', settings={epochs=0}}", '"trainer.settings.epochs" is 0'),
        ("trainer={use='lean', settings={learning_rate=0}}", "should be above 0"),
        ("trainer={use='sft', settings={learning_rate=-1e-5}}", "should be above 0"),
        ("trainer={use='sft', settings={batch=0}}", "1 or more"),
        ("trainer={use='sft', settings={lora={rank=-1}}}", '"trainer.settings.lora.rank" is -1'),
        ("trainer={use='sft', speed={micro_batch=0}}", '"trainer.speed.micro_batch" is 0'),
        ("judge.keys=['fake', 'fake']", '"judge.keys" names "fake" twice'),
    ],
)  # fmt: skip
def test_a_mistake_in_the_recipe_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: str, hint: str
) -> None:
    assert hint in said(capsys, tmp_path / "run", "--set", change)
    assert not (tmp_path / "run").exists()


def test_an_unknown_recipe_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "fakee"]) == 2
    assert 'did you mean "fake"?' in capsys.readouterr().err


@pytest.mark.parametrize("name", ["recipes", "RUN", "."])
def test_a_folder_is_no_recipe(
    finished: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert main(["run", name.replace("RUN", str(finished))]) == 2
    error = capsys.readouterr().err
    assert "is a folder, not a recipe: " in error or "no recipe" in error
    assert len(error.splitlines()) == 1


def test_a_run_folder_that_cannot_be_one_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("not a folder")
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "store").write_text("not a folder")
    for place, where in (("file", "file"), ("file/below", "file"), ("taken", "taken/store")):
        line = said(capsys, tmp_path / place)
        assert "cannot use" in line
        assert str(tmp_path / where) in line
    assert "cannot use /proc/" in said(capsys, Path("/proc/x"))
    for command in (["status"], ["show", "d_sft"], ["lineage", "1"]):
        words = [command[0], str(tmp_path / "file"), *command[1:]]
        assert main(words) == 2
        assert "no run at" in capsys.readouterr().err


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


def test_a_full_database_says_so(tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store:
        pages = store.db.execute("PRAGMA page_count").fetchone()[0]
        store.db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match="no space left"):
            store.add_recipe(b"key", "sample", {"fill": "x" * 100_000})


def test_a_run_with_its_own_store_can_be_moved(finished: Path, tmp_path: Path) -> None:
    moved = shutil.copytree(finished, tmp_path / "elsewhere")
    assert [stage.name for stage in open_run(moved).replay()][-1] == "reflection"
    assert fake(moved)["cost"]["calls"] == 0
    with database(moved / "store") as db:
        assert db.execute("SELECT count(*) FROM run").fetchone()[0] == 1
