"""MultiMath-300K (arXiv 2409.00147): Chinese K12 problems with images, solutions in two languages.

Layout: https://huggingface.co/datasets/pengshuai-rin/multimath-300k (solution/chat_train_en.json and
chat_train_zh.json, images.zip holding RGB_images/; https://github.com/pengshuai-rin/MultiMath names
the files in llava/config/dataset_config.py). Rows are LLaVA conversations: `image`, `conversations`.
The hub also has a caption/ and a data.json, which are not read.
UNVERIFIED: the files are listed there, but no row could be seen when this was written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from mathse.roles import BadRow, Context, NoSettings, Plugin, SourceRow
from mathse.sources.conversations import conversation_row
from mathse.sources.ids import own_id
from mathse.sources.images import Folder
from mathse.sources.items import json_items
from mathse.sources.jsonl import the_file
from mathse.sources.rows import unique


@dataclass(frozen=True, slots=True)
class Settings:
    """Which file is read where `path` is a folder."""

    language: Literal["en", "zh"] = "en"
    split: Literal["train", "val", "test"] = "train"


@dataclass(frozen=True, slots=True)
class MultiMath:
    """Reads solution/chat_SPLIT_LANGUAGE.json; images lie in RGB_images/ or images/."""

    settings: Settings = Settings()

    def read(self, path: Path) -> Iterator[SourceRow | BadRow]:
        """Every row in the file's order."""
        name = f"chat_{self.settings.split}_{self.settings.language}.json"
        file = the_file(path, name, f"solution/{name}")
        root = file.parent.parent if file.parent.name == "solution" else file.parent
        images = [root / "RGB_images", root / "images"]
        folder = Folder(next((found for found in images if found.is_dir()), root))
        return unique(
            BadRow(key, value) if isinstance(value, str) else _row(key, value, folder)
            for key, value in json_items(file)
        )


def _row(key: str, value: Mapping[str, Any], folder: Folder) -> SourceRow | BadRow:
    source_id = own_id(value, "id", key)
    if isinstance(source_id, BadRow):
        return source_id
    return conversation_row(value, folder, source_id=source_id, announced=True)


def _build(settings: Settings, speed: NoSettings, context: Context) -> MultiMath:
    return MultiMath(settings)


PLUGIN = Plugin(settings=Settings, speed=NoSettings, build=_build, light=True)
