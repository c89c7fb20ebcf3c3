"""What the base model is taught when: the settings of a pretraining, its rate, and the rows of each step.

Row k of the stream is a function of (seed, k): reading and computing first, then checking, which needs both.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from math import cos, pi
from multiprocessing import get_context
from random import Random
from typing import Any

from mathse.cores import cores
from mathse.figures.batches import Padded, as_one, encode, in_halves
from mathse.figures.stream import Mix, Row, draw_last_row, draw_later_row, draw_row, draw_wide_row
from mathse.figures.tokens import build_tokenizer

WARM_UP_STEPS = 100  # of the learning rate
FALL = 0.45  # of the steps: the learning rate falls
LEAST = 0.02  # where it ends
PAGE_STEPS = 800  # pages of text come more often until here
CHECK_STEPS = 800  # from here on verdicts are drilled
MAKERS = 6  # processes at most that make rows for a GPU
AHEAD = 24  # steps


@dataclass(frozen=True)
class Pretraining:
    steps: int = 2500  # of the first part
    later_steps: int = 4500  # of the second
    last_steps: int = 800  # of the third
    wide_steps: int = 1200  # of the fourth
    batch: int = 32  # rows
    learning_rate: float = 1.5e-3  # of AdamW: embeddings, norms, biases, the patch projection
    matrix_learning_rate: float = 6e-3  # of Muon
    weight_decay: float = 0.05
    glyph_rows: int = 6400
    seed: int = 0
    save_every: int = 250  # steps
    threads: int = 2
    device: str = "cpu"  # or cuda

    @property
    def parts(self) -> tuple[int, ...]:
        """The steps of each."""
        return self.steps, self.later_steps, self.last_steps, self.wide_steps


def schedule(step: int, settings: Pretraining) -> float:
    """Share of the learning rate: rise, constant, cosine."""
    steps = sum(settings.parts)
    falling = steps * (1 - FALL)
    done = max(0.0, (step - falling) / (steps - falling))
    rising = min(1.0, (step + 1) / WARM_UP_STEPS)
    return rising * (LEAST + (1 - LEAST) * (1 + cos(pi * done)) / 2)


def part_of(step: int, settings: Pretraining) -> tuple[int, int]:
    """(which part, from 0; the step within it). Behind the end the last part goes on: the stream has none."""
    *earlier, _ = settings.parts
    for part, steps in enumerate(earlier):
        if step < steps:
            return part, step
        step -= steps
    return len(earlier), step


def row_at(number: int, settings: Pretraining) -> Row:
    """Row `number` of the stream. The curriculum: reading and computing first, then checking, which needs both."""
    rng, step = Random(f"{settings.seed} {number}"), number // settings.batch
    part, _ = part_of(step, settings)
    if part:
        return (draw_later_row, draw_last_row, draw_wide_row)[part - 1](rng)
    if step < PAGE_STEPS:
        return draw_row(rng, Mix(checks=0.0, pages=0.3))
    return draw_row(rng, Mix(checks=0.0) if step < CHECK_STEPS else Mix())


@cache
def _tokenizer(words: tuple[str, ...]) -> Any:
    return build_tokenizer(words)


def batches_of(step: int, settings: Pretraining, words: tuple[str, ...]) -> list[Padded]:
    """The step's rows; for a GPU in one batch."""
    tokenizer, first = _tokenizer(words), step * settings.batch
    numbers = range(first, first + settings.batch)
    rows = [encode(row_at(number, settings), tokenizer) for number in numbers]
    return in_halves(rows) if settings.device == "cpu" else [as_one(rows)]


def batches_ahead(
    first: int, last: int, settings: Pretraining, words: Sequence[str]
) -> Iterator[list[Padded]]:
    """The batches of each step; for a GPU, which would wait for them, made ahead by other processes."""
    known = tuple(words)
    if settings.device == "cpu":
        yield from (batches_of(step, settings, known) for step in range(first, last))
        return
    ready: deque[Future[list[Padded]]] = deque()
    makers = max(1, min(MAKERS, cores() - 1))
    fresh = get_context("spawn")  # a fork would take along what CUDA holds
    with ProcessPoolExecutor(makers, mp_context=fresh) as pool:
        for step in range(first, last):
            while len(ready) < AHEAD and step + len(ready) < last:
                ready.append(pool.submit(batches_of, step + len(ready), settings, known))
            yield ready.popleft().result()
