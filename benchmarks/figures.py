"""Speed of the figure world on one core: `python benchmarks/figures.py`."""

import time
from collections.abc import Callable
from random import Random

from mathse.figures.checker import check
from mathse.figures.families import NAMES
from mathse.figures.mistakes import plant
from mathse.figures.world import problems

N = 2000


def per_second(work: Callable[[], object]) -> str:
    start = time.process_time()
    work()
    return f"{N / (time.process_time() - start):,.0f} per CPU second"


def main() -> None:
    made = list(problems(n=N, seed=1, families=NAMES))
    drawn = per_second(lambda: [p.scene.draw() for p in problems(n=N, seed=2, families=NAMES)])
    checked = per_second(lambda: [check(p, p.question.solution_text) for p in made])
    rng = Random(1)
    planted = per_second(lambda: [plant(p, rng, "calculation", carried=True) for p in made])
    print(f"problems made and drawn   {drawn}")
    print(f"solutions checked         {checked}")
    print(f"mistakes planted          {planted}")


if __name__ == "__main__":
    main()
