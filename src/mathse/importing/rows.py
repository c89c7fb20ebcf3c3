"""Teacher solutions and annotations from a file, as rows of the very stages that would ask for them.

    {"id": "15", "solution": "Step 1: ... The answer to this problem is A."}
    {"id": "15", "path": "Step 1: ...", "status": "WRONG", "error_step": "Step 1", "analysis": "..."}

`id` is the problem's id in its source; `problem` (the recording's id, hex) names it too. The stage then
owes only what the file did not bring. A row that is recorded already is never replaced.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from mathse.judges.parse import verdict_json
from mathse.record import Recorded
from mathse.rows import Feedback, Json, Rollout, Usage, digest
from mathse.sources.ids import own_id
from mathse.sources.lines import json_lines
from mathse.stages import Spec, Unit, path_content, path_row, solve_units
from mathse.store import NewRow, StageKey, Store
from mathse.store.files import file_digest
from mathse.tables import Ref, Table

STATUSES = {"CORRECT": "CORRECT", "WRONG": "WRONG", "INCORRECT": "WRONG"}
BATCH = 500


class Wanted(NamedTuple):
    """A row of the file that has its problem."""

    unit: Unit
    rollout: Rollout


@dataclass(slots=True)
class Taken:
    """What became of a file's rows."""

    rows: int = 0
    taken: int = 0
    known: int = 0  # recorded before
    left_out: list[str] = field(default_factory=list)  # one line each


@dataclass(frozen=True, slots=True)
class Problems:
    """The run's problems by the names that a file may use."""

    by_name: Mapping[str, bytes]

    @staticmethod
    def of(recorded: Recorded, problems: Table) -> "Problems":
        """Of these problems."""
        names: dict[str, bytes] = {}
        for problem in recorded.reader.problems([ref.problem for ref in problems]):
            names[problem.id.hex()] = problem.id
            names.setdefault(problem.source_id, problem.id)
        return Problems(names)

    def find(self, value: Mapping[str, Any]) -> bytes | None:
        """The problem that a row is about."""
        for key in ("problem", "id", "source_id"):
            name = own_id(value, key, "")
            if isinstance(name, str) and name in self.by_name:
                return self.by_name[name]
        return None


def solutions(store: Store, recorded: Recorded, problems: Problems, file: Path, by: str) -> Taken:
    """The teacher's paths: rows of `distil`, the first of a problem as its sample 0, and so on."""
    recipe = recorded.recipe
    spec = recorded.spec("distil", recorded.cast.teacher, draws=recipe.teacher.distil)
    origin = provenance(file, by)

    def wanted(value: Mapping[str, Any], problem: bytes, seen: int) -> Wanted | str:
        text = _text(value, "solution", "text", "response")
        if text is None:
            return "no solution"
        (unit,) = solve_units(Table([Ref(problem)]), 1, {problem: seen})
        return Wanted(unit, Rollout(text, "finished", Usage(), {"imported": origin}))

    return _take(store, spec, file, problems, wanted)


def annotations(store: Store, recorded: Recorded, problems: Problems, file: Path, by: str) -> Taken:
    """What a teacher said of wrong (or right) paths: rows of `annotate`, named by the path's content."""
    recipe = recorded.recipe
    spec = recorded.spec("annotate", recorded.cast.teacher, draws=recipe.teacher.annotate)
    origin = provenance(file, by)

    def wanted(value: Mapping[str, Any], problem: bytes, seen: int) -> Wanted | str:
        path = _text(value, "path", "response")
        status = STATUSES.get(str(value.get("status", value.get("outcome"))).upper())
        if path is None or status is None:
            return "no path" if path is None else "its status is neither CORRECT nor WRONG"
        feedback = Feedback(_text(value, "error_step"), _text(value, "analysis", "error_analysis"))
        # An annotation is read from its text, as a teacher writes it.
        said = verdict_json(correct=status == "CORRECT", feedback=feedback)
        unit = Unit(path_content(problem, path), problem)
        text = _text(value, "text") or said
        return Wanted(unit, Rollout(text, "finished", Usage(), {"imported": origin}))

    return _take(store, spec, file, problems, wanted)


def provenance(file: Path, by: str) -> dict[str, Json]:
    """Where rows came from: stands in each one's note."""
    return {"file": file.name, "digest": file_digest(file), "by": by}


def _take(store: Store, spec: Spec, file: Path, problems: Problems, wanted: Any) -> Taken:
    taken = Taken()
    recipe = store.add_recipe(spec.key(), spec.verb, spec.described())
    stage = store.begin_stage(StageKey(recipe, digest("import", file_digest(file))))
    batch: dict[bytes, NewRow] = {}
    for unit, row in _rows(spec, file, problems, wanted, taken):
        if unit.key in batch:
            taken.known += 1
            continue
        batch[unit.key] = row
        if len(batch) == BATCH:
            _record(store, stage, recipe, batch, taken)
    _record(store, stage, recipe, batch, taken)
    return taken


def _rows(
    spec: Spec, file: Path, problems: Problems, wanted: Any, taken: Taken
) -> Iterator[tuple[Unit, NewRow]]:
    seen: Counter[bytes] = Counter()
    for number, value in json_lines(file):
        taken.rows += 1
        if isinstance(value, str):
            taken.left_out.append(value)
            continue
        problem = problems.find(value)
        if problem is None:
            taken.left_out.append(f"line {number}: no problem of this run")
            continue
        found = wanted(value, problem, seen[problem])
        if isinstance(found, str):
            taken.left_out.append(f"line {number}: {found}")
            continue
        seen[problem] += 1
        yield found.unit, path_row(spec, found.unit, found.rollout)


def _record(
    store: Store, stage: int, recipe: int, batch: dict[bytes, NewRow], taken: Taken
) -> None:
    """One synced transaction; what is recorded already stays as it is."""
    units = list(batch)
    owed = {units[i] for i in store.owed(recipe, units)}
    taken.known += len(units) - len(owed)
    taken.taken += len(owed)
    if owed:
        store.add_rows(
            stage, recipe, [batch[unit] for unit in units if unit in owed], [], seconds=0.0
        )
    batch.clear()


def _text(value: Mapping[str, Any], *names: str) -> str | None:
    """The first of these fields that holds a text."""
    for name in names:
        found = value.get(name)
        if isinstance(found, str) and found.strip():
            return found
    return None
