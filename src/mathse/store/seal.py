"""What each table should hold: a sum of its rows' digests, so that a change by anybody else is noticed.

The one writer notes every row that it adds, changes or takes away, whatever statement did it: by triggers that are
temporary, so that the file holds none. The sums change in the transaction that they follow from, and hold after any
kill. Whoever reads adds up again.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from hashlib import sha256
from importlib.resources import files

SMALL = ("recipe", "model", "training", "stage", "run", "run_stage", "load")  # grow with stages
TABLES = (*SMALL, "problem", "row", "member", "load_member", "failure", "reservation")
MODULUS = 1 << 256
SQL = {  # a value as bytes that every SQLite gives alike: it prints real numbers as its version does
    "REAL": "quote(CAST({0} * 1e9 AS INTEGER))",
    "TEXT": "length(CAST({0} AS BLOB)) || ':' || {0}",
}


class Noting:
    """Notes what the writer's connection does to the tables, and keeps their sums."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        self.noted: list[str] = []  # since the transaction began: "+stage ..." or "-stage ..."
        # C calls C: Ctrl-C cannot come in between, where SQLite would make another error of it.
        database.create_function("noted", 1, self.noted.append)
        for table in TABLES:
            old, new = (
                f"SELECT noted('{sign}{table} ' || {row_sql(database, table, of)});"
                for sign, of in (("-", "OLD."), ("+", "NEW."))
            )
            for what, does in (("INSERT", new), ("UPDATE", old + new), ("DELETE", old)):
                database.execute(
                    f"CREATE TEMP TRIGGER {table}_{what} AFTER {what} ON main.{table}"
                    f" BEGIN {does} END"
                )

    def begin(self) -> None:
        """A transaction begins; what one noted that was rolled back goes."""
        self.noted.clear()

    def write(self) -> None:
        """The sums as they are after what was noted: the transaction's last statement."""
        sums: dict[str, int] = {}
        for line in self.noted:
            table, _, row = line[1:].partition(" ")
            value = row_value(row)
            sums[table] = sums.get(table, 0) + (value if line[0] == "+" else -value)
        self.noted.clear()
        held = held_sums(self.database)
        _update(self.database, {t: held[t] + more for t, more in sums.items()})


def unfit(database: sqlite3.Connection, tables: Iterable[str]) -> list[str]:
    """Those of these tables that do not hold what was written."""
    held = held_sums(database)
    return [table for table in tables if held.get(table) != added_up(database, table)]


def held_sums(database: sqlite3.Connection) -> dict[str, int]:
    """What every table should add up to."""
    found = database.execute("SELECT name, sum FROM seal").fetchall()
    return {name: int.from_bytes(value) for name, value in found}


def added_up(database: sqlite3.Connection, table: str) -> int:
    """What a table's rows do add up to."""
    rows = database.execute(f"SELECT {row_sql(database, table)} FROM {table}")
    return sum(row_value(row) for (row,) in rows) % MODULUS


def seal(database: sqlite3.Connection) -> None:
    """Takes all tables as they are for what was written."""
    _update(database, {table: added_up(database, table) for table in TABLES})


def bring_forward(database: sqlite3.Connection) -> None:
    """A recording of version 1 has no sums yet, and digests of batches in their place."""
    schema = files("mathse.store").joinpath("schema.sql").read_text(encoding="utf-8")
    made = schema[schema.index("CREATE TABLE seal") :]
    database.executescript(f"BEGIN IMMEDIATE; DROP TABLE IF EXISTS batch; {made}")
    seal(database)
    database.execute("PRAGMA user_version = 2")
    database.execute("COMMIT")


def row_sql(database: sqlite3.Connection, table: str, of: str = "") -> str:
    """An expression for a whole row as one text."""
    columns = database.execute(f"PRAGMA table_info({table})").fetchall()
    values = (SQL.get(kind, "quote({0})").format(of + name) for _, name, kind, *_ in columns)
    return " || ',' || ".join(values)


def row_value(row: str) -> int:
    """A row's part of the sum."""
    return int.from_bytes(sha256(row.encode()).digest())


def _update(database: sqlite3.Connection, sums: dict[str, int]) -> None:
    values: Sequence[tuple[bytes, str]] = [
        ((value % MODULUS).to_bytes(32), table) for table, value in sums.items()
    ]
    database.executemany("UPDATE seal SET sum = ? WHERE name = ?", values)
