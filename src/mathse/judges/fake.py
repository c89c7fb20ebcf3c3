"""Fake judges: they know the truth about a fake path and err at a set rate. See mathse.fakes.

`fake` errs at the rate its settings say, `fake_orm` at one that falls with the critiques that its
checkpoint was trained on.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

from mathse.bounds import Positive, Share
from mathse.errors import RecipeError
from mathse.fakes import FakeSpeed, first_fault, read_model, steps
from mathse.roles import Context, Failed, Judged, JudgeRequest, Plugin
from mathse.rows import Critique, Usage, Verdict, canonical_json


@dataclass(frozen=True, slots=True)
class FakeJudgeSettings:
    """How often it is wrong."""

    error_rate: Share = 0.05
    unparsed: Share = 0.0  # share of verdicts that nobody can read


@dataclass(frozen=True, slots=True)
class FakeOrmSettings:
    """How its error rate falls with training: 0.5 * exp(-critiques / scale)."""

    scale: Positive = 150.0


@dataclass(frozen=True, slots=True)
class FakeJudge:
    """Names the first faulty step, except when it errs."""

    settings: FakeJudgeSettings
    speed: FakeSpeed

    def judge(self, requests: Iterator[JudgeRequest]) -> Iterator[Judged]:
        """One verdict a request; the same seed gives the same verdict."""
        for request in requests:
            if self.speed.called("judge", request.seed):
                yield Judged(request.index, Failed("judge", "the fake judge was told to fail"))
                continue
            yield Judged(request.index, self._verdict(request.task, random.Random(request.seed)))

    def _verdict(self, task: Critique, chance: random.Random) -> Verdict:
        usage = Usage(calls=1, tokens_in=60, tokens_out=12)
        if chance.random() < self.settings.unparsed:
            return Verdict("unparsed", text="Hm.", usage=usage)
        errs = chance.random() < self.settings.error_rate
        fault = first_fault(task.problem, task.path)
        if (fault is None) != errs:
            text = canonical_json({"status": "CORRECT", "error_step": None})
            return Verdict("correct", p_correct=0.9, text=text, usage=usage)
        fault = chance.choice(steps(task.problem)) if fault is None or errs else fault
        analysis = None if task.binary else f"{fault.partition(':')[0]} does not follow."
        step = None if task.binary else fault
        text = canonical_json({"status": "WRONG", "error_step": step, "error_analysis": analysis})
        number = int(fault[5]) if fault.startswith("Step ") else None
        note = {"step": number}
        return Verdict(
            "incorrect", step, analysis, p_correct=0.1, text=text, usage=usage, note=note
        )


def _build(settings: FakeJudgeSettings, speed: FakeSpeed, context: Context) -> FakeJudge:
    return FakeJudge(settings, speed)


def _build_orm(settings: FakeOrmSettings, speed: FakeSpeed, context: Context) -> FakeJudge:
    if context.model is None:
        raise RecipeError('the judge "fake_orm" needs a trained ORM: set orm.train = true')
    critiques = read_model(context.model)["critiques"]
    rate = 0.5 * math.exp(-critiques / settings.scale)
    return FakeJudge(FakeJudgeSettings(error_rate=rate), speed)


PLUGIN = Plugin(settings=FakeJudgeSettings, speed=FakeSpeed, build=_build, light=True)
ORM = Plugin(
    settings=FakeOrmSettings,
    speed=FakeSpeed,
    build=_build_orm,
    needs_model=True,
    spread=True,
    by_steps=True,
    light=True,
)
