"""Reading the recording: problems, paths, committed stages, what is owed. All in batches."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from mathse.errors import StoreError
from mathse.rows import Json, Problem, Split
from mathse.store.begun import noted as noted_before
from mathse.store.database import NAME, named, open_database
from mathse.store.decode import (
    ASKED,
    COLUMNS,
    DIGEST,
    SEALED,
    LoadDigest,
    Member,
    PathRow,
    StageDigest,
    load_rows,
    member,
    model_of,
    noted,
    path_row,
    problem_from,
)

BATCH = 500
T = TypeVar("T")


class StageKey(NamedTuple):
    """Names a stage by what it reads: how rows come about, and which units are asked for."""

    recipe: int
    units: bytes


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


class Reader:
    """Queries over one recording; never writes."""

    def __init__(self, folder: Path, database: sqlite3.Connection | None = None) -> None:
        self.folder = folder
        self.verify = True  # whether digests are compared as rows are read: until all is verified
        self.path = folder / NAME
        self.noted = noted_before(folder)  # before it is opened: somebody may be writing
        self.db = database or open_database(folder, write=False)
        self.images: set[str] | None = None  # those found to be what they were; None: not compared

    def close(self) -> None:
        """Closes the connection."""
        self.db.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read within is of one moment."""
        self.db.execute("BEGIN")
        try:
            yield
        finally:
            self.db.execute("ROLLBACK")

    def one(self, query: str, values: Sequence[object] = ()) -> Any:
        """The first row that a query finds; None: there is none."""
        with named(self.path):
            return self.db.execute(query, values).fetchone()

    def every(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        """All rows that a query finds."""
        with named(self.path):
            return self.db.execute(query, values).fetchall()

    def recipe(self, key: bytes) -> int | None:
        """The recipe's id, if anything was ever asked for under it."""
        found = self.one("SELECT id FROM recipe WHERE key = ?", (key,))
        return int(found[0]) if found else None

    def problems(
        self, ids: Iterable[bytes], *, compared: set[str] | None = None
    ) -> Iterator[Problem]:
        """The problems with these ids, in this order; see decode.problem_from for `compared`."""
        compared = self.images if compared is None else compared
        for batch in batches(ids):
            marks = ",".join("?" * len(batch))
            query = f"SELECT id, json, images FROM problem WHERE id IN ({marks})"
            with named(self.path):
                found = {row[0]: row for row in self.db.execute(query, batch)}
            for id_ in batch:
                if id_ not in found:
                    raise StoreError(f"the recording {self.path} is damaged: a problem is missing")
                yield problem_from(self.folder, *found[id_], compared=compared)

    def paths(self, ids: Iterable[int]) -> Iterator[PathRow]:
        """The rows with these ids, in this order."""
        for batch in batches(ids):
            marks = ",".join("?" * len(batch))
            query = (
                f"SELECT {COLUMNS} FROM row JOIN recipe ON recipe.id = row.recipe "
                f"WHERE row.id IN ({marks})"
            )
            with named(self.path):
                found = {row[0]: path_row(row) for row in self.db.execute(query, batch)}
            for id_ in batch:
                if id_ not in found:
                    raise StoreError(f"the recording {self.path} is damaged: row {id_} is missing")
                yield found[id_]

    def owed(self, recipe: int | None, units: Sequence[bytes]) -> list[int]:
        """Positions of the units that have no row: an anti-join over the whole list at once."""
        if recipe is None:
            return list(range(len(units)))
        with named(self.path):
            self.db.execute("CREATE TEMP TABLE wanted (position INTEGER PRIMARY KEY, unit BLOB)")
            try:
                self.db.execute("BEGIN")
                self.db.executemany("INSERT INTO temp.wanted VALUES (?, ?)", enumerate(units))
                self.db.execute("COMMIT")
                query = (
                    "SELECT position FROM temp.wanted WHERE NOT EXISTS (SELECT 1 FROM row "
                    "WHERE row.recipe = ? AND row.unit = wanted.unit) ORDER BY position"
                )
                return [found[0] for found in self.db.execute(query, (recipe,))]
            finally:
                self.db.execute("DROP TABLE temp.wanted")

    def rows_of(
        self, recipe: int, units: Sequence[bytes]
    ) -> Iterator[tuple[Member, tuple[Any, ...]] | None]:
        """Each unit's row, and it for the stage's digest; None where the unit failed."""
        for batch in batches(units):
            marks = ",".join("?" * len(batch))
            query = f"SELECT id, {SEALED} FROM row WHERE recipe = ? AND unit IN ({marks})"
            found = {row[1]: row for row in self.every(query, (recipe, *batch))}
            for unit in batch:
                row = found.get(unit)
                yield None if row is None else (member(row), row[1:])

    def contents(self, ids: Iterable[int]) -> dict[int, bytes]:
        """The contents of these rows."""
        found: dict[int, bytes] = {}
        for batch in batches(ids):
            marks = ",".join("?" * len(batch))
            with named(self.path):
                query = f"SELECT id, content FROM row WHERE id IN ({marks})"
                found.update(self.db.execute(query, batch))
        return found

    def sealed(self, ids: Iterable[int]) -> Iterator[tuple[Any, ...]]:
        """These rows in order, as a stage's digest reads them."""
        for batch in batches(ids):
            marks = ",".join("?" * len(batch))
            query = f"SELECT id, {SEALED} FROM row WHERE id IN ({marks})"
            found = {id_: rest for id_, *rest in self.every(query, batch)}
            for id_ in batch:
                if id_ not in found:
                    raise StoreError(f"the recording {self.path} is damaged: row {id_} is missing")
                yield found[id_]

    def last_failure(self, recipe: int, unit: bytes) -> tuple[str, str]:
        """(boundary, message) of the failure recorded last for this unit."""
        query = (
            "SELECT boundary, message FROM failure WHERE recipe = ? AND unit = ? "
            "ORDER BY attempt DESC LIMIT 1"
        )
        found = self.one(query, (recipe, unit))
        return (str(found[0]), str(found[1])) if found else ("unit", "unknown")

    def run(self, name: str) -> tuple[int, int] | None:
        """(id, load) of the run of this name."""
        found = self.one("SELECT id, load FROM run WHERE name = ?", (name,))
        if found and not isinstance(found[1], int):
            raise StoreError(f"the recording {self.path} is damaged: a run without problems")
        return (int(found[0]), int(found[1])) if found else None

    def load(self, key: bytes) -> int | None:
        """The reading of this key, if it is recorded."""
        found = self.one("SELECT id FROM load WHERE key = ?", (key,))
        return int(found[0]) if found else None

    def load_report(self, load: int) -> dict[str, Json]:
        """What a reading took in and left out."""
        found = self.one("SELECT json FROM load WHERE id = ?", (load,))
        return (
            {k: v for k, v in noted(found[0]).items() if k not in (DIGEST, ASKED)} if found else {}
        )

    def load_asked(self, load: int) -> Any:
        """What was asked for (record.problems.asked_for); None: an earlier version read it."""
        found = self.one("SELECT json FROM load WHERE id = ?", (load,))
        return noted(found[0]).get(ASKED) if found else None

    def load_members(self, load: int) -> Iterator[tuple[bytes, Split]]:
        """(problem, split) of a reading, in the source's order.

        Raises StoreError if its problems are not what was read.
        """
        with named(self.path):
            if not self.verify:
                query = "SELECT problem, split FROM load_member WHERE load = ? ORDER BY position"
                yield from self.db.execute(query, (load,))
                return
            found = LoadDigest()
            for problem, split, text, images in load_rows(self.db, load):
                found.add(problem, split, text, images)
                yield problem, split  # type: ignore[misc]
            report = self.one("SELECT json FROM load WHERE id = ?", (load,))
        expected = noted(report[0]).get(DIGEST)  # None: an earlier version read them
        if expected is not None and found.hex() != expected:
            raise self.changed("its problems are not what was read")

    def stage(self, key: StageKey) -> tuple[int, int] | None:
        """(id, failed units) of the committed stage of this name, if there is one."""
        query = "SELECT id, failed FROM stage WHERE recipe = ? AND units = ? AND output IS NOT NULL"
        found = self.one(query, key)
        return (int(found[0]), int(found[1])) if found else None

    def members(self, stage: int, name: str) -> Iterator[Member]:
        """A committed stage's rows in order. Raises StoreError if they are not what was committed.

        `name` says which stage that is: "round_1.sample".
        """
        columns = f"row.id, {SEALED}" if self.verify else "row.id, unit, problem, status, content"
        query = (
            f"SELECT {columns} FROM member JOIN row ON row.id = member.row WHERE member.stage = ?"
            " ORDER BY position"
        )
        with named(self.path):
            rows = self.db.execute(query, (stage,))
            if not self.verify:
                yield from map(Member._make, rows)
                return
            (output,) = self.one("SELECT output FROM stage WHERE id = ?", (stage,))
            found = StageDigest(like=output)
            for row in rows:
                found.add(row[1:])
                yield member(row)
        if not found.fits(output):
            raise self.changed(f"the rows of {name} are not what was recorded")

    def training(self, recipe: int | None, table: bytes, name: str) -> tuple[str, str] | None:
        """(model digest, path) of a training of this recipe on this table, the stage called `name`.

        Raises StoreError where it is another model than was trained.
        """
        query = (
            "SELECT model.digest, model.path, stage.output FROM training JOIN model"
            " ON model.digest = training.model LEFT JOIN stage ON stage.recipe = training.recipe"
            " AND stage.units = training.input WHERE training.recipe = ? AND training.input = ?"
        )
        found = self.one(query, (recipe, table))
        if not found:
            return None
        if (model_of(found[2] or b"") or found[0]) != found[0]:
            raise self.changed(f"the model of {name} is not the one that was trained")
        return found[0], found[1]

    def changed(self, what: str) -> StoreError:
        """The one line for a change by hand."""
        return StoreError(f"the recording {self.path} was changed: {what}; restore the file")
