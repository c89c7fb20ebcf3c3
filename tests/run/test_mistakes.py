"""A person's mistakes: one line each, exit status 2, nothing begun."""

from pathlib import Path

import pytest
from tests.run.helpers import fake, said

from mathse.cli import main


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
        ("rounds=99999999999999999999999", '"rounds" is 99999999999999999999999, but should be 1,000'),
        ("sampling.n=99999999999", "at most"),
        ("teacher.use=':'", 'cannot import the policy ":": ValueError'),
        ("teacher.use='tests.run.no_module:PLUGIN'", "cannot import the policy"),
        ("teacher.use='tests.run.leaves:NOTHING'", "cannot import the policy"),
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
        ("judges.fake.use=fake_orm", '"judge.keys" names "fake", which runs an ORM'),
        ("judges.truth.use=fake_orm", '"judge.audit" names "truth", which runs an ORM'),
        ("judge.feedback=truth", '"judge.feedback" names "truth", which is none of "judge.keys"'),
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
        assert ("is no folder" if place == "file" else "cannot use") in line
        assert str(tmp_path / where) in line
    assert "cannot use /proc/" in said(capsys, Path("/proc/x"))
    for command in (["status"], ["show", "d_sft"], ["lineage", "1"]):
        words = [command[0], str(tmp_path / "file"), *command[1:]]
        assert main(words) == 2
        assert "no run at" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", [["run", "--run-dir"], ["plan", "--run-dir"], ["status"], ["show"]]
)
def test_a_run_of_another_version_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    run_dir = tmp_path / "run"
    fake(run_dir)
    saved = run_dir / "recipe.toml"
    saved.write_text(saved.read_text().replace("[sampling]", "[sampling]\nluck_of = 3"))
    words = [*command, str(run_dir)] + (["d_sft"] if command == ["show"] else [])
    assert main(words) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert 'unknown key "sampling.luck_of"' in line
    assert f"in {saved}: another version of mathse made this run" in line


def test_an_unknown_change_of_a_run_is_the_persons(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fake(tmp_path / "run")
    assert main(["run", "--run-dir", str(tmp_path / "run"), "--set", "smapling.n=2"]) == 2
    error = capsys.readouterr().err
    assert 'did you mean "sampling"?' in error
    assert "another version" not in error
