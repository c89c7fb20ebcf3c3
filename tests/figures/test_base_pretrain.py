"""Pretraining goes on where it stopped, exactly, and ships a folder that loads."""

from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("torch")

from mathse.errors import UserError
from mathse.figures import pretrain as module
from mathse.figures.batches import (
    IGNORED,
    Encoded,
    as_one,
    encode,
    halves_of,
    in_halves,
    pixels,
    tensors,
)
from mathse.figures.curriculum import (
    Pretraining,
    batches_ahead,
    batches_of,
    part_of,
    row_at,
    schedule,
)
from mathse.figures.forward import loss_of
from mathse.figures.model import load_base
from mathse.figures.pretrain import command_of, pretrain

TINY = Pretraining(
    steps=2,
    later_steps=2,
    last_steps=1,
    wide_steps=2,
    batch=4,
    glyph_rows=32,
    save_every=2,
    threads=1,
)
SHORT = replace(TINY, steps=1, later_steps=1, last_steps=0, wide_steps=0)


@pytest.mark.parametrize(
    ("settings", "command"),
    [
        (Pretraining(), "mathse figures pretrain"),
        (Pretraining(device="cuda"), "mathse figures pretrain --device cuda"),
        (
            Pretraining(later_steps=9, seed=3),
            "mathse figures pretrain --later-steps 9 --seed 3",
        ),
    ],
)
def test_the_record_names_the_command(settings: Pretraining, command: str) -> None:
    assert command_of(settings) == command


class Killed(Exception):
    pass


@pytest.mark.parametrize("killed_at", [3, 4, 5])  # in the second part, in the third, in the fourth
def test_a_killed_run_ends_with_the_same_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, killed_at: int
) -> None:
    import torch

    monkeypatch.setattr(module, "vocabulary", lambda seed: [" width", " height"])
    pretrain(tmp_path / "whole", tmp_path / "work1", TINY)

    step = module.train_step

    def dies(model: object, optimiser: object, number: int, *rest: object) -> float:
        if number == killed_at:
            raise Killed
        return step(model, optimiser, number, *rest)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(module, "train_step", dies)
        with pytest.raises(Killed):
            pretrain(tmp_path / "resumed", tmp_path / "work2", TINY)
    assert not (tmp_path / "resumed").exists()
    pretrain(tmp_path / "resumed", tmp_path / "work2", TINY)

    whole, resumed = (load_base(tmp_path / name)[0].state_dict() for name in ("whole", "resumed"))
    assert all(torch.equal(whole[name], resumed[name]) for name in whole)


def test_other_settings_do_not_go_on_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "vocabulary", lambda seed: [])
    pretrain(tmp_path / "out", tmp_path / "work", SHORT)
    with pytest.raises(UserError, match="other settings"):
        pretrain(tmp_path / "out", tmp_path / "work", replace(SHORT, seed=1))


def test_the_rate_rises_stays_and_falls() -> None:
    settings = Pretraining(steps=1000, later_steps=1000, last_steps=1000, wide_steps=1000)
    rates = [schedule(step, settings) for step in (0, 99, 2000, 3000, 3999)]
    assert rates[0] < rates[1] == rates[2] == 1 > rates[3] > rates[4] > 0


def test_behind_the_end_the_last_part_goes_on() -> None:
    """The stream has no end: `mathse figures scan --first` may lie behind the training's."""
    assert [part_of(step, TINY) for step in (0, 1, 2, 4, 5, 6, 7, 100)] == [
        (0, 0), (0, 1), (1, 0), (2, 0), (3, 0), (3, 1), (3, 2), (3, 95),
    ]  # fmt: skip


def plain_loss(model: object, rows: list[Encoded]) -> object:
    """By the model's own forward pass."""
    import torch
    from torch.nn import functional

    longest = max(len(row.ids) for row in rows)
    ids = torch.tensor([row.ids + [0] * (longest - len(row.ids)) for row in rows])
    labels = torch.tensor([row.labels + [IGNORED] * (longest - len(row.ids)) for row in rows])
    images = [row.image for row in rows if row.image is not None]
    seen = pixels(images) if images else None
    logits = model(input_ids=ids, pixel_values=seen, use_cache=False).logits  # type: ignore[operator]
    return functional.cross_entropy(logits[:, :-1].flatten(0, 1), labels[:, 1:].flatten())


def test_a_step_is_the_same_in_halves_as_one_and_by_the_class_itself() -> None:
    """A GPU takes the step's rows as one batch, and neither takes the ordinary forward pass."""
    import torch

    model, processor = load_base()
    settings = replace(TINY, batch=8)
    rows = [encode(row_at(3000 * 8 + at, settings), processor.tokenizer) for at in range(8)]
    assert {row.image is None for row in rows} == {True, False}
    gradients = []
    plain = [plain_loss(model, half) * len(half) / len(rows) for half in halves_of(rows)]
    halves = [loss_of(model, tensors(part)) for part in in_halves(rows)]
    for losses in (plain, halves, [loss_of(model, tensors(as_one(rows)))]):
        model.zero_grad()
        sum(losses).backward()
        gradients.append([parameter.grad.clone() for parameter in model.parameters()])
    for other in gradients[1:]:
        pairs = zip(gradients[0], other, strict=True)
        assert all(torch.allclose(one, two, atol=1e-5) for one, two in pairs)


def test_batches_made_ahead_are_the_same_batches() -> None:
    words, settings = (" width", " height"), replace(TINY, device="cuda")
    here = [batches_of(step, settings, words) for step in range(1, 4)]
    ahead = list(batches_ahead(1, 4, settings, words))
    assert [[part.ids.tolist() for part in one] for one in here] == [
        [part.ids.tolist() for part in one] for one in ahead
    ]
