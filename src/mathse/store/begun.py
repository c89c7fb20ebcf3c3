"""`begun`, a file beside the database: it was used, and so much was recorded when it was last written to.

A database that holds less has lost something that no digest in it can know of: its write-ahead log was taken away
after a kill, or an older copy was put back. The number is written after its rows are on disk, so it never says too much.
"""

import sqlite3
from contextlib import suppress
from pathlib import Path

from mathse.errors import StoreError
from mathse.store.files import flush

NAME = "begun"
WIDTH = 20  # digits: its size never changes, so that a full disk has place for it
RECORDED = (  # ids only grow; trainings have none
    "SELECT (SELECT coalesce(max(id), 0) FROM row) + (SELECT coalesce(max(id), 0) FROM reservation)"
    " + (SELECT count(*) FROM training)"
)


def used(folder: Path) -> bool:
    """Whether something was ever recorded in this folder."""
    kept = (folder / "models", folder / "images")
    return (folder / NAME).exists() or any(any(of.glob("[!.]*")) for of in kept)


def mark(folder: Path) -> None:
    """After the schema's COMMIT, and on disk before anything is recorded."""
    marker = folder / NAME
    if not marker.exists() or not marker.stat().st_size:
        marker.write_text(f"{0:>{WIDTH}}\n")
        flush(folder)


def note(folder: Path, database: sqlite3.Connection) -> None:
    """After a synced transaction. Where it cannot be written, it says less than there is."""
    (recorded,) = database.execute(RECORDED).fetchone()
    with suppress(OSError), (folder / NAME).open("r+b") as file:
        file.write(f"{recorded:>{WIDTH}}\n".encode())


def noted(folder: Path) -> int:
    """What was recorded when it was last written; 0 where the file does not say."""
    try:
        return int((folder / NAME).read_text())
    except (OSError, ValueError):
        return 0


def check_lost(folder: Path, database: sqlite3.Connection, *, before: int) -> None:
    """Raises StoreError where the database holds less than `before`, read when it was not opened yet."""
    (recorded,) = database.execute(RECORDED).fetchone()
    if recorded < before:
        raise StoreError(
            f"the recording in {folder} has lost what was recorded last: an older copy was put back, or its "
            f"-wal file was taken away or damaged. Put it back; or remove {folder / NAME} to have it done, and "
            "paid, again"
        )
