"""One JSON array or object in bounded memory: its items one at a time, not the whole file.

Some data sets are a single JSON value of a gigabyte. `json.load` would need ten times that; here
only one item is held. JSON that breaks off cannot be picked up again: the rest is one bad item.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from mathse.errors import SourceError

MAX_ITEM = 8 << 20  # characters
_CHUNK = 1 << 16
_SPACE = " \t\r\n"


class Item(NamedTuple):
    """One entry: its key (in an array its position, from 0), and its object or what is wrong."""

    key: str
    value: dict[str, Any] | str


def json_items(path: Path) -> Iterator[Item]:
    """The entries of a top-level array or object. Raises SourceError if the file holds neither."""
    try:
        with path.open("rb") as raw:
            start = raw.read(2)
        if start in (b"\xff\xfe", b"\xfe\xff"):
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
        opening = self._peek()
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
                yield self._item(key, self._value())
                number += 1
                if self._peek() not in ("]", "}"):
                    self._expect(",")
        except _Broken as error:
            yield Item(f"item {number + 1}", f"{error}; nothing after it could be read")

    def _item(self, key: str, value: Any) -> Item:
        if not isinstance(value, dict):
            return Item(key, f"is {type(value).__name__}, not an object")
        try:
            json.dumps(value, ensure_ascii=False).encode("utf-8")
        except UnicodeEncodeError:
            return Item(key, "is not UTF-8")
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
            if len(self.buffer) - self.at > MAX_ITEM:
                raise _Broken(f"is no JSON, or oversized (more than {MAX_ITEM >> 20} MB)")
            if not self._more():
                raise _Broken("is no JSON, or the file breaks off")
