"""A tiny Qwen2-VL with random weights. Its own processor does not construct without torchvision, so what
that does with images is done here: expand the image's token, mark image tokens, give the grid."""

from typing import Any

from mathse.figures.tokens import CHAT_TEMPLATE, IMAGE, build_tokenizer
from mathse.local.load import Loaded


class Processor:
    """Text and PIL images to the tensors that Qwen2-VL reads."""

    def __init__(self) -> None:
        from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import (
            Qwen2VLImageProcessorPil,
        )

        self.tokenizer = build_tokenizer(["many", "How"])
        self.images = Qwen2VLImageProcessorPil(
            patch_size=4, merge_size=2, size={"shortest_edge": 256, "longest_edge": 1024}
        )

    def apply_chat_template(self, conversation: Any, **options: Any) -> Any:
        return self.tokenizer.apply_chat_template(
            conversation, chat_template=CHAT_TEMPLATE, **options
        )

    def __call__(self, *, text: list[str], images: Any, **options: Any) -> dict[str, Any]:
        made: dict[str, Any] = {}
        if images is not None:
            flat = [image for row in images for image in row]
            made = dict(self.images(images=flat, return_tensors="pt"))
            grids = iter(made["image_grid_thw"].prod(-1) // 4)
            text = [
                "".join(
                    IMAGE * int(next(grids)) if part == IMAGE else part
                    for part in row.replace(IMAGE, f"\0{IMAGE}\0").split("\0")
                )
                for row in text
            ]
        batch = self.tokenizer(text, **options)
        image = self.tokenizer.convert_tokens_to_ids(IMAGE)
        batch["mm_token_type_ids"] = (batch["input_ids"] == image).long()
        return {**batch, **made}


def tiny_qwen() -> Loaded:
    """Loud weights, so that greedy paths differ."""
    import torch
    from transformers import AutoModelForImageTextToText, Qwen2VLConfig

    torch.manual_seed(0)
    processor = Processor()
    tokenizer = processor.tokenizer
    config = Qwen2VLConfig(
        vision_config={
            "depth": 1, "embed_dim": 32, "hidden_size": 64, "num_heads": 2, "patch_size": 4,
            "spatial_merge_size": 2,
        },
        text_config={
            "hidden_size": 64, "intermediate_size": 96, "num_hidden_layers": 2,
            "num_attention_heads": 4, "num_key_value_heads": 2, "vocab_size": len(tokenizer),
            "rope_parameters": {"rope_type": "default", "mrope_section": [2, 3, 3], "rope_theta": 1e4},
        },
        image_token_id=tokenizer.convert_tokens_to_ids(IMAGE),
        tie_word_embeddings=False,
    )  # fmt: skip
    model = AutoModelForImageTextToText.from_config(config, dtype=torch.float32).eval()
    with torch.no_grad():
        for name, weights in model.named_parameters():
            if "layers" in name and weights.dim() == 2:
                weights *= 6
    model.generation_config.eos_token_id = tokenizer.eos_token_id
    ends = (tokenizer.eos_token_id,)
    return Loaded(model, processor, tokenizer, torch.device("cpu"), ends, tokenizer.pad_token_id)
