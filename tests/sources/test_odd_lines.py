"""JSON that is nested without end, ids of thousands of digits, and rows without any."""

import json
from pathlib import Path
from typing import Any

import pytest
from hostile import write_lines
from layouts import picture
from reading import good, read

from mathse.cli import main
from mathse.roles import BadRow

ASKED: dict[str, Any] = {"question": "1 + 1?", "answer": "2"}


@pytest.mark.parametrize("deep", [120, 700, 5000])
@pytest.mark.parametrize("name", ["jsonl", "mathvision", "mathvista", "math_puma", "geometry3k"])
def test_a_row_nested_too_deep_is_said_so_and_the_next_loads(
    tmp_path: Path, name: str, deep: int
) -> None:
    """700: what Python's JSON reads, and no walk through it comes back from."""
    line = json.dumps(ASKED | {"id": "1", "instruction": "1 + 1?", "output": "2"})
    odd = f'{line[:-1]}, "odd": {"[" * deep}{"]" * deep}}}'
    if name == "geometry3k":
        for number, text in enumerate([odd, line]):
            picture(tmp_path, f"train/{number}/img_diagram.png")
            (tmp_path / f"train/{number}/data.json").write_text(text)
    else:
        lines = "\n".join([odd, line.replace('"1"', '"2"', 1)])
        file = {"jsonl": "p.jsonl", "mathvision": "test.jsonl", "mathvista": "testmini.json"}
        as_array = f"[{lines}]".replace("\n", ",\n")
        text = lines if name in ("jsonl", "mathvision") else as_array
        (tmp_path / file.get(name, "train.json")).write_text(text)
    first, second = read(name, tmp_path)
    assert isinstance(first, BadRow)
    assert first.reason.endswith("is not JSON that can be read: it is nested too deep")
    assert not isinstance(second, BadRow) or "nested" not in second.reason


@pytest.mark.parametrize(
    ("ids", "named"),
    [
        ([None, None, "x"], ["1", "2", "x"]),
        (["5", None, "x"], ["5", "2", "x"]),
        ([None, "5", "1"], ["line 1", "5", "1"]),
        (["2", None, None], ["2", "line 2", "3"]),
        ([None, 1.0, "line 1"], ["line 1", "1"]),
    ],
)
def test_no_row_is_lost_to_the_place_of_another(
    tmp_path: Path, ids: list[object], named: list[str]
) -> None:
    rows = [ASKED if key is None else {**ASKED, "id": key} for key in ids]
    found = read("jsonl", write_lines(tmp_path / "p.jsonl", *rows))
    assert [row.source_id for row in good(found)] == named


def test_what_is_endless_is_said_on_a_short_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    digits = "9" * 4000
    rows: list[dict[str, Any]] = [ASKED | {"id": int(digits)}, ASKED | {"id": digits + "8"}]
    rows += [ASKED | {"id": int(digits)}, ASKED | {"id": "a", "answer": int(digits)}]
    rows += [{"id": digits + str(i), "question": q} for i, q in enumerate(["", [[digits] * 9]])]
    rows += [ASKED | {"id": digits + "7", "images": [[digits]]}]
    rows += [ASKED | {"id": digits + "6", "answer": "C", "options": ["1", "2", digits], "x": 1}]
    rows += [ASKED | {"id": digits + "5", "answer": digits, "options": ["1", "2"]}]
    file = write_lines(tmp_path / "p.jsonl", *rows)
    for words in ((), ("--all",)):
        assert main(("sources", "check", "jsonl", str(file), *words)) == 0
        lines = capsys.readouterr().out.splitlines()
        assert max(map(len, lines)) < 400
