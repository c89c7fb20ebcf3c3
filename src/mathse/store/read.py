"""Reading the recording: problems, paths, committed stages, what is owed. All in batches."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar

from mathse.errors import StoreError
from mathse.rows import Image, Json, Problem, Split, Usage, problem_id
from mathse.store.database import NAME, named, open_database

BATCH = 500
T = TypeVar("T")


class StageKey(NamedTuple):
    """Names a stage by what it reads: how rows come about, and which units are asked for."""

    recipe: int
    units: bytes


class Member(NamedTuple):
    """A committed row without its text: what tables of references are made of."""

    row: int
    unit: bytes
    problem: bytes
    status: str
    content: bytes


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

    def __init__(
        self, folder: Path, database: sqlite3.Connection | None = None, *, verify: bool = True
    ) -> None:
        self.folder = folder
        self.verify = verify  # whether the rows of committed stages are what was committed
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
                yield problem_from(self.folder, *found[id_])

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

    def rows_of(self, recipe: int, units: Sequence[bytes]) -> Iterator[tuple[Member | None, bytes]]:
        """Each unit's row and its bytes for the stage's digest; None where the unit failed."""
        for batch in batches(units):
            marks = ",".join("?" * len(batch))
            query = (
                "SELECT id, unit, problem, status, content, text, json FROM row "
                f"WHERE recipe = ? AND unit IN ({marks})"
            )
            with named(self.path):
                rows = self.db.execute(query, (recipe, *batch)).fetchall()
            found = {
                unit: (Member(id_, unit, problem, status, content), rest)
                for id_, unit, problem, status, content, text, note in rows
                for rest in (row_bytes(unit, problem, status, content, text, note),)
            }
            for unit in batch:
                yield found.get(unit, (None, b""))

    def contents(self, ids: Iterable[int]) -> dict[int, bytes]:
        """The contents of these rows."""
        found: dict[int, bytes] = {}
        for batch in batches(ids):
            marks = ",".join("?" * len(batch))
            with named(self.path):
                query = f"SELECT id, content FROM row WHERE id IN ({marks})"
                found.update(self.db.execute(query, batch))
        return found

    def row_bytes(self, ids: Iterable[int]) -> Iterator[bytes]:
        """The bytes of these rows in order, for a stage's digest."""
        for batch in batches(ids):
            marks = ",".join("?" * len(batch))
            query = (
                "SELECT id, unit, problem, status, content, text, json FROM row "
                f"WHERE id IN ({marks})"
            )
            with named(self.path):
                found = {id_: row_bytes(*rest) for id_, *rest in self.db.execute(query, batch)}
            for id_ in batch:
                yield found[id_]

    def last_failure(self, recipe: int) -> str:
        """The message of the failure recorded last under this recipe."""
        query = (
            "SELECT boundary || ': ' || message FROM failure WHERE recipe = ? "
            "ORDER BY attempt DESC LIMIT 1"
        )
        found = self.db.execute(query, (recipe,)).fetchone()
        return str(found[0]) if found else "unknown"

    def run(self, name: str) -> tuple[int, int] | None:
        """(id, load) of the run of this name."""
        found = self.db.execute("SELECT id, load FROM run WHERE name = ?", (name,)).fetchone()
        return (int(found[0]), int(found[1])) if found else None

    def load(self, key: bytes) -> int | None:
        """The reading of this key, if it is recorded."""
        found = self.db.execute("SELECT id FROM load WHERE key = ?", (key,)).fetchone()
        return int(found[0]) if found else None

    def load_report(self, load: int) -> dict[str, Json]:
        """What a reading took in and left out."""
        found = self.db.execute("SELECT json FROM load WHERE id = ?", (load,)).fetchone()
        return dict(json.loads(found[0])) if found else {}

    def load_members(self, load: int) -> Iterator[tuple[bytes, Split]]:
        """(problem, split) of a reading, in the source's order."""
        query = "SELECT problem, split FROM load_member WHERE load = ? ORDER BY position"
        with named(self.path):
            yield from self.db.execute(query, (load,))

    def stage(self, key: StageKey) -> tuple[int, int] | None:
        """(id, failed units) of the committed stage of this name, if there is one."""
        query = "SELECT id, failed FROM stage WHERE recipe = ? AND units = ? AND output IS NOT NULL"
        found = self.db.execute(query, key).fetchone()
        return (int(found[0]), int(found[1])) if found else None

    def members(self, stage: int) -> Iterator[Member]:
        """A committed stage's rows in order. Raises StoreError if they are not what was committed."""
        columns = "row.id, unit, problem, status, content"
        query = (
            f"SELECT {columns}{', text, json' if self.verify else ''} FROM member "
            "JOIN row ON row.id = member.row WHERE member.stage = ? ORDER BY position"
        )
        with named(self.path):
            if not self.verify:
                yield from map(Member._make, self.db.execute(query, (stage,)))
                return
            found = hashlib.sha256()
            output = self.db.execute("SELECT output FROM stage WHERE id = ?", (stage,)).fetchone()
            for row, unit, problem, status, content, text, note in self.db.execute(query, (stage,)):
                found.update(row_bytes(unit, problem, status, content, text, note))
                yield Member(row, unit, problem, status, content)
        if found.digest() != output[0]:
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


def problem_from(folder: Path, id_: bytes, text: str, images: str) -> Problem:
    """A recorded problem. Raises StoreError where it, or one of its images, is not what it was."""
    known = json.loads(text)
    names = json.loads(images)
    paths = [folder / "images" / name for name in names]
    digests = [name.partition(".")[0] for name in names]
    question, options, gold = known["question"], known["options"], known["gold"]
    if problem_id(question=question, options=options, gold=gold, image_digests=digests) != id_:
        raise StoreError(f"the recording {folder} was changed: a problem is not what was recorded")
    for path in paths:
        if not path.is_file():
            raise StoreError(
                f"the image {path.name} of problem {known['source_id']} is missing from "
                f"{path.parent}: copy it back, or read the problems into a new store"
            )
    return Problem(
        id=id_,
        question=question,
        options=tuple(options),
        gold=gold,
        images=tuple(Image(d, path) for d, path in zip(digests, paths, strict=True)),
        group=known["group"],
        source=known["source"],
        source_id=known["source_id"],
        solution=known["solution"],
        meta=known["meta"],
    )


def row_bytes(
    unit: bytes, problem: bytes, status: str, content: bytes, text: str, note: str
) -> bytes:
    """What a stage's digest covers of a row, so that a change by hand is noticed."""
    parts = (unit, problem, status.encode(), content, text.encode(), note.encode())
    return b" ".join((*(b"%d" % len(part) for part in parts), *parts))
