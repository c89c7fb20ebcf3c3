"""Paths that a fine-tuned student really wrote, labelled by hand: does the checker see what a reader sees?

natural.jsonl: 100 paths of the quickstart's student after round 1, drawn at temperature 0.8; of 1,000 different
ones the checker could not read 7. Labels by reading, without the checker's verdict in view; `step` counts sentences.
"""

import json
from pathlib import Path

from mathse.figures.checker import check
from mathse.figures.world import from_json

ROWS = [
    json.loads(line) for line in (Path(__file__).parent / "natural.jsonl").read_text().splitlines()
]


def test_right_or_wrong_as_a_reader_says() -> None:
    told = [row for row in ROWS if row["outcome"] != "unclear"]
    said = [check(from_json(row["truth"]), row["text"]).outcome for row in told]
    read = [
        (row["outcome"], outcome)
        for row, outcome in zip(told, said, strict=True)
        if outcome != "cannot_tell"
    ]
    assert len(read) >= 0.95 * len(ROWS)
    assert sum(mine == its for mine, its in read) >= 0.95 * len(read)


def test_the_first_wrong_step_as_a_reader_says() -> None:
    pairs = []
    for row in ROWS:
        report = check(from_json(row["truth"]), row["text"])
        if row["outcome"] == report.outcome == "incorrect" and row["step"] and report.step:
            pairs.append((row["step"], report.step))
    assert len(pairs) >= 40
    assert sum(mine == its for mine, its in pairs) >= 0.9 * len(pairs)
