"""`mathse solve` as a person calls it, on a tiny model."""

import json
from pathlib import Path
from typing import Any

import pytest
import torch
from tests.cli.conftest import run_fake
from tests.run.helpers import database

from mathse.cli import main
from mathse.rows import Problem


def test_a_question_is_answered_and_the_same_seed_answers_the_same(
    tiny: Path, problems: list[Problem], capsys: pytest.CaptureFixture[str]
) -> None:
    image = str(problems[0].images[0].path)
    asked = ["solve", image, "How many?", "--model", str(tiny), "--orm", str(tiny), "--n", "3",
             "--prompts", "short", "--max-tokens", "8", "--json"]  # fmt: skip
    said = []
    for _ in range(2):
        status = main(asked)
        found = json.loads(capsys.readouterr().out)
        assert status == (0 if found["answer"] is not None else 1)
        assert found["n"] == 3
        assert found["orm"]["outcome"] == "unparsed"  # an untaught model
        said.append(found)
    assert said[0] == said[1]
    main([*asked[:-1], "--seed", "4"])
    assert "of 3 paths" in capsys.readouterr().out


REAL = (  # a run of real models that have learnt next to nothing
    "problems.n=16",
    "problems.settings={ count = 16 }",
    "base.use=tiny_idefics3",
    "base.settings={ text_width = 64, text_layers = 1, vision_width = 32 }",
    "student.use=transformers",
    'student.settings={ prompts = "short" }',
    "sampling.max_tokens=8",
    "trainer.use=lean",
    'trainer.settings={ prompts = "short", batch = 4, steps = 1 }',
    "judges.orm.use=orm",
    'judges.orm.settings={ prompts = "short", max_tokens = 8, retries = 0 }',
    "orm.train=true",
    "orm.options={ solutions = true, steps = true }",
    "orm.sampling={ n = 1, max_tokens = 8 }",
    "rounds=1",
    "options.reflect=never",
    "evaluation.n=1",
    "evaluation.max_tokens=8",
    "run.processes=never",
)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run_fake(tmp_path_factory.mktemp("real") / "run", *REAL)


def solved(capsys: pytest.CaptureFixture[str], image: Path, *options: str) -> dict[str, Any]:
    asked = ["solve", str(image), "How many?", "--n", "2", "--max-tokens", "12", "--json"]
    assert main([*asked, *options]) in (0, 1)
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def test_a_finished_run_answers_and_so_do_its_model_folders(
    real: Path, problems: list[Problem], capsys: pytest.CaptureFixture[str]
) -> None:
    """All alike: the run's own prompts, its ORM asked in the form that it learnt."""
    image = problems[0].images[0].path
    whole = solved(capsys, image, "--run-dir", str(real))
    assert whole["orm"]["outcome"] in ("correct", "incorrect", "unparsed")
    summary = json.loads((real / "summary.json").read_text())
    model = str(real / "store" / "models" / summary["stages"][-1]["model"])
    with database(real / "store") as db:
        query = "SELECT model FROM training JOIN recipe ON recipe.id = recipe WHERE verb = ?"
        ((digest,),) = db.execute(query, ("fine_tune_orm",))
    orm = str(real / "store" / "models" / digest)
    assert solved(capsys, image, "--model", model, "--orm", orm) == whole
    assert solved(capsys, image, "--model", model)["orm"] is None
    other = solved(capsys, image, "--model", model, "--orm", orm, "--prompts", "full")
    assert other["path"] != whole["path"]


@pytest.mark.parametrize(
    ("part", "where"),
    [
        ("mathse.policies.transformers_local.load", 'in the policy "transformers"'),
        ("mathse.policies.transformers_local.TransformersPolicy.write", 'in the policy "transformers"'),
        ("mathse.judges.orm.load", 'in the judge "orm"'),
        ("mathse.judges.orm.OrmJudge.judge", 'in the judge "orm"'),
    ],
)  # fmt: skip
def test_a_gpu_that_is_too_small_is_one_line(
    part: str,
    where: str,
    tiny: Path,
    problems: list[Problem],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def full(*given: object, **named: object) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")

    monkeypatch.setattr(part, full)
    image = str(problems[0].images[0].path)
    words = ["solve", image, "How many?", "--model", str(tiny), "--orm", str(tiny), "--n", "2",
             "--prompts", "short", "--max-tokens", "4"]  # fmt: skip
    assert main(words) == 5
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(
        "mathse: solve ran out of the GPU's memory: a smaller --n or --max-tokens needs less (in"
    )
    assert where in line


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["no.png", "How many?", "--model", "here"], "cannot read the image no.png"),
        (["IMAGE", "How many?", "--model", "/nowhere"], "no model in /nowhere"),
        (["IMAGE", "How many?", "--run-dir", "/nowhere"], "no run at /nowhere"),
        (["IMAGE", "How many?", "--n", "0"], "--n"),
        (["IMAGE", "How many?", "--run-dir", "FAKE", "--prompts", "short"], "reads none"),
    ],
)
def test_a_mistake_is_one_line(
    arguments: list[str],
    said: str,
    problems: list[Problem],
    finished: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    named = {"IMAGE": str(problems[0].images[0].path), "FAKE": str(finished)}
    status = main(["solve", *(named.get(one, one) for one in arguments)])
    error = capsys.readouterr().err
    assert status == 2
    assert said in error
    assert error.count("\n") == 1
