"""Workers forked behind their imports: they do, fail and end as those that are started do."""

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.run.test_kill import alive
from tests.run.test_workers import answered, answered_by, asked, nursery_of

from mathse.errors import RecipeError, WorkerDied
from mathse.recipe import Use
from mathse.rows import Problem
from mathse.worker import Job

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks on Linux alone")

ENGINE = "tests.run.engine"


def job(folder: Path, leaf: str, *, preload: str = ENGINE, **settings: Any) -> Job:
    use = Use(f"tests.run.leaves:{leaf}", {"note": str(folder / "note"), **settings})
    return Job("a.sample", "write", "policy", use, light=False, preload=preload, logs=folder)


def born(folder: Path) -> list[list[str]]:
    """(who imported the engine, the worker's parent, the worker, its threads) of each worker."""
    return [line.split() for line in (folder / "born").read_text().splitlines()]


def test_one_process_imports_for_the_workers_of_all_stages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problems: list[Problem]
) -> None:
    """Each is a process of its own, with its own part of the cores and the driver's present environment."""
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    monkeypatch.setattr("mathse.worker.sharing.cores", lambda: 4)
    requests = asked(problems, n=30)
    with nursery_of(tmp_path) as nursery:
        answered_by(job(tmp_path, "GREEDY"), requests, nursery, (90, 90))
        monkeypatch.setenv("BORN_NOTE", str(tmp_path / "born"))  # later than the imports
        for _ in range(2):
            found = answered_by(job(tmp_path, "GREEDY"), requests, nursery, (90, 90))
            assert set(found) == set(range(len(requests)))
    rows = born(tmp_path)
    assert len(rows) == 4
    assert len({worker for _, _, worker, _ in rows}) == 4
    assert len({row[0] for row in rows}) == 1
    assert all(imported == parent for imported, parent, _, _ in rows)
    assert {threads for *_, threads in rows} == {"2"}
    assert not alive(int(rows[0][0]))


@pytest.mark.parametrize(
    ("what", "kind", "said"),
    [
        ("raise", WorkerDied, "a.sample failed: ZeroDivisionError: by nothing"),
        ("refuse", RecipeError, "this teacher has no key"),
        ("exit", WorkerDied, "the worker of a.sample ended with exit status 7"),
        ("memory", WorkerDied, "a.sample ran out of memory"),
        ("killed", WorkerDied, "the worker of a.sample was ended by SIGKILL"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("preload", ["", ENGINE])
def test_what_goes_wrong_is_told_as_ever(
    tmp_path: Path,
    problems: list[Problem],
    what: str,
    kind: type[Exception],
    said: str,
    preload: str,
) -> None:
    with pytest.raises(kind, match=said):
        answered(
            job(tmp_path, "PLUGIN", what=what, preload=preload),
            asked(problems, n=1),
            tmp_path,
            (9,),
        )
    if what == "raise":
        assert "Traceback" in (tmp_path / "a.sample.log").read_text()


def test_where_the_engine_cannot_be_imported_the_worker_is_started(
    tmp_path: Path, problems: list[Problem]
) -> None:
    requests = asked(problems, n=1)
    found = answered(
        job(tmp_path, "GREEDY", preload="tests.run.no_engine"), requests, tmp_path, (9,)
    )
    assert set(found) == set(range(len(requests)))
    assert "no_engine" in (tmp_path / "a.sample.log").read_text()  # why it took longer


def test_a_process_that_was_killed_is_started_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problems: list[Problem]
) -> None:
    monkeypatch.setenv("BORN_NOTE", str(tmp_path / "born"))
    requests = asked(problems, n=1)
    with nursery_of(tmp_path) as nursery:
        for _ in range(3):
            found = answered_by(job(tmp_path, "GREEDY"), requests, nursery, (9,))
            assert set(found) == set(range(len(requests)))
            os.kill(int(born(tmp_path)[-1][0]), signal.SIGKILL)
            time.sleep(0.2)
    assert len({row[0] for row in born(tmp_path)}) == 3


def test_a_driver_with_many_open_files_has_forked_workers_too(
    tmp_path: Path, problems: list[Problem]
) -> None:
    """`select` knows no descriptor above 1,023."""
    requests = asked(problems, n=1)
    held = [os.open(os.devnull, os.O_RDONLY) for _ in range(1030)]
    try:
        assert len(answered(job(tmp_path, "GREEDY"), requests, tmp_path, (9,))) == len(requests)
    finally:
        for one in held:
            os.close(one)
