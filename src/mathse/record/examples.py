"""What the trainer sees: recorded rows -> typed examples, streamed."""

from collections.abc import Iterator
from typing import Literal

from mathse.judges.parse import taught
from mathse.leaks import told
from mathse.orm import critique
from mathse.rows import Example, Problem, Reflect, Solve, digest
from mathse.stages import feedback_of
from mathse.store import PathRow, Reader
from mathse.store.read import batches
from mathse.tables import Table

TrainsOn = Literal["solution", "draft"]


def examples(table: Table, reader: Reader, trains_on: TrainsOn) -> Iterator[Example]:
    """One example a reference, in the table's order; texts are fetched in batches."""
    for refs in batches(table, 200):
        problems = reader.problems([ref.problem for ref in refs])
        rows = list(reader.paths([ref.row for ref in refs]))
        behind = {id_ for row in rows for id_ in (row.parent, _feedback(row)) if id_}
        context = {row.id: row for row in reader.paths(sorted(behind))}
        for problem, row in zip(problems, rows, strict=True):
            yield example(problem, row, context, trains_on)


def example(
    problem: Problem, row: PathRow, context: dict[int, PathRow], trains_on: TrainsOn
) -> Example:
    """One training row; `context` holds the rows that it is about."""
    if row.verb == "critique" and row.parent is not None:
        shown, path = bool(row.note["with_reference"]), context[row.parent].text
        asked = critique(problem, path, with_reference=shown, form=row.note)
        return Example(asked, row.text, taught(row.text) if asked.by_steps else ())
    if row.verb == "reflect" and trains_on == "draft" and row.parent is not None:
        feedback = _feedback(row)
        draft = context[row.parent].text
        said = feedback_of(context[feedback]) if feedback else None
        return Example(Reflect(problem, draft, told(said, problem, draft)), row.text)
    return Example(Solve(problem), row.text)


def training_input(table: Table, reader: Reader, trains_on: TrainsOn) -> bytes:
    """Names what the trainer sees. Drafts are part of it only where they are trained on."""
    if trains_on == "solution":
        return table.digest()
    behind = [
        digest(row.content, row.parent or 0, _feedback(row) or 0)
        for row in reader.paths([ref.row for ref in table])
        if row.verb == "reflect"
    ]
    return digest(table.digest(), *behind)


def _feedback(row: PathRow) -> int | None:
    found = row.note.get("feedback")
    return found if isinstance(found, int) else None
