"""What several tests share: a tiny model with random weights, and problems with pictures."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from mathse.bases.tiny_idefics3 import TinyIdefics3, TinySettings
from mathse.rows import Image, Problem, problem_id
from mathse.store.files import file_digest

# Property tests do not depend on how busy the machine is.
settings.register_profile(
    "house", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")

# Tests measure right and wrong, not speed: more threads than cores slow them down.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

COLOURS = ("white", "black", "red", "navy", "gold", "teal")


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny Idefics3. Its layers are made louder than new ones are, else a greedy path repeats its last token."""
    import torch
    from transformers import AutoModelForImageTextToText

    out = tmp_path_factory.mktemp("base") / "tiny"
    TinyIdefics3(TinySettings(text_width=64, text_layers=2, vision_width=32)).make(out)
    model = AutoModelForImageTextToText.from_pretrained(out)
    with torch.no_grad():
        for name, weights in model.named_parameters():
            if ("layers" in name and weights.dim() == 2) or "connector" in name:
                weights *= 8
    model.save_pretrained(out)
    return out


@pytest.fixture(scope="session")
def problems(tmp_path_factory: pytest.TempPathFactory) -> list[Problem]:
    """Questions of different lengths: one image each, but for the last, which has none."""
    from PIL import Image as Picture

    folder = tmp_path_factory.mktemp("images")
    made = []
    for number, colour in enumerate(COLOURS):
        path = folder / f"{colour}.png"
        Picture.new("RGB", (60 + 10 * number, 80), colour).save(path)
        images = (Image(file_digest(path), path),) if number < len(COLOURS) - 1 else ()
        made.append(problem(f"What is {number} + {number * '1 + '}1?", images))
    return made


def problem(question: str, images: tuple[Image, ...], *, gold: str = "1") -> Problem:
    digests = [image.digest for image in images]
    return Problem(
        id=problem_id(question=question, options=(), gold=gold, image_digests=digests),
        question=question,
        options=(),
        gold=gold,
        images=images,
        group=question,
        source="test",
        source_id=question,
        solution=None,
    )
