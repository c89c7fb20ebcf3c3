"""mathse plan against what then happens: every stage foreseen, every count within its bounds."""

import json
from pathlib import Path
from typing import Any

import pytest

from mathse.cli import main
from mathse.drive import open_run
from mathse.store.browse import Browser, StageState

Capture = pytest.CaptureFixture[str]
SMALL = ("problems.n=40", "evaluation.n=8")
ORM = ("orm.train=true", "orm.accept=truth", "judges.orm.use=fake_orm", 'judge.keys=["orm"]')

VARIANTS = {
    "as it is": (),
    "the ORM, two keys, pass@k": (*ORM, 'judge.keys=["orm", "fake"]', "evaluation.pass_at=[1, 4]",
                                    "judge.card=3"),
    "the teacher writes and diagnoses": ("options.data=teacher", "reflection.feedback=teacher"),
    "resampling, from previous": ("options.repair=resample", "options.fine_tune_from=previous"),
    "few a round, one path each": ("options.problems_per_round=5", "options.keep_per_problem=1"),
    "each round, every draft": ("options.reflect=each_round", "options.reflect_on=every_draft"),
    "no reflection, nothing judged first": ("options.reflect=never", "options.judge_distilled=none"),
    "no round": ("rounds=0",),
    "no round, resampling": ("rounds=0", "options.repair=resample"),
    "a teacher that is always wrong": ("teacher.settings.accuracy=0.0", "judge.keys=[\"truth\"]"),
}  # fmt: skip


def words(command: str, run: Path, changes: tuple[str, ...]) -> list[str]:
    sets = [word for change in (*SMALL, *changes) for word in ("--set", change)]
    return [command, "recipes/fake.toml", "--run-dir", str(run), *sets]


