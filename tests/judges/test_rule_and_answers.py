"""The judge without a model, and the teacher without a thought."""

import json

from mathse.judges import rule
from mathse.judges.parse import parse_verdict
from mathse.policies import answers
from mathse.roles import Answer, Context, Failed, JudgeRequest, NoSettings, Request, Sampling
from mathse.rows import Annotate, Critique, Problem, Reflect, Rollout, Solve, Task, Verdict


def problem(gold: str, options: tuple[str, ...] = (), solution: str | None = None) -> Problem:
    return Problem(b"", "How many?", options, gold, (), "", "", "", solution)


def judged(path: str, asked: Problem) -> Verdict:
    judge = rule.PLUGIN.build(NoSettings(), NoSettings(), Context(model=None))
    task = Critique(asked, path, with_reference=False)
    (found,) = judge.judge(iter([JudgeRequest(7, task, seed=0)]))
    assert found.index == 7
    assert isinstance(found.result, Verdict)
    return found.result


def test_the_final_answer_decides() -> None:
    closing = "The answer to this problem is {}."
    assert judged(closing.format("1/2"), problem("0.5")).outcome == "correct"
    assert judged(closing.format("B"), problem("B", ("3", "4"))).outcome == "correct"
    assert judged(closing.format("4"), problem("B", ("3", "4"))).outcome == "correct"
    assert judged(closing.format("3"), problem("B", ("3", "4"))).outcome == "incorrect"
    assert judged("I do not know.", problem("7")).outcome == "incorrect"
    assert judged("", problem("7")).note["grade"] == "no_answer"


def test_a_reference_that_cannot_be_read_is_nobodys_fault() -> None:
    verdict = judged("The answer to this problem is 3.", problem(""))
    assert (verdict.outcome, verdict.note["grade"]) == ("unparsed", "unscored")


def test_it_costs_nothing() -> None:
    assert judged("The answer to this problem is 3.", problem("3")).usage.calls == 0


def written(*tasks: Task) -> list[Answer]:
    teacher = answers.PLUGIN.build(NoSettings(), NoSettings(), Context(model=None))
    requests = (Request(at, task, at, Sampling()) for at, task in enumerate(tasks))
    return list(teacher.write(requests))


def text(answer: Answer) -> str:
    assert isinstance(answer.result, Rollout)
    assert answer.result.note["writer"] == "data set"
    return answer.result.text


def test_the_data_sets_own_solution_is_accepted_by_the_rules() -> None:
    with_solution = problem("12", solution="Three fours are twelve, or perhaps 13.")
    lettered = problem("B", ("3", "4"))
    said = written(Solve(with_solution), Solve(lettered), Reflect(lettered, "draft", None))
    assert [one.index for one in said] == [0, 1, 2]
    assert text(said[0]).startswith("Three fours")
    for one, asked in zip(said, (with_solution, lettered, lettered), strict=True):
        assert judged(text(one), asked).outcome == "correct"


def test_an_annotation_says_right_or_wrong_and_never_the_answer() -> None:
    asked = problem("12")
    wrong, right = written(
        Annotate(asked, "Step 1: 3 * 4 = 13.\nThe answer to this problem is 13."),
        Annotate(asked, "The answer to this problem is 12."),
    )
    verdict = parse_verdict(text(wrong))
    assert verdict.outcome == "incorrect"
    assert verdict.error_step == "The answer to this problem is 13."
    assert "12" not in json.loads(text(wrong))["error_analysis"]
    assert parse_verdict(text(right)).outcome == "correct"


def test_it_is_no_judge() -> None:
    (said,) = written(Critique(problem("1"), "path", with_reference=True))
    assert isinstance(said.result, Failed)
