"""`mathse sources check`: every row accounted for, every doubt named; and the list of sources."""

import json
from pathlib import Path

import pytest
from hostile import IMAGES, png, write_lines
from reading import DATA, needs_data

from mathse.cli import main, sources
from mathse.plugins import BUILT_IN


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    status = main(words)
    return status, capsys.readouterr().out


@needs_data
@pytest.mark.parametrize(("name", "rows"), [("mathvision", 845), ("dynamath", 501)])
def test_the_real_data_are_whole(capsys: pytest.CaptureFixture[str], name: str, rows: int) -> None:
    status, out = run(capsys, "sources", "check", name, str(DATA / name), "--json", "--strict")
    report = json.loads(out)
    assert (status, report["loaded"], report["left_out"]) == (0, rows, [])
    assert report["gold_equal_to_itself"] + len(report["doubts"]) == rows
    assert report["images"] == {"1": rows}


def test_every_row_is_accounted_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "good.png").write_bytes(png())
    names = [name for name, (content, _) in IMAGES.items() if content is not None]
    for name in names:
        content, _ = IMAGES[name]
        (tmp_path / name).write_bytes(content or b"")
    # Its header and its end are those of a PNG; only reading the pixels shows the damage.
    whole = png(64, 64)
    (tmp_path / "inside.png").write_bytes(whole[:45] + b"\x00" * 20 + whole[65:])
    rows = [
        {"question": f"Area {i}?", "answer": "1", "image": name}
        for i, name in enumerate([*names, "inside.png"])
    ]
    rows += [{"question": "What is 2 + 2?", "answer": "4", "image": "good.png"}] * 2
    rows += [{"question": "What is 2 + 2?", "answer": "5", "image": "good.png"}]
    rows += [{"question": "面积是多少？", "answer": "见解析"}]
    write_lines(tmp_path / "p.jsonl", *rows)
    status, out = run(capsys, "sources", "check", "jsonl", str(tmp_path), "--json")
    report = json.loads(out)
    assert (status, report["accounted"]) == (0, True)
    assert (report["rows"], report["loaded"]) == (len(rows), 4)
    assert {row["source_id"] for row in report["left_out"]} == {
        str(i + 1) for i in range(len(names) + 1)
    }
    assert len(report["duplicates"]) == 1
    assert len(report["contradictions"]) == 1
    (doubt,) = report["doubts"]
    assert (doubt["gold"], doubt["outcome"]) == ("见解析", "unscored")
    assert report["languages"] == {"en": 3, "zh": 1}
    status, out = run(capsys, "sources", "check", "jsonl", str(tmp_path), "--strict")
    assert status == 1
    assert "inside.png" in out


def test_many_doubtful_references_are_a_few_lines_and_all_of_them_in_the_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"question": f"Why {i}?", "answer": "见解析" * 400} for i in range(40)]
    file = str(write_lines(tmp_path / "p.jsonl", *rows))
    _, out = run(capsys, "sources", "check", "jsonl", file)
    assert "reference answers equal to themselves: 0 of 40" in out
    assert "  ... and 37 more: --all" in out
    assert len(out.splitlines()) < 30
    assert max(map(len, out.splitlines())) < 250
    _, out = run(capsys, "sources", "check", "jsonl", file, "--json")
    assert len(json.loads(out)["doubts"]) == 40
    _, out = run(capsys, "sources", "check", "jsonl", file, "--all")
    assert sum("见解析" in line for line in out.splitlines()) == 40


def test_every_row_that_is_left_out_can_be_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"id": f"r{i}", "question": "?", "answer": "1", "image": "no.png"} for i in range(9)]
    words = ("sources", "check", "jsonl", str(write_lines(tmp_path / "p.jsonl", *rows)))
    _, out = run(capsys, *words)
    assert "  9 x " in out
    assert "      ... and 6 more: --all\n" in out
    _, out = run(capsys, *words, "--all")
    assert all(f"      r{i}: " in out for i in range(9))
    assert "more:" not in out


def test_a_file_that_breaks_off_is_not_accounted_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "testmini.json").write_text('[{"problem_index": "1", "question": "?"}, {"prob')
    status, out = run(capsys, "sources", "check", "mathverse", str(tmp_path))
    assert status == 1
    assert "breaks off" in out


