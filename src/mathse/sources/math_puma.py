"""Math-PUMA (arXiv 2408.08640): aligned pairs (stage 2) and instructions (stage 3), with images.

Layout: https://huggingface.co/datasets/Math-PUMA/Math-PUMA_Data_Stage3 and _Stage2, each part a folder with
train.jsonl (VisualWebInstruct) or train.json (MathV-360K) and images.tar.gz. The authors' own reader,
https://github.com/wwzhuang01/Math-PUMA/blob/main/train/qwen2/dataset.py, takes these fields:

    {"image_url": "...", "instruction": "...", "output": "..."}    and in stage 2 the same with _2

UNVERIFIED: the fields are the authors', but no row could be seen when this was written. The final
answer of `output` is the reference, its text the solution; the `_2` twin asks the same and is not read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mathse.roles import BadRow, Context, NoSettings, Plugin, SourceRow
from mathse.sources.choices import split_choices
from mathse.sources.conversations import UNANNOUNCED, final_answer, letter_of, question_of
from mathse.sources.ids import own_id
from mathse.sources.images import Folder
from mathse.sources.items import json_items
from mathse.sources.jsonl import the_file
from mathse.sources.lines import json_lines
from mathse.sources.rows import files, meta_of, row, unique

_USED = ("id", "image_url", "instruction", "output", "image_url_2", "instruction_2", "output_2")


@dataclass(frozen=True, slots=True)
class MathPuma:
    """Reads train.jsonl or train.json of one part (Synthesis, VarsityTutors, ...)."""

    def read(self, path: Path) -> Iterator[SourceRow | BadRow]:
        """Every row in the file's order."""
        file = the_file(path, "train.jsonl", "train.json")
        folder = Folder(file.parent)
        entries = (
            (
                (f"line {number}" if isinstance(value, str) else str(number), value)
                for number, value in json_lines(file)
            )
            if file.suffix == ".jsonl"
            else ((key, value) for key, value in json_items(file))
        )
        return unique(
            BadRow(key, value) if isinstance(value, str) else _row(key, value, folder)
            for key, value in entries
        )


def _row(key: str, value: Mapping[str, Any], folder: Folder) -> SourceRow | BadRow:
    source_id = own_id(value, "id", key)
    if isinstance(source_id, BadRow):
        return source_id
    asked, output = value.get("instruction"), value.get("output")
    if not isinstance(asked, str) or not isinstance(output, str):
        return BadRow(source_id, "no instruction or no output")
    question, options = split_choices(question_of(asked))
    gold = final_answer(output, options)
    if gold is None:
        return BadRow(source_id, UNANNOUNCED)
    return row(
        source_id=source_id,
        question=question,
        options=options,
        gold=letter_of(gold, options),
        images=files(folder, value.get("image_url")),
        solution=output,
        meta=meta_of(value, *_USED),
    )


def _build(settings: NoSettings, speed: NoSettings, context: Context) -> MathPuma:
    return MathPuma()


PLUGIN = Plugin(settings=NoSettings, speed=NoSettings, build=_build, light=True)
