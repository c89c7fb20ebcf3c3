"""The figures' solver-teacher as a policy. It is a program, not a language model.

It rebuilds the problem from `meta["truth"]`, which the source `figures` gives, and fails at the rates
of its settings (mathse.figures.teacher). Sampling is ignored: the unit's seed alone decides what it
writes. An annotation is written in the judge's JSON; where nothing in a path is wrong it says so,
and where the path cannot be read it says that in words, which no parser takes for a verdict.
"""

import dataclasses
import json
from collections.abc import Iterator
from dataclasses import dataclass

from mathse.errors import RecipeError
from mathse.figures.checker import check
from mathse.figures.scene import FigureProblem
from mathse.figures.teacher import TeacherSettings, annotate, reflect, solve
from mathse.figures.world import from_meta
from mathse.roles import Answer, Context, Failed, NoSettings, Plugin, Request
from mathse.rows import Annotate, Critique, Reflect, Rollout, Solve

GIVES_UP = "I cannot solve this problem."
CANNOT_TELL = "I cannot tell which step is wrong."


@dataclass(frozen=True, slots=True)
class FiguresTeacher:
    """Solves, annotates and reflects."""

    settings: TeacherSettings

    def write(self, requests: Iterator[Request]) -> Iterator[Answer]:
        """One answer a request, in order."""
        for request in requests:
            problem = from_meta(request.task.problem.meta)
            if problem is None:
                result: Rollout | Failed = Failed("policy", "not a problem of the figures' world")
            else:
                result = self._result(request, problem)
            yield Answer(request.index, result)

    def _result(self, request: Request, problem: FigureProblem) -> Rollout | Failed:
        match request.task:
            case Solve():
                text = solve(problem, self.settings, request.seed)
                return Rollout(text or GIVES_UP, "finished", note={"gave_up": text is None})
            case Annotate(_, path):
                return self._annotation(problem, path, request.seed)
            case Reflect(_, draft, feedback):
                step, analysis = (
                    (feedback.error_step, feedback.analysis) if feedback else (None, None)
                )
                return Rollout(
                    reflect(problem, draft, step, analysis, self.settings, request.seed), "finished"
                )
            case Critique():
                return Failed("policy", 'the figures\' teacher is no judge; use "figures_truth"')

    def _annotation(self, problem: FigureProblem, path: str, seed: int) -> Rollout:
        said = annotate(problem, path, self.settings, seed)
        step: str | None
        analysis: str | None
        if said is not None:
            status, step, analysis = "WRONG", said.error_step, said.analysis
        elif check(problem, path).outcome == "correct":
            status, step, analysis = "CORRECT", None, None
        else:
            return Rollout(CANNOT_TELL, "finished")
        verdict = {"status": status, "error_step": step, "error_analysis": analysis}
        return Rollout(json.dumps(verdict, ensure_ascii=False), "finished")


def _build(settings: TeacherSettings, speed: NoSettings, context: Context) -> FiguresTeacher:
    if len(settings.coverage) != 4:
        raise RecipeError("the figures' teacher needs its coverage of the levels 1, 2, 3 and 4")
    errors = dataclasses.astuple(settings.errors)
    rates = {
        field.name: getattr(settings, field.name)
        for field in dataclasses.fields(settings)
        if field.name not in ("coverage", "errors")
    }
    for name, rate in (*rates.items(), *(("coverage", share) for share in settings.coverage)):
        if not 0 <= rate <= 1:
            raise RecipeError(f'"{name}" of the figures\' teacher is {rate}: not from 0 to 1')
    if min(errors) < 0 or sum(errors) > 1:
        raise RecipeError('"errors" of the figures\' teacher are below 0 or above 1 together')
    return FiguresTeacher(settings)


PLUGIN = Plugin(
    settings=TeacherSettings, speed=NoSettings, build=_build, light=True, version=3
)  # 2: line graphs say "way" alone; 3: the same problems are beyond it at every seed
