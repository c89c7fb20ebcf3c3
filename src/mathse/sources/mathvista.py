"""MathVista (arXiv 2310.02255): 1,000 problems in `testmini`, whose answers are public.

Layout: https://github.com/lupantech/MathVista (data/testmini.json, images/) and
https://huggingface.co/datasets/AI4Math/MathVista (data/testmini-*.parquet). One real row, under its pid:

    "2": {"question": "what is the total volume of the measuring cup?", "image": "images/2.jpg",
          "choices": null, "unit": "g", "precision": null, "answer": "1000",
          "question_type": "free_form", "answer_type": "integer", "pid": "2", "metadata": {"split":
          "testmini", "language": "english", "source": "...", "category": "...", "task": "textbook
          question answering", "context": "...", "grade": "...", "skills": ["..."]}}

The answer to a multiple-choice question is an option's text; it becomes that option's letter. Unit and
precision are kept as data; the authors' query (evaluation/build_query.py) also shows the unit and asks for an
integer, a list, or so many decimal places, and so does `answer_form`, in words of our own. `task` "geometry problem solving" is the part that is reported as GPS.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mathse.roles import BadRow, Context, NoSettings, Plugin, SourceRow
from mathse.rows import ANSWER_FORM, Json
from mathse.sources.ids import id_of
from mathse.sources.images import Folder, ImageFile
from mathse.sources.items import json_items
from mathse.sources.jsonl import the_file
from mathse.sources.rows import LETTERS, files, options_in, row, unique
from mathse.sources.several import each_file
from mathse.sources.tables import cell_images, matching, table_rows

_FIELDS = ("unit", "precision", "question_type", "answer_type")
_FORMS = {
    "integer": "The answer is an integer, such as 3.",
    "list": "The answer is a list, such as [1, 2, 3].",
}
_METADATA = ("task", "language", "source", "category", "context", "grade", "skills")


@dataclass(frozen=True, slots=True)
class MathVista:
    """Reads testmini.json with images/, or the hub's parquet files."""

    def read(self, path: Path) -> Iterator[SourceRow | BadRow]:
        """Every problem in the file's order."""
        tables = matching(path, "testmini-*.parquet")
        return unique(each_file(tables, _from_table) if tables else _from_json(path))


def _from_json(path: Path) -> Iterator[SourceRow | BadRow]:
    file = the_file(path, "testmini.json", "data/testmini.json")
    roots = (file.parent, file.parent.parent)
    folder = Folder(next((root for root in roots if (root / "images").is_dir()), file.parent))
    for key, value in json_items(file):
        if isinstance(value, str):
            yield BadRow(key, value)
        else:
            yield _row({"pid": key} | value, key, files(folder, value.get("image")))


def _from_table(table: Path) -> Iterator[SourceRow | BadRow]:
    def read(number: int, value: Mapping[str, Any]) -> SourceRow | BadRow:
        return _row(value, str(number), cell_images(value.get("decoded_image"), folder))

    folder = Folder(table.parent)
    return table_rows(table, read, name=lambda number: f"{table.name}/{number}")


def _row(
    value: Mapping[str, Any], key: str, images: Sequence[ImageFile | str]
) -> SourceRow | BadRow:
    metadata = value.get("metadata")
    known = metadata if isinstance(metadata, Mapping) else {}
    meta: dict[str, Json] = {name: value.get(name) for name in _FIELDS if value.get(name)}
    meta |= {name: known[name] for name in _METADATA if known.get(name)}
    source_id = id_of(value.get("pid"), key)
    if isinstance(source_id, BadRow):
        return source_id
    options = options_in(value, "choices", source_id)
    if isinstance(options, BadRow):
        return options
    form = answer_form(value)
    meta |= {ANSWER_FORM: form} if form and not options else {}
    return row(
        source_id=source_id,
        question=value.get("question"),
        options=options,
        gold=option_letter(value.get("answer"), options),
        images=images,
        meta=meta,
        pictured=True,
    )


def answer_form(value: Mapping[str, Any]) -> str:
    """How the answer shall be given: `(Unit: g) The answer is a number with 1 decimal place.`"""
    unit, precision = value.get("unit"), value.get("precision")
    said = [f"(Unit: {unit})"] if unit and isinstance(unit, str) else []
    if value.get("answer_type") == "float" and precision in (1, 2):
        places = (
            "one decimal place, such as 1.2"
            if precision == 1
            else "two decimal places, such as 1.23"
        )
        said.append(f"The answer is a number with {places}.")
    elif value.get("answer_type") in _FORMS:
        said.append(_FORMS[value["answer_type"]])
    return " ".join(said)


def option_letter(answer: object, options: Sequence[object]) -> object:
    """The letter of the one option with this text; else the answer as it is."""
    places = [i for i, option in enumerate(options) if option == answer]
    return LETTERS[places[0]] if len(places) == 1 else answer


def _build(settings: NoSettings, speed: NoSettings, context: Context) -> MathVista:
    return MathVista()


PLUGIN = Plugin(settings=NoSettings, speed=NoSettings, build=_build, version=2, light=True)
