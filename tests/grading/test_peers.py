"""The published test table of Math-Verify: the same verdicts, but where a reason to differ is written down."""

import json
from pathlib import Path

from mathse.grading import grade

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "peers" / "math_verify.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


def test_verdicts_agree_with_the_published_table_of_math_verify() -> None:
    wrong = []
    for row in ROWS:
        accepted = grade(response=row["response"], gold=row["gold"]).outcome == "correct"
        if accepted != (row["expected"] != ("differs" in row)):
            wrong.append((row["test"], row["gold"][-80:], row["response"][-80:], accepted))
    assert len(ROWS) > 250
    assert not wrong, wrong


def test_few_rows_differ_and_each_says_why() -> None:
    reasons = [row["differs"] for row in ROWS if "differs" in row]
    assert all(reasons)
    assert len(reasons) < 0.1 * len(ROWS)
