"""A Qwen2-VL of a real size with random weights: what it writes is noise, what it costs is real.

Its weights are drawn on the device itself, in bfloat16: a CPU takes minutes for seven billion numbers.
The tokenizer has a few hundred pieces, the matrices at both ends a real vocabulary's rows. Qwen2-VL's
own processor does not construct without torchvision, so what that does with images is done here.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transformers import AutoProcessor, PreTrainedTokenizerFast, ProcessorMixin, Qwen2VLConfig
from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import Qwen2VLImageProcessorPil

from mathse.figures.tokens import CHAT_TEMPLATE, IMAGE, build_tokenizer, pieces

MERGED = 4  # patches of an image that become one token
EDGES = {"shortest_edge": 56 * 56, "longest_edge": 1280 * 28 * 28}  # pixels of an image, published


class RandomQwenProcessor(ProcessorMixin):  # type: ignore[misc]  # TRL takes no other
    """Text and PIL images to the tensors that Qwen2-VL reads."""

    def __init__(self, tokenizer: Any) -> None:
        self.tokenizer = tokenizer
        self.chat_template = CHAT_TEMPLATE
        self.image_processor = Qwen2VLImageProcessorPil(patch_size=14, merge_size=2, size=EDGES)

    @classmethod
    def from_pretrained(cls, folder: Any, **options: Any) -> "RandomQwenProcessor":
        """As AutoProcessor asks for it; it has no options."""
        return cls(PreTrainedTokenizerFast.from_pretrained(folder))

    def save_pretrained(self, folder: Any, **options: Any) -> None:
        """The tokenizer, and the name under which AutoProcessor finds this class."""
        self.tokenizer.save_pretrained(folder)
        (Path(folder) / "processor_config.json").write_text(
            json.dumps({"processor_class": type(self).__name__})
        )

    def apply_chat_template(self, conversation: Any, **options: Any) -> Any:
        """The tokenizer's."""
        return self.tokenizer.apply_chat_template(
            conversation, chat_template=CHAT_TEMPLATE, **options
        )

    def __call__(self, *, text: list[str], images: Any = None, **options: Any) -> dict[str, Any]:
        """Each image's token repeated as its size wants it; mm_token_type_ids mark them."""
        made: dict[str, Any] = {}
        if images is not None:
            flat = [image for row in images for image in row]
            made = dict(self.image_processor(images=flat, return_tensors="pt"))
            grids = iter((made["image_grid_thw"].prod(-1) // MERGED).tolist())
            text = [
                "".join(
                    IMAGE * next(grids) if part == IMAGE else part
                    for part in row.replace(IMAGE, f"\0{IMAGE}\0").split("\0")
                )
                for row in text
            ]
        batch = self.tokenizer(text, **options)
        image = self.tokenizer.convert_tokens_to_ids(IMAGE)
        if options.get("return_tensors") == "pt":
            batch["mm_token_type_ids"] = (batch["input_ids"] == image).long()
        return {**batch, **made}


@dataclass(frozen=True, slots=True)
class Size:
    """The published sizes; layers of the eye and its width are the same for 2B and 7B."""

    hidden: int
    layers: int
    heads: int
    kv_heads: int
    intermediate: int
    vocabulary: int
    tied: bool
    eye: tuple[int, int, int] = (1280, 32, 16)  # width, layers, heads
    sections: tuple[int, int, int] = (16, 24, 24)  # of half a head: time, height, width


SIZES = {
    "tiny": Size(64, 2, 4, 2, 96, 2000, False, eye=(32, 1, 2), sections=(2, 3, 3)),
    "2b": Size(1536, 28, 12, 2, 8960, 151936, True),
    "7b": Size(3584, 28, 28, 4, 18944, 152064, False),
}


def config_of(size: Size, tokenizer: Any) -> Any:
    """The configuration, with the ids of this tokenizer."""
    width, depth, heads = size.eye
    return Qwen2VLConfig(
        vision_config={
            "depth": depth, "embed_dim": width, "hidden_size": size.hidden, "num_heads": heads,
            "patch_size": 14, "spatial_merge_size": 2,
        },
        text_config={
            "hidden_size": size.hidden, "intermediate_size": size.intermediate,
            "num_hidden_layers": size.layers, "num_attention_heads": size.heads,
            "num_key_value_heads": size.kv_heads, "vocab_size": size.vocabulary,
            "bos_token_id": None, "eos_token_id": tokenizer.eos_token_id,
            "rope_parameters": {
                "rope_type": "default", "mrope_section": list(size.sections), "rope_theta": 1e6,
            },
        },
        image_token_id=tokenizer.convert_tokens_to_ids(IMAGE),
        tie_word_embeddings=size.tied,
    )  # fmt: skip


def make(folder: Path, size: Size, *, texts: Iterable[str], device: Any) -> int:
    """Writes the model folder (safetensors, bfloat16); returns its number of weights.

    The words of `texts` become pieces, so that a text has about as many tokens as with a real tokenizer.
    """
    import torch
    from transformers import AutoModelForImageTextToText

    AutoProcessor.register(Qwen2VLConfig, RandomQwenProcessor, exist_ok=True)
    tokenizer = build_tokenizer(pieces(texts, at_least=1, limit=1500))
    torch.manual_seed(0)
    with device:
        model = AutoModelForImageTextToText.from_config(
            config_of(size, tokenizer), dtype=torch.bfloat16
        )
    model.generation_config.eos_token_id = tokenizer.eos_token_id
    model.save_pretrained(folder, max_shard_size="4GB")
    RandomQwenProcessor(tokenizer).save_pretrained(folder)
    return sum(weights.numel() for weights in model.parameters())
