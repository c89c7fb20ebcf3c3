"""`mathse show`: the tables of a run, also while it is going."""

import argparse
import difflib
import json
from argparse import RawDescriptionHelpFormatter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from mathse.cli.text import place
from mathse.errors import UserError

NAMES = ("problems", "rollouts", "verdicts", "annotations", "d_sft", "d_remain", "r_incorrect",
         "failures", "models")  # fmt: skip
CHUNK = 200  # rows whose widths are measured together


def add_parser(subparsers: Any) -> None:
    """Add `show`."""
    parser = subparsers.add_parser(
        "show",
        help="the tables of a run: problems, paths, verdicts, D_SFT, models, ...",
        description=(
            "Print a table of a run, sorted by id. With --json every row is whole, one JSON\n"
            "object a line; else the chief columns, cut to fit."
        ),
        epilog="example: mathse show runs/fake d_sft --where author=reflection --limit 3 --json",
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("dir", type=place, metavar="DIR", help="the run's folder")
    parser.add_argument("table", choices=NAMES, metavar="TABLE", help=", ".join(NAMES))
    parser.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="k=v",
        help="only rows where this is so, e.g. stage=round_1 or meta.level=2; may be repeated",
    )
    parser.add_argument("--limit", type=int, metavar="N", help="at most so many rows")
    parser.add_argument("--json", action="store_true", help="JSON Lines")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from mathse.cli.show_tables import COLUMNS, TABLES, Opened
    from mathse.drive import open_run
    from mathse.store.browse import Browser

    if arguments.limit is not None and arguments.limit < 0:
        raise UserError("--limit is a number of rows: 0 or more")
    with open_run(arguments.dir) as run:
        opened = Opened(run, Browser(run.reader, run.run))
        found = where(TABLES[arguments.table](opened), arguments.where)
        rows = islice(found, arguments.limit)
        if arguments.json:
            for row in rows:
                print(json.dumps(row, ensure_ascii=False))
        else:
            _print(rows, COLUMNS[arguments.table])
    return 0


def where(rows: Iterator[dict[str, Any]], conditions: list[str]) -> Iterator[dict[str, Any]]:
    """The rows that meet all `k=v`. Raises UserError for a key that no row can have."""
    pairs = [condition.partition("=") for condition in conditions]
    for key, equals, _ in pairs:
        if not key or not equals:
            raise UserError(f'--where wants "key=value", not "{key}"')
    for row in rows:
        for key, _, _ in pairs:
            if key.partition(".")[0] not in row:
                close = difflib.get_close_matches(key, list(row), n=1)
                hint = f'; did you mean "{close[0]}"?' if close else f": {', '.join(row)}"
                raise UserError(f'the rows have no "{key}"{hint}')
        if all(said(row, key) == value for key, _, value in pairs):
            yield row


def said(row: Mapping[str, Any], key: str) -> str:
    """The value of a key, or of `meta.level` in a nested one, as a person would type it."""
    value: Any = row
    for part in key.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _print(rows: Iterator[dict[str, Any]], names: tuple[str, ...]) -> None:
    from mathse.cli.text import columns, short

    first = True
    while chunk := list(islice(rows, CHUNK)):
        cells = [[_cell(row, name, short) for name in names] for row in chunk]
        print(columns([list(names), *cells] if first else cells))
        first = False


def _cell(row: Mapping[str, Any], name: str, short: Any) -> str:
    value = row.get(name)
    text = "" if value is None else said(row, name)
    if name in ("id", "problem") and len(text) == 32:
        return text[:12]
    return str(short(text, 200 if name in ("path", "message") else 48))
