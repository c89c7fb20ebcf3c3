"""A teacher that only knows the data set's own solutions and answers: free, offline, and no thinker.

It writes a problem's solution where the data set has one, and else the answer alone; it says of a wrong
path only that the answer is not right. Enough to start the loop where no model can be asked, and a
lower bound for any teacher. It is labelled as what it is: its rows say `data set`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mathse.grading import grade
from mathse.roles import Answer, Context, Failed, NoSettings, Plugin, Request
from mathse.rows import Annotate, Critique, Json, Problem, Reflect, Rollout, Solve, Usage
from mathse.rows import canonical_json as as_json

CLOSING = "The answer to this problem is"
ANALYSIS = "The final answer is not right; which step leads to it is not known."


@dataclass(frozen=True, slots=True)
class AnswersTeacher:
    """Copies what the data set says."""

    def write(self, requests: Iterator[Request]) -> Iterator[Answer]:
        """One answer a request, in order; it is free, so no call is counted."""
        for request in requests:
            match request.task:
                case Solve(problem) | Reflect(problem):
                    result: Rollout | Failed = Rollout(
                        solution(problem), "finished", Usage(), {"writer": "data set"}
                    )
                case Annotate():
                    result = Rollout(
                        annotation(request.task), "finished", Usage(), {"writer": "data set"}
                    )
                case Critique():
                    result = Failed("policy", 'the teacher "answers" is no judge; use "rule"')
            yield Answer(request.index, result)


def solution(problem: Problem) -> str:
    """The data set's solution, closed as every path is, or the closing sentence alone."""
    closing = f"{CLOSING} {problem.gold}."
    said = (problem.solution or "").strip()
    return f"{said}\n{closing}" if said else closing


def annotation(task: Annotate) -> str:
    """In the judge's JSON: whether the answer is right; a step is named only as the last one."""
    problem = task.problem
    found = grade(
        response=task.path,
        gold=problem.gold,
        options=problem.options or None,
        question=problem.question,
    )
    right = found.outcome == "correct"
    lines = [line for line in task.path.splitlines() if line.strip()]
    said: dict[str, Json] = {
        "status": "CORRECT" if right else "WRONG",
        "error_step": None if right or not lines else lines[-1],
        "error_analysis": None if right else ANALYSIS,
    }
    return as_json(said)


def _build(settings: NoSettings, speed: NoSettings, context: Context) -> AnswersTeacher:
    return AnswersTeacher()


PLUGIN = Plugin(settings=NoSettings, speed=NoSettings, build=_build, light=True)
