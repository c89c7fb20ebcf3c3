"""`mathse evaluate --responses`: what was written elsewhere, scored; each response once."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from evaluating import evaluate, problems, responses
from PIL import Image

from mathse.cli import main

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "grading" / "dev.jsonl"
RESPONSES = ("--responses", "r.jsonl", "--benchmark", "jsonl", "--data", ".")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--responses", "r.jsonl", "--trained-on", "jsonl=."), "name it with --benchmark"),
        ((*RESPONSES, "--trained-on", "jsonl=nowhere"), "there is nothing at nowhere"),
        ((*RESPONSES, "--trained-on", "nowhere"), "wants a run's folder or NAME=PATH"),
        ((*RESPONSES, "--trained-on", "jsnol=."), "jsnol"),
        (("--responses", "r.jsonl", "--n", "2"), "--n is for a --model"),
        (("--responses", "r.jsonl", "--limit", "2"), "--limit is for a --model"),
    ],
)
def test_a_mistake_is_one_line(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    _, error = evaluate(capsys, *words, status=2)
    assert said in error
    assert error.count("\n") == 1


def test_responses_by_id_and_with_their_own_gold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ("--benchmark", "jsonl", "--data", str(problems(tmp_path)))
    rows = [
        {"id": "1", "response": "The answer is 3."},
        {"id": "1", "response": "The answer is 4."},
        {"id": "2", "response": "The answer is 5.", "status": "cut_off"},
        {"id": "99", "response": "The answer is 5."},
        {"id": "3", "response": "\ud800 The answer is 5."},
    ]
    file = tmp_path / "responses.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows) + "not JSON\n")
    out = tmp_path / "scored"
    found, _ = evaluate(capsys, "--responses", str(file), *data, "--run-dir", str(out))
    assert (found["n"], found["accuracy"], found["missing"]) == (2, 0.5, 4)
    assert found["counts"]["cut_off"] == 1
    assert len(found["left_out"]) == 3
    assert found["left_out"][1] == "line 5 is not UTF-8: it escapes half of a character"
    grades = [json.loads(line)["grade"] for line in (out / "answers.jsonl").open()]
    assert grades == ["correct", "incorrect", "incorrect"]
    assert json.loads((out / "evaluation.json").read_text()) == found
    _, said = evaluate(capsys, "--responses", str(file), status=2)
    assert "has no gold" in said


def test_responses_are_stored_without_a_run_dir_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ("--benchmark", "jsonl", "--data", str(problems(tmp_path)))
    file = responses(tmp_path / "my model.jsonl", {"id": "1", "response": "3", "gold": "3"})
    for words, name in ((data, "jsonl-responses-my-model"), ((), "responses-my-model")):
        found, said = evaluate(capsys, "--responses", str(file), *words)
        folder = Path("runs/evaluate") / name
        assert said == f"wrote {folder / 'evaluation.json'} and answers.jsonl\n"
        assert json.loads((folder / "evaluation.json").read_text()) == found
        assert json.loads((folder / "answers.jsonl").read_text())["grade"] == "correct"


def test_a_sample_counts_once_and_the_first_of_a_problem_stands_for_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A repeated line, samples that are no numbers, and a problem that has sample 1 alone."""
    data = ("--benchmark", "jsonl", "--data", str(problems(tmp_path)))
    file = responses(
        tmp_path / "r.jsonl",
        {"id": "1", "response": "The answer is 3.", "sample": 0},
        {"id": "1", "response": "The answer is 3.", "sample": 0},
        {"id": "1", "response": "The answer is 9.", "sample": 1},
        {"id": "2", "response": "The answer is 9.", "sample": 5},
        {"id": "2", "response": "The answer is 4.", "sample": 3},
        {"id": "3", "response": "The answer is 5.", "sample": True},
        {"id": "3", "response": "The answer is 5.", "sample": -1},
        {"id": "3", "response": "The answer is 5.", "sample": "0"},
    )
    found, _ = evaluate(capsys, "--responses", str(file), *data)
    assert (found["n"], found["accuracy"], found["missing"]) == (2, 1.0, 4)
    assert found["samples"]["mean"]["n"] == 4
    assert found["left_out"] == [
        "line 2: a second response to problem '1', sample 0",
        "line 6: its sample is True, not a whole number from 0",
        "line 7: its sample is -1, not a whole number from 0",
        "line 8: its sample is '0', not a whole number from 0",
    ]


