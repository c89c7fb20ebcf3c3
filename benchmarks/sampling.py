"""How fast paths are written: the sampling loop beside `model.generate`, on the figures base model.

    python benchmarks/sampling.py --problems 32 --n 4 --threads 1

`generate` runs the vision tower and the prompt once for each path; the loop once for each problem. CPU
seconds are printed beside wall-clock ones: on a busy machine only the first can be compared, on a GPU only the second.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from mathse.figures.model import BASE
from mathse.figures.world import problems
from mathse.local.decode import Pace, sorted_groups, write
from mathse.local.generate import generate
from mathse.local.inputs import open_image, prompt_of
from mathse.local.load import Loaded, load
from mathse.local.paths import Unreadable, Wanted, Written


def wanted(loaded: Loaded, folder: Path, *, count: int, n: int, tokens: int) -> list[Wanted]:
    """`n` paths of each of `count` figures."""
    asked = []
    for at, made in enumerate(problems(n=count, seed=5)):
        path = folder / f"{at}.png"
        made.scene.draw().save(path)
        parts = [
            {"type": "image", "path": str(path)},
            {"type": "text", "text": made.question.prompt},
        ]
        prompt = prompt_of([{"role": "user", "content": parts}], loaded.processor)  # type: ignore[list-item, typeddict-item]
        asked += [Wanted(at * n + k, prompt, at * n + k, 1.0, 1.0, tokens) for k in range(n)]
    return asked


def by_loop(loaded: Loaded, asked: list[Wanted], rows: int) -> Iterator[Written | Unreadable]:
    return write(loaded, iter(asked), pace=Pace(rows=rows, prompts=max(1, rows // 4)))


def by_generate(loaded: Loaded, asked: list[Wanted], rows: int) -> Iterator[Written]:
    paths = [one for group in sorted_groups(asked, rows) for one in group]
    for at in range(0, len(paths), rows):
        part = paths[at : at + rows]
        images = [[open_image(path) for path in one.prompt.images] for one in part]
        yield from generate(loaded, part, images, watch=())


def timed(name: str, run: Callable[[], Iterator[Written | Unreadable]]) -> None:
    wall, cpu = time.monotonic(), time.process_time()
    done = list(run())
    wall, cpu = time.monotonic() - wall, time.process_time() - cpu
    tokens = sum(one.tokens_out for one in done if isinstance(one, Written))
    print(
        f"{name:<10}{len(done):>6} paths  {tokens / len(done):6.1f} tokens each  "
        f"{cpu:7.1f} CPU s  {wall:7.1f} s  {len(done) / cpu:7.1f} paths/CPU s  {tokens / cpu:8.0f} tokens/CPU s  {tokens / wall:8.0f} tokens/s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--problems", type=int, default=32)
    parser.add_argument("--n", type=int, default=4)
    parser.add_argument("--tokens", type=int, default=100, help="at most, of a path")
    parser.add_argument("--rows", type=int, default=128, help="paths at once")
    parser.add_argument("--to-the-end", action="store_true", help="no path ends before --tokens")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--model", type=Path, default=BASE)
    arguments = parser.parse_args()
    import torch

    torch.set_num_threads(arguments.threads)
    loaded = load(arguments.model, dtype="float32", device=arguments.device)
    if arguments.to_the_end:
        none = loaded.model.config.get_text_config().vocab_size  # behind the last token
        loaded = replace(loaded, ends=(none,))
    with tempfile.TemporaryDirectory() as folder:
        asked = wanted(
            loaded,
            Path(folder),
            count=arguments.problems,
            n=arguments.n,
            tokens=arguments.tokens,
        )
        for _ in range(2):
            timed("loop", lambda: by_loop(loaded, asked, arguments.rows))
            timed("generate", lambda: by_generate(loaded, asked, arguments.rows))


if __name__ == "__main__":
    main()
