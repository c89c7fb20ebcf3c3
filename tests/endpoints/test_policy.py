"""The policy and the judge against a real HTTP server, good and bad."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from serving import Serving, serving
from tasks import Coins, context, critiques, problem, solves

from mathse.endpoints.options import Dialect, Line
from mathse.endpoints.structured import schema
from mathse.errors import BudgetExceeded, EndpointError
from mathse.judges import llm
from mathse.policies import openai_chat
from mathse.roles import Answer, Context, Failed, Request, Sampling
from mathse.rows import Annotate, Feedback, Image, Reflect, Rollout

WAYS = {
    "timeout_seconds": 30.0,
    "key_env": "",
    "concurrency": 8,
    "retries": 20,
    "backoff_seconds": 0.05,
}


def policy(server: Serving, ctx: Context, dialect: Dialect | None = None, **line: Any) -> Any:
    settings = openai_chat.Settings(model="sums-1", dialect=dialect or Dialect())
    speed = Line(base_url=server.base_url, **{**WAYS, **line})
    return openai_chat.PLUGIN.build(settings, speed, ctx)


def texts(answers: list[Answer]) -> dict[int, str]:
    assert all(isinstance(answer.result, Rollout) for answer in answers)
    found = {a.index: a.result.text for a in answers if isinstance(a.result, Rollout)}
    assert len(found) == len(answers)
    return found


def collect(stream: Iterator[Answer], *, into: list[Answer]) -> None:
    for answer in stream:
        into.append(answer)


def test_rows_do_not_depend_on_faults_or_on_the_order_of_completion() -> None:
    with serving("--latency", "0.01") as good:
        plain = texts(list(policy(good, context(), concurrency=1).write(solves(40, paths=2))))
    bad = ("--latency", "0.02", "--faults", "0.3", "--hang", "3", "--seed", "5")
    with serving(*bad) as server:
        answers = list(policy(server, context(), timeout_seconds=1.5).write(solves(40, paths=2)))
        books = server.books()
    assert [a.index for a in answers] != sorted(a.index for a in answers)
    assert texts(answers) == plain
    assert len(books["faults"]) == 9, "every kind of fault came"
    calls = sum(a.result.usage.calls for a in answers if isinstance(a.result, Rollout))
    assert calls == books["calls"]


def test_n_is_used_where_it_is_honoured_and_counted_where_not() -> None:
    with serving("--honours-n") as server:
        many = list(policy(server, context()).write(solves(10, paths=4)))
        books = server.books()
    assert len(texts(many)) == 40
    assert books["calls"] == 10
    used = [a.result.usage for a in many if isinstance(a.result, Rollout)]
    assert sum(u.tokens_out for u in used) == books["tokens_out"]
    assert sum(u.tokens_in for u in used) == books["tokens_in"]
    log: list[str] = []
    with serving() as server:
        assert len(texts(list(policy(server, context(log=log)).write(solves(10, paths=4))))) == 40
        assert server.books()["calls"] == 40
    assert any("asked for singly" in line for line in log)
    with serving("--refuses-n") as server:
        assert len(texts(list(policy(server, context(log=log)).write(solves(10, paths=4))))) == 40
        assert 40 < server.books()["calls"] <= 50, "one refusal a group at most"
    assert any("n must be 1" in line for line in log)


def test_a_cap_holds_and_stops_after_what_was_in_flight() -> None:
    coins = Coins(cap=20_000)
    with serving("--latency", "0.02", "--faults", "0.2", "--hang", "3") as server:
        answers: list[Answer] = []
        with pytest.raises(BudgetExceeded):
            collect(
                policy(server, context(coins), timeout_seconds=1.5).write(solves(500)), into=answers
            )
        billed = server.books()["tokens_in"] + server.books()["tokens_out"]
    assert billed <= coins.most <= 20_000
    assert not coins.open, "every call was waited for and settled"
    assert len(answers) > 20


def test_refusals_slow_down_and_lose_nothing() -> None:
    with serving("--latency", "0.05", "--room", "4") as server:
        answers = list(policy(server, context(), concurrency=16).write(solves(150)))
        books = server.books()
    assert len(texts(answers)) == 150
    assert books["refused"] < 75, "the pace adapts instead of knocking again and again"


@pytest.mark.parametrize("said", ["0", "Thu, 01 Jan 1970 00:00:00 GMT", "Wed, 99 Nov 2026"])
def test_a_server_that_always_refuses_is_asked_ever_less_and_given_up(said: str) -> None:
    """Whatever it says of the wait; `backoff_seconds = 0` must not make it a loop either."""
    ways = {"patience_seconds": 2.0, "backoff_seconds": 0.0, "concurrency": 2}
    with serving("--room", "0", "--retry-after", said) as server:
        answers = list(policy(server, context(), **ways).write(solves(2)))
        books = server.books()
    assert [type(a.result) for a in answers] == [Failed, Failed]
    assert "429" in answers[0].result.message
    assert books["calls"] <= 30, "each refusal of a unit doubles its wait"


def test_a_wait_beyond_patience_stops_the_stage_and_a_long_one_is_told() -> None:
    coins, told = Coins(), list[str]()
    with (
        serving("--room", "0", "--retry-after", "86400") as server,
        pytest.raises(EndpointError, match=r"asks to wait 24 h .*patience_seconds = 900"),
    ):
        list(policy(server, context(coins)).write(solves(4)))
    assert not coins.open
    assert coins.spent == 0, "a refusal costs nothing"
    with serving("--room", "0", "--retry-after", "6") as server:
        ctx = replace(context(), say=told.append)
        list(policy(server, ctx, patience_seconds=6.0).write(solves(1)))
    assert len([line for line in told if "asks to wait 6 s" in line]) == 1


@pytest.mark.parametrize("answer", [("--deep", "200000"), ("--more-out", str(10**30))])
def test_an_absurd_answer_is_a_fault_or_is_charged_at_its_bound(answer: tuple[str, str]) -> None:
    coins = Coins()
    with serving(*answer) as server:
        answers = list(policy(server, context(coins), retries=1).write(solves(2)))
    assert len(answers) == 2
    assert coins.too_little == 0
    assert coins.spent > 0
    if answer[0] == "--deep":
        assert "unreadable answer" in answers[0].result.message


def test_the_judge_repairs_what_is_no_json_once() -> None:
    log: list[str] = []
    settings = llm.Settings(model="sums-1")
    with serving("--sloppy", "1", "--no-schema") as server:
        speed = Line(base_url=server.base_url, **WAYS)
        judge = llm.PLUGIN.build(settings, speed, context(log=log))
        judged = sorted(judge.judge(critiques(20)), key=lambda j: j.index)
        books = server.books()
    outcomes = [j.result.outcome for j in judged]
    assert outcomes == ["correct", "incorrect"] * 10
    assert {j.result.note["repair"] for j in judged} == {"done"}
    assert sum(j.result.usage.calls for j in judged) == books["calls"]
    assert any("no structured output" in line for line in log)


def test_another_models_answers_are_never_taken() -> None:
    with serving("--suffix=-turbo") as server:
        answers = list(policy(server, context(), retries=0).write(solves(3)))
    assert all(isinstance(a.result, Failed) for a in answers)
    assert "another model answered" in answers[0].result.message
    for suffix in ("@main", "-2026-01-31"):
        with serving(f"--suffix={suffix}") as server:
            assert texts(list(policy(server, context(), retries=0).write(solves(3))))


def test_no_key_no_server_no_answers_are_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = "sk-a1b2c3d4e5f6g7h8i9j0"
    with serving("--key", "another") as server:
        with pytest.raises(EndpointError, match="set the environment variable MATHSE_TEST_KEY"):
            list(policy(server, context(), key_env="MATHSE_TEST_KEY").write(solves(1)))
        monkeypatch.setenv("MATHSE_TEST_KEY", secret)
        with pytest.raises(EndpointError, match="does not accept the key") as caught:
            list(policy(server, context(), key_env="MATHSE_TEST_KEY").write(solves(1)))
        assert secret not in str(caught.value)
        assert secret[:12] not in str(caught.value)
    with pytest.raises(EndpointError, match="answered none of the last 20 units"):
        list(policy(server, context(), retries=0).write(solves(100)))


@pytest.mark.parametrize("place", ["error", "model", "finish"])
def test_a_key_is_hidden_wherever_a_message_is_cut(
    monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """Cut first, the first half of a key would be no key any more, and be recorded."""
    secret = "Zq7w8e9r0t1y2u3i4o5p6a7s8d9"
    monkeypatch.setenv("MATHSE_TEST_KEY", secret)
    with serving("--key", secret, "--quotes", place) as server:
        ways = {"key_env": "MATHSE_TEST_KEY", "retries": 0}
        found = list(policy(server, context(), **ways).write(solves(18)))
    said = [answer.result.message for answer in found]
    assert all("xxx" in message for message in said)
    assert not [message for message in said if secret[:4] in message]


def test_a_bound_that_an_answer_disproves_is_raised_before_the_next_call(tmp_path: Path) -> None:
    from PIL import Image as Pillow

    Pillow.new("RGB", (8, 8)).save(tmp_path / "picture.png")
    picture = Image("digest", tmp_path / "picture.png")
    coins, log = Coins(), list[str]()
    with serving("--image-tokens", "9000", "--latency", "0.01") as server:
        answers = list(policy(server, context(coins, log)).write(solves(20, images=(picture,))))
        books = server.books()
    assert len(texts(answers)) == 20
    assert books["images"] == 20
    assert len([line for line in log if "set image_tokens" in line]) == 1
    assert coins.too_little <= 1, "only the first call was sent before its price was seen"


def test_a_server_over_max_tokens_is_reserved_for_and_named() -> None:
    coins, log = Coins(), list[str]()
    with serving("--more-out", "5000", "--latency", "0.01") as server:
        answers = list(policy(server, context(coins, log)).write(solves(20)))
    assert len(texts(answers)) == 20
    assert len([line for line in log if "max_tokens is not kept here" in line]) == 1
    assert coins.too_little <= 1, "only the first call was sent before that was seen"


def test_a_schema_counts_as_text_of_the_prompt() -> None:
    """Some servers write it into the prompt, and bill it."""
    spent = []
    for structured in (False, True):
        coins = Coins()
        settings = llm.Settings(model="sums-1", dialect=Dialect(structured=structured))
        with serving("--deep", "9") as server:  # no answer: charged at the bound
            speed = Line(base_url=server.base_url, **{**WAYS, "retries": 0})
            list(llm.PLUGIN.build(settings, speed, context(coins)).judge(critiques(1)))
        spent.append(coins.spent)
    assert spent[1] - spent[0] > len(json.dumps(schema(binary=False)))


def test_filtered_and_cut_off_are_paths_with_a_status() -> None:
    requests = [
        *solves(3),
        *(replace(r, index=r.index + 3, sampling=Sampling(max_tokens=5)) for r in solves(3)),
    ]
    with serving("--filter", "What is 1 +") as server:
        answers = sorted(policy(server, context()).write(iter(requests)), key=lambda a: a.index)
    found = [a.result for a in answers if isinstance(a.result, Rollout)]
    assert [path.status for path in found] == [
        "finished", "filtered", "finished", "cut_off", "filtered", "cut_off",
    ]  # fmt: skip
    assert found[1].text == ""
    assert found[3].note["finish"] == "length"
    assert len(found[3].text) <= 20


def test_it_annotates_as_a_row_with_step_and_analysis_and_reflects_as_text() -> None:
    wrong = "Step 1: 2 * 3 = 6. Step 2: 0 + 6 = 8. The answer to this problem is 8."
    feedback = Feedback("Step 2", "The sum is off.")
    tasks = [
        Annotate(problem(0), wrong),
        Annotate(problem(0), wrong, with_reference=False),
        Reflect(problem(0), wrong, feedback),
        Reflect(problem(0), wrong, None),
    ]
    requests = (Request(i, task, 40 + i, Sampling()) for i, task in enumerate(tasks))
    with serving("--sloppy", "1", "--wrong", "0") as server:
        answers = sorted(policy(server, context()).write(requests), key=lambda a: a.index)
    first, second, *reflected = [a.result for a in answers if isinstance(a.result, Rollout)]
    for note in (first.note, second.note):
        assert note["status"] == "WRONG"
        assert note["error_step"] == "Step 2: 0 + 6 = 8."
        assert note["analysis"] == "The sum is off."
        assert note["repair"] == "done"
    for path in reflected:
        assert path.text.endswith("The answer to this problem is 6.")
        assert path.status == "finished"