def test_problems_of_a_benchmark_are_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "A farmer has 17 sheep and 23 goats in two pens. How many animals are in the pens?"
    rows = [
        {"id": "a", "question": text, "answer": "40"},
        {"id": "b", "question": "1 + 1?", "answer": "2"},
    ]
    mine, other = tmp_path / "mine", tmp_path / "other"
    for folder, some in ((mine, rows), (other, rows[:1])):
        folder.mkdir()
        write_lines(folder / "p.jsonl", *some)
    words = ("sources", "check", "jsonl", str(mine), "--against", f"jsonl={other}")
    status, out = run(capsys, *words, "--json")
    ((match,),) = json.loads(out)["contamination"].values()
    assert (status, match["name"], match["known"], match["kind"]) == (0, "a", "jsonl a", "problem")
    assert "a = jsonl a (problem)" in run(capsys, *words)[1]


def test_a_long_look_up_says_how_far_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "_PROGRESS_SECONDS", 0.0)
    rows = [{"id": f"r{i}", "question": f"What is {i} + 1?", "answer": "1"} for i in range(2)]
    file = str(write_lines(tmp_path / "p.jsonl", *rows))
    assert main(("sources", "check", "jsonl", file, "--against", f"jsonl={file}")) == 0
    said = capsys.readouterr().err.splitlines()
    assert said[:4] == ["checked 1 rows", "checked 2 rows", "looked up 1 rows", "looked up 2 rows"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere", "."), "no source named"),
        (("jsonl", "nowhere"), "no data at nowhere"),
        (("jsonl", ".", "--set", "quastion=q"), 'did you mean "question"'),
    ],
)
def test_a_mistake_is_one_line(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert main(("sources", "check", *words)) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_every_source_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    status, out = run(capsys, "sources")
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()] == sorted(BUILT_IN["source"])
    assert sum("UNVERIFIED" in line for line in out.splitlines()) > 0


def test_options_without_their_gold_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither its letter nor its text nor its value: whatever is chosen, nothing is right."""
    good = [("B", ["cat", "dog"]), ("dog", ["cat", "dog"]), ("3", ["1", "2", "3"]),
            ("0.5", ["1/2", "2"]), ("(A)", ["cat", "dog"]), ("AC", ["x", "y", "z"])]  # fmt: skip
    bad = [("zebra", ["cat", "dog"]), ("7", ["1", "2", "3"])]
    rows = [
        {"id": f"{gold} {i}", "question": f"Which, {i}?", "options": options, "answer": gold}
        for i, (gold, options) in enumerate([*good, *bad])
    ]
    write_lines(tmp_path / "p.jsonl", *rows)
    status, out = run(capsys, "sources", "check", "jsonl", str(tmp_path), "--json")
    report = json.loads(out)
    assert (status, report["loaded"]) == (0, len(rows))
    assert report["golds_astray"] == [["zebra 6", "zebra"], ["7 7", "7"]]
    _, out = run(capsys, "sources", "check", "jsonl", str(tmp_path))
    assert "options without their gold: 2\n  zebra 6: 'zebra' is none of the options" in out


CONTROLS = ["\x1b[31m", "\x07", "\r", "\n", "\x9b1m", "\u202e", "\u2028"]


@pytest.mark.parametrize("mark", CONTROLS, ids=ascii)
def test_what_a_terminal_would_obey_is_escaped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], mark: str
) -> None:
    """In the id of a row left out, doubtful, astray, twice there or known to a benchmark."""
    text = "A farmer has 17 sheep and 23 goats in two pens. How many animals are in the pens?"
    rows = [
        {"id": f"gone{mark}", "question": "?", "answer": "1", "image": f"no{mark}.png"},
        {"id": f"doubt{mark}", "question": "Why?", "answer": f"见解析{mark}"},
        {"id": f"astray{mark}", "question": "Which?", "options": ["cat", "dog"], "answer": "zebra"},
        {"id": f"twice{mark}", "question": text, "answer": "40"},
        {"id": f"again{mark}", "question": text, "answer": "40"},
        {"id": f"other{mark}", "question": text, "answer": "41"},
    ]
    file = write_lines(tmp_path / "p.jsonl", *rows)
    _, out = run(capsys, "sources", "check", "jsonl", str(file), "--against", f"jsonl={file}")
    assert out.replace("\n", "").isprintable()
    assert mark == "\n" or mark not in out
    for name in ("gone", "doubt", "astray", "twice", "again", "other"):
        assert f"{name}{mark.encode('unicode_escape').decode()}" in out
