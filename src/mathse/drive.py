"""A run from end to end: load D, make M_base (and the ORM), evolve, evaluate, summarise.

`run` does it. `replay` walks the same way over what is recorded and does nothing: `mathse plan`,
`status` and `show` stand on it.
"""

import json
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from mathse.algorithm import Stage, evolve
from mathse.errors import RecipeError, StoreError
from mathse.evaluation.answering import greedy, sampled
from mathse.evaluation.judge_card import examine
from mathse.evaluation.report import Evaluated, summary
from mathse.orm import make_orm
from mathse.recipe import Cast, Recipe
from mathse.recipe_check import check_orm
from mathse.recipe_file import load_saved, to_toml
from mathse.record import (
    Doer,
    Loaded,
    Owed,
    Progress,
    Recorded,
    RecordedForOrm,
    counting,
    load_problems,
    warned,
)
from mathse.record.imports import check_imports, check_like, imported
from mathse.record.problems import tables
from mathse.rows import Json
from mathse.store import Reader, Store
from mathse.store.browse import Browser
from mathse.store.budget import Budget
from mathse.store.database import NAME, file_size, named
from mathse.store.verify import AT_ONCE, check_at_once, check_images
from mathse.store.whole import write_whole
from mathse.tables import Table
from mathse.worker import Nursery

RECIPE = "recipe.toml"
SUMMARY = "summary.json"


@dataclass(frozen=True, slots=True)
class Order:
    """What a person asked for beside the recipe."""

    run_dir: Path
    final: bool = False  # open the test split
    retry_failed: bool = False


def run(
    recipe: Recipe, cast: Cast, order: Order, report: Callable[[Progress], None]
) -> dict[str, Json]:
    """Does the run, or what is left of it; returns (and writes) its summary."""
    _check_final(recipe, order)
    with working(recipe, cast, order, report) as work:
        recorded, loaded = work.recorded, work.loaded
        evaluated = list(evaluations(recorded, loaded, final=order.final))
        found = summary(recorded, evaluated, run=work.run, made=work.doer.made)
        found["problems"] = work.store.load_report(loaded.load)
        write_whole(order.run_dir / SUMMARY, _pretty(found))
        for line in gone(Browser(work.store, work.run)):
            warned(report, "models")(line)
    return found


def gone(browser: Browser) -> Iterator[str]:
    """What to say of a run's models that are not there any more: one that asks for them would stop."""
    digests = browser.gone()
    if digests:
        many = f"{len(digests)} models are" if len(digests) > 1 else "a model is"
        folder = browser.reader.folder / "models"
        yield f"{many} gone from {folder}: {', '.join(digests)}"


@dataclass(frozen=True, slots=True)
class Work:
    """A recording that is open for doing what is owed."""

    recorded: Recorded
    loaded: Loaded
    run: int  # its id in the store
    store: Store
    doer: Doer


@contextmanager
def working(
    recipe: Recipe,
    cast: Cast,
    order: Order,
    report: Callable[[Progress], None],
    *,
    part: str = "",
) -> Iterator[Work]:
    """Opens the recording of this run, the only writer. `part`: of what is done beside the run."""
    logs = order.run_dir / "logs"
    check_orm(recipe, cast)
    check_recording(recipe, order.run_dir)
    with named(order.run_dir):
        logs.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        store = stack.enter_context(Store(store_folder(recipe, order.run_dir)))
        if not part:
            write_whole(order.run_dir / RECIPE, to_toml(recipe))
        name = run_name(recipe, order.run_dir) + (f" ({part})" if part else "")
        loaded = load_problems(
            store, recipe.problems, cast, seed=recipe.seed, run=name, say=warned(report),
            count=counting(report, "load", "rows read"),
        )  # fmt: skip
        check_images(store, loaded.load, at_most=AT_ONCE)  # larger ones as they are read
        known = store.run(name)
        if known is not None:
            Browser(store, known[0]).check_models(at_most=AT_ONCE)
        run_id = store.begin_run(name, to_toml(recipe), loaded.load)
        purse = Budget(store, run=run_id, cap=recipe.budget)
        stack.callback(purse.flush)
        # Without prices and without a cap nothing is counted before it is done.
        paid = purse if recipe.prices or recipe.budget.limits() else None
        nursery = stack.enter_context(closing(Nursery(store.lock)))
        doer = Doer(store, recipe, run_id, logs, report, nursery, paid)
        recorded = Recorded(recipe, cast, store, doer=doer, retry_failed=order.retry_failed)
        yield Work(recorded, loaded, run_id, store, doer)


def stages(recorded: Recorded, loaded: Loaded) -> Iterator[Stage]:
    """Each model of the run as it is made; moves the scope of stage names on."""
    recipe = recorded.recipe
    recorded.scope = "base"
    M_base = recorded.base()
    if recipe.imports.m0 and recorded.doer is not None:  # before anybody is asked
        check_like(Path(imported(recorded.reader, recipe.imports.m0).path), Path(M_base.path))
    if recipe.imports.orm:
        recorded.orm = imported(recorded.reader, recipe.imports.orm)
    elif recipe.orm.train:
        recorded.scope = "orm"
        seed, o = loaded.splits["seed"], recipe.orm.options
        recorded.orm = make_orm(loaded.d, seed, M_base=M_base, do=RecordedForOrm(recorded), o=o)
        recorded.scope = "base"
    walk = evolve(
        loaded.d,
        loaded.splits["seed"],
        M_base=M_base,
        K=recipe.rounds,
        do=recorded,
        o=recipe.options,
    )
    for scope, stage in zip(scopes(recipe), walk, strict=False):  # `never` reflects not
        recorded.scope = stage.name
        yield stage
        recorded.scope = scope


