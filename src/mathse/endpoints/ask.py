"""A task's conversation -> calls: images inline, n paths at once, JSON with one request to repair it.

What a unit is asked is decided by its place in the stream alone: never by which call ended first.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from mathse.endpoints.call import Answered, Call
from mathse.endpoints.client import Client
from mathse.endpoints.images import UnreadableImage, inline
from mathse.endpoints.options import Dialect
from mathse.endpoints.pace import Closed
from mathse.endpoints.reply import Choice
from mathse.errors import MathseError
from mathse.prices import part
from mathse.roles import Sampling
from mathse.rows import Json, Usage

Conversation = Sequence[Any]  # chat.Message: {"role", "content": [text and image parts]}


class Path(NamedTuple):
    """One unit's answer, or why there is none."""

    choice: Choice | None
    usage: Usage
    note: dict[str, Json]
    failure: str = ""
    boundary: str = ""  # "image" where the picture is at fault
    stopped: MathseError | Closed | None = None  # the stage ended before this unit had its turn


async def ask_paths(
    client: Client, conversation: Conversation, sampling: Sampling, seeds: Sequence[int]
) -> list[Path]:
    """A path for each seed. Asked for together; what one call does not give is asked for singly.

    Raises EndpointError, BudgetExceeded, Closed where that left none; else the others are `stopped`.
    """
    try:
        call = await asyncio.to_thread(
            _call, conversation, client.dialect, sampling, seeds[0], None
        )
    except UnreadableImage as error:
        return [_unreadable(error) for _ in seeds]
    if len(seeds) == 1 or not client.takes_n:
        return _some(await _singly(client, call, seeds))
    together = await client.ask(replace(call, paths=len(seeds)))
    if together.rejected:
        # Perhaps for its `n` (some take only 1): then one path at a time is not.
        paths = await _singly(client, call, seeds)
        if any(path.choice is not None for path in paths):
            client.takes_no_n(f"{len(seeds)} paths were refused ({together.failure[:60]})")
        return _some(paths)
    if not together.choices:
        # The attempts were paid for: whoever asks what a failed unit cost finds it in the purse.
        return [Path(None, Usage(), {}, together.failure) for _ in seeds]
    got = together.choices[: len(seeds)]
    if len(got) == 1:
        client.takes_no_n(f"1 of {len(seeds)} paths came")
    given = [
        Path(choice, _share(client, together, i, len(got)), _note(together, choice))
        for i, choice in enumerate(got)
    ]
    return [*given, *await _singly(client, call, seeds[len(got) :])]


async def ask_json(
    client: Client,
    conversation: Conversation,
    sampling: Sampling,
    seed: int,
    *,
    schema: dict[str, Json],
    complaint: Callable[[str], str | None],
) -> Path:
    """One answer that should be JSON; where it is not, the server is asked once to repair it."""
    try:
        call = await asyncio.to_thread(_call, conversation, client.dialect, sampling, seed, schema)
    except UnreadableImage as error:
        return _unreadable(error)
    first = await _single(client, call)
    if first.choice is None or first.choice.status == "filtered":
        return first
    wrong = complaint(first.choice.text)
    if wrong is None:
        return first
    said = (
        f"That cannot be used: {wrong}. Write your answer again as the one JSON object that was asked"
        " for, and nothing else."
    )
    # Where the budget ends here the unit is asked anew, and its first answer is lost: recorded
    # unrepaired it would stay unreadable for good, and a cap must not change a row.
    again = (
        *call.messages,
        {"role": "assistant", "content": first.choice.text},
        {"role": "user", "content": said},
    )
    longer = call.text_bytes + len(first.choice.text.encode()) + len(said) + 32
    second = await _single(client, replace(call, messages=again, text_bytes=longer))
    usage = first.usage + second.usage
    if second.choice is None or complaint(second.choice.text) is not None:
        # Both are what it wrote; the first was written with the whole task before its eyes.
        return first._replace(usage=usage, note={**first.note, "repair": "failed"})
    return second._replace(usage=usage, note={**second.note, "repair": "done"})


async def _singly(client: Client, call: Call, seeds: Sequence[int]) -> list[Path]:
    return list(await asyncio.gather(*(_kept(client, replace(call, seed=s)) for s in seeds)))


def _some(paths: list[Path]) -> list[Path]:
    """These. Raises what stopped them where it stopped all."""
    stops = [path.stopped for path in paths if path.stopped is not None]
    if len(stops) == len(paths):
        raise next((stop for stop in stops if isinstance(stop, MathseError)), stops[0])
    return paths


async def _kept(client: Client, call: Call) -> Path:
    """What ends the stage is handed on beside the paths that are paid for, not in their place."""
    try:
        return await _single(client, call)
    except (MathseError, Closed) as error:
        return Path(None, Usage(), {}, str(error), stopped=error)


async def _single(client: Client, call: Call) -> Path:
    answered = await client.ask(call)
    if not answered.choices:
        return Path(None, answered.usage, {}, answered.failure)
    choice = answered.choices[0]
    return Path(choice, answered.usage, _note(answered, choice))


def _share(client: Client, whole: Answered, index: int, parts: int) -> Usage:
    return part(whole.usage, index, parts=parts, price=client.price)


def _note(answered: Answered, choice: Choice) -> dict[str, Json]:
    note: dict[str, Json] = {"finish": choice.finish}
    return {**note, "served": answered.served} if answered.served else note


def _unreadable(error: UnreadableImage) -> Path:
    return Path(None, Usage(), {}, str(error), "image")


def _call(
    conversation: Conversation,
    dialect: Dialect,
    sampling: Sampling,
    seed: int,
    schema: dict[str, Json] | None,
) -> Call:
    """The request; reads and shrinks images, so it runs beside the event loop."""
    messages: list[dict[str, Any]] = []
    pixels: list[int] = []
    texts = [dialect.system] if dialect.system else []
    if dialect.system:
        messages.append({"role": "system", "content": dialect.system})
    for message in conversation:
        parts: list[dict[str, Any]] = []
        for piece in message["content"]:
            if piece["type"] == "text":
                texts.append(piece["text"])
                parts.append({"type": "text", "text": piece["text"]})
                continue
            picture = inline(piece["path"], limit=dialect.image_pixels)
            pixels.append(picture.pixels)
            detail = {} if dialect.detail == "auto" else {"detail": dialect.detail}
            parts.append({"type": "image_url", "image_url": {"url": picture.url, **detail}})
        messages.append({"role": message["role"], "content": parts})
    return Call(
        messages=messages,
        text_bytes=sum(len(text.encode()) for text in texts) + 16 * len(messages),
        pixels=tuple(pixels),
        max_tokens=sampling.max_tokens,
        temperature=sampling.temperature,
        top_p=sampling.top_p,
        seed=seed,
        schema=schema,
    )
