"""Attention in two parts is attention over the whole; rows and prompts come and go."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from mathse.local import shared
from mathse.local.slots import Slots

HEADS, WIDTH = 2, 8


class Layer:
    """One layer of a prefilled cache."""

    def __init__(self, keys: torch.Tensor, values: torch.Tensor) -> None:
        self.keys, self.values = keys, values


Layer.__name__ = "DynamicLayer"


class Cache:
    """Keys and values of prompts, left-padded."""

    def __init__(self, lengths: list[int]) -> None:
        shape = (len(lengths), HEADS, max(lengths), WIDTH)
        self.layers = [Layer(torch.randn(shape), torch.randn(shape))]
        self.starts = np.array([max(lengths) - length for length in lengths])


class Mirror:
    """What each path should see, kept in the plainest way."""

    def __init__(self) -> None:
        self.keys: list[torch.Tensor] = []  # (heads, tokens, width) of each path
        self.values: list[torch.Tensor] = []

    def attention(self, query: torch.Tensor, each: int) -> torch.Tensor:
        rows = []
        for at, (keys, values) in enumerate(zip(self.keys, self.values, strict=True)):
            k, v = (one.repeat_interleave(each, 0) for one in (keys, values))
            scores = (query[at] @ k.transpose(-1, -2)) * WIDTH**-0.5
            rows.append((scores.softmax(-1) @ v).transpose(0, 1))
        return torch.stack(rows)


def admit(slots: Slots, mirror: Mirror, lengths: list[int], paths: list[int]) -> None:
    cache = Cache(lengths)
    source = np.repeat(np.arange(len(lengths)), paths)
    slots.add(cache, source=source, starts=cache.starts, max_tokens=12)
    for prompt in source:
        start = int(cache.starts[prompt])
        mirror.keys.append(cache.layers[0].keys[prompt, :, start:])
        mirror.values.append(cache.layers[0].values[prompt, :, start:])


def step(slots: Slots, mirror: Mirror, each: int, going_on: np.ndarray) -> None:
    """One token of each path: the same by both roads."""
    count = len(mirror.keys)
    new_keys, new_values = (torch.randn(count, HEADS, 1, WIDTH) for _ in range(2))
    query = torch.randn(count, HEADS * each, 1, WIDTH)
    slots.begin()
    found = slots.update(new_keys, new_values, 0)
    seen = [torch.cat([k, n], 1) for k, n in zip(mirror.keys, new_keys, strict=True)]
    said = [torch.cat([v, n], 1) for v, n in zip(mirror.values, new_values, strict=True)]
    whole = Mirror()
    whole.keys, whole.values = seen, said
    output, _ = shared.attention(None, query, *found, None)
    torch.testing.assert_close(output, whole.attention(query, each), rtol=1e-4, atol=1e-5)
    for at in np.flatnonzero(going_on):
        mirror.keys[at], mirror.values[at] = seen[at], said[at]
    slots.end(going_on)


prompts = st.lists(st.tuples(st.integers(1, 7), st.integers(1, 3)), min_size=1, max_size=3)


@settings(max_examples=25)
@given(st.lists(prompts, min_size=1, max_size=3), st.sampled_from([1, 2]), st.randoms())
def test_what_each_path_sees_is_its_own(
    batches: list[list[tuple[int, int]]], each: int, chance: object
) -> None:
    """Prompts of any lengths come at any time, paths wait and leave, blocks grow and close up."""
    rng = np.random.default_rng(chance.randrange(2**31))  # type: ignore[attr-defined]
    slots, mirror = Slots(rows=40), Mirror()
    for batch in batches:
        admit(slots, mirror, [length for length, _ in batch], [paths for _, paths in batch])
        for _ in range(2):
            step(slots, mirror, each, rng.random(len(mirror.keys)) < 0.8)
        kept = np.flatnonzero(rng.random(len(mirror.keys)) < 0.6)
        slots.keep(kept)
        mirror.keys = [mirror.keys[at] for at in kept]
        mirror.values = [mirror.values[at] for at in kept]
        if len(kept):
            step(slots, mirror, each, np.ones(len(kept), dtype=bool))


@pytest.mark.parametrize("masked", [False, True])
def test_both_ways_to_compute_a_part(masked: bool) -> None:
    """The CPU's own kernel, and the plain steps that other devices take."""
    query, key, value = (torch.randn(3, HEADS, n, WIDTH) for n in (4, 9, 9))
    mask = torch.zeros(3, 1, 1, 9)
    mask[1, ..., :5] = -torch.inf
    given_mask = mask if masked else None
    fast = shared.part(query, key, value, given_mask, 0.3)
    plain = shared.plain_part(query, key, value, given_mask, 0.3)
    for one, other in zip(fast, plain, strict=True):
        torch.testing.assert_close(one, other)