def planned(capsys: Capture, run: Path, *changes: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main([*words("plan", run, changes), "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def done(run: Path, *changes: str) -> list[StageState]:
    assert main([*words("run", run, changes), "--quiet"]) == 0
    with open_run(run) as opened:
        return Browser(opened.reader, opened.run).stages()


def fits(plan: dict[str, Any], stages: list[StageState]) -> None:
    """Each stage that was done is planned, in order; what is planned for sure was done."""
    waiting = iter(stages)
    stage = next(waiting, None)
    for foreseen in plan["stages"]:
        low, high = foreseen["units"]
        if stage is not None and stage.name == foreseen["name"]:
            assert low <= stage.units <= high, foreseen
            stage = next(waiting, None)
        else:
            assert low == 0, foreseen
    assert stage is None, stage


@pytest.mark.parametrize("changes", VARIANTS.values(), ids=VARIANTS)
def test_a_plan_holds(changes: tuple[str, ...], tmp_path: Path, capsys: Capture) -> None:
    run = tmp_path / "run"
    before = planned(capsys, run, *changes)
    assert not run.exists()  # it has written nothing
    stages = done(run, *changes)
    fits(before, stages)
    after = planned(capsys, run, *changes)
    assert after["exact"]
    assert after["first_owed"] is None
    assert after["total"]["calls"] == [0, 0]
    assert [(s["name"], s["units"]) for s in after["stages"]] == [
        (stage.name, [stage.units, stage.units]) for stage in stages
    ]
    calls = json.loads((run / "summary.json").read_text())["cost"]["calls"]
    low, high = before["total"]["calls"]
    assert low <= calls <= high


def test_growing_is_planned_exactly_up_to_what_is_owed(tmp_path: Path, capsys: Capture) -> None:
    run = tmp_path / "run"
    done(run, "rounds=1")
    before = planned(capsys, run, "rounds=2")
    names = [stage["name"] for stage in before["stages"]]
    assert before["first_owed"] == "round_2.sample"
    for stage in before["stages"][: names.index("round_2.sample")]:
        assert stage["owed"] == [0, 0]
    owed = before["stages"][names.index("round_2.sample")]["owed"]
    assert owed[0] == owed[1] > 0
    stages = done(run, "rounds=2")
    fits(before, stages)
    calls = json.loads((run / "summary.json").read_text())["cost"]["calls"]
    low, high = before["total"]["calls"]
    assert low <= calls <= high


def test_more_paths_owe_only_the_new_ones(tmp_path: Path, capsys: Capture) -> None:
    run = tmp_path / "run"
    done(run, "sampling.n=2")
    plan = planned(capsys, run, "sampling.n=3")
    sample = next(stage for stage in plan["stages"] if stage["name"] == "round_1.sample")
    units = sample["units"][0]
    assert sample["owed"] == [units // 3, units // 3]


def test_prices_make_money(tmp_path: Path, capsys: Capture) -> None:
    changes = (
        "teacher.use=openai",
        "teacher.settings={model = 'big'}",
        "prices.big={tokens_in = 1000000.0, tokens_out = 1000000.0}",
        "teacher.distil.max_tokens=300",
    )
    plan = planned(capsys, tmp_path / "run", *changes)
    distil = next(stage for stage in plan["stages"] if stage["verb"] == "distil")
    (owed, _), (tokens_in, _), (tokens_out, _) = (
        distil[key] for key in ("owed", "tokens_in", "tokens_out")
    )
    assert tokens_out == owed * 100
    assert tokens_in > owed * 100  # the full prompt is some 900 bytes
    assert distil["money"] == pytest.approx([tokens_in + tokens_out] * 2)
    assert plan["total"]["money"][1] > distil["money"][1]
    assert main(words("plan", tmp_path / "run", changes)) == 0
    assert "guessed" in capsys.readouterr().out


def test_a_plan_says_whose_tokens_it_cannot_guess(tmp_path: Path, capsys: Capture) -> None:
    """The fakes read no prompt, and do report tokens: 0 would be wrong before they are recorded."""
    run, changes = tmp_path / "run", ("sampling.n=1",)
    assert planned(capsys, run, *changes)["total"]["uncounted"] == ["fake", "fake_teacher"]
    assert main(words("plan", run, changes)) == 0
    out = capsys.readouterr().out
    assert "no tokens are guessed for fake, fake_teacher: they read no prompt" in out
    total = next(line for line in out.splitlines() if line.startswith("total"))
    assert len(total.split()) == 4  # total, from - to calls
    done(run, *changes)
    plan = planned(capsys, run, "sampling.n=2")
    assert plan["total"]["uncounted"] == []
    assert plan["total"]["tokens_out"][0] > 0


@pytest.mark.parametrize("command", ["run", "plan", "check"])
def test_an_orm_with_nothing_to_learn_from_is_one_line(
    tmp_path: Path, capsys: Capture, command: str
) -> None:
    """Its paths are recorded, and all of one kind."""
    run, changes = tmp_path / "run", (*ORM, "orm.sampling.n=1", "orm.options.problems=1")
    assert main([*words("run", run, changes), "--quiet"]) == 2
    capsys.readouterr()
    assert main(words(command, run, changes)) == 2
    assert "the ORM has nothing to learn from" in capsys.readouterr().err.splitlines()[-1]
    assert planned(capsys, run, *ORM, "orm.sampling.n=4")["first_owed"] == "orm.sample"


@pytest.mark.parametrize("command", ["run", "plan", "check"])
@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        (
            ("orm.train=false",),
            '"judge.keys" names "orm", which runs an ORM, and this run has none',
        ),
        (("orm.accept=orm",), '"orm.accept" names "orm", which runs the ORM that is made'),
    ],
)
def test_an_orm_that_cannot_be_there_is_one_line(
    tmp_path: Path, capsys: Capture, command: str, changes: tuple[str, ...], hint: str
) -> None:
    run = tmp_path / "run"
    assert main(words(command, run, (*ORM, *changes))) == 2
    error = capsys.readouterr().err.splitlines()
    assert len(error) == 1
    assert hint in error[0]
    assert not run.exists()
