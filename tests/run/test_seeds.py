"""The random numbers of a unit: its own, and others for another verb or another model."""

from itertools import product

from mathse.recipe import Draws
from mathse.rows import Checkpoint
from mathse.stages import Spec, Verb

VERBS: tuple[Verb, ...] = ("sample", "resample", "examine", "evaluate_samples")


def spec(verb: Verb, model: str, *, seed: int = 1, temperature: float = 1.0) -> Spec:
    draws = Draws(n=4, temperature=temperature)
    return Spec(verb, None, seed, "solve", model=Checkpoint(model, "there"), draws=draws)


def test_no_two_stages_draw_with_the_same_numbers() -> None:
    """Else an ORM would judge the very paths that it learnt from, and a new round repeat the last one's."""
    units = [bytes([at]) for at in range(5)]
    asked = product(VERBS, ("a", "b"), (1, 2), units)
    seeds = [spec(verb, model, seed=seed).unit_seed(unit) for verb, model, seed, unit in asked]
    assert len(set(seeds)) == len(seeds) == 80
    assert all(0 <= seed < 2**63 for seed in seeds)


def test_the_same_unit_has_the_same_numbers_however_many_are_asked_for() -> None:
    few, many = spec("sample", "a"), spec("sample", "a", temperature=0.5)
    assert few.unit_seed(b"unit") == many.unit_seed(b"unit")
