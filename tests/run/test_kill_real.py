"""SIGKILL while a real model is sampled and trained: slow, since each start loads torch anew."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from tests.run.helpers import database
from tests.run.test_kill import alive, recorded, workers

from mathse.drive import open_run

CHANGES = (
    "problems.source=figures",
    "problems.settings={n = 24, seed = 3, seed_share = 0.4}",
    "evaluation.n=6",
    "sampling.max_tokens=16",
    "evaluation.max_tokens=16",
    "trainer.settings.epochs=2",
    "run.batch=4",
)


def command(run_dir: Path) -> list[str]:
    """A tiny Idefics3 with random weights on figures drawn on the spot."""
    options = [part for change in CHANGES for part in ("--set", change)]
    run = ["run", "mathvision-smoke", "--run-dir", str(run_dir), "--quiet", *options]
    return [sys.executable, "-m", "mathse", *run]


def rows(store: Path) -> set[tuple[bytes, bytes, str]]:
    """(recipe key, unit, text) of all that is recorded."""
    if not (store / "recording.sqlite").exists():
        return set()
    query = "SELECT key, unit, text FROM row JOIN recipe ON recipe.id = row.recipe"
    with database(store) as db:
        return set(db.execute(query))


def trainings(store: Path) -> set[tuple[int, bytes, str]]:
    """(recipe, input, model) of every training."""
    with database(store) as db:
        return set(db.execute("SELECT recipe, input, model FROM training"))


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_ten_kills_of_a_real_run_lose_nothing(tmp_path: Path) -> None:
    run_dir, store = tmp_path / "run", tmp_path / "run" / "store"
    chance = random.Random(11)
    kept: set[tuple[bytes, bytes, str]] = set()
    models: set[tuple[int, bytes, str]] = set()
    for _ in range(10):
        driver = subprocess.Popen(command(run_dir), stderr=subprocess.DEVNULL)
        enough = recorded(store) + chance.randint(1, 12)
        deadline = time.monotonic() + chance.uniform(5, 60)
        while driver.poll() is None and recorded(store) < enough:
            if time.monotonic() > deadline:
                break  # in the middle of a training, or of a start
            time.sleep(0.1)
        own = workers(driver.pid)
        whom = chance.choice([[driver.pid], own, [*own, driver.pid]])
        for process in whom:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        driver.wait()
        while any(alive(process) for process in own):
            time.sleep(0.05)
        now = rows(store)
        assert kept <= now
        kept = now
        if (store / "recording.sqlite").exists():
            assert models <= trainings(store)
            models = trainings(store)
    subprocess.run(command(run_dir), check=True, stderr=subprocess.DEVNULL)
    assert kept <= rows(store)
    assert models <= trainings(store)
    done = (rows(store), trainings(store))
    again = subprocess.run([*command(run_dir), "--json"], check=True, capture_output=True)
    assert b'"calls": 0' in again.stdout
    assert (rows(store), trainings(store)) == done
    with open_run(run_dir) as recording:
        assert [stage.name for stage in recording.replay()][-1] == "reflection"
    assert not list((store / "work").iterdir())
