"""`mathse run` of a study's file: piece by piece, study.json and results.md after each."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mathse.cli.text import columns, percent

if TYPE_CHECKING:
    from mathse.study.settings import Asked


def run(arguments: argparse.Namespace, asked: "Asked") -> int:
    """Does the study, or what is left of it."""
    from mathse.cli.progress import Shown
    from mathse.study.doing import Desk, run_study

    folder = arguments.run_dir or Path("runs") / asked.name
    desk = Desk(asked, folder, Shown(quiet=arguments.quiet), say(quiet=arguments.quiet))
    found = run_study(desk, final=arguments.final)
    print(json.dumps(found, indent=1) if arguments.json else table(found))
    print(f"wrote {Path(asked.study.out or folder) / 'study.json'}", file=sys.stderr)
    return 0


def say(*, quiet: bool) -> Any:
    """Writes a line of the study's own progress."""

    def write(line: str) -> None:
        if not quiet:
            print(line, file=sys.stderr, flush=True)

    return write


def table(found: dict[str, Any]) -> str:
    """Stages by seed."""
    rows = [["stage", *(f"seed {seed['seed']}" for seed in found["seeds"]), "mean"]]
    for one in found["means"]:
        each = [
            next((percent(s["accuracy"]) for s in seed["stages"] if s["name"] == one["name"]), "-")
            for seed in found["seeds"]
        ]
        rows.append([one["name"], *each, percent(one["mean"])])
    return columns(rows, right=range(1, len(rows[0])))
