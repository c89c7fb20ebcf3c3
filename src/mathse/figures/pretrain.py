"""Pretrains the base model from nothing; a killed run goes on where it stopped.

Warm-up on glyphs, then the stream, in four parts: seeing, computing and checking; then the same below a question,
and reading text; then lines that are still computed wrong; at last all of it,
with operands from wide ranges. Row k of the stream is a function of (seed, k), so the position is the whole state of the data;
weights, optimiser and position are saved together, under one rename.
"""

import json
import os
import shutil
import sys
import time
from dataclasses import asdict, dataclass
from math import cos, pi
from pathlib import Path
from random import Random
from typing import Any

from mathse.figures.batches import Encoded, encode, loss_of
from mathse.figures.families import FAMILIES
from mathse.figures.model import new_model, new_processor
from mathse.figures.stream import Mix, Row, draw_last_row, draw_later_row, draw_row, draw_wide_row
from mathse.figures.teacher import TeacherSettings, annotate, solve
from mathse.figures.tokens import pieces
from mathse.figures.warmup import warm_up
from mathse.figures.world import problems
from mathse.muon import MuonAndAdamW

WARM_UP_STEPS = 100  # of the learning rate
LOG_EVERY = 25  # steps
FALL = 0.5  # of a part's steps: the learning rate falls
LATER_RATE = 0.5  # of the first part's rate
PAGE_STEPS = 800  # pages of text come more often until here
CHECK_STEPS = 800  # from here on verdicts are drilled


@dataclass(frozen=True)
class Pretraining:
    steps: int = 4000  # of the first part
    later_steps: int = 2500  # of the second
    last_steps: int = 1200  # of the third
    wide_steps: int = 500  # of the fourth
    batch: int = 32  # rows
    learning_rate: float = 1.5e-3  # of AdamW: embeddings, norms, biases, the patch projection
    matrix_learning_rate: float = 6e-3  # of Muon
    weight_decay: float = 0.05
    glyph_rows: int = 6400
    seed: int = 0
    save_every: int = 250  # steps
    threads: int = 2

    @property
    def parts(self) -> tuple[int, ...]:
        """The steps of each."""
        return self.steps, self.later_steps, self.last_steps, self.wide_steps


def vocabulary(seed: int) -> list[str]:
    """The words of the world's questions, solutions and diagnoses, and of the stream."""
    rng = Random(f"words {seed}")
    teacher = TeacherSettings()
    texts: list[str] = []
    for problem in problems(n=3000, seed=seed, families=[family.name for family in FAMILIES]):
        path = solve(problem, teacher, seed) or problem.question.solution_text
        texts += [problem.question.prompt, problem.question.solution_text, path]
        diagnosis = annotate(problem, path, teacher, seed)
        texts += [str(diagnosis)] if diagnosis else []
    for _ in range(1500):
        texts += [f"{turn.asked} {turn.answer}" for turn in draw_row(rng, Mix(pages=0.0)).turns]
    return pieces(texts, at_least=5, limit=500)


def words_of(work: Path, seed: int) -> list[str]:
    """The vocabulary that this training began with: a word more would move every embedding."""
    kept = work / "words.json"
    if not kept.exists():
        kept.write_text(json.dumps(vocabulary(seed)))
    words: list[str] = json.loads(kept.read_text())
    return words


def schedule(step: int, settings: Pretraining) -> float:
    """Share of the learning rate. In each part: rise, constant, cosine; after the first, lower."""
    part, at = part_of(step, settings)
    return (LATER_RATE if part else 1.0) * _within(at, settings.parts[part])


def part_of(step: int, settings: Pretraining) -> tuple[int, int]:
    """(which part, from 0; the step within it). Behind the end the last part goes on: the stream has none."""
    *earlier, _ = settings.parts
    for part, steps in enumerate(earlier):
        if step < steps:
            return part, step
        step -= steps
    return len(earlier), step


def _within(step: int, steps: int) -> float:
    falling = steps * (1 - FALL)
    done = max(0.0, (step - falling) / (steps - falling))
    rising = min(1.0, (step + 1) / WARM_UP_STEPS)
    return rising * (0.02 + 0.98 * (1 + cos(pi * done)) / 2)


def row_at(number: int, settings: Pretraining) -> Row:
    """Row `number` of the stream. The curriculum: reading and computing first, then checking, which needs both."""
    rng, step = Random(f"{settings.seed} {number}"), number // settings.batch
    part, _ = part_of(step, settings)
    if part:
        return (draw_later_row, draw_last_row, draw_wide_row)[part - 1](rng)
    if step < PAGE_STEPS:
        return draw_row(rng, Mix(checks=0.0, pages=0.3))
    return draw_row(rng, Mix(checks=0.0) if step < CHECK_STEPS else Mix())


