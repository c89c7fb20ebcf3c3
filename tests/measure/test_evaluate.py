"""`mathse evaluate`: recorded, resumed, grown, weighed without a reference."""

import json
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from evaluating import Chat, evaluate, problems
from PIL import Image

from mathse.cli import main
from mathse.rows import digest

ORM = ("--set", "orm.train=true", "--set", "judges.orm.use=fake_orm", "--set", "orm.accept=truth",
       "--set", 'judge.keys=["fake", "orm"]', "--set", "orm.options.steps=true")  # fmt: skip


@pytest.fixture(scope="module")
def run_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run of the fake cast, with an ORM."""
    folder = tmp_path_factory.mktemp("runs") / "fake"
    size = ("--set", "problems.settings.count=120", "--set", "rounds=1")
    assert main(("run", "fake", "--run-dir", str(folder), "--quiet", *ORM, *size)) == 0
    return folder


def test_a_benchmark_is_measured_once_and_grows(
    run_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "evaluated"
    common = ("--model", str(run_dir), "--benchmark", "fake", "--data", ".", "--limit", "20",
              "--set", "problems.settings.count=120", "--run-dir", str(out))  # fmt: skip
    first, _ = evaluate(capsys, *common, "--n", "4")
    assert (first["n"], first["calls"]) == (20, 20 + 4 * 20)
    again, _ = evaluate(capsys, *common, "--n", "4")
    assert again["calls"] == 0
    assert again["figures"] == first["figures"]
    grown, _ = evaluate(capsys, *common, "--n", "8", "--orm", str(run_dir))
    judged = 8 * 20  # at most: equal paths are judged once
    assert 4 * 20 < grown["calls"] <= 4 * 20 + judged
    with sqlite3.connect(out / "store" / "recording.sqlite") as db:
        query = "SELECT json FROM recipe WHERE verb = 'judge' AND json LIKE '%fake_orm%'"
        (asked,) = [json.loads(found) for (found,) in db.execute(query)]
    assert "by_steps" in json.dumps(asked)  # as the run asks it
    samples = grown["samples"]
    assert set(samples["pass_at"]) == {"1", "2", "4", "8"}
    assert samples["pass_at"]["1"] == pytest.approx(samples["mean"]["accuracy"])
    assert samples["pass_at"]["8"] >= samples["pass_at"]["1"]
    assert samples["best_of_n"]["n"] == samples["majority"]["n"] == 20
    lines = [json.loads(line) for line in (out / "answers.jsonl").read_text().splitlines()]
    assert len(lines) == 20 + 8 * 20
    assert {line["grade"] for line in lines} <= {"correct", "incorrect", "no_answer"}
    assert all("p_correct" in line for line in lines if line["drawn"] == "sampled")
    contamination = grown["contamination"]
    assert contamination["trained_on"] == [str(run_dir)]
    assert contamination["found"] > 0  # the run was trained on the same source
    assert contamination["clean"]["n"] == 20 - contamination["found"]
    other = f"jsonl={problems(tmp_path)}"
    beside, _ = evaluate(capsys, *common, "--trained-on", other)
    assert beside["contamination"]["trained_on"] == [str(run_dir), other]
    assert beside["contamination"]["found"] == contamination["found"]


def test_killed_and_gone_on_nothing_recorded_is_asked_again(run_dir: Path, tmp_path: Path) -> None:
    log = tmp_path / "calls.log"
    slow = ("--set", "student.speed.seconds=0.01", "--set", f"student.speed.log={log}")
    words = ("--model", str(run_dir), "--benchmark", "fake", "--data", ".", *slow,
             "--set", "problems.settings.count=200", "--run-dir", str(tmp_path / "out"), "--json", "--quiet")  # fmt: skip
    command = [sys.executable, "-m", "mathse", "evaluate", *words]
    killed = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while len(log.read_text().splitlines() if log.exists() else []) < 40:
        assert killed.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    with sqlite3.connect(f"file:{tmp_path / 'out/store/recording.sqlite'}?mode=ro", uri=True) as db:
        units = db.execute(
            "SELECT unit, recipe.json FROM row JOIN recipe ON recipe.id = recipe WHERE verb = 'evaluate'"
        )
        recorded = {f"student {seed_of(unit, json.loads(made)['model'])}" for unit, made in units}
    before = len(log.read_text().splitlines())
    assert 10 < len(recorded) <= before
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    asked = log.read_text().splitlines()
    assert found["n"] == 200 == len(set(asked))
    assert recorded < set(asked[:before])
    assert not recorded & set(asked[before:])
    # Asked again: what came in the last quarter of a second, and what was in flight.
    assert len(asked) <= 200 + 0.25 / 0.01 + 64


def seed_of(unit: bytes, model: str) -> int:
    """The seed under which a unit is asked, in a recipe of seed 0."""
    return int.from_bytes(digest("unit seed", 0, "evaluate", model, unit)[:8], "little") >> 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "name a --model or a --responses file"),
        (("--model", "nowhere", "--benchmark", "fake", "--data", "."), "no model folder"),
        (("--model", "http://localhost:1/v1", "--benchmark", "fake", "--data", "."), "which model"),
        (("--model", "m", "--benchmark", "fake"), "needs --benchmark and --data"),
        (("--responses", "r.jsonl", "--orm", "o", "--n", "2"), "--orm weighs the paths"),
        (("--model", "m", "--benchmark", "b", "--data", ".", "--orm", "o"), "say --n 8"),
    ],
)
def test_a_mistake_is_one_line(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    _, error = evaluate(capsys, *words, status=2)
    assert said in error
    assert error.count("\n") == 1


def test_mathvista_rounds_as_published_and_shows_unit_and_places(
    endpoint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The model says 4; responses written elsewhere are graded the same."""
    kinds = {"1": ("4.0", "float", 1.0), "2": ("4", "integer", None), "3": ("4.04", "float", 2.0)}
    published = {
        pid: {"pid": pid, "question": f"How long is {pid}?", "choices": None, "unit": "cm",
              "answer": gold, "answer_type": kind, "precision": precision, "image": "1.png"}
        for pid, (gold, kind, precision) in kinds.items()
    }  # fmt: skip
    Image.new("RGB", (8, 8)).save(tmp_path / "1.png")
    (tmp_path / "testmini.json").write_text(json.dumps(published))
    data = ("--benchmark", "mathvista", "--data", str(tmp_path))
    said = [("1", "It is 4.04."), ("2", "The answer is 4.7."), ("3", "The answer is 4.041.")]
    file = tmp_path / "said.jsonl"
    file.write_text("".join(json.dumps({"id": i, "response": text}) + "\n" for i, text in said))
    scored, _ = evaluate(capsys, "--responses", str(file), *data)
    assert (scored["n"], scored["accuracy"]) == (3, 1.0)
    Chat.asked.clear()
    model = ("--model", f"{endpoint}#small", "--run-dir", str(tmp_path / "out"))
    found, _ = evaluate(capsys, *model, *data)
    assert (found["n"], found["accuracy"]) == (3, pytest.approx(2 / 3))
    asked = json.dumps(Chat.asked)
    assert "(Unit: cm) The answer is a number with one decimal place, such as 1.2." in asked
    assert "(Unit: cm) The answer is an integer, such as 3." in asked
    assert "two decimal places" in asked
    answers = [json.loads(line) for line in (tmp_path / "out" / "answers.jsonl").open()]
    assert {line["id"]: line["grade"] for line in answers}["3"] == "incorrect"


