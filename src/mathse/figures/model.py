"""The base model: a small Idefics3, constructed from nothing through the ordinary `transformers` classes.

Idefics3 (https://huggingface.co/docs/transformers/model_doc/idefics3) is a SigLIP vision encoder, a pixel shuffle
that joins 2 x 2 patches into one token, and a Llama decoder. It constructs without torchvision. Exactly one
112 x 112 image is 49 image tokens; any larger image is resized to that.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from mathse.errors import UserError
from mathse.figures.tokens import CHAT_TEMPLATE, IMAGE, PAD, build_tokenizer

SIDE = 112  # pixels
PATCH = 8  # pixels
SHUFFLE = 2  # patches a side that become one token
IMAGE_TOKENS = (SIDE // PATCH // SHUFFLE) ** 2  # 49; see `image_tokens` for other sides

VISION = {
    "hidden_size": 96,
    "intermediate_size": 384,
    "num_hidden_layers": 3,
    "num_attention_heads": 3,
}
TEXT = {
    "hidden_size": 160,
    "intermediate_size": 384,
    "num_hidden_layers": 5,
    "num_attention_heads": 5,
}
BASE = Path(__file__).parent / "base"
RECORD = "training.json"  # how a model was made, beside its weights


def new_processor(words: Iterable[str], *, side: int = SIDE) -> Any:
    """The processor: PIL images to one tensor of `side` pixels each, text to pieces, chat template."""
    from transformers import Idefics3Processor
    from transformers.models.idefics3.image_processing_pil_idefics3 import Idefics3ImageProcessorPil

    images = Idefics3ImageProcessorPil(
        do_image_splitting=False, size={"longest_edge": side}, max_image_size={"longest_edge": side}
    )
    tokenizer = build_tokenizer(words)
    return Idefics3Processor(
        images, tokenizer, image_seq_len=image_tokens(side), chat_template=CHAT_TEMPLATE
    )


def image_tokens(side: int) -> int:
    """How many tokens an image of this size becomes."""
    return (side // PATCH // SHUFFLE) ** 2


def new_model(
    tokenizer: Any,
    *,
    seed: int,
    side: int = SIDE,
    vision: Mapping[str, int] = VISION,
    text: Mapping[str, int] = TEXT,
) -> Any:
    """An untrained float32 model for `tokenizer`; pieces that differ by a leading space start out alike."""
    import torch
    from transformers import AutoModelForImageTextToText, Idefics3Config

    torch.manual_seed(seed)
    special = {
        "pad_token_id": tokenizer.pad_token_id,
        "eos_token_id": tokenizer.eos_token_id,
        "bos_token_id": None,
    }
    text_config = {
        "model_type": "llama",
        "vocab_size": len(tokenizer),
        "max_position_embeddings": 2048,
        "num_key_value_heads": text["num_attention_heads"],
        "tie_word_embeddings": True,
    }
    config = Idefics3Config(
        vision_config={"image_size": side, "patch_size": PATCH} | dict(vision),
        text_config=text_config | special | dict(text),
        scale_factor=SHUFFLE,
        image_token_id=tokenizer.convert_tokens_to_ids(IMAGE),
        tie_word_embeddings=True,
        **special,
    )
    model = AutoModelForImageTextToText.from_config(
        config, dtype=torch.float32, attn_implementation="sdpa"
    )
    model.generation_config.eos_token_id = tokenizer.eos_token_id
    model.generation_config.pad_token_id = tokenizer.pad_token_id
    share_starts(model, tokenizer)
    return model


def share_starts(model: Any, tokenizer: Any) -> None:
    """`Ġ7` starts as `7` plus one small vector common to all spaced pieces: what is learnt of one serves the other."""
    import torch

    ids = tokenizer.get_vocab()
    weight = model.get_input_embeddings().weight
    with torch.no_grad():
        space = torch.randn(weight.shape[1]) * weight.std()
        for piece, index in ids.items():
            if piece.startswith("Ġ") and piece[1:] in ids:
                weight[index] = weight[ids[piece[1:]]] + space


def load_base(folder: Path = BASE) -> tuple[Any, Any]:
    """The shipped model and its processor, as any `transformers` user would load them. Raises UserError."""
    import torch
    from safetensors import SafetensorError
    from transformers import AutoModelForImageTextToText, AutoProcessor

    if not folder.is_dir():  # a hub's name to the library, which would ask there
        raise UserError(f"cannot load the model in {folder}: it is no folder")
    try:
        model = AutoModelForImageTextToText.from_pretrained(folder, dtype=torch.float32)
        return model, AutoProcessor.from_pretrained(folder)
    except (OSError, ValueError, SafetensorError) as error:
        reason = str(error).splitlines()[0]
        raise UserError(f"cannot load the model in {folder}: {reason}") from error


__all__ = [
    "BASE",
    "IMAGE_TOKENS",
    "PAD",
    "RECORD",
    "SIDE",
    "load_base",
    "new_model",
    "new_processor",
]
