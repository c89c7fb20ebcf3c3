"""Fine-tuning with TRL's SFTTrainer, accelerate and PEFT: the road for real models.

Rows, their order and their tensors are ours (mathse.local): TRL's own preparation would cut over-long
rows in silence and sends content parts through Arrow, which adds empty keys that chat templates count.
What TRL brings is the step: gradient accumulation, mixed precision, FSDP and DeepSpeed, LoRA, a loss
that never builds the whole matrix of logits.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mathse import chat
from mathse.errors import RecipeError
from mathse.roles import Context, Plugin, TaskKind, Trained
from mathse.rows import Example, Json
from mathse.trainers.launch import launch
from mathse.trainers.settings import SftSettings, SftSpeed, check
from mathse.trainers.trl_run import Job, run


@dataclass(frozen=True, slots=True)
class SftTrainer:
    """One training; in this process, or in several that it starts."""

    settings: SftSettings
    speed: SftSpeed
    log: Callable[[str], None]

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
        """Writes the whole model folder to `out`; goes on from the last checkpoint in `work`."""
        job = Job(tuple(examples), self.settings, self.speed, start, out, work, seed)
        if self.speed.processes > 1 or self.speed.accelerate_config:
            return launch(job, progress, self.log)
        return run(job, progress)


def build(settings: SftSettings, speed: SftSpeed, context: Context) -> SftTrainer:
    """Raises RecipeError for settings that make no training."""
    check(settings, speed)
    if settings.matrix_learning_rate:
        raise RecipeError('the trainer "sft" has AdamW alone: matrix_learning_rate is of "lean"')
    return SftTrainer(settings, speed, context.log)


def identity(settings: SftSettings, kind: TaskKind) -> Mapping[str, Json]:
    """The prompts that rows are put into."""
    return chat.prompts_identity(settings.prompts, kind)


PLUGIN = Plugin(
    settings=SftSettings,
    speed=SftSpeed,
    build=build,
    identity=identity,
    version=2,  # 2: the warm-up's steps are rounded down
)
