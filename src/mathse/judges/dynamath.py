"""The rule judge by DynaMath's protocol: a number may be 0.001 off.

`mathse evaluate --benchmark dynamath` uses it; see mathse.grading.rounded for the protocol and its source.
`answer_type` stands in the problem's meta, as published: 53 of the 292 `float` references of the seeds have
four decimal places, while the authors ask for three.
"""

from mathse.grading import Grade
from mathse.grading.rounded import grade_within
from mathse.judges import rule
from mathse.roles import Context, NoSettings, Plugin
from mathse.rows import Problem, graded_options

TOLERANCE = 0.001


def graded(response: str, problem: Problem) -> Grade:
    """The grade of this response."""
    if problem.meta.get("answer_type") != "float":
        return rule.graded(response, problem)
    return grade_within(
        response=response,
        gold=problem.gold,
        options=graded_options(problem),
        question=problem.question,
        tolerance=TOLERANCE,
    )


def _build(settings: NoSettings, speed: NoSettings, context: Context) -> rule.RuleJudge:
    return rule.RuleJudge(graded)


PLUGIN = Plugin(settings=NoSettings, speed=NoSettings, build=_build, light=True)
