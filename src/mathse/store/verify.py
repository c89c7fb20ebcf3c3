"""Whether a recording is still what was recorded: SQLite's own check, links, digests of stages."""

import json
import sqlite3
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Sequence
from pathlib import Path

from mathse.errors import StoreError
from mathse.store.database import named
from mathse.store.decode import SEALED, StageDigest
from mathse.store.read import Reader, batches

AT_ONCE = 50_000_000  # bytes of a recording that are read whole without being asked to: seconds
MANY = 20_000  # images


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
        recipe, units = reader.one("SELECT recipe, units FROM stage WHERE id = ?", (stage,))
        reader.training(recipe, units, name)
        checked += 1
    return checked


def check_batches(reader: Reader, rows: Sequence[int]) -> None:
    """Compares these rows with what the transactions wrote that brought them. Raises StoreError.

    For rows that no committed stage vouches for: of one that was cut off, or that grew.
    """
    wanted = sorted(rows)
    for batch in batches(wanted):
        query = (
            "SELECT first, last, digest FROM batch WHERE last >= ? AND first <= ? ORDER BY first"
        )
        for first, last, digest in reader.every(query, (batch[0], batch[-1])):
            at = bisect_left(batch, first)
            if at < len(batch) and batch[at] <= last:
                _check_batch(reader, first, last, digest)


def check_open_batches(reader: Reader) -> None:
    """The same of all rows that came with a stage that is not committed yet."""
    query = (
        "SELECT first, last, digest FROM batch JOIN stage ON stage.id = batch.stage"
        " WHERE output IS NULL"
    )
    if reader.one("SELECT 1 FROM sqlite_master WHERE name = 'batch'"):
        for first, last, digest in reader.every(query):
            _check_batch(reader, first, last, digest)


def _check_batch(reader: Reader, first: int, last: int, digest: bytes) -> None:
    found = StageDigest()
    query = f"SELECT {SEALED} FROM row WHERE id BETWEEN ? AND ? ORDER BY id"
    for row in reader.every(query, (first, last)):
        found.add(row)
    if not found.fits(digest):
        raise reader.changed(f"the rows {first} to {last} are not what was recorded")


def check_images(reader: Reader, load: int, *, at_most: int | None = None) -> int | None:
    """Compares every image of a reading with its digest; returns how many. Raises StoreError.

    `at_most`: where they have more bytes, or are very many, nobody looks: None.
    """
    query = (
        "SELECT problem.id, images FROM load_member JOIN problem"
        " ON problem.id = load_member.problem WHERE load = ? AND images != '[]'"
    )
    found = reader.every(query, (load,))
    if at_most is not None:
        files = {
            reader.folder / "images" / name for _, names in found for name in json.loads(names)
        }
        if len(files) > MANY or sum(p.stat().st_size for p in files if p.exists()) > at_most:
            return None
    compared: set[str] = set()
    deque(reader.problems((id_ for id_, _ in found), compared=compared), maxlen=0)
    return len(compared)
