"""Units that fail are rows too: owed again, tolerated only as far as the recipe says."""

from pathlib import Path

import pytest
from tests.run.helpers import database, fake, made

from mathse.errors import StageIncomplete


def failures(store: Path) -> list[tuple[int, str, str]]:
    """(attempt, boundary, message) of every recorded failure."""
    with database(store) as db:
        return list(db.execute("SELECT attempt, boundary, message FROM failure ORDER BY attempt"))


def test_a_stage_with_failures_says_how_many_and_goes_on_later(tmp_path: Path) -> None:
    run_dir = tmp_path / "run"
    with pytest.raises(StageIncomplete, match=r"distilled.distil: \d+ of \d+ units failed"):
        fake(run_dir, "teacher.speed.failing=0.3")
    failed = failures(run_dir / "store")
    assert failed
    assert {row[:2] for row in failed} == {(1, "policy")}
    with pytest.raises(StageIncomplete):
        fake(run_dir, "teacher.speed.failing=0.3")
    assert {attempt for attempt, *_ in failures(run_dir / "store")} == {1, 2}
    whole = fake(run_dir)  # what failed is asked again, what was recorded is not
    assert made(whole)["distilled.distil"] == len(failed)
    assert whole["stages"] == fake(tmp_path / "other")["stages"] or same(run_dir, tmp_path)


def same(run_dir: Path, tmp_path: Path) -> bool:
    """Whether both recordings hold the same paths (seconds differ)."""
    query = "SELECT text FROM row ORDER BY text"
    with database(run_dir / "store") as one, database(tmp_path / "other" / "store") as two:
        return one.execute(query).fetchall() == two.execute(query).fetchall()


def test_tolerated_failures_are_left_out_and_retried_only_when_asked(tmp_path: Path) -> None:
    run_dir = tmp_path / "run"
    broken = ("teacher.speed.failing=0.3", "run.tolerance=0.5")
    fake(run_dir, *broken)
    failed = len(failures(run_dir / "store"))
    assert failed > 0
    again = fake(run_dir, "run.tolerance=0.5")
    assert again["cost"]["calls"] == 0
    retried = made(fake(run_dir, "run.tolerance=0.5", retry_failed=True))
    assert retried["distilled.distil"] > 0
    assert sum(retried[name] for name in ("distilled.distil", "reflection.reflect")) >= failed


def test_a_judge_that_fails_leaves_the_path_out(tmp_path: Path) -> None:
    run_dir = tmp_path / "run"
    summary = fake(run_dir, "judges.fake.speed.failing=0.2", "run.tolerance=0.9", "rounds=1")
    whole = fake(tmp_path / "whole", "rounds=1")
    distilled = {name: s["stages"][1]["d_sft"] for name, s in (("a", summary), ("b", whole))}
    assert 0 < distilled["a"] < distilled["b"]
