"""`mathse compare`: two runs on the same problems, with paired tests and what each has cost."""

import argparse
import json
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mathse.cli.text import columns, count, p_value, percent, place
from mathse.errors import UserError

if TYPE_CHECKING:
    from mathse.evaluation.comparison import Compared


def add_parser(subparsers: Any) -> None:
    """Add `compare`."""
    parser = subparsers.add_parser(
        "compare",
        help="two runs on the same problems: paired tests, stage by stage",
        description=(
            "Compares the models of two runs on the problems that both answered: accuracies, what B\n"
            "broke and mended of A, the exact McNemar test with Holm's correction, and the effort of\n"
            "each. Stages of one name are compared, and the last of each run."
        ),
        epilog="example: mathse compare runs/fake runs/resampled",
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("run_a", type=place, metavar="RUN_A", help="a run's folder")
    parser.add_argument("run_b", type=place, metavar="RUN_B", help="the other's")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    found = compared(arguments.run_a, arguments.run_b)
    if arguments.json:
        print(json.dumps(found, indent=2))
    else:
        print("\n".join(lines(found)))
    return 0


def compared(run_a: Path, run_b: Path) -> dict[str, Any]:
    """What `--json` prints. Raises UserError where there is nothing to compare."""
    from mathse.drive import open_run
    from mathse.evaluation.comparison import common, compare
    from mathse.study.runs import answers, effort

    with open_run(run_a) as in_run_a, open_run(run_b) as in_run_b:
        a, b = answers(in_run_a, run_a), answers(in_run_b, run_b)
        in_a, in_b, both = common(a, b)
        if not both:
            raise UserError(f"{run_a} and {run_b} were measured on no common problem")
        return {
            "runs": [str(run_a), str(run_b)],
            "problems": {"a": in_a, "b": in_b, "common": both},
            "stages": [as_json(one) for one in compare(a, b)],
            "effort": [effort(in_run_a), effort(in_run_b)],
        }


def as_json(one: "Compared") -> dict[str, Any]:
    """One pair of stages."""
    change = one.change
    return {
        "a": one.stage_a,
        "b": one.stage_b,
        "n": change.n,
        "accuracy_a": one.accuracy_a,
        "interval_a": list(one.interval_a),
        "accuracy_b": one.accuracy_b,
        "interval_b": list(one.interval_b),
        "both_right": change.right_right,
        "both_wrong": change.wrong_wrong,
        "only_a_right": change.right_wrong,
        "only_b_right": change.wrong_right,
        "p": change.p,
        "p_holm": one.p_holm,
    }


def lines(found: dict[str, Any]) -> list[str]:
    """The comparison for people."""
    problems, (a, b) = found["problems"], found["runs"]
    written = [f"A: {a}", f"B: {b}", f"{count(problems['common'])} common problems"]
    if not problems["a"] == problems["b"] == problems["common"]:
        written[-1] += f", of {count(problems['a'])} in A and {count(problems['b'])} in B"
    rows = [["stage", "A", "B", "B - A", "only A right", "only B right", "p", "p (Holm)"]]
    for one in found["stages"]:
        name = one["a"] if one["a"] == one["b"] else f"{one['a']} : {one['b']}"
        gain = 100 * (one["accuracy_b"] - one["accuracy_a"])
        rows.append(
            [name, percent(one["accuracy_a"]), percent(one["accuracy_b"]), f"{gain:+.1f}",
             count(one["only_a_right"]), count(one["only_b_right"]),
             *(("same model", "") if one["p_holm"] is None
               else (p_value(one["p"]), p_value(one["p_holm"])))]
        )  # fmt: skip
    written += ["", columns(rows, right=range(1, 8)), ""]
    spent = [["effort", "A", "B"]]
    for key in found["effort"][0]:
        values = [effort[key] for effort in found["effort"]]
        form = (lambda v: f"{v:.2f}") if key == "money" else (lambda v: count(round(v)))
        spent.append([key.replace("_", " "), *map(form, values)])
    return [*written, columns(spent, right=(1, 2))]
