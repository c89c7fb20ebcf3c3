"""Attention in two parts: over the prompt, read once for all of its paths, and over each path's own.

Each part gives its output and the logarithm of its sum; the two together are what one softmax over all
would give (the same identity as in Flash-Decoding). Reading keys and values is what a step costs: for n
paths of a prompt the prompt's part of it falls to one n-th.
"""

from typing import Any

NAME = "mathse_shared"


def use(model: Any) -> None:
    """Has the language model's attention layers use this where a `Slots` is their cache."""
    from transformers import AttentionInterface, AttentionMaskInterface
    from transformers.masking_utils import sdpa_mask

    AttentionInterface.register(NAME, attention)
    AttentionMaskInterface.register(NAME, sdpa_mask)
    config = model.config.get_text_config()
    if config._attn_implementation == "sdpa":
        config._attn_implementation = NAME


def attention(
    module: Any,
    query: Any,  # (paths, query heads, 1, width)
    key: Any,  # (paths, heads, longest, width)
    value: Any,
    attention_mask: Any,
    scaling: float | None = None,
    **rest: Any,
) -> tuple[Any, None]:
    """As `transformers` asks for it; returns (paths, 1, query heads, width). A prompt is plain sdpa."""
    from transformers.integrations.sdpa_attention import sdpa_attention_forward

    if not hasattr(key, "slots"):
        output, _ = sdpa_attention_forward(
            module, query, key, value, attention_mask, scaling=scaling, **rest
        )
        return output, None
    slots, layer = key.slots
    step, prompts = slots.step, slots.prompts
    paths, heads, width = query.shape[0], key.shape[1], query.shape[3]
    each = query.shape[1] // heads  # query heads that share a head's keys
    scale = scaling if scaling is not None else width**-0.5
    asked = query.view(paths, heads, each, width)

    own, own_sum = part(asked, key, value, step.paths_mask, scale)
    together = query.new_zeros((prompts.used, step.width, heads, each, width))
    together[step.prompt_of, step.place_of] = asked
    together = together.transpose(1, 2).reshape(prompts.used, heads, step.width * each, width)
    here = (slice(prompts.used), slice(None), slice(prompts.longest))
    said, said_sum = part(
        together, prompts.keys[layer][here], prompts.values[layer][here], step.prompts_mask, scale
    )
    said = said.view(prompts.used, heads, step.width, each, width)
    said = said.transpose(1, 2)[step.prompt_of, step.place_of]
    said_sum = said_sum.view(prompts.used, heads, step.width, each)
    said_sum = said_sum.transpose(1, 2)[step.prompt_of, step.place_of]

    share = (said_sum - own_sum).sigmoid()[..., None].to(own.dtype)
    output = own + share * (said - own)
    return output.view(paths, 1, heads * each, width), None


def part(query: Any, key: Any, value: Any, mask: Any | None, scale: float) -> tuple[Any, Any]:
    """Attention of (B, heads, Q, width) and the log of its sum, (B, heads, Q), in float32."""
    import torch

    if query.device.type != "cpu":
        return plain_part(query, key, value, mask, scale)
    # What scaled_dot_product_attention runs on a CPU; only this way it also gives the sum.
    output, total = torch.ops.aten._scaled_dot_product_flash_attention_for_cpu(
        query, key, value, 0.0, False, attn_mask=mask, scale=scale
    )
    return output, total


def plain_part(query: Any, key: Any, value: Any, mask: Any | None, scale: float) -> tuple[Any, Any]:
    """The same for any device, in plain steps."""
    import torch

    scores = torch.matmul(query, key.transpose(-1, -2)).float() * scale
    if mask is not None:
        scores = scores + mask
    total = scores.logsumexp(-1)
    return torch.matmul((scores - total[..., None]).exp().to(value.dtype), value), total
