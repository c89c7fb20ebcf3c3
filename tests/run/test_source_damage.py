"""A source whose files are damaged, before a run or after: said in one line, and D never changes unsaid."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mathse.cli import main
from mathse.sources.fake import one_pixel

Capture = pytest.CaptureFixture[str]
COUNT = 40


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Sums that the fake cast reads, as a data set with a picture each."""
    folder = tmp_path / "data"
    folder.mkdir()
    lines = []
    for i in range(COUNT):
        (folder / f"{i}.png").write_bytes(one_pixel(i))
        row = {"id": f"p{i}", "question": f"What is {i + 2} + 3 * 4?", "answer": str(i + 14)}
        lines.append(json.dumps({**row, "image": f"{i}.png"}) + "\n")
    (folder / "problems.jsonl").write_text("".join(lines))
    return folder


def words(command: str, data: Path, run_dir: Path, *changes: str) -> list[str]:
    sets = ["problems.source=jsonl", f"problems.path={data}", "problems.settings={}",
            "problems.n=0", *changes]  # fmt: skip
    options = [word for change in sets for word in ("--set", change)]
    return [command, "fake", "--run-dir", str(run_dir), *options]


def ran(
    capsys: Capture, data: Path, run_dir: Path, *changes: str
) -> tuple[dict[str, Any], list[str]]:
    """(summary, what is said on stderr) of a run that ends well."""
    capsys.readouterr()
    assert main([*words("run", data, run_dir, *changes), "--quiet", "--json"]) == 0
    out, error = capsys.readouterr()
    return json.loads(out), [line for line in error.splitlines() if not line.startswith("wrote")]


def gone(image: Path) -> None:
    image.unlink()


def cut_off(image: Path) -> None:
    image.write_bytes(image.read_bytes()[:-20])


def empty(image: Path) -> None:
    image.write_bytes(b"")


def bits_flipped(image: Path) -> None:
    """Header and end are whole: only who decodes it sees the damage."""
    content = bytearray(image.read_bytes())
    content[-20] ^= 0xFF
    image.write_bytes(content)


DAMAGE = [(gone, "is missing"), (cut_off, "truncated PNG"), (empty, "is an empty file")]


@pytest.mark.parametrize(("damage", "said"), DAMAGE)
def test_a_damaged_image_is_left_out_and_said(
    data: Path, tmp_path: Path, capsys: Capture, damage: Callable[[Path], None], said: str
) -> None:
    damage(data / "7.png")
    damage(data / "9.png")
    for _ in ("new", "finished"):
        summary, lines = ran(capsys, data, tmp_path / "run")
        (line,) = lines
        assert line.startswith("load: 2 rows of the source cannot be read and are left out")
        assert "the first: p7: image '7.png'" in line
        assert said in line
        assert summary["problems"]["problems"] == COUNT - 2
    capsys.readouterr()
    assert main(words("plan", data, tmp_path / "run")) == 0
    assert capsys.readouterr().err == line + "\n"
    assert main([*words("check", data, tmp_path / "run"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["warnings"] == [line.removeprefix("load: ")]


def test_a_problem_that_a_source_holds_twice_is_said(
    data: Path, tmp_path: Path, capsys: Capture
) -> None:
    lines = (data / "problems.jsonl").read_text().splitlines()
    again = [lines[3].replace("p3", "p3 again"), lines[3].replace("p3", "once more")]
    (data / "problems.jsonl").write_text("\n".join([*lines, *again, ""]))
    for _ in ("new", "finished"):
        summary, lines = ran(capsys, data, tmp_path / "run")
        assert lines == ["load: 2 rows of the source repeat a problem: each problem counts once"]
        assert summary["problems"]["problems"] == COUNT


@pytest.mark.parametrize(("damage", "said"), [*DAMAGE, (bits_flipped, "is damaged")])
def test_a_recorded_problem_outlives_its_file(
    data: Path, tmp_path: Path, capsys: Capture, damage: Callable[[Path], None], said: str
) -> None:
    run_dir = tmp_path / "run"
    before, lines = ran(capsys, data, run_dir, "rounds=1")
    assert lines == []
    damage(data / "7.png")
    after, lines = ran(capsys, data, run_dir, "rounds=1")
    assert after["cost"]["calls"] == 0
    assert after["stages"] == before["stages"]
    (line,) = lines
    assert "1 row of the source cannot be read and is taken as recorded before" in line
    assert "; the first: p7: image '" in line
    assert said in line
    capsys.readouterr()
    assert main([*words("plan", data, run_dir, "rounds=1"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["total"]["calls"] == [0, 0]
    grown, _ = ran(capsys, data, run_dir, "rounds=2")
    assert grown["stages"][:3] == before["stages"][:3]
    assert grown["problems"]["problems"] == COUNT


def test_more_problems_are_asked_for_where_a_file_is_gone(
    data: Path, tmp_path: Path, capsys: Capture
) -> None:
    run_dir = tmp_path / "run"
    ran(capsys, data, run_dir, "problems.n=30")
    gone(data / "7.png")
    summary, lines = ran(capsys, data, run_dir, "problems.n=35")
    assert summary["problems"]["problems"] == 35
    assert "taken as recorded before" in lines[0]
    summary, lines = ran(capsys, data, run_dir, "problems.n=20")
    assert summary["problems"]["problems"] == 20
    assert "taken as recorded before" in lines[0]


def test_a_file_that_breaks_off_stops_the_run(data: Path, tmp_path: Path, capsys: Capture) -> None:
    run_dir = tmp_path / "run"
    before, _ = ran(capsys, data, run_dir)
    file = data / "problems.jsonl"
    whole = file.read_text()
    file.write_text(whole[: len(whole) // 2 + 5])
    for command in ("run", "plan"):
        capsys.readouterr()
        assert main(words(command, data, run_dir)) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert "of the problems that this run recorded are gone (the first: p2" in line
        assert "of its rows 1 cannot be read (the last: line " in line
    file.write_text(whole)
    after, lines = ran(capsys, data, run_dir)
    assert (after["cost"]["calls"], after["stages"], lines) == (0, before["stages"], [])


def test_an_edited_problem_is_another_one_and_said(
    data: Path, tmp_path: Path, capsys: Capture
) -> None:
    run_dir = tmp_path / "run"
    ran(capsys, data, run_dir)
    file = data / "problems.jsonl"
    file.write_text(file.read_text().replace("What is 9 + 3 * 4?", "What is 9 + 3 * 4, then?"))
    summary, lines = ran(capsys, data, run_dir)
    assert summary["problems"]["problems"] == COUNT
    (line,) = lines
    assert "1 of the problems that this run recorded is gone" in line
    assert "p7" in line
    assert ran(capsys, data, run_dir)[1] == []  # it is what this run reads now
