"""The run's own ORM behind a fast inference engine that mathse starts for each stage.

    [judges.orm]
    use = "engine"
    speed = { command = "/opt/vllm/bin/vllm serve {model} --host {host} --port {port}" }

It judges as `llm` does; which checkpoint it is, the run decides.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from mathse import chat
from mathse.bounds import Amount, Count
from mathse.endpoints.options import Dialect
from mathse.endpoints.serving import EngineSpeed, check, drawing, serving
from mathse.judges.llm import LlmJudge
from mathse.prompts import PromptSet, load_prompts
from mathse.roles import Context, Judged, JudgeRequest, Plugin, Sampling, TaskKind
from mathse.rows import Json


@dataclass(frozen=True, slots=True)
class Settings:
    """How the model is asked."""

    prompts: str = "full"  # a set of mathse.prompts, or a folder: the one that it was trained with
    temperature: Amount = 0.0  # [choice] a verdict should not be a draw
    max_tokens: Count = 1024  # [choice] a step and its analysis take some 200
    generation_config: bool = False  # send the checkpoint's own: for "transformers serve"
    dialect: Dialect = field(default_factory=Dialect)


@dataclass(frozen=True, slots=True)
class EngineJudge:
    """Starts the engine when the first request comes, and ends it after the last verdict."""

    prompts: PromptSet
    sampling: Sampling
    dialect: Dialect
    speed: EngineSpeed
    context: Context

    def judge(self, requests: Iterator[JudgeRequest]) -> Iterator[Judged]:
        """See roles.Judge. Raises EndpointError where the engine does not serve."""
        first = list(islice(requests, max(1, self.speed.compare)))
        if not first:
            return
        compared = [chat.messages(r.task, self.prompts) for r in first[: self.speed.compare]]
        with serving(self.speed, self.context, dialect=self.dialect, prompts=compared) as served:
            judge = LlmJudge(
                model=served.model,
                prompts=self.prompts,
                sampling=self.sampling,
                dialect=served.dialect,
                line=served.line,
                context=replace(self.context, purse=None),  # our own machine sends no bill
            )
            yield from judge.judge(chain(first, requests))


def _build(settings: Settings, speed: EngineSpeed, context: Context) -> EngineJudge:
    check(context)
    dialect = settings.dialect
    if settings.generation_config:
        dialect = drawing(dialect, context.model)
    return EngineJudge(
        prompts=load_prompts(settings.prompts),
        sampling=Sampling(temperature=settings.temperature, max_tokens=settings.max_tokens),
        dialect=dialect,
        speed=speed,
        context=context,
    )


def _identity(settings: Settings, kind: TaskKind) -> Mapping[str, Json]:
    return chat.prompts_identity(settings.prompts, kind)


PLUGIN = Plugin(
    settings=Settings, speed=EngineSpeed, build=_build, needs_model=True, identity=_identity
)
