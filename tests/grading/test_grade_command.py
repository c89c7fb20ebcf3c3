"""`mathse grade`: rows out in the order of rows in, and a person's mistake is one clear line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mathse.cli import main

ROWS: list[dict[str, object]] = [
    {"id": 1, "response": "The answer is 0.75.", "gold": "3/4"},
    {"id": 2, "response": "So B.", "gold": "B", "options": ["5", "6"], "mine": {"kept": [1, 2]}},
    {"id": 3, "response": "答案是36°", "gold": "72°", "question": "角的度数为____。"},
    {"id": 4, "response": "I cannot see the image.", "gold": "4"},
    {"id": 5, "response": "12", "gold": "见解析"},
    {"id": 6, "response": None, "gold": 7, "options": []},
]
WANTED = ["correct", "correct", "incorrect", "no_answer", "unscored", "no_answer"]


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def read(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_rows_come_out_as_they_went_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grade", str(write(tmp_path / "in.jsonl", ROWS))]) == 0
    shown = capsys.readouterr()
    rows = read(shown.out)
    assert [row["verdict"] for row in rows] == WANTED
    for before, after in zip(ROWS, rows, strict=True):
        assert {key: after[key] for key in before} == before
        assert set(after) == {*before, "verdict", "extracted", "rule"}
    assert rows[0]["extracted"] == "0.75"
    assert rows[2]["extracted"] == "36°"
    assert "6 rows: 2 correct, 1 incorrect, 2 no_answer, 1 unscored" in shown.err


def test_rows_and_summary_as_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.jsonl"
    source = write(tmp_path / "in.jsonl", ROWS)
    assert main(["grade", str(source), "--out", str(out), "--json"]) == 0
    shown = capsys.readouterr()
    summary = json.loads(shown.out)
    assert shown.err == ""
    assert (summary["rows"], summary["correct"], summary["accuracy"]) == (6, 2, 0.4)
    assert [row["verdict"] for row in read(out.read_text(encoding="utf-8"))] == WANTED
    assert "36°" in out.read_text(encoding="utf-8")


def test_one_answer(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["grade", "--gold", "B", "--response", "It is 6.", "--options", "5", "6", "7"]
    assert main(arguments) == 0
    assert capsys.readouterr().out.startswith("correct  extracted 'It is 6.'")
    assert main([*arguments, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "correct"
    assert (
        main(["grade", "--gold", "25", "--response", "25%", "--question", "What percentage?"]) == 0
    )
    assert capsys.readouterr().out.startswith("correct")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{bad", "line 2: not JSON"),
        ("[1]", "line 2: a row is a JSON object"),
        ('{"gold": "1"}', "line 2: no `response`"),
        ('{"response": "1"}', "line 2: no `gold`"),
        ('{"response": "1", "gold": [1]}', "line 2: `gold` is neither text nor a number"),
        ('{"response": true, "gold": "1"}', "line 2: `response` is neither text nor a number"),
        ('{"response": "1", "gold": "1", "options": "AB"}', "line 2: `options` is no list"),
        ('{"response": "1", "gold": "1", "question": 3}', "line 2: `question` is no text"),
        ('{"response": "1", "gold": Infinity}', "line 2: Infinity is no JSON"),
        ('{"response": "1", "gold": "1", "mine": [NaN]}', "line 2: NaN is no JSON"),
        ('{"response": "1", "gold": 1e999}', "line 2: 1e999 is larger than any float"),
        (
            '{"response": "1", "gold": ' + "1" * 5_000 + "}",
            "has over 4000 digits; a text may hold it",
        ),
        ("[" * 100_000, "line 2: "),
    ],
)
def test_a_bad_line_is_one_clear_line(
    line: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps(ROWS[0]) + "\n" + line + "\n", encoding="utf-8")
    assert main(["grade", str(path)]) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.err.count("\n") == 1
    assert [row["verdict"] for row in read(shown.out)] == ["correct"]  # what was before it


def test_a_line_that_is_no_utf8(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"response": "1", "gold": "1"}\n\n{"response": "\xff"}\n')
    assert main(["grade", str(path)]) == 2
    shown = capsys.readouterr()
    assert "line 3: not UTF-8 (byte 15)" in shown.err
    assert read(shown.out)[0]["verdict"] == "correct"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name a FILE.jsonl"),
        (["--gold", "1"], "name a FILE.jsonl"),
        (["none.jsonl"], "cannot read none.jsonl"),
        (["none.jsonl", "--gold", "1"], "holds its own gold"),
        (["--gold", "1", "--response", "1", "--out", "x"], "--out goes with"),
    ],
)
def test_a_mistake_is_one_clear_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["grade", *arguments]) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.err.count("\n") == 1


def test_the_file_that_is_read_is_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "in.jsonl", ROWS)
    before = path.read_bytes()
    assert main(["grade", str(path), "--out", str(path)]) == 2
    assert path.read_bytes() == before
    assert main(["grade", str(path), "--out", str(tmp_path / "no" / "out.jsonl")]) == 2
    assert "cannot write" in capsys.readouterr().err


def test_rows_are_graded_as_they_come() -> None:
    """A row is answered before the next one is sent: nothing waits for the end of input."""
    command = [sys.executable, "-m", "mathse", "grade", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for row, verdict in zip(ROWS, WANTED, strict=True):
            process.stdin.write(json.dumps(row).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["verdict"] == verdict
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def test_lone_surrogates_come_through(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"response": "\\ud800 The answer is 5", "gold": "5"}\n', encoding="utf-8")
    assert main(["grade", str(path)]) == 0
    assert read(capsys.readouterr().out)[0]["response"] == "\ud800 The answer is 5"


def test_grading_needs_no_heavy_library() -> None:
    code = "import sys, mathse.grading as g; g.grade(response='5', gold='5'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"torch", "sympy", "transformers", "numpy", "PIL"}
    own = {name for name in loaded if name.startswith("mathse.")}
    assert all(name.startswith("mathse.grading") or name == "mathse.errors" for name in own)
