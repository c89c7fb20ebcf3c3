"""Writing the recording: one writer, one synced transaction per batch of finished units."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from mathse.rows import Checkpoint, Json, Problem, Split, Usage, canonical_json, digest
from mathse.store.database import check_integrity, lock, named, open_database
from mathse.store.files import install_model, model_digest, store_images, sweep
from mathse.store.read import Reader, StageKey, batches


@dataclass(frozen=True, slots=True)
class NewRow:
    """A finished unit on its way into the recording."""

    unit: bytes
    problem: bytes
    parent: int | None
    sample: int
    status: str
    text: str
    content: bytes
    note: Mapping[str, Json]
    usage: Usage


@dataclass(frozen=True, slots=True)
class NewFailure:
    """A unit that failed; it stays owed."""

    unit: bytes
    boundary: str
    message: str


class Store(Reader):
    """The one writer. Holds `lock` from open to close; workers inherit its descriptor."""

    def __init__(self, folder: Path) -> None:
        with named(folder):
            self.lock = lock(folder)
            (folder / "images").mkdir(exist_ok=True)
            (folder / "models").mkdir(exist_ok=True)
        super().__init__(folder, open_database(folder, write=True))
        check_integrity(self.db, self.path)
        sweep(folder)

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Checkpoints the write-ahead log, so that the one file holds everything."""
        try:
            with named(self.path):
                self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self.db.close()
            os.close(self.lock)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing, on disk when it returns."""
        with named(self.path):
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield self.db
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise

    def add_recipe(self, key: bytes, verb: str, described: Mapping[str, Json]) -> int:
        """The id of this recipe, recorded now if it is new."""
        known = self.recipe(key)
        if known is not None:
            return known
        with self.transaction() as db:
            insert = "INSERT INTO recipe (key, verb, json) VALUES (?, ?, ?) RETURNING id"
            values = (key, verb, canonical_json(described))
            return int(db.execute(insert, values).fetchone()[0])

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Records problems, and their images as files named by content. Known ones are kept."""
        for batch in batches(problems):
            with named(self.path):
                names = store_images(self.folder / "images", batch)
            with self.transaction() as db:
                db.executemany(
                    "INSERT OR IGNORE INTO problem (id, json, images) VALUES (?, ?, ?)",
                    [
                        (p.id, _problem_json(p), canonical_json(list(image_names)))
                        for p, image_names in zip(batch, names, strict=True)
                    ],
                )

    def add_load(
        self, key: bytes, members: Iterable[tuple[bytes, Split]], report: Mapping[str, Json]
    ) -> int:
        """Records one reading of a source: which problems, in which split, what was left out."""
        with self.transaction() as db:
            insert = "INSERT INTO load (key, json) VALUES (?, ?) RETURNING id"
            load = int(db.execute(insert, (key, canonical_json(report))).fetchone()[0])
            db.executemany(
                "INSERT INTO load_member (load, position, problem, split) VALUES (?, ?, ?, ?)",
                ((load, i, problem, split) for i, (problem, split) in enumerate(members)),
            )
        return load

    def add_rows(self, recipe: int, rows: Sequence[NewRow], failures: Sequence[NewFailure]) -> None:
        """One batch of finished units, inside the caller's transaction."""
        self.db.executemany(
            "INSERT INTO row (recipe, unit, problem, parent, sample, status, text, content, json,"
            " calls, tokens_in, tokens_cached, tokens_out, images, money)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    recipe, r.unit, r.problem, r.parent, r.sample, r.status, r.text, r.content,
                    canonical_json(r.note), r.usage.calls, r.usage.tokens_in,
                    r.usage.tokens_cached, r.usage.tokens_out, r.usage.images, r.usage.money,
                )
                for r in rows
            ],
        )  # fmt: skip
        self.db.executemany(
            "INSERT INTO failure (recipe, unit, attempt, boundary, message) VALUES (?1, ?2,"
            " (SELECT 1 + count(*) FROM failure WHERE recipe = ?1 AND unit = ?2), ?3, ?4)",
            [(recipe, f.unit, f.boundary, f.message) for f in failures],
        )

    def commit_stage(self, key: StageKey, rows: Iterable[tuple[int, bytes]], failed: int) -> int:
        """Records a stage's members in order: from now on it is only read."""
        members = list(rows)
        output = digest(*(row_digest for _, row_digest in members))
        with self.transaction() as db:
            db.execute(
                "DELETE FROM member WHERE stage = (SELECT id FROM stage WHERE recipe = ? AND units = ?)",
                key,
            )
            insert = (
                "INSERT INTO stage (recipe, units, output, failed) VALUES (?, ?, ?, ?) ON CONFLICT"
                " DO UPDATE SET output = excluded.output, failed = excluded.failed RETURNING id"
            )
            stage = int(db.execute(insert, (*key, output, failed)).fetchone()[0])
            db.executemany(
                "INSERT INTO member (stage, position, row) VALUES (?, ?, ?)",
                ((stage, position, row) for position, (row, _) in enumerate(members)),
            )
        return stage

    def add_base(self, folder: Path, *, copy: bool) -> Checkpoint:
        """Records a base model; `copy` moves the folder into the store, else it stays where it is."""
        name = model_digest(folder)
        with named(self.path):
            path = install_model(self.folder, folder, name) if copy else str(folder.resolve())
        with self.transaction() as db:
            db.execute(
                "INSERT OR IGNORE INTO model (digest, recipe, input, path, json)"
                " VALUES (?, NULL, NULL, ?, '{}')",
                (name, path),
            )
        return Checkpoint(digest=name, path=str(self.folder / path))

    def add_training(
        self,
        recipe: int,
        table: bytes,
        *,
        folder: Path,
        note: Mapping[str, Json],
        seconds: float,
    ) -> Checkpoint:
        """Renames the trained folder into models/ and only then records it."""
        name = model_digest(folder)
        with named(self.path):
            path = install_model(self.folder, folder, name)
        with self.transaction() as db:
            db.execute(
                "INSERT OR IGNORE INTO model (digest, recipe, input, path, json)"
                " VALUES (?, ?, ?, ?, ?)",
                (name, recipe, table, path, canonical_json(note)),
            )
            db.execute(
                "INSERT INTO training (recipe, input, model, seconds) VALUES (?, ?, ?, ?)",
                (recipe, table, name, seconds),
            )
        return Checkpoint(digest=name, path=str(self.folder / path))


def _problem_json(problem: Problem) -> str:
    return canonical_json(
        {
            "question": problem.question,
            "options": list(problem.options),
            "gold": problem.gold,
            "group": problem.group,
            "source": problem.source,
            "source_id": problem.source_id,
            "solution": problem.solution,
            "meta": dict(problem.meta),
        }
    )
