"""The base model's loss without what its class does for models and inputs of every kind: fewer calls, and none that waits.

Equal to the forward pass of `transformers` (a test compares them), of which it uses the layers. Every shape is known
beforehand, so that a GPU can replay it as a graph.
"""

from typing import Any

from mathse.figures.batches import Padded, scaled
from mathse.figures.model import IMAGE_TOKENS

FIRST = 3  # the place of the first image token: behind the turn's mark and those around an image


def loss_of(model: Any, batch: Padded) -> Any:
    """The weighted sum of the answered tokens' losses; `batch` holds tensors on the model's device."""
    from torch.nn import functional

    states = model.model.text_model.embed_tokens(batch.ids)
    if batch.pixels is not None:
        shown = batch.ids[:, FIRST] == model.config.image_token_id
        states = with_pictures(model.model, states, scaled(batch.pixels), shown)
    states = read(model.model.text_model, states)
    counts, truth = batch.counts.flatten(), batch.truth.flatten()
    if states.device.type == "cpu":  # a GPU would wait for their number
        learnt = counts.nonzero().squeeze(1)
        states, counts, truth = states.flatten(0, 1)[learnt], counts[learnt], truth[learnt]
    losses = functional.cross_entropy(model.lm_head(states).flatten(0, -2), truth, reduction="none")
    return (losses * counts).sum()


def with_pictures(inner: Any, states: Any, pixels: Any, shown: Any) -> Any:
    """(B, L, D) with the image tokens of those among the first P rows that are `shown` (B,) one of (P, 3, H, W)."""
    import torch

    vision = inner.vision_model
    patches = vision.embeddings.patch_embedding(pixels).flatten(2).transpose(1, 2)
    patches = patches + vision.embeddings.position_embedding.weight  # whole images: each patch once
    seen = vision.encoder(inputs_embeds=patches, attention_mask=None).last_hidden_state
    seen = inner.connector(vision.post_layernorm(seen))
    count, last = len(pixels), FIRST + IMAGE_TOKENS
    before, here, after = states[:count].split([FIRST, IMAGE_TOKENS, states.shape[1] - last], dim=1)
    here = torch.where(shown[:count, None, None], seen, here)
    return torch.cat([torch.cat([before, here, after], dim=1), states[count:]])


def read(text: Any, states: Any) -> Any:
    """(B, L, D): the decoder's last states. No mask but the causal one."""
    import torch

    places = torch.arange(states.shape[1], device=states.device).unsqueeze(0)
    turned = text.rotary_emb(states, places)
    for layer in text.layers:
        states = layer(states, attention_mask=None, position_ids=places, position_embeddings=turned)
    return text.norm(states)
