"""The rule judge: is the final answer what the reference says? It reads no step.

The rules are mathse.grading's (docs/grading.md): no model, no cost. A reference that cannot be read is
the source's fault and never the path's: such a verdict is `unparsed`. It reads the reference by its
nature, whether or not other judges of the run may.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mathse.grading import Grade, grade
from mathse.roles import Context, Judged, JudgeRequest, NoSettings, Plugin
from mathse.rows import Outcome, Problem, Usage, Verdict, graded_options

OUTCOMES: dict[str, Outcome] = {
    "correct": "correct",
    "incorrect": "incorrect",
    "no_answer": "incorrect",  # a path without an answer is a wrong path
    "unscored": "unparsed",
}


@dataclass(frozen=True, slots=True)
class RuleJudge:
    """Grades final answers, by these rules."""

    graded: Callable[[str, Problem], Grade]

    def judge(self, requests: Iterator[JudgeRequest]) -> Iterator[Judged]:
        """One verdict a request, in order."""
        for request in requests:
            task = request.task
            yield Judged(request.index, verdict_of(self.graded(task.path, task.problem)))


def graded(response: str, problem: Problem) -> Grade:
    """The grade of this response."""
    return grade(
        response=response,
        gold=problem.gold,
        options=graded_options(problem),
        question=problem.question,
    )


def verdict_of(found: Grade) -> Verdict:
    """The grade as a verdict; the rule that decided stands in the note."""
    return Verdict(
        OUTCOMES[found.outcome],
        usage=Usage(),
        note={"grade": found.outcome, "extracted": found.extracted, "rule": found.rule},
    )


def _build(settings: NoSettings, speed: NoSettings, context: Context) -> RuleJudge:
    return RuleJudge(graded)


PLUGIN = Plugin(settings=NoSettings, speed=NoSettings, build=_build, light=True, version=10)
