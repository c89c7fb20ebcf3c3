"""One process of a TRL training: from examples to a model folder."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mathse.errors import RecipeError
from mathse.local.batches import IGNORED, collate
from mathse.local.features import Features
from mathse.local.load import Loaded, load
from mathse.local.parts import freeze_parts, frozen_names
from mathse.local.rows import Row, fitting_rows
from mathse.local.schedule import Micro, Step, schedule
from mathse.prompts import load_prompts
from mathse.roles import Trained
from mathse.rows import Example
from mathse.trainers.settings import SftSettings, SftSpeed, check_loss, rising_steps

COMPLETE = "complete"  # stands in a checkpoint that was written to its end
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Job:
    """Everything a training needs; travels to other processes."""

    examples: tuple[Example, ...]
    settings: SftSettings
    speed: SftSpeed
    start: Path
    out: Path
    work: Path
    seed: int


def run(job: Job, progress: Progress) -> Trained:
    """Trains, or goes on training, and writes the model folder (only the first process does)."""
    import torch
    import transformers

    settings, speed = job.settings, job.speed
    if speed.threads:
        torch.set_num_threads(speed.threads)
    transformers.set_seed(job.seed % 2**32)
    loaded = load(
        job.start,
        dtype=settings.weights,
        device="cpu" if speed.processes > 1 else speed.device,  # else accelerate places it
        trust_remote_code=settings.trust_remote_code,
    )
    if loaded.device.index:
        raise RecipeError(
            f'the trainer "sft" trains on the first GPU that it sees, not on "{speed.device}": '
            "set CUDA_VISIBLE_DEVICES"
        )
    fitting = fitting_rows(
        job.examples, load_prompts(settings.prompts), loaded, longest=settings.longest
    )
    if not fitting.rows:
        raise RecipeError(f"nothing to fine-tune on: {fitting.dropped} rows are over-long")
    steps = planned(fitting.rows, job)
    curve: list[tuple[int, float]] = []
    trainer = _trainer(job, loaded, fitting.rows, steps, _watcher(progress, len(steps), curve))
    if trainer.args.world_size != speed.processes:  # each alone would train on its own, unnoticed
        raise RecipeError(
            f"{speed.processes} processes were wanted, but {trainer.args.world_size} found each other"
        )
    trainer.train(resume_from_checkpoint=last_checkpoint(job.work))
    curve += _earlier(trainer.state.log_history, {step for step, _ in curve})
    if speed.accelerate_config:
        trainer.save_model(str(job.out))  # every process holds a part
    if trainer.is_world_process_zero():
        _save(trainer, loaded, job)
    return Trained(
        rows=len(fitting.rows),
        dropped=fitting.dropped,
        steps=len(steps),
        curve=tuple(sorted(curve)),
        note=fitting.note() | {"longest": settings.longest},
    )


def planned(rows: list[Row], job: Job) -> list[Step]:
    """The steps of this training; every process comes to the same."""
    return schedule(
        [row.length for row in rows],
        [bool(row.prompt.images) for row in rows],
        batch=job.settings.batch,
        micro=min(job.speed.micro_batch, job.settings.batch),
        epochs=job.settings.epochs,
        steps=job.settings.steps,
        seed=job.seed,
        multiple_of=job.speed.processes,
    )


def last_checkpoint(work: Path) -> str | None:
    """The newest whole checkpoint; half-written ones are removed."""
    whole: dict[int, Path] = {}
    for folder in work.glob("checkpoint-*"):
        if (folder / COMPLETE).exists():
            whole[int(folder.name.rpartition("-")[2])] = folder
        else:
            shutil.rmtree(folder)
    return str(whole[max(whole)]) if whole else None


class _Collator:
    """A step's micro-batch as tensors; called by the trainer's data loader."""

    def __init__(self, rows: list[Row], loaded: Loaded, features: Features | None) -> None:
        self.rows, self.loaded, self.features = rows, loaded, features

    def __call__(self, items: list[dict[str, Any]]) -> dict[str, Any]:
        (item,) = items
        micro: Micro = tuple(item["micro"])
        if micro:
            return collate([self.rows[at] for at in micro], self.loaded, self.features)
        # A step with fewer micro-batches than others: a row without loss, so that processes keep step.
        batch = collate([min(self.rows, key=lambda row: row.length)], self.loaded, self.features)
        batch["labels"].fill_(IGNORED)
        return batch


def _trainer(job: Job, loaded: Loaded, rows: list[Row], steps: list[Step], watcher: Any) -> Any:
    """TRL's trainer over our batches, in our order."""
    import datasets
    from trl import SFTTrainer

    settings, speed = job.settings, job.speed
    features = None
    alone = speed.processes == 1 and not speed.accelerate_config
    if settings.freeze == "vision" and alone and any(row.prompt.images for row in rows):
        features = Features.of_model(loaded, speed.keep_features_mb << 20, rows)
    peft = _lora(loaded.model, settings) if settings.lora.rank else None
    if peft is None:
        freeze_parts(loaded.model, settings.freeze)
    micro = [{"micro": list(micro)} for step in steps for micro in step]
    kind = datasets.Features({"micro": datasets.List(datasets.Value("int64"))})
    return SFTTrainer(
        model=loaded.model,
        args=_arguments(job, steps, on_cpu=speed.device == "cpu" or loaded.device.type == "cpu"),
        train_dataset=datasets.Dataset.from_list(micro, features=kind),
        processing_class=loaded.processor,
        data_collator=_Collator(rows, loaded, features),
        peft_config=peft,
        callbacks=[watcher],
    )


