"""The training part of real_size.py: `sft` and `lean` as recipes use them, beside a plain SFTTrainer.

All see the same rows, two at a time with gradient checkpointing, the vision tower frozen. Plain TRL reads
them as prompt, completion and images; rows of like length stand together on our side alone.
"""

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from mathse import plugins
from mathse.errors import MathseError
from mathse.local.load import Loaded, load
from mathse.local.parts import freeze_parts
from mathse.local.rows import fitting_rows
from mathse.roles import Context
from mathse.settings import parse
from real_size_bench import PROMPTS, Bench, Done, ratio

MICRO, RANK, RATE = 2, 16, 1e-5


class Enough(MathseError):
    """The last step is measured; what a training saves after it is not."""


class Clock:
    """Told of each step; ends the training after the last one."""

    def __init__(self, bench: Bench) -> None:
        self.bench, self.times, self.note = bench, list[float](), ""

    def __call__(self, step: int, of: int, note: str) -> None:
        self.times.append(self.bench.now())
        self.note = note
        if step == of:
            raise Enough

    def done(self) -> Done:
        """From the second step on."""
        counted = (len(self.times) - 1) * self.bench.arguments.batch
        return Done(counted, self.times[-1] - self.times[0], note=self.note)


def ours(bench: Bench, trainer: str, *, rank: int) -> Done:
    """A trainer of this program."""
    plugin = plugins.find("trainer", trainer)
    settings = {
        "learning_rate": RATE,
        "batch": bench.arguments.batch,
        "weights": "bfloat16" if rank else "float32",
        "compute": "bfloat16",
        "lora": {"rank": rank},
    }
    speed = {"device": str(bench.device), "micro_batch": MICRO, "gradient_checkpointing": True}
    built = plugin.build(
        parse(plugin.settings, settings, where="settings"),
        parse(plugin.speed, speed, where="speed"),
        Context(model=None, log=bench.log),
    )
    clock = Clock(bench)
    with tempfile.TemporaryDirectory() as made, suppress(Enough):
        built.train(
            bench.examples[: bench.arguments.examples],
            start=bench.folder,
            out=Path(made) / "out",
            work=Path(made),
            seed=1,
            progress=clock,
        )
    return clock.done()


def plain(bench: Bench, *, rank: int) -> Done:
    """TRL's SFTTrainer as its documentation has it, with its own preparation and collator."""
    from trl import SFTConfig, SFTTrainer

    loaded = load(bench.folder, dtype="bfloat16" if rank else "float32", device=str(bench.device))
    if not rank:
        freeze_parts(loaded.model, "tower")
    arguments, clock = bench.arguments, Clock(bench)
    steps = arguments.examples // arguments.batch
    with tempfile.TemporaryDirectory() as made, suppress(Enough):
        trainer = SFTTrainer(
            model=loaded.model,
            args=SFTConfig(
                output_dir=made,
                max_steps=steps,
                per_device_train_batch_size=MICRO,
                gradient_accumulation_steps=arguments.batch // MICRO,
                learning_rate=RATE,
                bf16=True,
                use_cpu=bench.device.type == "cpu",
                gradient_checkpointing=True,
                max_length=None,
                save_strategy="no",
                logging_steps=1,
                report_to="none",
                disable_tqdm=True,
            ),
            train_dataset=_dataset(bench, loaded),
            processing_class=loaded.processor,
            peft_config=_adapters(rank) if rank else None,
            callbacks=[_told(clock, steps)],
        )
        trainer.train()
    return clock.done()


def _dataset(bench: Bench, loaded: Loaded) -> Any:
    """Prompt, completion, images."""
    import datasets

    examples = bench.examples[: bench.arguments.examples]
    rows = fitting_rows(examples, PROMPTS, loaded, longest=4096).rows
    table = datasets.Dataset.from_dict({
        "prompt": [row.prompt.text for row in rows],
        "completion": [loaded.tokenizer.decode(row.completion) for row in rows],
        "images": [list(row.prompt.images) for row in rows],
    })  # fmt: skip
    return table.cast_column("images", datasets.List(datasets.Image()))


def _adapters(rank: int) -> Any:
    """As `sft` places them."""
    from peft import LoraConfig

    return LoraConfig(
        r=rank,
        lora_alpha=2 * rank,
        target_modules="all-linear",
        exclude_modules=r".*\bvisual\..*",
        task_type="CAUSAL_LM",
    )


def _told(clock: Clock, steps: int) -> Any:
    from transformers import TrainerCallback

    class Told(TrainerCallback):  # type: ignore[misc]  # the engine's way to be told
        def on_log(
            self, args: Any, state: Any, control: Any, logs: dict[str, float], **rest: Any
        ) -> None:
            if "loss" in logs:
                clock(state.global_step, steps, f"loss {logs['loss']:.3f}")

    return Told()


def training(bench: Bench) -> None:
    """LoRA, then all weights; of 7B, AdamW's state alone is more than one GPU has."""
    bench.loaded = None
    lora = bench.measured("training: LoRA, sft", "rows", lambda: ours(bench, "sft", rank=RANK))
    trl = bench.measured("training: LoRA, TRL", "rows", lambda: plain(bench, rank=RANK))
    ratio("training: LoRA", lora, trl)
    if bench.arguments.size == "7b":
        print("training: all weights     left out: 7B needs several GPUs", flush=True)
        return
    lean = bench.measured("training: all, lean", "rows", lambda: ours(bench, "lean", rank=0))
    trl = bench.measured("training: all, TRL", "rows", lambda: plain(bench, rank=0))
    sft = bench.measured("training: all, sft", "rows", lambda: ours(bench, "sft", rank=0))
    ratio("training: all, lean", lean, trl)
    ratio("training: all, sft", sft, trl)
