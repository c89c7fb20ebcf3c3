"""Rows to tensors, in exactly the tokens that the processor's chat template gives."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from mathse.figures.model import IMAGE_TOKENS
from mathse.figures.stream import Row
from mathse.figures.tokens import AROUND_IMAGE, ASSISTANT, END, GLOBAL_IMAGE, IMAGE, USER

IGNORED = -100
LENGTHS = 64  # tokens: a GPU's batches have a multiple of it
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
    import torch

    return scaled(torch.from_numpy(_stacked(images))).unsqueeze(1)


def scaled(raw: Any) -> Any:
    """(B, H, W, 3) of bytes -> (B, 3, H, W) from -1 to 1."""
    return (raw.float() / 127.5 - 1).permute(0, 3, 1, 2)


def _stacked(images: Sequence[Any]) -> Any:
    import numpy as np

    return np.stack([np.asarray(image, dtype=np.uint8) for image in images])


class Padded(NamedTuple):
    """Rows side by side, those with a picture first. Right-padded: no answer attends to what follows it."""

    ids: Any  # (B, L)
    truth: Any  # (B, L): the token that follows; 0 where nothing is learnt
    counts: Any  # (B, L): what its loss counts; 0 where nothing is learnt
    pixels: Any | None  # (P, 112, 112, 3) bytes: the first P rows' pictures


def tensors(batch: Padded) -> Padded:
    """The same, as tensors."""
    import torch

    return Padded(*(None if part is None else torch.from_numpy(part) for part in batch))


def halves_of(rows: Iterable[Encoded]) -> list[list[Encoded]]:
    """Rows with a picture and those without, each in two batches of like length: less padding."""
    ordered = sorted(rows, key=lambda row: (row.image is None, len(row.ids)))
    pictured = sum(row.image is not None for row in ordered)
    kinds = (ordered[:pictured], ordered[pictured:])
    halves = [part for kind in kinds for part in (kind[: len(kind) // 2], kind[len(kind) // 2 :])]
    return [part for part in halves if part]


def in_halves(rows: Iterable[Encoded]) -> list[Padded]:
    """A step's rows as a CPU takes them. The step's loss: the mean over rows of their half's loss per answered token."""
    halves = halves_of(rows)
    total = sum(map(len, halves))
    return [padded(half, _counts(half, total), to=1) for half in halves]


def as_one(rows: Iterable[Encoded]) -> Padded:
    """The same step as a GPU takes it, to which padding costs less than a call; of few lengths, each captured once."""
    halves = halves_of(rows)
    total = sum(map(len, halves))
    counts = [count for half in halves for count in _counts(half, total)]
    return padded([row for half in halves for row in half], counts, to=LENGTHS)


def _counts(half: Sequence[Encoded], total: int) -> list[float]:
    answered = sum(label != IGNORED for row in half for label in row.labels)
    return [len(half) / total / answered] * len(half)


def padded(rows: Sequence[Encoded], counts: Sequence[float], *, to: int) -> Padded:
    """Rows whose answered tokens count so much, at a length that `to` divides."""
    import numpy as np

    longest = -(-max(len(row.ids) for row in rows) // to) * to
    ids, truth = (np.zeros((len(rows), longest), dtype=np.int64) for _ in range(2))
    weights = np.zeros((len(rows), longest), dtype=np.float32)
    for at, (row, count) in enumerate(zip(rows, counts, strict=True)):
        ids[at, : len(row.ids)] = row.ids
        follows = np.array(row.labels[1:])
        truth[at, : len(follows)] = np.maximum(follows, 0)
        weights[at, : len(follows)] = np.where(follows == IGNORED, 0, count)
    images = [row.image for row in rows if row.image is not None]
    return Padded(ids, truth, weights, _stacked(images) if images else None)
