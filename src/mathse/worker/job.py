"""What a worker is told to do, and the messages between driver and worker.

The worker pulls: it sends `Want`, and gets a `Chunk`; so a big stage never waits in memory, and a
pipe that is full never blocks both sides at once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from mathse.plugins import Role
from mathse.prices import Price
from mathse.recipe import Use
from mathse.roles import Trained
from mathse.rows import Usage
from mathse.store.budget import Budget

CHUNK = 64  # requests a message


@dataclass(frozen=True, slots=True)
class Job:
    """One stage, in plain values that travel over a pipe."""

    name: str  # "round_1.sample", for messages and the log's name
    kind: Literal["write", "judge", "train", "base"]
    role: Role
    use: Use
    light: bool  # the leaf may run in the driver's process
    preload: str = ""  # the module that its worker may be forked behind
    model: Path | None = None  # the checkpoint that the leaf runs, or starts from
    out: Path | None = None  # where a training or a base writes its folder
    work: Path | None = None  # a training's own folder, which survives a kill
    seed: int = 0  # of a training
    prices: Mapping[str, Price] = field(default_factory=dict)
    logs: Path | None = None  # the run's folder for logs

    @property
    def leaf(self) -> str:
        """The leaf as messages name it."""
        return f'{self.role} "{self.use.use}"'


@dataclass(frozen=True, slots=True)
class Hooks:
    """What the driver does for a leaf while its stage runs."""

    log: Callable[[str], None]
    say: Callable[[str], None]  # one line that a person should see at once
    progress: Callable[[int, int, str], None]  # a training's steps: done, total, note
    purse: Budget | None = None


# Worker -> driver.
@dataclass(frozen=True, slots=True)
class Want:
    """The worker can take more requests."""


@dataclass(frozen=True, slots=True)
class Result:
    """One Answer, Judged, or at the end of a training its Trained."""

    value: Any


@dataclass(frozen=True, slots=True)
class Progress:
    """A training's optimiser steps."""

    done: int
    total: int
    note: str


@dataclass(frozen=True, slots=True)
class Log:
    """One line for the stage's log; `aloud`: for the person too, at once."""

    line: str
    aloud: bool = False


@dataclass(frozen=True, slots=True)
class Reserve:
    """May a call be sent that costs at most this? Waits for the Ticket with the same number."""

    number: int
    most: Usage


@dataclass(frozen=True, slots=True)
class Settle:
    """What the call with this ticket really cost."""

    ticket: int
    used: Usage


@dataclass(frozen=True, slots=True)
class Done:
    """Everything was answered."""

    trained: Trained | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """The stage cannot go on: an error that mathse names (`kind`), or a crash (`kind` is None)."""

    kind: str | None
    message: str


# Driver -> worker.
@dataclass(frozen=True, slots=True)
class Chunk:
    """The next requests or examples; `last` when no more will come."""

    items: list[Any]
    last: bool


@dataclass(frozen=True, slots=True)
class Ticket:
    """Leave to send a call, or the reason why not."""

    number: int
    ticket: int
    refused: str | None = None
