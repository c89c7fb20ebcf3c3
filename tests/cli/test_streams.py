"""Where stdout or stderr cannot be written: what was asked for is done, and the exit status says what was not shown."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": ""}
FULL = "mathse: cannot write the output: No space left on device\n"
CLOSED = "mathse: cannot write the output: Bad file descriptor\n"

pytestmark = pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="no /dev/full on this system"
)


@pytest.fixture(scope="module")
def own(finished: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy: a run writes its summary again."""
    return shutil.copytree(finished, tmp_path_factory.mktemp("own") / "run")


@pytest.mark.parametrize(
    ("words", "redirected", "status", "out", "error"),
    [
        # stdout: one line and exit status 2, whoever wrote it
        ("--help", ">/dev/full", 2, "", FULL),
        ("--version", ">/dev/full", 2, "", FULL),
        ("run --help", ">/dev/full", 2, "", FULL),
        ("status RUN", ">/dev/full", 2, "", FULL),
        ("show RUN rollouts --json", ">/dev/full", 2, "", FULL),
        ("status RUN", ">&-", 2, "", CLOSED),
        ("--help", ">&-", 2, "", CLOSED),
        ("show RUN models", ">&-", 2, "", CLOSED),
        # stderr: nobody hears, and all goes on as if somebody did
        ("run --run-dir RUN", "2>/dev/full", 0, "calls: 0 now", ""),
        ("run --run-dir RUN", "2>&-", 0, "calls: 0 now", ""),
        ("plan --run-dir RUN", "2>/dev/full", 0, "everything is recorded", ""),
        ("status RUN/nowhere", "2>/dev/full", 2, "", ""),
        ("status RUN/nowhere", "2>&-", 2, "", ""),
        ("stauts RUN", "2>/dev/full", 2, "", ""),
        # both
        ("status RUN", ">/dev/full 2>&1", 2, "", ""),
        ("status RUN", ">&- 2>&-", 2, "", ""),
        ("status RUN", "<&- >&- 2>&-", 2, "", ""),
    ],
)
def test_what_cannot_be_written(
    own: Path, words: str, redirected: str, status: int, out: str, error: str
) -> None:
    named = [word.replace("RUN", str(own)) for word in words.split()]
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" -m mathse "$@" {redirected}', sys.executable, *named],
        capture_output=True, text=True, timeout=60, check=False,
        env=ENVIRONMENT,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (status, error)
    assert out in done.stdout
    assert "wrote" not in done.stdout  # what was meant for stderr


def test_a_full_output_is_an_error_of_help_where_it_is_written_at_once() -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$0" -u -m mathse --help >/dev/full', sys.executable],
        capture_output=True, text=True, env=ENVIRONMENT, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, FULL)


def test_nothing_of_a_run_is_opened_in_the_place_of_a_closed_stream(tmp_path: Path) -> None:
    """A database opened as descriptor 2 would be written into by whoever writes to stderr."""
    words = ["run", "fake", "--run-dir", str(tmp_path / "run"), "--set", "problems.n=40"]
    words += ["--set", "run.processes=always"]
    done = subprocess.run(
        ["sh", "-c", 'exec "$0" -m mathse "$@" <&- >&- 2>&-', sys.executable, *words],
        env=ENVIRONMENT, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 2  # all done, and its table could not be shown
    assert (tmp_path / "run" / "summary.json").is_file()
    again = subprocess.run(
        [sys.executable, "-m", "mathse", "status", str(tmp_path / "run"), "--verify"],
        capture_output=True, text=True, env=ENVIRONMENT, timeout=60, check=False,
    )  # fmt: skip
    assert "finished" in again.stdout, again.stderr
