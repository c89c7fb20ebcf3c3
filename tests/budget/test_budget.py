"""The cap holds: whatever is asked for in whatever order, and whatever ends the process."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathse.errors import BudgetExceeded
from mathse.prices import Cap, Price, cost, most, part
from mathse.rows import Usage
from mathse.store import Store
from mathse.store.budget import Budget, spent

PRICE = Price(tokens_in=2.5, tokens_cached=1.25, tokens_out=10.0, image=0.001)

STEPS = st.lists(
    st.tuples(st.integers(1, 900), st.floats(0, 1), st.booleans(), st.integers(0, 5)), max_size=40
)


def opened(store: Store, cap: Cap) -> Budget:
    """The budget of the store's one run."""
    with store.transaction() as db:
        db.execute("INSERT OR IGNORE INTO load (id, key, json) VALUES (1, x'00', '{}')")
        db.execute("INSERT OR IGNORE INTO run (id, name, recipe, load) VALUES (1, 'run', '', 1)")
    return Budget(store, run=1, cap=cap)


@settings(max_examples=12, deadline=None)
@given(steps=STEPS)
def test_the_cap_holds_for_any_order_of_calls(
    steps: list[tuple[int, float, bool, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Each step reserves, and settles one of the open calls or none; truth is counted beside it."""
    folder = tmp_path_factory.mktemp("store")
    cap = Cap(money=0.02, tokens=3000, calls=25)
    with Store(folder) as store:
        budget = opened(store, cap)
        really: list[Usage] = []  # what the provider would bill: at most what was reserved
        tickets: list[tuple[int, Usage]] = []
        for tokens, share, settles, which in steps:
            bound = cost(Usage(calls=1, tokens_in=tokens, tokens_out=tokens), PRICE)
            ticket = budget.reserve_all([bound])[0]
            if ticket is not None:
                out = int(tokens * share)
                used = cost(Usage(calls=1, tokens_in=tokens, tokens_out=out), PRICE)
                really.append(used)
                tickets.append((ticket, used))
            if settles and tickets:
                budget.settle(*tickets.pop(which % len(tickets)))
        spent = sum(really, Usage())
        assert spent.money <= 0.02 + 1e-9
        assert spent.tokens_in + spent.tokens_out <= 3000
        assert spent.calls <= 25
        budget.flush()
        again = opened(store, cap)
        assert (again.calls, again.tokens) == (budget.calls, budget.tokens)
        assert again.money == pytest.approx(budget.money, abs=1e-12)
        assert again.money >= spent.money - 1e-12


def test_what_was_in_flight_when_the_driver_was_killed_counts_in_full(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[2]); import os, signal; from pathlib import Path\n"
        "from test_budget import opened; from mathse.prices import Cap; from mathse.rows import Usage\n"
        "from mathse.store import Store\n"
        "budget = opened(Store(Path(sys.argv[1])), Cap(calls=10, money=1.0))\n"
        "tickets = budget.reserve_all([Usage(calls=1, money=0.25)] * 3)\n"
        "budget.settle(tickets[0], Usage(calls=1, money=0.05))\n"
        "if sys.argv[3] == 'again': budget.reserve(Usage(calls=1, money=0.1))\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    for how, money in (("once", 0.75), ("again", 0.65)):
        folder = tmp_path / how
        command = [sys.executable, "-c", code, str(folder), str(Path(__file__).parent), how]
        ended = subprocess.run(command, env=os.environ, check=False)
        assert ended.returncode == -signal.SIGKILL
        with Store(folder) as store:
            budget = opened(store, Cap(money=1.0))
            # A settlement that had not reached the disk counts in full as well: never too little.
            assert budget.money == pytest.approx(money)
            with pytest.raises(BudgetExceeded, match=r"raise budget.money .* to go on"):
                budget.reserve(Usage(calls=1, money=1.0 - money + 0.01))
            assert budget.reserve(Usage(calls=1, money=1.0 - money))


def test_what_is_measured_is_told_from_what_is_assumed(tmp_path: Path) -> None:
    bound = Usage(calls=1, tokens_in=90, tokens_out=10, money=0.25)
    with Store(tmp_path) as store:
        budget = opened(store, Cap(money=1.0))
        measured, failed, free, _ = (budget.reserve(bound) for _ in range(4))
        budget.settle(measured, Usage(calls=1, tokens_in=9, tokens_out=1, money=0.025))
        budget.settle(failed, bound)
        budget.settle(free, Usage())
        budget.flush()
        found = spent(store, 1)
    assert (found.calls, found.open_calls, found.assumed_calls) == (3, 1, 2)
    assert found.money == pytest.approx(0.525)
    assert (found.open_money, found.assumed_money) == (0.25, 0.5)


def test_without_a_cap_nothing_is_refused_and_all_is_counted(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        budget = opened(store, Cap())
        assert all(budget.reserve_all([Usage(calls=1, money=1e6)] * 5))
        assert budget.calls == 5


@given(st.integers(1, 8), st.integers(0, 10_000), st.integers(0, 10_000), st.integers(0, 3))
def test_the_shares_of_one_call_add_up(parts: int, into: int, out: int, images: int) -> None:
    whole = cost(Usage(1, into, into // 3, out, images), PRICE)
    shares = [part(whole, i, parts=parts, price=PRICE) for i in range(parts)]
    total = sum(shares, Usage())
    assert (total.calls, total.tokens_in, total.tokens_out) == (1, into, out)
    assert total.money == pytest.approx(whole.money)


@given(st.text(max_size=300), st.integers(1, 500), st.integers(1, 8))
def test_the_bound_is_above_what_any_tokenizer_makes(text: str, limit: int, paths: int) -> None:
    raw = len(text.encode())
    bound = most(text_bytes=raw, pixels=[1 << 20], max_tokens=limit, paths=paths, price=PRICE)
    # One token a byte is the worst that a byte-level vocabulary can do; an image at full detail
    # takes 1,445 tokens of the dearest tile scheme.
    worst = cost(Usage(1, raw + 1445, 0, limit * paths, 1), PRICE)
    assert bound.money >= worst.money
