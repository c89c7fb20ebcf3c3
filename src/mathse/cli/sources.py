"""`mathse sources`: which data sets can be read; `mathse sources check`: does one load whole?"""

import argparse
import importlib
import json
import sys
import time
from argparse import RawDescriptionHelpFormatter
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mathse.cli.text import escaped, place

if TYPE_CHECKING:
    from mathse.roles import BadRow, SourceRow
    from mathse.sources.check import Report

_PROGRESS_SECONDS = 2.0
_SHOWN = 3  # rows that are named of each reason, or of each doubt; with --all every one


def add_parser(subparsers: Any) -> None:
    """Add `sources` and its `check`."""
    parser = subparsers.add_parser(
        "sources",
        help="list the data sets that can be read; check one",
        description="The data sets that mathse reads as their authors publish them.",
        epilog="example: mathse sources check mathvision DATA/mathvision",
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="the list as a JSON object")
    parser.set_defaults(run=_list)
    parts = parser.add_subparsers(dest="part", metavar="PART")
    check = parts.add_parser(
        "check",
        help="read a whole data set and say what is wrong with it",
        description=(
            "Read every row and every picture. Exit status 0 when every row is accounted for: loaded,\n"
            "or left out with a reason; 1 when a file breaks off, with --strict when anything was\n"
            "left out, or when there is no row at all."
        ),
        epilog="example: mathse sources check jsonl problems/ --set image=picture",
        formatter_class=RawDescriptionHelpFormatter,
    )
    check.add_argument("name", metavar="NAME", help="see `mathse sources`")
    check.add_argument("path", type=place, metavar="PATH", help="the folder or the file")
    check.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help="a setting of the source"
    )
    check.add_argument(
        "--against",
        action="append",
        default=[],
        metavar="NAME=PATH",
        help="also look every problem up in this benchmark; may be repeated",
    )
    check.add_argument("--all", action="store_true", help="name every row, not three of each kind")
    check.add_argument("--strict", action="store_true", help="exit 1 if any row was left out")
    check.add_argument("--json", action="store_true", help="the whole report as a JSON object")
    check.set_defaults(run=_check)


def _list(arguments: argparse.Namespace) -> int:
    from mathse.plugins import BUILT_IN

    lines = {name: _headline(module) for name, module in BUILT_IN["source"].items()}
    if arguments.json:
        print(json.dumps(lines, ensure_ascii=False, indent=1))
        return 0
    width = max(map(len, lines))
    for name, headline in sorted(lines.items()):
        print(f"{name:{width}}  {headline}")
    return 0


def _headline(module: str) -> str:
    """The first sentence of a source's module, and whether its layout is unverified."""
    text = importlib.import_module(module.partition(":")[0]).__doc__ or ""
    headline = text.split("\n")[0].strip()
    return headline + (" [UNVERIFIED layout]" if "UNVERIFIED: " in " ".join(text.split()) else "")


def _check(arguments: argparse.Namespace) -> int:
    from mathse.sources.check import check

    rows = read_source(arguments.name, arguments.path, arguments.set)
    report = check(rows, progress=_progress("checked"))
    known = _looked_up(arguments) if arguments.against else None
    if arguments.json:
        found = _as_json(report) | ({"contamination": known} if known is not None else {})
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        shown = None if arguments.all else _SHOWN
        for line in (*_table(report, arguments.name, shown), *_matches(known or {})):
            print(escaped(line))
        print(f"checked in {report.seconds:.1f} s", file=sys.stderr)
    if not report.rows:
        print(f"mathse: there is no row in {arguments.path}", file=sys.stderr)
    if not report.rows or not report.accounted:
        return 1
    return 1 if arguments.strict and report.left_out else 0


def _looked_up(arguments: argparse.Namespace) -> dict[str, list[dict[str, Any]]]:
    """The matches of this data set's problems in each benchmark."""
    from mathse.errors import UserError
    from mathse.recipe import Against
    from mathse.record.guard import Compared
    from mathse.roles import SourceRow
    from mathse.sources.contamination import Asked, Known

    benchmarks = {}
    for name in arguments.against:
        source, equals, path = name.partition("=")
        if not equals:
            raise UserError(f"--against wants NAME=PATH, not {name}")
        looked_in = Compared(Against(source, path))
        benchmarks[name] = Known.of_problems(looked_in)
        if looked_in.said:
            print(f"mathse: {looked_in.said}", file=sys.stderr)
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in benchmarks}
    say = _progress("looked up")
    for number, row in enumerate(read_source(arguments.name, arguments.path, arguments.set), 1):
        say(number)
        for name, known in benchmarks.items():
            if isinstance(row, SourceRow):
                match = known.best(Asked(row.source_id, row.question, row.images))
                found[name] += [match._asdict()] if match else []
    return found


