"""mathse show, lineage, status: what a run holds, whole and in order."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mathse.cli import main
from mathse.cli.progress import Pace, line
from mathse.cli.show import NAMES
from mathse.cli.show_tables import COLUMNS, TABLES
from mathse.drive import open_run
from mathse.record import Progress
from mathse.store.seal import seal

ROOT = Path(__file__).parents[2]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT / "src")}
MATHSE = [sys.executable, "-m", "mathse"]

Capture = pytest.CaptureFixture[str]


def show(capsys: Capture, run: Path, *words: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["show", str(run), *words, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_tables_are_those_that_the_help_names() -> None:
    assert tuple(TABLES) == NAMES == tuple(COLUMNS)


@pytest.mark.parametrize("table", NAMES)
def test_rows_are_sorted_and_the_same_in_another_run(
    table: str, finished: Path, again: Path, capsys: Capture
) -> None:
    rows = show(capsys, finished, table)
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    assert rows or table == "failures"
    assert show(capsys, again, table) == rows


def test_every_problem_is_solved_or_remains(finished: Path, capsys: Capture) -> None:
    d = {p["id"] for p in show(capsys, finished, "problems") if p["split"] in ("seed", "remain")}
    solved = {row["problem"] for row in show(capsys, finished, "d_sft")}
    remaining = {row["id"] for row in show(capsys, finished, "d_remain")}
    assert solved | remaining == d
    assert not solved & remaining


def test_d_sft_is_what_the_summary_says(finished: Path, capsys: Capture) -> None:
    summary = json.loads((finished / "summary.json").read_text())
    rows = show(capsys, finished, "d_sft")
    names = [stage["name"] for stage in summary["stages"]]
    for stage in summary["stages"]:
        until = names[: names.index(stage["name"]) + 1]
        assert sum(row["stage"] in until for row in rows) == stage["d_sft"]
    assert {row["author"] for row in rows} == {"teacher", "self", "reflection"}


def test_what_stays_wrong_is_said_to_be_unsolved(finished: Path, capsys: Capture) -> None:
    remaining = {row["id"] for row in show(capsys, finished, "d_remain")}
    for row in show(capsys, finished, "r_incorrect"):
        assert row["unsolved"] == (row["problem"] in remaining)
        assert row["error_step"] or row["status"] == "cut_off"  # cut off before any fault


def test_conditions(finished: Path, capsys: Capture) -> None:
    every = show(capsys, finished, "rollouts")
    some = show(capsys, finished, "rollouts", "--where", "stage=round_1", "--where", "verb=sample")
    assert some == [r for r in every if (r["stage"], r["verb"]) == ("round_1", "sample")]
    assert some
    level = show(capsys, finished, "problems", "--where", "meta.level=2")
    assert level
    assert {row["meta"]["level"] for row in level} == {2}
    assert show(capsys, finished, "rollouts", "--limit", "3") == every[:3]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show", "RUN", "rollouts", "--where", "stag=x"], 'no "stag"; did you mean "stage"?'),
        (["show", "RUN", "rollouts", "--where", "stage"], 'wants "key=value"'),
        (["show", "RUN", "rollouts", "--limit", "-1"], "--limit"),
        (["show", "nowhere", "rollouts"], "no run at nowhere"),
        (["status", "nowhere"], "no run at nowhere"),
        (["lineage", "RUN", "123456789"], "no row 123456789"),
    ],
)
def test_mistakes_are_one_line(
    words: list[str], said: str, finished: Path, capsys: Capture
) -> None:
    assert main([word.replace("RUN", str(finished)) for word in words]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_lineage_of_every_training_row(finished: Path, capsys: Capture) -> None:
    rows = show(capsys, finished, "d_sft")
    models = {row["id"] for row in show(capsys, finished, "models")}
    by_author = {row["author"]: row for row in rows}  # one of each
    for row in by_author.values():
        assert main(["lineage", str(finished), str(row["id"]), "--json"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert found["problem"]["id"] == row["problem"]
        assert (finished / "store" / found["problem"]["images"][0]).is_file()
        assert row["verdict"] in [said["id"] for said in found["verdicts"]]
        assert f"{row['stage']}.fine_tune" in found["trained"]
        assert row["author"] != "self" or found["model"] in models
        if row["author"] == "reflection":
            assert found["parent"]["author"] == "self"
            assert found["feedback"]["parent"]["id"] == found["parent"]["id"]
            assert found["parent"]["model"] in models


def test_lineage_for_people(finished: Path, capsys: Capture) -> None:
    row = show(capsys, finished, "d_sft", "--where", "author=reflection", "--limit", "1")[0]
    assert main(["lineage", str(finished), str(row["id"])]) == 0
    text = capsys.readouterr().out
    for said in ("from this draft:", "with this diagnosis:", "\nproblem ", "images: images/"):
        assert text.count(said) == 1


def test_every_row_has_a_lineage(tmp_path: Path, capsys: Capture) -> None:
    """Of a run with every verb: the ORM's rows, a judge's card, failures."""
    run = tmp_path / "run"
    sets = ["problems.n=30", "orm.train=true", "orm.accept=truth", "judges.orm.use=fake_orm",
            'judge.keys=["orm", "fake"]', "judge.card=2", "evaluation.pass_at=[2]"]  # fmt: skip
    words = ["run", "recipes/fake.toml", "--run-dir", str(run), "--quiet"]
    assert main([*words, *(word for change in sets for word in ("--set", change))]) == 0
    with open_run(run) as opened:
        rows = opened.reader.every(
            "SELECT min(row.id), problem, verb FROM row JOIN recipe ON recipe.id = row.recipe GROUP BY verb"
        )
    assert {verb for *_, verb in rows} >= {"annotate", "critique", "examine", "evaluate_samples"}
    for id_, problem, _ in rows:
        capsys.readouterr()
        assert main(["lineage", str(run), str(id_)]) == 0
        assert capsys.readouterr().out
        assert main(["lineage", str(run), str(id_), "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["problem"]["id"] == problem.hex()


def test_a_reader_that_goes_away(finished: Path) -> None:
    command = f'{sys.executable} -m mathse show {finished} rollouts --json | head -1; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
        timeout=60,
        check=True,
    )
    first, status = done.stdout.splitlines()
    assert json.loads(first)["id"] == 1
    assert status == "0"
    assert done.stderr == ""


def status(capsys: Capture, run: Path) -> dict[str, Any]:
    capsys.readouterr()
    if main(["status", str(run), "--json"]) != 0:
        return {}  # not yet there
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_status_while_a_run_is_going_and_after_a_kill(tmp_path: Path, capsys: Capture) -> None:
    run = tmp_path / "slow"
    command = [*MATHSE, "run", "recipes/fake.toml", "--run-dir", str(run), "--quiet",
               "--set", "student.speed.seconds=0.05", "--set", "problems.n=120"]  # fmt: skip
    going = subprocess.Popen(command, env=ENVIRONMENT, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 120
        found: dict[str, Any] = {}
        while not any(stage["done"] for stage in found.get("stages", [])[1:]):
            assert time.monotonic() < deadline
            found = status(capsys, run)
        assert found["state"] == "going"
    finally:
        going.send_signal(signal.SIGKILL)
        going.wait()
    found = status(capsys, run)
    assert found["state"] == "stopped"
    stages = {stage["name"]: stage for stage in found["stages"]}
    assert 0 < stages["base.evaluate"]["done"] <= stages["base.evaluate"]["units"]
    written = sum(
        stages[n]["done"] for n in stages if n.endswith((".evaluate", ".distil", ".sample"))
    )
    assert len(show(capsys, run, "rollouts")) == written


def test_status_of_a_finished_run(finished: Path, capsys: Capture) -> None:
    assert main(["status", str(finished)]) == 0
    text = capsys.readouterr().out
    assert "finished" in text
    assert "reflection.fine_tune" in text


def test_status_of_a_finished_run_whose_summary_is_gone(
    finished: Path, tmp_path: Path, capsys: Capture
) -> None:
    run = shutil.copytree(finished, tmp_path / "run")
    (run / "summary.json").unlink()
    found = status(capsys, run)
    assert (found["state"], found["summary"]) == ("finished", False)
    assert main(["status", str(run)]) == 0
    assert (
        "summary.json is gone or damaged: the same mathse run writes it again"
        in capsys.readouterr().out
    )
    with sqlite3.connect(run / "store" / "recording.sqlite") as db:
        db.execute("UPDATE stage SET output = NULL WHERE id = (SELECT max(id) FROM stage)")
        seal(db)
    assert status(capsys, run)["state"] == "stopped"


def test_a_row_id_beyond_what_a_recording_can_hold(finished: Path, capsys: Capture) -> None:
    for row in ("0", "-1", "99999999999999999999999"):
        capsys.readouterr()
        assert main(["lineage", str(finished), "--", row]) == 2
        assert f"has no row {row}" in capsys.readouterr().err


def test_a_folder_that_is_named_by_nothing(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (["run", "fake", "--run-dir", ""], ["plan", "--run-dir", " "], ["status", ""]):
        assert main(words) == 2
        assert "is named by an empty text" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_model_measured_on_nothing_has_no_accuracy(tmp_path: Path, capsys: Capture) -> None:
    words = ["run", "recipes/fake.toml", "--run-dir", str(tmp_path / "run"), "--quiet"]
    assert main([*words, "--set", "problems.n=6", "--set", "problems.split.test=0.0"]) == 0
    base, distilled = capsys.readouterr().out.splitlines()[1:3]
    assert base.split() == ["base", "0", "-", "-", "0"]
    assert "%" not in distilled
    assert main(["status", str(tmp_path / "run")]) == 0
    assert "base: nothing measured" in capsys.readouterr().out


def test_a_damaged_summary_is_none(finished: Path, tmp_path: Path, capsys: Capture) -> None:
    run = shutil.copytree(finished, tmp_path / "run")
    for broken in ("broken", "[]", "{}", "\xff", '{"stages": [{}]}', '{"stages": [{"name": "base",'
                   ' "n": 1, "accuracy": "much"}]}'):  # fmt: skip
        (run / "summary.json").write_text(broken, encoding="latin-1")
        found = status(capsys, run)
        assert (found["state"], found["summary"], found["results"]) == ("finished", False, [])


def test_an_interrupt_while_python_still_imports_is_one_line() -> None:
    """The signal comes at the first import of the command line."""
    code = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a suite in the background may ignore it
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == "argparse":
            signal.raise_signal(signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
sys.modules.pop("argparse", None)
from mathse.__main__ import main
sys.exit(main())
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=ENVIRONMENT, timeout=60,
        check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (130, "mathse: stopped\n")


def test_the_time_to_go_waits_for_something_to_tell_it_from() -> None:
    pace = Pace()
    stage = Progress("round_1.sample", done=10, total=110, fresh=10, started=0.0)
    assert pace.left(stage, now=60.0) is None  # a minute for the model: no pace yet
    assert pace.left(replace(stage, done=20, fresh=20), now=61.0) is None
    assert pace.left(replace(stage, done=30, fresh=30), now=64.0) == pytest.approx(80 * 4 / 20)
    resumed = Progress("round_1.fine_tune", done=50, total=100, fresh=50, started=0.0)
    assert pace.left(resumed, now=70.0) is None
    assert pace.left(replace(resumed, done=60, fresh=60), now=80.0) == pytest.approx(40)
    assert "estimating" in line(resumed, 70.0, None)
