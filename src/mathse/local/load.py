"""A model folder, loaded for use: safetensors only, on the device and in the precision asked for."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from mathse.errors import RecipeError

Dtype = Literal["float32", "bfloat16", "float16"]
ASKED = [{"role": "user", "content": [{"type": "image"}, {"type": "text", "text": "How many?"}]}]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model and what belongs to it. The engines' own types are not typed: all are Any."""

    model: Any
    processor: Any
    tokenizer: Any
    device: Any  # torch.device
    ends: tuple[int, ...]  # token ids that end an answer
    pad: int


def preload(device: str) -> str:
    """What a worker on this device may be forked behind (Plugin.preload): nothing where a GPU may be used."""
    return "mathse.local.engine" if device == "cpu" else ""


def device_of(name: str) -> Any:
    """The torch device; "auto" is the first accelerator, else the CPU. Raises RecipeError."""
    import torch

    if name == "auto":
        accelerator = torch.accelerator.current_accelerator(check_available=True)
        return accelerator or torch.device("cpu")
    try:
        device = torch.device(name)
        torch.empty(0, device=device)
    except (RuntimeError, AssertionError) as error:
        raise RecipeError(f'no device "{name}" here: {str(error).splitlines()[0]}') from error
    return device


def load(
    folder: Path, *, dtype: Dtype, device: str = "auto", trust_remote_code: bool = False
) -> Loaded:
    """The model in evaluation mode, with its processor.

    Raises RecipeError where the folder holds no model, or not all of its weights, or one whose own code
    the recipe does not allow to run, or a processor without a chat template, or one that needs a package
    that is not installed.
    """
    import torch
    from jinja2 import TemplateError
    from safetensors import SafetensorError
    from transformers import AutoProcessor
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # a bar of files loaded says nothing that a person waits for
    place = device_of(device)
    if dtype == "float32":
        # cuDNN's own choice for the patches' convolution is TF32, as coarse as bfloat16.
        torch.backends.cudnn.allow_tf32 = False
    try:
        model = _weights(folder, dtype, trust_remote_code=trust_remote_code)
        processor = AutoProcessor.from_pretrained(folder, trust_remote_code=trust_remote_code)
        processor.apply_chat_template(ASKED, tokenize=False, add_generation_prompt=True)
    except (
        OSError,
        ValueError,
        ImportError,
        KeyError,
        RuntimeError,
        SafetensorError,
        TemplateError,
    ) as error:
        reason = next(line for line in f"{error}\nno reason given".splitlines() if line.strip())
        if "trust_remote_code" in str(error):
            reason = "it has code of its own, which runs only with trust_remote_code = true"
        raise RecipeError(f"cannot load the model in {folder}: {reason.strip()}") from error
    tokenizer = processor.tokenizer
    ends = _ends(model, tokenizer)
    pad = tokenizer.pad_token_id if tokenizer.pad_token_id is not None else ends[0]
    return Loaded(model.to(place).eval(), processor, tokenizer, place, ends, pad)


def _weights(folder: Path, dtype: Dtype, *, trust_remote_code: bool) -> Any:
    """The model. Raises RecipeError where the files lack weights that its config speaks of.

    The library would draw them at random; tied ones, which no file holds, it does not miss.
    """
    import torch
    from transformers import AutoModelForImageTextToText

    with _report_unless_refused():
        model, found = AutoModelForImageTextToText.from_pretrained(
            folder,
            dtype=getattr(torch, dtype),
            use_safetensors=True,
            trust_remote_code=trust_remote_code,
            ignore_mismatched_sizes=True,  # they are refused here, by name
            output_loading_info=True,
        )
        lacking = sorted({*found["missing_keys"], *(key for key, *_ in found["mismatched_keys"])})
        if lacking:
            raise RecipeError(
                f"the weights in {folder} do not fit its config.json: {len(lacking)} are missing or of "
                f"another size, {lacking[0]} first"
            )
    return model


@contextmanager
def _report_unless_refused() -> Iterator[None]:
    """Holds back what the library says of the weights; a refusal says it in one line."""
    held: list[logging.LogRecord] = []

    def hold(record: logging.LogRecord) -> bool:
        held.append(record)
        return False

    logger = logging.getLogger("transformers.modeling_utils")
    logger.addFilter(hold)
    try:
        yield
    except RecipeError:
        held.clear()
        raise
    finally:
        logger.removeFilter(hold)
        for record in held:
            logger.handle(record)


def _ends(model: Any, tokenizer: Any) -> tuple[int, ...]:
    """What ends an answer: by the generation config, which may name several, and the tokenizer."""
    named = model.generation_config.eos_token_id
    several = named if isinstance(named, list) else [named]
    ids = dict.fromkeys([*several, tokenizer.eos_token_id])
    return tuple(index for index in ids if index is not None)
