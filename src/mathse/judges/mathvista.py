"""The rule judge by MathVista's protocol: a number is rounded as the problem says before it is compared.

`mathse evaluate --benchmark mathvista` uses it; see mathse.grading.rounded for the protocol and its source.
`answer_type` and `precision` stand in the problem's meta, as published.
"""

from mathse.grading import Grade
from mathse.grading.rounded import grade_rounded
from mathse.judges.rule import RuleJudge
from mathse.roles import Context, NoSettings, Plugin
from mathse.rows import Problem, graded_options


def graded(response: str, problem: Problem) -> Grade:
    """The grade of this response."""
    kind, precision = problem.meta.get("answer_type"), problem.meta.get("precision")
    return grade_rounded(
        response=response,
        gold=problem.gold,
        options=graded_options(problem),
        question=problem.question,
        answer_type=kind if isinstance(kind, str) else "",
        precision=precision if isinstance(precision, int | float) else None,
    )


def _build(settings: NoSettings, speed: NoSettings, context: Context) -> RuleJudge:
    return RuleJudge(graded)


PLUGIN = Plugin(settings=NoSettings, speed=NoSettings, build=_build, light=True)
