"""How fast rows are learnt: TRL's trainer (`sft`) beside the short loop (`lean`), figures base model.

    python benchmarks/training.py --rows 128 --threads 1

Both see the same rows in the same order and come to the same weights (tests/trainers). The first step also
pays for what is made once, so rows a second are counted from the second step on: of the CPU's time, and
of the wall clock's, which is what a GPU can be compared by.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from drawn import drawn
from mathse import plugins
from mathse.figures.model import BASE
from mathse.roles import Context
from mathse.rows import Example, Solve
from mathse.settings import parse

BATCH = 32  # rows of an optimiser step


def examples(folder: Path, count: int) -> list[Example]:
    """The world's own solutions."""
    return [Example(Solve(problem), text) for problem, text in drawn(folder, count=count)]


def timed(
    name: str, rows: list[Example], base: Path, folder: Path, *, freeze: str, device: str
) -> None:
    plugin = plugins.find("trainer", name)
    settings = {"prompts": "short", "batch": BATCH, "learning_rate": 1e-3, "freeze": freeze}
    trainer = plugin.build(
        parse(plugin.settings, settings, where="settings"),
        parse(plugin.speed, {"device": device, "micro_batch": 16}, where="speed"),
        Context(model=None),
    )
    (folder / name).mkdir()
    began, steps, walls = time.process_time(), [], []

    def progress(done: int, total: int, note: str) -> None:
        steps.append(time.process_time())
        walls.append(time.monotonic())

    trained = trainer.train(
        rows,
        start=base,
        out=folder / name / "out",
        work=folder / name,
        seed=1,
        progress=progress,
    )
    ended = time.process_time()
    each = (steps[-1] - steps[0]) / (len(steps) - 1)
    wall = (walls[-1] - walls[0]) / (len(walls) - 1)
    print(
        f"{name:<6}freeze {freeze:<9}{BATCH / each:7.1f} rows/CPU s  {BATCH / wall:8.1f} rows/s   before the second step "
        f"{steps[0] - began:5.1f} CPU s   whole {ended - began:6.1f} CPU s   "
        f"loss {trained.curve[0][1]:.3f} -> {trained.curve[-1][1]:.3f}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=128)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--model", type=Path, default=BASE)
    arguments = parser.parse_args()
    if arguments.rows < 2 * BATCH or arguments.rows % BATCH:
        said = f"--rows is {arguments.rows}, but should be two or more times {BATCH}: whole steps"
        print(f"training.py: {said}", file=sys.stderr)
        return 2
    import torch

    torch.set_num_threads(arguments.threads)
    with tempfile.TemporaryDirectory() as folder:
        rows = examples(Path(folder), arguments.rows)
        for freeze in ("vision", "nothing"):
            for name in ("sft", "lean"):
                with tempfile.TemporaryDirectory(dir=folder) as part:
                    timed(
                        name,
                        rows,
                        arguments.model,
                        Path(part),
                        freeze=freeze,
                        device=arguments.device,
                    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
