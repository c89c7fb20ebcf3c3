"""Opening the database, and naming what can be wrong with it in one line each."""

import errno
import fcntl
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.resources import files
from pathlib import Path

from mathse.errors import StoreError
from mathse.store.begun import mark, used

SCHEMA_VERSION = 2
READABLE = (1, SCHEMA_VERSION)  # a writer brings the first forward
APPLICATION_ID = 1297435717
NAME = "recording.sqlite"
ENDING = 20.0  # seconds that a worker has to end after its driver


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Turns what SQLite and the disk say into one clear line about this recording."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = str(vars(error).get("sqlite_errorname", ""))  # none: no text it could read
        if code.startswith("SQLITE_FULL"):
            raise full_disk(path) from error
        no_text = (not code and "decode" in str(error)) or "malformed" in str(error)
        if no_text or code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            raise StoreError(f"the recording {path} is damaged: {_said(error)}") from error
        if code.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_BUSY")):
            raise StoreError(f"cannot use the recording {path}: {_said(error)}") from error
        raise
    except UnicodeDecodeError as error:
        raise StoreError(f"the recording {path} is damaged: a text in it is none") from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise full_disk(path) from error
        name = error.filename2 or error.filename or path  # of a renaming: what was to be replaced
        raise StoreError(f"cannot use {name}: {error.strerror}") from error


def checkpoint(db: sqlite3.Connection) -> None:
    """Writes the write-ahead log back into the file.

    A read that Ctrl-C broke off is still open and forbids it: then the log stays beside the file, as after
    a kill, for the next writer.
    """
    try:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_LOCKED:
            raise


def _said(error: sqlite3.DatabaseError) -> str:
    """On one line: SQLite quotes the bytes that it could not read."""
    return "".join(letter if letter.isprintable() else "?" for letter in str(error))


def full_disk(path: Path) -> StoreError:
    """The one line for a disk without space."""
    return StoreError(
        f"no space left for {path}: all that was recorded is kept; free some and run again"
    )


def open_database(folder: Path, *, write: bool) -> sqlite3.Connection:
    """Opens, and for a writer creates, the database in this folder. Raises StoreError.

    Created anew only where nothing was ever recorded: what a kill left before the schema's COMMIT is
    nothing, a recording that is gone or empty beside its models and images is a loss.
    """
    path = folder / NAME
    if path.exists() and not path.is_file():
        raise StoreError(f"the recording {path} is no file: put the file back")
    if not file_size(path) and used(folder):
        raise _lost(folder, "is empty" if path.is_file() else "is gone")
    if not write and not path.is_file():
        raise StoreError(f"no recording at {folder}")
    with named(path), ExitStack() as refused:
        uri = f"{path.resolve().as_uri()}?mode={'rwc' if write else 'ro'}"
        database = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=30)
        refused.callback(database.close)
        if write:
            if not used(folder) and _without_tables(database):
                database.execute("PRAGMA journal_mode = WAL")
                database.executescript("BEGIN;" + _schema() + "COMMIT;")
            _check_version(database, path)
            mark(folder)
        else:
            _check_version(database, path)
        database.execute("PRAGMA synchronous = FULL")
        database.execute("PRAGMA temp_store = MEMORY")
        database.execute("PRAGMA foreign_keys = ON")
        refused.pop_all()
        return database


def _lost(folder: Path, how: str) -> StoreError:
    return StoreError(
        f"the recording {folder / NAME} {how}, but {folder} was used: put the file back, or take the "
        "folder away to begin anew"
    )


def file_size(path: Path) -> int:
    """Bytes of a file; 0 where there is none."""
    return path.stat().st_size if path.is_file() else 0


def _without_tables(database: sqlite3.Connection) -> bool:
    return not database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


def empty_database() -> sqlite3.Connection:
    """A recording of nothing, in memory: what a run that has not begun has recorded."""
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.executescript("BEGIN;" + _schema() + "COMMIT;")
    return database


def lock(folder: Path) -> int:
    """Takes the one writer's place; the descriptor is inherited by workers. Raises StoreError.

    Where the process that held it is gone, its worker is about to end: that is waited for.
    """
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    deadline = time.monotonic() + ENDING
    while not _locked(descriptor):
        holder = os.pread(descriptor, 32, 0).decode(errors="replace").strip()
        if _alive(holder) or time.monotonic() > deadline:
            os.close(descriptor)
            who = f"process {holder}" if _alive(holder) else "a worker of an ended process"
            raise StoreError(f"{who} is writing to {folder}; wait for it or end it")
        time.sleep(0.05)
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, str(os.getpid()).encode(), 0)
    return descriptor


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _alive(process: str) -> bool:
    """Whether the process of this number runs (a dead one that nobody waited for does not)."""
    if not process.isdigit():
        return False
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return not Path("/proc/self/stat").exists() and _answers(int(process))
    return state not in ("Z", "X")


def _answers(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _schema() -> str:
    return files("mathse.store").joinpath("schema.sql").read_text(encoding="utf-8")


def _check_version(database: sqlite3.Connection, path: Path) -> None:
    application = database.execute("PRAGMA application_id").fetchone()[0]
    version = database.execute("PRAGMA user_version").fetchone()[0]
    if _without_tables(database):
        if used(path.parent):  # its tables were in the log that was taken away after a kill
            raise _lost(path.parent, "is empty")
        raise StoreError(f"nothing is recorded at {path.parent} yet")
    if application != APPLICATION_ID:
        raise StoreError(f"{path} is not a mathse recording")
    if version not in READABLE:
        raise StoreError(
            f"{path} has schema version {version}, this mathse reads {READABLE[0]} and {READABLE[1]}: "
            "use the mathse that wrote it"
        )
