"""`mathse check`: one of each thing that a run does, before hours are spent."""

import argparse
import json
import shutil
import sys
import tempfile
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mathse.cli.text import columns, count, duration, place

if TYPE_CHECKING:
    from mathse.plan import Plan
    from mathse.rehearsal import Rehearsal

GB = 1e9
TRAININGS = ("fine_tune", "fine_tune_orm")


def add_parser(subparsers: Any) -> None:
    """Add `check`."""
    parser = subparsers.add_parser(
        "check",
        help="one path, one verdict, one training step on the longest problems: time, memory, disk",
        description="Makes the base model, draws paths for the longest problems, judges them and takes "
        "two optimiser steps of each trainer, in a folder that is thrown away. Says what each takes, and how long the "
        "stages of the whole run would take at that pace. Nothing that costs money is asked.",
        epilog="example: mathse check recipes/fake.toml",
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "recipe",
        nargs="?",
        metavar="RECIPE",
        help="a TOML file, or the name of one that is shipped (default: as mathse run)",
    )
    parser.add_argument("--run-dir", type=place, metavar="DIR", help="as mathse run")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="a.b=v",
        dest="changes",
        help="change one key of the recipe; may be repeated",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints what was found. 0: a run would work, as far as was tried; 1: it would run out of disk."""
    from mathse.cli.run import chosen, main_run_alone
    from mathse.plan import plan
    from mathse.rehearsal import rehearse

    main_run_alone(arguments)
    recipe, cast, run_dir = chosen(arguments.recipe, arguments.run_dir, arguments.changes)
    with tempfile.TemporaryDirectory(prefix="mathse-check-") as folder:
        found = rehearse(recipe, cast, Path(folder), _say)
    with plan(recipe, cast, run_dir) as planned:
        said = _findings(cast, planned, found, _existing(run_dir))
    print(json.dumps(said, indent=2) if arguments.json else _text(said))
    return 0 if said["disk"]["needed"] <= said["disk"]["free"] else 1


def _say(what: str) -> None:
    print(f"check: {what}", file=sys.stderr)


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next(one for one in (folder.resolve(), *folder.resolve().parents) if one.is_dir())


def _findings(cast: Any, planned: "Plan", found: "Rehearsal", place: Path) -> dict[str, Any]:
    """Everything, as plain values; sizes in bytes, times in seconds."""
    from mathse.rehearsal import seconds_of

    stages = [(stage.name, seconds_of(stage, cast, found)) for stage in planned.stages]
    models = 1 + sum(stage.owed.high for stage in planned.stages if stage.verb in TRAININGS)
    # Beside the models: two checkpoints of a training, each with the optimiser's two moments.
    needed = found.model_bytes * (models + 2 * 3)
    return {
        "problems": found.problems,
        "longest": found.longest,
        "tried": [
            {"what": one.what, "units": one.units, "seconds": one.seconds, "said": one.said}
            for one in found.tried
        ],
        "not_asked": found.skipped,
        "warnings": found.warnings,
        "memory": {"process": found.memory_bytes, "device": found.device_bytes},
        "disk": {
            "model": found.model_bytes,
            "needed": needed,
            "free": shutil.disk_usage(place).free,
        },
        "stages": [{"name": name, "seconds_at_most": seconds} for name, seconds in stages],
        "seconds_at_most": sum(seconds or 0.0 for _, seconds in stages),
        "unknown": [name for name, seconds in stages if seconds is None],
    }


def _text(said: dict[str, Any]) -> str:
    """As a person reads it."""
    lines = [f"{count(said['problems'])} problems; the longest is {said['longest']}", ""]
    rows = [("", "each", "")]
    rows += [(one["what"], f"{one['seconds']:.3g} s", one["said"]) for one in said["tried"]]
    lines += [columns(rows, right=[1]), ""]
    lines += [f"not asked: {one}" for one in said["not_asked"]]
    lines += [f"beware: {one}" for one in said["warnings"]]
    memory, disk = said["memory"], said["disk"]
    lines.append(f"memory: {memory['process'] / GB:.1f} GB in this process")
    if memory["device"]:
        lines[-1] += f", {memory['device'] / GB:.1f} GB on the device"
    lines.append(
        f"disk: up to {disk['needed'] / GB:.2f} GB for models and checkpoints, "
        f"{disk['free'] / GB:.0f} GB are free"
    )
    timed = [one for one in said["stages"] if one["seconds_at_most"]]
    lines += ["", "stages, at most:"]
    lines.append(columns([(f"  {one['name']}", duration(one["seconds_at_most"])) for one in timed]))
    lines.append(f"together at most {duration(said['seconds_at_most'])}")
    if said["unknown"]:
        lines[-1] += f", and {len(said['unknown'])} stages of hosted models, which were not asked"
    return "\n".join(lines)
