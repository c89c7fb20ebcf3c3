"""The verbs over a batch: which units a table asks for, how each becomes a request, how an answer
becomes a row. Nothing here runs a model or opens the database for writing.

A unit is one input; its key names it under the stage's recipe. Bump a verb's VERSION by hand when
the same inputs and settings would give other rows.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from mathse.judges.parse import parse_verdict, verdict_json
from mathse.leaks import told
from mathse.locating import checked, concluded, stopped_steps
from mathse.orm import OrmOptions, critique
from mathse.recipe import Draws, Leaf
from mathse.roles import JudgeRequest, Request, TaskKind
from mathse.rows import (
    Annotate,
    Checkpoint,
    Critique,
    Feedback,
    Json,
    Problem,
    Reflect,
    Rollout,
    Solve,
    Task,
    Usage,
    Verdict,
    canonical_json,
    digest,
)
from mathse.settings import as_table
from mathse.store import NewRow, PathRow, Reader
from mathse.store.read import batches
from mathse.tables import Ref, Table

Verb = Literal[
    "base", "distil", "sample", "judge", "annotate", "diagnose", "critique", "fine_tune",
    "fine_tune_orm", "reflect", "resample", "solve_again", "evaluate", "evaluate_samples",
    "examine",
]  # fmt: skip

VERSIONS: dict[Verb, int] = {
    "base": 1,
    "distil": 1,
    "sample": 1,
    "judge": 1,
    "annotate": 1,  # why a wrong path is wrong, with the reference: the ORM's training rows
    "diagnose": 1,  # the same without the reference: the teacher's own feedback (Table 3)
    "critique": 2,  # a training row for an ORM, made from a path and its annotation
    "fine_tune": 1,
    "fine_tune_orm": 2,  # 2: the end mark is learnt with an analysis
    "reflect": 2,  # 2: what tells the answer in more forms is withheld from the writer
    "resample": 1,
    "solve_again": 1,
    "evaluate": 1,
    "evaluate_samples": 1,
    "examine": 1,  # paths on dev problems, for a judge's card
}

SOLUTIONS: tuple[Verb, ...] = ("distil", "sample", "reflect", "resample", "solve_again")


class Unit(NamedTuple):
    """One input of a stage."""

    key: bytes  # names it under the stage's recipe
    problem: bytes
    sample: int = 0
    parent: int | None = None  # the recorded path that it is about
    feedback: int | None = None  # the recorded verdict or diagnosis that comes with it
    right_answer: bool | None = None  # whether the path's answer is right, where that is asked for


@dataclass(frozen=True, slots=True)
class Spec:
    """How the rows of a stage come about: its recipe key, and who is asked."""

    verb: Verb
    leaf: Leaf | None  # None: rows that follow from recorded ones, nobody is asked
    seed: int
    kind: TaskKind
    model: Checkpoint | None = None  # what the leaf runs, or what a training starts from
    draws: Draws | None = None  # of a policy's stage
    params: tuple[tuple[str, Json], ...] = ()  # whatever else changes rows

    def described(self) -> dict[str, Json]:
        """All that changes rows, readable: what the key is the digest of."""
        described: dict[str, Json] = {
            "verb": self.verb,
            "version": VERSIONS[self.verb],
            "seed": self.seed,
            **dict(self.params),
        }
        if self.leaf is not None:
            described["leaf"] = self.leaf.name
            described["leaf_version"] = self.leaf.plugin.version
            described["settings"] = as_table(self.leaf.settings)
            described["identity"] = dict(self.leaf.plugin.identity(self.leaf.settings, self.kind))
        if self.model is not None:
            described["model"] = self.model.digest
        if self.draws is not None:
            described["sampling"] = as_table(self.draws.sampling())
        return described

    def key(self) -> bytes:
        """The recipe key."""
        return digest(canonical_json(self.described()))

    def unit_seed(self, unit: bytes) -> int:
        """63 bits, the unit's own, and others for another verb or model: else an ORM would judge what it learnt from."""
        model = self.model.digest if self.model is not None else ""
        drawn = digest("unit seed", self.seed, self.verb, model, unit)
        return int.from_bytes(drawn[:8], "little") >> 1


def solve_units(problems: Table, n: int, drawn: Mapping[bytes, int] | None = None) -> list[Unit]:
    """`n` paths of each problem. (problem, sample) names a unit, so 8 contain the first 4.

    `drawn`: how many were drawn of a problem before, in this run: these are the next.
    """
    before = drawn or {}
    return [
        Unit(ref.problem + sample.to_bytes(4), ref.problem, sample)
        for ref in problems
        for first in (before.get(ref.problem, 0),)
        for sample in range(first, first + n)
    ]


def path_units(paths: Table) -> list[Unit]:
    """One unit a path, named by its content: equal paths are one unit."""
    first: dict[bytes, Ref] = {}
    for ref in paths:
        first.setdefault(ref.content, ref)
    return [Unit(ref.content, ref.problem, 0, ref.row) for ref in first.values()]


def reflect_units(drafts: Table, feedback: Mapping[bytes, tuple[int, bytes]], n: int) -> list[Unit]:
    """`n` repairs of each draft; `feedback`: draft's content -> (row, content) of its diagnosis."""
    units = []
    for ref in drafts:
        row, content = feedback.get(ref.content, (None, b""))
        for sample in range(n):
            key = digest(ref.content, content, sample)
            units.append(Unit(key, ref.problem, sample, parent=ref.row, feedback=row))
    return units


