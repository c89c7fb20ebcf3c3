"""Each law against scipy, or against its own definition by counting."""

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from mathse.evaluation.statistics import holm, mcnemar, pass_at_k, wilson

shares = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(shares, st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_wilson_is_scipys(share: tuple[int, int], confidence: float) -> None:
    successes, n = share
    interval = wilson(successes, n, confidence=confidence)
    theirs = stats.binomtest(successes, n).proportion_ci(confidence, method="wilson")
    assert interval == pytest.approx((theirs.low, theirs.high), abs=1e-12)
    assert 0 <= interval.low <= successes / n <= interval.high <= 1


def test_nothing_tried_says_nothing() -> None:
    assert wilson(0, 0) == (0, 1)
    with pytest.raises(ValueError, match="no share"):
        wilson(3, 2)


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_mcnemar_is_the_exact_binomial_test(broken: int, mended: int) -> None:
    p = mcnemar(broken=broken, mended=mended)
    n = broken + mended
    theirs = stats.binomtest(min(broken, mended), n).pvalue if n else 1.0
    assert p == pytest.approx(theirs, rel=1e-6, abs=1e-300)
    assert p == mcnemar(broken=mended, mended=broken)


def test_the_papers_last_step() -> None:
    # CogVLM2, round 2 -> reflection: 229 broken, 276 mended (Figure 4).
    assert mcnemar(broken=229, mended=276) == pytest.approx(0.0405, abs=0.0005)


def test_a_difference_far_beyond_a_floats_range() -> None:
    assert mcnemar(broken=0, mended=5000) == pytest.approx(0.0, abs=1e-300)


@given(
    st.integers(1, 8).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n), st.integers(1, n)))
)
def test_pass_at_k_counts_the_draws(case: tuple[int, int, int]) -> None:
    n, correct, k = case
    draws = list(combinations(range(n), k))
    hits = sum(any(i < correct for i in draw) for draw in draws)
    assert pass_at_k(n=n, correct=correct, k=k) == pytest.approx(hits / len(draws))


@given(st.lists(st.floats(0, 1), max_size=8))
def test_holm_by_its_definition(p_values: list[float]) -> None:
    """Corrected p of H: the smallest level at which the step-down procedure rejects H."""
    corrected = holm(p_values)
    assert all(c >= p for c, p in zip(corrected, p_values, strict=True))
    for level in (*corrected, 0.01, 0.05, 0.2):
        for p, c in zip(p_values, corrected, strict=True):
            if not math.isclose(c, level):  # on the edge itself, rounding decides
                assert (c <= level) == (p in rejected(p_values, level))


def rejected(p_values: list[float], level: float) -> set[float]:
    found = set()
    for rank, p in enumerate(sorted(p_values)):
        if p * (len(p_values) - rank) > level and level < 1:
            break
        found.add(p)
    return found


def test_holm_keeps_the_order_given() -> None:
    assert holm([0.04, 0.01, 0.03]) == pytest.approx([0.06, 0.03, 0.06])
