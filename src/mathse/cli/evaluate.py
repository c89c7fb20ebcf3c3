"""`mathse evaluate`: a model, or responses written elsewhere, measured on a benchmark."""

import argparse
import json
import re
import sys
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mathse.cli.text import many, place
from mathse.errors import UserError

if TYPE_CHECKING:
    from mathse.cli.evaluate_models import Chosen
    from mathse.evaluation.benchmarks import Benchmark
    from mathse.evaluation.measure import Measured
    from mathse.evaluation.unscored import Unscored
    from mathse.recipe import Cast, Recipe

READ_WITH = "problems.settings."  # --set of the benchmark's source


def add_parser(subparsers: Any) -> None:
    """Add `evaluate`."""
    parser = subparsers.add_parser(
        "evaluate",
        help="measure a model on a benchmark, or score responses written elsewhere",
        description=(
            "Greedy accuracy by subject and level with its interval, the benchmark's own figures and,\n"
            "with --n, pass@k, majority and the ORM's best-of-n. Every response is recorded with its\n"
            "grade; the same command goes on where it stopped."
        ),
        epilog=(
            "examples: mathse evaluate --model runs/quickstart --benchmark mathvision --data DATA/mathvision\n"
            "          mathse evaluate --model http://localhost:8000/v1#qwen --benchmark mathvista \\\n"
            "              --data DATA/mathvista --n 8 --orm runs/quickstart\n"
            "          mathse evaluate --responses answers.jsonl --by model"
        ),
        formatter_class=RawDescriptionHelpFormatter,
    )
    who = parser.add_argument_group("who")
    who.add_argument("--model", metavar="M", help="a model folder, a run's folder, or URL#NAME")
    who.add_argument("--responses", type=place, metavar="FILE.jsonl", help="score these instead")
    who.add_argument("--orm", metavar="M", help="weighs the n paths: a run, a folder, or URL#NAME")
    who.add_argument(
        "--orm-without-reference",
        action="store_true",
        help="the ORM in that folder was trained to judge without a reference",
    )
    who.add_argument("--policy", metavar="NAME", help="the plug-in that runs the model folder")
    what = parser.add_argument_group("what")
    what.add_argument(
        "--benchmark", metavar="NAME", help="mathvista, mathverse, ..., or any source"
    )
    what.add_argument("--data", type=place, metavar="PATH", help="where the benchmark's files are")
    what.add_argument("--limit", type=int, default=0, metavar="N", help="only N problems, drawn")
    what.add_argument("--n", type=many, default=1, help="also draw n paths a problem (default: 1)")
    what.add_argument("--temperature", type=float, default=1.0, help="of the n paths (default: 1)")
    what.add_argument("--max-tokens", type=many, default=1024, help="of an answer (default: 1024)")
    what.add_argument(
        "--trained-on",
        action="append",
        default=[],
        metavar="RUN|NAME=PATH",
        help="look the benchmark up in this training data; a run's model brings its own",
    )
    what.add_argument("--by", action="append", default=[], metavar="TAG", help="break down by this")
    parser.add_argument(
        "--set", action="append", default=[], dest="changes", metavar="a.b=v",
        help="student.speed.rows=8, student.settings.prompts=short, problems.settings.split=test, ...",
    )  # fmt: skip
    parser.add_argument(
        "--run-dir",
        type=place,
        metavar="DIR",
        help="default: runs/evaluate/BENCHMARK-MODEL (of an endpoint -HOST-PATH-NAME), or BENCHMARK-responses-FILE",
    )
    parser.add_argument("--json", action="store_true", help="the figures as a JSON object")
    parser.add_argument("--quiet", action="store_true", help="no progress on stderr")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measures, prints, writes evaluation.json."""
    from mathse.cli.evaluate_responses import responses
    from mathse.cli.evaluate_text import text

    _check(arguments)
    found = responses(arguments) if arguments.responses else _model(arguments)
    _warn(found)
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        print(text(found))
    return 0


def _check(arguments: argparse.Namespace) -> None:
    if (arguments.model is None) == (arguments.responses is None):
        raise UserError("name a --model or a --responses file, one of the two")
    if arguments.model and not (arguments.benchmark and arguments.data):
        raise UserError("--model needs --benchmark and --data")
    if bool(arguments.benchmark) != bool(arguments.data):
        raise UserError("--benchmark and --data go together")
    if arguments.limit < 0:
        raise UserError("--limit is at least 0")
    if arguments.n > 1 and arguments.temperature <= 0:
        raise UserError("--n paths at temperature 0 would all be the same")
    if arguments.orm and arguments.n < 2:
        raise UserError("--orm weighs several paths: say --n 8")
    if arguments.orm and arguments.responses:
        raise UserError("--orm weighs the paths of a --model")
    if arguments.responses:
        _check_responses(arguments)


def _check_responses(arguments: argparse.Namespace) -> None:
    if arguments.trained_on and not arguments.benchmark:
        raise UserError("--trained-on looks a benchmark up: name it with --benchmark and --data")
    for flag, given in (
        ("--n", arguments.n > 1), ("--limit", arguments.limit), ("--policy", arguments.policy),
    ):  # fmt: skip
        if given:
            raise UserError(f"{flag} is for a --model: --responses are scored as they are")
    for change in arguments.changes:
        if not (arguments.benchmark and change.startswith(READ_WITH)):
            raise UserError(
                f"--set {change} is for a --model: of --responses, {READ_WITH}NAME=VALUE sets how the "
                "--benchmark is read"
            )


def _model(arguments: argparse.Namespace) -> dict[str, Any]:
    from mathse.cli.evaluate_models import chosen_model, chosen_orm, training
    from mathse.cli.progress import Shown
    from mathse.evaluation.benchmarks import benchmark
    from mathse.evaluation.figures import figures
    from mathse.evaluation.measure import Subject, measure
    from mathse.evaluation.overlap import asked, overlap
    from mathse.record import counting

    chosen = chosen_model(arguments.model, arguments.policy)
    orm = (
        chosen_orm(arguments.orm, without_reference=arguments.orm_without_reference)
        if arguments.orm
        else None
    )
    target = benchmark(arguments.benchmark)
    own = [str(chosen.run)] if chosen.run else []
    data = {name: training(name) for name in [*own, *arguments.trained_on]}
    recipe, cast = _recipe(arguments, chosen, orm, target)
    shown = Shown(quiet=arguments.quiet)
    folder = arguments.run_dir or _folder(arguments)
    done = measure(
        recipe,
        cast,
        Subject(chosen.model, orm.model if orm else None, weigh=orm is not None),
        folder=folder,
        limit=arguments.limit,
        by=arguments.by,
        report=shown,
    )
    greedy = [one.answered for one in done.greedy]
    count = counting(shown, "contamination", "training problems looked up")
    known = overlap(asked(done.problems), greedy, data, count=count) if data else None
    unscored = _unscored(done, whole=arguments.limit == 0)
    if not greedy and unscored.count:
        raise UserError(f"no problem could be asked: {unscored.reasons[0]}")
    found = figures(
        target, done.greedy, done.samples, done.problems, known, by=arguments.by, unscored=unscored
    )
    found |= {
        "model": arguments.model,
        "digest": chosen.model.digest,
        "loaded": done.report,
        "answered": len({one.problem for one in greedy}),
        "unread": _unread(done) if arguments.limit else [],
        "problems": done.report.get("problems", 0) + done.report.get("left_out", 0),
        "calls": done.calls,
        "answers": str(folder / "answers.jsonl"),
    }
    (folder / "evaluation.json").write_text(
        json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    print(f"wrote {folder / 'evaluation.json'} and answers.jsonl", file=sys.stderr)
    return found


def _unscored(done: "Measured", *, whole: bool) -> "Unscored":
    """The problems that nobody was asked; of the whole benchmark also those that could not be read."""
    from mathse.evaluation.unscored import Unscored

    unread = _unread(done) if whole else []
    count = int(done.report.get("left_out", 0)) if whole else 0
    asked = [f"{done.problems[key].source_id}: {why}" for key, why in done.unasked.items()]
    return Unscored(count + len(asked), [*unread, *asked])


def _unread(done: "Measured") -> list[str]:
    return [f"{name}: {why}" for name, why in done.report.get("examples", [])]


def _warn(found: dict[str, Any]) -> None:
    """One line, also where only the JSON is read."""
    count = found["counts"]["unscored"]
    if count:
        every = found["n"] + count
        are = (
            "problem is" if every == 1 else f"of {every:,} problems {'is' if count == 1 else 'are'}"
        )
        more = f" (and {count - 1:,} more)" if count > 1 else ""
        said = f"mathse: {count:,} {are} unscored: {found['unscored'][0]}{more}"
        print(said, file=sys.stderr)


def _recipe(
    arguments: argparse.Namespace, chosen: "Chosen", orm: "Chosen | None", target: "Benchmark"
) -> "tuple[Recipe, Cast]":
    """The small recipe of a measurement; only its student, judges and problems are used."""
    from mathse.recipe import Recipe, cast, resolved
    from mathse.recipe_check import check_prices
    from mathse.recipe_file import apply
    from mathse.settings import parse

    table: dict[str, Any] = {
        "student": chosen.use,
        "base": {"use": "folder"},
        "teacher": {"use": "answers"},
        "trainer": {"use": "fake"},
        "judges": {"rule": {"use": target.judge}},
        "problems": {
            "source": target.source,
            "path": str(arguments.data),
            "settings": dict(target.settings),
        },
        "judge": {"keys": ["rule"]},
        "evaluation": {
            "judge": "rule",
            "max_tokens": arguments.max_tokens,
            "samples": {
                "n": arguments.n,
                "temperature": arguments.temperature,
                "max_tokens": arguments.max_tokens,
            },
        },
    }
    if orm is not None:
        table["judges"]["orm"] = orm.use
        table["orm"] = {"options": orm.options}
    for change in arguments.changes:
        apply(table, change)
    recipe = parse(Recipe, table, where="")
    found = cast(recipe)
    check_prices(recipe, found)
    return resolved(recipe, found), found


def _folder(arguments: argparse.Namespace) -> Path:
    """runs/evaluate/mathvista-qwen: the same command finds its own answers again.

    Of an endpoint also its address: two servers may call their models the same.
    """
    address, _, name = arguments.model.rstrip("/").rpartition("#")
    said = urlsplit(address)  # of a folder whose name has a "#" it is no address
    where = f"{said.netloc}{said.path.rstrip('/')}-" if said.netloc else ""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", where + name).strip("-.")[-120:] or "model"
    return Path("runs") / "evaluate" / f"{arguments.benchmark}-{plain}"
