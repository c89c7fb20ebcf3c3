"""Keys and values of many paths: each prompt's once, for all of its paths, and each path's own.

A `DynamicCache` holds a prompt n times for its n paths, reads it n times at every token, and copies
everything it holds when a token comes. Here a prompt is held and read once, a token is written in
place, each row at its own length; finished rows and prompts are closed up, and others take their
place. Duck-typed as the cache of `transformers`' attention layers, and read by shared.py.
"""

from dataclasses import dataclass
from typing import Any


class NotPlain(Exception):
    """A model whose cache is more, or less, than the keys and values of every token."""


@dataclass(slots=True)
class Block:
    """Keys and values of each layer: (rows, heads, room, width); the first `used` rows are in use."""

    rows: int
    room: int
    keys: list[Any]
    values: list[Any]
    starts: Any  # (rows,) numpy: where the padding before a row ends
    lengths: Any  # (rows,) numpy: tokens of a row, its padding included
    used: int = 0

    @classmethod
    def like(cls, layers: list[tuple[Any, Any]], *, rows: int, room: int) -> "Block":
        """An empty block for these layers. Zeros: a masked NaN would still spoil a sum."""
        import numpy as np

        def empty(tensor: Any) -> Any:
            return tensor.new_zeros((rows, tensor.shape[1], room, tensor.shape[3]))

        return cls(
            rows=rows,
            room=room,
            keys=[empty(keys) for keys, _ in layers],
            values=[empty(values) for _, values in layers],
            starts=np.zeros(rows, dtype=np.int64),
            lengths=np.zeros(rows, dtype=np.int64),
        )

    @property
    def longest(self) -> int:
        """No row in use holds more tokens."""
        return int(self.lengths[: self.used].max()) if self.used else 0

    def keep(self, kept: Any) -> None:
        """Only these rows (ascending) stay, closed up in this order."""
        import torch

        count = len(kept)
        moved = [(to, at) for to, at in enumerate(kept) if to != at]
        self.lengths[:count], self.starts[:count] = self.lengths[kept], self.starts[kept]
        self.used = count
        if moved:
            target, source = (torch.tensor(side) for side in zip(*moved, strict=True))
            longest = self.longest
            for block in (*self.keys, *self.values):
                part = block[:, :, :longest]
                part[target.to(block.device)] = part[source.to(block.device)]

    def grown(self, *, room: int) -> "Block":
        """The same in a larger block."""
        layers = list(zip(self.keys, self.values, strict=True))
        block = Block.like(layers, rows=self.rows, room=room)
        for mine, theirs in zip(
            (*block.keys, *block.values), (*self.keys, *self.values), strict=True
        ):
            mine[: self.used, :, : self.room] = theirs[: self.used]
        block.starts, block.lengths, block.used = self.starts, self.lengths, self.used
        return block

    def mask(self) -> Any | None:
        """What is added to scores: (used, 1, 1, longest), 0 or -inf; None where nothing is hidden."""
        import torch

        starts, lengths, longest = self.starts[: self.used], self.lengths[: self.used], self.longest
        if not starts.any() and (lengths == longest).all():
            return None
        like = self.keys[0]
        places = torch.arange(longest, device=like.device)
        first = torch.as_tensor(starts, device=like.device)[:, None]
        last = torch.as_tensor(lengths, device=like.device)[:, None]
        hidden = (places < first) | (places >= last)
        return like.new_zeros(hidden.shape).masked_fill_(hidden, -torch.inf)[:, None, None]


