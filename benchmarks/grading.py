"""mathse's grading beside Math-Verify: answers a second and agreement with people, in one run.

Math-Verify is no dependency of mathse. Put it into an environment of its own, and run this with it:

    python3 -m venv /tmp/peers
    /tmp/peers/bin/pip install "math-verify[antlr4_13_2]==0.9.0"
    PYTHONPATH=src /tmp/peers/bin/python benchmarks/grading.py labelled.jsonl

Rows have `response`, `gold`, `label` (correct, incorrect, no-answer; ambiguous ones are left out) and
optionally `options` and `question`. Both graders take turns on all rows, in one process and one thread; time is
processor time, as other programs may run beside; mathse's caches are emptied before each turn.
"""

import argparse
import gc
import json
import logging
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Grader = Callable[[Row], bool]


def mathse_grader() -> Grader:
    from mathse.grading import grade

    def accepts(row: Row) -> bool:
        found = grade(
            response=row["response"],
            gold=row["gold"],
            options=row.get("options"),
            question=row.get("question"),
        )
        return found.outcome == "correct"

    return accepts


def math_verify_grader(*, choices: bool) -> Grader:
    """As in its README; with `choices`, letters are looked for where there are options."""
    from math_verify import parse, verify
    from math_verify.parser import (
        ExprExtractionConfig,
        LatexExtractionConfig,
        StringExtractionConfig,
    )

    plain = [LatexExtractionConfig(), ExprExtractionConfig()]

    def accepts(row: Row) -> bool:
        gold, options = row["gold"], row.get("options")
        configs: list[Any] = plain
        if choices and options:
            letters = tuple("ABCDEFGHIJ"[: len(options)])
            gold = letters[options.index(gold)] if gold in options else gold
            configs = [StringExtractionConfig(strings=letters, lowercase=False), *plain]
        wrapped = gold if "$" in gold or (choices and options) else f"${gold}$"
        return bool(verify(parse(wrapped, configs), parse(row["response"], configs)))

    return accepts


def empty_caches() -> None:
    """No answer is remembered from an earlier turn."""
    for name, module in list(sys.modules.items()):
        if name.startswith("mathse.grading"):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()
    gc.collect()


def turn(grader: Grader, rows: list[Row]) -> tuple[float, list[bool]]:
    """(processor seconds, which rows are accepted)."""
    empty_caches()
    begun = time.process_time()
    accepted = [grader(row) for row in rows]
    return time.process_time() - begun, accepted


def shares(rows: list[Row], accepted: list[bool]) -> tuple[float, float, float]:
    """Accuracy, false accepts of the wrong answers, false rejects of the right ones, in %."""
    pairs = [(row["label"] == "correct", yes) for row, yes in zip(rows, accepted, strict=True)]
    right = sum(is_right for is_right, _ in pairs)
    wrong = len(pairs) - right
    agree = sum(is_right == yes for is_right, yes in pairs)
    false_accepts = sum(yes and not is_right for is_right, yes in pairs)
    false_rejects = sum(is_right and not yes for is_right, yes in pairs)
    return 100 * agree / len(pairs), 100 * false_accepts / wrong, 100 * false_rejects / right


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("rows", type=Path, help="labelled rows, JSON lines")
    parser.add_argument("--turns", type=int, default=3, help="turns of each grader (default: 3)")
    arguments = parser.parse_args()
    logging.disable(logging.WARNING)  # Math-Verify logs each response that it gives up on
    lines = arguments.rows.read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["label"] != "ambiguous"]
    graders: dict[str, Grader] = {"mathse": mathse_grader()}
    try:
        graders["Math-Verify, as in its README"] = math_verify_grader(choices=False)
        graders["Math-Verify, letters for options"] = math_verify_grader(choices=True)
    except ImportError:
        print("Math-Verify is not installed here: see the head of this file", file=sys.stderr)
    seconds: dict[str, list[float]] = {name: [] for name in graders}
    accepted: dict[str, list[bool]] = {}
    for grader in graders.values():  # imports, compiled patterns
        turn(grader, rows[:20])
    for number in range(arguments.turns):
        for name, grader in graders.items():
            taken, accepted[name] = turn(grader, rows)
            seconds[name].append(taken)
            print(f"turn {number + 1}, {name}: {taken:.2f} s", file=sys.stderr)
    print(f"{len(rows)} labelled responses, median of {arguments.turns} turns\n")
    print("| grader | answers/s | accuracy % | false accepts % | false rejects % |")
    print("|---|---|---|---|---|")
    speeds = {name: len(rows) / statistics.median(taken) for name, taken in seconds.items()}
    for name in graders:
        accuracy, wrongly, missed = shares(rows, accepted[name])
        print(f"| {name} | {speeds[name]:.0f} | {accuracy:.1f} | {wrongly:.1f} | {missed:.1f} |")
    peers = [speed for name, speed in speeds.items() if name != "mathse"]
    if peers:
        print(f"\nmathse grades {speeds['mathse'] / max(peers):.0f} times as many answers a second")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
