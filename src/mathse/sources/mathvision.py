"""MATH-Vision (arXiv 2402.14804): 3,040 competition problems with images; `testmini` has 304.

Layout: https://github.com/mathllm/MATH-V (data/test.jsonl, images/) and
https://huggingface.co/datasets/MathLLMs/MathVision. One real row (test.jsonl):

    {"id": "15", "question": "Emily celebrated her birthday on Thursday, and her sister Liepa 8 days
     earlier. Which weekday was that?\\n<image1>", "options": ["Wednesday", "Thursday", "Friday",
     "Tuesday", "Sunday"], "answer": "A", "solution": null, "level": 2, "subject": "arithmetic",
     "image": "images/15.jpg"}

The answer is a letter where there are options. `<image1>` marks where the image stands in the text
and is kept; a row that names several images ships them as one composite.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from mathse.roles import BadRow, Context, NoSettings, Plugin, SourceRow
from mathse.sources.images import Folder
from mathse.sources.jsonl import the_file
from mathse.sources.lines import json_lines
from mathse.sources.rows import files, meta_of, row, unique


@dataclass(frozen=True, slots=True)
class Settings:
    """Which part is read where `path` is a folder."""

    split: Literal["test", "testmini"] = "test"


@dataclass(frozen=True, slots=True)
class MathVision:
    """Reads test.jsonl (or testmini.jsonl) and the images beside it."""

    settings: Settings = Settings()

    def read(self, path: Path) -> Iterator[SourceRow | BadRow]:
        """Every problem in the file's order."""
        name = f"{self.settings.split}.jsonl"
        file = the_file(path, name, f"data/{name}")
        root = file.parent
        if not (root / "images").is_dir() and (root.parent / "images").is_dir():
            root = root.parent  # the authors' repository keeps data/ beside images/
        return unique(_rows(file, Folder(root)))


def _rows(file: Path, folder: Folder) -> Iterator[SourceRow | BadRow]:
    for number, value in json_lines(file):
        if isinstance(value, str):
            yield BadRow(f"line {number}", value)
            continue
        options = value.get("options")
        yield row(
            source_id=str(value.get("id", f"line {number}")),
            question=value.get("question"),
            options=options if isinstance(options, list) else [],
            gold=value.get("answer"),
            images=files(folder, value.get("image")),
            solution=value.get("solution"),
            meta=meta_of(value, "id", "question", "options", "answer", "image", "solution"),
        )


def _build(settings: Settings, speed: NoSettings, context: Context) -> MathVision:
    return MathVision(settings)


PLUGIN = Plugin(settings=Settings, speed=NoSettings, build=_build)
