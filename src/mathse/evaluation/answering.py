"""Has a stage's model answer the problems kept for measuring; every answer is a recorded row too."""

from typing import get_args

from mathse.evaluation.scores import Answered, Grade, tags_of
from mathse.recipe import Draws
from mathse.record import Recorded
from mathse.rows import Checkpoint, PathStatus, Problem
from mathse.stages import Verb
from mathse.store import PathRow
from mathse.tables import Table


def greedy(recorded: Recorded, model: Checkpoint, problems: Table) -> list[Answered]:
    """One greedy answer a problem, graded."""
    return answered(recorded, "evaluate", model, problems, _greedy(recorded))


def greedy_paths(recorded: Recorded, model: Checkpoint, problems: Table) -> Table:
    """The paths of these answers."""
    return recorded.student("evaluate", model, problems, _greedy(recorded))


def _greedy(recorded: Recorded) -> Draws:
    return Draws(n=1, temperature=0.0, max_tokens=recorded.recipe.evaluation.max_tokens)


def sampled(recorded: Recorded, model: Checkpoint, problems: Table) -> list[Answered]:
    """The answers that pass@k is estimated from, graded."""
    draws = recorded.recipe.evaluation.samples
    return answered(recorded, "evaluate_samples", model, problems, draws)


def answered(
    recorded: Recorded, verb: Verb, model: Checkpoint, problems: Table, draws: Draws
) -> list[Answered]:
    """Answers under this verb with the grades of the evaluation's judge."""
    paths = recorded.student(verb, model, problems, draws)
    verdicts = recorded.verdicts(recorded.recipe.evaluation.judge, paths, of=verb)
    judged = [ref for ref in paths if ref.content in verdicts]
    rows = recorded.reader.paths([ref.row for ref in judged])
    said = recorded.reader.paths([verdicts[ref.content].row for ref in judged])
    known = {p.id: p for p in recorded.reader.problems([ref.problem for ref in problems])}
    return [
        tagged(row, verdict, known[row.problem]) for row, verdict in zip(rows, said, strict=True)
    ]


def tagged(row: PathRow, verdict: PathRow, problem: Problem) -> Answered:
    """A recorded answer with its grade, and its problem's tags."""
    return Answered(
        problem=row.problem,
        grade=grade(verdict),
        status=_status(row.status),
        sample=row.sample,
        characters=len(row.text),
        tokens=row.usage.tokens_out,
        tags=tags(problem),
    )


def tags(problem: Problem) -> dict[str, str]:
    """What accuracy can be broken down by: the plain values of what a data set says beside."""
    return tags_of(problem.meta)


def grade(verdict: PathRow) -> Grade:
    """The verdict as a grade: a rule judge says which of the four, others only right or wrong."""
    said = verdict.note.get("grade")
    for known in get_args(Grade):
        if said == known:
            return known  # type: ignore[no-any-return]
    return "correct" if verdict.status == "correct" else "incorrect"


def _status(status: str) -> PathStatus:
    for known in get_args(PathStatus):
        if status == known:
            return known  # type: ignore[no-any-return]
    raise ValueError(f"{status} is no status of a path")
