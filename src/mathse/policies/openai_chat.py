"""A model behind an OpenAI-compatible endpoint: as teacher, annotator, reflector or student.

    [teacher]
    use = "openai"
    settings = { model = "gpt-4o" }
    speed = { concurrency = 32 }                  # base_url, key_env: see docs/endpoints.md

    [prices."gpt-4o"]
    tokens_in = 2.5
    tokens_out = 10.0

Several paths of one problem come in one call where the server takes `n`. What the recipe's budget does
not cover is not sent.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from mathse import chat
from mathse.endpoints.ask import Path as Asked
from mathse.endpoints.ask import ask_json, ask_paths
from mathse.endpoints.client import Client
from mathse.endpoints.options import Dialect, Line
from mathse.endpoints.stream import Stop, stream
from mathse.endpoints.structured import complaint, parsed, schema
from mathse.prompts import PromptSet, load_prompts
from mathse.roles import Answer, Context, Failed, Plugin, Request, TaskKind
from mathse.rows import Annotate, Json, Rollout


@dataclass(frozen=True, slots=True)
class Settings:
    """Which model, and how it is asked."""

    model: str  # its name at the endpoint
    prompts: str = "full"  # a set of mathse.prompts, or a folder
    dialect: Dialect = field(default_factory=Dialect)


class Group(NamedTuple):
    """Requests that one call can answer: the same task and sampling, one after another."""

    requests: tuple[Request, ...]


@dataclass(frozen=True, slots=True)
class OpenAIPolicy:
    """Writes paths over HTTP."""

    model: str
    prompts: PromptSet
    dialect: Dialect
    line: Line
    context: Context

    def write(self, requests: Iterator[Request]) -> Iterator[Answer]:
        """Answers in the order in which they come; see roles.Policy. Raises EndpointError,
        BudgetExceeded; what was in flight then is answered first."""
        yield from stream(
            groups(requests, most=self.dialect.paths_per_call),
            make=self._client,
            work=self._answers,
            # Twice what is in flight: the next call is ready when one ends.
            window=2 * self.line.concurrency,
        )

    def _client(self) -> Client:
        return Client(self.model, dialect=self.dialect, line=self.line, context=self.context)

    async def _answers(self, client: Client, group: Group) -> Sequence[Answer | Stop]:
        first, *_ = group.requests
        conversation = chat.messages(first.task, self.prompts)
        if isinstance(first.task, Annotate):
            return [await _annotation(client, conversation, request) for request in group.requests]
        seeds = [request.seed for request in group.requests]
        paths = await ask_paths(client, conversation, first.sampling, seeds)
        return [
            Answer(request.index, result(path)) if path.stopped is None else Stop(path.stopped)
            for request, path in zip(group.requests, paths, strict=True)
        ]


async def _annotation(client: Client, conversation: list[chat.Message], request: Request) -> Answer:
    """Where and why a path is wrong: as JSON, taken apart into the row's note."""
    path = await ask_json(
        client,
        conversation,
        request.sampling,
        request.seed,
        schema=schema(binary=False),
        complaint=lambda text: complaint(text, binary=False),
    )
    written = result(path)
    if isinstance(written, Failed):
        return Answer(request.index, written)
    said = parsed(written.text, binary=False)
    if isinstance(said, str):  # nobody can read it: a row without a diagnosis
        note: dict[str, Json] = {**written.note, "unparsed": said}
    else:
        step, analysis = said["error_step"], said["error_analysis"]
        note = {
            **written.note, "status": said["status"], "error_step": step, "analysis": analysis
        }  # fmt: skip
    return Answer(request.index, replace(written, note=note))


def groups(requests: Iterator[Request], *, most: int) -> Iterator[Group]:
    """Neighbours with one task and one sampling, at most so many; never re-ordered."""
    waiting: list[Request] = []
    for request in requests:
        fits = waiting and len(waiting) < most and _alike(waiting[0], request)
        if waiting and not fits:
            yield Group(tuple(waiting))
            waiting = []
        waiting.append(request)
    if waiting:
        yield Group(tuple(waiting))


def _alike(one: Request, other: Request) -> bool:
    return one.task == other.task and one.sampling == other.sampling


def result(path: Asked) -> Rollout | Failed:
    """A path as a row; without one, what failed."""
    if path.choice is None:
        return Failed(path.boundary or "policy", path.failure)
    return Rollout(path.choice.text, path.choice.status, usage=path.usage, note=path.note)


def _build(settings: Settings, speed: Line, context: Context) -> OpenAIPolicy:
    return OpenAIPolicy(
        settings.model, load_prompts(settings.prompts), settings.dialect, speed, context
    )


def _identity(settings: Settings, kind: TaskKind) -> Mapping[str, Json]:
    return chat.prompts_identity(settings.prompts, kind)


def _paid_model(settings: Settings) -> str:
    return settings.model


PLUGIN = Plugin(
    settings=Settings, speed=Line, build=_build, identity=_identity, paid_model=_paid_model
)
