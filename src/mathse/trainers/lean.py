"""Fine-tuning in one short loop: for small models, where TRL's machinery costs more than the step.

Same settings, same rows in the same order, same loss and learning rate as `sft`; a test holds that both
come to the same weights, as long as AdamW is the optimiser of all. One process, full fine-tuning; benchmarks/training.py says what it saves.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import cos, pi
from pathlib import Path
from typing import Any, Protocol

from mathse.errors import RecipeError
from mathse.local.batches import IGNORED, collate
from mathse.local.features import Features
from mathse.local.load import Loaded, load
from mathse.local.parts import freeze_parts
from mathse.local.rows import Row, fitting_rows
from mathse.local.schedule import Step, schedule
from mathse.muon import MuonAndAdamW
from mathse.prompts import load_prompts
from mathse.roles import Context, Plugin, Trained
from mathse.rows import Example
from mathse.trainers.settings import SftSettings, SftSpeed, check, check_loss, rising_steps
from mathse.trainers.sft import identity

STATE = "state.pt"
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class LeanTrainer:
    """One training in this process."""

    settings: SftSettings
    speed: SftSpeed

    def train(
        self,
        examples: Iterable[Example],
        *,
        start: Path,
        out: Path,
        work: Path,
        seed: int,
        progress: Progress,
    ) -> Trained:
        """Writes the whole model folder to `out`; goes on from the state in `work`."""
        settings, speed = self.settings, self.speed
        loaded = load(
            start,
            dtype=settings.weights,
            device=speed.device,
            trust_remote_code=settings.trust_remote_code,
        )
        prompts = load_prompts(settings.prompts)
        fitting = fitting_rows(examples, prompts, loaded, longest=settings.longest)
        rows = fitting.rows
        if not rows:
            raise RecipeError(f"nothing to fine-tune on: {fitting.dropped} rows are over-long")
        steps = schedule(
            [row.length for row in rows],
            [bool(row.prompt.images) for row in rows],
            batch=settings.batch,
            micro=min(speed.micro_batch, settings.batch),
            epochs=settings.epochs,
            steps=settings.steps,
            seed=seed,
        )
        training = _Training(loaded, rows, steps, settings, speed)
        curve = training.run(work, progress)
        _save(loaded, settings, out)
        note = fitting.note() | {"longest": settings.longest}
        return Trained(len(rows), fitting.dropped, len(steps), tuple(curve), note)


class _Training:
    """The loop's state: the model, its optimiser, the next step."""

    def __init__(
        self,
        loaded: Loaded,
        rows: list[Row],
        steps: list[Step],
        settings: SftSettings,
        speed: SftSpeed,
    ) -> None:
        self.loaded, self.rows, self.steps = loaded, rows, steps
        self.settings, self.speed = settings, speed
        freeze_parts(loaded.model, settings.freeze)
        if speed.gradient_checkpointing:
            loaded.model.activation_checkpointing_enable()
        named = {n: p for n, p in loaded.model.named_parameters() if p.requires_grad}
        self.learning = list(named.values())
        self.optimiser = _optimiser(named, settings)
        self.features: Features | None = None
        if settings.freeze == "vision" and any(row.prompt.images for row in rows):
            self.features = Features.of_model(loaded, speed.keep_features_mb << 20, rows)

    def run(self, work: Path, progress: Progress) -> list[tuple[int, float]]:
        """Every step that is left; returns the loss at each."""
        curve = self._resume(work)
        self.loaded.model.train()
        for number in range(len(curve), len(self.steps)):
            loss = self._step(number)
            check_loss(loss, number + 1)
            curve.append((number + 1, loss))
            progress(number + 1, len(self.steps), f"loss {loss:.3f}")
            if (number + 1) % self.speed.checkpoint_steps == 0 and number + 1 < len(self.steps):
                self._save_state(work, curve)
        self.loaded.model.eval()
        return curve

    def _step(self, number: int) -> float:
        """One optimiser step; returns the mean loss per token learnt."""
        import torch

        micros = [[self.rows[at] for at in micro] for micro in self.steps[number] if micro]
        tokens = sum(sum(row.learnt) for micro in micros for row in micro)
        total = 0.0
        for micro in micros:
            loss = self._loss(micro) / tokens
            loss.backward()
            total += float(loss.detach())
        torch.nn.utils.clip_grad_norm_(self.learning, self.settings.clip)
        rate = learning_rate(number, len(self.steps), self.settings)
        self.optimiser.step(rate / self.settings.learning_rate)
        self.loaded.model.zero_grad(set_to_none=True)
        return total

    def _loss(self, rows: Sequence[Row]) -> Any:
        """Summed over the tokens learnt; logits are built for these alone."""
        import torch
        from torch.nn import functional

        batch = collate(rows, self.loaded, self.features)
        labels = batch.pop("labels")[:, 1:]
        half = self.settings.compute == "bfloat16"
        device = self.loaded.device.type
        with torch.autocast(device, dtype=torch.bfloat16, enabled=half):
            states = self.loaded.model.base_model(**batch, use_cache=False).last_hidden_state
            learnt = labels != IGNORED
            logits = self.loaded.model.get_output_embeddings()(states[:, :-1][learnt])
        return functional.cross_entropy(logits.float(), labels[learnt], reduction="sum")

    def _resume(self, work: Path) -> list[tuple[int, float]]:
        """The curve up to the saved state, whose weights and optimiser are taken over."""
        import torch

        path = work / STATE
        if not path.exists():
            return []
        state = torch.load(path, map_location=self.loaded.device, weights_only=True)
        with torch.no_grad():
            for mine, saved in zip(self.learning, state["weights"], strict=True):
                mine.copy_(saved)
        self.optimiser.load_state_dict(state["optimiser"])
        return [(int(step), float(loss)) for step, loss in state["curve"]]

    def _save_state(self, work: Path, curve: list[tuple[int, float]]) -> None:
        """All or nothing: a kill leaves the last whole state."""
        import torch

        work.mkdir(parents=True, exist_ok=True)
        partial = work / (STATE + ".partial")
        weights = [parameter.detach() for parameter in self.learning]
        state = {"weights": weights, "optimiser": self.optimiser.state_dict(), "curve": curve}
        torch.save(state, partial)
        partial.replace(work / STATE)


