"""What a person may get wrong when they measure: one line each, exit status 2."""

import json
from pathlib import Path

import pytest
from evaluating import evaluate, problems
from PIL import Image


def test_a_run_dir_that_is_a_file_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "r.jsonl"
    file.write_text(json.dumps({"id": "1", "response": "The answer is 3."}) + "\n")
    data = ("--benchmark", "jsonl", "--data", str(problems(tmp_path)))
    unasked = ("--model", "http://127.0.0.1:9/v1#nobody")
    for who in (("--responses", str(file)), unasked):
        for out, why in ((file, "File exists"), (file / "x", "Not a directory")):
            _, said = evaluate(capsys, *who, *data, "--run-dir", str(out), status=2)
            assert said == f"mathse: cannot use {out}: {why}\n"


@pytest.mark.slow
def test_a_picture_that_only_decoding_finds_damaged_is_named_and_left_unscored(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture, damaged = tmp_path / "good.png", tmp_path / "damaged.png"
    Image.effect_noise((64, 64), 90).save(picture)
    content = bytearray(picture.read_bytes())
    content[60:-20] = bytes(len(content) - 80)  # the header and the end mark stay
    damaged.write_bytes(content)
    file = tmp_path / "p.jsonl"
    rows = [
        {"id": str(i), "question": f"{i} + 1?", "answer": "7", "image": name}
        for i, name in enumerate(["good.png", "damaged.png", "good.png"])
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    asked = ("--benchmark", "jsonl", "--data", str(file), "--model", str(tiny), "--max-tokens", "4",
             "--run-dir", str(tmp_path / "out"))  # fmt: skip
    found, said = evaluate(capsys, *asked)
    assert (found["n"], found["answered"], found["problems"]) == (2, 2, 3)
    (reason,) = found["unscored"]
    assert reason.startswith(f"1: image {tmp_path / 'out' / 'store' / 'images'}")
    assert f"mathse: 1 of 3 problems is unscored: {reason}\n" in said
    again, _ = evaluate(capsys, *asked)
    assert (again["calls"], again["unscored"]) == (0, [reason])


def test_a_tag_that_no_answer_has_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "r.jsonl"
    file.write_text(json.dumps({"id": "1", "response": "The answer is 3."}) + "\n")
    asked = ("--responses", str(file), "--benchmark", "jsonl", "--data", str(problems(tmp_path)))
    _, said = evaluate(capsys, *asked, "--by", "nosuchtag", status=2)
    assert said.startswith("mathse: no answer has the tag 'nosuchtag'; known: ")
    assert "level" in said
    found, _ = evaluate(capsys, *asked, "--by", "level")
    assert found["n"] == 1
