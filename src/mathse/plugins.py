"""Plug-ins: role and name -> module, imported on first use; each module's `PLUGIN` says the rest.

A plug-in of your own is a module path with a colon: `use = "my_package.my_policy:PLUGIN"`.
"""

import difflib
import importlib
from typing import Literal

from mathse.errors import RecipeError
from mathse.roles import Plugin

Role = Literal["source", "base", "policy", "judge", "trainer"]

BUILT_IN: dict[Role, dict[str, str]] = {
    "source": {
        "fake": "mathse.sources.fake",
        "figures": "mathse.sources.figures",
        "jsonl": "mathse.sources.jsonl",
        "parquet": "mathse.sources.parquet",
        "datasets": "mathse.sources.datasets",
        "chartqa": "mathse.sources.chartqa",
        "dynamath": "mathse.sources.dynamath",
        "geometry3k": "mathse.sources.geometry3k",
        "geoqa_plus": "mathse.sources.geoqa_plus",
        "math_puma": "mathse.sources.math_puma",
        "mathv360k": "mathse.sources.mathv360k",
        "mathverse": "mathse.sources.mathverse",
        "mathvision": "mathse.sources.mathvision",
        "mathvista": "mathse.sources.mathvista",
        "mavis": "mathse.sources.mavis",
        "mmk12": "mathse.sources.mmk12",
        "multimath": "mathse.sources.multimath",
        "unigeo": "mathse.sources.unigeo",
        "virl39k": "mathse.sources.virl39k",
        "we_math": "mathse.sources.we_math",
    },
    "base": {
        "fake": "mathse.bases.fake",
        "figures": "mathse.bases.figures",
        "folder": "mathse.bases.folder",
        "tiny_idefics3": "mathse.bases.tiny_idefics3",
    },
    "policy": {
        "fake": "mathse.policies.fake",
        "adversary": "mathse.policies.adversary",
        "fake_teacher": "mathse.policies.fake:TEACHER",
        "answers": "mathse.policies.answers",
        "openai": "mathse.policies.openai_chat",
        "engine": "mathse.policies.engine",
        "figures_teacher": "mathse.policies.figures_teacher",
        "transformers": "mathse.policies.transformers_local",
    },
    "judge": {
        "fake": "mathse.judges.fake",
        "fake_orm": "mathse.judges.fake:ORM",
        "figures_truth": "mathse.judges.figures_truth",
        "llm": "mathse.judges.llm",
        "engine": "mathse.judges.engine",
        "orm": "mathse.judges.orm",
        "rule": "mathse.judges.rule",
        "mathvista": "mathse.judges.mathvista",
        "dynamath": "mathse.judges.dynamath",
    },
    "trainer": {
        "fake": "mathse.trainers.fake",
        "lean": "mathse.trainers.lean",
        "sft": "mathse.trainers.sft",
    },
}


def find(role: Role, name: str) -> Plugin:
    """The plug-in of this role and name. Raises RecipeError with a suggestion."""
    if ":" not in name and name not in BUILT_IN[role]:
        raise RecipeError(f'no {role} named "{name}"{suggestion(name, BUILT_IN[role])}')
    module_name, _, attribute = BUILT_IN[role].get(name, name).partition(":")
    attribute = attribute or "PLUGIN"
    try:
        found = vars(importlib.import_module(module_name))[attribute]
    except Exception as error:
        said = " ".join(f"{type(error).__name__}: {error}".split())
        raise RecipeError(f'cannot import the {role} "{name}": {said}') from error
    if not isinstance(found, Plugin):
        raise RecipeError(f'"{name}" is no plug-in: {attribute} should be a mathse.roles.Plugin')
    return found


def suggestion(word: str, known: "dict[str, str] | list[str]") -> str:
    """'; did you mean "x"?' or the names there are."""
    close = difflib.get_close_matches(word, list(known), n=1)
    if close:
        return f'; did you mean "{close[0]}"?'
    return f"; there are: {', '.join(known)}"
