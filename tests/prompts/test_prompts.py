"""Prompts: complete, filled once, named by their text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathse.errors import RecipeError
from mathse.prompts import BUILT_IN, PLACEHOLDERS, load_prompts

VALUES = {
    "question": "What is {path}?",
    "reference": "{question}",
    "path": "Step 1: {reference} {error_step}",
    "error_step": "{error_analysis}",
    "error_analysis": "{question}",
}


@pytest.mark.parametrize("name", BUILT_IN)
@pytest.mark.parametrize("prompt", PLACEHOLDERS)
def test_each_value_stands_in_the_filled_prompt_as_it_was_given(name: str, prompt: str) -> None:
    filled = load_prompts(name).fill(prompt, VALUES)
    for placeholder in PLACEHOLDERS[prompt]:
        assert VALUES[placeholder] in filled


@given(st.text(), st.text())
def test_filling_is_one_pass(question: str, path: str) -> None:
    prompts = load_prompts("short")
    filled = prompts.fill("judge_without_reference", {"question": question, "path": path})
    assert filled == f"{question}\nCheck the steps. {path}"


@pytest.mark.parametrize("prompt", [name for name in PLACEHOLDERS if name.startswith("judge")])
def test_the_json_of_the_instructions_survives_filling(prompt: str) -> None:
    assert '"status": "CORRECT"' in load_prompts("full").fill(prompt, VALUES)


def test_a_prompt_of_ones_own(tmp_path: Path) -> None:
    built_in = load_prompts("full")
    for prompt, text in built_in.texts.items():
        (tmp_path / f"{prompt}.md").write_text(text + "\n", encoding="utf-8")
    mine = load_prompts(str(tmp_path))
    assert mine.digest() == built_in.digest()  # the text counts, not the name
    (tmp_path / "judge.md").write_text("{question} {reference} {path}", encoding="utf-8")
    changed = load_prompts(str(tmp_path))
    assert changed.digest("judge") != mine.digest("judge")
    assert changed.digest("solve") == mine.digest("solve")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{question}", "lacks {path}, {reference}"),
        ("{question} {reference} {path} {error_step}", "cannot hold {error_step}"),
        (None, "lack judge.md"),
    ],
)
def test_a_faulty_prompt_is_named(tmp_path: Path, text: str | None, said: str) -> None:
    for prompt, good in load_prompts("full").texts.items():
        (tmp_path / f"{prompt}.md").write_text(good, encoding="utf-8")
    if text is None:
        (tmp_path / "judge.md").unlink()
    else:
        (tmp_path / "judge.md").write_text(text, encoding="utf-8")
    with pytest.raises(RecipeError) as raised:
        load_prompts(str(tmp_path))
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_an_unknown_set_is_one_line() -> None:
    with pytest.raises(RecipeError, match="there are: full, short"):
        load_prompts("ful")
