"""An ORM that the run makes itself: its rows, its judging, its card."""

import json
from pathlib import Path

import pytest
from tests.run.helpers import content, database, fake, made

from mathse.cli import main
from mathse.drive import open_run
from mathse.orm import OrmOptions, shares
from mathse.study.runs import steps_by_model
from mathse.trainers.fake import STEPS

ORM = (
    "judges.orm.use=fake_orm",
    "judge.keys=['orm']",
    "orm.train=true",
    "orm.accept=truth",
    "orm.sampling.n=2",
)


def critiques(store: Path) -> list[tuple[str, str, str]]:
    """(status, text, note) of the ORM's training rows."""
    query = (
        "SELECT status, text, row.json FROM row JOIN recipe ON recipe.id = row.recipe"
        " WHERE verb = 'critique'"
    )
    with database(store) as db:
        return list(db.execute(query))


def test_a_run_makes_its_orm_before_line_1(tmp_path: Path) -> None:

    summary = fake(tmp_path / "run", *ORM, *BIG)
    calls = made(summary)
    assert next(iter(calls)) == "orm.distil"
    assert calls["orm.fine_tune_orm"] == 1
    assert "distilled.judge.orm" in calls
    # Line 1 distils the whole seed: what the warm student learnt from is a part of it.
    whole = fake(tmp_path / "without", *BIG)
    assert calls["orm.distil"] + calls["distilled.distil"] == made(whole)["distilled.distil"]
    rows = critiques(tmp_path / "run" / "store")
    right = sum(status == "correct" for status, *_ in rows)
    assert right * 2 == len(rows) > 0
    shown = sum('"with_reference":true' in note for *_, note in rows)
    assert 0.3 < shown / len(rows) < 0.7
    assert fake(tmp_path / "run", *ORM, *BIG)["cost"]["calls"] == 0


def test_a_binary_orm_writes_and_is_asked_for_the_status_alone(tmp_path: Path) -> None:
    fake(tmp_path / "run", *ORM, "orm.options.binary=true")
    assert {text for _, text, _ in critiques(tmp_path / "run" / "store")} == {
        '{"status": "CORRECT"}', '{"status": "WRONG"}',
    }  # fmt: skip
    query = (
        "SELECT count(*) FROM row JOIN recipe ON recipe.id = row.recipe WHERE verb = 'judge'"
        " AND recipe.json LIKE '%fake_orm%' AND row.json NOT LIKE '%\"error_step\":null%'"
    )
    with database(tmp_path / "run" / "store") as db:
        assert db.execute(query).fetchone()[0] == 0


def test_an_orm_by_steps_is_trained_and_asked_so(tmp_path: Path) -> None:
    fake(tmp_path / "run", *ORM, "orm.options.steps=true")
    rows = critiques(tmp_path / "run" / "store")
    assert {'"by_steps":true' in note for *_, note in rows} == {True}
    said = [
        (status, json.loads(text), '"with_reference":true' in note) for status, text, note in rows
    ]
    assert all("steps" in verdict and ("answer" in verdict) is shown for _, verdict, shown in said)
    answers = {(status, verdict["answer"].split()[-1]) for status, verdict, shown in said if shown}
    assert {("correct", "right"), ("incorrect", "wrong")} <= answers
    assert ("correct", "wrong") not in answers
    query = "SELECT json FROM recipe WHERE verb = 'judge' AND json LIKE '%fake_orm%'"
    with database(tmp_path / "run" / "store") as db:
        asked = [described for (described,) in db.execute(query)]
    assert asked
    assert all("by_steps" in one for one in asked)


def test_a_judge_that_cannot_be_given_steps_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changes = (*ORM, "orm.options.steps=true", "judges.orm.use=engine")
    command = ["run", "fake", "--run-dir", str(tmp_path / "run"), "--quiet"]
    assert main([*command, *(part for one in changes for part in ("--set", one))]) == 2
    assert 'needs a judge that is given the steps; "engine" is none' in capsys.readouterr().err


