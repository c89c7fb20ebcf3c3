"""Generic JSON Lines: one problem a line, images as file names beside the file.

    {"id": "7", "question": "How long is AB?", "answer": "5 cm", "images": ["img/7.png"]}
    {"id": "8", "question": "Which is longest?", "options": ["AB", "BC"], "answer": "B"}

`answer` is the reference (with options: the letter), `image` or `images` hold no name, one or several,
`solution` and `group` may be absent; every other field is kept as meta. Names can be set. This is
also what `mathse figures problems` writes. A folder holds problems.jsonl, or just one .jsonl file.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mathse.errors import SourceError
from mathse.roles import BadRow, Context, NoSettings, Plugin, SourceRow
from mathse.sources.ids import group_in, lacks_id, own_id
from mathse.sources.images import Folder
from mathse.sources.lines import json_lines, shown
from mathse.sources.rows import files, meta_of, options_in, row, unique


@dataclass(frozen=True, slots=True)
class Fields:
    """The names of a layout's fields. An absent or empty field is simply not there."""

    id: str = "id"  # without it, the line number is the id ("line 7" where another row's id is 7)
    question: str = "question"
    options: str = "options"  # a list of texts
    answer: str = "answer"
    image: str = "image"  # one name, or several
    images: str = "images"  # the same
    solution: str = "solution"
    group: str = "group"  # problems of one group never stand on both sides of a split
    image_folder: str = "."  # relative to the file


@dataclass(frozen=True, slots=True)
class Jsonl:
    """Reads a .jsonl file, or a folder that holds one."""

    fields: Fields = Fields()

    def read(self, path: Path) -> Iterator[SourceRow | BadRow]:
        """Every line in order."""
        file = the_file(path, "problems.jsonl", "*.jsonl")
        folder = Folder(file.parent / self.fields.image_folder)
        return unique(self._rows(file, folder))

    def _rows(self, file: Path, folder: Folder) -> Iterator[SourceRow | BadRow]:
        published: set[str] | None = None  # read when the first row has no id
        for number, value in json_lines(file):
            if isinstance(value, str):
                yield BadRow(f"line {number}", value)
                continue
            place = str(number)
            if lacks_id(value, self.fields.id):
                published = _ids(file, self.fields.id) if published is None else published
                place = f"line {place}" if place in published else place
            yield generic_row(value, self.fields, folder, default_id=place)


def _ids(file: Path, name: str) -> set[str]:
    """The ids that rows of the file have."""
    found = (own_id(value, name, "") for _, value in json_lines(file) if not isinstance(value, str))
    return {key for key in found if isinstance(key, str)}


def unnamed(value: Mapping[str, Any], names: Fields) -> str | None:
    """What is wrong with a row that has no field of this name at all: it may have another name."""
    for what, setting, name in (
        ("question", "question", names.question),
        ("reference answer", "answer", names.answer),
    ):
        if name not in value:
            there = shown(", ".join(map(str, value)))
            return f'no {what}: no field "{name}" among {there}; the setting "{setting}" names it'
    return None


def generic_row(
    value: dict[str, Any], names: Fields, folder: Folder, *, default_id: str
) -> SourceRow | BadRow:
    """A row whose fields have these names."""
    source_id = own_id(value, names.id, default_id)
    if isinstance(source_id, BadRow):
        return source_id
    if (fault := unnamed(value, names)) is not None:
        return BadRow(source_id, fault)
    options = options_in(value, names.options, source_id)
    if isinstance(options, BadRow):
        return options
    images = [*files(folder, value.get(names.image)), *files(folder, value.get(names.images))]
    group = group_in(value, names.group, source_id)
    if isinstance(group, BadRow):
        return group
    used = (
        names.id, names.question, names.options, names.answer, names.image, names.images,
        names.solution, names.group,
    )  # fmt: skip
    return row(
        source_id=source_id,
        question=value.get(names.question),
        gold=value.get(names.answer),
        options=options,
        images=images,
        group=group,
        solution=value.get(names.solution),
        meta=meta_of(value, *used),
    )


def the_file(path: Path, *names: str) -> Path:
    """`path` itself, or the first of these names (or the only match of a pattern) in the folder."""
    if path.is_file():
        return path
    if not path.is_dir():
        pipe = path.exists()  # data are read more than once
        raise SourceError(
            f"{path} is a pipe or a device: save it as a file" if pipe else f"no data at {path}"
        )
    for name in names:
        found = sorted(path.glob(name))
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            several = ", ".join(file.name for file in found[:4])
            raise SourceError(f"several data files in {path} ({several}); name one")
    raise SourceError(f"no {' or '.join(names)} in {path}")


def _build(settings: Fields, speed: NoSettings, context: Context) -> Jsonl:
    return Jsonl(settings)


PLUGIN = Plugin(settings=Fields, speed=NoSettings, build=_build, light=True)
