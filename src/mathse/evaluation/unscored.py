"""What of a benchmark has no score, and why: a row or a picture that cannot be read, a reference of no kind.

None of it is the model's fault, so it is not in the accuracy; but a figure that leaves problems out can
be flattering, so it is counted, listed and given a second accuracy in which it counts as wrong.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mathse.evaluation.scores import Score
from mathse.evaluation.several import Path
from mathse.evaluation.statistics import Interval, wilson
from mathse.recipe import Draws
from mathse.record import Recorded
from mathse.rows import Checkpoint, Problem
from mathse.stages import solve_units
from mathse.tables import Table


@dataclass(frozen=True, slots=True)
class Unscored:
    """Problems without a grade."""

    count: int
    reasons: list[str]  # "15: image 'a.png' is missing"; the first ones where there are very many


NONE = Unscored(0, [])


@dataclass(frozen=True, slots=True)
class AsWrong:
    """The accuracy in which every unscored problem counts as wrong."""

    n: int
    accuracy: float  # 0..1
    interval: Interval


def unasked(
    recorded: Recorded, model: Checkpoint, missing: Table, draws: Draws
) -> Iterator[tuple[bytes, str]]:
    """(problem, why) of the problems whose recorded failure left them without an answer."""
    spec = recorded.spec("evaluate", recorded.cast.student, draws=draws, model=model)
    recipe = recorded.reader.recipe(spec.key())
    known = {p.id: p for p in recorded.reader.problems([ref.problem for ref in missing])}
    for unit in solve_units(missing, 1):
        boundary, message = recorded.reader.last_failure(recipe or 0, unit.key)
        files = ", ".join(str(image.path) for image in known[unit.problem].images)
        named = f"image {files}" if boundary == "image" else boundary
        yield unit.problem, f"{named}: {message}"


def together(
    greedy: Sequence[Path], problems: Mapping[bytes, Problem], before: Unscored
) -> Unscored:
    """What could not be asked (`before`), and the answers whose reference cannot be read."""
    reasons = list(before.reasons)
    count = before.count
    for path in greedy:
        if path.answered.grade == "unscored":
            problem = problems[path.answered.problem]
            rule = path.rollout.note.get("rule")
            reasons.append(f"{problem.source_id}: reference answer {problem.gold!r:.60}: {rule}")
            count += 1
    return Unscored(count, reasons)


def as_wrong(found: Score, unscored: int) -> AsWrong:
    """Of all problems: scored or not."""
    n = found.n + unscored
    return AsWrong(n, found.right / n if n else 0.0, wilson(found.right, n))
