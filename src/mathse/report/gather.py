"""What a run's page shows, read from its recording, also while it goes: nothing is done for it.

Problems and repairs are drawn by the digest of the problem, in turn from each family or subject: nobody chose them.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from mathse.drive import Recording, evaluations, measured
from mathse.errors import UserError
from mathse.evaluation.answering import greedy_paths, tags
from mathse.evaluation.report import TAGS, Evaluated, summary
from mathse.evaluation.transitions import right_by_problem
from mathse.leaks import told
from mathse.record import Owed, Recorded
from mathse.rows import Feedback, Problem
from mathse.stages import feedback_of
from mathse.store import PathRow
from mathse.store.browse import Browser

Kind = Literal["mended", "broken", "unsolved"]
KINDS: tuple[Kind, ...] = ("mended", "broken", "unsolved")


@dataclass(frozen=True, slots=True)
class Answer:
    """What one stage's model wrote for a problem."""

    stage: str
    text: str
    right: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A problem that no model was trained on, with every stage's greedy answer."""

    kind: Kind
    problem: Problem
    answers: tuple[Answer, ...]  # in the order of the stages


@dataclass(frozen=True, slots=True)
class Repair:
    """A wrong path of the student, its diagnosis, and what the teacher made of both."""

    problem: Problem
    draft: str
    told: Feedback | None  # as the teacher read it: what reveals the answer is withheld
    repaired: str


@dataclass(frozen=True, slots=True)
class Curve:
    """The loss of one training."""

    stage: str
    points: tuple[tuple[int, float], ...]  # (optimiser step, loss)


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that the page shows."""

    name: str
    summary: Mapping[str, Any]  # as summary.json, of what is recorded
    owed: str | None  # the stage that a run still going, or stopped, is at
    examples: tuple[Example, ...]
    repairs: tuple[Repair, ...]
    curves: tuple[Curve, ...]


def gather(run: Recording, folder: Path, *, examples: int) -> Gathered:
    """At most so many problems of each kind, and repairs.

    Raises UserError where no stage is evaluated yet, StoreError where the recording is of other rows.
    """
    with suppress(Owed):
        deque(run.replay(), maxlen=0)
    recorded, evaluated, final, owed = _evaluated(run)
    shown = [one for one in evaluated if one.greedy is not None]
    if not shown:
        raise UserError(f"{folder} has no evaluated stage yet")
    browser = Browser(run.reader, run.run)
    return Gathered(
        name=folder.resolve().name,
        summary=summary(recorded, evaluated, run=run.run, made={}),
        owed=owed,
        examples=tuple(_examples(run, recorded, shown, examples, final=final)),
        repairs=tuple(_repairs(run, browser, evaluated, examples)),
        curves=tuple(_curves(browser)),
    )


def _evaluated(run: Recording) -> tuple[Recorded, list[Evaluated], bool, str | None]:
    """(the verbs as they stand then, the models measured so far, whether on test, what is owed).

    The final measurement, where it was made; else the usual one.
    """
    for final in (True, False) if run.recipe.evaluation.final else (False,):
        recorded, found, owed = run.recorded(), list[Evaluated](), None
        try:
            for one in evaluations(recorded, run.loaded, final=final):
                found.append(one)
        except Owed as stopped:
            owed = stopped.name
        if any(one.greedy is not None for one in found):
            break
    return recorded, found, final, owed


def _examples(
    run: Recording, recorded: Recorded, shown: list[Evaluated], n: int, *, final: bool
) -> Iterator[Example]:
    problems = measured(run.recipe, run.loaded, final=final)
    right = {one.stage.name: right_by_problem(one.greedy or ()) for one in shown}
    rows = {
        one.stage.name: {
            ref.problem: ref.row for ref in greedy_paths(recorded, one.stage.model, problems)
        }
        for one in shown
    }
    of: dict[Kind, list[bytes]] = {kind: [] for kind in KINDS}
    for id_ in set.intersection(*(set(one) for one in right.values())):
        kind = _kind([one[id_] for one in right.values()])
        if kind is not None:
            of[kind].append(id_)
    for kind, ids in of.items():
        for problem in _drawn(run.reader.problems(sorted(ids)), n):
            texts = run.reader.paths([one[problem.id] for one in rows.values()])
            answers = [
                Answer(stage, row.text, right[stage][problem.id])
                for stage, row in zip(rows, texts, strict=True)
            ]
            yield Example(kind, problem, tuple(answers))


def _kind(right: list[bool]) -> Kind | None:
    """Of right and wrong by stage; the base is no beginning where others follow: it has learnt nothing yet."""
    first = right[min(1, max(0, len(right) - 2))]
    if right[-1]:
        return None if first else "mended"
    return "broken" if any(right) else "unsolved"


def _drawn(problems: Iterable[Problem], n: int) -> list[Problem]:
    """The first n, in turn from each family, subject or level."""
    of: dict[str, list[Problem]] = {}
    for problem in problems:
        known = tags(problem)
        of.setdefault(next((known[tag] for tag in TAGS if tag in known), ""), []).append(problem)
    ranked = [(rank, one.id, one) for some in of.values() for rank, one in enumerate(some)]
    return [problem for _, _, problem in sorted(ranked, key=lambda one: one[:2])[:n]]


def _repairs(
    run: Recording, browser: Browser, evaluated: list[Evaluated], n: int
) -> Iterator[Repair]:
    """Of the teacher's reflections that were trained on."""
    kept = {ref.row for one in evaluated[-1:] for ref in one.stage.d_sft}
    rows = {s.row.problem: s.row for s in browser.rows(("reflect",)) if s.row.id in kept}
    for problem in _drawn(run.reader.problems(sorted(rows)), n):
        repaired = rows[problem.id]
        draft = _row(run, repaired.parent)
        said = _row(run, repaired.note.get("feedback"))
        if draft is not None:
            read = told(feedback_of(said), problem, draft.text) if said else None
            yield Repair(problem, draft.text, read, repaired.text)


def _row(run: Recording, id_: object) -> PathRow | None:
    return next(run.reader.paths([id_])) if isinstance(id_, int) else None


def _curves(browser: Browser) -> Iterator[Curve]:
    """Of each training, in the order in which they were made."""
    place = {stage.name: stage.ordinal for stage in browser.stages()}
    for model in sorted(browser.models(), key=lambda one: place[one.stage]):
        curve = model.note.get("curve")
        if isinstance(curve, list) and len(curve) > 1:
            points: Any = curve
            yield Curve(model.stage, tuple((int(step), float(loss)) for step, loss in points))
