"""What the parts of real_size.py share: the problems, the model, a line of the table for each measurement."""

import argparse
import gc
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import torch

from drawn import drawn
from mathse.errors import MathseError
from mathse.local.load import Loaded, load
from mathse.prompts import load_prompts
from mathse.rows import Example, Solve

PROMPTS = load_prompts("full")
EXPECTED = (ArithmeticError, AssertionError, AttributeError, ImportError, LookupError, OSError,
            RuntimeError, TypeError, ValueError, MathseError)  # fmt: skip


class Done(NamedTuple):
    """What was done in how long."""

    number: int
    seconds: float
    tokens: int = 0
    note: str = ""


@dataclass(slots=True)
class Bench:
    """The model's folder, what is asked of it, and the time that is left."""

    folder: Path
    device: Any
    examples: list[Example]
    arguments: argparse.Namespace
    began: float = field(default_factory=time.monotonic)
    said: list[str] = field(default_factory=list)
    loaded: Loaded | None = None

    def model(self) -> Loaded:
        """As sampling and judging share it: loaded once."""
        if self.loaded is None:
            self.loaded = load(self.folder, dtype="bfloat16", device=str(self.device))
        return self.loaded

    def now(self) -> float:
        """Seconds, all work on the device done."""
        if self.device.type == "cuda":
            torch.cuda.synchronize()
        return time.monotonic()

    def log(self, line: str) -> None:
        """A line of the program's own, such as a start-up check's."""
        self.said.append(line)
        print(f"  {line}", file=sys.stderr, flush=True)

    def measured(self, name: str, unit: str, do: Callable[[], Done]) -> float:
        """One line of the table; returns the rate, 0 where there is none."""
        if self.now() - self.began > 60 * self.arguments.minutes:
            print(f"{name:<26}left out: no time", flush=True)
            return 0.0
        print(f"{self.now() - self.began:5.0f} s  {name}", file=sys.stderr, flush=True)
        gc.collect()
        if self.device.type == "cuda":
            torch.cuda.empty_cache()
            torch.cuda.reset_peak_memory_stats()
        try:
            with redirect_stdout(sys.stderr):  # where a library prints its losses
                done = do()
        except EXPECTED as error:
            traceback.print_exc()
            why = f"{type(error).__name__}: {str(error).strip()}".splitlines()[0]
            print(f"{name:<26}failed: {why[:150]}", flush=True)
            return 0.0
        peak = "" if self.device.type != "cuda" else (
            f"  peak {torch.cuda.max_memory_allocated() / 2**30:5.1f} GiB"
        )  # fmt: skip
        rate = done.number / done.seconds
        tokens = f"  {done.tokens / done.seconds:8.0f} tokens/s" if done.tokens else ""
        print(
            f"{name:<26}{done.number:>5} {unit:<9}{done.seconds:7.1f} s  {rate:8.2f} {unit}/s"
            f"{tokens}{peak}  {done.note}",
            flush=True,
        )
        return rate


def ratio(name: str, ours: float, plain: float) -> None:
    """How many times as fast, where both are known."""
    if ours and plain:
        print(f"{name:<26}{ours / plain:.2f} times as fast as the plain library", flush=True)


def examples(folder: Path, *, count: int, side: int, words: int) -> list[Example]:
    """The world's problems, their pictures squares of `side` pixels, answers of about `words`."""
    rows = []
    for problem, text in drawn(folder, count=count, side=side):
        begin = " ".join([text] * (words // len(text.split())))
        rows.append(Example(Solve(problem), f"{begin} {text}".strip()))
    return rows
