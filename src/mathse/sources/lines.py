"""JSON Lines in bounded memory: one line at a time, and a line too long is skipped, not held."""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from mathse.errors import SourceError

MAX_LINE = 8 << 20  # bytes; [choice] the longest published row of a data set below has 0.4 MB
MAX_DEPTH = (
    100  # of lists and objects in each other; [choice] far below what Python's own JSON can write
)
TOO_DEEP = "is not JSON that can be read: it is nested too deep"
TOO_LONG = f"holds a number of more than {sys.get_int_max_str_digits():,} digits"
_CHUNK = 1 << 20
_ESCAPED = re.compile(
    rb"\\u[dD][89a-fA-F]"
)  # perhaps half of a character that UTF-16 writes in two


class Line(NamedTuple):
    """One row of a file: its number, and its object, or what is wrong with it: "is not JSON ..."."""

    number: int  # from 1
    value: dict[str, Any] | str


def json_lines(path: Path) -> Iterator[Line]:
    """Every line that is not blank, read once. Raises SourceError if the file is no text in UTF-8 at all."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise SourceError(f"cannot read {path}: {error.strerror}") from error
    with file:
        number = 0
        while (raw := _line(file)) is not None:
            number += 1
            if number == 1 and isinstance(
                raw, bytes
            ):  # looked at here: a pipe cannot be wound back
                if is_utf16(raw):
                    raise SourceError(f"{path} is UTF-16; save it as UTF-8")
                raw = raw.removeprefix(b"\xef\xbb\xbf")
            if isinstance(raw, int):
                said = f"is oversized: {raw >> 20} MB, at most {MAX_LINE >> 20}"
                yield Line(number, said)
            elif raw.strip():
                yield Line(number, _object(raw))


def is_utf16(start: bytes) -> bool:
    """By its mark; or without one, since JSON begins with two characters of which each has a zero byte."""
    marked = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    return marked or (len(start) > 1 and start[0] != start[1] and 0 in start[:2])


def _line(file: BinaryIO) -> bytes | int | None:
    """The next line; of a line over the limit only its length; None at the end."""
    raw = file.readline(MAX_LINE)
    if not raw:
        return None
    if len(raw) < MAX_LINE or raw.endswith(b"\n"):
        return raw
    length = len(raw)
    while chunk := file.readline(_CHUNK):
        length += len(chunk)
        if chunk.endswith(b"\n"):
            break
    return length


def _object(raw: bytes) -> dict[str, Any] | str:
    try:
        value = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        return f"is not UTF-8 (byte {error.start + 1} of the line)"
    except (RecursionError, ValueError) as error:
        return json_fault(error)
    if not isinstance(value, dict):
        return f"is {type(value).__name__}, not an object"
    if too_deep(value):
        return TOO_DEEP
    if _ESCAPED.search(raw) and not is_utf8(value):
        return "is not UTF-8: it escapes half of a character"
    return value


def json_fault(error: RecursionError | ValueError) -> str:
    """What is wrong with a text that `json.loads` refused."""
    if isinstance(error, json.JSONDecodeError):
        if error.pos >= len(error.doc.rstrip()) > 1:
            return "is not JSON: it breaks off"
        return f"is not JSON at column {error.colno}"
    if isinstance(error, RecursionError):
        return TOO_DEEP
    return TOO_LONG  # the only other fault: Python reads no such number


def too_deep(row: Mapping[str, Any]) -> bool:
    """Whether a row holds more lists and objects in each other than are kept: everything that walks it goes as deep."""
    level: list[Any] = [row]
    for _ in range(MAX_DEPTH):
        inside = (held.values() if isinstance(held, Mapping) else held for held in level)
        level = [
            item for items in inside for item in items if isinstance(item, Mapping | list | tuple)
        ]
        if not level:
            return False
    return True


def decimal(number: int) -> str | None:
    """A whole number in digits; None for one that Python writes no more than it reads."""
    try:
        return str(number)
    except ValueError:
        return None


def shown(value: object) -> str:
    """A value that is of no use, as its row's report shows it."""
    if isinstance(value, str) and len(value) > 58:
        value = f"{value[:55]}..."
    try:
        return repr(value)[:60]
    except ValueError:
        return f"a value that {TOO_LONG}"


def is_utf8(value: Any) -> bool:
    """Whether UTF-8 can say all its texts: JSON can escape lone surrogates, which no file stores."""
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def escaped(text: str) -> str:
    """A text that every file and terminal takes: lone surrogates as their escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
