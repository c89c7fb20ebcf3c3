"""What a person may get wrong when they measure: one line each, exit status 2."""

import json
from pathlib import Path

import pytest
from evaluating import evaluate, problems


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
