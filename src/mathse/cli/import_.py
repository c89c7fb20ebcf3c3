"""`mathse import`: what you already have, into a run: teacher solutions, annotations, an M_0, an ORM."""

import argparse
import json
import sys
from argparse import RawDescriptionHelpFormatter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mathse.cli.text import place
from mathse.errors import UserError
from mathse.sources.lines import is_utf8, json_lines

if TYPE_CHECKING:
    from mathse.recipe import Cast, Recipe


MAX_BY = 500


def add_parser(subparsers: Any) -> None:
    """Add `import`."""
    parser = subparsers.add_parser(
        "import",
        help="take over what you already have and should not pay for again",
        description=(
            "Before `mathse run`, or between two of them. Solutions and annotations become rows of the\n"
            "stages that would ask the teacher for them; an M_0 stands for the first fine-tuning, an ORM\n"
            "for the one that the run would make. Each keeps where it came from (--by)."
        ),
        epilog=(
            "examples: mathse import my.toml --run-dir runs/my --solutions solved.jsonl --by 'gpt-4o, May'\n"
            "          mathse import --run-dir runs/my --m0 checkpoints/sft --by 'our SFT of March'"
        ),
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("recipe", nargs="?", metavar="RECIPE", help="as for `mathse run`")
    parser.add_argument("--run-dir", type=place, metavar="DIR", help="the run's folder")
    parser.add_argument("--set", action="append", default=[], metavar="a.b=v", dest="changes")
    parser.add_argument("--solutions", type=place, metavar="FILE.jsonl", help="id, solution")
    parser.add_argument(
        "--annotations", type=place, metavar="FILE.jsonl",
        help="id, path, status (CORRECT or WRONG), error_step, analysis",
    )  # fmt: skip
    parser.add_argument("--m0", type=place, metavar="DIR", help="a fine-tuned model folder")
    parser.add_argument("--orm", type=place, metavar="DIR", help="an ORM's folder")
    parser.add_argument("--by", required=True, metavar="WHO", help="who made it, when, how")
    parser.add_argument("--json", action="store_true", help="what was taken, as a JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Takes over, says what; exit status 1 where a file's row was left out."""
    from mathse.cli.run import chosen
    from mathse.drive import RECIPE, run_name, store_folder
    from mathse.importing.models import take_model
    from mathse.importing.rows import Problems, annotations, solutions
    from mathse.recipe_file import to_toml
    from mathse.record import Recorded, load_problems
    from mathse.store import Store
    from mathse.store.database import named
    from mathse.tables import Ref, Table

    _check(arguments)
    recipe, cast, run_dir = chosen(arguments.recipe, arguments.run_dir, arguments.changes)
    _check_models(arguments, recipe, cast)
    with named(run_dir):
        run_dir.mkdir(parents=True, exist_ok=True)
    found: dict[str, Any] = {}
    with Store(store_folder(recipe, run_dir)) as store:
        recorded = Recorded(recipe, cast, store)
        if arguments.solutions or arguments.annotations:
            name = run_name(recipe, run_dir)
            loaded = load_problems(
                store, recipe.problems, cast, seed=recipe.seed, run=name, say=_warn
            )
            members = Table(Ref(problem) for problem, _ in store.load_members(loaded.load))
            names = Problems.of(recorded, members)
            for what, file, take in (
                ("solutions", arguments.solutions, solutions),
                ("annotations", arguments.annotations, annotations),
            ):
                if file:
                    found[what] = take(store, recorded, names, file, arguments.by)
        imports = recipe.imports
        for what, folder in (("m0", arguments.m0), ("orm", arguments.orm)):
            if folder:
                name = take_model(store, folder, what=what, by=arguments.by)
                imports = replace(imports, **{what: name})
                found[what] = name
    (run_dir / RECIPE).write_text(to_toml(replace(recipe, imports=imports)), encoding="utf-8")
    return _say(found, run_dir, as_json=arguments.json)


def _warn(line: str) -> None:
    print(f"load: {line}", file=sys.stderr)


def _check(arguments: argparse.Namespace) -> None:
    given = (arguments.solutions, arguments.annotations, arguments.m0, arguments.orm)
    if not any(given):
        raise UserError("name --solutions, --annotations, --m0 or --orm")
    _check_by(arguments.by)
    for file in given[:2]:
        if file is not None:
            _check_file(file)


def _check_by(by: str) -> None:
    """It stands in every row: a name that cannot be recorded is refused before the first."""
    if not by.strip():
        raise UserError("--by says who made it: it is empty")
    if not is_utf8(by):
        raise UserError("--by is not UTF-8")
    if len(by.splitlines()) > 1 or len(by) > MAX_BY:
        raise UserError(f"--by is one line of at most {MAX_BY} characters")


def _check_file(file: Path) -> None:
    if not file.is_file():
        raise UserError(f"there is no file {file}")
    if next(json_lines(file), None) is None:
        raise UserError(f"there is no row in {file}")


def _check_models(arguments: argparse.Namespace, recipe: "Recipe", cast: "Cast") -> None:
    """What nobody in this run could use is refused before anything is recorded."""
    from mathse.importing.models import check_m0, check_orm

    if arguments.m0:
        check_m0(cast, arguments.m0)
    if arguments.orm:
        check_orm(recipe, cast, arguments.orm)


def _say(found: dict[str, Any], run_dir: Path, *, as_json: bool) -> int:
    counts = {
        what: {
            "rows": one.rows, "taken": one.taken, "known": one.known, "left_out": one.left_out,
        }
        if what in ("solutions", "annotations")
        else one
        for what, one in found.items()
    }  # fmt: skip
    if as_json:
        print(json.dumps(counts, ensure_ascii=False, indent=2))
    else:
        for what, one in counts.items():
            if isinstance(one, str):
                print(f"{what}: {one}; {run_dir / 'recipe.toml'} uses it")
                continue
            print(f"{what}: {one['taken']} of {one['rows']} taken, {one['known']} were recorded")
            for line in one["left_out"][:10]:
                print(f"  left out: {line}")
    left = any(isinstance(one, dict) and one["left_out"] for one in counts.values())
    return 1 if left else 0
