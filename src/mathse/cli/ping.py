"""`mathse ping`: what the endpoints of a recipe can do, before a run is paid."""

import argparse
import json
import sys
from argparse import RawDescriptionHelpFormatter
from typing import Any


def add_parser(subparsers: Any) -> None:
    """Add `ping`."""
    parser = subparsers.add_parser(
        "ping",
        help="ask a recipe's endpoints a few small things before a run is paid",
        description="For each hosted model: does it answer, under its name, see images, write JSON, "
        "take n, draw; and is its price known? About ten small calls a model. Exit status 1 where "
        "something would not work.",
        epilog="example: mathse ping recipes/hosted-rehearsal.toml",
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "recipe", nargs="?", metavar="RECIPE", help="a TOML file, or a shipped name"
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="a.b=v",
        dest="changes",
        help="change one key of the recipe; may be repeated",
    )
    parser.add_argument("--base-url", metavar="URL", help="an endpoint without a recipe")
    parser.add_argument("--model", metavar="NAME", help="with --base-url: the model there")
    parser.add_argument(
        "--key-env",
        default="OPENAI_API_KEY",
        metavar="VAR",
        help='with --base-url: the environment variable with the key; "" for none',
    )
    parser.add_argument(
        "--timeout",
        type=float,
        default=30.0,
        metavar="SECONDS",
        help="of each call, where the recipe gives no shorter one (default: 30)",
    )
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Asks each endpoint once. 0: all would work; 1: something would not."""
    from dataclasses import asdict

    from mathse.endpoints.probe import probe, rows
    from mathse.errors import UserError

    if not arguments.timeout > 0:
        raise UserError("--timeout should be above 0")
    probed = [probe(**target, timeout=arguments.timeout) for target in _targets(arguments)]
    if arguments.json:
        print(json.dumps([asdict(one) for one in probed], indent=2, ensure_ascii=False))
    else:
        for one in probed:
            print(f"{one.model}")
            print("\n".join(rows(one)))
            used = one.usage
            most = "at most " if any(found.what == "usage" for found in one.findings) else ""
            tokens = f"{most}{used.tokens_in} + {used.tokens_out} tokens"
            paid = f", paid {most}{used.money:.5f}" if used.money else ""
            print(f"  asked {used.calls} times, {tokens}{paid}")
    bad = any(finding.standing == "bad" for one in probed for finding in one.findings)
    return 1 if bad else 0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _targets(arguments: argparse.Namespace) -> list[dict[str, Any]]:
    from mathse.endpoints.options import Dialect, Line
    from mathse.errors import UserError
    from mathse.roles import Context

    if (arguments.base_url is None) != (arguments.model is None):
        raise UserError("--base-url and --model come together")
    if arguments.base_url is None:
        return _of_recipe(arguments.recipe, arguments.changes)
    if arguments.recipe is not None:
        raise UserError("name a recipe, or --base-url and --model")
    line = Line(base_url=arguments.base_url, key_env=arguments.key_env)
    asked = {"model": arguments.model, "dialect": Dialect(), "line": line}
    return [{**asked, "context": Context(model=None, say=_say), "capped": False}]


def _of_recipe(name: str | None, changes: list[str]) -> list[dict[str, Any]]:
    """Each model and address once, whichever parts it plays."""
    from mathse.errors import UserError
    from mathse.recipe_file import DEFAULT, load
    from mathse.roles import Context

    recipe, cast = load(name or DEFAULT, changes)
    targets: dict[tuple[str, str], dict[str, Any]] = {}
    for leaf in (cast.student, cast.teacher, *cast.judges.values()):
        model = leaf.plugin.paid_model(leaf.settings)
        if model is None:
            continue
        targets[model, leaf.speed.base_url] = {
            "model": model,
            "dialect": leaf.settings.dialect,
            "line": leaf.speed,
            "context": Context(model=None, prices=recipe.prices, say=_say),
            "capped": recipe.budget.money is not None,
        }
    if not targets:
        raise UserError(
            f"nobody in {name or DEFAULT} is reached over HTTP: there is nothing to ask"
        )
    return list(targets.values())
