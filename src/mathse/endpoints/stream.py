"""The stream of roles.py (requests in, answers out, in any order) over many calls in flight.

An event loop runs in a thread of its own; the caller's iterator is pulled only by the caller's thread,
and never further ahead than keeps the calls going: memory does not grow with the stage.
"""

import asyncio
import queue
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from typing import Any, NamedTuple, Protocol, TypeVar

from mathse.endpoints.pace import Closed
from mathse.errors import MathseError

Item = TypeVar("Item")
Result = TypeVar("Result")


class Asker(Protocol):
    """What calls are made with; lives inside the event loop."""

    async def stop(self) -> None:
        """Sends nothing more."""
        ...

    async def close(self) -> None:
        """Lets go of connections."""
        ...


A = TypeVar("A", bound=Asker)


class Stop(NamedTuple):
    """In the place of a result: nothing more is to be sent. What the item gave beside it counts."""

    error: MathseError | Closed


def stream(
    items: Iterator[Item],
    *,
    make: Callable[[], A],
    work: Callable[[A, Item], Awaitable[Sequence[Result | Stop]]],
    window: int,
) -> Iterator[Result]:
    """The results of each item, as they come; `window` items are taken ahead at most.

    Where one item raises a MathseError (no credit, the budget's end) or gives it as a `Stop`, nothing
    more is sent, the calls in flight are waited for and their results given, and then it is raised.
    """
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="endpoint", daemon=True)
    thread.start()
    done: queue.SimpleQueue[Future[Sequence[Result | Stop]]] = queue.SimpleQueue()
    pending: set[Future[Sequence[Result | Stop]]] = set()
    asker: A | None = None
    stopped: MathseError | None = None
    try:
        asker = _run(loop, _make(make))
        more = True
        while True:
            while more and stopped is None and len(pending) < window:
                item = next(items, _END)
                if isinstance(item, _End):
                    more = False
                    break
                future = asyncio.run_coroutine_threadsafe(_work(work, asker, item), loop)
                pending.add(future)
                future.add_done_callback(done.put)
            if not pending:
                break
            future = done.get()
            pending.discard(future)
            try:
                results = future.result()
            except CancelledError:
                continue
            except (MathseError, Closed) as error:
                results = [Stop(error)]
            stops = [result.error for result in results if isinstance(result, Stop)]
            errors = [stop for stop in stops if isinstance(stop, MathseError)]
            if errors and stopped is None:
                stopped = errors[0]
                _run(loop, asker.stop())
            yield from (result for result in results if not isinstance(result, Stop))
        if stopped is not None:
            raise stopped
    finally:
        for future in pending:
            future.cancel()
        _run(loop, _cancelled())
        if asker is not None:
            _run(loop, asker.close())
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


class _End:
    """No more items."""


_END = _End()


async def _make(make: Callable[[], A]) -> A:
    return make()


async def _work(
    work: Callable[[A, Item], Awaitable[Sequence[Result | Stop]]], asker: A, item: Item
) -> Sequence[Result | Stop]:
    return await work(asker, item)


async def _cancelled() -> None:
    """Waits until no other task is left: connections are closed only then."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def _run(loop: asyncio.AbstractEventLoop, coroutine: Coroutine[Any, Any, Result]) -> Result:
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()
