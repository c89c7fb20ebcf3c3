"""The sampling loop on other models, and what happens where it is not right."""

from pathlib import Path
from typing import Any

import pytest

from mathse.local import decode, shared, slots
from mathse.local.decode import Pace, write
from mathse.local.inputs import Prompt, open_image, prompt_of
from mathse.local.load import Loaded, load
from mathse.local.parity import fault
from mathse.local.paths import Unreadable, Wanted, Written
from mathse.rows import Problem

from .qwen import tiny_qwen


@pytest.fixture(scope="module")
def qwen() -> Loaded:
    return tiny_qwen()


def prompts(problems: list[Problem], loaded: Loaded) -> list[Prompt]:
    made = []
    for problem in problems:
        parts: list[Any] = [{"type": "image", "path": str(one.path)} for one in problem.images]
        parts.append({"type": "text", "text": problem.question})
        made.append(prompt_of([{"role": "user", "content": parts}], loaded.processor))
    return made


def paths(
    loaded: Loaded, asked: list[Prompt], *, n: int, temperature: float, log: list[str]
) -> dict[int, Written]:
    wanted = [
        Wanted(at * n + k, prompt, 100 * at + k, temperature, 1.0, 20)
        for at, prompt in enumerate(asked)
        for k in range(n)
    ]
    pace = Pace(rows=7, prompts=2)
    found: dict[int, Written] = {}
    for done in write(loaded, iter(wanted), pace=pace, watch=(5, 6), log=log.append):
        assert not isinstance(done, Unreadable)
        found[done.index] = done
    return found


@pytest.mark.parametrize("temperature", [0.0, 1.0])
@pytest.mark.parametrize("name", ["idefics3", "qwen2_vl"])
def test_both_roads_write_the_same(
    tiny: Path,
    qwen: Loaded,
    problems: list[Problem],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    temperature: float,
) -> None:
    """Images and texts, several paths a prompt, positions on three axes: as model.generate."""
    loaded = qwen if name == "qwen2_vl" else load(tiny, dtype="float32", device="cpu")
    log: list[str] = []
    asked = prompts(problems, loaded)
    fast = paths(loaded, asked, n=3, temperature=temperature, log=log)
    assert log == []
    monkeypatch.setattr(decode, "fault", lambda *told: "told to")
    slow = paths(loaded, asked, n=3, temperature=temperature, log=log)
    assert set(log) == {"paths are written by model.generate, which is slower: told to"}
    assert fast.keys() == slow.keys() == set(range(3 * len(problems)))
    for at, path in fast.items():
        other = slow[at]
        assert (path.tokens, path.ended) == (other.tokens, other.ended)
        assert (path.tokens_in, path.tokens_out) == (other.tokens_in, other.tokens_out)
        assert len(path.watched) == len(other.watched) == path.tokens_out
        for mine, theirs in zip(path.watched, other.watched, strict=True):
            assert mine == pytest.approx(theirs, abs=1e-4)
    assert len({path.tokens for path in fast.values()}) >= len(problems) - 1


def faulty(loaded: Loaded, problems: list[Problem]) -> str | None:
    asked = prompts(problems[:4:3], loaded)
    images = [[open_image(path) for path in prompt.images] for prompt in asked]
    return fault(loaded, asked, images)


def test_a_mask_that_sees_padding_is_noticed(
    tiny: Path, qwen: Loaded, problems: list[Problem], monkeypatch: pytest.MonkeyPatch
) -> None:
    models = [load(tiny, dtype="float32", device="cpu"), qwen]
    assert [faulty(loaded, problems) for loaded in models] == [None, None]
    monkeypatch.setattr(slots.Block, "mask", lambda self: None)
    for loaded in models:
        said = faulty(loaded, problems)
        assert said is not None
        assert "logits differ" in said


def test_logits_that_are_no_numbers_are_noticed(
    tiny: Path, problems: list[Problem], monkeypatch: pytest.MonkeyPatch
) -> None:
    part = shared.part

    def spoilt(*given: Any) -> tuple[Any, Any]:
        output, total = part(*given)
        return output * float("nan"), total

    monkeypatch.setattr(shared, "part", spoilt)
    said = faulty(load(tiny, dtype="float32", device="cpu"), problems)
    assert said == "logits differ from plain forward passes by nan of their spread"


def test_places_off_by_the_images_are_noticed(qwen: Loaded, problems: list[Problem]) -> None:
    """As if Qwen's own offset were forgotten."""
    import torch

    model = qwen.model.model
    index = model.get_rope_index

    def careless(*given: Any, **named: Any) -> Any:
        places, offset = index(*given, **named)
        return places, torch.zeros_like(offset)

    model.get_rope_index = careless
    try:
        said = faulty(qwen, problems)
    finally:
        del model.get_rope_index
    assert said is not None


def test_a_cache_of_another_kind_takes_the_slow_road(problems: list[Problem], tiny: Path) -> None:
    from transformers.cache_utils import DynamicSlidingWindowLayer

    class Cache:
        layers = (DynamicSlidingWindowLayer(sliding_window=4),)

    with pytest.raises(slots.NotPlain, match="DynamicSlidingWindowLayer"):
        slots.Slots(rows=1).add(Cache(), source=[0], starts=[0], max_tokens=8)
