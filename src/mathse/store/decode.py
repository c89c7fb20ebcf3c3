"""What SQLite gives -> typed rows, or one clear line; and the bytes that digests cover.

A stage's digest covers its members whole (and a training's its model), a batch's what one transaction wrote,
a reading's its problems: solution and meta, too, which are not in their ids.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from mathse.errors import StoreError
from mathse.rows import Image, Json, Problem, Usage, content_id
from mathse.store.files import file_digest

DIGEST = "digest"  # the key of a reading's digest in load.json
ASKED = "asked"  # ... and of what was asked for, whatever the files hold


class Member(NamedTuple):
    """A committed row without its text: what tables of references are made of."""

    row: int
    unit: bytes
    problem: bytes
    status: str
    content: bytes


def member(row: Sequence[Any]) -> Member:
    """A Member from (id, *SEALED)."""
    id_, unit, problem, status, content, *_ = row
    return Member(id_, unit, problem, status, content)


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
        noted(note), Usage(*usage), verb,  # type: ignore[arg-type]
    )  # fmt: skip


def noted(text: str) -> dict[str, Json]:
    """A note. Raises StoreError where it is none: bytes were overwritten."""
    try:
        found = json.loads(text)
    except ValueError as error:
        raise StoreError(f"the recording is damaged: a note is no JSON ({error})") from error
    if not isinstance(found, dict):
        raise StoreError("the recording is damaged: a note is no table")
    return found


def problem_from(
    folder: Path, id_: bytes, text: str, images: str, *, compared: set[str] | None = None
) -> Problem:
    """A recorded problem. Raises StoreError where it, or one of its images, is not what it was.

    `compared`: the images whose bytes were read before; those of others are now. None: none are.
    """
    try:
        problem = _problem(folder, id_, json.loads(text), json.loads(images))
        unchanged = any(content_id(problem, row=row) == id_ for row in ("", problem.source_id))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _changed(folder) from error
    if not unchanged:
        raise _changed(folder)
    for image in problem.images:
        if compared is not None and image.digest in compared:
            continue
        fault = None if image.path.is_file() else f"missing from {image.path.parent}"
        if compared is not None and not fault:
            same = file_digest(image.path) == image.digest
            fault = None if same else f"not what was recorded in {image.path.parent}"
            compared.add(image.digest)
        if fault:
            raise StoreError(
                f"the image {image.path.name} of problem {problem.source_id} is {fault}: copy it "
                "back, or read the problems into a new store"
            )
    return problem


def _problem(folder: Path, id_: bytes, known: dict[str, Any], names: list[str]) -> Problem:
    return Problem(
        id=id_,
        question=known["question"],
        options=tuple(known["options"]),
        gold=known["gold"],
        images=tuple(Image(name.partition(".")[0], folder / "images" / name) for name in names),
        group=known["group"],
        source=known["source"],
        source_id=known["source_id"],
        solution=known["solution"],
        meta=known["meta"],
    )


def _changed(folder: Path) -> StoreError:
    return StoreError(f"the recording {folder} was changed: a problem is not what was recorded")


SEALED = (  # the columns that a digest covers
    "row.unit, row.problem, row.status, row.content, row.text, row.json, row.parent, row.sample,"
    " row.calls, row.tokens_in, row.tokens_cached, row.tokens_out, row.images, row.money"
)


def row_bytes(values: Sequence[Any], *, whole: bool = True) -> bytes:
    """What a digest covers of a row, from SEALED, so that a change by hand is noticed.

    `whole=False` leaves out parent, sample and usage, as the first version did.
    """
    unit, problem, status, content, text, note, *numbers = values
    parts = [unit, problem, status.encode(), content, text.encode(), note.encode()]
    if whole:
        parts.append(repr(numbers).encode())
    return b" ".join((*(b"%d" % len(part) for part in parts), *parts))


class StageDigest:
    """Names a stage's rows in order, and the model that a training made of them."""

    WHOLE = b"\2"  # what it begins with since it covers whole rows; 32 bytes without: before

    def __init__(self, *, like: bytes = WHOLE) -> None:
        self.whole = len(like) != 32
        self.hashed = hashlib.sha256()

    def add(self, values: Sequence[Any]) -> None:
        """The next row, as SEALED reads it."""
        self.hashed.update(row_bytes(values, whole=self.whole))

    def digest(self, model: str = "") -> bytes:
        """Of all that were added; `model`: the name of the one that was trained on them."""
        return (self.WHOLE if self.whole else b"") + self.hashed.digest() + bytes.fromhex(model)

    def fits(self, output: bytes) -> bool:
        """Whether this is what was recorded."""
        mine = self.digest()
        return output[: len(mine)] == mine


def model_of(output: bytes) -> str | None:
    """The model that was trained on a stage's rows; None: an earlier version did not say."""
    return output[33:].hex() or None


class LoadDigest:
    """Names a reading's problems in their order, as they are recorded."""

    def __init__(self) -> None:
        self.hashed = hashlib.sha256()

    def add(self, problem: bytes, split: str, text: str | None, images: str | None) -> None:
        """The next one; no text where the problem is gone."""
        parts = (problem, split.encode(), (text or "").encode(), (images or "").encode())
        self.hashed.update(b" ".join((*(b"%d" % len(part) for part in parts), *parts)))

    def hex(self) -> str:
        """Of all that were added."""
        return self.hashed.hexdigest()


def load_rows(
    database: sqlite3.Connection, load: int
) -> Iterator[tuple[bytes, str, str | None, str | None]]:
    """(problem, split, json, images) of a reading in order; no json where the problem is gone."""
    query = (
        "SELECT load_member.problem, split, problem.json, problem.images FROM load_member"
        " LEFT JOIN problem ON problem.id = load_member.problem WHERE load = ? ORDER BY position"
    )
    yield from database.execute(query, (load,))
