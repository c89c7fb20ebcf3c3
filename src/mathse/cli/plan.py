"""`mathse plan`: what a run will do and cost, before anything is paid."""

import argparse
import json
import sys
import time
from argparse import RawDescriptionHelpFormatter
from typing import TYPE_CHECKING, Any

from mathse.cli.text import columns, count, place

if TYPE_CHECKING:
    from mathse.plan import Estimate, Plan, Span

EVERY = 5.0  # seconds between two lines of progress


def add_parser(subparsers: Any) -> None:
    """Add `plan`."""
    parser = subparsers.add_parser(
        "plan",
        help="every stage with what is recorded and owed, calls, tokens, money; does nothing",
        description=(
            "Every stage of a run, the units that are recorded and those that are owed, with an\n"
            "estimate of calls and tokens, and of money where the recipe has prices. Counts are exact\n"
            "up to the first owed stage; after it they are bounds that hold whatever the judges say\n"
            "(in a store shared with other runs less may be owed). Nothing is written."
        ),
        epilog="example: mathse plan recipes/fake.toml --run-dir runs/fake --set rounds=3",
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
    parser.add_argument("--final", action="store_true", help="as mathse run")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from mathse.cli.run import chosen, main_run_alone
    from mathse.plan import estimate, plan

    main_run_alone(arguments)
    recipe, cast, run_dir = chosen(arguments.recipe, arguments.run_dir, arguments.changes)
    with plan(recipe, cast, run_dir, final=arguments.final, report=Reading()) as found:
        for warning in found.warnings:
            print(f"load: {warning}", file=sys.stderr)
        estimates = [estimate(stage, recipe, found.sample, found.reader) for stage in found.stages]
    if arguments.json:
        print(json.dumps(as_json(found, estimates), indent=2))
    else:
        shown = [*lines(found, estimates), *over_budget(recipe.budget.money, estimates)]
        print("\n".join(shown))
    return 0


def over_budget(cap: float | None, estimates: "list[Estimate]") -> list[str]:
    """A line where the guess passes the agreed money; the run itself never does."""
    most = sum(guess.money[1] for guess in estimates if guess.money)
    if cap is None or most <= cap:
        return []
    return [
        f"budget.money is {cap:g}, and this may cost {most:.2f}: the run would stop there, and go on "
        "once it is raised."
    ]


class Reading:
    """Says now and then how many problems were read: a large source takes its time."""

    def __init__(self) -> None:
        self.said_at = time.monotonic()

    def __call__(self, read: int) -> None:
        """One more."""
        if read % 1000 == 0 and time.monotonic() - self.said_at > EVERY:
            self.said_at = time.monotonic()
            print(f"reading the source: {read:,} problems so far", file=sys.stderr)


def as_json(plan: "Plan", estimates: "list[Estimate]") -> dict[str, Any]:
    """The plan for programs; every span is [least, most]."""
    return {
        "problems": plan.problems,
        "warnings": plan.warnings,
        "exact": plan.exact,
        "first_owed": plan.first_owed,
        "stages": [
            {
                "name": stage.name,
                "verb": stage.verb,
                "units": list(stage.units),
                "recorded": stage.recorded,
                "owed": list(stage.owed),
                "rows": list(stage.rows) if stage.rows else None,
                "calls": list(guess.calls),
                "tokens_in": list(guess.tokens_in),
                "tokens_out": list(guess.tokens_out),
                "money": guess.money,
                "basis": guess.basis,
            }
            for stage, guess in zip(plan.stages, estimates, strict=True)
        ],
        "total": {
            "calls": [sum(guess.calls[i] for guess in estimates) for i in (0, 1)],
            "tokens_in": [sum(guess.tokens_in[i] for guess in estimates) for i in (0, 1)],
            "tokens_out": [sum(guess.tokens_out[i] for guess in estimates) for i in (0, 1)],
            "money": [sum(guess.money[i] for guess in estimates if guess.money) for i in (0, 1)],
            "uncounted": uncounted(plan, estimates),  # leaves that no tokens are guessed for
        },
    }


def lines(plan: "Plan", estimates: "list[Estimate]") -> list[str]:
    """The plan for people."""
    splits = ", ".join(f"{name} {count(n)}" for name, n in plan.problems.items())
    rows = [["stage", "units", "recorded", "owed", "calls", "tokens in", "tokens out", "money"]]
    for stage, guess in zip(plan.stages, estimates, strict=True):
        tokens = [said(guess.tokens_in), said(guess.tokens_out)] if guess.basis else ["", ""]
        money = paid(*guess.money) if guess.money else ""
        there = "" if stage.recorded is None else count(stage.recorded)
        counts = [said(stage.units), there, said(stage.owed), said(guess.calls)]
        rows.append([stage.name, *counts, *tokens, money])
    total = as_json(plan, estimates)["total"]
    tokens = ["", ""]
    if any(guess.basis for guess in estimates):
        tokens = [pair(*total[key]) for key in ("tokens_in", "tokens_out")]
    calls = pair(*total["calls"])
    rows.append(
        ["total", "", "", "", calls, *tokens, paid(*total["money"]) if any(total["money"]) else ""]
    )
    return [
        f"problems: {splits}",
        "",
        columns(rows, right=range(1, 8)),
        "",
        *notes(plan, estimates),
    ]


def notes(plan: "Plan", estimates: "list[Estimate]") -> list[str]:
    """What the numbers are worth."""
    if not plan.owed:
        return ["everything is recorded: the run would call nobody"]
    written = [
        f"exact up to {plan.first_owed}, where the recording ends"
        + ("." if plan.exact else "; after it, bounds that hold whatever the judges say.")
    ]
    bases = {guess.basis for guess in estimates}
    if "recorded" in bases:
        written.append("tokens: the mean of such units recorded so far.")
    if "guessed" in bases:
        written.append(
            "tokens: guessed from the prompts (four bytes a token) where none is recorded."
        )
    unknown = uncounted(plan, estimates)
    if unknown:
        written.append(
            f"no tokens are guessed for {', '.join(unknown)}: they read no prompt; what they report is "
            "recorded, and counted from then on."
        )
    return written


def uncounted(plan: "Plan", estimates: "list[Estimate]") -> list[str]:
    """The policies and judges whose tokens nobody can tell yet."""
    found = {
        stage.leaf.name: None
        for stage, guess in zip(plan.stages, estimates, strict=True)
        if stage.leaf and stage.leaf.role in ("policy", "judge") and stage.owed.high
        if not guess.basis
    }
    return list(found)


def said(span: "Span") -> str:
    """12, up to 12, or 5 - 12."""
    return pair(*span)


def pair(low: int, high: int) -> str:
    """The same of two numbers."""
    if low == high:
        return count(low)
    return f"up to {count(high)}" if low == 0 else f"{count(low)} - {count(high)}"


def paid(low: float, high: float) -> str:
    """Money, in the currency of the recipe's prices."""
    if f"{low:.2f}" == f"{high:.2f}":
        return f"{low:.2f}"
    return f"up to {high:.2f}" if low == 0 else f"{low:.2f} - {high:.2f}"
