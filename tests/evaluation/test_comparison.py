"""Comparing two runs: which pairs, which problems, which tests count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathse.evaluation.comparison import Measured, common, compare

answers = st.dictionaries(st.binary(max_size=1), st.booleans(), max_size=12)


def run(model: str, *stages: str, right: dict[bytes, bool] | None = None) -> dict[str, Measured]:
    return {name: Measured(f"{model} {name}", right or {b"1": True}) for name in stages}


def test_stages_of_one_name_and_the_last_of_each() -> None:
    pairs = compare(
        run("a", "base", "round_1", "reflection"), run("b", "base", "round_1", "resample")
    )
    assert [(one.stage_a, one.stage_b) for one in pairs] == [
        ("base", "base"), ("round_1", "round_1"), ("reflection", "resample"),
    ]  # fmt: skip
    assert len(compare(run("a", "base", "round_1"), run("b", "base", "round_1"))) == 2
    assert compare({}, run("b", "base")) == []


def test_one_model_is_no_test() -> None:
    before = {bytes([i]): False for i in range(8)}
    after = {bytes([i]): True for i in range(8)}
    a = {"base": Measured("same", before), "last": Measured("one", before)}
    b = {"base": Measured("same", before), "last": Measured("other", after)}
    same, last = compare(a, b)
    assert same.p_holm is None
    # Eight of eight: p = 2 / 2 ** 8, and it stands alone, so nothing is to be corrected.
    assert last.change.p == last.p_holm == pytest.approx(2 / 256)


@given(answers, answers)
def test_only_common_problems_count(a: dict[bytes, bool], b: dict[bytes, bool]) -> None:
    (one,) = compare({"s": Measured("a", a)}, {"s": Measured("b", b)})
    both = a.keys() & b.keys()
    assert one.change.n == len(both)
    if both:
        assert one.accuracy_a == pytest.approx(sum(a[p] for p in both) / len(both))
        assert one.accuracy_b == pytest.approx(sum(b[p] for p in both) / len(both))
    assert common({"s": Measured("a", a)}, {"s": Measured("b", b)}) == (len(a), len(b), len(both))
