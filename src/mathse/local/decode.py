"""The sampling loop: many paths at once, each prompt and its images read once for all of its paths.

`generate(num_return_sequences=n)` runs the vision tower and the prompt n times, copies its cache at
every token, and waits for the longest path of a batch. Here the prompt's keys and values are repeated
for its n paths, tokens are written in place, and finished rows give way to the next prompts.
Greedy output is that of `generate` (a test holds it; parity.py asks at start-up).
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from mathse.local.inputs import Prompt, open_image
from mathse.local.load import Loaded
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
    loaded: Loaded, wanted: Iterator[Wanted], *, pace: Pace, watch: Sequence[int] = ()
) -> Iterator[Written | Unreadable]:
    """Every path once, as each is finished. `watch`: token ids whose chances are reported."""
    import torch

    while window := list(islice(wanted, pace.window)):
        with torch.inference_mode():
            yield from _write_window(loaded, sorted_groups(window, pace.rows), pace, watch)


def sorted_groups(window: Sequence[Wanted], rows: int) -> list[Group]:
    """Paths by prompt, `rows` at most together; with images first, then by length, longest first."""
    by_prompt: dict[Prompt, Group] = {}
    for one in window:
        by_prompt.setdefault(one.prompt, []).append(one)
    groups = [
        group[at : at + rows] for group in by_prompt.values() for at in range(0, len(group), rows)
    ]
    groups.sort(key=lambda group: (bool(group[0].prompt.images), len(group[0].prompt.text)))
    return groups[::-1]


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
    """The next groups that fit into `free` rows and are read alike: all with images, or none."""
    batch: list[Group] = []
    alike = bool(waiting[0][0].prompt.images)
    while waiting and len(batch) < pace.prompts:
        group = waiting[0]
        if len(group) > free or bool(group[0].prompt.images) != alike:
            break
        batch.append(waiting.popleft())
        free -= len(group)
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
