"""Whether a recording is still what was recorded: SQLite's own check, links, digests of stages."""

import sqlite3
from collections import deque
from collections.abc import Iterable
from pathlib import Path

from mathse.errors import StoreError
from mathse.store.database import named
from mathse.store.read import Reader

AT_ONCE = 50_000_000  # bytes of a recording that are read whole without being asked to: seconds


def check_integrity(database: sqlite3.Connection, path: Path, *, thorough: bool = False) -> None:
    """SQLite's own check: finds a truncated file; `thorough`: an index that fits no more, too."""
    with named(path):
        asked = "integrity_check(1)" if thorough else "quick_check(1)"
        said = database.execute(f"PRAGMA {asked}").fetchone()[0]
    if said != "ok":
        raise StoreError(f"the recording {path} is damaged: {said.splitlines()[-1]}")


def check_links(database: sqlite3.Connection, path: Path) -> None:
    """Raises StoreError where a row names another that is gone."""
    with named(path):
        found = database.execute("PRAGMA foreign_key_check").fetchone()
    if found is not None:
        raise StoreError(
            f"the recording {path} was changed: a {found[0]} names a {found[2]} that is gone; "
            "restore the file"
        )


def check_stages(reader: Reader, stages: Iterable[tuple[int, str]]) -> int:
    """Reads these committed stages (id, name) whole; returns how many. Raises StoreError."""
    checked = 0
    for stage, name in stages:
        deque(reader.members(stage, name), maxlen=0)
        checked += 1
    return checked
