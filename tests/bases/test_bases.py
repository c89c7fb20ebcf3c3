"""Every base writes a folder that plain `transformers` loads; a wrong name is one clear line."""

from pathlib import Path

import pytest

from mathse import plugins
from mathse.errors import RecipeError
from mathse.roles import Context
from mathse.settings import parse


def make(name: str, out: Path, **settings: object) -> None:
    plugin = plugins.find("base", name)
    chosen = parse(plugin.settings, settings, where="base")
    plugin.build(chosen, plugin.speed(), Context(model=None)).make(out)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("bases") / "tiny"
    make("tiny_idefics3", out)
    return out


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_tiny_loads_in_plain_transformers_and_reads_an_image(tiny: Path) -> None:
    import torch
    from PIL import Image
    from transformers import AutoModelForImageTextToText, AutoProcessor

    model = AutoModelForImageTextToText.from_pretrained(tiny, dtype=torch.float32)
    processor = AutoProcessor.from_pretrained(tiny)
    parts = [{"type": "image"}, {"type": "text", "text": "¿Qué? 面积 42"}]
    text = processor.apply_chat_template([{"role": "user", "content": parts}], tokenize=False)
    assert "¿Qué? 面积 42" in text
    logits = []
    for colour in ("white", "black"):
        image = Image.new("RGB", (300, 120), colour)
        inputs = processor(text=[text], images=[[image]], return_tensors="pt")
        with torch.no_grad():
            logits.append(model(**inputs).logits[0, -1])
    assert not torch.equal(*logits)  # the picture reaches the last token


def test_same_seed_same_folder_other_seed_other_weights(tiny: Path, tmp_path: Path) -> None:
    make("tiny_idefics3", tmp_path / "again")
    make("tiny_idefics3", tmp_path / "other", seed=1)
    assert contents(tmp_path / "again") == contents(tiny)
    other = contents(tmp_path / "other")
    assert {name for name, raw in contents(tiny).items() if other[name] != raw} == {
        "model.safetensors"
    }


def test_folder_takes_over_a_model_and_no_other_files(tiny: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    for name, raw in contents(tiny).items():
        (mine / name).write_bytes(raw)
    (mine / "optimizer.pt").write_bytes(b"a pickle")
    make("folder", tmp_path / "out", path=str(mine))
    assert contents(tmp_path / "out") == contents(tiny)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, 'needs either "path" or "hub"'),
        ({"path": "/nowhere"}, "no model in /nowhere"),
    ],
)
def test_a_base_that_is_not_there_is_one_line(
    settings: dict[str, str], said: str, tmp_path: Path
) -> None:
    with pytest.raises(RecipeError, match=said) as caught:
        make("folder", tmp_path / "out", **settings)
    assert "\n" not in str(caught.value)


def test_weights_that_are_pickles_are_refused(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "config.json").write_text("{}")
    (tmp_path / "model" / "pytorch_model.bin").write_bytes(b"a pickle")
    with pytest.raises(RecipeError, match=r"no \*\.safetensors"):
        make("folder", tmp_path / "out", path=str(tmp_path / "model"))


def test_widths_that_cannot_be_split_into_heads_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="multiples of 32"):
        make("tiny_idefics3", tmp_path / "out", text_width=100)
