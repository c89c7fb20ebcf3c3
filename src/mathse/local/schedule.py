"""Which rows make up each optimiser step: decided by the seed before anything runs, so that any
trainer sees the same rows in the same order, and a resumed one goes on with those it had not seen.

Every epoch is shuffled and cut into steps of one global batch; only within a step are rows sorted, so
that each of its micro-batches holds rows of like length: less padding, and the gradient is the same.
"""

import random
from collections.abc import Sequence
from math import ceil

Micro = tuple[int, ...]  # places of rows; empty where a step has fewer micro-batches than others
Step = tuple[Micro, ...]


def schedule(
    lengths: Sequence[int],
    pictured: Sequence[bool],
    *,
    batch: int,
    micro: int,
    epochs: int,
    steps: int = 0,
    seed: int,
    multiple_of: int = 1,
) -> list[Step]:
    """Steps of `batch` rows, in micro-batches of at most `micro` that are alike in having images.

    `steps` other than 0: exactly so many, over as many epochs as that takes.
    Every step has the same number of micro-batches, a multiple of `multiple_of` (processes).
    """
    chance = random.Random(f"schedule {seed}")
    made: list[list[Micro]] = []
    order = list(range(len(lengths)))
    each = ceil(len(lengths) / batch)
    for _ in range(ceil(steps / each) if steps and each else epochs):
        chance.shuffle(order)
        for at in range(0, len(order), batch):
            rows = sorted(order[at : at + batch], key=lambda row: (pictured[row], lengths[row]))
            kinds = ([row for row in rows if pictured[row] is kind] for kind in (False, True))
            made.append(
                [tuple(kind[k : k + micro]) for kind in kinds for k in range(0, len(kind), micro)]
            )
    made = made[: steps or None]
    most = max((len(step) for step in made), default=0)
    most += -most % multiple_of
    return [(*step, *((),) * (most - len(step))) for step in made]
