"""A real HTTP server that behaves badly on purpose, in its own process: see `serving`.

It answers like a chat model that can do sums (the fake source's problems), judges paths by the
reference answer, and keeps its own books: what it would bill, call by call, whatever the client saw.

    python server.py --faults 0.3 --latency 0.05
"""

import argparse
import asyncio
import hashlib
import json
import os
import random
import re
import sys
from dataclasses import dataclass, field
from typing import Any

SUM = re.compile(r"What is (\d+) \+ (\d+) \* (\d+)\?")
CLOSING = re.compile(r"The answer to this problem is (.+?)\.?\s*$", re.MULTILINE)
REFERENCE = re.compile(r"Reference answer(?: \(for your eyes only\))?:\n(.+)")
WRONG = {"schema": {"choices": {"text": "42"}}, "empty": {"choices": []}, "other": {"model": "no"}}
FAULTS = ("429", "500", "drop", "hang", "cut", "half", "schema", "empty", "other")


@dataclass
class Books:
    """What the server saw and would bill."""

    calls: int = 0
    refused: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    faults: dict[str, int] = field(default_factory=dict)
    in_flight: int = 0
    most_in_flight: int = 0
    busy_seconds: float = 0.0  # calls in flight, integrated over time
    changed: float = 0.0
    first: float = 0.0
    seeds: dict[str, int] = field(default_factory=dict)  # (prompt, seed) -> answers given
    keys: set[str] = field(default_factory=set)
    images: int = 0


