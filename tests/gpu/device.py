"""Which device the tests of this folder try, what it holds, and a short training on it."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from mathse import plugins
from mathse.figures.model import BASE
from mathse.roles import Context, Trained
from mathse.rows import Example, Problem, Solve
from mathse.settings import parse

DEVICE = os.environ.get("MATHSE_TEST_DEVICE", "cuda")
ON_GPU = DEVICE.startswith("cuda")
SOLUTION = "Step 1: 2 + 3 = 5. The answer to this problem is {}."
STEPS = 10


def held() -> int:
    """The most bytes of the GPU that this process has held since the last `forget`; 0 on a CPU."""
    import torch

    return int(torch.cuda.max_memory_allocated()) if ON_GPU else 0


def forget() -> None:
    """What was held before does not count."""
    import torch

    if ON_GPU:
        torch.cuda.init()  # without it the next line fails in a process that has used no GPU yet
        torch.cuda.reset_peak_memory_stats()


def sentences(drawn: Sequence[tuple[Problem, str]]) -> list[Example]:
    """Rows that are new to the base."""
    return [Example(Solve(problem), SOLUTION.format(at)) for at, (problem, _) in enumerate(drawn)]


def train(
    name: str,
    rows: list[Example],
    folder: Path,
    *,
    device: str = DEVICE,
    progress: Callable[[int, int, str], None] = lambda done, total, note: None,
    **settings: object,
) -> dict[int, float]:
    """The loss at each step of a short training of the base."""
    plugin = plugins.find("trainer", name)
    chosen = {"learning_rate": 1e-3, "batch": 8, "steps": STEPS, "prompts": "short"} | settings
    speed = {"device": device, "micro_batch": 4, "checkpoint_steps": 4}
    trainer = plugin.build(
        parse(plugin.settings, chosen, where="trainer"),
        parse(plugin.speed, speed, where="speed"),
        Context(model=None),
    )
    (folder / "work").mkdir(parents=True, exist_ok=True)
    trained = trainer.train(
        rows,
        start=BASE,
        out=folder / "out",
        work=folder / "work",
        seed=5,
        progress=progress,
    )
    assert isinstance(trained, Trained)
    assert [step for step, _ in trained.curve] == list(range(1, trained.steps + 1))
    return dict(trained.curve)
