"""The slow road: `model.generate`, for models whose cache is no plain list of keys and values.

Sliding windows, linear attention and the like keep their state in ways of their own. Here every path
reads its prompt and images anew, and a batch waits for its longest path; but each token is drawn as
everywhere, by the unit's own seed.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from mathse.local.draw import draw, seeds_of, uniform
from mathse.local.inputs import tensors
from mathse.local.load import Loaded
from mathse.local.paths import Wanted, Written


def generate(
    loaded: Loaded, wanted: Sequence[Wanted], images: Sequence[list[Any]], *, watch: Sequence[int]
) -> Iterator[Written]:
    """These paths, in one batch; all of their prompts have images, or none has."""
    import torch
    from transformers import LogitsProcessorList

    batch = tensors([one.prompt for one in wanted], loaded, opened=images)
    length = batch["input_ids"].shape[1]
    drawing = _Drawing(wanted, length, watch)
    with torch.inference_mode():
        output = loaded.model.generate(
            **batch,
            max_new_tokens=max(one.max_tokens for one in wanted),
            do_sample=False,
            num_beams=1,
            eos_token_id=list(loaded.ends),
            pad_token_id=loaded.pad,
            logits_processor=LogitsProcessorList([drawing]),
        )
    tokens_in = batch["attention_mask"].sum(-1).tolist()
    for row, one in enumerate(wanted):
        tokens = output[row, length:].tolist()[: one.max_tokens]
        end = next((at for at, token in enumerate(tokens) if token in loaded.ends), None)
        said = tokens if end is None else tokens[:end]
        count = len(said) + (end is not None)
        yield Written(
            index=one.index,
            tokens=tuple(said),
            ended=end is not None,
            tokens_in=tokens_in[row],
            tokens_out=count,
            watched=tuple(chances[row] for chances in drawing.watched[:count]),
        )


class _Drawing:
    """Called by `generate` for each token: leaves only the drawn one possible."""

    def __init__(self, wanted: Sequence[Wanted], length: int, watch: Sequence[int]) -> None:
        import torch

        self.length, self.watch = length, list(watch)
        self.seeds = seeds_of([one.seed for one in wanted])
        self.temperatures = torch.tensor([one.temperature for one in wanted])
        self.top_ps = torch.tensor([one.top_p for one in wanted])
        self.watched: list[list[tuple[float, ...]]] = []

    def __call__(self, input_ids: Any, scores: Any) -> Any:
        import numpy as np
        import torch

        written = np.full(len(self.seeds), input_ids.shape[1] - self.length, dtype=np.uint64)
        device = scores.device
        if self.watch:
            chances = scores.float().softmax(-1)[:, self.watch].tolist()
            self.watched.append([tuple(row) for row in chances])
        picked = draw(
            scores,
            numbers=torch.as_tensor(uniform(self.seeds, written), device=device),
            temperatures=self.temperatures.to(device),
            top_ps=self.top_ps.to(device) if float(self.top_ps.min()) < 1 else None,
        )
        return torch.full_like(scores, -torch.inf).scatter_(-1, picked[:, None], 0.0)
