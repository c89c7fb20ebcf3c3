"""What people ask a recording: the stages of a run, its rows, verdicts of a path, failures, models.

Every query is for one run, also where several share a store, and streams in the order of the ids.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from mathse.rows import Checkpoint, Json, Problem
from mathse.store.database import named
from mathse.store.decode import COLUMNS, PathRow, noted, path_row
from mathse.store.files import check_model, sizes
from mathse.store.read import Reader
from mathse.store.verify import check_images, check_links, check_stages


@dataclass(frozen=True, slots=True)
class StageState:
    """A stage that a run has come to."""

    ordinal: int
    name: str  # "round_1.sample"
    verb: str
    recipe: int
    asked: bytes  # names the units (of a training: what it saw)
    units: int
    done: int
    committed: int  # 0 or 1
    failed: int  # units left out of a committed stage
    seconds: float  # spent on it, over all starts and runs
    model: str | None  # what a training made


class Shown(NamedTuple):
    """A row with the stage of the run that it came with, and how it came about."""

    row: PathRow
    stage: str
    made: dict[str, Any]  # the recipe: verb, leaf, settings, model, sampling, seed


class Failure(NamedTuple):
    """One attempt that failed."""

    recipe: int
    unit: bytes
    attempt: int
    boundary: str
    message: str
    stage: str


class Model(NamedTuple):
    """A checkpoint of a run."""

    digest: str
    stage: str
    path: str
    made: dict[str, Any]
    note: dict[str, Json]  # rows, dropped, steps, curve
    seconds: float


class Browser:
    """One run's view of its recording."""

    def __init__(self, reader: Reader, run: int) -> None:
        self.reader, self.run = reader, run
        self.made = cache(self._made)

    def stages(self) -> list[StageState]:
        """In the order in which the run came to them."""
        query = (
            "SELECT ordinal, name, verb, stage.recipe, stage.units, run_stage.units, done,"
            " stage.output IS NOT NULL, failed, coalesce(training.seconds, stage.seconds), model"
            " FROM run_stage JOIN stage ON stage.id = run_stage.stage"
            " JOIN recipe ON recipe.id = stage.recipe LEFT JOIN training"
            " ON training.recipe = stage.recipe AND training.input = stage.units"
            " WHERE run = ? ORDER BY ordinal"
        )
        return [StageState(*values) for values in self._all(query, self.run)]

    def passed(self, recipe: str) -> Counter[str]:
        """How many committed stages of each name the run has; none, where another recipe's stand there."""
        query = "SELECT 1 FROM run WHERE id = ? AND recipe = ?"
        if not self._all(query, self.run, recipe):
            return Counter()  # a run that is about to begin (again)
        trained = ("base", "fine_tune", "fine_tune_orm")
        done = (s for s in self.stages() if s.committed and (s.model or s.verb not in trained))
        return Counter(stage.name for stage in done)

    def check(self, rows: Collection[int]) -> None:
        """Reads the committed stages that made these rows whole.

        Raises StoreError where one is not what was recorded, or where what a row names is gone.
        """
        marks = ",".join("?" * len(rows))
        query = (
            "SELECT stage.id, coalesce(min(name), verb) FROM stage JOIN recipe"
            " ON recipe.id = stage.recipe LEFT JOIN run_stage ON run_stage.stage = stage.id"
            " WHERE output IS NOT NULL AND stage.recipe IN"
            f" (SELECT recipe FROM row WHERE id IN ({marks})) GROUP BY stage.id ORDER BY stage.id"
        )
        with self.reader.snapshot():  # beside a run that is going
            check_links(self.reader.db, self.reader.path)
            check_stages(self.reader, self._all(query, *rows))

    def check_files(self, *, at_most: int | None = None) -> int | None:
        """How many images and model folders are what was recorded. Raises StoreError where one is not.

        `at_most`: where the images, or the models, have more bytes together, nobody looks: None.
        """
        (load,) = self._all("SELECT load FROM run WHERE id = ?", self.run)[0]
        images = check_images(self.reader, load, at_most=at_most)
        models = self.check_models(at_most=at_most)
        return None if images is None or models is None else images + models

    def check_models(self, *, at_most: int | None = None) -> int | None:
        """The same of the models; with `at_most` only of those that are there, see `gone`."""
        models = self._checkpoints()
        if at_most is not None:
            models = [model for model in models if Path(model.path).is_dir()]
            files = (file for m in models for file in Path(m.path).rglob("*") if file.is_file())
            if sizes(files) > at_most:
                return None
        for model in models:
            check_model(model)
        return len(models)

    def gone(self) -> list[str]:
        """The models whose folder is not there any more: taken away for its space, or lost."""
        return [m.digest for m in self._checkpoints() if not Path(m.path).is_dir()]

    def _checkpoints(self) -> list[Checkpoint]:
        return [Checkpoint(m.digest, str(self.reader.folder / m.path)) for m in self.models()]

    def rows(self, verbs: Sequence[str]) -> Iterator[Shown]:
        """The rows that stages of these verbs made, each once, by id; of a stage that goes on, too."""
        marks = ",".join("?" * len(verbs))
        asked = (
            "SELECT ordinal, run_stage.name, stage.id AS stage, stage.recipe, output FROM run_stage"
            " JOIN stage ON stage.id = run_stage.stage JOIN recipe ON recipe.id = stage.recipe"
            f" WHERE run = ? AND verb IN ({marks})"
        )
        query = (
            f"WITH asked AS ({asked}), mine AS (SELECT member.row AS row, ordinal, name FROM asked"
            " JOIN member ON member.stage = asked.stage UNION ALL SELECT row.id, ordinal, name"
            " FROM asked JOIN row ON row.recipe = asked.recipe WHERE output IS NULL),"
            " once AS (SELECT row, min(ordinal), name FROM mine GROUP BY row)"
            f" SELECT {COLUMNS}, once.name, row.recipe FROM once JOIN row ON row.id = once.row"
            " JOIN recipe ON recipe.id = row.recipe ORDER BY row.id"
        )
        with named(self.reader.path):
            for *values, name, recipe in self.reader.db.execute(query, (self.run, *verbs)):
                yield Shown(path_row(values), name, self.made(recipe))

    def row(self, id_: int) -> Shown | None:
        """This row, with the first stage of the run that has it as a member; else no stage."""
        query = (
            f"SELECT {COLUMNS}, row.recipe FROM row JOIN recipe ON recipe.id = row.recipe"
            " WHERE row.id = ?"
        )
        found = self._all(query, id_)
        if not found:
            return None
        *values, recipe = found[0]
        stages = (
            "SELECT name FROM run_stage JOIN member ON member.stage = run_stage.stage"
            " WHERE run = ? AND member.row = ? ORDER BY ordinal LIMIT 1"
        )
        name = self._all(stages, self.run, id_)
        return Shown(path_row(values), name[0][0] if name else "", self.made(recipe))

    def verdicts(self, path: PathRow) -> list[Shown]:
        """Every verdict of this run's judges on a path: they judge its content."""
        query = (
            "SELECT row.id FROM row WHERE unit = ?1 AND recipe IN (SELECT DISTINCT stage.recipe"
            " FROM run_stage JOIN stage ON stage.id = run_stage.stage JOIN recipe"
            " ON recipe.id = stage.recipe WHERE run = ?2 AND verb = 'judge') ORDER BY row.id"
        )
        found = (self.row(id_) for (id_,) in self._all(query, path.content, self.run))
        return [shown for shown in found if shown is not None]

    def trainings_on(self, row: int) -> list[str]:
        """The names of the run's trainings that saw this row."""
        query = (
            "SELECT DISTINCT name FROM run_stage JOIN stage ON stage.id = run_stage.stage"
            " JOIN training ON training.recipe = stage.recipe AND training.input = stage.units"
            " JOIN member ON member.stage = stage.id WHERE run = ? AND member.row = ?"
            " ORDER BY ordinal"
        )
        return [name for (name,) in self._all(query, self.run, row)]

    def failures(self) -> Iterator[Failure]:
        """Every failed attempt under the recipes of this run."""
        query = (
            "SELECT failure.recipe, unit, attempt, boundary, message, name FROM failure JOIN"
            " (SELECT stage.recipe, min(ordinal), name FROM run_stage JOIN stage"
            "  ON stage.id = run_stage.stage WHERE run = ? GROUP BY stage.recipe) AS mine"
            " ON mine.recipe = failure.recipe ORDER BY failure.recipe, unit, attempt"
        )
        with named(self.reader.path):
            for values in self.reader.db.execute(query, (self.run,)):
                yield Failure(*values)

    def models(self) -> list[Model]:
        """The checkpoints that this run made or found, by digest."""
        query = (
            "SELECT model.digest, min(ordinal), name, model.path, training.recipe, model.json,"
            " training.seconds FROM run_stage JOIN stage ON stage.id = run_stage.stage"
            " JOIN training ON training.recipe = stage.recipe AND training.input = stage.units"
            " JOIN model ON model.digest = training.model WHERE run = ?"
            " GROUP BY model.digest ORDER BY model.digest"
        )
        return [
            Model(digest, name, path, self.made(recipe), noted(note), seconds)
            for digest, _, name, path, recipe, note, seconds in self._all(query, self.run)
        ]

    def imported(self, digests: Collection[str]) -> list[Model]:
        """Of these models those that a person brought, by digest; `made` says who, and from where."""
        query = (
            "SELECT model.digest, model.path, min(recipe.id) FROM model JOIN recipe"
            " ON json_extract(recipe.json, '$.digest') = model.digest WHERE verb = 'import'"
            f" AND model.digest IN ({','.join('?' * len(digests))})"
            " GROUP BY model.digest ORDER BY model.digest"
        )
        return [
            Model(digest, "import", path, self.made(recipe), {}, 0.0)
            for digest, path, recipe in self._all(query, *digests)
        ]

    def problems(self) -> Iterator[tuple[Problem, str]]:
        """(problem, split) of everything the run has loaded, by id."""
        query = (
            "SELECT problem.id, split FROM run JOIN load_member ON load_member.load = run.load"
            " JOIN problem ON problem.id = load_member.problem WHERE run.id = ? ORDER BY problem.id"
        )
        members = self._all(query, self.run)
        problems = self.reader.problems(id_ for id_, _ in members)
        for problem, (_, split) in zip(problems, members, strict=True):
            yield problem, split

    def split_of(self, problem: bytes) -> str | None:
        """Where this run has put the problem."""
        query = (
            "SELECT split FROM run JOIN load_member ON load_member.load = run.load"
            " WHERE run.id = ? AND problem = ?"
        )
        found = self._all(query, self.run, problem)
        return found[0][0] if found else None

    def _made(self, recipe: int) -> dict[str, Any]:
        found = self._all("SELECT json FROM recipe WHERE id = ?", recipe)
        return noted(found[0][0])

    def _all(self, query: str, *values: object) -> list[Any]:
        with named(self.reader.path):
            return self.reader.db.execute(query, values).fetchall()
