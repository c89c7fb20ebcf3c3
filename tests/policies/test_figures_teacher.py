"""The solver-teacher as a policy: its tasks, its JSON, its settings' faults."""

from collections.abc import Iterable
from random import Random

import pytest

from mathse.errors import RecipeError
from mathse.figures.checker import check
from mathse.figures.mistakes import plant
from mathse.figures.scene import FigureProblem
from mathse.figures.world import problems
from mathse.judges.parse import parse_verdict, verdict_json
from mathse.plugins import find
from mathse.roles import Answer, Context, Failed, NoSettings, Request, Sampling
from mathse.rows import Annotate, Critique, Feedback, Problem, Reflect, Rollout, Solve, Task
from mathse.settings import parse

NO_ERRORS = dict.fromkeys(("vision", "question", "knowledge", "calculation", "reasoning"), 0.0)
PERFECT = {
    "coverage": [1.0] * 4,
    "errors": NO_ERRORS,
    "annotate_error_rate": 0.0,
    "reflect_right_diagnosis": 1.0,
}


def row(problem: FigureProblem) -> Problem:
    question = problem.question
    return Problem(
        id=problem.id.encode(),
        question=question.text,
        options=question.options,
        gold=question.answer,
        images=(),
        group=problem.group,
        source="figures",
        source_id=problem.id,
        solution=None,
        meta={"truth": problem.to_json()},
    )


def answers(tasks: Iterable[Task], **settings: object) -> list[Answer]:
    plugin = find("policy", "figures_teacher")
    chosen = parse(plugin.settings, settings, where="")
    teacher = plugin.build(chosen, NoSettings(), Context(model=None))
    requests = (
        Request(index, task, seed=17 + index, sampling=Sampling())
        for index, task in enumerate(tasks)
    )
    return list(teacher.write(requests))


def path(answer: Answer) -> Rollout:
    assert isinstance(answer.result, Rollout)
    return answer.result


WORLD = list(problems(n=80, seed=41))


def drafts() -> list[tuple[FigureProblem, str, str]]:
    """(problem, a wrong solution, its first wrong step)."""
    rng = Random(2)
    made = [(problem, plant(problem, rng, "calculation", carried=True)) for problem in WORLD]
    return [(problem, said.text, said.step_text) for problem, said in made if said]


def test_solutions_are_right_and_come_under_their_index() -> None:
    written = answers((Solve(row(problem)) for problem in WORLD), **PERFECT)
    assert [answer.index for answer in written] == list(range(len(WORLD)))
    for problem, answer in zip(WORLD, written, strict=True):
        assert check(problem, path(answer).text).outcome == "correct"


def test_what_it_cannot_solve_is_a_path_and_no_failure() -> None:
    written = answers(
        (Solve(row(problem)) for problem in WORLD), **PERFECT | {"coverage": [0.0] * 4}
    )
    assert all(path(answer).note["gave_up"] for answer in written)
    reports = [
        check(problem, path(answer).text) for problem, answer in zip(WORLD, written, strict=True)
    ]
    assert {report.outcome for report in reports} == {"cannot_tell"}
    assert not any(report.answer_right for report in reports)


def test_annotations_are_the_judges_json() -> None:
    made = drafts()
    tasks = (Annotate(row(problem), text) for problem, text, _ in made)
    for (_, _, step), answer in zip(made, answers(tasks, **PERFECT), strict=True):
        verdict = parse_verdict(path(answer).text)
        assert (verdict.outcome, verdict.error_step) == ("incorrect", step)
        said = Feedback(verdict.error_step, verdict.analysis)
        assert path(answer).text == verdict_json(correct=False, feedback=said)


def test_annotating_what_is_right_or_unreadable() -> None:
    problem = WORLD[0]
    tasks = [Annotate(row(problem), problem.question.solution_text), Annotate(row(problem), "Hm.")]
    right, unreadable = (parse_verdict(path(answer).text) for answer in answers(tasks, **PERFECT))
    assert right.outcome == "correct"
    assert unreadable.outcome == "unparsed"


def test_reflection_uses_the_diagnosis_that_it_is_given() -> None:
    made = drafts()
    rates = PERFECT | {"reflect_no_diagnosis": 0.0}
    told = [
        Reflect(row(problem), text, Feedback(step, "It is wrong.")) for problem, text, step in made
    ]
    untold = [Reflect(row(problem), text, None) for problem, text, _ in made]
    mended = [path(answer).text for answer in answers(told, **rates)]
    kept = [path(answer).text for answer in answers(untold, **rates)]
    for (problem, _, _), one, other in zip(made, mended, kept, strict=True):
        assert check(problem, one).outcome == "correct"
        assert check(problem, other).outcome == "incorrect"


def test_the_seed_alone_decides() -> None:
    tasks = [Solve(row(problem)) for problem in WORLD[:20]]
    assert answers(tasks) == answers(tasks)


def test_other_problems_and_other_tasks_are_failures() -> None:
    problem = row(WORLD[0])
    foreign = Problem(
        b"x", "What is 1 + 1?", (), "2", (), "g", "jsonl", "1", None, {"truth": "yes"}
    )
    tasks = [Solve(foreign), Critique(problem, "text", with_reference=True)]
    assert all(isinstance(answer.result, Failed) for answer in answers(tasks))


@pytest.mark.parametrize(
    "settings",
    [
        {"coverage": [0.9]},
        {"coverage": [0.9, 0.9, 0.9, 1.9]},
        {"errors": {"vision": 0.6, "question": 0.6}},
        {"errors": {"vision": -0.1}},
        {"local_share": 2.0},
        {"coverag": [0.9] * 4},
    ],
)
def test_a_mistake_is_one_clear_line(settings: dict[str, object]) -> None:
    with pytest.raises(RecipeError) as error:
        answers([], **settings)
    assert "\n" not in str(error.value)
