"""What an endpoint can do, found out with a handful of small calls before a run is paid.

Each finding is a fact about this server, this model and this key today, not a promise.
"""

import asyncio
import io
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from mathse.endpoints.ask import Path as Asked
from mathse.endpoints.ask import ask_json, ask_paths
from mathse.endpoints.client import Client
from mathse.endpoints.images import inline
from mathse.endpoints.options import Dialect, Line
from mathse.endpoints.stream import stream
from mathse.endpoints.structured import complaint, schema
from mathse.errors import EndpointError
from mathse.prices import FREE, most
from mathse.roles import Context, Sampling
from mathse.rows import Usage

NUMBER = "70418"  # no number that a model would guess
SHORT = Sampling(temperature=0.0, max_tokens=200)
Standing = Literal["ok", "note", "bad"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried."""

    what: str  # endpoint, model, image, ...
    standing: Standing  # note: the run works, in another way; bad: it would not
    said: str


@dataclass(frozen=True, slots=True)
class Probed:
    """All findings about one model, and what they cost."""

    model: str
    findings: tuple[Finding, ...]
    usage: Usage


def probe(
    model: str, *, dialect: Dialect, line: Line, context: Context, capped: bool, timeout: float
) -> Probed:
    """Asks the model a few small things, `timeout` seconds at most for each call.

    Raises EndpointError where it does not answer at all.
    """
    # Who looks whether a server is there does not wait for it as long as a run would.
    line = replace(
        line,
        retries=min(line.retries, 2),
        patience_seconds=min(line.patience_seconds, 60.0),
        timeout_seconds=min(line.timeout_seconds, timeout),
    )
    context.say(
        f"asking {line.base_url} ({model}), at most {line.timeout_seconds:g} s for each call"
    )
    usage: list[Usage] = []
    findings: list[Finding] = []

    async def work(client: Client, step: Any) -> list[Finding]:
        found: list[Finding] = await step(client, usage)
        return found

    for finding in stream(
        iter((_answers, _image, _structured, _several, _drawing, _usage)),
        make=lambda: Client(model, dialect=dialect, line=line, context=context),
        work=work,
        window=1,  # one after another: the first shows whether the others make sense
    ):
        findings.append(finding)
    findings.append(_price(model, context, capped=capped))
    return Probed(model, tuple(findings), sum(usage, Usage()))


async def _answers(client: Client, usage: list[Usage]) -> Sequence[Finding]:
    started = time.monotonic()
    try:
        # All attempts together: a server that hangs is told from one that is slow by the person.
        async with asyncio.timeout(client.line.timeout_seconds + 1):
            path = await _one(client, usage, "Answer with the one word: ready", SHORT)
    except TimeoutError:
        raise EndpointError(
            f"{client.where} does not answer within {client.line.timeout_seconds:g} s"
            " (--timeout gives it longer)"
        ) from None
    seconds = time.monotonic() - started
    if path.choice is None:
        raise EndpointError(f"{client.where} does not answer: {path.failure}")
    served = str(path.note.get("served", ""))
    same = "" if served == client.model else f', which calls itself "{served}"'
    return [
        Finding("endpoint", "ok", f"{client.line.base_url} answers in {seconds:.1f} s"),
        Finding("model", "ok", f'"{client.model}"{same}'),
    ]


async def _image(client: Client, usage: list[Usage]) -> Sequence[Finding]:
    question = "Which number stands in the picture? Answer with its digits alone."
    with TemporaryDirectory() as folder:
        picture = Path(folder) / "number.png"
        picture.write_bytes(drawn(NUMBER))
        pixels = inline(str(picture), limit=client.dialect.image_pixels).pixels
        seen = await _one(client, usage, question, SHORT, image=picture)
    blind = await _one(client, usage, question, SHORT)
    if seen.choice is None:
        return [Finding("image", "bad", f"refused: {seen.failure}")]
    extra = seen.usage.tokens_in - blind.usage.tokens_in
    bound = most(text_bytes=0, pixels=[pixels], max_tokens=0, paths=1, price=client.price)
    took = f"{extra} tokens" if client.names_usage else "unnamed tokens"
    tokens = f"{took} for {pixels} pixels, at most {bound.tokens_in} are reserved"
    if NUMBER in re.sub(r"[\s,.]", "", seen.choice.text):
        fits = seen.usage.tokens_in <= bound.tokens_in + 200
        advice = "" if fits else ": set image_tokens in the recipe's prices"
        return [Finding("image", "ok" if fits else "bad", f"read; {tokens}{advice}")]
    said = " ".join(seen.choice.text.split())[:60]
    return [
        Finding("image", "bad", f'not read (it shows {NUMBER}, the answer: "{said}"); {tokens}')
    ]


async def _structured(client: Client, usage: list[Usage]) -> Sequence[Finding]:
    text = (
        'Is "2 + 2 = 5" right? Write one JSON object and nothing else: {"status": "CORRECT"} or'
        ' {"status": "WRONG"}'
    )
    path = await ask_json(
        client,
        _asked(text, None),
        SHORT,
        1,
        schema=schema(binary=True),
        complaint=lambda answer: complaint(answer, binary=True),
    )
    usage.append(path.usage)
    if path.choice is None:
        return [Finding("structured", "bad", f"no answer: {path.failure}")]
    wrong = complaint(path.choice.text, binary=True)
    schemas = "with a JSON schema" if client.structured else "without a schema (refused)"
    if wrong is not None:
        return [
            Finding("structured", "note", f"no JSON, {schemas}: {wrong}; a judge would not parse")
        ]
    repaired = " after one repair" if path.note.get("repair") == "done" else ""
    return [Finding("structured", "ok", f"JSON as asked for, {schemas}{repaired}")]


async def _several(client: Client, usage: list[Usage]) -> Sequence[Finding]:
    if client.dialect.paths_per_call < 2:
        return [Finding("n", "note", "not used: paths_per_call is 1")]
    paths = await ask_paths(
        client, _asked("Name a colour.", None), replace(SHORT, temperature=1.0), [1, 2, 3]
    )
    usage.extend(path.usage for path in paths)
    if any(path.choice is None for path in paths):
        return [
            Finding("n", "bad", f"three paths at once: {paths[0].failure or paths[-1].failure}")
        ]
    singly = sum(path.usage.calls > 0 for path in paths[1:])  # the call itself is the first one's
    if not singly:
        return [Finding("n", "ok", "three paths came from one call")]
    if not client.takes_n:
        return [Finding("n", "note", "ignored: each path will have its own call")]
    said = f"{3 - singly} of three paths came from one call: the others will have their own"
    return [Finding("n", "note", said)]


async def _drawing(client: Client, usage: list[Usage]) -> Sequence[Finding]:
    warm = Sampling(temperature=1.0, max_tokens=60)
    text = "Write ten random numbers between 1 and 1000."
    one = await _one(client, usage, text, warm, seed=1)
    two = await _one(client, usage, text, warm, seed=2)
    if one.choice is None or two.choice is None:
        return [Finding("drawing", "bad", f"no answer: {one.failure or two.failure}")]
    if one.choice.text == two.choice.text:
        return [Finding("drawing", "bad", "two seeds at temperature 1 gave the same text")]
    return [Finding("drawing", "ok", "two seeds give two texts")]


async def _usage(client: Client, usage: list[Usage]) -> Sequence[Finding]:
    if client.names_usage:
        return []
    return [Finding("usage", "note", "not named: such calls are charged at their bound")]


def _price(model: str, context: Context, *, capped: bool) -> Finding:
    price = context.prices.get(model)
    if price is None:
        return Finding("price", "bad" if capped else "note", f'none: add [prices."{model}"]')
    if price == FREE:
        return Finding("price", "ok", "free, says the recipe")
    return Finding(
        "price", "ok", f"{price.tokens_in:g} in, {price.tokens_out:g} out (a million tokens)"
    )


async def _one(
    client: Client,
    usage: list[Usage],
    text: str,
    sampling: Sampling,
    *,
    image: Path | None = None,
    seed: int = 1,
) -> Asked:
    (path,) = await ask_paths(client, _asked(text, image), sampling, [seed])
    usage.append(path.usage)
    return path


def _asked(text: str, image: Path | None) -> list[dict[str, Any]]:
    picture = [{"type": "image", "path": str(image)}] if image else []
    return [{"role": "user", "content": [*picture, {"type": "text", "text": text}]}]


def drawn(number: str) -> bytes:
    """A PNG of these digits, black on white, as large as figures usually have them."""
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("RGB", (336, 112), "white")
    font = ImageFont.load_default(size=72)
    ImageDraw.Draw(picture).text((168, 56), number, fill="black", font=font, anchor="mm")
    made = io.BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()


def rows(probed: Probed) -> Iterator[str]:
    """The findings as lines for a person."""
    mark = {"ok": "ok  ", "note": "note", "bad": "BAD "}
    for finding in probed.findings:
        yield f"  {mark[finding.standing]} {finding.what:<11} {finding.said}"
