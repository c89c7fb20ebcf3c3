"""What a server answered, read or named as a fault; what it says was used."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathse.endpoints.reply import Malformed, Reply, read, same_model

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def completion(**changes: Any) -> dict[str, Any]:
    choice = {"index": 0, "finish_reason": "stop", "message": {"content": "x = 3"}}
    usage = {
        "prompt_tokens": 9, "completion_tokens": 4, "prompt_tokens_details": {"cached_tokens": 5},
    }  # fmt: skip
    return {"model": "m", "choices": [choice], "usage": usage, **changes}


def test_an_answer_is_read_whole() -> None:
    reply = read(completion(), asked="m", also=(), images=2)
    assert reply.used is not None
    assert (reply.used.tokens_in, reply.used.tokens_cached, reply.used.images) == (9, 5, 2)
    assert reply.choices[0] == ("x = 3", "finished", "stop")
    cut = {"index": 0, "finish_reason": "length", "message": {"content": None}}
    assert (
        read(completion(choices=[cut]), asked="m", also=(), images=0).choices[0].status == "cut_off"
    )
    no = {"index": 0, "finish_reason": "stop", "message": {"content": None, "refusal": "I won't"}}
    assert (
        read(completion(choices=[no]), asked="m", also=(), images=0).choices[0].status == "filtered"
    )


def choice(text: str | None, finish: Any = "stop", **more: Any) -> dict[str, Any]:
    return {"finish_reason": finish, "message": {"content": text}, **more}


Choices = list[dict[str, Any]]
TAKEN: list[tuple[Choices, list[tuple[str, str]]]] = [  # -> text and status of each path
    ([choice("b", index=1), choice("a", index=0)], [("a", "finished"), ("b", "finished")]),
    ([choice("a"), choice("b")], [("a", "finished"), ("b", "finished")]),
    ([choice("a", index=None)], [("a", "finished")]),
    ([choice("b", index=1), choice("a", index=None)], [("b", "finished"), ("a", "finished")]),
    ([choice("a", index=0), choice("b", index=0)], [("a", "finished"), ("b", "finished")]),
    ([choice("a", index="1"), choice("b", index="0")], [("a", "finished"), ("b", "finished")]),
    ([choice("a", "STOP")], [("a", "finished")]),
    ([choice("a", "MAX_TOKENS"), choice(None, "SAFETY")], [("a", "cut_off"), ("", "filtered")]),
]
NO_PATH: list[tuple[Choices, str]] = [
    ([choice("a", None)], "a choice has no finish_reason: it may be half an answer"),
    ([choice("a", "")], "a choice has no finish_reason: it may be half an answer"),
    ([choice("a", "tool_calls")], "a choice ends with an unknown finish_reason, 'tool_calls'"),
    ([choice("a", {})], "a choice ends with an unknown finish_reason, {}"),
    ([choice(None)], "a choice has no text"),
]


@pytest.mark.parametrize(("choices", "expected"), TAKEN)
def test_paths_are_taken_however_they_are_numbered(
    choices: Choices, expected: list[tuple[str, str]]
) -> None:
    reply = read(completion(choices=choices), asked="m", also=(), images=0)
    assert [(path.text, path.status) for path in reply.choices] == expected
    assert reply.choices[0].finish in {one["finish_reason"] for one in choices}


@pytest.mark.parametrize(("choices", "wrong"), NO_PATH)
def test_what_is_no_path_is_named_and_charged_as_the_server_says(
    choices: Choices, wrong: str
) -> None:
    with pytest.raises(Malformed) as caught:
        read(completion(choices=choices), asked="m", also=(), images=0)
    assert str(caught.value) == wrong
    assert caught.value.used is not None


@pytest.mark.parametrize(
    "usage",
    [
        None,
        {"prompt_tokens": 9, "completion_tokens": 10**30},
        {"prompt_tokens": 10**10, "completion_tokens": 4},
        {"prompt_tokens": 0, "completion_tokens": 0},
        {"prompt_tokens": -1, "completion_tokens": 4},
        {"prompt_tokens": True, "completion_tokens": 4},
    ],
)
def test_a_count_that_cannot_be_is_none(usage: Any) -> None:
    """The call is then charged at its bound."""
    assert read(completion(usage=usage), asked="m", also=(), images=0).used is None


NAN = float("nan")
# usage -> tokens written. OpenAI counts reasoning in the completion, xAI and some gateways to Gemini
# beside it: https://docs.x.ai/docs/key-information/consumption-and-rate-limits
WRITTEN: list[tuple[dict[str, Any], int]] = [
    ({}, 10),
    ({"total_tokens": 30}, 10),
    ({"total_tokens": 30, "completion_tokens_details": {"reasoning_tokens": 7}}, 10),  # OpenAI
    ({"total_tokens": 1030, "completion_tokens_details": {"reasoning_tokens": 1000}}, 1010),  # xAI
    ({"total_tokens": 35, "completion_tokens_details": {"reasoning_tokens": 5}}, 15),  # and little
    ({"completion_tokens": 0, "total_tokens": 80}, 60),  # Gemini's thoughts alone
    ({"completion_tokens_details": {"reasoning_tokens": 1000}}, 1010),  # more than its whole
    ({"total_tokens": 30, "completion_tokens_details": {"reasoning_tokens": 1000}}, 1010),
    ({"total_tokens": 1030, "completion_tokens_details": None}, 1010),
    ({"total_tokens": 1030, "completion_tokens_details": {"reasoning_tokens": NAN}}, 1010),
    *(({"total_tokens": said}, 10) for said in (0, 5, 29, -1030, NAN, 1e9, 10**30, "1030", True, None)),
]  # fmt: skip


@pytest.mark.parametrize(("said", "tokens"), WRITTEN)
def test_reasoning_is_charged_wherever_it_is_counted_and_nonsense_lowers_nothing(
    said: dict[str, Any], tokens: int
) -> None:
    usage = {"prompt_tokens": 20, "completion_tokens": 10, **said}
    used = read(completion(usage=usage), asked="m", also=(), images=0).used
    assert used is not None
    assert (used.tokens_in, used.tokens_out) == (20, tokens)


@given(JSON)
def test_whatever_comes_is_a_reply_or_a_named_fault(value: Any) -> None:
    for body in (
        value,
        completion(choices=value),
        completion(usage=value),
        completion(model=value),
    ):
        try:
            reply = read(body, asked="m", also=(), images=0)
        except Malformed:
            continue
        assert isinstance(reply, Reply)
        assert reply.choices


def test_which_name_is_which_model() -> None:
    assert same_model(asked="gpt-4o", served="gpt-4o-2024-08-06")
    assert same_model(asked="/models/ab/", served="/models/ab@main")
    assert same_model(asked="a", served="b", also=("b",))
    assert not same_model(asked="gpt-4o", served="gpt-4o-mini")
    assert not same_model(asked="gpt-4o-2024-05-13", served="gpt-4o-2024-08-06")
    assert not same_model(asked="gpt-4o-mini", served="gpt-4o")
