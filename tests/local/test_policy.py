"""The student on `transformers`: the same text as plain `generate`, whoever is drawn beside it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mathse import chat
from mathse.local import decode
from mathse.local.load import Loaded, load
from mathse.policies.transformers_local import (
    PLUGIN,
    TransformersPolicy,
    TransformersSettings,
    TransformersSpeed,
)
from mathse.prompts import load_prompts
from mathse.roles import Answer, Context, Failed, Request, Sampling
from mathse.rows import Image, Problem, Rollout, Solve

SETTINGS = TransformersSettings(prompts="short")
GREEDY = Sampling(temperature=0.0, max_tokens=24)
WARM = Sampling(temperature=1.0, top_p=0.95, max_tokens=40)


def policy(
    model: Path, *, rows: int = 64, prompts: int = 16, window: int = 99
) -> TransformersPolicy:
    speed = TransformersSpeed(device="cpu", rows=rows, prompts=prompts, window=window)
    built = PLUGIN.build(SETTINGS, speed, Context(model=model))
    assert isinstance(built, TransformersPolicy)
    return built


def requests(problems: list[Problem], sampling: Sampling, n: int = 1) -> Iterator[Request]:
    for at, problem in enumerate(problems):
        for k in range(n):
            yield Request(at * n + k, Solve(problem), seed=1000 * at + k, sampling=sampling)


def rollouts(answers: Iterator[Answer]) -> dict[int, Rollout]:
    found = {}
    for answer in answers:
        assert isinstance(answer.result, Rollout), answer.result
        assert answer.index not in found
        found[answer.index] = answer.result
    return found


def generated(loaded: Loaded, problem: Problem, tokens: int) -> tuple[str, int]:
    """What plain `generate` writes, alone and greedy, and the tokens of its prompt."""
    import torch
    from PIL import Image as Picture

    conversation = chat.messages(Solve(problem), load_prompts("short"))
    text = loaded.processor.apply_chat_template(
        conversation, tokenize=False, add_generation_prompt=True
    )
    images = [Picture.open(path).convert("RGB") for path in chat.images(conversation)]
    batch = loaded.processor(text=[text], images=[images] if images else None, return_tensors="pt")
    with torch.inference_mode():
        output = loaded.model.generate(**batch, max_new_tokens=tokens, do_sample=False)
    length = batch["input_ids"].shape[1]
    return loaded.tokenizer.decode(output[0, length:], skip_special_tokens=True), length


def test_greedy_is_what_generate_writes(tiny: Path, problems: list[Problem]) -> None:
    """In one batch, left-padded, with rows leaving and others taking their place."""
    answers = rollouts(policy(tiny, rows=3, prompts=2).write(requests(problems, GREEDY)))
    loaded = load(tiny, dtype="float32", device="cpu")
    assert len({answer.text for answer in answers.values()}) == len(problems)
    for at, problem in enumerate(problems):
        text, length = generated(loaded, problem, GREEDY.max_tokens)
        assert answers[at].text == text
        assert answers[at].usage.tokens_in == length
        assert answers[at].usage.images == len(problem.images)


def test_a_units_text_is_its_seeds_and_not_its_batchs(tiny: Path, problems: list[Problem]) -> None:
    """So that a resumed run draws what the killed one would have drawn."""
    everything = list(requests(problems, WARM, n=5))
    together = rollouts(policy(tiny, rows=32).write(iter(everything)))
    scattered = rollouts(policy(tiny, rows=7, prompts=3, window=11).write(iter(everything[::-1])))
    alone = rollouts(policy(tiny).write(iter(everything[7:8])))
    assert {at: one.text for at, one in together.items()} == {
        at: one.text for at, one in scattered.items()
    }
    assert alone[7] == together[7]
    assert len({one.text for one in together.values()}) > 25  # seeds differ, so texts do


def test_every_path_says_how_it_ended_and_what_it_took(tiny: Path, problems: list[Problem]) -> None:
    loaded = load(tiny, dtype="float32", device="cpu")
    sampling = Sampling(temperature=1.5, max_tokens=600)
    found = rollouts(policy(tiny).write(requests(problems[:2], sampling, n=20)))
    statuses = {one.status for one in found.values()}
    assert statuses == {"finished", "cut_off"}  # a random model ends about one path in two here
    for one in found.values():
        tokens = len(loaded.tokenizer.encode(one.text))
        assert one.usage.calls == 1
        if one.status == "cut_off":
            assert one.usage.tokens_out == 600
        else:
            assert one.usage.tokens_out <= 600
        assert tokens <= 600 * 4
        assert "<end_of_utterance>" not in one.text
    assert {one.note["seed"] for one in found.values()} == {
        1000 * at + k for at in range(2) for k in range(20)
    }


def test_the_picture_reaches_the_model(tiny: Path, problems: list[Problem]) -> None:
    """The same question about two pictures: only the picture can make the difference."""
    import dataclasses

    asked = [
        dataclasses.replace(problems[0], images=problems[at].images, id=bytes([at]))
        for at in (0, 1)
    ]
    found = rollouts(policy(tiny).write(requests(asked, GREEDY)))
    assert found[0].text != found[1].text


def test_a_broken_image_fails_its_own_unit_alone(
    tiny: Path, problems: list[Problem], tmp_path: Path
) -> None:
    import dataclasses

    (tmp_path / "broken.png").write_bytes(b"no picture")
    images = (Image("0" * 64, tmp_path / "broken.png"), *problems[0].images)
    broken = dataclasses.replace(problems[0], images=images[:1], id=b"broken")
    answers = list(policy(tiny).write(requests([problems[0], broken, problems[1]], GREEDY)))
    failed = [answer for answer in answers if isinstance(answer.result, Failed)]
    assert [answer.index for answer in failed] == [1]
    assert isinstance(failed[0].result, Failed)
    assert failed[0].result.boundary == "image"
    assert len(answers) == 3


def test_images_are_read_once_for_all_paths_of_a_problem(
    tiny: Path, problems: list[Problem], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decode, "fault", lambda *asked: None)  # the start-up check reads images too
    writer = policy(tiny)
    seen: list[int] = []
    writer.loaded.model.model.vision_model.register_forward_hook(
        lambda module, given, output: seen.append(output.last_hidden_state.shape[0])
    )
    rollouts(writer.write(requests(problems, WARM, n=8)))
    assert sum(seen) == sum(len(problem.images) for problem in problems)


@pytest.mark.parametrize("dtype", ["bfloat16", "float16"])
def test_half_precision_writes_as_many_paths(
    tiny: Path, problems: list[Problem], dtype: str
) -> None:
    settings = TransformersSettings(dtype=dtype, prompts="short")  # type: ignore[arg-type]
    built = PLUGIN.build(settings, TransformersSpeed(device="cpu"), Context(model=tiny))
    found = rollouts(built.write(requests(problems[:2], Sampling(1.0, 1.0, 4), n=2)))
    assert len(found) == 4
