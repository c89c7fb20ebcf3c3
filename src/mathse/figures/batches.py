"""Rows to tensors, in exactly the tokens that the processor's chat template gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mathse.figures.model import IMAGE_TOKENS
from mathse.figures.stream import Row
from mathse.figures.tokens import AROUND_IMAGE, ASSISTANT, END, GLOBAL_IMAGE, IMAGE, USER

IGNORED = -100
SEEN = f"{AROUND_IMAGE}{GLOBAL_IMAGE}{IMAGE * IMAGE_TOKENS}{AROUND_IMAGE}"


@dataclass(frozen=True)
class Encoded:
    ids: list[int]
    labels: list[int]  # IGNORED wherever nothing is learnt
    image: Any | None


def encode(row: Row, tokenizer: Any) -> Encoded:
    if row.drill:
        return _encode_drill(row, tokenizer)
    ids: list[int] = []
    labels: list[int] = []
    for position, turn in enumerate(row.turns):
        picture = SEEN if row.image is not None and position == 0 else ""
        asked = tokenizer.encode(f"{USER}{picture}{turn.asked}{END}{ASSISTANT}")
        answer = tokenizer.encode(f"{turn.answer}{END}")
        ids += asked + answer
        labels += [IGNORED] * len(asked) + answer
    return Encoded(ids, labels, row.image)


def _encode_drill(row: Row, tokenizer: Any) -> Encoded:
    """One answer of many lines: three times the results of the same number of tokens in turns."""
    picture = SEEN if row.image is not None else ""
    ids = tokenizer.encode(f"{USER}{picture}{row.drill}{END}{ASSISTANT}")
    labels = [IGNORED] * len(ids)
    for position, turn in enumerate(row.turns):
        asked = tokenizer.encode(f"{' ' if position else ''}{turn.asked}")
        answer = tokenizer.encode(turn.answer)
        ids += asked + answer
        labels += [IGNORED] * len(asked) + answer
    return Encoded(ids, labels, row.image)


def pixels(images: Sequence[Any]) -> Any:
    """As the image processor makes them: (B, 1, 3, 112, 112), from -1 to 1."""
    import numpy as np
    import torch

    stacked = np.stack([np.asarray(image, dtype=np.float32) for image in images])
    return torch.from_numpy(stacked / 127.5 - 1).permute(0, 3, 1, 2).unsqueeze(1)


def loss_of(model: Any, rows: Sequence[Encoded], pad: int) -> Any:
    """Mean loss per answered token. Right-padded: no answer attends to what follows it."""
    import torch
    from torch.nn import functional

    longest = max(len(row.ids) for row in rows)
    ids = torch.tensor([row.ids + [pad] * (longest - len(row.ids)) for row in rows])
    labels = torch.tensor([row.labels + [IGNORED] * (longest - len(row.ids)) for row in rows])
    images = [row.image for row in rows if row.image is not None]
    seen = pixels(images) if images else None
    states = model.model(input_ids=ids, pixel_values=seen, use_cache=False).last_hidden_state
    learnt = labels[:, 1:] != IGNORED
    logits = model.lm_head(states[:, :-1][learnt])  # only where there is something to learn
    return functional.cross_entropy(logits, labels[:, 1:][learnt])
