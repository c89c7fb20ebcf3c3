"""Bookkeeping at the paper's size: 341,346 problems, one path each, K = 2, fakes in every role.

    python benchmarks/bookkeeping.py [--problems N] [--keep DIR]

Prints time and peak memory of: `mathse plan` before anything is recorded, a whole run (reading, recording
and evaluating), `mathse plan` after it, the same run again, a resume after the last training is taken
away. The goal: plan under 10 s, driver under 2 GB. The fakes' own time is part of the whole run's.
The wall clock of a whole run is the disk's (each batch is synced): TMPDIR chooses which.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PAPER = 341_346

MEASURED = """
import json, resource, sys, time
started = time.monotonic()
{body}
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
cpu = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({{"seconds": time.monotonic() - started, "cpu": cpu.ru_utime + cpu.ru_stime,
                  "peak_mb": peak, "note": note}}))
"""

RUN = """
from pathlib import Path
from mathse.cli import main
arguments = ["run", "fake", "--run-dir", {run_dir!r}, "--quiet"]
main(arguments + [part for change in {changes!r} for part in ("--set", change)])
summary = json.loads((Path({run_dir!r}) / "summary.json").read_text())
note = {{"calls": summary["cost"]["calls"], "stages": [
    [s["name"], round(s["accuracy"], 4), s["d_sft"]] for s in summary["stages"]]}}
"""

FRESH = """
import contextlib, io
from mathse.cli import main
said = io.StringIO()
with contextlib.redirect_stdout(said):
    main(["plan", "fake", "--run-dir", {run_dir!r}]
         + [part for change in {changes!r} for part in ("--set", change)])
note = said.getvalue().splitlines()[-1]
"""

PLAN = """
import contextlib, io
from mathse.cli import main
said = io.StringIO()
with contextlib.redirect_stdout(said):
    main(["plan", "--run-dir", {run_dir!r}])
note = said.getvalue().splitlines()[-1]
"""


def measured(body: str) -> dict[str, object]:
    """Runs the code in a process of its own."""
    code = MEASURED.format(body=body)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def forget_last_stages(run_dir: Path) -> None:
    """Takes the reflection away again, as if the run had been killed before it."""
    import sqlite3

    from mathse.store.seal import seal

    with sqlite3.connect(run_dir / "store" / "recording.sqlite") as db:
        db.execute("PRAGMA foreign_keys = OFF")
        first = db.execute(
            "SELECT min(stage) FROM run_stage WHERE name LIKE 'reflection.%'"
        ).fetchone()[0]
        recipes = "SELECT recipe FROM stage WHERE id >= ?"
        db.execute(
            f"DELETE FROM row WHERE recipe IN ({recipes}) AND id IN ("
            "SELECT row FROM member WHERE stage >= ?) AND id NOT IN ("
            "SELECT row FROM member WHERE stage < ?)",
            (first, first, first),
        )
        db.execute(
            f"DELETE FROM training WHERE recipe IN ({recipes}) AND input IN ("
            "SELECT units FROM stage WHERE id >= ?)",
            (first, first),
        )
        db.execute("DELETE FROM member WHERE stage >= ?", (first,))
        db.execute("DELETE FROM run_stage WHERE stage >= ?", (first,))
        db.execute("DELETE FROM stage WHERE id >= ?", (first,))
        seal(db)
    (run_dir / "store" / "begun").unlink()


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--problems", type=int, default=PAPER)
    parser.add_argument("--keep", type=Path, help="the run's folder; kept and used again")
    arguments = parser.parse_args()
    folder = arguments.keep or Path(tempfile.mkdtemp(prefix="bookkeeping-"))
    run_dir = folder / "run"
    n = arguments.problems
    changes = [
        f"problems.n={n}", f"problems.settings.count={n}", "problems.settings.images=false",
        "problems.split.test=0.003", "problems.split.dev=0.0", "problems.split.seed=0.3",
        "sampling.n=1", "judge.audit=", f"trainer.settings.scale={n * 0.6}",
    ]  # fmt: skip
    run = RUN.format(changes=changes, run_dir=str(run_dir))
    plan = PLAN.format(run_dir=str(run_dir))
    print(f"{n:,} problems, 1 path each, K = 2; {sys.version.split()[0]}")
    for name, body in (
        ("plan of a run not begun", FRESH.format(changes=changes, run_dir=str(run_dir))),
        ("whole run", run),
        ("plan", plan),
        ("the same run again", run),
        ("plan before the reflection", plan),
        ("resume before the reflection", run),
    ):
        if name == "plan before the reflection":
            forget_last_stages(run_dir)
        show(name, measured(body))
    size = (run_dir / "store" / "recording.sqlite").stat().st_size / 1e6
    print(f"recording.sqlite: {size:,.0f} MB")
    if arguments.keep is None:
        shutil.rmtree(folder)


def show(name: str, found: dict[str, object]) -> None:
    """One line of the table."""
    print(
        f"{name:<30} {found['seconds']:>8.1f} s {found['cpu']:>8.1f} s CPU "
        f"{found['peak_mb']:>8.0f} MB   {found['note']}",
        flush=True,
    )


if __name__ == "__main__":
    started = time.monotonic()
    main()
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"all: {time.monotonic() - started:,.0f} s, largest process {used:,.0f} MB")
