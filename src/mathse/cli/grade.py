"""`mathse grade`: is a written answer right? For one answer, or for a file of them."""

import argparse
import json
import sys
import time
from argparse import RawDescriptionHelpFormatter
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO

from mathse.cli.text import place
from mathse.errors import UserError

_PROGRESS_SECONDS = 5.0
_WORDS = ("correct", "incorrect", "no_answer", "unscored")


def add_parser(subparsers: Any) -> None:
    """Add `grade`."""
    parser = subparsers.add_parser(
        "grade",
        help="grade written answers against reference answers",
        description=(
            "Grade final answers. A file holds one JSON row a line, with `response`, `gold` and\n"
            "optionally `options` and `question`; out come the same rows, in order, with `verdict`\n"
            "(correct, incorrect, no_answer, unscored), `extracted` and `rule`."
        ),
        epilog=(
            "examples: mathse grade answers.jsonl --out graded.jsonl\n"
            "          mathse grade --gold 3/4 --response 'The answer is 0.75.'\n"
            "          mathse grade --gold B --response 'So x = 6, option B.' --options 5 6 7 8"
        ),
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", nargs="?", metavar="FILE.jsonl", help="rows to grade; - is stdin")
    parser.add_argument("--out", type=place, metavar="OUT.jsonl", help="write here, not to stdout")
    parser.add_argument(
        "--json", action="store_true", help="the summary, or the one grade, as a JSON object"
    )
    parser.add_argument("--gold", metavar="G", help="the reference answer, to grade one response")
    parser.add_argument("--response", metavar="R", help="what the model wrote")
    parser.add_argument("--question", metavar="Q", help="the question's wording, which may help")
    parser.add_argument("--options", nargs="+", metavar="TEXT", help="option texts, A first")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    single = (arguments.gold, arguments.response, arguments.question, arguments.options)
    if arguments.file is None:
        if arguments.gold is None or arguments.response is None:
            raise UserError("name a FILE.jsonl, or give both --gold and --response")
        if arguments.out is not None:
            raise UserError("--out goes with a FILE.jsonl")
        return _one(arguments)
    if any(part is not None for part in single):
        raise UserError("a FILE.jsonl holds its own gold, response, question and options")
    return _file(arguments)


def _one(arguments: argparse.Namespace) -> int:
    from mathse.grading import grade

    found = grade(
        response=arguments.response,
        gold=arguments.gold,
        options=arguments.options,
        question=arguments.question,
    )
    if arguments.json:
        row = {"verdict": found.outcome, "extracted": found.extracted, "rule": found.rule}
        print(json.dumps(row, ensure_ascii=False))
    else:
        shown = "nothing" if found.extracted is None else repr(found.extracted)
        print(f"{found.outcome}  extracted {shown}  rule: {found.rule}")
    return 0


def _file(arguments: argparse.Namespace) -> int:
    from mathse.grading.lines import graded, lines_of, written

    name, out = arguments.file, arguments.out
    if out is not None and name != "-" and out.exists() and out.samefile(name):
        raise UserError(f"--out {out} is the file that is read")
    counts: Counter[str] = Counter()
    begun = time.monotonic()
    with _reading(name) as source, _writing(out) as target:
        for row in graded(_with_progress(lines_of(source), counts, begun), name):
            counts[row["verdict"]] += 1
            target.write(written(row))
            if name == "-":  # who sends rows one by one waits for each
                target.flush()
    _summary(counts, time.monotonic() - begun, as_json=arguments.json, to_stdout=out is not None)
    return 0


def _reading(name: str) -> AbstractContextManager[BinaryIO]:
    if name == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise UserError(f"cannot read {name}: {error.strerror}") from None


def _writing(out: Path | None) -> AbstractContextManager[BinaryIO]:
    if out is None:
        return nullcontext(sys.stdout.buffer)
    try:
        return out.open("wb")
    except OSError as error:
        raise UserError(f"cannot write {out}: {error.strerror}") from None


def _with_progress(lines: Iterable[bytes], counts: Counter[str], begun: float) -> Iterator[bytes]:
    """The lines as they come; every few seconds, how many are done and how fast, on stderr."""
    said = begun
    for line in lines:
        now = time.monotonic()
        if now - said > _PROGRESS_SECONDS:
            said, done = now, counts.total()
            print(f"{done} graded, {done / (now - begun):.0f} a second", file=sys.stderr)
        yield line


def _summary(counts: Counter[str], seconds: float, *, as_json: bool, to_stdout: bool) -> None:
    total = counts.total()
    scored = total - counts["unscored"]
    accuracy = counts["correct"] / scored if scored else None
    if as_json:
        row = {"rows": total, **{w: counts[w] for w in _WORDS}, "accuracy": accuracy}
        row["seconds"] = round(seconds, 3)
        print(json.dumps(row), file=sys.stdout if to_stdout else sys.stderr)
        return
    parts = ", ".join(f"{counts[w]} {w}" for w in _WORDS)
    shown = (
        "no scored row" if accuracy is None else f"{accuracy:.1%} of the scored rows are correct"
    )
    print(f"{total} rows: {parts}; {shown} ({seconds:.1f} s)", file=sys.stderr)
