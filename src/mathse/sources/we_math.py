"""We-Math (arXiv 2407.01284): 525 problems of two or three steps, and each of their steps as a problem.

Layout: https://github.com/We-Math/We-Math (data/testmini.json, images beside it). One real row (the
description is shortened):

    {"ID": "2steps_109", "split": "testmini", "knowledge concept": "Translation;Properties and
     Understanding of Parallelograms", "question": "In the diagram, quadrilateral ABCD has all
     horizontal line segments parallel to each other, ... is ( ).", "option": "A. 14;B. 7;C. 12;D. 18;
     E. No correct answer", "answer": "B", "image_path": "2steps/image/109-multi.png",
     "key": "2steps_multi", "question number": 829, "knowledge concept description": "..."}

Rows of one `ID` belong together: `2steps_1`, `2steps_2` are the steps of `2steps_multi`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mathse.roles import BadRow, Context, NoSettings, Plugin, SourceRow
from mathse.sources.ids import id_of
from mathse.sources.images import Folder
from mathse.sources.items import json_items
from mathse.sources.jsonl import the_file
from mathse.sources.rows import LETTERS, files, row, unique

_OPTION = re.compile(r"(?:^|;)\s*([A-H])\s*[.．:]\s*")


@dataclass(frozen=True, slots=True)
class WeMath:
    """Reads testmini.json and the images beside it."""

    def read(self, path: Path) -> Iterator[SourceRow | BadRow]:
        """Every row in the file's order."""
        file = the_file(path, "testmini.json", "data/testmini.json")
        folder = Folder(file.parent)
        return unique(
            BadRow(key, value) if isinstance(value, str) else _row(key, value, folder)
            for key, value in json_items(file)
        )


def _row(key: str, value: Mapping[str, Any], folder: Folder) -> SourceRow | BadRow:
    problem = id_of(value.get("ID"), key)
    step = id_of(value.get("key"), key, what="key")
    if isinstance(problem, BadRow):
        return problem
    if isinstance(step, BadRow):
        return step
    said = value.get("option")
    options = options_of(said) if isinstance(said, str) else []
    if said and not options:
        return BadRow(f"{problem}/{step}", '"option" is not a text with its letters in order')
    return row(
        source_id=f"{problem}/{step}",
        question=value.get("question"),
        options=options,
        gold=value.get("answer"),
        images=files(folder, value.get("image_path")),
        group=f"we_math/{problem}",
        meta={
            "problem": problem,
            "step": step,
            "knowledge": str(value.get("knowledge concept", "")),
        },
        pictured=True,
    )


def options_of(text: str) -> list[str]:
    """`A. 14;B. 7;C. 12` as a list; empty where the letters are not A, B, C ... in order."""
    marks = list(_OPTION.finditer(text))
    if not marks or "".join(mark[1] for mark in marks) != LETTERS[: len(marks)]:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [text[m.end() : end].strip(" ;") for m, end in zip(marks, ends, strict=True)]


def _build(settings: NoSettings, speed: NoSettings, context: Context) -> WeMath:
    return WeMath()


PLUGIN = Plugin(settings=NoSettings, speed=NoSettings, build=_build, version=2, light=True)
