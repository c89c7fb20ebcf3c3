"""A run from end to end, planned: the same way as drive.py goes, over what is recorded so far."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from mathse.algorithm import Stage, evolve
from mathse.drive import check_recording, measured, run_name, scopes, store_folder
from mathse.orm import make_orm
from mathse.plan.forecast import Forecast, as_table
from mathse.plan.forecast_orm import ForecastForOrm
from mathse.plan.ledger import Planned
from mathse.plan.outlook import Outlook, known
from mathse.recipe import Cast, Draws, Recipe
from mathse.recipe_check import check_orm
from mathse.record import Loaded, Recorded
from mathse.record.before import before
from mathse.record.for_orm import RecordedForOrm
from mathse.record.imports import check_like, imported
from mathse.record.problems import asked_for, left_out, load_key, tables
from mathse.record.reading import Reading
from mathse.rows import Problem
from mathse.stages import Verb
from mathse.store import Reader
from mathse.store.begun import used
from mathse.store.database import NAME, empty_database
from mathse.store.verify import check_at_once
from mathse.tables import Table

SAMPLE = 50  # problems that an estimate of tokens looks at


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run will do."""

    stages: list[Planned]  # in order
    problems: dict[str, int]  # by split
    sample: list[Problem]  # some of them
    reader: Reader
    warnings: list[str]  # what a person should know of the problems

    @property
    def exact(self) -> bool:
        """Whether every count is known."""
        return all(stage.owed.exact for stage in self.stages)

    @property
    def owed(self) -> bool:
        """Whether anything is left to do."""
        return any(stage.owed.high for stage in self.stages)

    @property
    def first_owed(self) -> str | None:
        """The stage at which the recording ends."""
        return next((stage.name for stage in self.stages if stage.owed.high), None)


@contextmanager
def plan(
    recipe: Recipe,
    cast_: Cast,
    run_dir: Path,
    *,
    final: bool = False,
    report: Callable[[int], None] = lambda read: None,
) -> Iterator[Plan]:
    """Plans the run in this folder, new or begun; writes nothing. Raises SourceError, StoreError.

    What it read is open to the plan's reader until the end of the `with`.

    `report` is told how many problems were read so far, where they are not recorded yet.
    """
    check_orm(recipe, cast_)
    folder = store_folder(recipe, run_dir)
    check_recording(recipe, run_dir)
    fresh = not (folder / NAME).exists() and not used(folder)
    with closing(Reader(folder, empty_database() if fresh else None)) as reader:
        if not fresh:
            check_at_once(reader)
        # Of a big one: what a plan says is acted upon by a run, which reads it all.
        reader.verify = False
        loaded, sample, warnings = load(recipe, cast_, reader, run_name(recipe, run_dir), report)
        forecast = Forecast(Recorded(recipe, cast_, reader), world=len(loaded.d))
        problems = measured(recipe, loaded, final=final)
        for stage in stages(forecast, loaded):
            evaluate(forecast, stage, problems)
            examine(forecast, stage, loaded.splits["dev"])
        splits = {str(name): len(table) for name, table in loaded.splits.items()}
        yield Plan(forecast.ledger.stages, splits, sample, reader, warnings)


def load(
    recipe: Recipe, cast_: Cast, reader: Reader, run: str, report: Callable[[int], None]
) -> tuple[Loaded, list[Problem], list[str]]:
    """D as it is recorded, else as its source has it; some of its problems; what is left out."""
    load_id = reader.load(load_key(recipe.problems, cast_.source, recipe.seed))
    if load_id is not None:
        loaded = tables(reader.load_members(load_id), load_id)
        ids = [ref.problem for table in loaded.splits.values() for ref in table.refs[:SAMPLE]]
        return loaded, list(reader.problems(ids[:SAMPLE])), [*left_out(reader.load_report(load_id))]
    asked = asked_for(recipe.problems, cast_.source, recipe.seed)
    known = before(reader, run, asked)
    reading = Reading(recipe.problems, cast_.source, Nowhere(), recipe.seed, known)
    sample: list[Problem] = []
    for read, problem in enumerate(reading.read(), start=1):
        if len(sample) < SAMPLE:
            sample.append(problem)
        report(read)
    warnings = [*reading.changes, *left_out(reading.report())]
    return tables(iter(reading.members), 0), sample, warnings


class Nowhere:
    """Where a plan keeps the images that a source makes."""

    def keep_image(self, name: str, content: bytes) -> Path:
        """Keeps nothing."""
        return Path(name)


def stages(forecast: Forecast, loaded: Loaded) -> Iterator[Stage]:
    """As drive.stages."""
    recorded, ledger = forecast.recorded, forecast.ledger
    recipe, do = recorded.recipe, cast(Any, forecast)  # a Forecast's tables are Outlooks
    D = as_table(known(loaded.d, forecast.world))
    seed = as_table(known(loaded.splits["seed"], forecast.world))
    moved(forecast, "base")
    M_base = forecast.base()
    if recipe.imports.m0 and M_base.path:
        check_like(Path(imported(recorded.reader, recipe.imports.m0).path), Path(M_base.path))
    if recipe.imports.orm:
        recorded.orm = imported(recorded.reader, recipe.imports.orm)
    elif recipe.orm.train:
        moved(forecast, "orm")
        making = cast(Any, ForecastForOrm(forecast, RecordedForOrm(recorded)))
        recorded.orm = make_orm(D, seed, M_base=M_base, do=making, o=recipe.orm.options)
        moved(forecast, "base")
    walk = evolve(D, seed, M_base=M_base, K=recipe.rounds, do=do, o=recipe.options)
    for scope, stage in zip(scopes(recipe), walk, strict=False):
        moved(forecast, stage.name)
        yield stage
        moved(forecast, scope)
    ledger.scope = "end"


def evaluate(forecast: Forecast, stage: Stage, problems: Table) -> None:
    """As drive.evaluate."""
    chosen = forecast.recorded.recipe.evaluation
    if chosen.stages and stage.name not in chosen.stages:
        return
    greedy = Draws(n=1, temperature=0.0, max_tokens=chosen.max_tokens)
    asked: list[tuple[Verb, Draws]] = [("evaluate", greedy)]
    if chosen.pass_at:
        asked.append(("evaluate_samples", chosen.samples))
    for verb, draws in asked:
        paths = drawn(forecast, stage, problems, verb=verb, draws=draws)
        forecast.verdicts(chosen.judge, paths, of=verb)


def examine(forecast: Forecast, stage: Stage, dev: Table) -> None:
    """As evaluation.judge_card.examine."""
    do, chosen = forecast.recorded, forecast.recorded.recipe.judge
    if not (chosen.card and chosen.audit) or stage.name == "base":
        return
    problems = dev.draw(chosen.card, key="judge card")
    paths = drawn(forecast, stage, problems, verb="examine", draws=do.recipe.sampling)
    for with_reference in (True, False):
        forecast.verdicts(chosen.diagnosing, paths, with_reference=with_reference, of="examine")
    forecast.verdicts(chosen.audit, paths, of="examine")


def drawn(
    forecast: Forecast, stage: Stage, problems: Table, *, verb: Verb, draws: Draws
) -> Outlook:
    """Paths of the stage's model on problems outside D."""
    do, about = forecast.recorded, known(problems, max(forecast.world, len(problems)))
    return forecast.student(
        verb, stage.model, about, draws, lambda model, table: do.student(verb, model, table, draws)
    )


def moved(forecast: Forecast, scope: str) -> None:
    """The next stages are named after this one."""
    forecast.ledger.scope = forecast.recorded.scope = scope
