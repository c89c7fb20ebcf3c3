"""What a call that brought no answer costs, and what is said of it."""

from typing import Any

import pytest
from scripted import Asked, answer, scripted
from serving import Serving, serving
from tasks import Coins, context, critiques, solves
from test_policy import WAYS, collect, policy, texts

from mathse.endpoints.options import Line
from mathse.errors import BudgetExceeded, EndpointError
from mathse.judges import llm
from mathse.roles import Answer


@pytest.mark.parametrize("host", ["127.0.0.1:9", "nowhere.invalid"])
def test_what_was_never_sent_costs_nothing_and_is_named(host: str) -> None:
    coins = Coins(cap=4_000)  # two or three calls at their bound
    nobody = Serving(f"http://{host}/v1", 0)
    answers = list(policy(nobody, context(coins), retries=2).write(solves(8)))
    assert len(answers) == 8
    assert all("no connection: " in answer.result.message for answer in answers)
    assert coins.spent == 0
    assert not coins.open


@pytest.mark.parametrize("status", [400, 418, 451])
def test_a_request_that_is_refused_for_itself_fails_at_once_and_costs_nothing(status: int) -> None:
    coins = Coins()
    with serving("--status", str(status)) as server:
        answers = list(policy(server, context(coins)).write(solves(3)))
        assert server.books()["calls"] == 3, "nothing is repeated"
    assert {answer.result.message for answer in answers} == {f"{status}: boom"}
    assert coins.spent == 0


@pytest.mark.parametrize("status", [408, 409, 425, 500])
def test_the_budgets_last_line_names_the_failure_that_ate_it(status: int) -> None:
    with (
        serving("--status", str(status)) as server,
        pytest.raises(
            BudgetExceeded, match=rf"(\d+) of \1 calls failed; most often: {status}: boom"
        ),
    ):
        list(policy(server, context(Coins(cap=4_000))).write(solves(20)))


def test_reasoning_that_is_counted_beside_the_completion_is_held_by_the_cap() -> None:
    coins = Coins(cap=20_000)
    with serving("--reasoning", "1000") as server:
        with pytest.raises(BudgetExceeded):
            list(policy(server, context(coins)).write(solves(100)))
        books = server.books()
    assert coins.spent == books["tokens_in"] + books["tokens_out"] <= 20_000


@pytest.mark.parametrize("given", [1, 3])
def test_no_path_that_was_paid_is_lost_where_the_budget_ends(given: int) -> None:
    """Whether a server ignores `n` or gives fewer paths: the others come one by one."""
    coins, answers = Coins(cap=6_000), list[Answer]()

    def script(body: Asked) -> tuple[int, Any]:
        whole = answer(body)
        choices = whole["choices"][:given]
        usage = {"prompt_tokens": 20, "completion_tokens": 10 * len(choices)}
        return 200, {**whole, "choices": choices, "usage": usage}

    with scripted(script) as (server, asked):
        with pytest.raises(BudgetExceeded, match="stopped by the budget"):
            collect(policy(server, context(coins)).write(solves(100, paths=8)), into=answers)
        calls = len(asked)
    usages = [one.result.usage for one in answers]
    assert sum(usage.calls for usage in usages) == calls > 50
    assert sum(usage.tokens_in + usage.tokens_out for usage in usages) == coins.spent
    assert not coins.open


def test_a_redirect_is_one_line_that_says_where_it_leads() -> None:
    coins = Coins()
    with (
        serving("--status", "302", "--location", "https://else.invalid/v1") as server,
        pytest.raises(EndpointError, match=r"answers 302 and leads to https://else.invalid/v1"),
    ):
        list(policy(server, context(coins)).write(solves(3)))
    assert coins.spent == 0


def test_json_under_another_content_type_is_taken_and_a_web_page_is_shown() -> None:
    with serving("--type", "text/plain") as server:
        assert len(texts(list(policy(server, context(), retries=0).write(solves(3))))) == 3
    with serving("--type", "text/html", "--deep", "3") as server:
        (answer,) = policy(server, context(), retries=0).write(solves(1))
    assert "unreadable answer" in answer.result.message
    assert "it begins: [[[" in answer.result.message


def test_a_servers_words_can_be_stored_and_shown() -> None:
    with serving("--status", "400", "--says", r"bad \ud800\x00\x1b[2J\u202e thing") as server:
        (answer,) = policy(server, context()).write(solves(1))
    assert answer.result.message == "400: bad \ufffd\ufffd\ufffd[2J\ufffd thing"
    with serving(r"--suffix=\ud800") as server:
        (answer,) = policy(server, context(), retries=0).write(solves(1))
    assert answer.result.message.encode()


# The body of an error -> its words.
SAID: list[tuple[Any, str]] = [
    ({"error": {"message": "no json_schema here"}}, "no json_schema here"),
    ([{"error": {"code": 400, "message": "no json_schema here"}}], "no json_schema here"),  # Gemini
    ({"error": "no json_schema here"}, "no json_schema here"),
    ({"detail": "no json_schema here"}, "no json_schema here"),
    ({"object": "error", "message": "no json_schema here", "code": 400}, "no json_schema here"),
    (b"no json_schema\n here", "no json_schema here"),
    (["no json_schema here"], "['no json_schema here']"),
    ({"error": {"message": "invalid", "param": "response_format"}}, "invalid"),
    ([{"error": {"message": "invalid", "param": "response_format"}}], "invalid"),
]


@pytest.mark.parametrize(("body", "words"), SAID)
def test_the_servers_words_are_kept_and_heard_in_whatever_shape_they_come(
    body: Any, words: str
) -> None:
    verdict = '{"status": "CORRECT", "error_step": null, "error_analysis": null}'

    def script(asked: Asked) -> tuple[int, Any]:
        return (400, body) if "response_format" in asked else (200, answer(asked, verdict))

    with scripted(script) as (server, asked):
        speed = Line(base_url=server.base_url, **WAYS)
        judge = llm.PLUGIN.build(llm.Settings(model="m"), speed, context())
        judged = list(judge.judge(critiques(3)))
        assert [one.result.outcome for one in judged] == ["correct"] * 3
        assert len(asked) == 4, "the schema is left out from then on"
    with scripted(lambda asked: (400, body)) as (server, _):
        (failed,) = policy(server, context()).write(solves(1))
    assert failed.result.message == f"400: {words}"


# What stops a stage is known by its code, wherever that stands.
@pytest.mark.parametrize("wrap", [lambda said: {"error": said}, lambda said: [{"error": said}]])
def test_no_credit_is_known_by_its_code_in_whatever_shape_it_comes(wrap: Any) -> None:
    said = wrap({"message": "you have used it up", "code": "insufficient_quota"})
    with (
        scripted(lambda asked: (429, said)) as (server, _),
        pytest.raises(EndpointError, match=r"no credit left \(429: you have used it up\)"),
    ):
        list(policy(server, context()).write(solves(1)))
