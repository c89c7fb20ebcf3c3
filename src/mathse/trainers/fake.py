"""The fake trainer: a model's skill grows with the right rows it sees, and shrinks with wrong ones.

Deterministic: the same rows, start and seed give the same file, hence the same model digest.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from mathse.bounds import Amount, Positive
from mathse.fakes import FakeSpeed, first_fault, read_model, write_model
from mathse.roles import Context, Plugin, Trained
from mathse.rows import Critique, Example, digest

STEPS = 4


@dataclass(frozen=True, slots=True)
class FakeTraining:
    """How fast skill comes: of what is missing, exp(-rows / scale) stays."""

    scale: Positive = 120.0  # rows
    harm: Amount = 2.0  # a row that teaches something wrong undoes so many right ones
    noise: Amount = 0.01  # by seed: another training is another model


@dataclass(frozen=True, slots=True)
class FakeTrainer:
    """Counts rows."""

    settings: FakeTraining
    speed: FakeSpeed

    def train(
        self,
        examples: Iterable[Example],
        *,
        start: Path,
        out: Path,
        work: Path,
        seed: int,
        progress: Callable[[int, int, str], None],
    ) -> Trained:
        """Writes model.json to `out`; goes on after the steps that `work` counts."""
        good = wrong = critiques = 0
        for example in examples:
            if isinstance(example.task, Critique):
                critiques += 1
            elif first_fault(example.task.problem, example.target) is None:
                good += 1
            else:
                wrong += 1
        done = work / "steps"
        for step in range(int(done.read_text()) if done.exists() else 0, STEPS):
            self.speed.called("trainer", step)
            partial = work / "steps.partial"
            partial.write_text(str(step + 1))
            partial.replace(done)  # whole or not at all: a kill may come in between
            progress(step + 1, STEPS, f"loss {_loss(step):.2f}")
        before = read_model(start)
        useful = max(0.0, good - self.settings.harm * wrong)
        skill = 1 - (1 - before["skill"]) * math.exp(-useful / self.settings.scale)
        skill += self.settings.noise * (digest("noise", seed)[0] / 255 - 0.5)
        model = {
            "skill": round(min(1.0, max(0.0, skill)), 9),
            "critiques": before["critiques"] + critiques,
        }
        write_model(out, model)
        curve = tuple((step + 1, _loss(step)) for step in range(STEPS))
        return Trained(rows=good + wrong + critiques, dropped=0, steps=STEPS, curve=curve)


def _loss(step: int) -> float:
    return round(2.0 / (step + 1), 4)


def _build(settings: FakeTraining, speed: FakeSpeed, context: Context) -> FakeTrainer:
    return FakeTrainer(settings, speed)


PLUGIN = Plugin(settings=FakeTraining, speed=FakeSpeed, build=_build, light=True)
