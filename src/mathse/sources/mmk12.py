"""MMK12 (MM-Eureka, arXiv 2503.07365): 15,616 K12 problems, and a test of 2,000 in four subjects.

Layout: https://huggingface.co/datasets/FanqingM/MMK12 (data/train-*.parquet, data/test-*.parquet).
Columns: `id`, `question`, `answer`, `subject`, `image` (embedded bytes). In the test split options stand
in the question as lines "A. ..." and the answer is the letter. Three real rows of the train split, their questions cut
off, stand in the viewer of https://huggingface.co/datasets/dmarsili/ExpertLens-Training-Data; one of them:

    {"id": "abb5ab16-df73-44d9-8869-405babf18eeb", "question": "As ...", "answer": "$$35^{\\circ}$$"}
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from mathse.errors import SourceError
from mathse.roles import BadRow, Context, NoSettings, Plugin, SourceRow
from mathse.sources.choices import split_choices
from mathse.sources.ids import own_id
from mathse.sources.images import Folder
from mathse.sources.rows import meta_of, row, unique
from mathse.sources.several import each_file
from mathse.sources.tables import cell_images, table_rows


@dataclass(frozen=True, slots=True)
class Settings:
    """Which split is read where `path` is a folder."""

    split: Literal["train", "test"] = "train"


@dataclass(frozen=True, slots=True)
class MMK12:
    """Reads SPLIT-*.parquet."""

    settings: Settings = Settings()

    def read(self, path: Path) -> Iterator[SourceRow | BadRow]:
        """Every row in order."""
        pattern = f"{self.settings.split}-*.parquet"
        found = (
            [path]
            if path.is_file()
            else sorted([*path.glob(pattern), *path.glob(f"data/{pattern}")])
        )
        if not found:
            raise SourceError(f"no {pattern} in {path}")
        return unique(each_file(found, _rows))


def _rows(file: Path) -> Iterator[SourceRow | BadRow]:
    return table_rows(
        file,
        lambda number, value: _row(file, number, value),
        name=lambda number: f"{file.stem}/{number}",
    )


def _row(file: Path, number: int, value: Mapping[str, Any]) -> SourceRow | BadRow:
    source_id = own_id(value, "id", f"{file.stem}/{number}")
    if isinstance(source_id, BadRow):
        return source_id
    asked = value.get("question")
    question, options = split_choices(asked) if isinstance(asked, str) else (asked, ())
    return row(
        source_id=source_id,
        question=question,
        options=options,
        gold=value.get("answer"),
        images=cell_images(value.get("image"), Folder(file.parent)),
        meta=meta_of(value, "id", "question", "answer", "image"),
    )


def _build(settings: Settings, speed: NoSettings, context: Context) -> MMK12:
    return MMK12(settings)


PLUGIN = Plugin(settings=Settings, speed=NoSettings, build=_build, light=True)
