"""`benchmarks/training.py` as a person calls it."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "training.py"


@pytest.mark.parametrize("rows", ["32", "33", "0", "-64"])
def test_rows_that_are_not_two_whole_steps_are_one_line(rows: str) -> None:
    command = [sys.executable, str(BENCHMARK), "--rows", rows]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line == f"training.py: --rows is {rows}, but should be two or more times 32: whole steps"
    assert not done.stdout
