"""The tables of `mathse show`: each an iterator of plain rows, by id, without time stamps.

d_sft, d_remain and r_incorrect are computed as the algorithm computes them, from what is recorded:
of a run that is still going they show the last model that was made. Files are named as they lie in
the store.
"""

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mathse.algorithm import Stage
from mathse.drive import Recording
from mathse.record import Owed
from mathse.rows import Json, Problem
from mathse.store.browse import Browser, Shown
from mathse.store.read import batches
from mathse.tables import Ref

Row = dict[str, Json]
AUTHORS = {
    "distil": "teacher",
    "solve_again": "teacher",
    "sample": "self",
    "evaluate": "self",
    "examine": "self",
    "evaluate_samples": "self",
    "reflect": "reflection",
    "resample": "resample",
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A run and its view of the recording."""

    run: Recording
    browser: Browser

    def stages(self) -> list[Stage]:
        """The models made so far, with the tables as they stood."""
        found = []
        try:
            for stage in self.run.replay():
                found.append(stage)
        except Owed:
            pass
        return found


def problems(opened: Opened) -> Iterator[Row]:
    """Everything that was loaded."""
    for problem, split in opened.browser.problems():
        yield problem_row(problem, split)


def rollouts(opened: Opened) -> Iterator[Row]:
    """Every path that somebody wrote, those of the evaluations too."""
    for shown in opened.browser.rows(tuple(AUTHORS)):
        yield path_row(shown)


def verdicts(opened: Opened) -> Iterator[Row]:
    """What judges said of paths."""
    for shown in opened.browser.rows(("judge",)):
        yield verdict_row(shown)


def annotations(opened: Opened) -> Iterator[Row]:
    """What a teacher said of wrong paths: for the ORM's training, or for its own reflection."""
    for shown in opened.browser.rows(("annotate", "diagnose")):
        yield verdict_row(shown)


def d_sft(opened: Opened) -> Iterator[Row]:
    """What the last model was trained on; `stage` is the one that added the row."""
    joined: dict[int, str] = {}
    refs: dict[int, Ref] = {}
    for stage in opened.stages():
        refs = {ref.row: ref for ref in stage.d_sft}
        for row in refs:
            joined.setdefault(row, stage.name)
    for shown in paths_of(opened, refs):
        id_ = shown.row.id
        yield path_row(shown) | {"stage": joined[id_], "verdict": refs[id_].verdict}


def d_remain(opened: Opened) -> Iterator[Row]:
    """The problems of D that are not solved yet."""
    stages = opened.stages()
    unsolved = stages[-1].d_remain.problem_ids() if stages else frozenset()
    for problem, split in opened.browser.problems():
        if problem.id in unsolved:
            yield problem_row(problem, split)


def r_incorrect(opened: Opened) -> Iterator[Row]:
    """Wrong paths with the feedback on them; `unsolved`: nobody has solved the problem since."""
    stages = opened.stages()
    if not stages:
        return
    refs = {ref.row: ref for ref in stages[-1].r_incorrect}
    unsolved = stages[-1].d_remain.problem_ids()
    for batch in batches(paths_of(opened, refs)):
        said = opened.run.reader.paths([refs[shown.row.id].verdict for shown in batch])
        for shown, verdict in zip(batch, said, strict=True):
            yield path_row(shown) | {
                "verdict": verdict.id,
                "error_step": verdict.note.get("error_step"),
                "analysis": verdict.note.get("analysis"),
                "unsolved": shown.row.problem in unsolved,
            }


def failures(opened: Opened) -> Iterator[Row]:
    """Attempts that failed; their units were, or are, owed again."""
    for failed in opened.browser.failures():
        yield {
            "id": f"{failed.recipe}-{failed.unit.hex()}-{failed.attempt}",
            "stage": failed.stage,
            "attempt": failed.attempt,
            "boundary": failed.boundary,
            "message": failed.message,
        }


def models(opened: Opened) -> Iterator[Row]:
    """The checkpoints, with what they were made from."""
    imports = opened.run.recipe.imports
    brought = opened.browser.imported([name for name in (imports.m0, imports.orm) if name])
    made = {model.digest: model for model in (*opened.browser.models(), *brought)}
    for _, model in sorted(made.items()):
        yield {
            "id": model.digest,
            "stage": model.stage,
            "path": model.path,
            "start": model.made.get("model"),
            "trainer": model.made["leaf"],
            "rows": model.note.get("rows"),
            "dropped": model.note.get("dropped"),
            "longest": model.note.get("longest"),
            "steps": model.note.get("steps"),
            "curve": model.note.get("curve"),
            "by": model.made.get("by"),
            "imported": origin(model.made) if model.stage == "import" else None,
        }


TABLES: dict[str, Callable[[Opened], Iterator[Row]]] = {
    "problems": problems,
    "rollouts": rollouts,
    "verdicts": verdicts,
    "annotations": annotations,
    "d_sft": d_sft,
    "d_remain": d_remain,
    "r_incorrect": r_incorrect,
    "failures": failures,
    "models": models,
}

COLUMNS: dict[str, tuple[str, ...]] = {
    "problems": ("id", "split", "source_id", "gold", "question"),
    "rollouts": ("id", "stage", "problem", "sample", "status", "by", "text"),
    "verdicts": ("id", "stage", "path", "outcome", "error_step", "analysis"),
    "annotations": ("id", "stage", "path", "outcome", "by", "error_step", "analysis"),
    "d_sft": ("id", "stage", "author", "problem", "verdict", "by", "text"),
    "d_remain": ("id", "split", "source_id", "gold", "question"),
    "r_incorrect": ("id", "stage", "problem", "unsolved", "error_step", "text"),
    "failures": ("stage", "attempt", "boundary", "message"),
    "models": ("id", "stage", "rows", "dropped", "steps", "by", "path"),
}


def path_row(shown: Shown) -> Row:
    """A path as a plain row."""
    row, made, by = shown.row, shown.made, brought_by(shown.row.note)
    return {
        "id": row.id,
        "stage": shown.stage.partition(".")[0],
        "author": AUTHORS[row.verb],
        "verb": row.verb,
        "problem": row.problem.hex(),
        "sample": row.sample,
        "parent": row.parent,
        "status": row.status,
        "text": row.text,
        "policy": "import" if by else made["leaf"],
        "model": made.get("model"),
        "sampling": None if by else made.get("sampling"),
        "tokens_in": row.usage.tokens_in,
        "tokens_out": row.usage.tokens_out,
        "money": row.usage.money,
        "by": by,
        "note": row.note,
    }


def verdict_row(shown: Shown) -> Row:
    """A verdict, or an annotation, as a plain row."""
    row, made, by = shown.row, shown.made, brought_by(shown.row.note)
    note = dict(row.note)
    return {
        "id": row.id,
        "stage": shown.stage.partition(".")[0],
        "judge": shown.stage.rpartition(".")[2],  # the name that [judges] gives
        "leaf": "import" if by else made.get("leaf"),
        "model": made.get("model"),
        "path": row.parent,
        "problem": row.problem.hex(),
        "outcome": note.pop("outcome", row.status),
        "error_step": note.pop("error_step", None),
        "analysis": note.pop("analysis", None),
        "p_correct": note.pop("p_correct", None),
        "text": row.text,
        "tokens_in": row.usage.tokens_in,
        "tokens_out": row.usage.tokens_out,
        "money": row.usage.money,
        "by": by,
        "note": note,
    }


def brought_by(note: Mapping[str, Json]) -> str | None:
    """Who made a row that was imported; None: the run itself had it made."""
    origin = note.get("imported")
    return str(origin["by"]) if isinstance(origin, Mapping) else None


def origin(made: Mapping[str, Any]) -> Row:
    """Where a model came from that was imported, as a row's own note says it."""
    return {"file": made["from"], "digest": made["digest"], "by": made["by"]}


def problem_row(problem: Problem, split: str | None) -> Row:
    """A problem as a plain row."""
    return {
        "id": problem.id.hex(),
        "split": split,
        "source": problem.source,
        "source_id": problem.source_id,
        "question": problem.question,
        "options": list(problem.options),
        "gold": problem.gold,
        "images": [f"images/{image.path.name}" for image in problem.images],
        "group": problem.group,
        "solution": problem.solution,
        "meta": dict(problem.meta),
    }


def paths_of(opened: Opened, wanted: Container[int]) -> Iterator[Shown]:
    """The paths with these ids, in the order of the ids, in one pass over the run's paths."""
    return (shown for shown in opened.browser.rows(tuple(AUTHORS)) if shown.row.id in wanted)
