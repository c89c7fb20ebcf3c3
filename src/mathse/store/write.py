"""Writing the recording: one writer, one synced transaction per batch of finished units."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from mathse.rows import Checkpoint, Json, Problem, Split, Usage, canonical_json
from mathse.store.begun import note
from mathse.store.database import checkpoint, lock, named, open_database
from mathse.store.decode import ASKED, DIGEST, SEALED, LoadDigest, StageDigest, load_rows
from mathse.store.files import image_suffix, install_model, model_digest, store_images, sweep
from mathse.store.read import Reader, StageKey, batches
from mathse.store.seal import Noting, bring_forward
from mathse.store.verify import check_integrity, check_whole, sealed


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
        try:
            super().__init__(folder, open_database(folder, write=True))
            self.images = set()  # whoever writes lets leaves look at them
            check_integrity(self.db, self.path)
            check_whole(self)
            with named(self.path):
                if not sealed(self):
                    bring_forward(self.db)
                self.noting = Noting(self.db)
            sweep(folder)
        except BaseException:
            os.close(self.lock)
            raise

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
        """The one file then holds everything."""
        try:
            with named(self.path):
                checkpoint(self.db)
        finally:
            self.db.close()
            os.close(self.lock)

    @contextmanager
    def transaction(self, *, synced: bool = True) -> Iterator[sqlite3.Connection]:
        """All or nothing, on disk when it returns.

        `synced=False` is for what follows from synced rows (progress, the list of a stage's members):
        it survives any kill, and a power cut may take it back, in order; then it is derived again.
        """
        with named(self.path):
            self.db.execute(f"PRAGMA synchronous = {'FULL' if synced else 'NORMAL'}")
            self.db.execute("BEGIN IMMEDIATE")
            self.noting.begin()
            try:
                yield self.db
                self.noting.write()
                self.db.execute("COMMIT")
                if synced:
                    note(self.folder, self.db)
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise

    def add_recipe(self, key: bytes, verb: str, described: Mapping[str, Json]) -> int:
        """The id of this recipe, recorded now if it is new."""
        known = self.recipe(key)
        if known is not None:
            return known
        with self.transaction(synced=False) as db:
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

    def keep_image(self, name: str, content: bytes) -> Path:
        """An image that a source made: a file of images/, named by its digest."""
        target = self.folder / "images" / f"{name}{image_suffix(content)}"
        if not target.exists():
            with named(self.path):
                partial = target.with_name(f".{target.name}.partial")
                partial.write_bytes(content)
                partial.rename(target)
        return target

    def add_load(
        self,
        key: bytes,
        members: Iterable[tuple[bytes, Split]],
        report: Mapping[str, Json],
        asked: Mapping[str, Json],
    ) -> int:
        """Records one reading of a source: which problems, in which split, what was left out."""
        with self.transaction() as db:
            insert = "INSERT INTO load (key, json) VALUES (?, ?) RETURNING id"
            load = int(db.execute(insert, (key, canonical_json(report))).fetchone()[0])
            db.executemany(
                "INSERT INTO load_member (load, position, problem, split) VALUES (?, ?, ?, ?)",
                ((load, i, problem, split) for i, (problem, split) in enumerate(members)),
            )
            digest = LoadDigest()
            for problem, split, text, images in load_rows(db, load):
                digest.add(problem, split, text, images)
            noted = canonical_json({**report, DIGEST: digest.hex(), ASKED: dict(asked)})
            db.execute("UPDATE load SET json = ? WHERE id = ?", (noted, load))
        return load

    def begin_stage(self, key: StageKey) -> int:
        """The id of the stage of this name, committed or not."""
        query = "SELECT id FROM stage WHERE recipe = ? AND units = ?"
        found = self.db.execute(query, key).fetchone()
        if found:
            return int(found[0])
        with self.transaction(synced=False) as db:
            insert = "INSERT INTO stage (recipe, units, failed, seconds) VALUES (?, ?, 0, 0)"
            return int(db.execute(insert + " RETURNING id", key).fetchone()[0])

    def add_rows(
        self,
        stage: int,
        recipe: int,
        rows: Sequence[NewRow],
        failures: Sequence[NewFailure],
        *,
        seconds: float,
        run_stage: tuple[int, int] | None = None,
    ) -> None:
        """One batch of finished units and what the run shows of it: one synced transaction."""
        written = [
            (
                r.unit, r.problem, r.status, r.content, r.text, canonical_json(r.note), r.parent,
                r.sample, r.usage.calls, r.usage.tokens_in, r.usage.tokens_cached,
                r.usage.tokens_out, r.usage.images, float(r.usage.money),
            )
            for r in rows
        ]  # fmt: skip
        with self.transaction() as db:
            db.executemany(
                f"INSERT INTO row (recipe, {SEALED.replace('row.', '')})"
                f" VALUES ({recipe}{', ?' * 14})",
                written,
            )
            db.executemany(
                "INSERT INTO failure (recipe, unit, attempt, boundary, message) VALUES (?1, ?2,"
                " (SELECT 1 + count(*) FROM failure WHERE recipe = ?1 AND unit = ?2), ?3, ?4)",
                # A leaf may quote a file's name or a server that holds lone surrogates.
                [
                    (recipe, f.unit, f.boundary, f.message.encode("utf-8", "replace").decode())
                    for f in failures
                ],
            )
            db.execute("UPDATE stage SET seconds = seconds + ? WHERE id = ?", (seconds, stage))
            if run_stage is not None:
                update = "UPDATE run_stage SET done = done + ? WHERE run = ? AND ordinal = ?"
                db.execute(update, (len(rows), *run_stage))

    def commit_stage(self, stage: int, rows: Iterable[int], *, output: bytes, failed: int) -> None:
        """Records a stage's members in order: from now on it is only read.

        `output` is their StageDigest.
        """
        with self.transaction(synced=False) as db:
            db.execute("DELETE FROM member WHERE stage = ?", (stage,))
            db.executemany(
                "INSERT INTO member (stage, position, row) VALUES (?, ?, ?)",
                ((stage, position, row) for position, row in enumerate(rows)),
            )
            update = "UPDATE stage SET output = ?, failed = ? WHERE id = ?"
            db.execute(update, (output, failed, stage))

    def begin_run(self, name: str, recipe: str, load: int) -> int:
        """The run of this name, about to go (again): what it showed before is cleared."""
        with self.transaction(synced=False) as db:
            insert = (
                "INSERT INTO run (name, recipe, load) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE"
                " SET recipe = excluded.recipe, load = excluded.load RETURNING id"
            )
            run = int(db.execute(insert, (name, recipe, load)).fetchone()[0])
            db.execute("DELETE FROM run_stage WHERE run = ?", (run,))
        return run

    def begin_run_stage(
        self, run: int, ordinal: int, name: str, *, stage: int, units: int, done: int
    ) -> None:
        """The run comes to this stage."""
        with self.transaction(synced=False) as db:
            db.execute(
                "INSERT INTO run_stage (run, ordinal, name, stage, units, done)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (run, ordinal, name, stage, units, done),
            )

    def add_training(
        self,
        key: StageKey,
        *,
        folder: Path,
        note: Mapping[str, Json],
        seconds: float,
        run_stage: tuple[int, int],
        output: StageDigest,
    ) -> Checkpoint:
        """Renames the trained folder into models/ and only then records it.

        `output`: of the rows that it was trained on; the model's name joins it.
        """
        name = model_digest(folder)
        with named(self.path):
            path = install_model(self.folder, folder, name)
        with self.transaction() as db:
            db.execute(
                "INSERT OR IGNORE INTO model (digest, recipe, input, path, json)"
                " VALUES (?, ?, ?, ?, ?)",
                (name, *key, path, canonical_json(note)),
            )
            db.execute(
                "INSERT INTO training (recipe, input, model, seconds) VALUES (?, ?, ?, ?)",
                (*key, name, seconds),
            )
            db.execute(
                "UPDATE stage SET seconds = seconds + ?, output = ? WHERE recipe = ? AND units = ?",
                (seconds, output.digest(name), *key),
            )
            db.execute("UPDATE run_stage SET done = 1 WHERE run = ? AND ordinal = ?", run_stage)
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