def learning_rate(number: int, steps: int, settings: SftSettings) -> float:
    """For step `number` of 0 ..: rises from 0, then half a cosine to 0, as `transformers` has it."""
    rising = rising_steps(settings.warmup, steps)
    if number < rising:
        return settings.learning_rate * number / rising
    done = (number - rising) / max(1, steps - rising)
    return settings.learning_rate * (1 + cos(pi * done)) / 2


class Optimiser(Protocol):
    """What the loop asks of an optimiser."""

    def step(self, share: float) -> None:
        """One update at this share of its learning rates."""
        ...

    def state_dict(self) -> dict[str, Any]:
        """All that a resumed training needs."""
        ...

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """What `state_dict` gave."""
        ...


class _AdamW:
    """AdamW; norms and biases are vectors, and do not decay."""

    def __init__(self, parameters: list[Any], settings: SftSettings) -> None:
        import torch

        self.rate, decay = settings.learning_rate, settings.weight_decay
        groups = [
            {"params": [p for p in parameters if p.dim() > 1], "weight_decay": decay},
            {"params": [p for p in parameters if p.dim() <= 1], "weight_decay": 0.0},
        ]
        self.adam = torch.optim.AdamW(groups, lr=self.rate, fused=True)

    def step(self, share: float) -> None:
        for group in self.adam.param_groups:
            group["lr"] = share * self.rate
        self.adam.step()

    def state_dict(self) -> dict[str, Any]:
        state: dict[str, Any] = self.adam.state_dict()
        return state

    def load_state_dict(self, state: dict[str, Any]) -> None:
        self.adam.load_state_dict(state)


def _optimiser(named: dict[str, Any], settings: SftSettings) -> Optimiser:
    if not settings.matrix_learning_rate:
        return _AdamW(list(named.values()), settings)
    return MuonAndAdamW(
        named,
        rate=settings.learning_rate,
        matrix_rate=settings.matrix_learning_rate,
        betas=(0.9, 0.98),
        weight_decay=settings.weight_decay,
    )


def _save(loaded: Loaded, settings: SftSettings, out: Path) -> None:
    """The folder as plain `transformers` loads it, in the precision of a step."""
    import torch

    loaded.model.to(getattr(torch, settings.compute)).save_pretrained(out)
    loaded.processor.save_pretrained(out)


def _build(settings: SftSettings, speed: SftSpeed, context: Context) -> LeanTrainer:
    check(settings, speed)
    if settings.lora.rank:
        raise RecipeError('the trainer "lean" has no LoRA; use "sft"')
    if speed.processes > 1 or speed.accelerate_config:
        raise RecipeError('the trainer "lean" runs in one process; use "sft"')
    if speed.threads:
        import torch

        torch.set_num_threads(speed.threads)
    return LeanTrainer(settings, speed)


PLUGIN = Plugin(
    settings=SftSettings,
    speed=SftSpeed,
    build=_build,
    identity=identity,
    version=2,  # 2: the warm-up's steps are rounded down
)
