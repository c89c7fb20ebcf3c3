"""The order of training: every row once an epoch, steps of one global batch, micro-batches alike."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from mathse.local.schedule import schedule

rows = st.lists(st.tuples(st.integers(1, 500), st.booleans()), max_size=60)
sizes = st.integers(1, 12)


@given(rows, sizes, sizes, st.integers(1, 3), st.integers(0, 99), st.integers(1, 4))
def test_every_row_once_an_epoch(
    rows: list[tuple[int, bool]], batch: int, micro: int, epochs: int, seed: int, processes: int
) -> None:
    lengths, pictured = [row[0] for row in rows], [row[1] for row in rows]
    steps = schedule(
        lengths, pictured,
        batch=batch, micro=micro, epochs=epochs, seed=seed, multiple_of=processes,
    )  # fmt: skip
    per_epoch = -(-len(rows) // batch)
    assert len(steps) == epochs * per_epoch
    for epoch in range(epochs):
        mine = steps[epoch * per_epoch : (epoch + 1) * per_epoch]
        seen = Counter(row for step in mine for micro_batch in step for row in micro_batch)
        assert seen == Counter(range(len(rows)))
    for step in steps:
        assert len(step) == len(steps[0])
        assert len(step) % processes == 0
        assert sum(map(len, step)) <= batch
        for micro_batch in step:
            assert len(micro_batch) <= micro
            assert len({pictured[row] for row in micro_batch}) <= 1


@given(rows, sizes, st.integers(1, 40), st.integers(0, 99))
def test_a_number_of_steps_is_kept_whatever_the_rows(
    rows: list[tuple[int, bool]], batch: int, wanted: int, seed: int
) -> None:
    lengths, pictured = [row[0] for row in rows], [row[1] for row in rows]
    sizes = {"batch": batch, "micro": 4, "seed": seed}
    steps = schedule(lengths, pictured, epochs=1, steps=wanted, **sizes)
    assert len(steps) == (wanted if rows else 0)
    by_epochs = schedule(lengths, pictured, epochs=40, **sizes)
    places = [sorted(row for micro in step for row in micro) for step in steps]
    assert places == [sorted(row for micro in step for row in micro) for step in by_epochs][:wanted]


def test_another_seed_is_another_order() -> None:
    orders = {
        tuple(schedule([5] * 20, [True] * 20, batch=4, micro=2, epochs=1, seed=seed))
        for seed in range(5)
    }
    assert len(orders) == 5