def test_the_responses_of_several_models_stand_side_by_side(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ("--benchmark", "jsonl", "--data", str(problems(tmp_path)))
    rows = [
        {"id": "1", "response": f"The answer is {3 if model == 'a' else 4}.", "model": model}
        for model in ("a", "b")
    ]
    file = responses(tmp_path / "r.jsonl", *rows)
    found, _ = evaluate(capsys, "--responses", str(file), *data, "--by", "model")
    assert {model: one["accuracy"] for model, one in found["by"]["model"].items()} == {
        "a": 1.0,
        "b": 0.0,
    }
    assert "samples" not in found


def test_a_part_is_not_taken_for_the_benchmark(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = problems(tmp_path)
    file.write_text(file.read_text() + '{"id": "9", "question": "?"}\n')
    wrong = [{"id": f"no {i}", "response": "1"} for i in range(7)]
    written = responses(tmp_path / "r.jsonl", {"id": "1", "response": "The answer is 3."}, *wrong)
    data = ("--benchmark", "jsonl", "--data", str(file))
    assert main(("evaluate", "--responses", str(written), *data)) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[1].endswith("n = 1; 1 of 7 problems answered: not the whole benchmark")
    at = said.index("left out: 7")
    assert said[at + 1] == "  line 2: the benchmark has no problem 'no 0'"
    assert said[at + 6] == "  ... and 2 more: --json"
    assert said[at + 7] == "problems that could not be read: 1"
    assert said[at + 8].startswith('  9: no reference answer: no field "answer"')
    assert len(said) == at + 9


def test_responses_are_looked_up_in_what_was_trained_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A problem without a picture is known by its words, one with a picture by both."""
    text = "A train leaves town at nine and travels three hours at eighty km per hour. How far?"
    other = "A shop sells pens in packs of twelve and Mia buys seven packs. How many pens is that?"
    rows = [
        {"id": "train", "question": text, "answer": "240"},
        {"id": "shop", "question": other, "answer": "84"},
    ]
    file = responses(tmp_path / "benchmark.jsonl", *rows)
    trained = responses(tmp_path / "trained.jsonl", {**rows[0], "id": "mine"})
    written = responses(
        tmp_path / "r.jsonl",
        {"id": "train", "response": "The answer is 240."},
        {"id": "shop", "response": "The answer is 7."},
    )
    words = ("--responses", str(written), "--benchmark", "jsonl", "--data", str(file))
    found, _ = evaluate(capsys, *words, "--trained-on", f"jsonl={trained}")
    known = found["contamination"]
    assert (known["found"], known["looked_up"], known["clean"]["n"]) == (1, 1, 1)
    assert known["examples"][0][0] == "train"
    assert "contamination" not in evaluate(capsys, *words)[0]
    assert main(("evaluate", *words, "--trained-on", f"jsonl={trained}")) == 0
    assert "accuracy without them   0.0 %" in capsys.readouterr().out
    assert main(("evaluate", *words, "--trained-on", f"jsonl={file}")) == 0
    out = capsys.readouterr().out
    assert "without them nothing is left to measure" in out
    assert "accuracy without them" not in out


def test_a_response_without_an_id_answers_no_problem_of_a_benchmark(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The number of its line may be another problem's id."""
    answer = {"response": "The answer is 3."}
    ids: tuple[dict[str, Any], ...] = ({}, {"id": None}, {"id": float("nan")}, {"id": 1.0})
    file = responses(tmp_path / "r.jsonl", *[{**answer, **one} for one in ids])
    data = ("--benchmark", "jsonl", "--data", str(problems(tmp_path)))
    found, _ = evaluate(capsys, "--responses", str(file), *data)
    assert found["left_out"] == [
        "line 1 has no id: which problem does it answer?",
        "line 2 has no id: which problem does it answer?",
        "line 3: the id is nan, neither a text nor a number",
    ]
    assert (found["n"], found["accuracy"]) == (1, 1.0)


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        ({}, "line 1 has no gold"),
        ({"gold": float("nan")}, "line 1: its gold is nan, neither a text nor a number"),
        ({"gold": True}, "line 1: its gold is True, neither a text nor a number"),
        ({"gold": "A", "options": ["3", None]}, "line 1: an option is not a text or a number"),
        ({"gold": "A", "options": "3, 4"}, "line 1: its options are not a list"),
    ],
)
def test_a_gold_or_an_option_of_no_kind_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], odd: dict[str, Any], said: str
) -> None:
    file = responses(tmp_path / "r.jsonl", {"id": "1", "response": "The answer is 3.", **odd})
    _, error = evaluate(capsys, "--responses", str(file), status=2)
    assert said in error


