"""The next token of each path, decided by the unit's own seed and by nothing else in its batch.

One number from (seed, position) per token picks from the distribution by its cumulative sum, in the
vocabulary's order. So a path does not depend on which others were drawn beside it, and a resumed run
draws the same tokens, but for float noise of another batch shape: that moves a choice only where the
number falls on the edge between two tokens, about one token in a million in float32.
"""

from collections.abc import Sequence
from typing import Any

_STEP, _MIX_1, _MIX_2 = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


def uniform(seeds: Any, positions: Any) -> Any:
    """Numbers in [0, 1), float64, for numpy arrays of uint64 seeds and positions: SplitMix64.

    Steele, Lea, Flood (2014), "Fast splittable pseudorandom number generators".
    """
    import numpy as np

    with np.errstate(over="ignore"):
        mixed = seeds + (positions + np.uint64(1)) * np.uint64(_STEP)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(_MIX_1)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(_MIX_2)
        mixed ^= mixed >> np.uint64(31)
    return (mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53


def draw(logits: Any, *, numbers: Any, temperatures: Any, top_ps: Any | None) -> Any:
    """Token ids (B,) from logits (B, V); temperature 0 takes the most likely one.

    `numbers` are float64 in [0, 1), `temperatures` float32, `top_ps` float32 or None for no cut.
    """
    import torch

    best = logits.argmax(-1)
    warm = temperatures > 0
    if not bool(warm.any()):
        return best
    scaled = logits.float() / torch.where(warm, temperatures, 1.0)[:, None]
    chances = torch.softmax(scaled, -1)
    if top_ps is not None:
        chances = nucleus(chances, top_ps)
    sums = chances.double().cumsum(-1)
    wanted = numbers[:, None] * sums[:, -1:]
    picked = torch.searchsorted(sums, wanted, right=True)[:, 0].clamp_(max=logits.shape[-1] - 1)
    return torch.where(warm, picked, best)


def nucleus(chances: Any, top_ps: Any) -> Any:
    """Chances with all but the most likely tokens that together reach top_p set to 0."""
    import torch

    ordered, order = chances.sort(-1, descending=True)
    kept = ordered.cumsum(-1) - ordered < top_ps[:, None]
    return torch.zeros_like(chances).scatter_(-1, order, torch.where(kept, ordered, 0.0))


def seeds_of(seeds: Sequence[int]) -> Any:
    """Seeds as uint64."""
    import numpy as np

    return np.array([seed & 0xFFFFFFFFFFFFFFFF for seed in seeds], dtype=np.uint64)
