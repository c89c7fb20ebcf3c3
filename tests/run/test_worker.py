"""A stage in its own process: how it ends, what is said of it, and that nothing outlives it."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.run.helpers import SMALL, database, fake, made
from tests.run.test_kill import alive, workers

from mathse.errors import MathseError, RecipeError, WorkerDied
from mathse.worker import memory
from mathse.worker.boundary import Boundary

LEAF = "teacher.use=tests.run.leaves:PLUGIN"


def ended(run_dir: Path, what: str, *, leaf: str = "PLUGIN") -> MathseError:
    """The error with which a run ends whose teacher does this."""
    with pytest.raises(MathseError) as caught:
        fake(run_dir, f"teacher.use=tests.run.leaves:{leaf}", f"teacher.settings.what={what}")
    return caught.value


@pytest.mark.parametrize("leaf", ["PLUGIN", "LIGHT"])
def test_a_crash_is_one_line_and_its_trace_is_in_the_log(tmp_path: Path, leaf: str) -> None:
    """In a process of its own, and in the driver's."""
    error = ended(tmp_path / "run", "raise", leaf=leaf)
    assert isinstance(error, WorkerDied)
    assert "distilled.distil failed: ZeroDivisionError: by nothing" in str(error)
    assert f'in the policy "tests.run.leaves:{leaf}", leaves.py:' in str(error)
    assert "\n" not in str(error)
    log = (tmp_path / "run" / "logs" / "distilled.distil.log").read_text()
    assert "Traceback" in log


@pytest.mark.parametrize("leaf", ["PLUGIN", "LIGHT"])
def test_a_second_answer_to_one_request_is_refused(tmp_path: Path, leaf: str) -> None:
    error = ended(tmp_path / "run", "twice", leaf=leaf)
    assert isinstance(error, WorkerDied)
    assert "answered request 0 twice" in str(error)


def test_the_program_s_own_errors_are_not_the_leaf_s() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), Boundary("a.stage", "leaf") as boundary:
        list(boundary.ours(broken()))


def test_a_fake_that_is_given_real_problems_says_what_it_reads(tmp_path: Path) -> None:
    (tmp_path / "problems.jsonl").write_text('{"question": "What is 3 + 4?", "answer": "7"}\n' * 9)
    with pytest.raises(RecipeError, match="the fake cast reads sums"):
        fake(tmp_path / "run", "problems.source=jsonl", f"problems.path={tmp_path}",
             "problems.settings={}", "problems.n=0", "problems.split.seed=1",
             "problems.split.dev=0", "problems.split.test=0")  # fmt: skip


def test_an_error_that_mathse_names_keeps_its_name(tmp_path: Path) -> None:
    error = ended(tmp_path / "run", "refuse")
    assert isinstance(error, RecipeError)
    assert str(error) == "this teacher has no key"


def test_an_exit_status_is_checked(tmp_path: Path) -> None:
    error = ended(tmp_path / "run", "exit")
    assert isinstance(error, WorkerDied)
    assert "ended with exit status 7" in str(error)


def test_too_little_memory_is_named(tmp_path: Path) -> None:
    assert "ran out of memory" in str(ended(tmp_path / "run", "memory"))


@pytest.fixture
def small_group() -> Iterator[Path]:
    """A control group with 250 MB, where this machine lets us make one that counts."""
    for parent, limit in (
        (memory.CGROUP / "memory", "memory.limit_in_bytes"),
        (memory.CGROUP, "memory.max"),
    ):
        group = parent / f"mathse-test-{os.getpid()}"
        try:
            group.mkdir()
        except OSError:
            continue
        try:
            if not (group / limit).exists():  # no control group: a plain folder
                continue
            (group / limit).write_text("250M")
            yield group
            return
        finally:
            group.rmdir()
    pytest.skip("no control group for memory can be made here")


def test_a_worker_killed_for_memory_is_named(tmp_path: Path, small_group: Path) -> None:
    """The worker wants twice what its group may have."""
    code = (
        "import os, sys; from pathlib import Path; from mathse.cli import main;"
        f"Path('{small_group}/cgroup.procs').write_text(str(os.getpid()));"
        "sys.exit(main(sys.argv[1:]))"
    )
    changes = (*SMALL, LEAF, "teacher.settings.what=eat")
    options = [part for change in changes for part in ("--set", change)]
    command = ["run", "fake", "--run-dir", str(tmp_path / "run"), "--quiet", *options]
    run = subprocess.run(
        [sys.executable, "-c", code, *command], capture_output=True, text=True, check=False
    )
    assert run.returncode == WorkerDied.exit_status, run.stderr
    assert "killed by the system because memory ran out" in run.stderr


