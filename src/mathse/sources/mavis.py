"""MAVIS-Instruct (arXiv 2407.08739): 834K synthetic problems with drawn geometry and functions.

Layout: https://github.com/ZrrSkywalker/MAVIS links the files (Function_Caption_to_Question.json,
Geometry_Caption_to_Question.json, Existing_Dataset_Augment.json, ...): arrays of rows with `id`,
`image`, `subject`, `question_type` and `conversations`. The turns of one real row, as they are copied in
https://huggingface.co/datasets/MLLM-CL/MLLM-CL-ReplayData (mavis_math_metagen71952):

    {"from": "human", "value": "<image>\\nAccording to the question shown in the image, please first perform
     reasoning, then finally select the right answer from the choices, e.g., Answer: xxx.\\nQuestion: If the
     central angle is half of 48 degrees, does y equal 24?\\nChoices:\\nA. Yes\\nB. No"}
    {"from": "gpt", "value": "The measure of y is the same as its central angle. Halving the central angle to
     24 degrees results in y being 24. So the answer is A\\nAnswer: A"}

Names of images are relative to the file; those of DataEngine_Geometry start with a folder of the authors' own,
before RuleBaseGeo_For_Vision_Dominant or rule_base_geo_vision_dom, as which it is published (known from others'
readers).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mathse.errors import SourceError
from mathse.roles import BadRow, Context, NoSettings, Plugin, SourceRow
from mathse.sources.conversations import conversation_row
from mathse.sources.images import Folder
from mathse.sources.items import json_items
from mathse.sources.rows import unique
from mathse.sources.several import each_file

DRAWN = "rule_base_geo_vision_dom"


@dataclass(frozen=True, slots=True)
class Mavis:
    """Reads one file, or every .json file of a folder and its subfolders in the order of names."""

    def read(self, path: Path) -> Iterator[SourceRow | BadRow]:
        """Every row; the id is the file's name and the position."""
        data = [path] if path.is_file() else sorted(path.rglob("*.json"))
        if not data:
            raise SourceError(f"no MAVIS files (*.json) in {path}")
        return unique(each_file(data, _rows))


def _rows(file: Path) -> Iterator[SourceRow | BadRow]:
    folder = Folder(file.parent)
    for key, value in json_items(file):
        source_id = f"{file.stem}/{key}"
        if isinstance(value, str):
            yield BadRow(source_id, value)
        else:
            found = value | {"image": published_name(value.get("image"))}
            yield conversation_row(found, folder, source_id=source_id, announced=True)


def published_name(image: object) -> object:
    """The image's name in the published folder."""
    if not isinstance(image, str):
        return image
    name = image.replace("RuleBaseGeo_For_Vision_Dominant", DRAWN)
    return name[name.index(DRAWN) :] if DRAWN in name else name


def _build(settings: NoSettings, speed: NoSettings, context: Context) -> Mavis:
    return Mavis()


PLUGIN = Plugin(settings=NoSettings, speed=NoSettings, build=_build, light=True)
