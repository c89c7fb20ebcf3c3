"""ViRL39K (VL-Rethinker, arXiv 2504.08837): 38,870 verifiable questions, with several images or none.

Layout: https://huggingface.co/datasets/TIGER-Lab/ViRL39K (39Krelease.parquet, images.zip holding
images/). Columns: `question` (with `<image>` marks), `answer` (in \\\\boxed{}), `PassRate_32BTrained`,
`PassRate_7BBase`, `category`, `source`, `qid`, `image` (names such as "images/Processed-....jpg").
The card says "all answers are with \\boxed{}". UNVERIFIED: the columns are published, but no row could be seen
when this was written; from others' readers it is known that a question starts with its `<image>` marks.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from mathse.roles import BadRow, Context, NoSettings, Plugin, SourceRow
from mathse.sources.choices import split_choices
from mathse.sources.ids import own_id
from mathse.sources.images import Folder
from mathse.sources.rows import meta_of, row, unique
from mathse.sources.several import each_file
from mathse.sources.tables import cell_images, parquet_files, table_rows


@dataclass(frozen=True, slots=True)
class ViRL39K:
    """Reads the parquet file and the images beside it."""

    def read(self, path: Path) -> Iterator[SourceRow | BadRow]:
        """Every row in order."""
        numbers = count()  # over all files
        return unique(each_file(parquet_files(path), lambda file: _rows(file, numbers)))


def _rows(file: Path, numbers: Iterator[int]) -> Iterator[SourceRow | BadRow]:
    folder = Folder(file.parent)
    return table_rows(file, lambda number, value: _row(number, value, folder), numbers=numbers)


def _row(number: int, value: Mapping[str, Any], folder: Folder) -> SourceRow | BadRow:
    source_id = own_id(value, "qid", str(number))
    if isinstance(source_id, BadRow):
        return source_id
    asked, answer = value.get("question"), value.get("answer")
    question, options = split_choices(asked) if isinstance(asked, str) else (asked, ())
    return row(
        source_id=source_id,
        question=question,
        options=options,
        gold=unboxed(answer) if isinstance(answer, str) else answer,
        images=cell_images(value.get("image"), folder),
        meta=meta_of(value, "qid", "question", "answer", "image"),
    )


def unboxed(answer: str) -> str:
    """What stands in an answer's only \\\\boxed{...}; else the answer as it is."""
    text = answer.strip()
    if text.startswith("\\boxed{") and text.endswith("}"):
        inner, depth = text[len("\\boxed{") : -1], 0
        for mark in inner:
            depth += (mark == "{") - (mark == "}")
            if depth < 0:  # the first brace closes before the end: more than one box
                return text
        return inner.strip()
    return text


def _build(settings: NoSettings, speed: NoSettings, context: Context) -> ViRL39K:
    return ViRL39K()


PLUGIN = Plugin(settings=NoSettings, speed=NoSettings, build=_build, light=True)
