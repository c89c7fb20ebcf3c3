"""How many calls may be in flight: doubled while all goes well, halved when the server refuses.

The rule of TCP (Chiu and Jain, 1989): slow start, additive increase, multiplicative decrease. It
starts with one call, so that the first answer shows what calls cost before many are under way.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple


class Closed(Exception):
    """No further call is sent: the stage is stopping."""


class Slot(NamedTuple):
    """A place among the calls in flight."""

    sent: float  # monotonic seconds
    rested: float  # seconds before it that the server had asked for, by the clock


class Pace:
    """A gate that all calls to one server pass."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.limit = 1.0
        self.in_flight = 0
        self.starting = True  # slow start: until the first refusal
        self.not_before = 0.0  # monotonic seconds: the server asked to wait
        self.last_cut = 0.0
        self.closed = False
        self._freed = asyncio.Condition()

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[Slot]:
        """A place among the calls in flight. Raises Closed."""
        rested = await self._enter()
        self.in_flight += 1
        try:
            yield Slot(time.monotonic(), rested)
        finally:
            self.in_flight -= 1
            async with self._freed:
                self._freed.notify(2)  # one for this place, one for what `succeeded` may have added

    def succeeded(self) -> None:
        """An answer came: a little more is dared."""
        step = 1.0 if self.starting else 1.0 / self.limit
        self.limit = min(float(self.most), self.limit + step)

    def refused(self, *, sent: float, wait_seconds: float) -> None:
        """A call sent at `sent` was not taken. Many refusals of one burst halve the limit once."""
        now = time.monotonic()
        self.starting = False
        self.not_before = max(self.not_before, now + wait_seconds)
        if sent >= self.last_cut:
            self.limit = max(1.0, self.limit / 2)
            self.last_cut = now

    async def close(self) -> None:
        """Lets nobody in any more."""
        self.closed = True
        async with self._freed:
            self._freed.notify_all()

    async def rest(self, seconds: float) -> float:
        """A pause that `close` ends at once; gives its seconds by the clock. Raises Closed."""
        began = time.monotonic()
        end = began + seconds
        while not self.closed and (left := end - time.monotonic()) > 0:
            # Short sleeps: a condition would wake every resting call whenever a place gets free.
            await asyncio.sleep(min(left, 0.5))
        if self.closed:
            raise Closed
        return time.monotonic() - began

    async def _enter(self) -> float:
        rested = 0.0
        while True:
            pause = self.not_before - time.monotonic()
            if pause > 0:
                rested += await self.rest(pause)
                continue
            async with self._freed:
                if self.closed:
                    raise Closed
                if self.in_flight < int(self.limit) and self.not_before <= time.monotonic():
                    return rested
                if self.in_flight < int(self.limit):
                    continue
                await self._freed.wait()
