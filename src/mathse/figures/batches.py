"""Rows to tensors, in exactly the tokens that the processor's chat template gives."""

from collections.abc import Iterable, Sequence
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

    @property
    def answered(self) -> int:
        """Tokens that are learnt."""
        return sum(label != IGNORED for label in self.labels)


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


def halves_of(rows: Iterable[Encoded]) -> list[list[Encoded]]:
    """Rows with a picture and those without, each in two batches of like length: less padding."""
    ordered = sorted(rows, key=lambda row: (row.image is None, len(row.ids)))
    pictured = sum(row.image is not None for row in ordered)
    kinds = (ordered[:pictured], ordered[pictured:])
    halves = [part for kind in kinds for part in (kind[: len(kind) // 2], kind[len(kind) // 2 :])]
    return [part for part in halves if part]


def weights_of(halves: Sequence[Sequence[Encoded]]) -> list[list[float]]:
    """What a token of each row counts, so that a step's loss is the mean over rows of their half's loss per answered token."""
    rows = sum(map(len, halves))
    return [[len(half) / rows / sum(row.answered for row in half)] * len(half) for half in halves]


def loss_of(
    model: Any, rows: Sequence[Encoded], weights: Sequence[float], *, pad: int, device: str = "cpu"
) -> Any:
    """The weighted sum of the answered tokens' losses. Right-padded: no answer attends to what follows it."""
    import torch
    from torch.nn import functional

    longest = max(len(row.ids) for row in rows)
    ids = torch.tensor([row.ids + [pad] * (longest - len(row.ids)) for row in rows])
    labels = torch.tensor([row.labels + [IGNORED] * (longest - len(row.ids)) for row in rows])
    counts = torch.tensor(weights).unsqueeze(1).expand(-1, longest - 1)
    images = [row.image for row in rows if row.image is not None]
    seen = pixels(images).to(device) if images else None
    states = model.model(input_ids=ids.to(device), pixel_values=seen, use_cache=False)
    places = (labels[:, 1:] != IGNORED).flatten().nonzero().squeeze(1)  # found here: no wait there
    learnt = states.last_hidden_state[:, :-1].flatten(0, 1)[places.to(device)]
    truth, counted = (each.flatten()[places].to(device) for each in (labels[:, 1:], counts))
    losses = functional.cross_entropy(model.lm_head(learnt), truth, reduction="none")
    return (losses * counted).sum()
