"""Conversations with images -> what a processor makes of them.

The processor is the model's own: it resizes images, puts their tokens into the text and knows which
tensors its model reads. Left-padded, so that every prompt of a batch ends at the same place.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from mathse import chat
from mathse.local.load import Loaded
from mathse.pictures import on_white


class Prompt(NamedTuple):
    """A conversation in the model's own words, with the files of its images."""

    text: str
    images: tuple[str, ...]


def prompt_of(conversation: list[chat.Message], processor: Any) -> Prompt:
    """The prompt that the model's chat template makes, ready for the answer."""
    text = processor.apply_chat_template(conversation, tokenize=False, add_generation_prompt=True)
    return Prompt(text, tuple(chat.images(conversation)))


def open_image(path: str) -> Any:
    """An RGB PIL image on white, read to the end. Raises OSError for what is no image."""
    from PIL import Image

    with Image.open(path) as picture:
        return on_white(picture)


def tensors(
    prompts: Sequence[Prompt], loaded: Loaded, *, opened: Sequence[Sequence[Any]]
) -> dict[str, Any]:
    """The batch on the model's device. All prompts have images, or none has.

    `opened` are the PIL images of each prompt. input_ids and attention_mask are (B, L).
    """
    images = [list(pictures) for pictures in opened] if prompts[0].images else None
    batch = loaded.processor(
        text=[prompt.text for prompt in prompts],
        images=images,
        padding=True,
        padding_side="left",
        return_tensors="pt",
    )
    return {name: tensor.to(loaded.device) for name, tensor in batch.items()}


def unpadded(batch: dict[str, Any]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """A processor's batch apart: each prompt's own (L,) per-token tensors; what belongs to images."""
    mask = batch["attention_mask"].bool()
    by_token = [name for name, tensor in batch.items() if tensor.shape == mask.shape]
    by_token.remove("attention_mask")
    prompts = [{name: batch[name][row][mask[row]] for name in by_token} for row in range(len(mask))]
    return prompts, {
        name: batch[name] for name in batch if name not in (*by_token, "attention_mask")
    }
