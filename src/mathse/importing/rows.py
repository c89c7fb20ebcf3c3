"""Teacher solutions and annotations from a file, as rows of the very stages that would ask for them.

`id` is the problem's id in its source; `problem` (the recording's id, hex) names it too. The stage then
owes only what the file did not bring. A row that is recorded already is never replaced: another path for
a problem is its next one, the same path is known.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from mathse.importing.reading import NoRow, annotation_in, solution_in
from mathse.importing.uses import Asking, Use, Uses
from mathse.record import Loaded, Recorded
from mathse.rows import Json, Rollout, Usage, digest
from mathse.sources.ids import own_id
from mathse.sources.lines import json_lines
from mathse.stages import Spec, Unit, path_content, path_row, solve_units
from mathse.store import NewRow, StageKey, Store
from mathse.store.files import file_digest
from mathse.tables import Ref, Table

BATCH = 500


class Wanted(NamedTuple):
    """A row of the file that has its problem."""

    unit: Unit
    text: str
    known: bool  # recorded before, or on an earlier line
    use: Use


@dataclass(slots=True)
class Taken:
    """What became of a file's rows."""

    rows: int = 0
    taken: int = 0
    known: int = 0  # were there already
    uses: Uses = field(default_factory=Uses)  # of these two
    left_out: list[str] = field(default_factory=list)  # one line each
    reasons: Counter[str] = field(default_factory=Counter)  # of what is left out

    def leave_out(self, number: int, reason: str) -> None:
        """The row on this line is no row of this run."""
        self.left_out.append(f"line {number}: {reason}")
        self.reasons[reason] += 1


@dataclass(frozen=True, slots=True)
class Into:
    """The run that rows are taken into."""

    store: Store
    recorded: Recorded
    loaded: Loaded
    by_id: Mapping[str, bytes]  # its problems by their ids here, in hex
    by_name: Mapping[str, bytes]  # by those in their source, or else here

    @staticmethod
    def of(store: Store, recorded: Recorded, loaded: Loaded) -> "Into":
        """This run."""
        own: dict[str, bytes] = {}
        names: dict[str, bytes] = {}
        ids = [ref.problem for table in loaded.splits.values() for ref in table]
        for problem in store.problems(ids):
            own[problem.id.hex()] = problem.id
            names.setdefault(problem.source_id, problem.id)
        return Into(store, recorded, loaded, own, own | names)

    def find(self, value: Mapping[str, Any]) -> bytes | None:
        """The problem that a row is about. Its field `problem` may as well be something else: a number, a text."""
        for key, known in (
            ("problem", self.by_id), ("id", self.by_name), ("source_id", self.by_name),
        ):  # fmt: skip
            name = own_id(value, key, "")
            if isinstance(name, str) and name in known:
                return known[name]
        return None

    def asking(self) -> Asking:
        """What it will ask for."""
        return Asking.of(self.recorded, self.loaded, self.distilling())

    def distilling(self) -> Spec:
        """How its teacher's paths come about."""
        draws = self.recorded.recipe.teacher.distil
        return self.recorded.spec("distil", self.recorded.cast.teacher, draws=draws)


def solutions(into: Into, file: Path, by: str) -> Taken:
    """The teacher's paths: rows of `distil`, each the next one of its problem."""
    spec, asking = into.distilling(), into.asking()
    there: dict[bytes, dict[int, bytes]] = {}  # problem -> sample -> content
    query = "SELECT problem, sample, content FROM row WHERE recipe = ?"
    for problem, sample, content in into.store.every(query, (into.store.recipe(spec.key()),)):
        there.setdefault(problem, {})[sample] = content

    def wanted(value: Mapping[str, Any], problem: bytes) -> Wanted:
        text, paths = solution_in(value), there.setdefault(problem, {})
        content = path_content(problem, text)
        same = [sample for sample in sorted(paths) if paths[sample] == content]
        sample = same[0] if same else next(i for i in range(len(paths) + 1) if i not in paths)
        paths[sample] = content
        (unit,) = solve_units(Table([Ref(problem)]), 1, {problem: sample})
        use = asking.solution(problem, sample, known=bool(same))
        return Wanted(unit, text, bool(same), use)

    return _take(into, spec, file, by, wanted)


def annotations(into: Into, file: Path, by: str) -> Taken:
    """What a teacher said of wrong (or right) paths: rows of `annotate`, named by the path's content."""
    recorded, asking = into.recorded, into.asking()
    draws = recorded.recipe.teacher.annotate
    spec = recorded.spec("annotate", recorded.cast.teacher, draws=draws)
    query = "SELECT unit FROM row WHERE recipe = ?"
    there = {unit for (unit,) in into.store.every(query, (into.store.recipe(spec.key()),))}

    def wanted(value: Mapping[str, Any], problem: bytes) -> Wanted:
        said = annotation_in(value)
        unit = Unit(path_content(problem, said.path), problem)
        known = unit.key in there
        there.add(unit.key)
        (about,) = into.store.problems([problem])
        return Wanted(unit, said.text, known, asking.annotation(about, said.path, said.feedback))

    return _take(into, spec, file, by, wanted)


def provenance(file: Path, by: str) -> dict[str, Json]:
    """Where rows came from: stands in each one's note."""
    return {"file": file.name, "digest": file_digest(file), "by": by}


def _take(
    into: Into,
    spec: Spec,
    file: Path,
    by: str,
    wanted: Callable[[Mapping[str, Any], bytes], Wanted],
) -> Taken:
    taken, store = Taken(), into.store
    recipe = store.add_recipe(spec.key(), spec.verb, spec.described())
    stage = store.begin_stage(StageKey(recipe, digest("import", file_digest(file))))
    note: dict[str, Json] = {"imported": provenance(file, by)}
    batch: list[NewRow] = []
    for unit, text in _new(into, file, wanted, taken):
        batch.append(path_row(spec, unit, Rollout(text, "finished", Usage(), note)))
        if len(batch) == BATCH:
            _record(store, stage, recipe, batch, taken)
    _record(store, stage, recipe, batch, taken)
    return taken


def _new(
    into: Into,
    file: Path,
    wanted: Callable[[Mapping[str, Any], bytes], Wanted],
    taken: Taken,
) -> Iterator[tuple[Unit, str]]:
    """The rows that are not there yet; all are counted."""
    for number, value in json_lines(file):
        taken.rows += 1
        try:
            if isinstance(value, str):
                raise NoRow(value)
            problem = into.find(value)
            if problem is None:
                raise NoRow("no problem of this run")
            found = wanted(value, problem)
        except NoRow as error:
            taken.leave_out(number, str(error))
            continue
        taken.uses.count(found.use)
        if found.known:
            taken.known += 1
        else:
            yield found.unit, found.text


def _record(store: Store, stage: int, recipe: int, batch: list[NewRow], taken: Taken) -> None:
    """One synced transaction."""
    if batch:
        store.add_rows(stage, recipe, batch, [], seconds=0.0)
        taken.taken += len(batch)
        batch.clear()
