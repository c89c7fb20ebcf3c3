"""`mathse status`: how far a run is, also while it is going."""

import argparse
import fcntl
import json
import os
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mathse.cli.text import columns, count, duration, outcomes_table, percent, place

if TYPE_CHECKING:
    from mathse.drive import Recording


def add_parser(subparsers: Any) -> None:
    """Add `status`."""
    parser = subparsers.add_parser(
        "status",
        help="how far a run is, also while it is going",
        description=(
            "The stages that a run has come to, what is recorded of each, failures and results.\n"
            "What is still to come: mathse plan --run-dir DIR.\n"
            "Where it takes no more than seconds, and with --verify, all that is recorded is compared\n"
            "with its digests; damage is an error."
        ),
        epilog="example: mathse status runs/fake",
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("dir", type=place, metavar="DIR", help="the run's folder")
    parser.add_argument(
        "--verify", action="store_true", help="read all that is recorded, also where it takes long"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    found = status(arguments.dir, verify=arguments.verify)
    if arguments.json:
        print(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        print("\n".join(lines(found)))
    return 0


def status(run_dir: Path, *, verify: bool = False) -> dict[str, Any]:
    """What `--json` prints. Raises StoreError where there is no run, or not what was recorded."""
    from mathse.drive import open_run

    with open_run(run_dir) as run:
        return _state(run, run_dir, verify=verify)


def _state(run: "Recording", run_dir: Path, *, verify: bool) -> dict[str, Any]:
    from mathse.drive import SUMMARY, gone
    from mathse.store.browse import Browser
    from mathse.store.verify import AT_ONCE, check_integrity, check_whole

    browser = Browser(run.reader, run.run)
    if verify and not run.verified:
        check_integrity(run.reader.db, run.reader.path, thorough=True)
        check_whole(run.reader)
    files = browser.check_files(at_most=None if verify else AT_ONCE)
    written = results_of(run_dir / SUMMARY)
    failures: dict[str, int] = {}
    for failed in browser.failures():
        failures[failed.stage] = failures.get(failed.stage, 0) + 1
    stages = browser.stages()
    going = being_written(run.reader.folder)
    finished = all(stage.committed for stage in stages) and (
        written is not None or (not going and nothing_owed(run))
    )
    results, outcomes = written if finished and written else ([], {})
    return {
        "run": str(run_dir),
        "state": "going" if going else "finished" if finished else "stopped",
        "summary": written is not None,
        "bytes": run.reader.path.stat().st_size,
        # committed stages, found to be what was recorded with all the rest; null: nobody looked
        "verified": sum(s.committed for s in stages) if run.verified or verify else None,
        "verified_files": files,  # images and models found to be what was recorded; null: nobody looked
        "gone": list(gone(browser)),
        "problems": {name: len(table) for name, table in run.loaded.splits.items()},
        "stages": [
            {
                "name": stage.name,
                "units": stage.units,
                "done": stage.done,
                "committed": bool(stage.committed),
                "left_out": stage.failed,
                "failed_attempts": failures.get(stage.name, 0),
                "seconds": round(stage.seconds, 3),
            }
            for stage in stages
        ],
        "results": results,
        "outcomes": outcomes,  # of the loop's paths, by stage
    }


def results_of(summary: Path) -> tuple[list[dict[str, Any]], dict[str, dict[str, int]]] | None:
    """The evaluated stages of a summary, and its judge's outcomes; None where it cannot be read."""
    try:
        found = json.loads(summary.read_text(encoding="utf-8"))
        results = [
            {"name": str(one["name"]), "n": int(one["n"]), "accuracy": float(one["accuracy"])}
            for one in found["stages"]
        ]
        judged = found["judge"].get("outcomes", {})  # none: an earlier version wrote it
        return results, {
            stage: {said: int(n) for said, n in one.items()} for stage, one in judged.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def nothing_owed(run: "Recording") -> bool:
    """Whether all that the run's recipe asks for is recorded."""
    from mathse.record import Owed

    try:
        run.walk()
    except Owed:
        return False
    return True


def being_written(store: Path) -> bool:
    """Whether somebody holds the writer's lock of this store."""
    try:
        descriptor = os.open(store / "lock", os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        # Shared and given back at once: it can be had unless a writer has the lock for itself.
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def lines(found: dict[str, Any]) -> list[str]:
    """The same for people."""
    splits = ", ".join(f"{name} {count(n)}" for name, n in found["problems"].items())
    state = found["state"]
    if state == "finished" and not found["summary"]:
        state += ", but summary.json is gone or damaged: the same mathse run writes it again"
    written = [f"{found['run']}: {state}", f"problems: {splits}", ""]
    rows = [["stage", "recorded", "of", "", "spent"]]
    for stage in found["stages"]:
        notes = [] if stage["committed"] else [percent(stage["done"] / max(1, stage["units"]))]
        if stage["left_out"]:
            notes.append(f"{count(stage['left_out'])} left out")
        if stage["failed_attempts"]:
            notes.append(f"{count(stage['failed_attempts'])} failed attempts")
        row = [stage["name"], count(stage["done"]), count(stage["units"]), ", ".join(notes)]
        rows.append([*row, duration(stage["seconds"])])
    written += [columns(rows, right=(1, 2, 4)), "", verified(found)]
    written += found["gone"]
    if found["results"]:
        written += ["", *map(result, found["results"])]
    if found["outcomes"]:
        written += ["", outcomes_table(found["outcomes"])]
    return written


def result(one: dict[str, Any]) -> str:
    """What a stage's model got right."""
    return f"{one['name']}: {percent(one['accuracy']) if one['n'] else 'nothing measured'}"


def verified(found: dict[str, Any]) -> str:
    """What is known of the recording's own state."""
    ask = f"mathse status {found['run']} --verify"
    if found["verified"] is None:
        size = count(found["bytes"] // 1_000_000)
        return f"not verified: the recording has {size} MB; {ask}"
    stages = f"verified: {count(found['verified'])} finished stages"
    if found["verified_files"] is None:
        return f"{stages} are what was recorded; images and models were not read: {ask}"
    return f"{stages}, {count(found['verified_files'])} images and models are what was recorded"