def test_an_endpoint_is_measured(
    endpoint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Chat.asked.clear()
    data = ("--benchmark", "jsonl", "--data", str(problems(tmp_path)))
    model = ("--model", f"{endpoint}#small", "--n", "4", "--run-dir", str(tmp_path / "out"))
    found, _ = evaluate(capsys, *model, *data)
    assert (found["n"], found["accuracy"]) == (6, pytest.approx(1 / 6))
    assert found["counts"]["incorrect"] == 5
    assert set(found["by"]["level"]) == {"0", "1"}
    assert found["samples"]["majority"]["accuracy"] == pytest.approx(1 / 6)
    made = len(Chat.asked)
    again, _ = evaluate(capsys, *model, *data)
    assert (again["calls"], len(Chat.asked)) == (0, made)


def test_a_problem_that_nobody_can_see_is_unscored_and_said(
    endpoint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A picture that is not there, one that decoding finds damaged, and a reference of no kind."""
    Image.effect_noise((64, 64), 90).save(tmp_path / "good.png")
    content = bytearray((tmp_path / "good.png").read_bytes())
    content[60:-20] = bytes(len(content) - 80)  # the header and the end mark stay
    (tmp_path / "damaged.png").write_bytes(content)
    rows = [
        {"id": name, "question": "3 + 1?", "answer": answer, "image": f"{name}.png"}
        for name, answer in (("good", "4"), ("damaged", "4"), ("missing", "4"))
    ]
    rows += [{"id": "open", "question": "Why?", "answer": "见解析", "image": "good.png"}]
    file = tmp_path / "p.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    words = ("--model", f"{endpoint}#small", "--benchmark", "jsonl", "--data", str(file),
             "--n", "2", "--run-dir", str(tmp_path / "out"))  # fmt: skip
    found, said = evaluate(capsys, *words)
    assert (found["n"], found["accuracy"], found["counts"]["unscored"]) == (1, 1.0, 3)
    assert (found["unscored_wrong"]["n"], found["unscored_wrong"]["accuracy"]) == (4, 0.25)
    named = dict(reason.split(": ", 1) for reason in found["unscored"])
    assert set(named) == {"damaged", "missing", "open"}
    assert named["missing"] == "image 'missing.png' is missing"
    assert named["damaged"].startswith("image ")
    assert "见解析" in named["open"]
    assert said.count("\n") == 2  # what is unscored, and where the figures are
    assert "mathse: 3 of 4 problems are unscored: missing: image 'missing.png' is missing" in said
    assert main(("evaluate", *words, "--quiet")) == 0
    shown = capsys.readouterr().out
    assert "with the 3 unscored counted as wrong  25.0 %" in shown
    assert "unscored: 3\n  missing: image 'missing.png' is missing\n" in shown


def test_where_nothing_can_be_asked_there_is_no_score(
    endpoint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Image.effect_noise((64, 64), 90).save(tmp_path / "a.png")
    content = bytearray((tmp_path / "a.png").read_bytes())
    content[60:-20] = bytes(len(content) - 80)
    (tmp_path / "a.png").write_bytes(content)
    file = tmp_path / "p.jsonl"
    file.write_text(json.dumps({"id": "a", "question": "?", "answer": "4", "image": "a.png"}))
    words = ("--model", f"{endpoint}#small", "--benchmark", "jsonl", "--data", str(file))
    _, said = evaluate(capsys, *words, "--run-dir", str(tmp_path / "out"), status=2)
    assert said.startswith("mathse: no problem could be asked: a: image ")


def test_a_tag_that_no_problem_has_is_said_before_anything_is_asked(
    endpoint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Chat.asked.clear()
    data = ("--benchmark", "jsonl", "--data", str(problems(tmp_path)), "--by", "nosuchtag")
    model = ("--model", f"{endpoint}#small", "--run-dir", str(tmp_path / "out"))
    _, said = evaluate(capsys, *model, *data, status=2)
    assert said == "mathse: no answer has the tag 'nosuchtag'; known: level\n"
    assert Chat.asked == []


def test_a_real_model_is_measured(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Random weights answer nothing: every path is counted, and none is right by luck."""
    data = ("--benchmark", "jsonl", "--data", str(problems(tmp_path)), "--limit", "3")
    model = ("--model", str(tiny), "--max-tokens", "12", "--run-dir", str(tmp_path / "out"))
    found, _ = evaluate(capsys, *model, *data, "--set", "student.settings.prompts=short")
    assert (found["n"], found["calls"]) == (3, 3)
    assert sum(found["counts"].values()) == 3
    assert found["digest"]