def test_the_same_rows_make_the_same_orm_whoever_runs(tmp_path: Path) -> None:
    fake(tmp_path / "a", *ORM)
    fake(tmp_path / "b", *ORM, "run.processes=always", "run.batch=7")
    assert content(tmp_path / "a" / "store") == content(tmp_path / "b" / "store")


BIG = ("problems.n=200", "problems.settings.count=200", "orm.sampling.n=4")


def test_more_wrong_paths_than_right_ones_may_join(tmp_path: Path) -> None:
    fake(tmp_path / "half", *ORM, *BIG)
    fake(tmp_path / "more", *ORM, *BIG, "orm.options.wrong_per_right=1.5")
    half, more = (critiques(tmp_path / run / "store") for run in ("half", "more"))
    right = [status for status, *_ in half].count("correct")
    assert [status for status, *_ in more].count("correct") == right
    assert len(half) - right == right
    assert len(more) - right == int(1.5 * right)


def test_the_teachers_own_paths_may_join_the_right_ones(tmp_path: Path) -> None:
    fake(tmp_path / "run", *ORM, *BIG, "orm.options.solutions=true")
    query = (
        "SELECT author.verb, count(*) FROM row JOIN recipe ON recipe.id = row.recipe"
        " JOIN row AS path ON path.id = row.parent JOIN recipe AS author ON author.id = path.recipe"
        " WHERE recipe.verb = 'critique' AND row.status = 'correct' GROUP BY author.verb"
    )
    with database(tmp_path / "run" / "store") as db:
        written = dict(db.execute(query).fetchall())
    assert set(written) == {"distil", "sample"}


@pytest.mark.parametrize(("start", "same"), [("base", True), ("warm", False)])
def test_an_orm_starts_from_the_base_or_the_warm_student(
    tmp_path: Path, start: str, same: bool
) -> None:
    fake(tmp_path / "run", *ORM, f"orm.options.start={start}")
    query = "SELECT json FROM recipe WHERE verb = ? ORDER BY id LIMIT 1"
    with database(tmp_path / "run" / "store") as db:
        models = [
            json.loads(db.execute(query, (verb,)).fetchone()[0])["model"]
            for verb in ("fine_tune", "fine_tune_orm")
        ]
    assert (models[0] == models[1]) is same


@pytest.mark.parametrize(
    ("good", "bad", "options", "expected"),
    [
        (10, 30, OrmOptions(), (10, 10)),
        (30, 10, OrmOptions(), (10, 10)),
        (10, 30, OrmOptions(wrong_per_right=2.5), (10, 25)),
        (10, 15, OrmOptions(wrong_per_right=2.5), (10, 15)),
        (10, 30, OrmOptions(rows=8), (4, 4)),
        (10, 90, OrmOptions(rows=9, wrong_per_right=2), (3, 6)),
        (0, 30, OrmOptions(), (0, 0)),
    ],
)
def test_the_shares_of_right_and_wrong(
    good: int, bad: int, options: OrmOptions, expected: tuple[int, int]
) -> None:
    assert shares(good, bad, options) == expected


def test_an_orm_of_one_kind_of_paths_is_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changes = (*ORM, "orm.sampling.n=1", "orm.options.problems=1")
    command = ["run", "fake", "--run-dir", str(tmp_path / "run"), "--quiet"]
    assert main([*command, *(part for one in changes for part in ("--set", one))]) == 2
    assert "the ORM has nothing to learn from" in capsys.readouterr().err


def test_m_0_is_the_warm_student_where_both_learn_from_right_answers(tmp_path: Path) -> None:
    same = ("orm.options.warm=1.0", "options.judge_distilled=answer")
    summary = fake(tmp_path / "run", *ORM, *same, "judge.audit=truth")
    calls = made(summary)
    assert "distilled.fine_tune" not in calls  # trained before the ORM, and found again
    assert "distilled.judge.orm" not in calls
    assert summary["judge"]["purity"]["distilled"] > 0.5
    with open_run(tmp_path / "run") as recording:
        assert steps_by_model(recording)[summary["stages"][1]["model"]] == STEPS