def requests(spec: Spec, units: Iterable[tuple[int, Unit]], reader: Reader) -> Iterator[Request]:
    """The policy's requests for (index, unit), texts fetched in batches."""
    if spec.draws is None:
        raise ValueError(f"{spec.verb} is no stage of a policy")
    sampling = spec.draws.sampling()
    for index, unit, task in tasks(spec, units, reader):
        yield Request(index, task, spec.unit_seed(unit.key), sampling)


def judge_requests(
    spec: Spec, units: Iterable[tuple[int, Unit]], reader: Reader
) -> Iterator[JudgeRequest]:
    """The judge's requests for (index, unit)."""
    for index, unit, task in tasks(spec, units, reader):
        if isinstance(task, Critique):
            yield JudgeRequest(index, task, spec.unit_seed(unit.key))


def tasks(
    spec: Spec, units: Iterable[tuple[int, Unit]], reader: Reader
) -> Iterator[tuple[int, Unit, Task]]:
    """The typed task of each unit."""
    for batch in batches(units, 200):
        problems = reader.problems([unit.problem for _, unit in batch])
        wanted = {row for _, unit in batch for row in (unit.parent, unit.feedback) if row}
        rows = {row.id: row for row in reader.paths(sorted(wanted))}
        for (index, unit), problem in zip(batch, problems, strict=True):
            parent = rows[unit.parent] if unit.parent else None
            feedback = rows[unit.feedback] if unit.feedback else None
            yield index, unit, task(spec, problem, parent, feedback)


def task(spec: Spec, problem: Problem, path: PathRow | None, feedback: PathRow | None) -> Task:
    """What is asked of this problem (and path, and diagnosis)."""
    if path is None:
        return Solve(problem)
    if spec.kind == "critique":
        params = dict(spec.params)
        shown = bool(params["with_reference"])
        return critique(problem, path.text, with_reference=shown, form=params)
    if spec.kind == "annotate":
        return Annotate(problem, path.text, with_reference=spec.verb == "annotate")
    return Reflect(problem, path.text, told(feedback_of(feedback), problem, path.text))


def critique_row(spec: Spec, unit: Unit, *, path: PathRow, said: PathRow) -> NewRow:
    """A training row for an ORM: what it should write about the path.

    `said` is the row that knows: the path's annotation, or for a correct path a verdict.
    """
    params = dict(spec.params)
    binary = bool(params["binary"])
    correct = said.status == "correct"
    feedback = feedback_of(said)
    wrong = feedback.error_step if feedback else None
    located = params.get("by_steps") and (correct or wrong)
    steps = checked(path.text, wrong) if located else None
    share = int.from_bytes(digest("reference", unit.key)[:8], "little") / 2.0**64
    left_out = params["without_reference"]
    with_reference = not isinstance(left_out, float) or share >= left_out
    # Only the reference answer tells whether an answer is right.
    steps_said = stopped_steps(path.text) if with_reference else []
    answer = concluded(steps_said, right=bool(unit.right_answer))
    text = verdict_json(
        correct=correct, feedback=feedback, binary=binary, steps=steps, answer=answer
    )
    return NewRow(
        unit=unit.key,
        problem=unit.problem,
        parent=unit.parent,
        sample=0,
        status=said.status,
        text=text,
        content=digest("critique", unit.key, text, str(with_reference)),
        note={
            "with_reference": with_reference,
            "binary": binary,
            "by_steps": steps is not None,
            "feedback": said.id,
        },
        usage=Usage(),
    )


def critique_spec(seed: int, o: OrmOptions) -> Spec:
    """How an ORM's training rows follow from annotated paths."""
    params: tuple[tuple[str, Json], ...] = (
        ("without_reference", float(o.without_reference)),
        ("binary", o.binary),
    )
    if not o.binary:
        params += o.form()
    return Spec("critique", None, seed, "critique", params=params)


def feedback_of(row: PathRow | None) -> Feedback | None:
    """The diagnosis that a verdict or an annotation holds; None where it holds none."""
    if row is None:
        return None
    step, analysis = row.note.get("error_step"), row.note.get("analysis")
    if step is None and analysis is None:
        return None
    return Feedback(
        None if step is None else str(step), None if analysis is None else str(analysis)
    )


def path_content(problem: bytes, text: str) -> bytes:
    """Names what a trainer would see of a path."""
    return digest("path", problem, text)


def path_row(spec: Spec, unit: Unit, answer: Rollout) -> NewRow:
    """A path on its way into the recording; an annotation is read as a verdict."""
    if spec.kind == "annotate":
        said = parse_verdict(answer.text)
        note = {**said.note, **answer.note}
        return verdict_row(unit, replace(said, note=note, usage=answer.usage))
    return NewRow(
        unit=unit.key,
        problem=unit.problem,
        parent=unit.parent,
        sample=unit.sample,
        status=answer.status,
        text=answer.text,
        content=path_content(unit.problem, answer.text),
        note={**answer.note, **({"feedback": unit.feedback} if unit.feedback else {})},
        usage=answer.usage,
    )


def verdict_row(unit: Unit, verdict: Verdict) -> NewRow:
    """A verdict on its way into the recording; its `unit` is the judged path's content."""
    note: dict[str, Json] = {
        "error_step": verdict.error_step,
        "analysis": verdict.analysis,
        "p_correct": verdict.p_correct,
    }
    return NewRow(
        unit=unit.key,
        problem=unit.problem,
        parent=unit.parent,
        sample=0,
        status=verdict.outcome,
        text=verdict.text,
        content=digest("feedback", str(verdict.error_step), str(verdict.analysis)),
        note={**note, **verdict.note},
        usage=verdict.usage,
    )
