"""Training batches: rows to tensors, labels on the completion alone, nothing cut."""

from collections.abc import Sequence
from typing import Any

from mathse.local.features import Features, joined
from mathse.local.inputs import tensors, unpadded
from mathse.local.load import Loaded
from mathse.local.rows import Row, open_images

IGNORED = -100  # a label without loss


def collate(rows: Sequence[Row], loaded: Loaded, features: Features | None) -> dict[str, Any]:
    """A batch on the model's device: right-padded input_ids, attention_mask, labels (B, L), images.

    All rows have images, or none has. With `features`, images are given as the tower's output.
    """
    if features is not None and rows[0].prompt.images:
        read = [features.of(row.prompt) for row in rows]
        prompts = [one.tokens for one in read]
        extra = joined(read)
    else:
        asked = [row.prompt for row in rows]
        batch = tensors(asked, loaded, opened=[open_images(prompt) for prompt in asked])
        prompts, extra = unpadded(batch)
    return _padded(rows, prompts, loaded) | extra


def _padded(rows: Sequence[Row], prompts: list[dict[str, Any]], loaded: Loaded) -> dict[str, Any]:
    import torch

    size = (len(rows), max(row.length for row in rows))
    batch = {
        name: torch.full(size, loaded.pad if name == "input_ids" else 0, device=loaded.device)
        for name in (*prompts[0], "attention_mask")
    }
    batch["labels"] = torch.full(size, IGNORED, device=loaded.device)
    for at, (row, prompt) in enumerate(zip(rows, prompts, strict=True)):
        asked = len(prompt["input_ids"])
        # What was counted when rows were chosen is what is trained on.
        assert asked + len(row.completion) == row.length, (asked, row.length)
        completion = torch.tensor(row.completion, device=loaded.device)
        for name, tensor in prompt.items():
            batch[name][at, :asked] = tensor
        batch["input_ids"][at, asked : row.length] = completion
        learnt = torch.tensor(row.learnt, device=loaded.device)
        batch["labels"][at, asked : row.length] = completion.where(learnt, IGNORED)
        batch["attention_mask"][at, : row.length] = 1
    return batch
