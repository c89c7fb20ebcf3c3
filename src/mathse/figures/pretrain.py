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
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

from mathse.errors import UserError
from mathse.figures.batches import Padded, tensors
from mathse.figures.curriculum import Pretraining, batches_ahead, schedule
from mathse.figures.families import FAMILIES
from mathse.figures.forward import loss_of
from mathse.figures.graphs import Graphs
from mathse.figures.model import RECORD, new_model, new_processor
from mathse.figures.stream import Mix, draw_row
from mathse.figures.teacher import TeacherSettings, annotate, solve
from mathse.figures.tokens import pieces
from mathse.figures.warmup import warm_up
from mathse.figures.world import problems
from mathse.muon import MuonAndAdamW

LOG_EVERY = 25  # steps
CLIP = 1.0  # of the gradient's norm


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


def optimiser_of(model: Any, settings: Pretraining) -> MuonAndAdamW:
    """A new one."""
    return MuonAndAdamW(
        dict(model.named_parameters()),
        rate=settings.learning_rate,
        matrix_rate=settings.matrix_learning_rate,
        betas=(0.9, 0.98),
        weight_decay=settings.weight_decay,
        captured=settings.device != "cpu",
    )


def train_step(
    model: Any, optimiser: MuonAndAdamW, step: int, batches: Sequence[Padded], settings: Pretraining
) -> Any:
    """One update on a CPU; the step's loss."""
    import torch

    total = torch.zeros(())
    for batch in batches:
        loss = loss_of(model, tensors(batch))
        loss.backward()
        total += loss.detach()
    torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP)
    optimiser.step(schedule(step, settings))
    model.zero_grad(set_to_none=True)
    return total


def same_run(recorded: dict[str, Any], settings: Pretraining) -> bool:
    """Whether a state goes on under these settings: another machine is no other run."""
    free = ("threads", "save_every", "device")
    now = asdict(settings)
    return recorded | {name: now[name] for name in free} == now


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
    words = words_of(work, settings.seed)
    processor = new_processor(words)
    model = new_model(processor.tokenizer, seed=settings.seed).to(settings.device)
    model.train()
    optimiser = optimiser_of(model, settings)
    step, seconds, curve = 0, 0.0, []
    if (work / "state.pt").exists():
        state = torch.load(work / "state.pt", weights_only=True, map_location=settings.device)
        if not same_run(state["settings"], settings):
            raise UserError(f"{work} holds a training with other settings")
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        step, seconds, curve = state["step"], state["seconds"], state["curve"]
    else:
        share = warm_up(model, rows=settings.glyph_rows, seed=settings.seed, progress=say_glyphs)
        say(f"warm-up: {share:.1%} of glyphs named right")
    first, earlier, begun, window = step, seconds, time.monotonic(), []
    last = sum(settings.parts)
    graphs = None
    if settings.device != "cpu":
        graphs = Graphs(model, optimiser, batch=settings.batch, clip=CLIP)
    for batches in batches_ahead(step, last, settings, words):
        if graphs:
            loss = graphs.step(batches[0], schedule(step, settings)).clone()
        else:
            loss = train_step(model, optimiser, step, batches, settings)
        window.append(loss)
        step += 1
        if step % LOG_EVERY == 0:
            curve.append([step, float(sum(window)) / len(window)])
            window = []
            left = (time.monotonic() - begun) / (step - first) * (last - step)
            say(f"step {step}/{last}  loss {curve[-1][1]:.3f}  {left / 60:.0f} min to go")
        if step % settings.save_every == 0 or step == last:
            seconds = earlier + time.monotonic() - begun
            state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step}
            save_state(
                work, state | {"seconds": seconds, "curve": curve, "settings": asdict(settings)}
            )
    record = {
        "command": command_of(settings),
        "machine": machine_of(settings),
        "settings": asdict(settings),
        "hours": seconds / 3600,
        "curve": curve,
    }
    ship(model.cpu(), processor, out, record)


def command_of(settings: Pretraining) -> str:
    """What a person would type for it."""
    usual, asked = asdict(Pretraining()), asdict(settings)
    flags = (
        f" --{name.replace('_', '-')} {asked[name]}"
        for name in ("steps", "later_steps", "last_steps", "wide_steps", "seed", "device")
        if asked[name] != usual[name]
    )
    return "mathse figures pretrain" + "".join(flags)


def machine_of(settings: Pretraining) -> str:
    """What this training runs on, as the card says it."""
    import torch

    if settings.device == "cpu":
        return f"{settings.threads} CPU cores"
    return str(torch.cuda.get_device_name(settings.device))


def ship(model: Any, processor: Any, out: Path, record: dict[str, Any]) -> None:
    """The model folder, complete before it takes its name; an older one is replaced."""
    partial = out.with_name(out.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    model.save_pretrained(partial)
    processor.save_pretrained(partial)
    (partial / RECORD).write_text(json.dumps(record, indent=1) + "\n")
    shutil.rmtree(out, ignore_errors=True)
    partial.replace(out)


def say_glyphs(rows: int, share: float) -> None:
    if rows % 640 == 0:
        say(f"warm-up: {rows} pages, {share:.1%} of glyphs named right")


def say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
