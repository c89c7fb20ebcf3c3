"""Requests about sums, as the fake source has them, and a purse that remembers."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mathse.errors import BudgetExceeded
from mathse.roles import Context, JudgeRequest, Request, Sampling
from mathse.rows import Critique, Image, Problem, Solve, Usage


def problem(i: int, images: tuple[Image, ...] = ()) -> Problem:
    """What is i + 2 * 3?"""
    return Problem(
        id=i.to_bytes(16, "big"),
        question=f"What is {i} + 2 * 3?",
        options=(),
        gold=str(i + 6),
        images=images,
        group=str(i),
        source="fake",
        source_id=str(i),
        solution=None,
    )


def solves(count: int, *, paths: int = 1, images: tuple[Image, ...] = ()) -> Iterator[Request]:
    """`paths` requests for each of `count` problems."""
    for i in range(count * paths):
        task = Solve(problem(i // paths, images))
        yield Request(i, task, seed=1000 + i, sampling=Sampling(max_tokens=200))


def critiques(count: int) -> Iterator[JudgeRequest]:
    """Every second path is right."""
    for i in range(count):
        path = f"Step 1: 2 * 3 = 6.\nThe answer to this problem is {i + 6 + i % 2}."
        yield JudgeRequest(i, Critique(problem(i), path, with_reference=True), seed=i)


@dataclass
class Coins:
    """A purse in memory with the rules of store.budget."""

    cap: float = float("inf")  # calls and tokens in and out, together
    spent: float = 0.0
    most: float = 0.0  # the highest that `spent` ever was
    open: dict[int, float] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    tickets: int = 0
    too_little: int = 0  # calls that cost more than was reserved for them

    def reserve(self, most: Usage) -> int:
        with self.lock:
            if self.spent + size(most) > self.cap:
                raise BudgetExceeded("stopped by the budget")
            self.tickets += 1
            self.open[self.tickets] = size(most)
            self.spent += size(most)
            self.most = max(self.most, self.spent)
            return self.tickets

    def settle(self, ticket: int, used: Usage) -> None:
        with self.lock:
            reserved = self.open.pop(ticket)
            self.too_little += size(used) > reserved
            self.spent += size(used) - reserved


def size(usage: Usage) -> float:
    """One number for a usage."""
    return usage.tokens_in + usage.tokens_out


def context(purse: Coins | None = None, log: list[str] | None = None) -> Context:
    """A context without a model."""
    return Context(
        model=None, purse=purse, log=(log if log is not None else []).append, logs=Path()
    )
