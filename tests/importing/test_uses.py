"""What the run will use of an import is said when it is imported, and is what the run then does."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from mathse.cli import main
from mathse.drive import open_run
from mathse.store.browse import Browser

SIZE = ("--set", "problems.settings.count=80", "--set", "rounds=1")
OF_MEASURED = (
    "for problems of dev or test: models are measured on those, and learn nothing from them"
)
OF_REMAIN = 'for problems of remain, which the student solves (options.data is "self")'
FURTHER = "further paths for their problems (teacher.distil.n is 1)"


@pytest.fixture(scope="module")
def ids(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The source's ids, by split."""
    run_dir = tmp_path_factory.mktemp("ids") / "run"
    assert main(("import", "fake", "--run-dir", str(run_dir), "--by", "us", *SIZE,
                 "--solutions", str(write(run_dir.parent / "one.jsonl", [solved("0")])))) == 0  # fmt: skip
    assert main(("run", "--run-dir", str(run_dir), "--quiet")) == 0
    found: dict[str, list[str]] = {}
    with open_run(run_dir) as run:
        for problem, split in Browser(run.reader, run.run).problems():
            found.setdefault(split, []).append(problem.source_id)
    return found


def test_a_field_problem_that_is_no_id_of_the_recording_is_not_looked_at(
    ids: dict[str, list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor one that is another problem's id in the source."""
    learnt, measured = ids["seed"][0], ids["test"][0]
    rows = [solved(learnt, f"Step 1: {i}.") for i in range(3)]
    others = (measured, int(measured), "How long is AB?")
    file = write(
        tmp_path / "s.jsonl", [row | {"problem": it} for row, it in zip(rows, others, strict=True)]
    )
    run_dir = tmp_path / "run"
    bring(run_dir, capsys, "--solutions", str(file))
    with sqlite3.connect(run_dir / "store" / "recording.sqlite") as db:
        query = "SELECT json ->> 'source_id' FROM problem WHERE id IN (SELECT problem FROM row)"
        assert db.execute(query).fetchall() == [(learnt,)]


def solved(name: str, text: str = "Step 1: 1 + 1 = 2.") -> dict[str, str]:
    return {"id": name, "solution": text}


def write(file: Path, rows: list[dict[str, Any]]) -> Path:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


def bring(
    run_dir: Path, capsys: pytest.CaptureFixture[str], *words: str, status: int = 0
) -> dict[str, Any]:
    capsys.readouterr()
    command = ("import", "fake", "--run-dir", str(run_dir), "--by", "us", *SIZE, *words, "--json")
    assert main(command) == status
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def uses(found: dict[str, Any]) -> tuple[int, int, dict[str, int]]:
    return found["used"], found["perhaps"], found["unused"]


def distilled(run_dir: Path) -> int:
    """What the run asked its teacher for."""
    assert main(("run", "--run-dir", str(run_dir), "--quiet")) == 0
    cost = json.loads((run_dir / "summary.json").read_text())["cost"]
    return int(cost["stages"].get("distilled.distil", 0))


def test_what_is_not_used_is_counted_by_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ids: dict[str, list[str]]
) -> None:
    seed, remain = ids["seed"][:6], ids["remain"][:2]
    rows = [solved(name) for name in (*seed, *remain, *ids["dev"][:1], *ids["test"][:2])]
    rows += [solved(seed[0], "Another path."), solved(seed[0]), solved("nobody"), {"id": seed[1]}]
    file = str(write(tmp_path / "solved.jsonl", rows))
    found = bring(tmp_path / "run", capsys, "--solutions", file, status=1)["solutions"]
    assert (found["rows"], found["taken"], found["known"]) == (15, 12, 1)
    assert uses(found) == (7, 0, {OF_MEASURED: 3, OF_REMAIN: 2, FURTHER: 1})
    assert found["left_out"] == ["line 14: no problem of this run", "line 15: no solution"]
    words = ("import", "fake", "--run-dir", str(tmp_path / "run"), "--by", "us", *SIZE)
    assert main((*words, "--solutions", file)) == 1
    assert capsys.readouterr().out.splitlines() == [
        "solutions: 0 of 15 taken, 13 were there already",
        "  7 used by the run",
        f"  3 not used: {OF_MEASURED}",
        f"  2 not used: {OF_REMAIN}",
        f"  1 not used: {FURTHER}",
        "  1 left out: no problem of this run (line 14)",
        "  1 left out: no solution (line 15)",
    ]
    assert distilled(tmp_path / "run") == len(ids["seed"]) - len(seed)


def test_a_second_file_brings_further_paths(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ids: dict[str, list[str]]
) -> None:
    """They are other paths for problems that have one, and not what is recorded already."""
    run_dir, seed = tmp_path / "run", ids["seed"]
    one = write(tmp_path / "one.jsonl", [solved(name) for name in seed])
    two = write(tmp_path / "two.jsonl", [solved(name, "Another path.") for name in seed])
    assert uses(bring(run_dir, capsys, "--solutions", str(one))["solutions"]) == (len(seed), 0, {})
    found = bring(run_dir, capsys, "--solutions", str(two))["solutions"]
    assert (found["taken"], found["known"]) == (len(seed), 0)
    assert uses(found) == (0, 0, {FURTHER: len(seed)})
    wide = ("--set", "teacher.distil.n=2")
    found = bring(run_dir, capsys, "--solutions", str(two), *wide)["solutions"]
    assert (found["taken"], found["known"], *uses(found)) == (0, len(seed), len(seed), 0, {})
    assert distilled(run_dir) == 0


def test_rounds_of_the_teacher_may_use_more(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ids: dict[str, list[str]]
) -> None:
    rows = [solved(ids["seed"][0], text) for text in ("a", "b", "c")]
    rows += [solved(ids["remain"][0], text) for text in ("a", "b")]
    file = write(tmp_path / "solved.jsonl", rows)
    words = ("--solutions", str(file), "--set", "options.data=teacher")
    found = bring(tmp_path / "run", capsys, *words)["solutions"]
    assert uses(found) == (1, 2, {FURTHER: 2})


def test_annotations_are_used_where_an_orm_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ids: dict[str, list[str]]
) -> None:
    def noted(name: str, analysis: str) -> dict[str, str]:
        return {"id": name, "path": "Step 1: 2.", "status": "WRONG", "analysis": analysis}

    rows = [noted(ids["remain"][0], "The sum is wrong."), noted(ids["test"][0], "Wrong.")]
    rows.append(noted(ids["remain"][1], f"It should be {int(ids['remain'][1]) + 6}."))  # its gold
    rows += [noted(name, "Wrong.") for name in ids["seed"]]
    file = ("--annotations", str(write(tmp_path / "notes.jsonl", rows)))
    found = bring(tmp_path / "run", capsys, *file)["annotations"]
    why = "this run makes no ORM of its own (orm.train), and asks for none"
    assert uses(found) == (0, 0, {why: len(rows)})
    orm = ("--set", "orm.train=true", "--set", "judges.orm.use=fake_orm", "--set", "orm.accept=truth",
           "--set", 'judge.keys=["fake", "orm"]', "--set", "orm.options.warm=1.0")  # fmt: skip
    used, perhaps, unused = uses(bring(tmp_path / "run", capsys, *file, *orm)["annotations"])
    assert (used, perhaps) == (0, 1)
    assert unused == {
        OF_MEASURED: 1,
        "they tell the answer: no ORM is trained on those": 1,
        "for problems that the ORM's warm student learns from (orm.options.warm)": len(ids["seed"]),
    }
