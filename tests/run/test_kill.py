"""SIGKILL at any moment: what was recorded stays, is not done again, and nobody outlives the run."""

import os
import random
import signal
import sqlite3
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.run.helpers import content, database, fake

from mathse.cli import main

BATCH = 16
CHUNK = 64  # requests that a worker holds at most
CHANGES = (
    "problems.n=60",
    "problems.settings.count=60",
    "problems.split.test=0.1",
    "sampling.n=1",
    f"run.batch={BATCH}",
)


class Driver:
    """A run in a process of its own, forked so that it starts at once."""

    def __init__(self, run_dir: Path, log: Path, *changes: str) -> None:
        counted = ("student", "teacher", "trainer", "judges.fake", "judges.truth")
        slow = [f"{leaf}.speed.log={log}" for leaf in counted]
        slow += [f"{leaf}.speed.seconds=0.002" for leaf in counted]
        options = [part for change in (*CHANGES, *slow, *changes) for part in ("--set", change)]
        self.status: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            status = 70  # never back into the tests, whatever happens here
            try:
                os.closerange(0, 3)
                for _ in range(3):
                    os.open(os.devnull, os.O_RDWR)
                status = main(["run", "fake", "--run-dir", str(run_dir), *options])
            except BaseException:  # noqa: BLE001 - of a process that shall never return
                log.with_suffix(".crash").write_text(traceback.format_exc())
            finally:
                os._exit(status)

    def running(self) -> bool:
        """Whether it still runs."""
        if self.status is None:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            self.status = status if ended else None
        return self.status is None

    def wait(self) -> int:
        """Its exit status, once it has ended."""
        if self.status is None:
            _, self.status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(self.status)


def workers(driver: int) -> list[int]:
    """The processes that this driver has started, and those that they have, that are alive."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
                if state not in ("Z", "X"):
                    children.setdefault(int(parent), []).append(int(entry.name))
    own = children.get(driver, [])
    return [*own, *(below for one in own for below in children.get(one, []))]


def alive(process: int) -> bool:
    """Whether it runs; a zombie does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def kill(driver: Driver, whom: str) -> None:
    """SIGKILL for the driver, its worker or both; returns when all of them are gone."""
    own = workers(driver.pid)
    targets = {"driver": [driver.pid], "worker": own, "both": [*own, driver.pid]}[whom]
    for target in targets:
        with suppress(ProcessLookupError):
            os.kill(target, signal.SIGKILL)
    driver.wait()
    deadline = time.monotonic() + 30
    while any(alive(process) for process in own):
        assert time.monotonic() < deadline, "a worker outlived its driver"
        time.sleep(0.01)


class Killed(NamedTuple):
    """One kill."""

    whom: str  # driver, worker, both
    stage: str  # where the run was
    lost: int  # calls that were made and not recorded


def killed_until_done(
    run_dir: Path, log: Path, chance: random.Random, most: int, *how: str
) -> list[Killed]:
    """Kills a run at random moments, at most so often, until it is done. Returns the kills."""
    killed: list[Killed] = []
    before = 0
    while len(killed) < most:
        driver = Driver(run_dir, log, *how)
        more = chance.randint(0, 40)  # rows; where 0 is drawn it is killed as it starts
        enough = recorded(run_dir / "store") + more
        while driver.running() and more and recorded(run_dir / "store") < enough:
            time.sleep(0.02)
        time.sleep(chance.uniform(0, 0.2))
        if not driver.running():
            break
        whom = chance.choice(["driver", "worker", "both"]) if workers(driver.pid) else "driver"
        kill(driver, whom)
        lost = calls(log) - recorded(run_dir / "store")
        killed.append(Killed(whom, last_stage(run_dir / "store"), lost - before))
        before = lost
    status = Driver(run_dir, log, *how).wait()
    crash = log.with_suffix(".crash")
    assert not crash.exists(), crash.read_text()
    assert status == 0
    return killed


def last_stage(store: Path) -> str:
    """The stage that a killed run had come to."""
    query = "SELECT name FROM run_stage ORDER BY ordinal DESC LIMIT 1"
    with suppress(sqlite3.OperationalError), database(store) as db:
        found = db.execute(query).fetchone()
        return str(found[0]) if found else ""
    return ""


def recorded(store: Path) -> int:
    """Rows that stand for a call."""
    if not (store / "recording.sqlite").exists():
        return 0
    with suppress(sqlite3.OperationalError), database(store) as db:  # being made just now
        return int(db.execute("SELECT count(*) FROM row WHERE calls > 0").fetchone()[0])
    return 0


@pytest.mark.timeout(3600)
@pytest.mark.parametrize(("kills", "seed"), [(20, 7), pytest.param(200, 8, marks=pytest.mark.slow)])
def test_a_run_killed_at_random_moments_ends_as_the_unkilled_one(
    tmp_path: Path, kills: int, seed: int
) -> None:
    fake(tmp_path / "whole", *CHANGES)
    whole = content(tmp_path / "whole" / "store")
    chance = random.Random(seed)
    # In workers a kill may cost what one holds and what the driver has not committed; else the latter.
    for how, lost_at_most in ((("run.processes=always",), BATCH + CHUNK), ((), BATCH)):
        left = kills // 2
        while left > 0:
            run_dir, log = tmp_path / f"{len(how)}-{left}", tmp_path / f"calls-{len(how)}-{left}"
            killed = killed_until_done(run_dir, log, chance, left, *how)
            report(killed, *how)
            assert all(0 <= one.lost <= lost_at_most for one in killed)
            assert calls(log) - recorded(run_dir / "store") == sum(one.lost for one in killed)
            assert content(run_dir / "store") == whole
            left -= max(1, len(killed))


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_batch_larger_than_a_stage_is_flushed_by_time(tmp_path: Path) -> None:
    """run.batch = 500, the default, holds any of these stages whole; a kill loses a quarter second."""
    changes = ("run.processes=always", "run.batch=500")
    slow = ("student.speed.seconds=0.05", "teacher.speed.seconds=0.05")
    chance = random.Random(9)
    killed: list[Killed] = []
    while len(killed) < 30:
        run_dir, log = tmp_path / f"run-{len(killed)}", tmp_path / f"calls-{len(killed)}"
        more = killed_until_done(run_dir, log, chance, 30 - len(killed), *changes, *slow)
        assert more
        killed += more
    report(killed, *changes, *slow)
    # Writing at 20 a second; the judges' 500 a second, and what waits in the pipe.
    for one in killed:
        writing = one.stage.endswith((".sample", ".distil", ".evaluate", ".reflect"))
        assert 0 <= one.lost <= (10 if writing else BATCH + CHUNK), one


def report(killed: list[Killed], *how: str) -> None:
    """For `pytest -s`: who was killed, how often, and what that cost."""
    for whom in ("driver", "worker", "both"):
        lost = [one.lost for one in killed if one.whom == whom]
        if lost:
            where = f"{', '.join(how) or 'in the driver'}: {whom}"
            print(f"{where}: {len(lost)} kills, {sum(lost)} calls lost, {max(lost)} at most")
    print(f"  in {len({one.stage for one in killed})} stages")


def calls(log: Path) -> int:
    """Calls made to policies and the judge of the loop, over all starts."""
    if not log.exists():
        return 0  # killed before the first
    return sum(not line.startswith("trainer") for line in log.read_text().splitlines())