def test_a_problem_whose_picture_is_missing_is_unscored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = problems(tmp_path)
    lost = [{"id": name, "question": "?", "answer": "1", "image": "gone.png"} for name in "xyz"]
    file.write_text(file.read_text() + "".join(json.dumps(row) + "\n" for row in lost))
    rows = [{"id": name, "response": "The answer is 3."} for name in ("1", "x", "x", "y")]
    data = ("--benchmark", "jsonl", "--data", str(file))
    written = str(responses(tmp_path / "r.jsonl", *rows))
    found, said = evaluate(capsys, "--responses", written, *data)
    reasons = [f"{name}: image 'gone.png' is missing" for name in "xyz"]
    assert (found["n"], found["counts"]["unscored"], found["unscored"]) == (1, 2, reasons[:2])
    assert (found["unscored_wrong"]["n"], found["unread"]) == (3, reasons[2:])
    assert (found["left_out"], found["missing"], found["problems"]) == ([], 5, 9)
    assert f"mathse: 2 of 3 problems are unscored: {reasons[0]} (and 1 more)\n" in said
    alone = str(responses(tmp_path / "r.jsonl", *rows[1:]))
    _, said = evaluate(capsys, "--responses", alone, *data, status=2)
    assert said == f"mathse: no response in {alone}: {reasons[0]}\n"


def test_dynamath_lets_a_number_be_a_thousandth_off(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the answer is a float; the authors ask for three decimal places, and have references with four."""
    rows = {
        "1": {
            "question": "2 pi / 3?",
            "answer": "2.0944",
            "answer_type": "float",
            "image": "1.png",
        },
        "2": {"question": "2 pi / 3?", "answer": "2.0944", "answer_type": "text", "image": "1.png"},
    }
    Image.new("RGB", (8, 8)).save(tmp_path / "1.png")
    (tmp_path / "dataset.json").write_text(json.dumps(rows))
    asked = [{"id": name, "response": "The answer is 2.094."} for name in rows]
    file = str(responses(tmp_path / "r.jsonl", *asked))
    data = ("--benchmark", "dynamath", "--data", str(tmp_path))
    found, _ = evaluate(capsys, "--responses", file, *data)
    assert {kind: one["accuracy"] for kind, one in found["by"]["answer_type"].items()} == {
        "float": 1.0, "text": 0.0,
    }  # fmt: skip
    alone, _ = evaluate(capsys, "--responses", file, "--benchmark", "jsonl", "--data", str(
        responses(tmp_path / "p.jsonl", *[row | {"id": name} for name, row in rows.items()])))  # fmt: skip
    assert alone["accuracy"] == 0.0


def test_responses_come_through_a_pipe(tmp_path: Path) -> None:
    """`--responses <(...)`: what cannot be wound back is read once."""
    data = (
        "--benchmark",
        "jsonl",
        "--data",
        str(problems(tmp_path)),
        "--run-dir",
        str(tmp_path / "o"),
    )
    command = [
        sys.executable,
        "-m",
        "mathse",
        "evaluate",
        "--responses",
        "/dev/stdin",
        *data,
        "--json",
    ]
    row = "\ufeff" + json.dumps({"id": "1", "response": "The answer is 3."}) + "\n"
    done = subprocess.run(command, input=row, capture_output=True, text=True, check=True)
    assert (json.loads(done.stdout)["n"], json.loads(done.stdout)["accuracy"]) == (1, 1.0)


@pytest.mark.skipif(not DATA.is_file(), reason=f"the labelled responses are not at {DATA}")
def test_real_responses_give_the_accuracies_that_their_labels_imply(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    rows = [json.loads(line) for line in DATA.read_text().splitlines()]
    for source in ("mathvision", "mathvista"):
        kept = [row for row in rows if row["source"] == source and row["label"] != "ambiguous"]
        file = tmp_path / f"{source}.jsonl"
        file.write_text("".join(json.dumps(row) + "\n" for row in kept))
        found, _ = evaluate(capsys, "--responses", str(file))
        implied = sum(row["label"] == "correct" for row in kept) / len(kept)
        assert found["n"] == len(kept)
        assert found["accuracy"] == pytest.approx(implied, abs=0.01)
