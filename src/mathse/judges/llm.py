"""A hosted model as judge: it reads problem, images and the whole path, and writes the verdict as JSON.

    [judges.gpt]
    use = "llm"
    settings = { model = "gpt-4o" }

The server is asked for a JSON schema where it knows them; everywhere the answer is read strictly, with
one request to repair it. What then still is no verdict is `unparsed`, and never a guess.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from mathse import chat
from mathse.bounds import Amount, Count
from mathse.endpoints.ask import Path as Asked
from mathse.endpoints.ask import ask_json
from mathse.endpoints.client import Client
from mathse.endpoints.options import Dialect, Line
from mathse.endpoints.stream import stream
from mathse.endpoints.structured import complaint, schema
from mathse.judges.parse import parse_verdict
from mathse.prompts import PromptSet, load_prompts
from mathse.roles import Context, Failed, Judged, JudgeRequest, Plugin, Sampling, TaskKind
from mathse.rows import Json, Verdict


@dataclass(frozen=True, slots=True)
class Settings:
    """Which model, and how it is asked."""

    model: str  # its name at the endpoint
    prompts: str = "full"  # a set of mathse.prompts, or a folder
    temperature: Amount = 0.0  # [choice] a verdict should not be a draw
    max_tokens: Count = 1024  # [choice] a step and its analysis take some 200
    dialect: Dialect = field(default_factory=Dialect)


@dataclass(frozen=True, slots=True)
class LlmJudge:
    """Judges over HTTP."""

    model: str
    prompts: PromptSet
    sampling: Sampling
    dialect: Dialect
    line: Line
    context: Context

    def judge(self, requests: Iterator[JudgeRequest]) -> Iterator[Judged]:
        """Verdicts in the order in which they come; see roles.Judge. Raises as policies do."""
        return stream(
            requests, make=self._client, work=self._verdict, window=2 * self.line.concurrency
        )

    def _client(self) -> Client:
        return Client(self.model, dialect=self.dialect, line=self.line, context=self.context)

    async def _verdict(self, client: Client, request: JudgeRequest) -> list[Judged]:
        binary = request.task.binary
        path = await ask_json(
            client,
            chat.messages(request.task, self.prompts),
            self.sampling,
            request.seed,
            schema=schema(binary=binary),
            complaint=lambda text: wrong_with(text, binary=binary),
        )
        return [Judged(request.index, result(path, binary=binary))]


def wrong_with(text: str, *, binary: bool) -> str | None:
    """What keeps a text from being a verdict; the last word is the strict reader's."""
    said = complaint(text, binary=binary)
    if said is None and parse_verdict(text, binary=binary).outcome == "unparsed":
        return "it has other keys than those asked for"
    return said


def result(path: Asked, *, binary: bool) -> Verdict | Failed:
    """A verdict as a row; without an answer, what failed."""
    if path.choice is None:
        return Failed(path.boundary or "judge", path.failure)
    verdict = parse_verdict(path.choice.text, binary=binary)
    return replace(verdict, usage=path.usage, note=path.note)


def _build(settings: Settings, speed: Line, context: Context) -> LlmJudge:
    return LlmJudge(
        model=settings.model,
        prompts=load_prompts(settings.prompts),
        sampling=Sampling(temperature=settings.temperature, max_tokens=settings.max_tokens),
        dialect=settings.dialect,
        line=speed,
        context=context,
    )


def _identity(settings: Settings, kind: TaskKind) -> Mapping[str, Json]:
    return chat.prompts_identity(settings.prompts, kind)


def _paid_model(settings: Settings) -> str:
    return settings.model


PLUGIN = Plugin(
    settings=Settings, speed=Line, build=_build, identity=_identity, paid_model=_paid_model
)
