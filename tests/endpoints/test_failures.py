"""What a call that brought no answer costs, and what is said of it."""

import pytest
from serving import Serving, serving
from tasks import Coins, context, solves
from test_policy import policy, texts

from mathse.errors import BudgetExceeded, EndpointError


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
