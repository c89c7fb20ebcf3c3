"""The prompts, in our own words: what they ask is what the paper's three prompts ask (docs/paper.md).

A set of prompts is a folder with one .md file for each name in `PLACEHOLDERS`. `full` speaks to real
models; `short` is for the figures base model, which has 2,048 positions and reads no instructions.
A set of your own is a path: `prompts = "./my_prompts"`. Each prompt has its own digest, which enters
the recipe key of the stage that uses it: mending the judge's prompt samples nothing anew.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from mathse.errors import RecipeError
from mathse.rows import digest

PLACEHOLDERS: Mapping[str, frozenset[str]] = {
    "solve": frozenset({"question"}),
    "judge": frozenset({"question", "reference", "path"}),
    "judge_without_reference": frozenset({"question", "path"}),
    "judge_binary": frozenset({"question", "reference", "path"}),
    "judge_binary_without_reference": frozenset({"question", "path"}),
    "judge_steps": frozenset({"question", "reference"}),
    "judge_steps_without_reference": frozenset({"question"}),
    "annotate": frozenset({"question", "reference", "path"}),
    "diagnose": frozenset({"question", "path"}),
    "reflect": frozenset({"question", "path", "error_step", "error_analysis"}),
    "reflect_without_feedback": frozenset({"question", "path"}),
}
_KNOWN = sorted(frozenset[str]().union(*PLACEHOLDERS.values()))
_PLACEHOLDER = re.compile(r"\{(" + "|".join(_KNOWN) + r")\}")
BUILT_IN = ("full", "short")
VERSION = 1  # bumped by hand when chat.py builds other messages from the same prompts


@dataclass(frozen=True, slots=True)
class PromptSet:
    """Prompts by name (the keys of PLACEHOLDERS), with their placeholders still open."""

    name: str
    texts: Mapping[str, str]

    def fill(self, prompt: str, values: Mapping[str, str]) -> str:
        """The prompt with its values, in one pass: a `{question}` inside a value stays as it is."""
        return _PLACEHOLDER.sub(lambda match: values[match[1]], self.texts[prompt])

    def digest(self, *prompts: str) -> bytes:
        """Names these prompts' texts (all of the set's where none are named), not the set's name."""
        chosen = sorted(prompts or self.texts)
        return digest(
            VERSION, *(part for prompt in chosen for part in (prompt, self.texts[prompt]))
        )


def load_prompts(name: str) -> PromptSet:
    """The set of this name, or in this folder. Raises RecipeError for what is missing or mistyped."""
    if name in BUILT_IN:
        folder: Traversable = files("mathse.prompts").joinpath(name)
    else:
        folder = Path(name)
        if not folder.is_dir():
            raise RecipeError(
                f'no prompts named "{name}"; there are: {", ".join(BUILT_IN)}, or name a folder'
            )
    return PromptSet(name, {prompt: _read(folder, prompt) for prompt in PLACEHOLDERS})


def _read(folder: Traversable, prompt: str) -> str:
    """One prompt, its placeholders checked. The line break at the end is the editor's, not ours."""
    file = folder.joinpath(f"{prompt}.md")
    if not file.is_file():
        raise RecipeError(f"the prompts in {folder} lack {prompt}.md")
    try:
        text = file.read_text(encoding="utf-8").removesuffix("\n")
    except UnicodeDecodeError as error:
        raise RecipeError(f"{folder}/{prompt}.md is not UTF-8: {error}") from error
    wanted, found = PLACEHOLDERS[prompt], frozenset(_PLACEHOLDER.findall(text))
    if missing := wanted - found:
        raise RecipeError(f"{folder}/{prompt}.md lacks {_spelled(missing)}")
    if foreign := found - wanted:
        raise RecipeError(f"{folder}/{prompt}.md cannot hold {_spelled(foreign)}")
    return text


def _spelled(names: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))
