"""DynaMath (arXiv 2411.00836): 501 seed problems whose programs draw any number of variants.

Layout: https://github.com/DynaMath/DynaMath (dataset.json, image/). One real row, under its number:

    "15": {"question": "how many zeros this function has? choice: (A) 2 (B) 1 (C) 0", "answer": "C",
           "image": "image/image15.png", "answer_type": "multiple choice",
           "subject": "analytic geometry", "level": "high school"}

Options stand in the question's text; where they can be split off plainly, they become data.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mathse.roles import BadRow, Context, NoSettings, Plugin, SourceRow
from mathse.sources.choices import split_choices
from mathse.sources.images import Folder
from mathse.sources.items import json_items
from mathse.sources.jsonl import the_file
from mathse.sources.rows import files, row, unique


@dataclass(frozen=True, slots=True)
class DynaMath:
    """Reads dataset.json and the images beside it."""

    def read(self, path: Path) -> Iterator[SourceRow | BadRow]:
        """Every problem in the file's order."""
        file = the_file(path, "dataset.json")
        folder = Folder(file.parent)
        return unique(
            BadRow(key, value) if isinstance(value, str) else seed_row(key, value, folder)
            for key, value in json_items(file)
        )


def seed_row(key: str, value: dict[str, Any], folder: Folder) -> SourceRow | BadRow:
    """One seed problem. All variants of a seed are one group."""
    question = value.get("question")
    options: tuple[str, ...] = ()
    if value.get("answer_type") == "multiple choice" and isinstance(question, str):
        question, options = split_choices(question)
    return row(
        source_id=key,
        question=question,
        options=options,
        gold=value.get("answer"),
        images=files(folder, value.get("image")),
        group=f"dynamath/{key}",
        meta={
            "answer_type": str(value.get("answer_type", "")),
            "subject": re.sub(r"\s+", " ", str(value.get("subject", ""))),
            "level": str(value.get("level", "")),
        },
    )


def _build(settings: NoSettings, speed: NoSettings, context: Context) -> DynaMath:
    return DynaMath()


PLUGIN = Plugin(settings=NoSettings, speed=NoSettings, build=_build)