def batches_of(step: int, settings: Pretraining, tokenizer: Any) -> list[list[Encoded]]:
    """The step's rows with a picture and those without, each in two batches of like length: less padding."""
    first = step * settings.batch
    numbers = range(first, first + settings.batch)
    rows = [encode(row_at(number, settings), tokenizer) for number in numbers]
    rows.sort(key=lambda row: (row.image is None, len(row.ids)))
    pictured = sum(row.image is not None for row in rows)
    kinds = (rows[:pictured], rows[pictured:])
    halves = [part for kind in kinds for part in (kind[: len(kind) // 2], kind[len(kind) // 2 :])]
    return [part for part in halves if part]


def optimiser_of(model: Any, settings: Pretraining) -> MuonAndAdamW:
    """A new one."""
    return MuonAndAdamW(
        dict(model.named_parameters()),
        rate=settings.learning_rate,
        matrix_rate=settings.matrix_learning_rate,
        betas=(0.9, 0.98),
        weight_decay=settings.weight_decay,
    )


def train_step(
    model: Any, optimiser: MuonAndAdamW, step: int, settings: Pretraining, tokenizer: Any
) -> float:
    import torch

    total = 0.0
    for rows in batches_of(step, settings, tokenizer):
        loss = loss_of(model, rows, tokenizer.pad_token_id) * len(rows) / settings.batch
        loss.backward()
        total += float(loss.detach())
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimiser.step(schedule(step, settings))
    model.zero_grad(set_to_none=True)
    return total


def same_run(recorded: dict[str, Any], settings: Pretraining) -> bool:
    """Whether a state goes on under these settings: a longer last part and other threads are no other run."""
    speed = {
        "wide_steps": settings.wide_steps,
        "threads": settings.threads,
        "save_every": settings.save_every,
    }
    return recorded | speed == asdict(settings)


def save_state(work: Path, state: dict[str, Any]) -> None:
    """All or nothing: a kill leaves the last whole checkpoint."""
    import torch

    partial = work / "state.partial"
    with partial.open("wb") as file:
        torch.save(state, file)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(work / "state.pt")


def pretrain(out: Path, work: Path, settings: Pretraining) -> None:
    """Train, or go on training; `work` holds the state, `out` the model folder at the end."""
    import torch

    torch.set_num_threads(settings.threads)
    work.mkdir(parents=True, exist_ok=True)
    processor = new_processor(words_of(work, settings.seed))
    tokenizer = processor.tokenizer
    model = new_model(tokenizer, seed=settings.seed)
    model.train()
    optimiser = optimiser_of(model, settings)
    step, seconds, curve = 0, 0.0, []
    if (work / "state.pt").exists():
        state = torch.load(work / "state.pt", weights_only=True)
        if not same_run(state["settings"], settings):
            raise ValueError(f"{work} holds a training with other settings")
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        step, seconds, curve = state["step"], state["seconds"], state["curve"]
    else:
        share = warm_up(model, rows=settings.glyph_rows, seed=settings.seed, progress=say_glyphs)
        say(f"warm-up: {share:.1%} of glyphs named right")
    started, window = time.monotonic() - seconds, []
    last = sum(settings.parts)
    while step < last:
        if part_of(step, settings) == (2, 0):
            # The third part needs the weights of the second alone, so it can be made anew from those that are shipped.
            optimiser = optimiser_of(model, settings)
        window.append(train_step(model, optimiser, step, settings, tokenizer))
        step += 1
        seconds = time.monotonic() - started
        if step % LOG_EVERY == 0:
            curve.append([step, sum(window) / len(window)])
            window = []
            left = seconds / step * (last - step)
            say(f"step {step}/{last}  loss {curve[-1][1]:.3f}  {left / 60:.0f} min to go")
        if step % settings.save_every == 0 or step == last:
            state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step}
            save_state(
                work, state | {"seconds": seconds, "curve": curve, "settings": asdict(settings)}
            )
    ship(
        model,
        processor,
        out,
        {"settings": asdict(settings), "hours": seconds / 3600, "curve": curve},
    )


def ship(model: Any, processor: Any, out: Path, record: dict[str, Any]) -> None:
    """The model folder, complete before it takes its name; an older one is replaced."""
    partial = out.with_name(out.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    model.save_pretrained(partial)
    processor.save_pretrained(partial)
    record = {"command": "mathse figures pretrain", "machine": "2 CPU cores"} | record
    (partial / "training.json").write_text(json.dumps(record, indent=1) + "\n")
    shutil.rmtree(out, ignore_errors=True)
    partial.replace(out)


def say_glyphs(rows: int, share: float) -> None:
    if rows % 640 == 0:
        say(f"warm-up: {rows} pages, {share:.1%} of glyphs named right")


def say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