class Server:
    """One model behind /v1/chat/completions, /v1/models and /books."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.books = Books()
        self.chance = random.Random(options.seed)

    async def connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Requests of one connection, one after another."""
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                method, path = head.split(" ")[:2]
                headers = dict(
                    line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line
                )
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                if path.endswith("/books"):
                    await self.reply(writer, 200, self.said())
                elif path.endswith("/models"):
                    await self.reply(writer, 200, {"data": [{"id": self.options.model}]})
                elif method == "POST":
                    self.move(1)
                    try:
                        await self.chat(writer, headers, json.loads(body))
                    finally:
                        self.move(-1)
                else:
                    await self.reply(writer, 404, {"error": {"message": "not here"}})
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def move(self, step: int) -> None:
        """Keeps the integral of calls in flight."""
        now = asyncio.get_running_loop().time()
        books = self.books
        books.busy_seconds += books.in_flight * (now - books.changed) if books.changed else 0.0
        books.first = books.first or now
        books.changed = now
        books.in_flight += step
        books.most_in_flight = max(books.most_in_flight, books.in_flight)

    def said(self) -> dict[str, Any]:
        """The books as JSON."""
        values = {name: getattr(self.books, name) for name in Books.__dataclass_fields__}
        seconds = self.books.changed - self.books.first
        mean = self.books.busy_seconds / seconds if seconds else 0.0
        return {**values, "keys": sorted(self.books.keys), "mean_in_flight": mean}

    async def chat(self, writer: asyncio.StreamWriter, headers: dict[str, str], body: Any) -> None:
        """One completion, or one of the faults."""
        books, options = self.books, self.options
        books.calls += 1
        if 0 < options.dies < books.calls:
            os._exit(9)
        key = headers.get("authorization", "").removeprefix("bearer ")
        books.keys.add(key)
        if options.key and key != options.key.lower():
            said = {"message": f"Incorrect API key: {headers.get('authorization')}", "code": "key"}
            await self.reply(writer, 401, {"error": said})
            return
        if options.status:
            said = {"message": escaped(options.says)}
            await self.reply(writer, options.status, {"error": said})
            return
        if books.in_flight > options.room:
            await self.refuse(writer)
            return
        fault = self.chance.choice(FAULTS) if self.chance.random() < options.faults else ""
        if fault:
            books.faults[fault] = books.faults.get(fault, 0) + 1
        if fault == "429":
            await self.refuse(writer)
            return
        if options.refuses_n and body.get("n", 1) > 1:
            await self.reply(writer, 400, {"error": {"message": "n must be 1", "param": "n"}})
            return
        if options.filter and options.filter in json.dumps(body["messages"]):
            said = {"message": "the prompt was filtered", "code": "content_filter"}
            await self.reply(writer, 400, {"error": said})
            return
        if "response_format" in body and options.no_schema:
            said = {"message": "response_format is not supported", "param": "response_format"}
            await self.reply(writer, 400, {"error": said})
            return
        await asyncio.sleep(options.latency * self.chance.uniform(0.8, 1.2))
        await self.answer(writer, body, fault)

    async def answer(self, writer: asyncio.StreamWriter, body: Any, fault: str) -> None:
        """Billed from here on, whatever arrives."""
        completion = completed(body, self.options)
        usage, books = completion["usage"], self.books
        books.tokens_in += usage["prompt_tokens"]
        books.tokens_out += usage["total_tokens"] - usage["prompt_tokens"]
        books.images += completion.pop("images")
        if fault == "500":
            await self.reply(writer, 500, {"error": {"message": "internal error"}})
            return
        if fault in ("drop", "hang"):
            if fault == "hang":
                await asyncio.sleep(self.options.hang)
            raise ConnectionResetError
        completion |= WRONG.get(fault, {})
        if not fault:
            name = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:16]
            books.seeds[name] = books.seeds.get(name, 0) + 1
        await self.reply(writer, 200, completion, fault)

    async def refuse(self, writer: asyncio.StreamWriter) -> None:
        """429, with a wait."""
        self.books.refused += 1
        said = {"error": {"message": "slow down", "code": "rate_limit_exceeded"}}
        await self.reply(writer, 429, said, retry_after=self.options.retry_after)

    async def reply(
        self,
        writer: asyncio.StreamWriter,
        status: int,
        value: Any,
        fault: str = "",
        retry_after: str = "",
    ) -> None:
        """Writes a response; `cut` and `half` do not write all of it."""
        raw = json.dumps(value).encode()
        if self.options.deep and status == 200:
            raw = b"[" * self.options.deep
        if self.options.quotes and status == 200:
            raw = quoting(self.options.quotes, self.options.key, 14 * self.books.calls)
        sent = raw[: len(raw) // 2] if fault in ("cut", "half") else raw
        # "cut": the length fits, the JSON does not end. "half": the line drops in the middle.
        length = len(sent) if fault == "cut" else len(raw)
        wait = f"Retry-After: {retry_after}\r\n" if retry_after else ""
        if self.options.location:
            wait += f"Location: {self.options.location}\r\n"
        head = f"HTTP/1.1 {status} X\r\nContent-Type: {self.options.type}\r\n{wait}"
        writer.write(f"{head}Content-Length: {length}\r\n\r\n".encode() + sent)
        await writer.drain()
        if fault == "half":
            raise ConnectionResetError


def completed(body: Any, options: argparse.Namespace) -> dict[str, Any]:
    """What this model answers: the same request, the same answer."""
    parts = [part for message in body["messages"] for part in listed(message["content"])]
    prompt = "\n".join(part["text"] for part in parts if part["type"] == "text")
    images = sum(part["type"] == "image_url" for part in parts)
    paths = body.get("n", 1) if options.honours_n else 1
    seed = body.get("seed", 0)
    texts = [written(prompt, seed + 1_000_003 * i, options) for i in range(paths)]
    limit = body.get("max_tokens", 10**9)
    choices = [
        {
            "index": i,
            "finish_reason": "length" if len(text) // 4 > limit else "stop",
            "message": {"role": "assistant", "content": text[: limit * 4]},
        }
        for i, text in enumerate(texts)
    ]
    used = {
        "prompt_tokens": len(prompt) // 4 + options.image_tokens * images,
        "completion_tokens": options.more_out
        + sum(len(c["message"]["content"]) // 4 for c in choices),
    }
    used["total_tokens"] = sum(used.values()) + options.reasoning  # beside, as xAI counts it
    choices.reverse()  # the index says the order, not the place
    served = body["model"] + escaped(options.suffix)
    return {"id": "x", "object": "chat.completion", "created": 1, "model": served,
            "choices": choices, "usage": used, "images": images}  # fmt: skip


def escaped(text: str) -> str:
    """The text that Python's escapes stand for."""
    return text.encode().decode("unicode_escape")


def listed(content: Any) -> Any:
    """A message's parts."""
    return content if isinstance(content, list) else [{"type": "text", "text": content}]


def quoting(place: str, key: str, behind: int) -> bytes:
    """An answer with the key in this place, so far behind that a cut may go through it."""
    text = "x" * behind + " " + key
    choice = {"finish_reason": text, "message": {"content": ""}}
    found = {
        "error": {"error": {"message": text}},
        "model": {"model": text, "choices": []},
        "finish": {"model": "sums-1", "choices": [choice]},
    }
    return json.dumps(found[place]).encode()


def written(prompt: str, seed: int, options: argparse.Namespace) -> str:
    """A solution, a verdict or an annotation, by what the prompt asks for."""
    chance = random.Random(hashlib.sha256(f"{seed} {prompt}".encode()).digest())
    if '"status"' in prompt:
        answer, reference = CLOSING.findall(prompt), REFERENCE.findall(prompt)
        right = bool(answer and reference) and answer[0].strip() == reference[0].strip()
        steps = re.findall(r"Step \d+: .*?\.", prompt)
        verdict = {
            "status": "CORRECT" if right else "WRONG",
            "error_step": None if right else (steps or ["Step 1"])[-1],
            "error_analysis": None if right else "The sum is off.",
        }
        text = json.dumps(verdict)
        sloppy = chance.random() < options.sloppy and "cannot be used" not in prompt
        return f"Here is my verdict: {text}" if sloppy else text
    if "Which number stands in the picture" in prompt:
        return options.reads
    if "random numbers" in prompt:
        return str([chance.randint(1, 1000) for _ in range(10)])
    found = SUM.search(prompt)
    a, b, c = (int(word) for word in found.groups()) if found else (1, 1, 1)
    result = a + b * c + (chance.random() < options.wrong)
    steps = f"Step 1: {b} * {c} = {b * c}. Step 2: {a} + {b * c} = {result}."
    return f"{steps} The answer to this problem is {result}."


async def main() -> None:
    """Serves until it is ended; the first line of stdout is the port."""
    parser = argparse.ArgumentParser()
    for name in ("faults", "latency", "sloppy"):
        parser.add_argument(f"--{name}", type=float, default=0.0)
    parser.add_argument("--hang", type=float, default=5.0)
    parser.add_argument("--room", type=int, default=10**9)
    parser.add_argument("--retry-after", default="0.05")
    parser.add_argument("--model", default="sums-1")
    parser.add_argument("--wrong", type=float, default=0.3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--honours-n", action="store_true")
    parser.add_argument("--no-schema", action="store_true")
    parser.add_argument("--reads", default="a picture of something")
    parser.add_argument("--refuses-n", action="store_true")
    parser.add_argument("--says", default="boom")  # with Python's escapes
    parser.add_argument("--type", default="application/json")
    parser.add_argument("--image-tokens", type=int, default=200)
    parser.add_argument("--host", default="127.0.0.1")
    for name in ("filter", "quotes", "location", "key", "suffix"):
        parser.add_argument(f"--{name}", default="")
    # --status: of every call; --dies: with the call after so many
    for name in ("deep", "more-out", "reasoning", "port", "status", "dies"):
        parser.add_argument(f"--{name}", type=int, default=0)
    server = Server(parser.parse_args())
    host, port = server.options.host, server.options.port
    listening = await asyncio.start_server(server.connection, host, port, limit=1 << 24)
    print(listening.sockets[0].getsockname()[1])
    sys.stdout.flush()
    await listening.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
