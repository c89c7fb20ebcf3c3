"""Leaves that misbehave, for the tests of workers: used as "tests.run.leaves:NAME"."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from mathse.errors import RecipeError
from mathse.fakes import FakeSpeed
from mathse.judges import fake as fake_judge
from mathse.policies import fake as fake_policy
from mathse.roles import Answer, Context, NoSettings, Plugin, Request, Trained
from mathse.rows import Example, Rollout
from mathse.trainers import fake as fake_trainer


@dataclass(frozen=True, slots=True)
class How:
    """What goes wrong after the first few requests."""

    what: str = "raise"
    note: str = ""  # a file for the process ids


@dataclass(frozen=True, slots=True)
class Misbehaving:
    """A teacher that ends its stage in one of many ways."""

    how: How

    def write(self, requests: Iterator[Request]) -> Iterator[Answer]:
        """Goes wrong."""
        next(requests)
        match self.how.what:
            case "raise":
                raise ZeroDivisionError("by\nnothing")
            case "twice":
                yield Answer(0, Rollout("The answer to this problem is 1.", "finished"))
                yield Answer(0, Rollout("The answer to this problem is 1.", "finished"))
            case "refuse":
                raise RecipeError("this teacher has no key")
            case "exit":
                os._exit(7)
            case "killed":
                os.kill(os.getpid(), signal.SIGKILL)
            case "memory":
                import resource

                resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
                _ = bytearray(1 << 32)
            case "eat":
                eaten = [bytes([i]) * (1 << 24) for i in range(30)]  # 500 MB, and no more
                raise AssertionError(len(eaten))
            case "child":
                child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
                Path(self.how.note).write_text(f"{os.getpid()} {child.pid}")
                child.wait()
        yield from ()


def _build(settings: How, speed: NoSettings, context: Context) -> Misbehaving:
    return Misbehaving(settings)


PLUGIN = Plugin(settings=How, speed=NoSettings, build=_build)
FORKED = Plugin(
    settings=How, speed=NoSettings, build=_build, preload=lambda speed: "tests.run.engine"
)
LIGHT = Plugin(settings=How, speed=NoSettings, build=_build, light=True)  # in the driver's process


@dataclass(frozen=True, slots=True)
class Greedy:
    """Takes every request that it can get before it answers one, and notes how many there were."""

    how: How

    def write(self, requests: Iterator[Request]) -> Iterator[Answer]:
        """The same path for each."""
        taken = [request.index for request in requests]
        with Path(self.how.note).open("a", encoding="utf-8") as note:
            note.write(f"{os.getpid()} {len(taken)} {os.environ.get('OMP_NUM_THREADS')}\n")
        for index in taken:
            yield Answer(index, Rollout("The answer to this problem is 1.", "finished"))


def _build_greedy(settings: How, speed: NoSettings, context: Context) -> Greedy:
    return Greedy(settings)


GREEDY = Plugin(settings=How, speed=NoSettings, build=_build_greedy, spread=True)
# The fake cast as if it ran a model here: in processes of its own, several if need be.
STUDENT = replace(fake_policy.PLUGIN, light=False)
JUDGE = replace(fake_judge.PLUGIN, light=False, spread=True)


@dataclass(frozen=True, slots=True)
class Dropping:
    """The fake trainer, to which the first row is too long."""

    trainer: fake_trainer.FakeTrainer

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
        """Says so as the real ones do."""
        kept = list(examples)[1:]
        trained = self.trainer.train(
            kept, start=start, out=out, work=work, seed=seed, progress=progress
        )
        return replace(trained, dropped=1, note={"longest": 300, "longest_row": 250})


def _build_dropping(
    settings: fake_trainer.FakeTraining, speed: FakeSpeed, context: Context
) -> Dropping:
    return Dropping(fake_trainer.FakeTrainer(settings, speed))


DROPPING = replace(fake_trainer.PLUGIN, build=_build_dropping)