class Slots:
    """Room for `rows` paths, and for as many prompts."""

    def __init__(self, rows: int) -> None:
        import numpy as np

        self.rows = rows
        self.prompts: Block | None = None
        self.paths: Block | None = None
        self.prompt_of: Any = np.zeros(0, dtype=np.int64)  # (paths,): the prompt's row
        self.place_of: Any = np.zeros(0, dtype=np.int64)  # (paths,): which of that prompt's paths
        self.step: Step | None = None

    def add(self, cache: Any, *, source: Any, starts: Any, max_tokens: int) -> None:
        """Takes a prefilled cache of (G, heads, length, width), and opens a path for each `source`.

        `source` (N,) numpy, ascending: the row of the cache that a path continues. `starts` (G,): how
        much padding each row of the cache begins with. Raises NotPlain.
        """
        import numpy as np

        for layer in cache.layers:
            if type(layer).__name__ != "DynamicLayer":  # a sliding window, linear attention, ...
                raise NotPlain(f"its cache has a {type(layer).__name__}")
        layers = [(layer.keys, layer.values) for layer in cache.layers]
        count, length = layers[0][0].shape[0], layers[0][0].shape[2]
        self.prompts = _with_room(self.prompts, layers, rows=self.rows, room=length)
        self.paths = _with_room(self.paths, layers, rows=self.rows, room=max_tokens)
        first, last = self.prompts.used, self.prompts.used + count
        for index, (keys, values) in enumerate(layers):
            self.prompts.keys[index][first:last, :, :length] = keys
            self.prompts.values[index][first:last, :, :length] = values
        self.prompts.starts[first:last], self.prompts.lengths[first:last] = starts, length
        self.prompts.used = last
        begin = self.paths.used
        self.paths.used += len(source)
        self.paths.lengths[begin : self.paths.used] = 0
        self.prompt_of = np.concatenate([self.prompt_of, first + np.asarray(source)])
        self._place()

    def keep(self, kept: Any) -> None:
        """Only these paths (ascending) stay, and the prompts that they continue."""
        import numpy as np

        assert self.paths is not None
        assert self.prompts is not None
        self.paths.keep(kept)
        needed, self.prompt_of = np.unique(self.prompt_of[kept], return_inverse=True)
        if len(needed) < self.prompts.used:
            self.prompts.keep(needed)
        self._place()

    def begin(self) -> "Step":
        """Before a step: a token more for each path, and where everything is."""
        import torch

        assert self.paths is not None
        assert self.prompts is not None
        device = self.paths.keys[0].device
        written = self.paths.lengths[: self.paths.used].copy()
        self.paths.lengths[: self.paths.used] += 1
        self.step = Step(
            rows=torch.arange(self.paths.used, device=device),
            written=torch.as_tensor(written, device=device),
            prompt_of=torch.as_tensor(self.prompt_of, device=device),
            place_of=torch.as_tensor(self.place_of, device=device),
            width=int(self.place_of.max()) + 1,
            prompts_mask=self.prompts.mask(),
            paths_mask=self.paths.mask(),
        )
        return self.step

    def end(self, going_on: Any) -> None:
        """After a step: rows that do not go on (bool, (paths,)) forget the token."""
        assert self.paths is not None
        self.paths.lengths[: self.paths.used] -= ~going_on

    def update(self, keys: Any, values: Any, layer: int, *args: Any) -> tuple[Any, Any]:
        """Called by attention: stores the new token's (rows, heads, 1, width); returns the paths'.

        The prompts' keys and values are found by shared.py through the attribute `slots`.
        """
        assert self.paths is not None
        assert self.step is not None
        rows, places = self.step.rows, self.step.written
        self.paths.keys[layer][rows, :, places] = keys[:, :, 0]
        self.paths.values[layer][rows, :, places] = values[:, :, 0]
        here = (slice(self.paths.used), slice(None), slice(self.paths.longest))
        found = self.paths.keys[layer][here]
        found.slots = (self, layer)
        return found, self.paths.values[layer][here]

    def get_seq_length(self, layer: int = 0) -> int:
        """Tokens so far, for models that ask; positions and masks are given ready-made."""
        assert self.paths is not None
        assert self.prompts is not None
        return self.prompts.longest + self.paths.longest

    def _place(self) -> None:
        """Numbers the paths of each prompt."""
        import numpy as np

        new = np.flatnonzero(np.diff(self.prompt_of, prepend=-1))
        first = np.repeat(new, np.diff(new, append=len(self.prompt_of)))
        self.place_of = np.arange(len(self.prompt_of)) - first


@dataclass(frozen=True, slots=True)
class Step:
    """Where everything is while one token of each path is computed. All are tensors."""

    rows: Any  # (paths,): 0, 1, ...
    written: Any  # (paths,): tokens of each before this one
    prompt_of: Any  # (paths,)
    place_of: Any  # (paths,)
    width: int  # the most paths that a prompt has
    prompts_mask: Any | None
    paths_mask: Any | None


def _with_room(
    block: Block | None, layers: list[tuple[Any, Any]], *, rows: int, room: int
) -> Block:
    if block is None:
        return Block.like(layers, rows=rows, room=room)
    return block if block.room >= room else block.grown(room=room)
