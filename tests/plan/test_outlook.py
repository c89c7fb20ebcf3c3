"""The law of an outlook: whatever the tables turn out to be, their sizes lie within its bounds."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathse.plan.outlook import Outlook, Span, known
from mathse.rows import Outcome
from mathse.tables import Ref, Table

WORLD = 8
OUTCOMES: tuple[Outcome, ...] = ("correct", "incorrect", "unparsed", "disagreed")


def judged(codes: list[int]) -> Table:
    """A path for each code: its problem, which of its paths it is, and the outcome."""
    return Table(
        Ref(
            bytes([code // len(OUTCOMES) % WORLD]),
            row=1 + i,
            content=bytes([code // len(OUTCOMES)]),
            outcome=OUTCOMES[code % len(OUTCOMES)],
        )
        for i, code in enumerate(codes)
    )


# Several paths for a problem, none for another.
paths = st.lists(
    st.integers(0, 4 * WORLD * len(OUTCOMES) - 1),
    max_size=12,
    unique_by=lambda code: code // len(OUTCOMES),
).map(judged)
problems = st.sets(st.integers(0, WORLD - 1)).map(lambda ids: Table(Ref(bytes([p])) for p in ids))
tables = st.one_of(paths, problems)


def forgotten(table: Table, slack: int) -> Outlook:
    """What is known of a table when only bounds around its size are."""
    whole = known(table, WORLD)
    if slack == 0:
        return whole
    least = Span(max(0, whole.problems_.low - slack), min(WORLD, whole.problems_.high + slack))
    refs = Span(max(0, whole.refs.low - slack), whole.refs.high + slack)
    bare = whole.problems_ == whole.refs
    return Outlook(least, least if bare else refs, WORLD)


BINARY: dict[str, Callable[..., Table]] = {
    "or": lambda a, b: a | b,
    "without": lambda a, b: a.without(b),
    "of": lambda a, b: a.of(b),
}
UNARY: dict[str, Callable[..., Table]] = {
    "correct": lambda a: a.correct(),
    "incorrect": lambda a: a.incorrect(),
    "latest": lambda a: a.latest(),
    "problems": lambda a: a.problems(),
    "draw": lambda a: a.draw(3, key="k"),
    "draw all": lambda a: a.draw(0, key="k"),
}


def holds(outlook: Outlook, table: Table) -> None:
    assert outlook.problems_.low <= len(table.problem_ids()) <= outlook.problems_.high
    assert outlook.refs.low <= len(table) <= outlook.refs.high
    assert outlook.table is None or outlook.table == table


@pytest.mark.parametrize("name", BINARY)
@given(a=tables, b=tables, slack=st.tuples(st.integers(0, 2), st.integers(0, 2)))
def test_two_tables(name: str, a: Table, b: Table, slack: tuple[int, int]) -> None:
    found = BINARY[name](forgotten(a, slack[0]), forgotten(b, slack[1]))
    assert isinstance(found, Outlook)
    holds(found, BINARY[name](a, b))


@pytest.mark.parametrize("name", UNARY)
@given(a=tables, slack=st.integers(0, 2))
def test_one_table(name: str, a: Table, slack: int) -> None:
    found = UNARY[name](forgotten(a, slack))
    assert isinstance(found, Outlook)
    holds(found, UNARY[name](a))


@given(a=tables, b=tables, slack=st.integers(0, 2))
def test_a_table_on_the_left(a: Table, b: Table, slack: int) -> None:
    found = a | forgotten(b, slack)  # type: ignore[operator]
    assert isinstance(found, Outlook)
    holds(found, a | b)
