"""What is trained on: the solution and its end mark, nothing of the prompt, nothing cut."""

from pathlib import Path

import pytest

from mathse.errors import SourceError
from mathse.local.batches import IGNORED, collate
from mathse.local.features import Features
from mathse.local.load import Loaded, load
from mathse.local.parts import freeze_parts
from mathse.local.rows import Row, fitting_rows
from mathse.prompts import load_prompts
from mathse.rows import Example, Image, Problem, Solve

SOLUTION = "Step 1: 2 + 3 = 5. The answer to this problem is 5."


@pytest.fixture(scope="module")
def loaded(tiny: Path) -> Loaded:
    return load(tiny, dtype="float32", device="cpu")


def rows(problems: list[Problem], loaded: Loaded, longest: int = 2000) -> list[Row]:
    examples = [Example(Solve(problem), SOLUTION) for problem in problems]
    return fitting_rows(examples, load_prompts("short"), loaded, longest=longest).rows


def test_loss_stands_on_the_solution_alone(loaded: Loaded, problems: list[Problem]) -> None:
    chosen = rows(problems[:3], loaded)
    batch = collate(chosen, loaded, None)
    for at, row in enumerate(chosen):
        learnt = batch["labels"][at][batch["labels"][at] != IGNORED]
        assert loaded.tokenizer.decode(learnt) == f"{SOLUTION}<end_of_utterance>"
        whole = batch["input_ids"][at][batch["attention_mask"][at].bool()]
        assert len(whole) == row.length
        text = loaded.tokenizer.decode(whole)
        assert text.startswith("<|user|>")
        assert text.endswith(
            f"{problems[at].question}<end_of_utterance><|assistant|>{SOLUTION}<end_of_utterance>"
        )


@pytest.mark.parametrize(
    ("span", "said"),
    [
        ((8, 18), "2 + 3 = 5."),
        (
            (SOLUTION.index("The"), len(SOLUTION)),
            "The answer to this problem is 5.<end_of_utterance>",
        ),
    ],
)
def test_who_learns_the_last_words_learns_that_they_are_the_last(
    loaded: Loaded, problems: list[Problem], span: tuple[int, int], said: str
) -> None:
    """Else an ORM by steps wrote on behind its analysis, and nobody could read it."""
    example = Example(Solve(problems[0]), SOLUTION, (span,))
    (row,) = fitting_rows([example], load_prompts("short"), loaded, longest=2000).rows
    words = [token for token, learnt in zip(row.completion, row.learnt, strict=True) if learnt]
    assert loaded.tokenizer.decode(words).strip() == said


def test_over_long_rows_are_left_out_and_counted(loaded: Loaded, problems: list[Problem]) -> None:
    lengths = sorted(row.length for row in rows(problems, loaded))
    examples = [Example(Solve(problem), SOLUTION) for problem in problems]
    fitting = fitting_rows(examples, load_prompts("short"), loaded, longest=lengths[2])
    assert (len(fitting.rows), fitting.dropped) == (3, len(problems) - 3)


def test_a_missing_image_is_named(loaded: Loaded, problems: list[Problem]) -> None:
    import dataclasses

    lost = dataclasses.replace(problems[0], images=(Image("0" * 64, Path("/nowhere/lost.png")),))
    with pytest.raises(SourceError, match=r"/nowhere/lost\.png"):
        rows([lost], loaded)


@pytest.mark.parametrize("room", [0, 10_000_000])
def test_kept_features_give_the_same_loss(
    loaded: Loaded, problems: list[Problem], room: int
) -> None:
    """With room for none, they are asked for again each time."""
    import torch

    freeze_parts(loaded.model, "vision")
    chosen = rows(problems[:5], loaded)
    features = Features.of_model(loaded, room, chosen)
    assert features is not None
    assert len(features.images) == (5 if room else 0)
    with torch.no_grad():
        plain = loaded.model(**collate(chosen, loaded, None)).loss
        for _ in range(2):
            kept = loaded.model(**collate(chosen, loaded, features)).loss
            assert torch.allclose(kept, plain, rtol=1e-5)
