"""What is asked for, and what came of it; and a plain call beside which a unit's own is judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from mathse.endpoints.reply import Choice
from mathse.rows import Json, Usage

READY = "Answer with the one word: ready"
# 64 x 64 pixels, white: who reads pictures at all reads this one.
WHITE = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAATUlEQVR42u3PQQ0AAAgEILV/5zOFDzdo"
    "QCepz6aeExAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQELi3cqoDfaKuZM4AAAAASUVORK5CYII="
)


@dataclass(frozen=True, slots=True)
class Call:
    """What is asked for."""

    messages: Sequence[Mapping[str, Any]]
    text_bytes: int  # of all its texts, UTF-8
    pixels: tuple[int, ...]  # of each image
    max_tokens: int
    temperature: float
    top_p: float
    seed: int
    paths: int = 1
    schema: Mapping[str, Json] | None = None  # of the JSON object that is wanted


class Answered(NamedTuple):
    """What came of a call and all its attempts."""

    choices: tuple[Choice, ...]  # none where the unit failed
    usage: Usage  # of all attempts, with money
    served: str = ""
    failure: str = ""
    rejected: bool = False  # the request itself is at fault, and was not charged


def plain(call: Call) -> Call:
    """The same request with next to nothing in it: one word to write, and a picture where it has any.

    A server that rejects this too rejects what all calls share (a parameter, the system message,
    pictures as such), and no unit is at fault.
    """
    asked: list[dict[str, Any]] = [{"type": "text", "text": READY}]
    if call.pixels:
        asked.insert(0, {"type": "image_url", "image_url": {"url": WHITE}})
    shared = [message for message in call.messages if message["role"] == "system"]
    return replace(
        call,
        messages=[*shared, {"role": "user", "content": asked}],
        text_bytes=call.text_bytes + len(READY),
        pixels=(64 * 64,) if call.pixels else (),
        paths=1,
    )
