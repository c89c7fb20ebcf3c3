"""A policy that runs a `transformers` vision-language model in this process: the student.

Any model that AutoModelForImageTextToText and AutoProcessor load. The sampling itself is in
mathse.local; here tasks become prompts, and tokens become rollouts with their status.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from mathse import chat
from mathse.bounds import Count, Limit
from mathse.errors import RecipeError
from mathse.local.decode import Pace, write
from mathse.local.inputs import prompt_of
from mathse.local.load import Dtype, Loaded, load, preload
from mathse.local.paths import Unreadable, Wanted
from mathse.prompts import PromptSet, load_prompts
from mathse.roles import Answer, Context, Failed, Plugin, Request, TaskKind
from mathse.rows import Json, PathStatus, Rollout, Usage


@dataclass(frozen=True, slots=True)
class TransformersSettings:
    """What changes the rows, beside the model and the sampling."""

    dtype: Dtype = "float32"  # bfloat16 is 300 times slower on some CPUs
    trust_remote_code: bool = False  # whether the model's own Python code may run
    prompts: str = "full"  # mathse.prompts: full | short | a folder; their digest enters the key


@dataclass(frozen=True, slots=True)
class TransformersSpeed:
    """What changes only how fast they come."""

    device: str = "auto"  # auto | cpu | cuda | cuda:1 | mps | ...
    rows: Count = 64  # paths written at once
    prompts: Count = 16  # prompts read at once, with their images
    window: Count = 2048  # requests taken ahead, to sort them by length
    threads: Limit = 0  # of the CPU; 0: torch's own choice


@dataclass(slots=True)
class TransformersPolicy:
    """Answers requests in the order in which they are finished."""

    loaded: Loaded
    prompts: PromptSet
    pace: Pace
    log: Callable[[str], None]

    def write(self, requests: Iterator[Request]) -> Iterator[Answer]:
        """One path for each request; a broken image is that request's failure alone."""
        taken: dict[int, Request] = {}
        wanted = (self._wanted(request, taken) for request in requests)
        for done in write(self.loaded, wanted, pace=self.pace, log=self.log):
            request = taken.pop(done.index)
            if isinstance(done, Unreadable):
                yield Answer(done.index, Failed("image", done.reason))
                continue
            text = self.loaded.tokenizer.decode(done.tokens, skip_special_tokens=True)
            usage = Usage(
                calls=1,
                tokens_in=done.tokens_in,
                tokens_out=done.tokens_out,
                images=len(request.task.problem.images),
            )
            status: PathStatus = "finished" if done.ended else "cut_off"
            yield Answer(done.index, Rollout(text, status, usage, {"seed": request.seed}))

    def _wanted(self, request: Request, taken: dict[int, Request]) -> Wanted:
        taken[request.index] = request
        prompt = prompt_of(chat.messages(request.task, self.prompts), self.loaded.processor)
        return Wanted(
            index=request.index,
            prompt=prompt,
            seed=request.seed,
            temperature=request.sampling.temperature,
            top_p=request.sampling.top_p,
            max_tokens=request.sampling.max_tokens,
        )


def _build(
    settings: TransformersSettings, speed: TransformersSpeed, context: Context
) -> TransformersPolicy:
    if context.model is None:
        raise RecipeError('the policy "transformers" needs a model')
    if min(speed.rows, speed.prompts, speed.window) < 1:
        raise RecipeError("rows, prompts and window of the policy should be at least 1")
    if speed.threads:
        import torch

        torch.set_num_threads(speed.threads)
    loaded = load(
        context.model,
        dtype=settings.dtype,
        device=speed.device,
        trust_remote_code=settings.trust_remote_code,
    )
    pace = Pace(rows=speed.rows, prompts=speed.prompts, window=speed.window)
    return TransformersPolicy(loaded, load_prompts(settings.prompts), pace, context.log)


def _identity(settings: TransformersSettings, kind: TaskKind) -> Mapping[str, Json]:
    return chat.prompts_identity(settings.prompts, kind)


PLUGIN = Plugin(
    settings=TransformersSettings,
    speed=TransformersSpeed,
    build=_build,
    needs_model=True,
    spread=True,
    preload=lambda speed: preload(speed.device),
    identity=_identity,
)
