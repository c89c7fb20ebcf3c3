"""One JSON array or object in bounded memory: its items one at a time, not the whole file.

Some data sets are a single JSON value of a gigabyte. `json.load` would need ten times that; here
only one item is held. An item that is too large, or no JSON inside its brackets, is passed over. Where
the brackets themselves do not fit, nothing after can be read, and that is said.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from mathse.errors import SourceError
from mathse.sources.lines import TOO_DEEP, escaped, is_utf8, is_utf16, json_fault, too_deep

MAX_ITEM = 8 << 20  # characters
_CHUNK = 1 << 16
_SPACE = " \t\r\n"
_MARKS = re.compile(r'\\.|["\[\]{}]', re.DOTALL)
_OVERSIZED = f"is oversized: more than {MAX_ITEM >> 20} MB"


class Item(NamedTuple):
    """One entry: its key (in an array its position, from 0), and its object or what is wrong."""

    key: str
    value: dict[str, Any] | str


def json_items(path: Path) -> Iterator[Item]:
    """The entries of a top-level array or object. Raises SourceError if the file holds neither."""
    try:
        with path.open("rb") as raw:
            start = raw.read(4)
        if is_utf16(start):
            raise SourceError(f"{path} is UTF-16; save it as UTF-8")
        # A byte that is not UTF-8 becomes a lone surrogate, and so spoils one item, not the file.
        with path.open(encoding="utf-8-sig", errors="surrogateescape") as file:
            yield from _Scanner(file, path).items()
    except OSError as error:
        raise SourceError(f"cannot read {path}: {error.strerror}") from error


class _Broken(Exception):
    """The text from here on is no JSON that can be read."""


class _Scanner:
    def __init__(self, file: TextIO, path: Path) -> None:
        self.file, self.path = file, path
        self.buffer, self.at, self.ended = "", 0, False
        self.decoder = json.JSONDecoder()

    def items(self) -> Iterator[Item]:
        try:
            opening = self._peek()
        except _Broken as error:
            raise SourceError(f"{self.path} is empty") from error
        if opening not in ("[", "{"):
            raise SourceError(f"{self.path} is neither a JSON array nor a JSON object")
        self.at += 1
        number = 0
        try:
            while self._peek() not in ("]", "}"):
                key = str(number)
                if opening == "{":
                    key = str(self._value())
                    self._expect(":")
                start = f"item {number + 1}"
                value = self._value() if self._peek() not in ("{", "[") else self._held(start)
                yield value if isinstance(value, Item) else self._item(key, value)
                number += 1
                if self._peek() not in ("]", "}"):
                    self._expect(",")
        except _Broken as error:
            yield Item(f"item {number + 1}", f"{error}; nothing after it could be read")

    def _item(self, key: str, value: Any) -> Item:
        if not isinstance(value, dict):
            return Item(key, f"is {type(value).__name__}, not an object")
        if too_deep(value):
            return Item(escaped(key), TOO_DEEP)
        if not is_utf8([key, value]):
            return Item(escaped(key), "is not UTF-8")
        return Item(key, value)

    def _more(self) -> bool:
        """Reads on, twice as much each time: an item is then parsed at most a few times."""
        text = self.file.read(max(_CHUNK, len(self.buffer) - self.at))
        self.ended = not text
        self.buffer, self.at = self.buffer[self.at :] + text, 0
        return bool(text)

    def _peek(self) -> str:
        while True:
            while self.at < len(self.buffer) and self.buffer[self.at] in _SPACE:
                self.at += 1
            if self.at < len(self.buffer):
                return self.buffer[self.at]
            if not self._more():
                raise _Broken("the file breaks off")

    def _expect(self, mark: str) -> None:
        found = self._peek()
        if found != mark:
            raise _Broken(f"{mark!r} expected, {found!r} found")
        self.at += 1

    def _value(self) -> Any:
        """The key or the plain value that stands next."""
        self._peek()
        while True:
            try:
                value, end = self.decoder.raw_decode(self.buffer, self.at)
            except (ValueError, RecursionError):
                end, value = len(self.buffer), None
            # A value that touches the buffer's end may go on in the file.
            if end < len(self.buffer):
                self.at = end
                return value
            if len(self.buffer) - self.at > MAX_ITEM or not self._more():
                raise _Broken("no JSON stands here, or the file breaks off")

    def _held(self, name: str) -> Any:
        """The bracketed value that stands next; an Item that says what is wrong with it."""
        try:
            value, end = self.decoder.raw_decode(self.buffer, self.at)
        except (ValueError, RecursionError):
            return self._scanned(name)  # it goes on in the file, or is no JSON
        self.at = end
        return value

    def _scanned(self, name: str) -> Any:
        """The same for a value that is not whole in the buffer: found by its brackets."""
        seen, kept = 0, True  # characters after `at` that were looked at; whether they are held
        depth, in_text = 0, False
        while True:
            last = self.at + seen
            for mark in _MARKS.finditer(self.buffer, last):
                last = mark.end()
                if mark[0] == '"':
                    in_text = not in_text
                elif not in_text and mark[0] in "[{":
                    depth += 1
                elif not in_text and mark[0] in "]}":
                    depth -= 1
                if depth == 0 and not in_text:
                    text = self.buffer[self.at : last]
                    self.at = last
                    return _parsed(text, name) if kept else Item(name, _OVERSIZED)
            # A lone backslash at the end is half of an escape.
            half = self.buffer.endswith("\\") and last < len(self.buffer)
            seen = len(self.buffer) - self.at - half
            kept = kept and seen <= MAX_ITEM
            if not kept:
                self.at, seen = self.at + seen, 0
            if not self._more():
                raise _Broken("the file breaks off")


def _parsed(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        return Item(name, json_fault(error))
