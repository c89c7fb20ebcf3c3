"""The Outcome Reward Model: a checkpoint of this run that reads a whole path and writes the verdict.

How it is made is in mathse.orm. What it writes is read strictly (judges/parse.py); what cannot be read
is asked for again, drawn instead of greedy, and then recorded as `unparsed`. Its p_correct is its own:
the chance that it gave the token of CORRECT against that of WRONG where it had to choose. One that was taught
to check step by step is given the steps (judges/by_steps.py).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from mathse import chat
from mathse.bounds import Amount, Count, Limit, Positive, Share
from mathse.errors import RecipeError
from mathse.judges.by_steps import Rates, judge_by_steps
from mathse.judges.parse import CORRECT, OPENING, WRONG, parse_verdict
from mathse.local.decode import Pace, write
from mathse.local.inputs import Prompt, prompt_of
from mathse.local.load import Dtype, Loaded, load, preload
from mathse.local.paths import Unreadable, Wanted, Written
from mathse.local.rows import difference
from mathse.prompts import PromptSet, load_prompts
from mathse.roles import Context, Failed, Judged, JudgeRequest, Plugin, TaskKind
from mathse.rows import Json, Usage, Verdict, digest


@dataclass(frozen=True, slots=True)
class OrmSettings:
    """What changes a verdict, beside the model."""

    max_tokens: Count = 512  # [choice] a step and its analysis
    retries: Limit = 2  # [choice] times that an unreadable verdict is asked for again
    retry_temperature: Amount = 0.7  # [choice] of those; the first is greedy
    dtype: Dtype = "float32"
    faulty_likelihood: Positive = 0.15  # [choice] by steps: of a faulty step to read just so
    luck: Share = 0.1  # [choice] by steps: of a wrong path to come to the right answer
    prompts: str = "full"  # mathse.prompts: full | short | a folder; their digest enters the key
    trust_remote_code: bool = False  # whether the model's own Python code may run


@dataclass(frozen=True, slots=True)
class OrmSpeed:
    """What changes only how fast they come."""

    device: str = "auto"  # auto | cpu | cuda | ...
    rows: Count = 64  # verdicts written at once
    prompts: Count = 16  # paths read at once, with their images
    window: Count = 2048  # requests taken ahead, to sort them by length
    threads: Limit = 0  # of the CPU; 0: torch's own choice


@dataclass(frozen=True, slots=True)
class OrmJudge:
    """Judges with a model in this process."""

    loaded: Loaded
    prompts: PromptSet
    settings: OrmSettings
    pace: Pace
    log: Callable[[str], None]

    def judge(self, requests: Iterator[JudgeRequest]) -> Iterator[Judged]:
        """Verdicts as they are ready."""
        while window := list(islice(requests, self.pace.window)):
            stepped = [request for request in window if request.task.by_steps]
            yield from judge_by_steps(
                self.loaded,
                self.prompts,
                stepped,
                pace=self.pace,
                max_tokens=self.settings.max_tokens,
                rates=Rates(self.settings.faulty_likelihood, self.settings.luck),
            )
            yield from self._window({r.index: r for r in window if not r.task.by_steps})

    def _window(self, asked: dict[int, JudgeRequest]) -> Iterator[Judged]:
        """All of these: the unreadable ones again, as often as the settings say."""
        prompts = {index: self._prompt(request) for index, request in asked.items()}
        unread: dict[int, Verdict] = {}
        for attempt in range(self.settings.retries + 1):
            todo = [request for index, request in asked.items() if attempt == 0 or index in unread]
            wanted = (self._wanted(one, prompts[one.index], attempt) for one in todo)
            done_ones = write(
                self.loaded, wanted, pace=self.pace, watch=self._choice(), log=self.log
            )
            for done in done_ones:
                if isinstance(done, Unreadable):
                    yield Judged(done.index, Failed("image", done.reason))
                    continue
                verdict = self._verdict(done, asked[done.index], unread.pop(done.index, None))
                if verdict.outcome == "unparsed" and attempt < self.settings.retries:
                    unread[done.index] = verdict
                else:
                    yield Judged(done.index, verdict)
            if not unread:
                return

    def _prompt(self, request: JudgeRequest) -> Prompt:
        return prompt_of(chat.messages(request.task, self.prompts), self.loaded.processor)

    def _wanted(self, request: JudgeRequest, prompt: Prompt, attempt: int) -> Wanted:
        return Wanted(
            index=request.index,
            prompt=prompt,
            seed=int.from_bytes(digest("verdict", request.seed, attempt)[:8], "little"),
            temperature=self.settings.retry_temperature if attempt else 0.0,
            top_p=1.0,
            max_tokens=self.settings.max_tokens,
        )

    def _verdict(self, done: Written, request: JudgeRequest, before: Verdict | None) -> Verdict:
        """What was written, read; what it took, with the attempts before."""
        text = self.loaded.tokenizer.decode(done.tokens, skip_special_tokens=True)
        verdict = parse_verdict(text, binary=request.task.binary)
        usage = Usage(
            calls=1,
            tokens_in=done.tokens_in,
            tokens_out=done.tokens_out,
            images=len(request.task.problem.images),
        )
        note: dict[str, Json] = {"status": "finished" if done.ended else "cut_off"}
        if before is not None:
            usage += before.usage
            note["retries"] = usage.calls - 1
        return replace(verdict, p_correct=self._p_correct(done), usage=usage, note=note)

    def _p_correct(self, done: Written) -> float | None:
        """Where the status was chosen: its chance of CORRECT, against WRONG."""
        choice = self._choice()
        for token, (right, wrong) in zip(done.tokens, done.watched, strict=False):
            if token in choice:
                return right / (right + wrong)
        return None

    def _choice(self) -> tuple[int, int]:
        """The tokens in which CORRECT and WRONG differ."""
        return difference(f'{OPENING}{CORRECT}"', f'{OPENING}{WRONG}"', self.loaded)


def _build(settings: OrmSettings, speed: OrmSpeed, context: Context) -> OrmJudge:
    if context.model is None:
        raise RecipeError('the judge "orm" needs a trained ORM: set orm.train = true')
    if settings.max_tokens < 1 or settings.retries < 0:
        raise RecipeError(
            'the judge "orm" needs max_tokens of at least 1 and retries of at least 0'
        )
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
    return OrmJudge(loaded, load_prompts(settings.prompts), settings, pace, context.log)


def _identity(settings: OrmSettings, kind: TaskKind) -> Mapping[str, Json]:
    return chat.prompts_identity(settings.prompts, kind)


PLUGIN = Plugin(
    settings=OrmSettings,
    speed=OrmSpeed,
    build=_build,
    needs_model=True,
    spread=True,
    preload=lambda speed: preload(speed.device),
    version=3,  # 2: a path by steps is right as a whole; 3: by the likelihood of its steps
    by_steps=True,
    identity=_identity,
)
