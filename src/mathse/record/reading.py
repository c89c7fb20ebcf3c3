"""A source being read: its rows on their way to Problems, and an account of what is left out."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Protocol

from mathse.errors import SourceError
from mathse.recipe import Leaf, Problems
from mathse.record import guard
from mathse.record.before import Before, Known
from mathse.roles import BadRow, Context, SourceRow
from mathse.rows import Image, Json, Problem, Split, content_id, digest, problem_id
from mathse.store.files import file_digest
from mathse.worker.boundary import Boundary

LISTED = 20  # bad rows quoted in the report


class KeepsImages(Protocol):
    """Where the images go that a source makes on the spot."""

    def keep_image(self, name: str, content: bytes) -> Path: ...


class Reading:
    """Rows of a source on their way to Problems; keeps count of what was left out and why."""

    def __init__(
        self,
        problems: Problems,
        source: Leaf,
        store: KeepsImages,
        seed: int,
        before: Before | None = None,
        count: Callable[[int], None] = lambda done: None,
        *,
        every_row: bool = False,
    ) -> None:
        self.problems, self.source, self.store, self.seed = problems, source, store, seed
        self.every_row = every_row  # a row with the content of another is a problem too
        self.before = before  # what the run recorded of the same source
        self.count = count  # told how many rows were read so far
        self.members: list[tuple[bytes, Split]] = []
        self.seen: set[bytes] = set()
        self.bad: list[BadRow] = []  # left out: those that cannot be read, and what is dropped
        self.unreadable: list[BadRow] = []
        self.as_recorded: list[BadRow] = []  # cannot be read any more, and were recorded before
        self.changes: list[str] = []  # how it differs from what was recorded before
        self.duplicates = 0
        self.guard = guard.Guard(problems) if problems.against else None
        self.dropped: set[Split] = set()  # splits that the guard took problems from

    def read(self) -> Iterator[Problem]:
        """The problems, each once. Raises SourceError where there are none, or damage took some."""
        for found in islice(self._good(), self.problems.n or None):
            known = found if isinstance(found, Known) else self._known(found)
            if known is None:
                continue
            problem, split = known
            if problem.id in self.seen:
                self.duplicates += 1
                continue
            self.seen.add(problem.id)
            checked = self._guarded(problem) if split in ("seed", "remain") else problem
            if checked is None:
                self.dropped.add(split)
            else:
                self.members.append((problem.id, split))
                yield checked
        self._check_dropped()
        if not self.members:
            why = f": {self.bad[0].source_id}: {self.bad[0].reason}" if self.bad else ""
            raise SourceError(f'no problem in "{self.source.name}" at {self.problems.path}{why}')
        if self.before is not None:
            said = self.before.compared(self.seen, self.unreadable)
            self.changes += [said] if said else []

    def _check_dropped(self) -> None:
        """Raises SourceError where the guard left nothing to begin with: a run would train on nothing."""
        kept = {split for _, split in self.members}
        if self.guard is None or not self.dropped or "seed" in kept:
            return
        if "seed" in self.dropped or "remain" not in kept:
            what = "seed problem" if "remain" in kept else "training problem"
            names = ", ".join(str(name) for name, _ in self.guard.known)
            raise SourceError(
                f"every {what} stands in a benchmark ({names}) and was dropped: nothing is left to train "
                'on; take other problems, or set problems.contaminated = "flag" to keep them'
            )

    def report(self) -> dict[str, Json]:
        """What was read and what was left out."""
        listed = [[row.source_id, row.reason] for row in self.bad[:LISTED]]
        return {
            "source": self.source.name,
            "path": self.problems.path,
            "problems": len(self.members),
            "duplicates": self.duplicates,
            "left_out": len(self.bad),
            "unreadable": _account(self.unreadable),
            "as_recorded": _account(self.as_recorded),
            "reasons": dict(Counter(row.reason for row in self.bad).most_common(LISTED)),
            "examples": [list(pair) for pair in listed],
            "contamination": self.guard.report() if self.guard else None,
        }

    def _rows(self) -> Iterator[SourceRow | BadRow]:
        """What the leaf reads; what it raises is named."""
        with Boundary("load", f'source "{self.source.name}"'):
            leaf = self.source.build(Context(model=None))
            yield from leaf.read(Path(self.problems.path))

    def _good(self) -> Iterator[SourceRow | Known]:
        for number, row in enumerate(self._rows(), 1):
            self.count(number)
            if not isinstance(row, BadRow):
                yield row
            elif (known := self._instead(row)) is not None:
                yield known

    def _instead(self, row: BadRow) -> Known | None:
        """What is recorded of a row that cannot be read; None: it is left out."""
        known = self.before.known(row.source_id) if self.before else None
        if known is None or known.problem.id in self.seen:
            self.bad.append(row)
            self.unreadable.append(row)
            return None
        self.as_recorded.append(row)
        return known

    def _known(self, row: SourceRow) -> Known | None:
        problem = self._problem(row)
        if isinstance(problem, BadRow):
            return self._instead(problem)
        if self.every_row and problem.id in self.seen:
            problem = replace(problem, id=content_id(problem, row=problem.source_id))
        damaged = self.before.damaged(problem) if self.before else None
        if damaged is not None:
            return self._instead(damaged)
        return Known(problem, row.split or self._split(problem.group))

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

    def _problem(self, row: SourceRow) -> Problem | BadRow:
        with Boundary("load", f'source "{self.source.name}"'):  # a source may make its images
            try:
                images = tuple(self._image(image) for image in row.images)
            except (OSError, ValueError) as error:
                return BadRow(row.source_id, _why(error))
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


def _account(rows: list[BadRow]) -> dict[str, Json]:
    """How many, and the first with its reason."""
    if not rows:
        return {"rows": 0}
    return {"rows": len(rows), "first": f"{rows[0].source_id}: {rows[0].reason}"}


def _why(error: OSError | ValueError) -> str:
    """What is wrong with an image."""
    if isinstance(error, OSError) and error.filename:
        return f"image {Path(error.filename).name!r}: {error.strerror}"
    return f"image: {error}"
