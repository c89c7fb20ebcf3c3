"""The few laws that the numbers of a run need, from the standard library alone.

Counts go in, numbers from 0 to 1 come out. tests/evaluation/test_statistics.py holds each against
scipy or against its definition.
"""

from collections.abc import Sequence
from math import comb, sqrt
from statistics import NormalDist
from typing import NamedTuple


class Interval(NamedTuple):
    """A confidence interval of a share, both ends in 0..1."""

    low: float
    high: float


def wilson(successes: int, n: int, *, confidence: float = 0.95) -> Interval:
    """Wilson's score interval of successes / n; all of 0..1 where nothing was tried.

    Unlike the textbook's p +- z * s it never leaves 0..1 and is honest near both ends (Wilson 1927;
    Brown, Cai and DasGupta 2001).
    """
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is no share")
    if n == 0:
        return Interval(0.0, 1.0)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = successes / n
    scale = 1 + z * z / n
    centre = (share + z * z / (2 * n)) / scale
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / scale
    # At the very ends the law gives 0 and 1 exactly; floats may miss them by a hair.
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == n else min(1.0, centre + half)
    return Interval(low, high)


def mcnemar(*, broken: int, mended: int) -> float:
    """Two-sided p of the exact McNemar test: did right and wrong merely swap places?

    `broken` problems were right before and wrong after, `mended` the other way round; the rest say
    nothing. Under the null a changed problem is mended as often as broken: Binomial(n, 1/2), summed
    in whole numbers. With no changes at all p is 1.
    """
    if broken < 0 or mended < 0:
        raise ValueError("counts are not negative")
    n = broken + mended
    term = tail = 1  # C(n, 0)
    for k in range(min(broken, mended)):
        term = term * (n - k) // (k + 1)
        tail += term
    # 2 * tail / 2**n, as whole numbers: 2**n is beyond a float from n = 1,024 on.
    return 1.0 if 2 * tail >= 1 << n else 2 * tail / (1 << n)


def pass_at_k(*, n: int, correct: int, k: int) -> float:
    """Chance that at least one of k draws without replacement from n paths is correct.

    The unbiased estimator of Chen et al. 2021 (arXiv 2107.03374, equation 1).
    """
    if not (0 <= correct <= n and 1 <= k <= n):
        raise ValueError(f"pass@{k} of {correct} correct among {n} is not defined")
    return 1 - comb(n - correct, k) / comb(n, k)


def holm(p_values: Sequence[float]) -> list[float]:
    """Holm's step-down correction (1979), in the order given: the family-wise error rate holds."""
    order = sorted(range(len(p_values)), key=lambda i: p_values[i])
    corrected = [0.0] * len(p_values)
    largest = 0.0
    for rank, i in enumerate(order):
        largest = max(largest, min(1.0, (len(order) - rank) * p_values[i]))
        corrected[i] = largest
    return corrected
