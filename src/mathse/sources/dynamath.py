"""DynaMath (arXiv 2411.00836): 501 seed problems whose programs draw any number of variants.

Layouts: https://github.com/DynaMath/DynaMath (dataset/dataset.json, dataset/image/: the seeds) and
https://huggingface.co/datasets/DynaMath/DynaMath_Sample (data/sample1-00000-of-00001.parquet ... sample10-*,
the splits sample_variant1 ... 10; its card names the columns `id, question, image, decoded_image, ground_truth,
answer_type, subject, knowledge_level`). One real row of dataset.json, under its number:

    "15": {"question": "how many zeros this function has? choice: (A) 2 (B) 1 (C) 0", "answer": "C",
           "image": "image/image15.png", "answer_type": "multiple choice",
           "subject": "analytic geometry", "level": "high school"}

Options stand in the question's text; where they can be split off plainly, they become data. All
variants of a seed are one group; `variant` is 0 for the seed itself. The authors ask for "a three-digit
floating-point number" (evaluation/opensource_json_eval.py) where the answer is a `float`, and so does
`answer_form`, in words of our own.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mathse.roles import BadRow, Context, NoSettings, Plugin, SourceRow
from mathse.rows import ANSWER_FORM, Json
from mathse.sources.choices import split_choices
from mathse.sources.ids import id_of
from mathse.sources.images import Folder, ImageFile
from mathse.sources.items import json_items
from mathse.sources.jsonl import the_file
from mathse.sources.rows import files, row, unique
from mathse.sources.several import each_file
from mathse.sources.tables import cell_images, matching, table_rows

FORM = "The answer is a number with three decimal places, such as 1.234."


@dataclass(frozen=True, slots=True)
class DynaMath:
    """Reads the seeds, or every variant file of the hub, also where it is named by its split."""

    def read(self, path: Path) -> Iterator[SourceRow | BadRow]:
        """Every problem in the order of files and rows."""
        found = matching(path, "sample*.parquet")
        tables = sorted(
            (file for file in found if _variant(file) or file == path),
            key=lambda file: (_variant(file), file),
        )
        return unique(each_file(tables, _variants) if tables else _seeds(path))


def _seeds(path: Path) -> Iterator[SourceRow | BadRow]:
    file = the_file(path, "dataset.json", "dataset/dataset.json")
    folder = Folder(file.parent)
    for key, value in json_items(file):
        if isinstance(value, str):
            yield BadRow(key, value)
        else:
            images = files(folder, value.get("image"))
            yield _row(value, seed=key, variant=0, images=images)


def _variants(table: Path) -> Iterator[SourceRow | BadRow]:
    def read(number: int, value: Mapping[str, Any]) -> SourceRow | BadRow:
        seed = id_of(value.get("id"), str(number))
        if isinstance(seed, BadRow):
            return seed
        images = cell_images(value.get("decoded_image"), folder)
        return _row(value, seed=seed, variant=_variant(table), images=images)

    folder = Folder(table.parent)
    return table_rows(table, read, name=lambda number: f"{table.name}/{number}")


def _variant(table: Path) -> int:
    """0 of a file that is no variant: sample_all holds the ten again."""
    found = re.match(r"sample(?:_variant)?(\d+)", table.name)
    return int(found[1]) if found else 0


def _row(
    value: Mapping[str, Any], *, seed: str, variant: int, images: Sequence[ImageFile | str]
) -> SourceRow | BadRow:
    question = value.get("question")
    options: tuple[str, ...] = ()
    if value.get("answer_type") == "multiple choice" and isinstance(question, str):
        question, options = split_choices(question)
    meta: dict[str, Json] = {
        "seed": seed,
        "variant": variant,
        "answer_type": str(value.get("answer_type", "")),
        "subject": re.sub(r"\s+", " ", str(value.get("subject", ""))),
        "level": str(value.get("level", value.get("knowledge_level", ""))),
    }
    if meta["answer_type"] == "float" and not options:
        meta[ANSWER_FORM] = FORM
    return row(
        source_id=f"{seed}/{variant}" if variant else seed,
        question=question,
        options=options,
        gold=value.get("answer", value.get("ground_truth")),
        images=images,
        group=f"dynamath/{seed}",
        meta=meta,
        pictured=True,
    )


def _build(settings: NoSettings, speed: NoSettings, context: Context) -> DynaMath:
    return DynaMath()


PLUGIN = Plugin(settings=NoSettings, speed=NoSettings, build=_build, version=2, light=True)
