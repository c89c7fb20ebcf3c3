"""The sampling loop: many paths at once, each prompt and its images read once for all of its paths.

`generate(num_return_sequences=n)` runs the vision tower and the prompt n times, copies its cache at
every token, and waits for the longest path of a batch. Here the prompt's keys and values are repeated
for its n paths, tokens are written in place, and finished rows give way to the next prompts.
Greedy output is that of `generate` (a test holds it; parity.py asks at start-up).
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from mathse.local.generate import generate
from mathse.local.inputs import Prompt, open_image
from mathse.local.load import Loaded
from mathse.local.parity import fault
from mathse.local.paths import Unreadable, Wanted, Written
from mathse.local.running import Running


@dataclass(frozen=True, slots=True)
class Pace:
    """What only changes speed and memory."""

    rows: int = 64  # paths written at once
    prompts: int = 16  # prompts read at once
    window: int = 2048  # paths looked at ahead, to sort them by length


Group = list[Wanted]  # paths for one prompt


def write(
    loaded: Loaded,
    wanted: Iterator[Wanted],
    *,
    pace: Pace,
    watch: Sequence[int] = (),
    log: Callable[[str], None] = lambda line: None,
) -> Iterator[Written | Unreadable]:
    """Every path once, as each is finished. `watch`: token ids whose chances are reported."""
    import torch

    fast: dict[bool, bool] = {}  # by whether a prompt has images: may the loop below be used?
    while window := list(islice(wanted, pace.window)):
        groups = sorted_groups(window, pace.rows)
        with torch.inference_mode():
            for pictured in (True, False):
                alike = [group for group in groups if bool(group[0].prompt.images) == pictured]
                if alike and pictured not in fast:
                    fast[pictured] = _fast(loaded, alike, log)
                do = _write_window if fast.get(pictured) else _write_plainly
                yield from do(loaded, alike, pace, watch)


def _fast(loaded: Loaded, groups: list[Group], log: Callable[[str], None]) -> bool:
    """Whether the loop below is right for this model: asked of the longest and the shortest prompt."""
    readable, _ = _opened([groups[0], groups[-1]])
    if not readable:
        return True  # nothing to ask with, and nothing to write
    why = fault(loaded, [group[0].prompt for group, _ in readable], [seen for _, seen in readable])
    if why is not None:
        log(f"paths are written by model.generate, which is slower: {why}")
    return why is None


def _write_plainly(
    loaded: Loaded, groups: list[Group], pace: Pace, watch: Sequence[int]
) -> Iterator[Written | Unreadable]:
    waiting = deque(groups)
    while waiting:
        readable, failed = _opened(_fitting(waiting, pace.rows, pace))
        yield from failed
        paths = [(one, seen) for group, seen in readable for one in group]
        if paths:
            yield from generate(
                loaded, [one for one, _ in paths], [seen for _, seen in paths], watch=watch
            )


def sorted_groups(window: Sequence[Wanted], rows: int) -> list[Group]:
    """Paths by prompt, `rows` at most together; the longest prompts first."""
    by_prompt: dict[Prompt, Group] = {}
    for one in window:
        by_prompt.setdefault(one.prompt, []).append(one)
    groups = [
        group[at : at + rows] for group in by_prompt.values() for at in range(0, len(group), rows)
    ]
    groups.sort(key=lambda group: len(group[0].prompt.text), reverse=True)
    return groups


def _write_window(
    loaded: Loaded, groups: list[Group], pace: Pace, watch: Sequence[int]
) -> Iterator[Written | Unreadable]:
    running = Running(loaded, limit=pace.rows, watch=watch)
    waiting = deque(groups)
    while waiting or running.rows:
        while waiting and len(waiting[0]) <= pace.rows - len(running.rows):
            readable, failed = _opened(_fitting(waiting, pace.rows - len(running.rows), pace))
            yield from failed
            if readable:
                running.admit([group for group, _ in readable], [seen for _, seen in readable])
        if not running.rows:
            continue
        # Closing up costs a step or two, so it waits until an eighth of the rows is done.
        while running.done < max(1, len(running.rows) // 8):
            running.step()
        yield from running.leave()


def _fitting(waiting: deque[Group], free: int, pace: Pace) -> list[Group]:
    """The next groups that fit into `free` rows."""
    batch: list[Group] = []
    while waiting and len(batch) < pace.prompts and len(waiting[0]) <= free:
        batch.append(waiting.popleft())
        free -= len(batch[-1])
    return batch


def _opened(batch: list[Group]) -> tuple[list[tuple[Group, list[Any]]], list[Unreadable]]:
    """Each group with its open images; the paths whose images cannot be opened."""
    readable: list[tuple[Group, list[Any]]] = []
    failed: list[Unreadable] = []
    for group in batch:
        try:
            readable.append((group, [open_image(path) for path in group[0].prompt.images]))
        except (OSError, SyntaxError) as error:  # Pillow raises SyntaxError for a broken PNG
            failed += [Unreadable(one.index, str(error)) for one in group]
    return readable, failed
