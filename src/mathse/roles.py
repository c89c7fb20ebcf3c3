"""The Protocols: who reads problems, who writes paths, who judges, who trains, who pays.

Tasks are typed (rows.Solve, Reflect, Annotate, Critique) rather than chat text, so that a fake or
the figures solver parses no prompt. Every leaf works on streams: it pulls requests when it can take
them and gives answers as they are ready, in any order, each under its request's index; so a server
with 64 calls in flight and a GPU with sorted batches stand behind the same door.

Two kinds of settings, two types: `settings` change rows and enter the recipe key; `speed` only
changes how fast rows come and cannot enter it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

from mathse.prices import Price
from mathse.rows import Critique, Example, Image, Json, Rollout, Split, Task, Usage, Verdict

TaskKind = Literal["solve", "reflect", "annotate", "critique", "train", "base", "source"]


@dataclass(frozen=True, slots=True)
class Sampling:
    """How a path is drawn. Part of a row's identity."""

    temperature: float = 1.0  # 0 is greedy
    top_p: float = 1.0
    max_tokens: int = 1024  # of the answer


@dataclass(frozen=True, slots=True)
class Request:
    """One unit of work for a policy."""

    index: int  # answers come back under it
    task: Task
    seed: int  # the unit's own: 63 bits
    sampling: Sampling


@dataclass(frozen=True, slots=True)
class Failed:
    """A unit that could not be done: becomes a row in `failure`; the unit is owed again."""

    boundary: str  # policy | judge | image | ...
    message: str  # one line, without secrets


@dataclass(frozen=True, slots=True)
class Answer:
    """A policy's answer to the request with this index."""

    index: int
    result: Rollout | Failed


@dataclass(frozen=True, slots=True)
class JudgeRequest:
    """One path to be judged."""

    index: int
    task: Critique
    seed: int


@dataclass(frozen=True, slots=True)
class Judged:
    """A judge's answer to the request with this index."""

    index: int
    result: Verdict | Failed


@dataclass(frozen=True, slots=True)
class Trained:
    """What a training did, for the record."""

    rows: int  # examples trained on
    dropped: int  # examples left out because they were too long
    steps: int  # optimiser steps
    curve: tuple[tuple[int, float], ...] = ()  # (step, loss)
    note: Mapping[str, Json] = field(default_factory=dict)


class Policy(Protocol):
    """Writes reasoning paths. A teacher is a policy; so is the student."""

    def write(self, requests: Iterator[Request]) -> Iterator[Answer]:
        """Answers every request once, in any order; a unit's failure is an answer too."""
        ...


class Judge(Protocol):
    """Says of a path whether it is right, and if not, where and why."""

    def judge(self, requests: Iterator[JudgeRequest]) -> Iterator[Judged]:
        """Answers every request once, in any order."""
        ...


class Trainer(Protocol):
    """Fine-tunes a checkpoint."""

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
        """Writes the whole model folder to `out`. `work` survives a kill: resume from it.

        `progress(done, total, note)` counts optimiser steps.
        """
        ...


class Base(Protocol):
    """Where M_base comes from: made from nothing, a user's folder, a hub id, the shipped one."""

    def make(self, out: Path) -> None:
        """Writes (or links) the whole model folder to `out`, which does not exist yet.

        Raises RecipeError where the recipe names a model that is not there.
        """
        ...


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A problem as its authors publish it, before images are stored and the id is computed."""

    source_id: str
    question: str
    options: tuple[str, ...]
    gold: str
    images: tuple[Path | Callable[[], bytes], ...]  # files, or bytes made when asked for
    group: str | None = None  # None: the images, else the source's id
    solution: str | None = None
    meta: Mapping[str, Json] = field(default_factory=dict)
    split: Split | None = None  # None: by hash of the group, as the recipe shares them out


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be read: reported, never silently gone."""

    source_id: str  # or its line number
    reason: str  # one line


class Source(Protocol):
    """Reads one published layout."""

    def read(self, path: Path) -> Iterator[SourceRow | BadRow]:
        """Every row in the file's order, one at a time. Raises SourceError if there is no data."""
        ...


class Purse(Protocol):
    """The agreed budget, held by the driver. `reserve` returns only after it is on disk."""

    def reserve(self, most: Usage) -> int:
        """A ticket for a call that costs at most this. Raises BudgetExceeded."""
        ...

    def settle(self, ticket: int, used: Usage) -> None:
        """What the call really cost; an unsettled ticket counts as spent in full."""
        ...


@dataclass(frozen=True, slots=True)
class Context:
    """What a leaf may need beside its settings."""

    model: Path | None  # the checkpoint's folder, for leaves that run a model
    purse: Purse | None = None  # None where nothing is capped
    prices: Mapping[str, Price] = field(default_factory=dict)  # the recipe's, by model name
    logs: Path | None = None  # a folder for what outlives the stage: an engine's log, a report
    log: Callable[[str], None] = lambda message: None  # one line for the stage's log
    say: Callable[[str], None] = lambda message: None  # one that a person should see at once


@dataclass(frozen=True, slots=True)
class Plugin:
    """A leaf as the recipe sees it. `build(settings, speed, context)` makes it, in the worker."""

    settings: type  # frozen dataclass: enters the recipe key
    speed: type  # frozen dataclass: never enters it
    build: Callable[[Any, Any, Context], Any]
    version: int = 1  # bumped by hand when the same settings would give other rows
    needs_model: bool = False  # runs a checkpoint of this run: its digest enters the key
    by_steps: bool = False  # a judge that can be given a path's steps one by one
    identity: Callable[[Any, TaskKind], Mapping[str, Json]] = lambda settings, kind: {}  # what else
    # enters the key for tasks of this kind: digests of the prompts used, sizes and times of files
    light: bool = False  # imports nothing heavy: may run in the driver's own process
    spread: bool = False  # several workers may do it side by side: a model in their own memory
    preload: Callable[[Any], str] = lambda speed: (
        ""
    )  # a module that its workers take long to import,
    # and may be forked behind: never one that touches a GPU (mathse.worker.nursery)
    paid_model: Callable[[Any], str | None] = lambda settings: None  # the name under which the
    # recipe's prices know what it asks; None: asks nobody who could send a bill
    config: Callable[[Any], Path | None] = lambda settings: None  # of a base: the config.json of
    # the model that it will make; None: it is known only once that is made


@dataclass(frozen=True, slots=True)
class NoSettings:
    """For leaves that have nothing to set."""


__all__ = [
    "Answer", "BadRow", "Base", "Context", "Failed", "Image", "Judge", "JudgeRequest", "Judged",
    "NoSettings", "Plugin", "Policy", "Purse", "Request", "Sampling", "Source", "SourceRow",
    "TaskKind", "Trained", "Trainer",
]  # fmt: skip
