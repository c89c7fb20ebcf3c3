"""The commands with every leaf on a GPU: the whole loop killed and gone on with, the rehearsal, one answer."""

import json
import re
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.gpu.device import DEVICE, ON_GPU, forget, held
from tests.run.test_kill_real import rows, trainings

from mathse.cli import main
from mathse.rows import Problem

LEAVES = ("student", "trainer", "orm.trainer", "judges.orm")

pytestmark = [pytest.mark.gpu, pytest.mark.timeout(900)]


def on_device(*changes: str) -> list[str]:
    """Options of `mathse`: every leaf that runs a model on the device."""
    devices = [f"{leaf}.speed.device={DEVICE}" for leaf in LEAVES]
    return [part for change in (*devices, *changes) for part in ("--set", change)]


def models(store: Path) -> int:
    """Trainings recorded so far."""
    try:
        return len(trainings(store)) if (store / "recording.sqlite").exists() else 0
    except sqlite3.OperationalError:  # its tables are being made
        return 0


def test_the_whole_loop_goes_on_after_a_sigkill(tmp_path: Path) -> None:
    """The smoke recipe, killed behind its second training; what was recorded is not asked for again."""
    run, store = tmp_path / "run", tmp_path / "run" / "store"
    words = ["run", "recipes/smoke.toml", "--run-dir", str(run), "--quiet", *on_device()]
    command = [sys.executable, "-m", "mathse", *words]
    driver = subprocess.Popen(command)
    while driver.poll() is None and models(store) < 2:
        time.sleep(0.05)
    time.sleep(0.5)  # into the next stage
    driver.kill()
    assert driver.wait() != 0, "it was done before it was killed"
    kept, made = rows(store), trainings(store)
    assert len(kept) > 20
    subprocess.run(command, check=True)
    assert kept < rows(store)
    assert made < trainings(store)
    found = json.loads((run / "summary.json").read_text())
    stages = ["base", "distilled", "round_1", "reflection"]
    assert [stage["name"] for stage in found["stages"]] == stages
    recorded = found["cost"]["recorded"]["stages"]
    again = {name: count for name, count in found["cost"]["stages"].items() if count}
    assert sum(again.values()) < sum(stage["calls"] for stage in recorded.values())
    done = rows(store), trainings(store)
    whole = subprocess.run([*command, "--json"], check=True, capture_output=True, text=True)
    assert '"calls": 0' in whole.stdout
    assert (rows(store), trainings(store)) == done


def test_check_says_how_much_of_the_gpu_it_takes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forget()
    words = ["check", "recipes/smoke.toml", "--run-dir", str(tmp_path / "none"), *on_device()]
    assert main(words) == 0
    said = re.search(
        r"memory: [\d.]+ GB in this process(?:, ([\d.]+) GB on the device)?",
        capsys.readouterr().out,
    )
    assert said is not None
    assert (said[1] is not None) is ON_GPU


def test_solve_takes_the_gpu_by_itself(
    drawn: list[tuple[Problem, str]], solver: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forget()
    problem, _ = drawn[0]
    words = ["solve", str(problem.images[0].path), problem.question, "--n", "4", "--json"]
    assert main([*words, "--model", str(solver), "--prompts", "short"]) in (0, 1)
    assert json.loads(capsys.readouterr().out)["n"] == 4
    assert (held() > 0) is ON_GPU