def read_source(name: str, path: Path, settings: list[str]) -> "Iterator[SourceRow | BadRow]":
    """The rows of a source by name, with KEY=VALUE settings. Raises UserError."""
    from mathse.plugins import find
    from mathse.recipe_file import apply
    from mathse.roles import Context
    from mathse.settings import parse

    table: dict[str, Any] = {}
    for change in settings:
        apply(table, change)
    plugin = find("source", name)
    source = plugin.build(
        parse(plugin.settings, table, where="settings"),
        parse(plugin.speed, {}, where="speed"),
        Context(model=None),
    )
    rows: Iterator[SourceRow | BadRow] = source.read(path)
    return rows


def _progress(done_what: str) -> Callable[[int], None]:
    last = time.monotonic()

    def say(done: int) -> None:
        nonlocal last
        if time.monotonic() - last >= _PROGRESS_SECONDS:
            last = time.monotonic()
            print(f"{done_what} {done:,} rows", file=sys.stderr)

    return say


def _table(report: "Report", name: str, shown: int | None) -> Iterator[str]:
    """The report's lines; `shown`: how many rows of a kind are named, None: all."""
    yield f"{name}: {report.rows:,} rows, {report.loaded:,} loaded, {len(report.left_out):,} left out"
    yield f"images a problem:   {_counts(report.images)}"
    yield f"options a problem:  {_counts(report.options)}"
    yield f"languages:          {_counts(report.languages)}"
    yield f"answers:            {_counts(report.answers)}"
    yield f"groups:             {report.groups:,}; with a solution: {report.solutions:,}"
    equal = report.loaded - len(report.doubts)
    yield f"reference answers equal to themselves: {equal:,} of {report.loaded:,}"
    doubts = [
        f"{_short(doubt.source_id)}: {doubt.gold!r:.80} is {doubt.outcome} ({doubt.rule:.80})"
        for doubt in report.doubts
    ]
    yield from _some("  ", doubts, shown)
    astray = [
        f"{_short(key)}: {gold!r:.80} is none of the options" for key, gold in report.golds_astray
    ]
    yield f"options without their gold: {len(astray):,}"
    yield from _some("  ", astray, shown)
    for what, groups in (
        ("the same content twice", report.duplicates),
        ("the same question with different answers", report.contradictions),
    ):
        yield f"{what}: {len(groups):,}"
        yield from _some(
            "  ",
            [", ".join(map(_short, ids if shown is None else ids[:6])) for ids in groups],
            shown,
        )
    if report.left_out:
        yield "left out:"
    for reason, rows in report.reasons():
        yield f"  {len(rows):,} x {reason}"
        yield from _some(
            "      ", [f"{_short(row.source_id)}: {row.reason}" for row in rows], shown
        )
    if not report.accounted:
        yield "not every row is accounted for: a file breaks off"


def _short(name: str) -> str:
    """An id that a line can hold; `--json` has it whole."""
    return name if len(name) <= 60 else f"{name[:57]}..."


def _some(indent: str, lines: list[str], shown: int | None) -> Iterator[str]:
    yield from (indent + line for line in lines[:shown])
    if shown is not None and len(lines) > shown:
        yield f"{indent}... and {len(lines) - shown:,} more: --all"


def _matches(known: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    for benchmark, matches in known.items():
        yield f"of {benchmark}: {len(matches):,} problems"
        for match in matches:
            yield f"  {_short(match['name'])} = {_short(match['known'])} ({match['kind']})"


def _counts(counter: Counter[str]) -> str:
    return ", ".join(f"{key}: {count:,}" for key, count in sorted(counter.items())) or "none"


def _as_json(report: "Report") -> dict[str, Any]:
    # dataclasses.asdict would rebuild each Counter from pairs, and so count the pairs.
    table = {field.name: getattr(report, field.name) for field in fields(report)}
    table["left_out"] = [asdict(row) for row in report.left_out]
    table["doubts"] = [asdict(doubt) for doubt in report.doubts]
    equal = report.loaded - len(report.doubts)
    return {**table, "accounted": report.accounted, "gold_equal_to_itself": equal}
