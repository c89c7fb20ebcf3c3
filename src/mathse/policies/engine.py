"""The run's own checkpoint behind a fast inference engine that mathse starts for each stage.

    [student]
    use = "engine"
    [student.speed]
    command = "/opt/vllm/bin/vllm serve {model} --host {host} --port {port}"

The engine lives in its own environment, since a trainer and a fast engine cannot share one today.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from mathse import chat
from mathse.endpoints.options import Dialect
from mathse.endpoints.serving import EngineSpeed, check, drawing, serving
from mathse.policies.openai_chat import OpenAIPolicy
from mathse.prompts import PromptSet, load_prompts
from mathse.roles import Answer, Context, Plugin, Request, TaskKind
from mathse.rows import Json


@dataclass(frozen=True, slots=True)
class Settings:
    """How the model is asked; which model it is, the run decides."""

    prompts: str = "full"  # a set of mathse.prompts, or a folder
    generation_config: bool = False  # send the checkpoint's own: for "transformers serve"
    dialect: Dialect = field(default_factory=Dialect)


@dataclass(frozen=True, slots=True)
class EnginePolicy:
    """Starts the engine when the first request comes, and ends it after the last answer."""

    prompts: PromptSet
    dialect: Dialect
    speed: EngineSpeed
    context: Context

    def write(self, requests: Iterator[Request]) -> Iterator[Answer]:
        """See roles.Policy. Raises EndpointError where the engine does not serve."""
        first = list(islice(requests, max(1, self.speed.compare)))
        if not first:
            return
        compared = [chat.messages(r.task, self.prompts) for r in first[: self.speed.compare]]
        with serving(self.speed, self.context, dialect=self.dialect, prompts=compared) as served:
            policy = OpenAIPolicy(
                model=served.model,
                prompts=self.prompts,
                dialect=served.dialect,
                line=served.line,
                context=replace(self.context, purse=None),  # our own machine sends no bill
            )
            yield from policy.write(chain(first, requests))


def _build(settings: Settings, speed: EngineSpeed, context: Context) -> EnginePolicy:
    check(context)
    dialect = settings.dialect
    if settings.generation_config:
        dialect = drawing(dialect, context.model)
    return EnginePolicy(load_prompts(settings.prompts), dialect, speed, context)


def _identity(settings: Settings, kind: TaskKind) -> Mapping[str, Json]:
    return chat.prompts_identity(settings.prompts, kind)


PLUGIN = Plugin(
    settings=Settings, speed=EngineSpeed, build=_build, needs_model=True, identity=_identity
)
