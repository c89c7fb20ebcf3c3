"""The agreed cap, held by the driver: a reservation is on disk before the call it pays for is sent.

A call is reserved at the most that it can cost and settled at what it did cost. What was never
settled (the driver or the worker was killed meanwhile) counts as spent in full: so the cap holds
whatever ends a run, and whoever resumes it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from mathse.errors import BudgetExceeded
from mathse.prices import Cap
from mathse.rows import Usage
from mathse.store.database import named
from mathse.store.read import Reader
from mathse.store.write import Store

MEASURED, ASSUMED = 1, 2  # how a reservation was settled; see schema.sql
ROUNDING = 1e-9  # of a unit of money: below the price of one token anywhere


class Spent(NamedTuple):
    """What a run's budget counts, over all of its starts."""

    calls: int
    tokens: int
    money: float
    open_calls: int  # cut off before their answer was counted: they stand in full
    open_money: float
    assumed_calls: int  # these, and calls that failed and named no usage: both stand at their most
    assumed_money: float


def spent(reader: Reader, run: int) -> Spent:
    """The budget of this run as it is recorded."""
    query = (
        "SELECT coalesce(sum(calls), 0), coalesce(sum(tokens), 0), coalesce(sum(money), 0.0),"
        " coalesce(sum(calls * (settled = 0)), 0), coalesce(sum(money * (settled = 0)), 0.0),"
        " coalesce(sum(calls * (settled != 1)), 0), coalesce(sum(money * (settled != 1)), 0.0)"
        " FROM reservation WHERE run = ?"
    )
    with named(reader.path):
        return Spent(*reader.db.execute(query, (run,)).fetchone())


class Budget:
    """The purse of one run. Totals are kept in memory: there is only one writer."""

    def __init__(self, store: Store, *, run: int, cap: Cap) -> None:
        self.store, self.run, self.cap = store, run, cap
        self.open: dict[int, Usage] = {}  # this process's reservations, at their most
        # Not yet on disk: killed now, they would count in full.
        self.settled: list[tuple[int, int, float, int, int]] = []
        self.calls, self.tokens, self.money, *_ = spent(store, run)

    def reserve_all(self, wanted: Sequence[Usage]) -> list[int | None]:
        """A ticket for each call that still fits, all in one synced transaction; None: it does not."""
        fitting = [self._take(most) for most in wanted]
        if not any(fitting) and not self.settled:
            return [None] * len(wanted)
        insert = (
            "INSERT INTO reservation (run, calls, tokens, money, settled) VALUES (?, ?, ?, ?, 0)"
            " RETURNING id"
        )
        tickets: list[int | None] = []
        with self.store.transaction() as db:
            self._write_settled()
            for most, fits in zip(wanted, fitting, strict=True):
                values = (self.run, most.calls, _tokens(most), most.money)
                ticket = int(db.execute(insert, values).fetchone()[0]) if fits else None
                tickets.append(ticket)
        self.settled.clear()
        self.open |= {
            ticket: most for ticket, most in zip(tickets, wanted, strict=True) if ticket is not None
        }
        return tickets

    def reserve(self, most: Usage) -> int:
        """A ticket for a call that costs at most this. Raises BudgetExceeded."""
        ticket = self.reserve_all([most])[0]
        if ticket is None:
            raise self.exceeded(most)
        return ticket

    def settle(self, ticket: int, used: Usage) -> None:
        """What the call really cost. Reaches the disk with the next reservation, or at `flush`."""
        most = self.open.pop(ticket)
        self._add(most, sign=-1)
        self._add(used, sign=1)
        # No answer takes exactly the most that it could: so much only ever stands for "not known".
        how = ASSUMED if used == most and _tokens(used) else MEASURED
        self.settled.append((used.calls, _tokens(used), used.money, how, ticket))

    def flush(self) -> None:
        """Writes what was settled since the last reservation."""
        if self.settled:
            with self.store.transaction():
                self._write_settled()
            self.settled.clear()

    def exceeded(self, most: Usage) -> BudgetExceeded:
        """Says what was agreed, what is spent, and how to go on."""
        key, cap, spent, next_call = next(
            (name, cap, spent, wanted)
            for name, cap, spent, wanted in self._limits(most)
            if cap is not None and spent + wanted > cap + ROUNDING
        )
        waiting = f", {len(self.open)} calls not settled counted in full" if self.open else ""
        return BudgetExceeded(
            f"stopped by the budget: budget.{key} is {cap:g}, {spent:.6g} are spent{waiting}, and the"
            f" next call may take {next_call:.6g}; all answers so far are recorded: raise"
            f" budget.{key} (--set budget.{key}=...) and run the same command to go on"
        )

    def _take(self, most: Usage) -> bool:
        limits = self._limits(most)
        if any(cap is not None and spent + more > cap + ROUNDING for _, cap, spent, more in limits):
            return False
        self._add(most, sign=1)
        return True

    def _limits(self, most: Usage) -> list[tuple[str, float | None, float, float]]:
        """(name, cap, spent, what this call would add)."""
        return [
            ("money", self.cap.money, self.money, most.money),
            ("tokens", self.cap.tokens, self.tokens, _tokens(most)),
            ("calls", self.cap.calls, self.calls, most.calls),
        ]

    def _add(self, usage: Usage, *, sign: int) -> None:
        self.calls += sign * usage.calls
        self.tokens += sign * _tokens(usage)
        self.money += sign * usage.money

    def _write_settled(self) -> None:
        update = "UPDATE reservation SET calls = ?, tokens = ?, money = ?, settled = ? WHERE id = ?"
        self.store.db.executemany(update, self.settled)


def _tokens(usage: Usage) -> int:
    return usage.tokens_in + usage.tokens_out