def evaluations(recorded: Recorded, loaded: Loaded, *, final: bool = False) -> Iterator[Evaluated]:
    """Each model of the run, measured as soon as it is made."""
    problems = measured(recorded.recipe, loaded, final=final)
    for stage in stages(recorded, loaded):
        answers = evaluate(recorded, stage, problems)
        yield replace(answers, examination=examine(recorded, stage, loaded.splits["dev"]))


def scopes(recipe: Recipe) -> Iterator[str]:
    """The name of what comes after each stage."""
    yield "distilled"
    yield from (f"round_{i}" for i in range(1, recipe.rounds + 1))
    repair = recipe.options.repair
    yield "reflection" if repair == "reflect" else repair
    yield "end"


def evaluate(recorded: Recorded, stage: Stage, problems: Table) -> Evaluated:
    """The stage's model on the problems kept for measuring."""
    wanted = recorded.recipe.evaluation.stages
    if wanted and stage.name not in wanted:
        return Evaluated(stage, None, None)
    scope, recorded.scope = recorded.scope, stage.name
    answers = greedy(recorded, stage.model, problems)
    many = sampled(recorded, stage.model, problems) if recorded.recipe.evaluation.pass_at else None
    recorded.scope = scope
    return Evaluated(stage, answers, many)


def measured(recipe: Recipe, loaded: Loaded, *, final: bool) -> Table:
    """The problems that every stage is evaluated on."""
    split = "test" if final else recipe.evaluation.split
    return loaded.splits[split].draw(recipe.evaluation.n, key="evaluation")


@dataclass(frozen=True, slots=True)
class Recording:
    """A run as it is recorded, opened for reading."""

    recipe: Recipe
    cast: Cast
    reader: Reader
    run: int  # its id
    loaded: Loaded
    verified: (
        bool  # all that is recorded was found to be what it was; else nobody looked at the rows
    )

    def recorded(self) -> Recorded:
        """The verbs, without anybody to do what is owed."""
        return Recorded(self.recipe, self.cast, self.reader)

    def walk(self) -> None:
        """Goes through the whole run, its evaluation too; raises record.Owed where it is not finished."""
        deque(evaluations(self.recorded(), self.loaded), maxlen=0)

    def replay(self) -> Iterator[Stage]:
        """The stages recorded so far; raises record.Owed at the first that is not committed.

        Raises StoreError where the run had come further: then what it read is not what was recorded.
        """
        recorded, had = self.recorded(), Browser(self.reader, self.run).passed(to_toml(self.recipe))
        try:
            yield from stages(recorded, self.loaded)
        except Owed as owed:
            if had[owed.name] > recorded.passed[owed.name]:
                raise StoreError(
                    f"the recording {self.reader.path} has {owed.name}, but of other rows than it "
                    "holds now: it was changed, or another version of mathse wrote it"
                ) from owed
            raise


@contextmanager
def open_run(run_dir: Path) -> Iterator[Recording]:
    """Opens a run for reading, also while it goes; it is closed at the end of the `with`.

    Raises StoreError where there is none, or where it is not what was recorded.
    """
    path = run_dir / RECIPE
    if not path.is_file():
        raise StoreError(f"no run at {run_dir}")
    recipe, cast = load_saved(path)
    with closing(Reader(store_folder(recipe, run_dir))) as reader:
        verified = check_at_once(reader)
        found = reader.run(run_name(recipe, run_dir))
        if found is None:
            raise StoreError(
                f"{reader.path} has no run {run_dir} (a run begins once its problems are read)"
            )
        loaded = tables(reader.load_members(found[1]), found[1])
        yield Recording(recipe, cast, reader, found[0], loaded, verified)


def store_folder(recipe: Recipe, run_dir: Path) -> Path:
    """Where the recording of this run lies."""
    return Path(recipe.store).expanduser() if recipe.store else run_dir / "store"


def run_name(recipe: Recipe, run_dir: Path) -> str:
    """The run's name in its store. A run with a store of its own can be moved, budget and all."""
    return str(run_dir.resolve()) if recipe.store else "."


def _check_final(recipe: Recipe, order: Order) -> None:
    if order.final and not recipe.evaluation.final:
        raise RecipeError("--final opens the test problems: the recipe must say evaluation.final")


def check_recording(recipe: Recipe, run_dir: Path) -> None:
    """A run with a summary has a recording: without it all would be done, and paid for, again.

    And one that takes models over has them. Raises StoreError before anything is done.
    """
    recording, summary = store_folder(recipe, run_dir) / NAME, run_dir / SUMMARY
    if summary.exists() and not file_size(recording):
        gone = "is empty" if recording.exists() else "is gone"
        raise StoreError(
            f"the recording {recording} {gone}, but there is {summary}: put the recording back, or "
            "take the summary away to begin anew"
        )
    check_imports(recipe.imports, store_folder(recipe, run_dir))


def _pretty(value: dict[str, Json]) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
