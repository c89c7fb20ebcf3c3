"""ChartQA (Findings of ACL 2022): questions about charts, written by people and by machine.

Layout: https://github.com/vis-nlp/ChartQA ("ChartQA Dataset"/train/train_human.json,
train_augmented.json, png/). One real row (val_human.json):

    {"imgname": "3887.png", "query": "In which year the difference between blue and green graph 1?",
     "label": "2018"}

Rows have no id: it is the file's part and the position. Several answers stand in brackets
(`"[4, 9]"`) and become blanks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from mathse.errors import SourceError
from mathse.roles import BadRow, Context, NoSettings, Plugin, SourceRow
from mathse.sources.images import Folder
from mathse.sources.items import json_items
from mathse.sources.rows import files, row, unique
from mathse.sources.several import each_file


@dataclass(frozen=True, slots=True)
class Settings:
    """Which questions are read."""

    split: Literal["train", "val", "test"] = "train"
    part: Literal["human", "augmented", "both"] = "both"


@dataclass(frozen=True, slots=True)
class ChartQA:
    """Reads SPLIT_human.json and SPLIT_augmented.json; `path` holds the splits, or is one."""

    settings: Settings = Settings()

    def read(self, path: Path) -> Iterator[SourceRow | BadRow]:
        """People's questions first. Raises SourceError if neither file is there."""
        split, part = self.settings.split, self.settings.part
        places = [path, path / split, path / "ChartQA Dataset" / split]
        parts = ("human", "augmented") if part == "both" else (part,)
        for place in places:
            found = [place / f"{split}_{name}.json" for name in parts]
            present = [file for file in found if file.is_file()]
            if present:
                return unique(each_file(present, _rows))
        raise SourceError(f"no {split}_human.json or {split}_augmented.json in {path}")


def _rows(file: Path) -> Iterator[SourceRow | BadRow]:
    folder = Folder(file.parent / "png")
    for key, value in json_items(file):
        source_id = f"{file.stem}/{key}"
        if isinstance(value, str):
            yield BadRow(source_id, value)
            continue
        name = value.get("imgname")
        yield row(
            source_id=source_id,
            question=value.get("query"),
            gold=blanks(value.get("label")),
            images=files(folder, name) or ["no image is named"],
            group=f"chartqa/{name}",
            meta={"part": file.stem.rpartition("_")[2]},
        )


def blanks(label: object) -> object:
    """`[4, 9]` as two answers; anything else as it is."""
    if isinstance(label, str) and label.startswith("[") and label.endswith("]") and "," in label:
        # In [1,200, 1,300] a comma without a space is one of a number.
        return re.split(r",\s+" if ", " in label else ",", label[1:-1].strip())
    return label


def _build(settings: Settings, speed: NoSettings, context: Context) -> ChartQA:
    return ChartQA(settings)


PLUGIN = Plugin(settings=Settings, speed=NoSettings, build=_build, light=True)
