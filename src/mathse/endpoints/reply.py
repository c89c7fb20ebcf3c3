"""What a server answered, checked field by field: nothing half-read becomes a path.

The SDK builds its objects without validating them, so that a server's slips do not crash a program;
here a slip is a fault of this call, to be tried again.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from mathse.rows import PathStatus, Usage

# finish_reason -> status; servers other than OpenAI's say some of these in their own words.
STATUS: Mapping[str, PathStatus] = {
    "stop": "finished",
    "eos": "finished",
    "end_turn": "finished",
    "stop_sequence": "finished",
    "length": "cut_off",
    "max_tokens": "cut_off",
    "content_filter": "filtered",
    "safety": "filtered",
    "refusal": "filtered",
}
MOST_TOKENS = 10**9  # of one call: a larger count is a slip, and nothing to reckon with
# "gpt-4o" is answered by "gpt-4o-2024-08-06": the same name with the date of its version.
_DATED = re.compile(r"-(\d{4}-\d{2}-\d{2}|\d{8}|\d{4}|\d{3})$")


class Malformed(Exception):
    """An answer that is not what the protocol says. `used` is None where it names no usage.

    Its words are the server's, whole: they are redacted first and cut then, by `keys.redacted`.
    """

    def __init__(self, reason: str, used: Usage | None = None) -> None:
        super().__init__(reason)
        self.used = used


class Choice(NamedTuple):
    """One of the paths that a call wrote."""

    text: str
    status: PathStatus
    finish: str  # the server's own word


class Reply(NamedTuple):
    """A whole answer."""

    choices: tuple[Choice, ...]  # in the order of their index
    used: Usage | None  # without money; None where the server does not say
    served: str  # the model's name, as the server says it


def decoded(raw: bytes) -> object:
    """The JSON value in these bytes. Raises Malformed, with how they begin."""
    try:
        value: object = json.loads(raw)
    except (ValueError, RecursionError) as error:
        begins = raw[:80].decode("utf-8", "replace") or "nothing"
        raise Malformed(f"unreadable answer: {error}; it begins: {begins}") from None
    return value


def read(answer: object, *, asked: str, also: tuple[str, ...], images: int) -> Reply:
    """The reply in this JSON value. Raises Malformed, naming what is wrong with it."""
    body = _table(answer, "the answer", None)
    used = _usage(body.get("usage"), images)
    if body.get("error"):  # some gateways say 200 all the same
        raise Malformed(f"an error as an answer: {body['error']}", used)
    served = body.get("model")
    if not isinstance(served, str) or not served:
        raise Malformed("the answer names no model", used)
    if not same_model(asked=asked, served=served, also=also):
        raise Malformed(f'another model answered: "{served}"', used)
    choices = body.get("choices")
    if not isinstance(choices, list) or not choices:
        raise Malformed("the answer has no choices", used)
    tables = [_table(choice, "a choice", used) for choice in choices]
    # Where some have no number, or all have one, they stand as they were written.
    if all(isinstance(table.get("index"), int) for table in tables):
        tables.sort(key=lambda table: int(table["index"]))
    return Reply(tuple(_choice(table, used) for table in tables), used, served)


def same_model(*, asked: str, served: str, also: tuple[str, ...] = ()) -> bool:
    """Whether this name is that model: itself, `NAME@main`, a dated version, or one of `also`."""
    if served in also:
        return True
    asked, served = _bare(asked), _bare(served)
    return served == asked or _DATED.sub("", served) == asked


def _bare(name: str) -> str:
    # `transformers serve` adds the revision of the hub's repository, to a folder's path as well.
    return name.removesuffix("@main").rstrip("/")


def _choice(table: Mapping[str, Any], used: Usage | None) -> Choice:
    message = _table(table.get("message"), "a choice's message", used)
    finish = table.get("finish_reason")
    if finish is None or finish == "":  # a gateway says so of a stream that broke
        raise Malformed("a choice has no finish_reason: it may be half an answer", used)
    status = STATUS.get(finish.lower()) if isinstance(finish, str) else None  # Gemini's: "STOP"
    if status is None:
        raise Malformed(f"a choice ends with an unknown finish_reason, {finish!r}", used)
    text, refusal = message.get("content"), message.get("refusal")
    if isinstance(refusal, str) and refusal and not text:
        return Choice(_storable(refusal), "filtered", "refusal")
    if text is None and status != "finished":
        text = ""  # nothing was written before the limit or the filter
    if not isinstance(text, str):
        raise Malformed("a choice has no text", used)
    return Choice(_storable(text), status, finish)


def _usage(said: Any, images: int) -> Usage | None:
    if not isinstance(said, Mapping):
        return None
    tokens_in = _count(said.get("prompt_tokens"))
    tokens_out = _count(said.get("completion_tokens"))
    if tokens_in is None or tokens_out is None or tokens_in + tokens_out == 0:
        return None  # 0 and 0: nobody has counted, for a prompt is never empty
    details = said.get("prompt_tokens_details")
    cached = _count(details.get("cached_tokens")) if isinstance(details, Mapping) else 0
    return Usage(
        calls=1,
        tokens_in=tokens_in,
        tokens_cached=min(cached or 0, tokens_in),
        tokens_out=_written(said, tokens_in=tokens_in, completion=tokens_out),
        images=images,
    )


def _written(said: Mapping[str, Any], *, tokens_in: int, completion: int) -> int:
    """The tokens that were written and are charged for, reasoning included.

    OpenAI, DeepSeek and OpenRouter count reasoning in `completion_tokens`. xAI counts it beside them,
    as do gateways that pass Gemini's own counts on: then it stands in the total, or is more than the
    completion that it would be a part of. Whatever says less than the completion says nothing.
    """
    details = said.get("completion_tokens_details")
    reasoning = _count(details.get("reasoning_tokens")) if isinstance(details, Mapping) else None
    beside = reasoning if reasoning is not None and reasoning > completion else 0
    return max(completion + beside, (_count(said.get("total_tokens")) or 0) - tokens_in)


def _count(value: Any) -> int | None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return int(value) if whole and 0 <= value <= MOST_TOKENS else None


def _table(value: Any, name: str, used: Usage | None) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise Malformed(f"{name} is no JSON object", used)
    return value


def _storable(text: str) -> str:
    """JSON can escape lone surrogates, which no database stores."""
    return text.encode("utf-8", "replace").decode() if not text.isascii() else text
