"""Grading a file: one JSON row a line in, the same row with its grade out, in the same order.

A row holds `response` and `gold`, and optionally `options`, `question` and anything else, which is
passed through. Three fields are added: `verdict`, `extracted` and `rule`.
"""

import json
import math
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from mathse.errors import UserError
from mathse.grading.grade import grade

_MAX_DIGITS = 4_000  # of a whole number that is no text; Python itself refuses over 4,300
MAX_LINE = 16_000_000  # bytes: many times the longest response that is graded


def lines_of(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; of one that is over the limit no more than its beginning is read."""
    while line := file.readline(MAX_LINE + 1):
        yield line


def graded(lines: Iterable[bytes], name: str) -> Iterator[dict[str, Any]]:
    """The rows of `lines` with their grades. `name` is the file, for what is said of a bad line.

    Raises UserError at the first line that is no such row; the rows before it were yielded.
    """
    for at, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield with_grade(_row(line))
        except ValueError as error:
            raise UserError(f"{name}, line {at}: {error}") from None


def with_grade(row: dict[str, Any]) -> dict[str, Any]:
    """One row with its grade; raises ValueError where a field is missing or of another type."""
    response, gold = _text(row, "response"), _text(row, "gold")
    question = row.get("question")
    if not isinstance(question, str | None):
        raise ValueError("`question` is no text")
    found = grade(response=response, gold=gold, options=_options(row), question=question)
    return {**row, "verdict": found.outcome, "extracted": found.extracted, "rule": found.rule}


def _row(line: bytes) -> dict[str, Any]:
    if len(line) > MAX_LINE:
        raise ValueError(f"longer than {MAX_LINE} bytes")
    try:
        row = json.loads(
            line.decode("utf-8-sig"), parse_constant=_no_json, parse_float=_finite, parse_int=_whole
        )
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 (byte {error.start + 1})") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON ({error.msg}, column {error.colno})") from None
    except RecursionError:
        raise ValueError("JSON nested too deep") from None
    if not isinstance(row, dict):
        raise ValueError("a row is a JSON object with `response` and `gold`")
    return row


def _no_json(constant: str) -> float:
    """NaN and Infinity, which Python writes and no other reader of JSON takes."""
    raise ValueError(f"{constant} is no JSON; null or a text is")


def _whole(number: str) -> int:
    """A whole number that Python reads in a moment; a longer one is refused with its line."""
    if len(number) > _MAX_DIGITS:
        raise ValueError(f"{number[:20]}... has over {_MAX_DIGITS} digits; a text may hold it")
    return int(number)


def _finite(number: str) -> float:
    """A float; 1e999 would be written back as Infinity."""
    value = float(number)
    if not math.isfinite(value):
        raise ValueError(f"{number[:20]} is larger than any float; a text may hold it")
    return value


def written(row: dict[str, Any]) -> bytes:
    """A row as a line: readable where UTF-8 can say it, escaped where it cannot (lone surrogates)."""
    try:
        return json.dumps(row, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(row).encode() + b"\n"


def _text(row: dict[str, Any], field: str) -> str:
    """A field as text: null is empty, a number is what it is written as."""
    if field not in row:
        raise ValueError(f"no `{field}`")
    value = row[field]
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise ValueError(f"`{field}` is neither text nor a number")


def _options(row: dict[str, Any]) -> list[str] | None:
    options = row.get("options")
    if options is None or options == []:
        return None
    if isinstance(options, list) and all(isinstance(o, str | int | float) for o in options):
        return [str(option) for option in options]
    raise ValueError("`options` is no list of texts")