def _arguments(job: Job, steps: list[Step], *, on_cpu: bool) -> Any:
    from trl import SFTConfig

    settings, speed = job.settings, job.speed
    arguments = SFTConfig(
        output_dir=str(job.work),
        max_steps=len(steps),
        per_device_train_batch_size=1,  # an item is a whole micro-batch
        gradient_accumulation_steps=len(steps[0]) // speed.processes,
        train_sampling_strategy="sequential",
        learning_rate=settings.learning_rate,
        lr_scheduler_type="cosine",
        warmup_steps=rising_steps(settings.warmup, len(steps)),
        weight_decay=settings.weight_decay,
        max_grad_norm=settings.clip,
        seed=job.seed % 2**32,
        bf16=settings.compute == "bfloat16",
        use_cpu=on_cpu,
        gradient_checkpointing=speed.gradient_checkpointing,
        max_length=None,  # ours are dropped and counted before; TRL would cut them
        dataset_kwargs={"skip_prepare_dataset": True},
        remove_unused_columns=False,
        dataloader_pin_memory=False,  # batches are on the device already, where nothing can be pinned
        save_strategy="steps",
        save_steps=speed.checkpoint_steps,
        save_total_limit=2,
        logging_strategy="steps",
        logging_steps=1,
        logging_nan_inf_filter=False,  # it would call a loss that is no number 0
        report_to="none",
        disable_tqdm=True,
    )
    # One process, one GPU: with several in sight it would split each batch among them (nn.DataParallel).
    arguments._n_gpu = min(arguments.n_gpu, 1)
    return arguments


def _lora(model: Any, settings: SftSettings) -> Any:
    """Adapters on every linear layer outside the frozen parts."""
    from peft import LoraConfig

    frozen = frozen_names(model, settings.freeze)
    return LoraConfig(
        r=settings.lora.rank,
        lora_alpha=settings.lora.alpha or 2 * settings.lora.rank,
        lora_dropout=settings.lora.dropout,
        target_modules="all-linear",
        exclude_modules="|".join(rf"{re.escape(name)}\..*" for name in frozen) or None,
        task_type="CAUSAL_LM",
    )


def _watcher(progress: Progress, total: int, curve: list[tuple[int, float]]) -> Any:
    """Tells of each step; marks checkpoints that are whole, and has none after the last step."""
    from transformers import TrainerCallback

    class Watcher(TrainerCallback):  # type: ignore[misc]  # the engine's way to be told
        def on_log(
            self, args: Any, state: Any, control: Any, logs: dict[str, float], **rest: Any
        ) -> None:
            if "loss" in logs:
                check_loss(logs["loss"], state.global_step)
                curve.append((state.global_step, logs["loss"]))
                progress(state.global_step, total, f"loss {logs['loss']:.3f}")

        def on_step_end(self, args: Any, state: Any, control: Any, **rest: Any) -> None:
            if state.global_step >= state.max_steps:
                # The engine would save here: the model follows.
                control.should_save = False

        def on_save(self, args: Any, state: Any, control: Any, **rest: Any) -> None:
            if state.is_world_process_zero:
                folder = Path(args.output_dir) / f"checkpoint-{state.global_step}"
                (folder / COMPLETE).touch()

    return Watcher()


def _earlier(history: list[dict[str, Any]], known: set[int]) -> list[tuple[int, float]]:
    """The losses of the steps before the checkpoint that this process went on from."""
    return [
        (int(entry["step"]), float(entry["loss"]))
        for entry in history
        if "loss" in entry and int(entry["step"]) not in known
    ]


def _save(trainer: Any, loaded: Loaded, job: Job) -> None:
    """The folder as plain `transformers` loads it: adapters merged, the precision of a step."""
    import torch

    loaded.processor.save_pretrained(job.out)
    if job.speed.accelerate_config:
        (job.out / "training_args.bin").unlink(missing_ok=True)  # a pickle, and none of the model
        return
    model = trainer.accelerator.unwrap_model(trainer.model)
    if job.settings.lora.rank:
        model = model.merge_and_unload()
    # TRL hangs its own forward on the model; it is no part of what is saved.
    model.to(getattr(torch, job.settings.compute)).save_pretrained(job.out)