@pytest.mark.parametrize("leaf", [LEAF, LEAF.replace("PLUGIN", "FORKED")])
@pytest.mark.parametrize("whom", ["driver", "worker"])
def test_what_a_worker_started_ends_with_it(tmp_path: Path, whom: str, leaf: str) -> None:
    note = tmp_path / "pids"
    changes = (*SMALL, leaf, "teacher.settings.what=child", f"teacher.settings.note={note}")
    options = [part for change in changes for part in ("--set", change)]
    command = ["-m", "mathse", "run", "fake", "--run-dir", str(tmp_path / "run"), *options]
    driver = subprocess.Popen([sys.executable, *command], stderr=subprocess.PIPE)
    while not note.exists() or len(note.read_text().split()) < 2:
        assert driver.poll() is None
        time.sleep(0.02)
    worker, child = map(int, note.read_text().split())
    others = workers(driver.pid)
    os.kill(driver.pid if whom == "driver" else worker, signal.SIGKILL)
    _, said = driver.communicate()
    if whom == "worker":
        assert "was ended by SIGKILL" in said.decode()
        assert driver.returncode == WorkerDied.exit_status
    deadline = time.monotonic() + 30
    while alive(child) or any(alive(one) for one in others):
        assert time.monotonic() < deadline, "something outlived the run"
        time.sleep(0.02)


def test_the_driver_imports_no_engine(tmp_path: Path) -> None:
    code = (
        "import sys; from mathse.cli import main; status = main(sys.argv[1:]);"
        "heavy = {'torch', 'transformers', 'trl', 'openai', 'datasets', 'pyarrow', 'sympy', 'scipy'};"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules); sys.exit(status)"
    )
    options = [part for change in SMALL for part in ("--set", change)]
    command = ["run", "fake", "--run-dir", str(tmp_path / "run"), "--quiet", *options]
    subprocess.run([sys.executable, "-c", code, *command], check=True, capture_output=True)


def test_processes_and_the_driver_record_the_same(tmp_path: Path) -> None:
    from tests.run.helpers import content

    fake(tmp_path / "here")
    fake(tmp_path / "there", "run.processes=always")
    assert content(tmp_path / "here" / "store") == content(tmp_path / "there" / "store")


def test_a_training_goes_on_where_it_was_killed(tmp_path: Path) -> None:
    """The trainer's own folder survives: the steps before the kill are not done again."""
    log = tmp_path / "steps"
    slow = ("trainer.speed.seconds=0.15", f"trainer.speed.log={log}", "rounds=0")
    options = [part for change in (*SMALL, *slow) for part in ("--set", change)]
    command = ["-m", "mathse", "run", "fake", "--run-dir", str(tmp_path / "run"), *options]
    driver = subprocess.Popen([sys.executable, *command], stderr=subprocess.DEVNULL)
    while not log.exists() or len(log.read_text().splitlines()) < 3:
        assert driver.poll() is None
        time.sleep(0.01)
    driver.kill()
    driver.wait()
    fake(tmp_path / "run", *slow)
    with database(tmp_path / "run" / "store") as db:
        trainings = db.execute("SELECT count(*) FROM training WHERE seconds > 0").fetchone()[0]
    steps = 4 * (trainings - 1)  # all but the base have four
    assert steps <= len(log.read_text().splitlines()) <= steps + 1
    fake(tmp_path / "whole", *slow)
    same = [tmp_path / name / "store" / "models" for name in ("run", "whole")]
    assert {m.name for m in same[0].iterdir()} == {m.name for m in same[1].iterdir()}


def test_a_person_who_stops_a_run_keeps_what_was_done(tmp_path: Path) -> None:
    """Ctrl-C: exit status 130, one line, what had come is recorded, no worker is left."""
    changes = (*SMALL, "run.processes=always", "teacher.speed.seconds=0.05")
    options = [part for change in changes for part in ("--set", change)]
    command = ["-m", "mathse", "run", "fake", "--run-dir", str(tmp_path / "run"), *options]
    driver = subprocess.Popen(
        [sys.executable, *command],
        stderr=subprocess.PIPE,
        # A test run in the background of a shell ignores SIGINT, and its children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    store = tmp_path / "run" / "store"
    while not teacher_rows(store):
        assert driver.poll() is None
        time.sleep(0.02)
    own = workers(driver.pid)
    driver.send_signal(signal.SIGINT)
    _, said = driver.communicate()
    assert driver.returncode == 130
    assert said.decode().splitlines()[-1].startswith("mathse: stopped")
    assert not any(alive(worker) for worker in own)
    before = teacher_rows(store)
    assert before > 0
    assert made(fake(tmp_path / "run"))["distilled.distil"] == teacher_rows(store) - before


def teacher_rows(store: Path) -> int:
    """Recorded paths of the teacher."""
    if not (store / "recording.sqlite").exists():
        return 0
    query = "SELECT count(*) FROM row JOIN recipe ON recipe.id = row.recipe WHERE verb = 'distil'"
    with suppress(sqlite3.OperationalError), database(store) as db:
        return int(db.execute(query).fetchone()[0])
    return 0
