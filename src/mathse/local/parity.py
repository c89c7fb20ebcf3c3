"""Is the sampling loop right for this model? Asked once at start-up, because a near miss is silent.

A wrong place of a token or a wrong mask raises no error: the text only gets worse. So two prompts of
different lengths are written side by side for a few tokens, and the logits are compared with those of
plain forward passes over the same tokens, one prompt at a time and without a cache.
"""

from collections.abc import Sequence
from typing import Any

from mathse.local.inputs import Prompt, tensors
from mathse.local.load import Loaded
from mathse.local.paths import Wanted
from mathse.local.running import Running
from mathse.local.slots import NotPlain

TOKENS = 4
# Mean difference of logits, by their spread: float noise lies far below, a wrong mask far above.
TOLERANCE = {"float32": 0.005, "bfloat16": 0.08, "float16": 0.03}


def fault(loaded: Loaded, prompts: Sequence[Prompt], images: Sequence[list[Any]]) -> str | None:
    """What is wrong with the loop for this model; None where nothing is.

    `prompts` are two or more that differ in length, with all of their images opened.
    """
    import torch

    with torch.inference_mode():
        return _fault(loaded, prompts, images)


def _fault(loaded: Loaded, prompts: Sequence[Prompt], images: Sequence[list[Any]]) -> str | None:
    seen: list[Any] = []
    head = loaded.model.get_output_embeddings()
    hook = head.register_forward_hook(lambda module, given, logits: seen.append(logits[:, -1]))
    try:
        tokens = _written(loaded, prompts, images)
    except NotPlain as error:
        return str(error)
    finally:
        hook.remove()
    name = str(loaded.model.dtype).removeprefix("torch.")
    tolerance = TOLERANCE.get(name, TOLERANCE["float32"])
    for row, prompt in enumerate(prompts):
        plain = _plain(loaded, prompt, images[row], tokens[row])
        for step, logits in enumerate(seen[: TOKENS + 1]):
            difference = (logits[row].float() - plain[step].float()).abs().mean()
            share = float(difference / plain[step].float().std())
            if not share <= tolerance:  # also where it is no number
                return f"logits differ from plain forward passes by {share:.2g} of their spread"
    return None


def _written(
    loaded: Loaded, prompts: Sequence[Prompt], images: Sequence[list[Any]]
) -> list[list[int]]:
    """A few greedy tokens of each prompt, by the loop. End tokens are no end here."""
    running = Running(loaded, limit=len(prompts), watch=())
    wanted = [Wanted(at, prompt, 0, 0.0, 1.0, TOKENS + 9) for at, prompt in enumerate(prompts)]
    running.admit([[one] for one in wanted], list(images))
    for _ in range(TOKENS):
        for row in running.rows:
            row.finished = False
        running.step()
    return [row.tokens for row in running.rows]


def _plain(loaded: Loaded, prompt: Prompt, images: list[Any], tokens: list[int]) -> Any:
    """Logits (TOKENS + 1, V) at the last token of the prompt and at each one written but the last."""
    import torch

    batch = tensors([prompt], loaded, opened=[images])
    shape = batch["input_ids"].shape
    written = torch.tensor([tokens[:TOKENS]], device=loaded.device)
    more = {"input_ids": written, "attention_mask": torch.ones_like(written)}
    for name, tensor in batch.items():
        if tensor.shape == shape:
            added = more.get(name, torch.zeros_like(written))
            batch[name] = torch.cat([tensor, added.to(tensor.dtype)], dim=1)
    return loaded.model(**batch, use_cache=False).logits[0, -TOKENS - 1 :]
