"""MathVerse (arXiv 2403.14624): 788 problems, each in six versions from all text to all image.

Layout: https://github.com/ZrrSkywalker/MathVerse and https://huggingface.co/datasets/AI4Math/MathVerse
(testmini.json with images/, five versions; testmini_text_only.json, the sixth). One real row (shortened):

    {"sample_index": "529", "problem_index": "529", "problem_version": "Text Only", "question": "Below
     is the graph of a trigonometric function with a yellow point labeled ($-\\\\frac{\\\\pi}{3},2). ... What
     is the midline equation of the function?\\n", "image": "", "answer": "0.2", "question_type":
     "free-form", "metadata": {"split": "testmini", "source": "Functions_collected", "subject":
     "Functions", "subfield": "Property"}, "query_wo": "...", "query_cot": "..."}

In the version Vision Only the question and its options are in the image: the problem says only that,
and the options, which grading needs, are meta (`options_in_image`) and never shown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mathse.errors import SourceError
from mathse.roles import BadRow, Context, NoSettings, Plugin, SourceRow
from mathse.rows import Json
from mathse.sources.choices import split_choices
from mathse.sources.ids import id_of
from mathse.sources.images import Folder
from mathse.sources.items import json_items
from mathse.sources.rows import files, row, unique
from mathse.sources.several import each_file

FILES = ("testmini.json", "testmini_text_only.json", "testmini_text-only.json")
IN_IMAGE = "The question is shown in the image. Answer it."


@dataclass(frozen=True, slots=True)
class MathVerse:
    """Reads the files that are there: five versions, the sixth, or both."""

    def read(self, path: Path) -> Iterator[SourceRow | BadRow]:
        """Every row, file by file. Raises SourceError if there is none."""
        places = [path, path / "data"]
        found = [path] if path.is_file() else [p / n for p in places for n in FILES]
        found = [file for file in found if file.is_file()]
        if not found:
            raise SourceError(f"no testmini.json in {path}")
        return unique(each_file(found, _rows))


def _rows(file: Path) -> Iterator[SourceRow | BadRow]:
    roots = (file.parent / "images", file.parent.parent / "images", file.parent)
    folder = Folder(next(root for root in roots if root.is_dir()))
    for key, value in json_items(file):
        yield BadRow(key, value) if isinstance(value, str) else _row(key, value, folder)


def _row(key: str, value: Mapping[str, Any], folder: Folder) -> SourceRow | BadRow:
    problem = id_of(value.get("problem_index"), key)
    version = id_of(value.get("problem_version"), key, what="problem_version")
    if isinstance(problem, BadRow):
        return problem
    if isinstance(version, BadRow):
        return version
    known = value.get("metadata")
    metadata = known if isinstance(known, Mapping) else {}
    meta: dict[str, Json] = {
        "version": version,
        "question_type": str(value.get("question_type", "")),
        **{name: metadata[name] for name in ("subject", "subfield", "source") if name in metadata},
    }
    question, options = split_choices(str(value.get("question") or "").strip())
    if not question and value.get("problem_version") == "Vision Only":
        hidden = split_choices(str(value.get("question_for_eval") or ""))
        if hidden.options:
            meta["options_in_image"] = list(hidden.options)
        question, options = IN_IMAGE, ()
    return row(
        source_id=f"{version}/{problem}",
        question=question,
        options=options,
        gold=value.get("answer"),
        images=files(folder, value.get("image")),
        group=f"mathverse/{problem}",
        meta=meta,
        pictured=version.replace("-", " ") != "Text Only",
    )


def _build(settings: NoSettings, speed: NoSettings, context: Context) -> MathVerse:
    return MathVerse()


PLUGIN = Plugin(settings=NoSettings, speed=NoSettings, build=_build, version=2, light=True)
