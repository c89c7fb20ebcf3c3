"""`mathse run`: the whole of Algorithm 1, from where it stopped."""

import argparse
import json
import signal
import sys
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from mathse.cli.text import outcomes_table, place
from mathse.errors import UserError

if TYPE_CHECKING:
    from mathse.study.settings import Asked


def add_parser(subparsers: Any) -> None:
    """Add `run`."""
    parser = subparsers.add_parser(
        "run",
        help="run the loop, or go on where it stopped",
        description="Distil, evolve, reflect and evaluate, as the recipe says. The same command goes "
        "on where it stopped; nothing recorded is sampled, judged, trained or paid for again.",
        epilog="example: mathse run recipes/fake.toml --run-dir runs/fake --set sampling.n=4",
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "recipe",
        nargs="?",
        metavar="RECIPE",
        help="a TOML file, or the name of one that is shipped (default: the recipe of --run-dir "
        "where it holds one, else quickstart)",
    )
    parser.add_argument(
        "--run-dir", type=place, metavar="DIR", help="the run's folder (default: runs/NAME)"
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="a.b=v",
        dest="changes",
        help="change one key of the recipe; may be repeated",
    )
    parser.add_argument(
        "--final", action="store_true", help="open the test problems, where the recipe keeps them"
    )
    parser.add_argument(
        "--retry-failed", action="store_true", help="ask again for what a finished stage left out"
    )
    parser.add_argument("--json", action="store_true", help="print summary.json at the end")
    parser.add_argument("--quiet", action="store_true", help="no progress on stderr")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Runs, shows the stages. Errors that mathse names end it with their exit status."""
    from mathse.cli.progress import Shown
    from mathse.drive import Order
    from mathse.drive import run as drive

    signal.signal(signal.SIGTERM, _stop)
    asked = study_of(arguments)
    if asked is not None:
        from mathse.cli import run_study

        return run_study.run(arguments, asked)
    recipe, cast, run_dir = chosen(arguments.recipe, arguments.run_dir, arguments.changes)
    order = Order(run_dir, final=arguments.final, retry_failed=arguments.retry_failed)
    summary = drive(recipe, cast, order, Shown(quiet=arguments.quiet))
    if arguments.json:
        print(json.dumps(summary, indent=2, ensure_ascii=False))
    else:
        print(table(summary))
    print(f"wrote {run_dir / 'summary.json'}; to look at: mathse report {run_dir}", file=sys.stderr)
    return 0


def study_of(arguments: argparse.Namespace) -> "Asked | None":
    """The study that the named recipe is, read and checked; None: it is none, or none is named."""
    if arguments.recipe is None:
        return None
    from mathse.study.settings import load_study

    return load_study(arguments.recipe, arguments.changes)


def main_run_alone(arguments: argparse.Namespace) -> None:
    """Says so of a study's file, where only one run is looked at."""
    asked = study_of(arguments)
    if asked is not None:
        said = f"mathse: {asked.name} is a study: this is its main run alone, once"
        print(said, file=sys.stderr)


def chosen(name: str | None, run_dir: Path | None, changes: list[str]) -> Any:
    """(recipe, cast, run folder) from what the person typed."""
    from mathse.drive import RECIPE
    from mathse.recipe_file import DEFAULT, load_into

    if name is None:
        saved = run_dir / RECIPE if run_dir else None
        name = str(saved) if saved and saved.is_file() else DEFAULT
    folder = run_dir or Path("runs") / Path(name).stem
    if folder.exists() and not folder.is_dir():
        raise UserError(f"cannot use {folder}: it is no folder, and a run has one of its own")
    recipe, cast, kept = load_into(folder / RECIPE, name, changes)
    if kept and Path(name).resolve() != (folder / RECIPE).resolve():
        print(f"mathse: {folder} keeps what was imported into it: {kept}", file=sys.stderr)
    return recipe, cast, folder


def table(summary: dict[str, Any]) -> str:
    """The stages as a person reads them."""
    lines = [f"{'stage':<14}{'n':>6}{'accuracy':>10}   {'95 % interval':<16}{'D_SFT':>7}  p"]
    p = {step["to"]: step["p"] for step in summary["transitions"]}
    for stage in summary["stages"]:
        low, high = stage["interval"]
        right, interval, said = "-", "-", ""
        if stage["n"]:  # measured on nothing, it is not 0 % right
            right, interval = (
                f"{100 * stage['accuracy']:.1f}%",
                f"{100 * low:.1f} - {100 * high:.1f}",
            )
            said = f"{p[stage['name']]:.2g}" if stage["name"] in p else ""
        lines.append(
            f"{stage['name']:<14}{stage['n']:>6}{right:>10}   {interval:<16}{stage['d_sft']:>7}  {said}"
        )
    if summary["judge"]["outcomes"]:
        lines += ["", outcomes_table(summary["judge"]["outcomes"]), ""]
    known = summary["problems"].get("contamination")
    if known:
        lines.append(
            f"contamination: {known['found']} of {known['looked_up']} problems stand in "
            f"{', '.join(known['against'])}: {known['action']}"
        )
    cost = summary["cost"]
    lines.append(f"calls: {cost['calls']} now, {cost['recorded']['calls']} recorded")
    each, budget = cost["per_accepted"], cost["budget"]
    if budget["money"]:
        lines.append(_paid(budget, each))
    return "\n".join(lines)


def _paid(budget: dict[str, Any], each: dict[str, Any]) -> str:
    """What is known to be spent apart from what is only assumed."""
    if budget["assumed_calls"]:
        said = (
            f"paid at most {budget['money']:.4f}: "
            f"{budget['money'] - budget['assumed_money']:.4f} by usage, "
            f"{budget['assumed_money']:.4f} assumed for {budget['assumed_calls']} failed or cut-off "
            "calls"
        )
    else:
        said = f"paid: {budget['money']:.4f} by usage"
    if not each["money"]:
        return said
    return f"{said}; {each['money']:.5f} for each of {each['paths']} accepted paths"


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
