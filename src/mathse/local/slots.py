"""Keys and values of many paths in one block of memory: (rows, heads, room, width) for each layer.

A `DynamicCache` copies everything it holds at every token. Here a token is written in place, each row
at its own length; finished rows are closed up, and others take their place. Duck-typed as the cache
of `transformers`' attention layers: they call `update`, and the mask is given ready-made.
"""

from typing import Any


class NotPlain(Exception):
    """A model whose cache is more, or less, than the keys and values of every token."""


class Slots:
    """Room for `rows` paths of `room` tokens."""

    def __init__(self, *, rows: int, room: int) -> None:
        import numpy as np

        self.rows, self.room = rows, room
        self.active = 0  # rows in use: always the first ones
        self.lengths: Any = np.zeros(rows, dtype=np.int64)  # tokens in each row, padding included
        self.starts: Any = np.zeros(rows, dtype=np.int64)  # where the padding of each row ends
        self.keys: list[Any] = []
        self.values: list[Any] = []
        self._at: tuple[Any, Any] = (None, None)
        self._longest = 0

    def add(self, cache: Any, *, source: Any, starts: Any) -> None:
        """Appends rows of a prefilled cache: `source` (N,) says which of its rows, repeats allowed.

        `starts` (N,): how many tokens of padding each begins with.
        """
        import torch

        for layer in cache.layers:
            if type(layer).__name__ != "DynamicLayer":  # a sliding window, linear attention, ...
                raise NotPlain(f"its cache has a {type(layer).__name__}")
        layers = [(layer.keys, layer.values) for layer in cache.layers]
        if not self.keys:
            self._allocate(layers)
        length = layers[0][0].shape[2]
        first, last = self.active, self.active + len(source)
        chosen = torch.as_tensor(source, device=layers[0][0].device)
        for index, (keys, values) in enumerate(layers):
            self.keys[index][first:last, :, :length] = keys[chosen]
            self.values[index][first:last, :, :length] = values[chosen]
        self.lengths[first:last] = length
        self.starts[first:last] = starts
        self.active = last

    def take_over(self, smaller: "Slots") -> None:
        """Everything that a smaller block holds."""
        self._allocate(list(zip(smaller.keys, smaller.values, strict=True)))
        for mine, theirs in zip(
            (*self.keys, *self.values), (*smaller.keys, *smaller.values), strict=True
        ):
            mine[: smaller.active, :, : smaller.room] = theirs[: smaller.active]
        self.lengths, self.starts, self.active = smaller.lengths, smaller.starts, smaller.active

    def keep(self, kept: Any) -> None:
        """Closes up: only the rows `kept` (ascending indices) stay, in this order."""
        import torch

        count = len(kept)
        self.lengths[:count] = self.lengths[kept]
        self.starts[:count] = self.starts[kept]
        self.active = count
        if count:
            longest = int(self.lengths[:count].max())
            chosen = torch.as_tensor(kept, device=self.keys[0].device)
            for block in (*self.keys, *self.values):
                block[:count, :, :longest] = block[:, :, :longest][chosen]

    def begin(self) -> Any:
        """Before a step: where the new tokens go. Returns the mask (active, 1, 1, longest + 1)."""
        import torch

        device = self.keys[0].device
        lengths = torch.as_tensor(self.lengths[: self.active], device=device)
        starts = torch.as_tensor(self.starts[: self.active], device=device)
        self._longest = int(self.lengths[: self.active].max()) + 1
        self._at = (torch.arange(self.active, device=device), lengths)
        places = torch.arange(self._longest, device=device)
        mask = (places >= starts[:, None]) & (places <= lengths[:, None])
        return mask[:, None, None]

    def end(self, going_on: Any) -> None:
        """After a step: the rows that go on (bool, (active,)) hold one token more."""
        self.lengths[: self.active] += going_on

    def update(self, keys: Any, values: Any, layer: int, *args: Any) -> tuple[Any, Any]:
        """Called by attention: stores the new token's (rows, heads, 1, width), returns all so far."""
        rows, places = self._at
        self.keys[layer][rows, :, places] = keys[:, :, 0]
        self.values[layer][rows, :, places] = values[:, :, 0]
        here = (slice(self.active), slice(None), slice(self._longest))
        return self.keys[layer][here], self.values[layer][here]

    def get_seq_length(self, layer: int = 0) -> int:
        """Tokens before this one, for models that ask; positions and mask are given ready-made."""
        return self._longest - 1

    def _allocate(self, layers: list[tuple[Any, Any]]) -> None:
        import torch

        for keys, values in layers:
            for block, like in ((self.keys, keys), (self.values, values)):
                shape = (self.rows, like.shape[1], self.room, like.shape[3])
                # zeros, not empty: a masked NaN would still spoil a sum
                block.append(torch.zeros(shape, dtype=like.dtype, device=like.device))
