"""An adapter on the vision tower: served merged, it is the model that was trained."""

from pathlib import Path
from typing import Any

import pytest

from mathse.bases import tiny_idefics3
from mathse.endpoints.merge import merged
from mathse.errors import EndpointError
from mathse.roles import Context


def logits(model: Any) -> Any:
    """What the model says of one white image and three tokens, (3, vocabulary)."""
    import torch

    ids = torch.tensor([[5, 6, 7]])
    pixels = torch.ones(1, 1, 3, 112, 112)
    with torch.no_grad():
        vision = model.model.vision_model(pixels.flatten(0, 1)).last_hidden_state
        text = model(input_ids=ids).logits[0]
    return vision[0], text


@pytest.mark.slow
def test_vision_adapters_are_in_the_merged_weights(tmp_path: Path) -> None:
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForImageTextToText, AutoProcessor

    base, adapter = tmp_path / "base", tmp_path / "adapter"
    tiny_idefics3.PLUGIN.build(tiny_idefics3.TinySettings(), None, Context(model=None)).make(base)
    model = AutoModelForImageTextToText.from_pretrained(base)
    plain = logits(model)
    tuned = get_peft_model(model, LoraConfig(r=4, target_modules=r".*\.(q_proj|v_proj)"))
    for name, weight in tuned.named_parameters():
        if "lora_B" in name:
            torch.nn.init.normal_(weight, std=0.1)
    trained = logits(tuned.base_model.model)
    assert not torch.allclose(trained[0], plain[0], atol=1e-4), "the adapter moves the tower"
    tuned.save_pretrained(adapter)
    with merged(adapter, beside=tmp_path) as folder:
        assert not (folder / "adapter_config.json").exists()
        whole = AutoModelForImageTextToText.from_pretrained(folder)
        AutoProcessor.from_pretrained(folder)
        for mine, theirs in zip(logits(whole), trained, strict=True):
            assert torch.allclose(mine, theirs, atol=1e-5)
    assert not folder.exists(), "gone after the block"


@pytest.mark.slow
def test_a_whole_model_is_served_as_it_is_and_a_broken_adapter_is_one_line(tmp_path: Path) -> None:
    with merged(tmp_path, beside=tmp_path) as folder:
        assert folder == tmp_path
    (tmp_path / "adapter_config.json").write_text("{}")
    with (
        pytest.raises(EndpointError, match="cannot merge the adapter"),
        merged(tmp_path, beside=tmp_path),
    ):
        pass
