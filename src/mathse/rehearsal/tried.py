"""Before hours are spent: one of each thing that a run does, on the longest problems, with what it takes.

The base is made, paths are drawn, judged, and two optimiser steps are taken, in a folder that is thrown
away. What is paid (a hosted teacher or judge) is not asked: `mathse ping` does that.
"""

import heapq
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from mathse.errors import UserError
from mathse.orm import critique
from mathse.recipe import Cast, Draws, Leaf, Recipe
from mathse.recipe_check import check_orm
from mathse.record.problems import left_out
from mathse.record.reading import Reading
from mathse.rehearsal.texts import Written, longest_paths, orm_row, solution_row
from mathse.roles import Answer, Context, Failed, Judged, JudgeRequest, Request, Trained
from mathse.rows import Example, Problem, Rollout, Solve
from mathse.settings import as_table
from mathse.store.files import sizes
from mathse.worker.boundary import Boundary

PROBLEMS = 8  # the longest ones
STEPS = 2  # of the optimiser: the first one also pays for what is made once


@dataclass(frozen=True, slots=True)
class Tried:
    """One thing that was done."""

    what: str  # "sample", "judge.rule", "train", "train_orm"
    units: int  # paths, verdicts, steps
    seconds: float  # for a unit, in the batch that was tried
    said: str  # what a person should know of it


@dataclass(slots=True)
class Rehearsal:
    """What was found."""

    problems: int = 0
    longest: str = ""  # the longest problem's id and size
    tried: list[Tried] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)  # what was not asked, and why
    warnings: list[str] = field(default_factory=list)
    model_bytes: int = 0
    memory_bytes: int = 0  # the most that this process held
    device_bytes: int = 0  # the most on an accelerator

    def seconds(self, what: str) -> float | None:
        """For a unit of this; None where it was not tried."""
        return next((one.seconds for one in self.tried if one.what == what), None)


Report = Callable[[str], None]


