"""A stage in several workers: the same rows, each with its share, and all of them end with it."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.run.helpers import content, database, fake, made
from tests.run.test_kill import alive, workers

from mathse.errors import WorkerDied
from mathse.recipe import Use
from mathse.roles import Answer, Request, Sampling
from mathse.rows import Problem, Rollout, Solve
from mathse.worker import Hooks, Job, Nursery, Tick, run, shares, stream

LARGER = ("problems.n=100", "problems.settings.count=100", "sampling.n=4", "rounds=1",
          "student.use=tests.run.leaves:STUDENT", "judges.fake.use=tests.run.leaves:JUDGE")  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """All that a run in the driver alone records."""
    folder = tmp_path_factory.mktemp("whole") / "run"
    fake(folder, *LARGER, "run.processes=never")
    return content(folder / "store")


def test_the_rows_are_the_same_whatever_the_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: dict[str, Any]
) -> None:
    started: dict[str, int] = {}
    start = stream.start

    def counting(job: Job, *, beside: int, **rest: object) -> object:
        started[job.name] = beside
        return start(job, beside=beside, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(stream, "start", counting)
    fake(tmp_path / "run", *LARGER, "run.workers=3")
    assert content(tmp_path / "run" / "store") == whole
    assert {name: number for name, number in started.items() if number > 1} == {
        "round_1.sample": 3,
        "round_1.judge.fake": 3,
    }
    assert started["base.evaluate"] == 1  # too few to share


@contextmanager
def nursery_of(folder: Path) -> Iterator[Nursery]:
    """As a run has it."""
    lock = os.open(folder / "lock", os.O_CREAT | os.O_RDWR)
    try:
        with closing(Nursery(lock)) as nursery:
            yield nursery
    finally:
        os.close(lock)


def answered(
    job: Job, requests: list[Request], folder: Path, shared: tuple[int, ...]
) -> dict[int, Answer]:
    """What the workers of this job answer, by index."""
    with nursery_of(folder) as nursery:
        return answered_by(job, requests, nursery, shared)


def answered_by(
    job: Job, requests: list[Request], nursery: Nursery, shared: tuple[int, ...]
) -> dict[int, Answer]:
    """The same, one stage of several."""
    said: list[str] = []
    hooks = Hooks(log=said.append, say=said.append, progress=lambda *_: None)
    found: dict[int, Answer] = {}
    for answer in run(job, iter(requests), hooks, nursery=nursery, inline=False, shares=shared):
        if not isinstance(answer, Tick):
            assert answer.index not in found
            found[answer.index] = answer
    return found


def asked(problems: list[Problem], *, n: int) -> list[Request]:
    """Requests for n paths of each."""
    sampling = Sampling(temperature=1.0, max_tokens=40)
    tasks = [Solve(problem) for problem in problems for _ in range(n)]
    return [Request(at, task, seed=at, sampling=sampling) for at, task in enumerate(tasks)]


@pytest.mark.parametrize(
    ("n", "number", "expected", "threads"),
    [(10, 2, [60], None), (50, 2, [150, 150], "1"), (31, 3, [62, 62, 62], "1")],
)
def test_a_leaf_that_takes_all_it_can_get_leaves_the_others_theirs(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    problems: list[Problem],
    n: int,
    number: int,
    expected: list[int],
    threads: str | None,
) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    monkeypatch.setattr("mathse.worker.sharing.cores", lambda: number)
    note = tmp_path / "note"
    use = Use("tests.run.leaves:GREEDY", {"note": str(note)})
    job = Job("a.sample", "write", "policy", use, light=False, logs=tmp_path)
    requests = asked(problems, n=n)
    shared = shares(len(requests), workers=number)
    assert set(answered(job, requests, tmp_path, shared)) == set(range(len(requests)))
    noted = [line.split() for line in note.read_text().splitlines()]
    assert sorted(int(taken) for _, taken, _ in noted) == expected
    assert len({process for process, _, _ in noted}) == len(expected)
    assert {set_to for _, _, set_to in noted} == {str(threads)}


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_real_model_writes_the_same(tmp_path: Path, tiny: Path, problems: list[Problem]) -> None:
    """Whoever is drawn beside a path, and by which worker."""
    use = Use("transformers", {"prompts": "short"}, {"device": "cpu", "rows": 8, "prompts": 4})
    job = Job("a.sample", "write", "policy", use, light=False, model=tiny, logs=tmp_path)
    forked = replace(job, preload="mathse.local.engine")
    requests = asked(problems, n=4)
    texts = []
    for one, shared in ((job, (24,)), (job, (12, 12)), (forked, (5, 9, 10)), (forked, (24,))):
        found = answered(one, requests, tmp_path, shared)
        assert len(found) == len(requests)
        results = [found[at].result for at in range(len(requests))]
        texts.append([one.text for one in results if isinstance(one, Rollout)])
    assert len(texts[0]) == len(requests)
    assert texts[0] == texts[1] == texts[2] == texts[3]


def test_one_that_breaks_ends_the_others(tmp_path: Path, problems: list[Problem]) -> None:
    """Its error is the stage's; one line, and nobody is left."""
    use = Use("tests.run.leaves:PLUGIN", {"what": "exit"})
    job = Job("a.sample", "write", "policy", use, light=False, logs=tmp_path)
    others = workers(os.getpid())  # the grader's own process, where a test before asked for one
    with pytest.raises(WorkerDied) as caught:
        answered(job, asked(problems, n=30), tmp_path, (90, 90))
    assert "one of 2 workers of a.sample ended with exit status 7" in str(caught.value)
    assert set(workers(os.getpid())) <= set(others)


