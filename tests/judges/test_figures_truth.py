"""The checker as a judge: what is true of a path, in the form of every judge's verdict."""

from collections.abc import Iterable
from random import Random

from tests.policies.test_figures_teacher import row

from mathse.figures.checker import ERROR_TYPES
from mathse.figures.mistakes import plant
from mathse.figures.scene import FigureProblem
from mathse.figures.teacher import reveals_answer
from mathse.figures.world import problems
from mathse.judges.parse import parse_verdict
from mathse.plugins import find
from mathse.roles import Context, Failed, JudgeRequest, NoSettings
from mathse.rows import Critique, Problem, Verdict

WORLD = list(problems(n=150, seed=51))


def task(problem: FigureProblem, path: str, *, binary: bool = False) -> Critique:
    return Critique(row(problem), path, with_reference=False, binary=binary)


def verdicts(tasks: Iterable[Critique]) -> list[Verdict]:
    judge = find("judge", "figures_truth").build(NoSettings(), NoSettings(), Context(model=None))
    requests = (JudgeRequest(index, task, seed=0) for index, task in enumerate(tasks))
    results = [judged.result for judged in judge.judge(requests)]
    assert all(isinstance(result, Verdict) for result in results)
    return [result for result in results if isinstance(result, Verdict)]


def test_right_paths_are_correct() -> None:
    said = verdicts(task(problem, problem.question.solution_text) for problem in WORLD)
    assert {verdict.outcome for verdict in said} == {"correct"}
    assert {parse_verdict(verdict.text).outcome for verdict in said} == {"correct"}


def test_wrong_paths_have_their_step_and_keep_the_answer_to_themselves() -> None:
    rng = Random(3)
    for carried in (True, False):
        made = [
            (problem, plant(problem, rng, rng.choice(ERROR_TYPES), carried=carried))
            for problem in WORLD
        ]
        planted = [(problem, wrong) for problem, wrong in made if wrong]
        said = verdicts(task(problem, wrong.text) for problem, wrong in planted)
        for (problem, wrong), verdict in zip(planted, said, strict=True):
            assert (verdict.outcome, verdict.error_step) == ("incorrect", wrong.step_text)
            assert verdict.note["error_type"] == wrong.error_type
            assert verdict.note["answer_right"] is not carried
            written = parse_verdict(verdict.text)
            assert (written.error_step, written.analysis) == (verdict.error_step, verdict.analysis)
            question = problem.question
            assert not reveals_answer(
                verdict.analysis or "", answer=question.answer, options=question.options
            )


def test_what_cannot_be_read_is_unparsed() -> None:
    (verdict,) = verdicts([task(WORLD[0], "Multiply both sides, and there you are.")])
    assert verdict.outcome == "unparsed"
    assert parse_verdict(verdict.text).outcome == "unparsed"


def test_a_path_that_breaks_off_is_wrong_at_no_step() -> None:
    text = " ".join(step.text for step in WORLD[0].question.solution[:2])
    (verdict,) = verdicts([task(WORLD[0], text)])
    assert (verdict.outcome, verdict.error_step) == ("incorrect", None)
    assert "breaks off" in (verdict.analysis or "")


def test_binary_verdicts_are_the_status_alone() -> None:
    problem = WORLD[0]
    wrong = plant(problem, Random(1), "calculation", carried=True)
    assert wrong is not None
    right, not_right = verdicts(
        task(problem, text, binary=True) for text in (problem.question.solution_text, wrong.text)
    )
    assert (right.text, not_right.text) == ('{"status": "CORRECT"}', '{"status": "WRONG"}')
    assert not_right.error_step is None


def test_a_problem_of_another_source_is_a_failure() -> None:
    foreign = Problem(b"x", "What is 1 + 1?", (), "2", (), "g", "jsonl", "1", None)
    judge = find("judge", "figures_truth").build(NoSettings(), NoSettings(), Context(model=None))
    (judged,) = judge.judge(iter([JudgeRequest(0, Critique(foreign, "2", True), seed=0)]))
    assert isinstance(judged.result, Failed)