class _Images:
    """Where images go that a source makes on the spot."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep_image(self, name: str, content: bytes) -> Path:
        """Writes it."""
        path = self.folder / name
        path.write_bytes(content)
        return path


def rehearse(recipe: Recipe, cast: Cast, folder: Path, report: Report) -> Rehearsal:
    """Does one of each in `folder`. Raises what the run itself would raise."""
    check_orm(recipe, cast)
    found = Rehearsal()
    report("reading the problems")
    problems = _longest(recipe, cast, folder, found)
    report("making the base model")
    base = folder / "base"
    cast.base.build(Context(model=None)).make(base)
    found.model_bytes = sizes(path for path in base.rglob("*") if path.is_file())
    paths = _sample(recipe, cast.student, base, problems, found, report)
    longest = longest_paths(
        recipe, problems, teacher=_taught(recipe, cast.teacher, problems), student=paths
    )
    for name, judge in cast.judges.items():
        _judge(name, judge, base, longest.paths, recipe, found, report)
    work = Training(base, folder, recipe.seed, longest.origin)
    rows = [solution_row(path) for path in longest.paths]
    _train("train", cast.trainer, rows, work, found, report)
    if recipe.orm.train and not recipe.imports.orm:
        rows = [orm_row(path, recipe.orm.options) for path in longest.paths]
        _train("train_orm", cast.orm_trainer, rows, work, found, report)
    found.memory_bytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    found.device_bytes = _device_bytes()
    return found


def _longest(recipe: Recipe, cast: Cast, folder: Path, found: Rehearsal) -> list[Problem]:
    """The problems with the longest questions, longest first."""
    images = folder / "images"
    images.mkdir(parents=True)
    reading = Reading(recipe.problems, cast.source, _Images(images), recipe.seed)

    def size(problem: Problem) -> int:
        return len(problem.question) + sum(map(len, problem.options))

    problems = heapq.nlargest(PROBLEMS, reading.read(), key=size)
    found.problems = len(reading.members)
    found.longest = f"{problems[0].source_id}: {size(problems[0]):,} characters"
    found.warnings += left_out(reading.report())
    return problems


def _sample(
    recipe: Recipe,
    student: Leaf,
    base: Path,
    problems: list[Problem],
    found: Rehearsal,
    report: Report,
) -> list[str]:
    """The longest path of the student for each of these; none where it cannot be asked here."""
    if not (student.plugin.needs_model or student.plugin.light):
        found.skipped.append(f'the student "{student.name}" is hosted')
        return []
    draws = recipe.sampling
    report(f"drawing {len(problems) * draws.n} paths of up to {draws.max_tokens} tokens")
    with Boundary("sample", f'policy "{student.name}"'):
        policy = student.build(Context(model=base))
        started = time.monotonic()
        answers = _checked(policy.write(_requests(problems, draws)))
    seconds = time.monotonic() - started
    written: list[Rollout] = [answer.result for answer in answers]
    tokens = sum(path.usage.tokens_out for path in written)
    cut = sum(path.status == "cut_off" for path in written)
    longest = max(path.usage.tokens_in for path in written)
    said = (
        f"{tokens / seconds:,.0f} tokens a second; longest prompt {longest:,} tokens; "
        f"{cut} of {len(written)} cut off at {draws.max_tokens:,}"
    )
    found.tried.append(Tried("sample", len(written), seconds / len(written), said))
    return _longest_each(answers, problems, draws.n)


def _longest_each(answers: list[Answer], problems: Sequence[Problem], n: int) -> list[str]:
    texts = [""] * len(problems)
    for answer in answers:
        if isinstance(answer.result, Rollout):
            texts[answer.index // n] = max(texts[answer.index // n], answer.result.text, key=len)
    return texts


def _taught(recipe: Recipe, teacher: Leaf, problems: Sequence[Problem]) -> list[str]:
    """The paths of a teacher that is a program and costs nothing; none of another."""
    if not teacher.plugin.light:
        return []
    draws = recipe.teacher.distil
    answers = _checked(teacher.build(Context(model=None)).write(_requests(problems, draws)))
    return _longest_each(answers, problems, draws.n)


def _requests(problems: Sequence[Problem], draws: Draws) -> Iterator[Request]:
    for at in range(len(problems) * draws.n):
        yield Request(at, Solve(problems[at // draws.n]), seed=at, sampling=draws.sampling())


def _checked(answers: Iterator[Any]) -> list[Any]:
    """All of them. Raises UserError with the first that failed."""
    done: list[Answer | Judged] = list(answers)
    for one in done:
        if isinstance(one.result, Failed):
            raise UserError(f"{one.result.boundary}: {one.result.message}")
    return done


def _judge(
    name: str,
    judge: Leaf,
    base: Path,
    paths: Sequence[Written],
    recipe: Recipe,
    found: Rehearsal,
    report: Report,
) -> None:
    """One verdict a path; an ORM is as fast as the base that it is made from."""
    if not (judge.plugin.needs_model or judge.plugin.light):
        found.skipped.append(f'the judge "{name}" is hosted')
        return
    report(f"judging {len(paths)} paths by {name}")
    form = dict(recipe.orm.options.form()) if judge.plugin.needs_model else {}
    shown = recipe.judge.with_reference
    tasks = (critique(problem, text, with_reference=shown, form=form) for problem, text in paths)
    asked = [JudgeRequest(at, task, seed=at) for at, task in enumerate(tasks)]
    with Boundary(f"judge.{name}", f'judge "{judge.name}"'):
        built = judge.build(Context(model=base if judge.plugin.needs_model else None))
        started = time.monotonic()
        verdicts = _checked(built.judge(iter(asked)))
    seconds = time.monotonic() - started
    unparsed = sum(one.result.outcome == "unparsed" for one in verdicts)
    said = f"{unparsed} of {len(verdicts)} unparsed"
    if judge.plugin.needs_model:
        said += ", by a base that has not learnt to judge"
    found.tried.append(Tried(f"judge.{name}", len(verdicts), seconds / len(verdicts), said))


@dataclass(frozen=True, slots=True)
class Training:
    """What both trainings begin with."""

    base: Path
    folder: Path
    seed: int
    origin: str  # of the rows


def _train(
    what: str,
    trainer: Leaf,
    rows: Sequence[Example],
    begun: Training,
    found: Rehearsal,
    report: Report,
) -> None:
    """A few optimiser steps on the longest rows that there are. Raises what the training would raise."""
    settings = trainer.settings
    table = as_table(settings)
    if "epochs" in table:
        settings = replace(settings, epochs=1, steps=0)
    batch = int(table.get("batch", PROBLEMS))
    many = [rows[at % len(rows)] for at in range(STEPS * batch)]
    report(f"{what}: {STEPS} optimiser steps of {batch} rows")
    times = [time.monotonic()]
    work = begun.folder / what / "work"
    work.mkdir(parents=True)
    with Boundary(what, f'trainer "{trainer.name}"'):
        built = trainer.plugin.build(settings, trainer.speed, Context(model=None))
        trained: Trained = built.train(
            many,
            start=begun.base,
            out=begun.folder / what / "out",
            work=work,
            seed=begun.seed,
            progress=lambda done, total, note: times.append(time.monotonic()),
        )
    last = times[-1] - times[-2] if len(times) > 1 else time.monotonic() - times[0]
    said = f"{batch / last:,.1f} rows a second" if last else f"{batch} rows at once"
    if "longest_row" in trained.note:
        said += f"; longest row {trained.note['longest_row']:,} tokens ({begun.origin})"
    if trained.dropped:
        said += f"; {trained.dropped} of {len(many)} rows are over-long"
        found.warnings.append(f"{what}: rows as long as these would be left out of training")
    found.tried.append(Tried(what, trained.steps, last, said))


def _device_bytes() -> int:
    """The most that torch held on an accelerator, if it was loaded at all."""
    torch = sys.modules.get("torch")
    if torch is None or not torch.accelerator.is_available():
        return 0
    return int(torch.accelerator.max_memory_allocated())
