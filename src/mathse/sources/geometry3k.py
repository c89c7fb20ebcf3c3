"""Geometry3K (Inter-GPS, arXiv 2105.04165): 3,002 geometry problems, each a folder of its own.

Layout: https://github.com/lupantech/InterGPS (data/geometry3k/{train,val,test}/ID/data.json with
img_diagram.png beside it). One real row (data.json of problem 11, shortened):

    {"problem_text": "In \\\\odot X, A B = 30, C D = 30, and m \\\\widehat C Z = 40. Find m \\\\widehat A B.",
     "choices": ["30", "40", "60", "80"], "answer": "D", "problem_type_graph": ["Circle"],
     "problem_type_goal": ["Angle"], "id": 11, "compact_choices": ["30", "40", "60", "80"],
     "compact_text": "In \\\\odot X, AB = 30, CD = 30, and m \\\\widehat CZ = 40. Find m \\\\widehat AB.",
     "annotat_text": "In $\\\\odot X, A B=30, C D=30,$ and $m \\\\widehat{C Z}=40$. Find $m\\\\widehat{A B}$",
     "unit": "", "data_type": "train"}

The question is `compact_text` (as in MathVista); `unit` is kept as data.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from mathse.errors import SourceError
from mathse.roles import BadRow, Context, NoSettings, Plugin, SourceRow
from mathse.sources.ids import own_id
from mathse.sources.images import Folder
from mathse.sources.lines import MAX_LINE, TOO_DEEP, json_fault, too_deep
from mathse.sources.rows import meta_of, options_in, row, unique

_KEPT = ("problem_type_graph", "problem_type_goal", "unit", "data_type", "source")


@dataclass(frozen=True, slots=True)
class Settings:
    """Which split is read where `path` holds several."""

    split: Literal["train", "val", "test", "all"] = "train"


@dataclass(frozen=True, slots=True)
class Geometry3K:
    """Reads the folders of problems in the order of their numbers."""

    settings: Settings = Settings()

    def read(self, path: Path) -> Iterator[SourceRow | BadRow]:
        """Every problem folder. Raises SourceError if there is none."""
        names = ("train", "val", "test") if self.settings.split == "all" else (self.settings.split,)
        parts = [path / name for name in names if (path / name).is_dir()] or [path]
        folders = [found for part in parts for found in _folders(part)]
        if not any((folder / "data.json").is_file() for folder in folders):
            raise SourceError(f"no Geometry3K problems (ID/data.json) in {path}")
        return unique(_row(folder) for folder in folders)


def _folders(part: Path) -> list[Path]:
    if not part.is_dir():
        return []
    # What a copying or a packing program leaves beside the problems (.git, __MACOSX) is none.
    found = [entry for entry in part.iterdir() if entry.is_dir() and entry.name[0] not in "._"]
    return sorted(found, key=lambda entry: (len(entry.name), entry.name))


def _row(folder: Path) -> SourceRow | BadRow:
    file = folder / "data.json"
    if not file.is_file():
        return BadRow(folder.name, "data.json is missing")
    if file.stat().st_size > MAX_LINE:
        return BadRow(folder.name, "data.json is oversized")
    try:
        value: Any = json.loads(file.read_bytes())
    except UnicodeDecodeError:
        return BadRow(folder.name, "data.json is not UTF-8")
    except (ValueError, RecursionError) as error:
        return BadRow(folder.name, f"data.json {json_fault(error)}")
    if not isinstance(value, dict):
        return BadRow(folder.name, "data.json is not an object")
    if too_deep(value):
        return BadRow(folder.name, f"data.json {TOO_DEEP}")
    source_id = own_id(value, "id", folder.name)
    if isinstance(source_id, BadRow):
        return source_id
    written = "compact_choices" if value.get("compact_choices") else "choices"
    options = options_in(value, written, source_id)
    if isinstance(options, BadRow):
        return options
    return row(
        source_id=source_id,
        question=value.get("compact_text") or value.get("problem_text"),
        options=options,
        gold=value.get("answer"),
        images=[Folder(folder).file("img_diagram.png")],
        solution=str(value.get("detailed_solution") or "").strip() or None,
        meta=meta_of({key: value.get(key) for key in _KEPT}),
    )


def _build(settings: Settings, speed: NoSettings, context: Context) -> Geometry3K:
    return Geometry3K(settings)


PLUGIN = Plugin(settings=Settings, speed=NoSettings, build=_build, light=True)
