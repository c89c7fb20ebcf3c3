"""Reading the recording: problems, paths, committed stages, what is owed. All in batches."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar

from mathse.errors import StoreError
from mathse.rows import Image, Json, Problem, Usage, digest
from mathse.store.database import NAME, named, open_database

BATCH = 500
T = TypeVar("T")


class StageKey(NamedTuple):
    """Names a stage by what it reads: how rows come about, and which units are asked for."""

    recipe: int
    units: bytes


@dataclass(frozen=True, slots=True)
class PathRow:
    """A recorded path, verdict or annotation."""

    id: int
    unit: bytes
    problem: bytes
    parent: int | None
    sample: int
    status: str
    text: str
    content: bytes
    note: dict[str, Json]
    usage: Usage
    verb: str


COLUMNS = (
    "row.id, row.unit, row.problem, row.parent, row.sample, row.status, row.text, row.content, "
    "row.json, row.calls, row.tokens_in, row.tokens_cached, row.tokens_out, row.images, row.money, "
    "recipe.verb"
)


def path_row(values: Sequence[object]) -> PathRow:
    """A PathRow from COLUMNS."""
    (id_, unit, problem, parent, sample, status, text, content, note, *rest) = values
    *usage, verb = rest
    return PathRow(  # SQLite's STRICT tables hold the types
        id_, unit, problem, parent, sample, status, text, content,  # type: ignore[arg-type]
        json.loads(note), Usage(*usage), verb,  # type: ignore[arg-type]
    )  # fmt: skip


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


class Reader:
    """Queries over one recording; never writes."""

    def __init__(self, folder: Path, database: sqlite3.Connection | None = None) -> None:
        self.folder = folder
        self.path = folder / NAME
        self.db = database or open_database(folder, write=False)

    def close(self) -> None:
        """Closes the connection."""
        self.db.close()

    def recipe(self, key: bytes) -> int | None:
        """The recipe's id, if anything was ever asked for under it."""
        found = self.db.execute("SELECT id FROM recipe WHERE key = ?", (key,)).fetchone()
        return int(found[0]) if found else None

    def problems(self, ids: Iterable[bytes]) -> Iterator[Problem]:
        """The problems with these ids, in this order."""
        for batch in batches(ids):
            marks = ",".join("?" * len(batch))
            query = f"SELECT id, json, images FROM problem WHERE id IN ({marks})"
            with named(self.path):
                found = {row[0]: row for row in self.db.execute(query, batch)}
            for id_ in batch:
                if id_ not in found:
                    raise StoreError(f"the recording {self.path} is damaged: a problem is missing")
                yield self._problem(found[id_])

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

    def rows_of(self, recipe: int, units: Sequence[bytes]) -> Iterator[tuple[int, bytes] | None]:
        """(row id, row digest) of each unit in order; None where the unit failed."""
        for batch in batches(units):
            marks = ",".join("?" * len(batch))
            query = (
                "SELECT unit, id, problem, status, text, content, json FROM row "
                f"WHERE recipe = ? AND unit IN ({marks})"
            )
            found = {
                unit: (id_, row_digest(unit, *rest))
                for unit, id_, *rest in self.db.execute(query, (recipe, *batch))
            }
            for unit in batch:
                yield found.get(unit)

    def stage(self, key: StageKey) -> int | None:
        """The committed stage of this name, if there is one."""
        query = "SELECT id FROM stage WHERE recipe = ? AND units = ?"
        found = self.db.execute(query, (key.recipe, key.units)).fetchone()
        return int(found[0]) if found else None

    def members(self, stage: int) -> Iterator[PathRow]:
        """A committed stage's rows in order. Raises StoreError if they are not what was committed."""
        query = (
            f"SELECT {COLUMNS} FROM member JOIN row ON row.id = member.row "
            "JOIN recipe ON recipe.id = row.recipe WHERE member.stage = ? ORDER BY position"
        )
        digests = []
        with named(self.path):
            output = self.db.execute("SELECT output FROM stage WHERE id = ?", (stage,)).fetchone()[
                0
            ]
            for values in self.db.execute(query, (stage,)):
                digests.append(row_digest(*values[1:3], *values[5:9]))
                yield path_row(values)
        if digest(*digests) != output:
            raise StoreError(
                f"the recording {self.path} was changed: rows of committed stage {stage} are not "
                "what was recorded; restore the file"
            )

    def training(self, recipe: int | None, table: bytes) -> tuple[str, str, float] | None:
        """(model digest, path, seconds) of a training of this recipe on this table."""
        query = (
            "SELECT model.digest, model.path, seconds FROM training "
            "JOIN model ON model.digest = training.model WHERE training.recipe = ? AND training.input = ?"
        )
        found = self.db.execute(query, (recipe, table)).fetchone()
        return (found[0], found[1], found[2]) if found else None

    def _problem(self, values: tuple[bytes, str, str]) -> Problem:
        id_, text, images = values
        known = json.loads(text)
        names = json.loads(images)
        return Problem(
            id=id_,
            question=known["question"],
            options=tuple(known["options"]),
            gold=known["gold"],
            images=tuple(
                Image(name.partition(".")[0], self.folder / "images" / name) for name in names
            ),
            group=known["group"],
            source=known["source"],
            source_id=known["source_id"],
            solution=known["solution"],
            meta=known["meta"],
        )


def row_digest(
    unit: bytes, problem: bytes, status: str, text: str, content: bytes, note: str
) -> bytes:
    """Names a row's content, so that a change by hand is noticed."""
    return digest(unit, problem, status, text, content, note)
