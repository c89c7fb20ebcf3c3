"""`mathse figures` as a person calls it."""

import json
import re
from pathlib import Path

import pytest
from PIL import Image

from mathse.cli import main
from mathse.figures.checker import check
from mathse.figures.world import from_json, from_meta
from mathse.plugins import find
from mathse.roles import BadRow, Context, NoSettings

ROUND_SOLIDS = ("--level", "3", "--family", "round solids")  # fewer than 2,000 of them


def test_sheet_is_a_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "sheet.png"
    assert main(["figures", "sheet", str(out), "--scale", "1"]) == 0
    with Image.open(out) as sheet:
        assert sheet.width > 900
        assert len(sheet.convert("RGB").getcolors(1 << 20) or []) > 50
    assert str(out) in capsys.readouterr().out


def test_problems_are_files_that_any_tool_reads(tmp_path: Path) -> None:
    out = tmp_path / "problems"
    assert main(["figures", "problems", "--n", "12", "--seed", "3", "--out", str(out)]) == 0
    rows = [json.loads(line) for line in (out / "problems.jsonl").read_text().splitlines()]
    assert len(rows) == 12
    for row in rows:
        with Image.open(out / row["image"]) as image:
            assert image.size == (112, 112)
        problem = from_json(row["truth"])
        assert (problem.id, problem.group) == (row["id"], row["group"])
        assert (problem.question.text, problem.question.answer) == (row["question"], row["answer"])
        assert check(problem, row["solution"]).outcome == "correct"


def written(folder: Path) -> dict[Path, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder): path.read_bytes() for path in files}


def test_same_seed_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        arguments = ["--n", "5", "--seed", "8", "--out", str(tmp_path / name)]
        assert main(["figures", "problems", *arguments]) == 0
    one, two = (written(tmp_path / name) for name in ("one", "two"))
    assert one == two
    assert len(one) == 6


def test_family_and_level_are_kept_to(tmp_path: Path) -> None:
    chosen = ["--family", "clocks", "--family", "circles", "--level", "2"]
    arguments = ["--n", "20", "--seed", "1", "--out", str(tmp_path / "some"), *chosen]
    assert main(["figures", "problems", *arguments]) == 0
    lines = (tmp_path / "some" / "problems.jsonl").read_text().splitlines()
    rows = [json.loads(line) for line in lines]
    assert {row["family"] for row in rows} == {"clocks", "circles"}
    assert {row["level"] for row in rows} == {2}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["sheet", "sheet.gif"], "should end in .png"),
        (["sheet", "nowhere/sheet.png"], "there is no folder"),
        (["sheet", "sheet.png", "--scale", "0"], "--scale"),
        (["problems", "--n", "0", "--seed", "1", "--out", "p"], "--n"),
        (["problems", "--n", "1", "--seed", "1", "--out", "p", "--family", "cubes"], "cubes"),
        (
            ["problems", "--n", "2000", "--seed", "1", "--out", "p", *ROUND_SOLIDS],
            "no more than",
        ),
    ],
)
def test_a_persons_mistake_is_one_line(
    arguments: list[str],
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["figures", *arguments]) == 2
    error = capsys.readouterr().err
    assert says in error
    assert len(error.splitlines()) == 1
    assert not (tmp_path / "p").exists(), "nothing is written for a mistaken command"


def test_problems_are_never_written_over(tmp_path: Path) -> None:
    arguments = ["figures", "problems", "--n", "2", "--seed", "1", "--out", str(tmp_path / "p")]
    assert main(arguments) == 0
    assert main(arguments) == 2


def test_exported_problems_are_a_source(tmp_path: Path) -> None:
    arguments = ["--n", "400", "--seed", "4", "--out", str(tmp_path / "p")]
    assert main(["figures", "problems", *arguments]) == 0
    plugin = find("source", "jsonl")
    source = plugin.build(plugin.settings(), NoSettings(), Context(model=None))
    rows = list(source.read(tmp_path / "p"))
    assert not [row for row in rows if isinstance(row, BadRow)]
    assert all(from_meta(row.meta) for row in rows)


def test_scan_prints_its_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures", "scan", "--rows", "40"]) == 0
    said = capsys.readouterr().out
    assert re.search(r"rows +40\n", said)
    assert re.search(r"test figures +0\n", said)
