"""What a fine-tuning can be told. `sft` and `lean` take the same, so either can stand in the recipe."""

from dataclasses import dataclass, field
from math import isfinite
from typing import Literal

from mathse.bounds import Amount, Count, Limit, Positive, Share
from mathse.errors import RecipeError


@dataclass(frozen=True, slots=True)
class Lora:
    """Low-rank adapters in place of full fine-tuning; merged into the weights at the end."""

    rank: Limit = 0  # 0: full fine-tuning
    alpha: Limit = 0  # 0: twice the rank [choice]
    dropout: Share = 0.0


@dataclass(frozen=True, slots=True)
class SftSettings:
    """What changes the trained model. Table 6 of the paper: AdamW, cosine, batch 128, decay 0.05."""

    learning_rate: Positive = 1e-5  # Table 6, Qwen2-VL-7B
    matrix_learning_rate: Amount = (
        0.0  # lean only: of Muon, for the matrices; 0: AdamW for all (Table 6)
    )
    warmup: Share = 0.1  # share of the steps; Table 6, Qwen2-VL-7B
    batch: Count = 128  # rows an optimiser step, over all processes: Table 6
    weight_decay: Amount = 0.05  # Table 6; on matrices, not on norms and biases
    epochs: Count = 1  # [choice] the paper does not say
    steps: Limit = 0  # [choice] exactly so many optimiser steps, whatever the rows; 0: the epochs
    clip: Positive = 1.0  # [choice] norm of the gradient
    longest: Count = 4096  # [choice] tokens; longer rows are left out and counted, never cut
    freeze: Literal["tower", "vision", "nothing"] = "tower"  # [choice] vision: the connector too
    weights: Literal["float32", "bfloat16"] = "float32"  # what the optimiser holds
    compute: Literal["float32", "bfloat16"] = "float32"  # of a step; the saved model has it too
    lora: Lora = field(default_factory=Lora)
    prompts: str = "full"  # mathse.prompts: full | short | a folder; their digest enters the key
    trust_remote_code: bool = False  # whether the model's own Python code may run


@dataclass(frozen=True, slots=True)
class SftSpeed:
    """What changes only how fast it goes and how much memory it takes."""

    device: str = "auto"  # auto | cpu | cuda | ...
    micro_batch: Count = 8  # rows a process takes at once
    checkpoint_steps: Count = 50  # optimiser steps; a killed training goes on from the last one
    keep_features_mb: Limit = 1024  # for the tower's answers, where the vision part does not learn
    gradient_checkpointing: bool = False
    processes: Count = 1  # sft only: more are started with `accelerate launch`
    accelerate_config: str = ""  # sft only: a file of `accelerate config` (FSDP, DeepSpeed); never
    # tried on real GPUs yet
    threads: Limit = 0  # of the CPU; 0: torch's own choice


def check_loss(loss: float, step: int) -> None:
    """Raises RecipeError once a training has left the numbers: nothing that follows would be a model."""
    if not isfinite(loss):
        raise RecipeError(
            f"the loss is {loss} at optimiser step {step}: the training left the numbers; a lower "
            "learning_rate, or float32 in place of a shorter type, may help"
        )


def rising_steps(share: float, steps: int) -> int:
    """The steps of the warm-up. Rounded down: of a short training the first step would be lost, at a rate of 0."""
    return int(share * steps)


def check(settings: SftSettings, speed: SftSpeed) -> None:
    """Raises RecipeError for values that exclude each other."""
    if settings.lora.rank and speed.accelerate_config:
        raise RecipeError(
            "LoRA is merged into the weights at the end, which sharded weights do not allow: "
            "leave accelerate_config out; processes may be more than 1"
        )
