"""MATH-Vision (arXiv 2402.14804): 3,040 competition problems with images; `testmini` has 304.

Layout: https://github.com/mathllm/MATH-V (data/test.jsonl, images/) and
https://huggingface.co/datasets/MathLLMs/MathVision (data/test-*.parquet). One real row (test.jsonl):

    {"id": "15", "question": "Emily celebrated her birthday on Thursday, and her sister Liepa 8 days
     earlier. Which weekday was that?\\n<image1>", "options": ["Wednesday", "Thursday", "Friday",
     "Tuesday", "Sunday"], "answer": "A", "solution": null, "level": 2, "subject": "arithmetic",
     "image": "images/15.jpg"}

The answer is a letter where there are options. `<image1>` marks where the image stands in the text
and is kept; a row that names several images ships them as one composite.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from mathse.roles import BadRow, Context, NoSettings, Plugin, SourceRow
from mathse.sources.ids import id_of
from mathse.sources.images import Folder, ImageFile
from mathse.sources.jsonl import the_file
from mathse.sources.lines import json_lines
from mathse.sources.rows import files, options_in, row, unique
from mathse.sources.several import each_file
from mathse.sources.tables import cell_images, matching, table_rows


@dataclass(frozen=True, slots=True)
class Settings:
    """Which part is read where `path` is a folder."""

    split: Literal["test", "testmini"] = "test"


@dataclass(frozen=True, slots=True)
class MathVision:
    """Reads test.jsonl (or testmini.jsonl) and the images beside it, or the hub's parquet files."""

    settings: Settings = Settings()

    def read(self, path: Path) -> Iterator[SourceRow | BadRow]:
        """Every problem in the file's order."""
        tables = matching(path, f"{self.settings.split}-*.parquet")
        return unique(
            each_file(tables, _from_table) if tables else _from_lines(path, self.settings.split)
        )


def _from_lines(path: Path, split: str) -> Iterator[SourceRow | BadRow]:
    file = the_file(path, f"{split}.jsonl", f"data/{split}.jsonl")
    root = file.parent
    if not (root / "images").is_dir() and (root.parent / "images").is_dir():
        root = root.parent  # the authors' repository keeps data/ beside images/
    folder = Folder(root)
    for number, value in json_lines(file):
        if isinstance(value, str):
            yield BadRow(f"line {number}", value)
        else:
            yield _row(value, f"line {number}", files(folder, value.get("image")))


def _from_table(table: Path) -> Iterator[SourceRow | BadRow]:
    def read(number: int, value: Mapping[str, Any]) -> SourceRow | BadRow:
        return _row(value, str(number), cell_images(value.get("decoded_image"), folder))

    folder = Folder(table.parent)
    return table_rows(table, read, name=lambda number: f"{table.name}/{number}")


def _row(
    value: Mapping[str, Any], key: str, images: Sequence[ImageFile | str]
) -> SourceRow | BadRow:
    source_id = id_of(value.get("id"), key)
    if isinstance(source_id, BadRow):
        return source_id
    options = options_in(value, "options", source_id)
    if isinstance(options, BadRow):
        return options
    question = value.get("question")
    if not images and isinstance(question, str) and "<image1>" in question:
        return BadRow(source_id, "the question shows <image1>, but the row has no image")
    return row(
        source_id=source_id,
        question=question,
        options=options,
        gold=value.get("answer"),
        images=images,
        solution=value.get("solution"),
        meta={name: value[name] for name in ("level", "subject") if value.get(name) is not None},
    )


def _build(settings: Settings, speed: NoSettings, context: Context) -> MathVision:
    return MathVision(settings)


PLUGIN = Plugin(settings=Settings, speed=NoSettings, build=_build, light=True)
