"""D from its source into the recording: ids by content, images stored once, splits by group."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Protocol

from mathse.errors import SourceError
from mathse.recipe import Cast, Leaf, Problems
from mathse.record import guard
from mathse.roles import BadRow, Context, SourceRow
from mathse.rows import Image, Json, Problem, Split, canonical_json, digest, problem_id
from mathse.settings import as_table
from mathse.store import Store
from mathse.store.files import file_digest
from mathse.tables import Ref, Table

SPLITS: tuple[Split, ...] = ("seed", "remain", "dev", "test")
LISTED = 20  # bad rows quoted in the report


@dataclass(frozen=True, slots=True)
class Loaded:
    """One reading of a source, as tables of problems."""

    load: int  # its id in the recording
    splits: dict[Split, Table]
    d: Table  # D: what the algorithm may train on, seed and remain, in the source's order


def load_problems(store: Store, problems: Problems, cast: Cast, *, seed: int) -> Loaded:
    """Reads the source, unless this very reading is recorded. Raises SourceError."""
    key = load_key(problems, cast.source, seed)
    load = store.load(key)
    if load is None:
        reading = Reading(problems, cast.source, store, seed)
        store.add_problems(reading.read())
        load = store.add_load(key, reading.members, reading.report())
    return tables(store.load_members(load), load)


def tables(members: Iterator[tuple[bytes, Split]], load: int) -> Loaded:
    """The tables of a recorded reading."""
    refs = [(Ref(problem), split) for problem, split in members]
    splits = {name: Table(ref for ref, split in refs if split == name) for name in SPLITS}
    d = Table(ref for ref, split in refs if split in ("seed", "remain"))
    return Loaded(load, splits, d)


def load_key(problems: Problems, source: Leaf, seed: int) -> bytes:
    """Names a reading: source, settings, path, sizes and times of its files, shares, seed."""
    path = Path(problems.path) if problems.path else None
    described: dict[str, Json] = {
        "source": source.name,
        "version": source.plugin.version,
        "settings": as_table(source.settings),
        "identity": dict(source.plugin.identity(source.settings, "source")),
        "path": str(path.resolve()) if path else "",
        "files": list(_files(path)) if path else [],
        "n": problems.n,
        "split": as_table(problems.split),
        "seed": seed,
        **guard.described(problems),
    }
    if problems.against:
        described["benchmarks"] = [list(_files(Path(a.path))) for a in problems.against if a.path]
    return digest("load", canonical_json(described))


def _files(path: Path) -> Iterator[Json]:
    found = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    for file in found:
        if not file.exists():
            raise SourceError(f"there is nothing at {file}")
        stat = file.stat()
        yield [str(file.relative_to(path)), stat.st_size, stat.st_mtime_ns]


class KeepsImages(Protocol):
    """Where the images go that a source makes on the spot."""

    def keep_image(self, name: str, content: bytes) -> Path: ...


class Reading:
    """Rows of a source on their way to Problems; keeps count of what was left out and why."""

    def __init__(self, problems: Problems, source: Leaf, store: KeepsImages, seed: int) -> None:
        self.problems, self.source, self.store, self.seed = problems, source, store, seed
        self.members: list[tuple[bytes, Split]] = []
        self.bad: list[BadRow] = []
        self.duplicates = 0
        self.guard = guard.Guard(problems) if problems.against else None

    def read(self) -> Iterator[Problem]:
        """The problems, each once. Raises SourceError where there are none."""
        leaf = self.source.build(Context(model=None))
        seen: set[bytes] = set()
        rows = self._good(leaf.read(Path(self.problems.path)))
        for row in islice(rows, self.problems.n or None):
            problem = self._problem(row)
            if problem is None:
                continue
            if problem.id in seen:
                self.duplicates += 1
                continue
            seen.add(problem.id)
            split: Split = row.split or self._split(problem.group)
            checked = self._guarded(problem) if split in ("seed", "remain") else problem
            if checked is not None:
                self.members.append((problem.id, split))
                yield checked
        if not self.members:
            why = f": {self.bad[0].source_id}: {self.bad[0].reason}" if self.bad else ""
            raise SourceError(f'no problem in "{self.source.name}" at {self.problems.path}{why}')

    def report(self) -> dict[str, Json]:
        """What was read and what was left out."""
        listed = [[row.source_id, row.reason] for row in self.bad[:LISTED]]
        return {
            "source": self.source.name,
            "path": self.problems.path,
            "problems": len(self.members),
            "duplicates": self.duplicates,
            "left_out": len(self.bad),
            "reasons": dict(Counter(row.reason for row in self.bad).most_common(LISTED)),
            "examples": [list(pair) for pair in listed],
            "contamination": self.guard.report() if self.guard else None,
        }

    def _good(self, rows: Iterator[SourceRow | BadRow]) -> Iterator[SourceRow]:
        for row in rows:
            if isinstance(row, BadRow):
                self.bad.append(row)
            else:
                yield row

    def _guarded(self, problem: Problem) -> Problem | None:
        """The problem, None where it is dropped; flagged where a benchmark holds it."""
        match = self.guard.match(problem) if self.guard else None
        if match is None:
            return problem
        if self.problems.contaminated == "drop":
            said = f"stands in a benchmark ({match.kind}): {match.known}"
            self.bad.append(BadRow(problem.source_id, said))
            return None
        return replace(problem, meta={**problem.meta, "contaminated": match.known})

    def _problem(self, row: SourceRow) -> Problem | None:
        try:
            images = tuple(self._image(image) for image in row.images)
        except (OSError, ValueError) as error:
            said = getattr(error, "strerror", None) or str(error)
            self.bad.append(BadRow(row.source_id, f"image: {said}"))
            return None
        digests = [image.digest for image in images]
        return Problem(
            id=problem_id(
                question=row.question, options=row.options, gold=row.gold, image_digests=digests
            ),
            question=row.question,
            options=row.options,
            gold=row.gold,
            images=images,
            group=row.group or (" ".join(digests) if digests else row.source_id),
            source=self.source.name,
            source_id=row.source_id,
            solution=row.solution,
            meta=row.meta,
        )

    def _image(self, image: object) -> Image:
        if isinstance(image, Path):
            return Image(file_digest(image), image)
        made = image() if callable(image) else image
        if not isinstance(made, bytes):
            raise ValueError("is neither a file nor bytes")
        name = hashlib.sha256(made).hexdigest()
        return Image(name, self.store.keep_image(name, made))

    def _split(self, group: str) -> Split:
        at = int.from_bytes(digest("split", self.seed, group)[:8], "little") / 2.0**64
        shares = self.problems.split
        for name, share in (("test", shares.test), ("dev", shares.dev), ("seed", shares.seed)):
            if at < share:
                return name  # type: ignore[return-value]
            at -= share
        return "remain"
