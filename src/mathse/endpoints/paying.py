"""The purse as calls in flight see it: a refusal waits for what the others give back.

Reservations are upper bounds, several times what a call will cost. So near the cap the purse may
refuse although money is left: then calls go one after another, and only a call that does not fit when
nothing else is reserved ends the stage.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from mathse.endpoints.pace import Closed
from mathse.errors import BudgetExceeded
from mathse.roles import Purse
from mathse.rows import Usage


class Paying:
    """Reserves and settles without stopping the event loop; free where there is no purse."""

    def __init__(self, purse: Purse | None, *, threads: int) -> None:
        self.purse = purse
        self.reserved = 0  # asked for or held
        self.closed = False
        self._threads = ThreadPoolExecutor(threads, "purse") if purse else None
        self._back = asyncio.Condition()

    async def reserve(self, most: Usage) -> int:
        """A ticket. Raises BudgetExceeded where this call alone does not fit, Closed while stopping."""
        if self.purse is None:
            return 0
        while not self.closed:
            self.reserved += 1
            try:
                loop = asyncio.get_running_loop()
                return await loop.run_in_executor(self._threads, self.purse.reserve, most)
            except BudgetExceeded:
                await self._give_back()
                if self.reserved == 0:
                    raise
            async with self._back:
                if self.reserved > 0 and not self.closed:
                    await self._back.wait()
        raise Closed

    async def settle(self, ticket: int, used: Usage) -> None:
        """What the call cost."""
        if self.purse is None:
            return
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._threads, self.purse.settle, ticket, used)
        await self._give_back()

    async def close(self) -> None:
        """Nobody waits any longer."""
        self.closed = True
        async with self._back:
            self._back.notify_all()

    def end(self) -> None:
        """Ends the threads; calls that were cancelled stay reserved, and count as spent."""
        if self._threads:
            self._threads.shutdown(wait=False, cancel_futures=True)

    async def _give_back(self) -> None:
        self.reserved -= 1
        async with self._back:
            self._back.notify_all()
