"""The paths being written at this moment: admit, step, leave."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from mathse.local import shared
from mathse.local.draw import draw, seeds_of, uniform
from mathse.local.inputs import tensors
from mathse.local.load import Loaded
from mathse.local.paths import Wanted, Written
from mathse.local.slots import Slots


@dataclass(slots=True)
class Row:
    """One path under way."""

    wanted: Wanted
    tokens_in: int  # of its prompt
    next_position: int  # of the token after the last one
    tokens: list[int] = field(default_factory=list)
    watched: list[tuple[float, ...]] = field(default_factory=list)
    ended: bool = False  # wrote an end token
    finished: bool = False  # ended, or at its limit

    def written(self) -> Written:
        """What became of it."""
        said = self.tokens[:-1] if self.ended else self.tokens
        return Written(
            index=self.wanted.index,
            tokens=tuple(said),
            ended=self.ended,
            tokens_in=self.tokens_in,
            tokens_out=len(self.tokens),
            watched=tuple(self.watched),
        )


class Running:
    """At most `limit` paths, with their keys and values."""

    def __init__(self, loaded: Loaded, *, limit: int, watch: Sequence[int]) -> None:
        self.loaded, self.limit, self.watch = loaded, limit, list(watch)
        self.rows: list[Row] = []
        self.slots = Slots(limit)
        shared.use(loaded.model)

    @property
    def done(self) -> int:
        """How many rows are finished and wait to leave."""
        return sum(row.finished for row in self.rows)

    def admit(self, groups: list[list[Wanted]], images: list[list[Any]]) -> None:
        """Reads each group's prompt once, and draws the first token of each of its paths."""
        import numpy as np

        model = self.loaded.model
        batch = tensors([group[0].prompt for group in groups], self.loaded, opened=images)
        mask = batch["attention_mask"]
        # Qwen-VL places the tokens of a prompt with images itself, and says by how much it is off.
        three_axes = bool(images[0]) and hasattr(model.model, "rope_deltas")
        if not three_axes:
            batch["position_ids"] = (mask.long().cumsum(-1) - 1).clamp_(min=0)
        output = model(**batch, use_cache=True, logits_to_keep=1)
        tokens_in = mask.sum(-1).cpu().numpy()
        after = tokens_in + (model.model.rope_deltas.view(-1).cpu().numpy() if three_axes else 0)

        source = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
        wanted = [one for group in groups for one in group]
        self.slots.add(
            output.past_key_values,
            source=source,
            starts=mask.shape[1] - tokens_in,
            max_tokens=max(one.max_tokens for one in wanted),
        )
        new = [
            Row(one, int(tokens_in[at]), int(after[at]))
            for one, at in zip(wanted, source, strict=True)
        ]
        self.rows += new
        self._take(output.logits[:, -1][source], new)

    def step(self) -> None:
        """One more token for every path that is not finished."""
        import numpy as np
        import torch

        device = self.loaded.device
        self.slots.begin()
        output = self.loaded.model(
            input_ids=torch.tensor([[row.tokens[-1]] for row in self.rows], device=device),
            # Any mask of four axes keeps the model from making one; the slots have their own.
            attention_mask=torch.zeros((1, 1, 1, 1), device=device),
            position_ids=torch.tensor([[row.next_position] for row in self.rows], device=device),
            past_key_values=self.slots,
            use_cache=True,
        )
        going_on = [row for row in self.rows if not row.finished]
        self.slots.end(np.array([not row.finished for row in self.rows]))
        for row in going_on:
            row.next_position += 1
        self._take(output.logits[:, -1], self.rows)

    def leave(self) -> Iterator[Written]:
        """The finished paths; their rows are free again."""
        import numpy as np

        leaving = [row for row in self.rows if row.finished]
        if leaving:
            self.slots.keep(np.flatnonzero([not row.finished for row in self.rows]))
        self.rows = [row for row in self.rows if not row.finished]
        yield from (row.written() for row in leaving)

    def _take(self, logits: Any, rows: list[Row]) -> None:
        """Draws each row's next token, and notes which are finished by it."""
        import numpy as np
        import torch

        device = logits.device
        top_ps = [row.wanted.top_p for row in rows]
        numbers = uniform(
            seeds_of([row.wanted.seed for row in rows]),
            np.array([len(row.tokens) for row in rows], dtype=np.uint64),
        )
        picked = draw(
            logits,
            numbers=torch.as_tensor(numbers, device=device),
            temperatures=torch.tensor([row.wanted.temperature for row in rows], device=device),
            top_ps=torch.tensor(top_ps, device=device) if min(top_ps) < 1 else None,
        ).tolist()
        chances = logits.float().softmax(-1)[:, self.watch].tolist() if self.watch else None
        for place, row in enumerate(rows):
            if row.finished:  # waits to leave
                continue
            row.tokens.append(picked[place])
            if chances is not None:
                row.watched.append(tuple(chances[place]))
            row.ended = picked[place] in self.loaded.ends
            row.finished = row.ended or len(row.tokens) >= row.wanted.max_tokens
