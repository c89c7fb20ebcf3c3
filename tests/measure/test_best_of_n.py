"""Nothing that chooses reads the reference: an ORM that may need it is refused."""

from pathlib import Path

import pytest
from evaluating import evaluate

from mathse.cli import main
from mathse.drive import open_run
from mathse.store.browse import Browser

ORM = ("--set", "judges.orm.use=fake_orm", "--set", 'judge.keys=["fake", "orm"]')
SIZE = ("--set", "problems.settings.count=60", "--set", "rounds=0")


def test_an_orm_that_may_need_the_reference_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, brought = tmp_path / "fake", tmp_path / "brought"
    made = ("--set", "orm.train=true", "--set", "orm.accept=truth", "--set",
            "orm.options.without_reference=0.0")  # fmt: skip
    assert main(("run", "fake", "--run-dir", str(folder), "--quiet", *ORM, *SIZE, *made)) == 0
    common = ("--model", str(folder), "--benchmark", "fake", "--data", ".", "--n", "2")
    _, said = evaluate(capsys, *common, "--orm", str(folder), status=2)
    assert "trained on rows with a reference only" in said
    with open_run(folder) as run:
        stages = {model.stage: model.path for model in Browser(run.reader, run.run).models()}
        orm = str(run.reader.folder / stages["orm.fine_tune_orm"])
    _, said = evaluate(capsys, *common, "--orm", orm, status=2)
    assert f"cannot tell whether the ORM in {orm} judges without" in said
    words = ("fake", "--run-dir", str(brought), *ORM, *SIZE)
    assert main(("import", *words, "--by", "us", "--orm", orm)) == 0
    assert main(("run", *words, "--quiet")) == 0
    _, said = evaluate(capsys, *common, "--orm", str(brought), status=2)
    assert f"whether the ORM of {brought}, which was imported, judges without" in said
    assured = ("--orm", str(brought), "--orm-without-reference", "--limit", "3")
    found, _ = evaluate(capsys, *common, *assured)
    assert found["samples"]["best_of_n"]["n"] == 3
