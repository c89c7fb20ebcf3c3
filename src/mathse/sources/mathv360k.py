"""MathV360K (Math-LLaVA, arXiv 2406.17294): 338,721 rows collected from 24 data sets.

Layout: https://huggingface.co/datasets/Zhiqiang007/MathV360K (train_samples_all_tuning.json beside
data_images/, as https://github.com/HZQ950419/Math-LLaVA describes): an array of rows with `image`
and `conversations` of `from` / `value`. One real row, copied with its path and its id under other names in
https://huggingface.co/datasets/MLLM-CL/MLLM-CL-ReplayData:

    {"image": "Math/images/MATHV360k/data_images/FigureQA/images/59289.png", "question_id": "identity_50545",
     "conversations": [{"from": "human", "value": "<image>\\nHint: Please answer the question and provide the
     final answer at the end.\\nQuestion: What is the approximate ratio of Cyan to Firebrick in the pie chart?"},
     {"from": "gpt", "value": "The answer is Cyan is slightly more than 1:1 to Firebrick"}]}

It holds GeoQA+, Geometry3K, UniGeo, ChartQA-like and MathVista's other sources: check it against
your benchmarks (`mathse sources check --against`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mathse.roles import BadRow, Context, NoSettings, Plugin, SourceRow
from mathse.sources.conversations import conversation_row
from mathse.sources.images import Folder
from mathse.sources.items import json_items
from mathse.sources.jsonl import the_file
from mathse.sources.rows import unique


@dataclass(frozen=True, slots=True)
class MathV360K:
    """Reads train_samples_all_tuning.json; images lie in data_images/, else beside the file."""

    def read(self, path: Path) -> Iterator[SourceRow | BadRow]:
        """Every row in the file's order; the id is the position, since rows share images."""
        file = the_file(path, "train_samples_all_tuning.json")
        images = file.parent / "data_images"
        folder = Folder(images if images.is_dir() else file.parent)
        return unique(
            BadRow(key, value)
            if isinstance(value, str)
            else conversation_row(value, folder, source_id=key, group=image_group(value))
            for key, value in json_items(file)
        )


def image_group(value: dict[str, object]) -> str | None:
    """Rows that ask about the same picture are one group."""
    image = value.get("image")
    return f"mathv360k/{image}" if isinstance(image, str) and image else None


def _build(settings: NoSettings, speed: NoSettings, context: Context) -> MathV360K:
    return MathV360K()


PLUGIN = Plugin(settings=NoSettings, speed=NoSettings, build=_build, light=True)
