"""Whether a recording is still what was recorded: SQLite's own check, sums of tables, digests, files.

The sums notice every change; links and digests say more exactly where it was, and stand for the sums where a
recording is too large to be read whole.
"""

import json
import sqlite3
from collections import deque
from collections.abc import Iterable
from pathlib import Path

from mathse.errors import StoreError
from mathse.store.begun import check_lost
from mathse.store.database import named
from mathse.store.files import sizes
from mathse.store.read import Reader
from mathse.store.seal import SMALL, TABLES, unfit

AT_ONCE = 50_000_000  # bytes of a recording that are read whole without being asked to: seconds
MANY = 20_000  # images


def check_integrity(database: sqlite3.Connection, path: Path, *, thorough: bool = False) -> None:
    """SQLite's own check: finds a truncated file; `thorough`: an index that fits no more, too."""
    with named(path):
        asked = "integrity_check(1)" if thorough else "quick_check(1)"
        said = database.execute(f"PRAGMA {asked}").fetchone()[0]
    if said != "ok":
        raise StoreError(f"the recording {path} is damaged: {said.splitlines()[-1]}")


def check_at_once(reader: Reader) -> bool:
    """Everything is checked where that takes no more than seconds, else what is small; which it was.

    Raises StoreError.
    """
    whole = reader.path.stat().st_size <= AT_ONCE
    if whole:
        check_integrity(reader.db, reader.path, thorough=True)
        check_whole(reader)
    else:
        with reader.snapshot():
            if sealed(reader):
                _check_sums(reader, SMALL)
            check_lost(reader.folder, reader.db, before=reader.noted)
    return whole


def check_whole(reader: Reader) -> None:
    """Reads all that is recorded, once. Raises StoreError where it is not what was recorded."""
    with reader.snapshot():  # beside a run that is going
        if sealed(reader):
            _check_sums(reader, TABLES)
        else:
            _locate(reader)
        check_lost(reader.folder, reader.db, before=reader.noted)
    reader.verify = False


def sealed(reader: Reader) -> bool:
    """Whether the recording has sums of its tables: version 1 had none."""
    return int(reader.one("PRAGMA user_version")[0]) > 1


def _check_sums(reader: Reader, tables: Iterable[str]) -> None:
    with named(reader.path):
        odd = unfit(reader.db, tables)
    if odd:
        _locate(reader)
        raise reader.changed(f"its table {odd[0]} is not what was recorded")


def _locate(reader: Reader) -> None:
    """Raises StoreError where links or digests say what was changed."""
    for (load,) in reader.every("SELECT id FROM load"):
        deque(reader.load_members(load), maxlen=0)
    check_links(reader.db, reader.path)
    query = (
        "SELECT stage.id, coalesce(min(name), verb) FROM stage JOIN recipe ON recipe.id = stage.recipe"
        " LEFT JOIN run_stage ON run_stage.stage = stage.id WHERE output IS NOT NULL"
        " GROUP BY stage.id ORDER BY stage.id"
    )
    check_stages(reader, reader.every(query))


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
        if len(files) > MANY or sizes(p for p in files if p.exists()) > at_most:
            return None
    compared: set[str] = set()
    deque(reader.problems((id_ for id_, _ in found), compared=compared), maxlen=0)
    return len(compared)
