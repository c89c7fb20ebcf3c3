"""What decides a token: the seed and the position, whatever stands beside it."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from mathse.local.draw import draw, nucleus, seeds_of, uniform


@given(st.lists(st.integers(0, 2**63 - 1), min_size=1, max_size=8), st.integers(0, 4000))
def test_numbers_are_each_seeds_own(seeds: list[int], position: int) -> None:
    positions = np.full(len(seeds), position, dtype=np.uint64)
    together = uniform(seeds_of(seeds), positions)
    alone = [uniform(seeds_of([seed]), positions[:1])[0] for seed in seeds]
    assert together.tolist() == alone
    assert ((together >= 0) & (together < 1)).all()


def test_numbers_are_even_over_seeds_and_over_positions() -> None:
    for numbers in (
        uniform(seeds_of(range(20_000)), np.zeros(20_000, dtype=np.uint64)),
        uniform(seeds_of([7] * 20_000), np.arange(20_000, dtype=np.uint64)),
    ):
        counts, _ = np.histogram(numbers, bins=20, range=(0, 1))
        assert abs(counts - 1000).max() < 150  # five standard deviations
        assert abs(np.corrcoef(numbers[:-1], numbers[1:])[0, 1]) < 0.03


def test_tokens_come_as_often_as_their_chances_say() -> None:
    chances = torch.tensor([0.5, 0.3, 0.15, 0.05])
    for temperature in (1.0, 0.5):
        numbers = uniform(seeds_of(range(40_000)), np.zeros(40_000, dtype=np.uint64))
        drawn = draw(
            chances.log().expand(40_000, 4),
            numbers=torch.from_numpy(numbers),
            temperatures=torch.full((40_000,), temperature),
            top_ps=None,
        )
        expected = (chances ** (1 / temperature)) / (chances ** (1 / temperature)).sum()
        shares = torch.bincount(drawn, minlength=4) / 40_000
        assert (shares - expected).abs().max() < 0.012


def test_temperature_zero_takes_the_best_beside_rows_that_are_drawn() -> None:
    logits = torch.tensor([[0.0, 3.0, 1.0], [0.0, 3.0, 1.0]])
    drawn = draw(
        logits,
        numbers=torch.tensor([0.999, 0.001], dtype=torch.float64),
        temperatures=torch.tensor([0.0, 1.0]),
        top_ps=None,
    )
    assert drawn.tolist() == [1, 0]


@pytest.mark.parametrize(
    ("top_p", "kept"),
    [(0.4, [1]), (0.5, [1]), (0.6, [1, 3]), (0.9, [0, 1, 3]), (1.0, [0, 1, 2, 3])],
)
def test_nucleus_keeps_the_fewest_tokens_that_reach_top_p(top_p: float, kept: list[int]) -> None:
    chances = torch.tensor([[0.125, 0.5, 0.0625, 0.3125]])
    cut = nucleus(chances, torch.tensor([top_p]))
    assert torch.nonzero(cut[0]).flatten().tolist() == kept
    assert torch.equal(cut[0, kept], chances[0, kept])