def test_a_stage_that_is_left_early_leaves_no_worker(
    tmp_path: Path, problems: list[Problem]
) -> None:
    use = Use("tests.run.leaves:GREEDY", {"note": str(tmp_path / "note")})
    job = Job("a.sample", "write", "policy", use, light=False, logs=tmp_path)
    hooks = Hooks(log=print, say=print, progress=lambda *_: None)
    requests = iter(asked(problems, n=30))
    others = set(workers(os.getpid()))
    with nursery_of(tmp_path) as nursery:
        answers = run(job, requests, hooks, nursery=nursery, inline=False, shares=(90, 90))
        with closing(answers):
            next(answers)
            assert len(set(workers(os.getpid())) - others) == 2
    assert set(workers(os.getpid())) <= others


SLOW = (*LARGER, "run.workers=2", "student.speed.seconds=0.03")


@pytest.fixture
def sampling(tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A run whose two workers are in the middle of the first round's paths."""
    options = [part for change in SLOW for part in ("--set", change)]
    command = ["-m", "mathse", "run", "fake", "--run-dir", str(tmp_path / "run"), *options]
    driver = subprocess.Popen(
        [sys.executable, *command],
        stderr=subprocess.PIPE,
        # A test run in the background of a shell ignores SIGINT, and its children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    store = tmp_path / "run" / "store"
    while not (store / "begun").exists() or sampled(store)[1] < 10:
        assert driver.poll() is None
        time.sleep(0.02)
    yield driver
    driver.kill()
    driver.wait()


def sampled(store: Path) -> tuple[int, int]:
    """Units of the first round's paths: all of them, and those that are recorded."""
    query = "SELECT units, done FROM run_stage WHERE name = 'round_1.sample'"
    with suppress(sqlite3.OperationalError), database(store) as db:  # being made just now
        return db.execute(query).fetchone() or (0, 0)
    return (0, 0)


@pytest.mark.parametrize(
    ("whom", "number", "status", "said"),
    [
        ("worker", signal.SIGKILL, WorkerDied.exit_status, "one of 2 workers of round_1.sample was"),
        ("driver", signal.SIGKILL, -signal.SIGKILL, ""),
        ("driver", signal.SIGINT, 130, "mathse: stopped"),
    ],
)  # fmt: skip
def test_whoever_is_killed_nobody_outlives_it_and_nothing_is_done_twice(
    tmp_path: Path,
    sampling: "subprocess.Popen[bytes]",
    whole: dict[str, Any],
    whom: str,
    number: signal.Signals,
    status: int,
    said: str,
) -> None:
    own = workers(sampling.pid)
    assert len(own) == 2
    os.kill(own[1] if whom == "worker" else sampling.pid, number)
    _, err = sampling.communicate()
    assert sampling.returncode == status
    assert said in err.decode().splitlines()[-1]
    deadline = time.monotonic() + 30
    while any(alive(worker) for worker in own):
        assert time.monotonic() < deadline, "a worker outlived the run"
        time.sleep(0.02)
    store = tmp_path / "run" / "store"
    units, done = sampled(store)
    assert 10 <= done < units
    assert made(fake(tmp_path / "run", *SLOW))["round_1.sample"] == units - done
    assert content(store) == whole
