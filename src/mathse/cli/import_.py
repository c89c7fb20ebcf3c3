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
from mathse.sources.lines import is_utf8

if TYPE_CHECKING:
    from mathse.importing.rows import Taken
    from mathse.recipe import Cast, Recipe
    from mathse.record.imports import Part


MAX_BY = 500
REASONS = 10  # why rows are left out
WHERE = {"solutions": "asks the teacher again for a problem", "annotations": "meets their paths"}


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
    from mathse.drive import RECIPE, check_recording, run_name, store_folder
    from mathse.importing.models import take_model
    from mathse.importing.rows import Into, annotations, solutions
    from mathse.recipe_file import to_toml
    from mathse.record import Recorded, load_problems
    from mathse.store import Store
    from mathse.store.database import named

    _check(arguments)
    recipe, cast, run_dir = chosen(arguments.recipe, arguments.run_dir, arguments.changes)
    folder = store_folder(recipe, run_dir)
    _check_models(arguments, recipe, cast, folder)
    check_recording(_without(recipe, arguments), run_dir)
    with named(run_dir):
        run_dir.mkdir(parents=True, exist_ok=True)
    found: dict[str, Any] = {}
    with Store(folder) as store:
        models: list[tuple[Part, Path | None]] = [("m0", arguments.m0), ("orm", arguments.orm)]
        for what, model in models:
            if model:
                found[what] = take_model(store, model, what=what, by=arguments.by)
                recipe = replace(recipe, imports=replace(recipe.imports, **{what: found[what]}))
        if arguments.solutions or arguments.annotations:
            name = run_name(recipe, run_dir)
            loaded = load_problems(
                store, recipe.problems, cast, seed=recipe.seed, run=name, say=_warn
            )
            into = Into.of(store, Recorded(recipe, cast, store), loaded)
            if arguments.solutions:
                found["solutions"] = solutions(into, arguments.solutions, arguments.by)
            if arguments.annotations:
                found["annotations"] = annotations(into, arguments.annotations, arguments.by)
    (run_dir / RECIPE).write_text(to_toml(recipe), encoding="utf-8")
    return _say(found, run_dir, as_json=arguments.json)


def _without(recipe: "Recipe", arguments: argparse.Namespace) -> "Recipe":
    """The recipe without the models that are about to be replaced."""
    given = {"m0": arguments.m0, "orm": arguments.orm}
    gone = {what: "" for what, model in given.items() if model}
    return replace(recipe, imports=replace(recipe.imports, **gone))


def _warn(line: str) -> None:
    print(f"load: {line}", file=sys.stderr)


def _check(arguments: argparse.Namespace) -> None:
    from mathse.importing.reading import annotation_in, check_file, solution_in

    given = (arguments.solutions, arguments.annotations, arguments.m0, arguments.orm)
    if not any(given):
        raise UserError("name --solutions, --annotations, --m0 or --orm")
    _check_by(arguments.by)
    if arguments.solutions:
        check_file(arguments.solutions, solution_in)
    if arguments.annotations:
        check_file(arguments.annotations, annotation_in)


def _check_by(by: str) -> None:
    """It stands in every row: a name that cannot be recorded is refused before the first."""
    if not by.strip():
        raise UserError("--by says who made it: it is empty")
    if not is_utf8(by):
        raise UserError("--by is not UTF-8")
    if len(by.splitlines()) > 1 or len(by) > MAX_BY:
        raise UserError(f"--by is one line of at most {MAX_BY} characters")


def _check_models(
    arguments: argparse.Namespace, recipe: "Recipe", cast: "Cast", store: Path
) -> None:
    """What nobody in this run could use is refused before anything is recorded."""
    from mathse.importing.models import check_m0, check_orm, check_part

    if arguments.m0:
        check_m0(cast, arguments.m0)
        check_part("m0", arguments.m0, store)
    if arguments.orm:
        check_orm(recipe, cast, arguments.orm)
        check_part("orm", arguments.orm, store)


def _say(found: dict[str, Any], run_dir: Path, *, as_json: bool) -> int:
    rows = {what: one for what, one in found.items() if not isinstance(one, str)}
    if as_json:
        said = found | {what: _as_json(one) for what, one in rows.items()}
        print(json.dumps(said, ensure_ascii=False, indent=2))
    else:
        for what, one in found.items():
            if what in rows:
                print("\n".join(_lines(what, one)))
            else:
                print(f"{what}: {one}; {run_dir / 'recipe.toml'} uses it")
    return 1 if any(one.left_out for one in rows.values()) else 0


def _as_json(taken: "Taken") -> dict[str, Any]:
    return {
        "rows": taken.rows,
        "taken": taken.taken,
        "known": taken.known,
        "used": taken.uses.used,
        "perhaps": taken.uses.perhaps,
        "unused": dict(taken.uses.unused),
        "left_out": taken.left_out,
    }


def _lines(what: str, taken: "Taken") -> list[str]:
    """What became of the rows, by reason."""
    lines = [f"{what}: {taken.taken} of {taken.rows} taken, {taken.known} were there already"]
    if taken.uses.used:
        lines.append(f"  {taken.uses.used} used by the run")
    if taken.uses.perhaps:
        lines.append(f"  {taken.uses.perhaps} used where the run {WHERE[what]}")
    lines += [f"  {count} not used: {why}" for why, count in taken.uses.unused.most_common()]
    for reason, count in taken.reasons.most_common(REASONS):
        at = next(line for line in taken.left_out if line.endswith(f": {reason}"))
        lines.append(
            f"  {count} left out: {reason} ({at.partition(':')[0]}{', ...' if count > 1 else ''})"
        )
    more = len(taken.reasons) - REASONS
    return [*lines, f"  ... and {more} more reasons: --json"] if more > 0 else lines
