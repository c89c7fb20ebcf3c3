"""What the vision tower says of images, kept: where it does not learn, it says the same at every step.

`transformers` takes it back as `mm_encoder_outputs`. It is kept up to a number of bytes; what does not
fit is asked for again each time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from mathse.local.inputs import Prompt, tensors, unpadded
from mathse.local.load import Loaded
from mathse.local.rows import Row, open_images

# What only the tower reads; other tensors of an image (its grid) the language model needs too.
PIXELS = ("pixel_values", "pixel_attention_mask")
AT_ONCE = 32  # images


@dataclass(frozen=True, slots=True)
class Read:
    """A prompt with its images, as the language model takes them."""

    tokens: dict[str, Any]  # name -> (L,): input_ids, and what else has one value a token
    places: dict[str, Any]  # name -> (images, ...): where images stand, for models that ask
    seen: Any  # what the tower says: a tensor, its first axis images or tiles; or one for each


@dataclass(slots=True)
class Features:
    """The tower's answers by prompt; prompts about the same images share them."""

    loaded: Loaded
    bytes_left: int
    prompts: dict[Prompt, Read] = field(default_factory=dict)
    images: dict[tuple[str, ...], Any] = field(default_factory=dict)

    @classmethod
    def of_model(cls, loaded: Loaded, bytes_left: int, rows: Iterable[Row]) -> "Features | None":
        """For these training rows; None for a model that needs more of the tower than is kept."""
        pictured = [row.prompt for row in rows if row.prompt.images]
        features = cls(loaded, bytes_left)
        _, images, _ = features._processed(pictured[:1])
        if "deepstack_features" in features._tower(images):  # Qwen3-VL
            return None
        features.prepare(pictured)
        return features

    def prepare(self, prompts: Iterable[Prompt]) -> None:
        """Reads what has one image each, many at once, ahead of time."""
        first = {prompt.images: prompt for prompt in prompts if len(prompt.images) == 1}
        waiting = [prompt for images, prompt in first.items() if images not in self.images]
        for at in range(0, len(waiting), AT_ONCE):
            if self.bytes_left <= 0:
                return
            group = waiting[at : at + AT_ONCE]
            _, images, _ = self._processed(group)
            seen = self._tower(images)["pooler_output"]
            if len(seen) == len(group):  # else an image is several tiles: read one by one
                for number, prompt in enumerate(group):
                    one = seen[number] if isinstance(seen, list | tuple) else seen[number, None]
                    self._keep(prompt, [one] if isinstance(seen, list | tuple) else one)

    def of(self, prompt: Prompt) -> Read:
        """One prompt, from what is kept or read now."""
        if prompt in self.prompts:
            return self.prompts[prompt]
        tokens, images, places = self._processed([prompt])
        seen = self.images.get(prompt.images)
        if seen is None:
            seen = self._tower(images)["pooler_output"]
            self._keep(prompt, seen)
        read = Read(tokens[0], places, seen)
        if prompt.images in self.images:
            self.prompts[prompt] = read
        return read

    def _processed(
        self, prompts: Sequence[Prompt]
    ) -> tuple[list[dict[str, Any]], dict[str, Any], dict[str, Any]]:
        """Token tensors of each prompt; all tensors of the images; those without the pixels."""
        opened = [open_images(prompt) for prompt in prompts]
        tokens, images = unpadded(tensors(prompts, self.loaded, opened=opened))
        places = {name: tensor for name, tensor in images.items() if name not in PIXELS}
        return tokens, images, places

    def _tower(self, images: dict[str, Any]) -> Any:
        import torch

        with torch.no_grad():
            return self.loaded.model.get_image_features(**images, return_dict=True)

    def _keep(self, prompt: Prompt, seen: Any) -> None:
        """What the tower said, if there is room for it."""
        several = isinstance(seen, list | tuple)
        size = sum(part.numel() * part.element_size() for part in (seen if several else [seen]))
        if size <= self.bytes_left:
            # Cloned: a part of a batch would keep the whole batch in memory.
            self.images[prompt.images] = (
                [part.clone() for part in seen] if several else seen.clone()
            )
            self.bytes_left -= size


def joined(read: Sequence[Read]) -> dict[str, Any]:
    """The images of a batch, as the model's keyword arguments."""
    import torch
    from transformers.modeling_outputs import BaseModelOutputWithPooling

    places = {name: torch.cat([one.places[name] for one in read]) for name in read[0].places}
    if isinstance(read[0].seen, list | tuple):
        seen = [image for one in read for image in one.seen]
    else:
        seen = torch.cat([one.seen for one in read])
    output = BaseModelOutputWithPooling(pooler_output=seen)
    return places | {"mm_encoder_outputs": {"image": output}}
