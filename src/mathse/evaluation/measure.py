"""Measures a model on a benchmark: every answer is recorded with its grade, and none is asked for twice.

It stands on the same recording as a run: the answers are a stage, done row by row and gone on with after
a kill. So a benchmark is measured again for nothing, and 4 paths a problem grow to 8 by 4.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mathse.evaluation.answering import tagged, tags
from mathse.evaluation.figures import check_tags
from mathse.evaluation.scores import Answered
from mathse.evaluation.several import Path as Written
from mathse.evaluation.unscored import unasked
from mathse.grading.lines import written
from mathse.recipe import Cast, Recipe
from mathse.record import Doer, Draw, Progress, Recorded, counting, load_problems
from mathse.rows import Checkpoint, Outcome, PathStatus, Problem, Rollout, Verdict
from mathse.store import PathRow, Store
from mathse.store.budget import Budget
from mathse.store.database import named
from mathse.tables import Ref, Table
from mathse.worker import Nursery

ANSWERS = "answers.jsonl"
DRAWN = "evaluation"  # names the draw of --limit
RULE, ORM = "rule", "orm"  # the judges of the small recipe


@dataclass(frozen=True, slots=True)
class Measured:
    """What was written, graded."""

    problems: dict[bytes, Problem]
    greedy: list[Written]
    samples: list[Written]  # empty where only one path a problem was asked for
    unasked: dict[bytes, str]  # problems without an answer, and why: "image ...: truncated"
    report: dict[str, Any]  # how the benchmark was read
    calls: int  # made by this process


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is measured."""

    model: Checkpoint
    orm: Checkpoint | None = None  # of a judge that runs a model
    weigh: bool = False  # whether the recipe has an ORM to weigh paths with


def measure(
    recipe: Recipe,
    cast: Cast,
    subject: Subject,
    *,
    folder: Path,
    limit: int,
    by: Sequence[str] = (),
    report: Callable[[Progress], None],
) -> Measured:
    """Answers, grades and records; writes answers.jsonl. `limit` draws so many problems; 0: all.

    A problem whose picture cannot be read is not asked, and stands in `unasked`. Raises UserError
    where no problem has a tag of `by`, before anybody is asked.
    """
    with named(folder):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "logs").mkdir(exist_ok=True)
    with ExitStack() as stack:
        store = stack.enter_context(Store(folder / "store"))
        name = str(folder.resolve())
        loaded = load_problems(
            store, recipe.problems, cast, seed=recipe.seed, run=name, every_row=True,
            draw=Draw(limit, DRAWN) if limit else None, count=counting(report, "load", "rows read"),
        )  # fmt: skip
        every = Table(Ref(problem) for problem, _ in store.load_members(loaded.load))
        chosen = every.draw(limit, key=DRAWN)  # where the whole source is recorded, it holds more
        run = store.begin_run(name, "", loaded.load)
        purse = Budget(store, run=run, cap=recipe.budget)
        stack.callback(purse.flush)
        paid = purse if recipe.prices or recipe.budget.limits() else None
        nursery = stack.enter_context(closing(Nursery(store.lock)))
        logs, spared = folder / "logs", frozenset({"image"})
        doer = Doer(store, recipe, run, logs, report, nursery, paid, spared)
        recorded = Recorded(recipe, cast, store, doer=doer)
        recorded.scope, recorded.orm = recipe.problems.source, subject.orm
        problems = {found.id: found for found in store.problems([ref.problem for ref in chosen])}
        check_tags([tags(problem) for problem in problems.values()], by)
        evaluation = recipe.evaluation
        first = replace(evaluation.samples, n=1, temperature=0.0, max_tokens=evaluation.max_tokens)
        greedy = recorded.student("evaluate", subject.model, chosen, first)
        answers = list(_written(recorded, greedy, problems, weigh=False))
        samples: list[Written] = []
        if evaluation.samples.n > 1:
            drawn = recorded.student("evaluate_samples", subject.model, chosen, evaluation.samples)
            samples = list(_written(recorded, drawn, problems, weigh=subject.weigh))
        _write(folder / ANSWERS, problems, answers, samples)
        return Measured(
            problems=problems,
            greedy=answers,
            samples=samples,
            unasked=dict(unasked(recorded, subject.model, chosen.without(greedy), first)),
            report=store.load_report(loaded.load),
            calls=sum(doer.made.values()),
        )


def _written(
    recorded: Recorded, paths: Table, problems: dict[bytes, Problem], *, weigh: bool
) -> Iterator[Written]:
    """The paths with their grades, and with the ORM's word where it is asked."""
    graded = recorded.verdicts(RULE, paths)
    weighed = recorded.verdicts(ORM, paths, with_reference=False) if weigh else {}
    kept = [ref for ref in paths if ref.content in graded]
    rows = recorded.reader.paths([ref.row for ref in kept])
    grades = recorded.reader.paths([graded[ref.content].row for ref in kept])
    words = {ref.content: weighed[ref.content].row for ref in kept if ref.content in weighed}
    said = {row.id: row for row in recorded.reader.paths(sorted(set(words.values())))}
    for ref, row, grade in zip(kept, rows, grades, strict=True):
        answered = tagged(row, grade, problems[row.problem])
        rollout = Rollout(row.text, answered.status, row.usage, {**row.note, **grade.note})
        judged = said[words[ref.content]] if ref.content in words else None
        yield Written(answered, rollout, _verdict(judged) if judged else None)


def _verdict(row: PathRow) -> Verdict:
    outcomes: dict[str, Outcome] = {"correct": "correct", "incorrect": "incorrect"}
    outcome = outcomes.get(row.status, "unparsed")
    known = row.note.get("p_correct")
    if not isinstance(known, float) and outcome != "unparsed":
        known = 1.0 if outcome == "correct" else 0.0
    return Verdict(outcome, p_correct=known if isinstance(known, float) else None)


def _write(
    path: Path, problems: dict[bytes, Problem], greedy: list[Written], samples: list[Written]
) -> None:
    """Every response with its grade, one a line; whole or not at all."""
    partial = path.with_name(f".{path.name}.partial")
    with partial.open("wb") as file:
        for name, some in (("greedy", greedy), ("sampled", samples)):
            for one in some:
                line = row(one.answered, one.rollout, problems[one.answered.problem])
                line["drawn"] = name
                if one.verdict is not None:
                    line["p_correct"] = one.verdict.p_correct
                file.write(written(line))
    partial.replace(path)


def row(answered: Answered, rollout: Rollout, problem: Problem) -> dict[str, Any]:
    """A response as it is written to answers.jsonl."""
    status: PathStatus = rollout.status
    return {
        "id": problem.source_id,
        "sample": answered.sample,
        "response": rollout.text,
        "status": status,
        "grade": answered.grade,
        "extracted": rollout.note.get("extracted"),
        "rule": rollout.note.get("rule"),
        "gold": problem.gold,
    }
