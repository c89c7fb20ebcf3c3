"""Generic parquet in the hub's layout: one problem a row, images as embedded bytes or file names.

    question: string, options: list<string>, answer: string, image: struct<bytes: binary, path: string>

The fields and their names are those of `jsonl`; `path` is a file, or a folder whose .parquet files
(or those in its data/) are read in the order of their names. Rows are read a few at a time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from mathse.roles import BadRow, Context, NoSettings, Plugin, SourceRow
from mathse.sources.ids import group_in, own_id
from mathse.sources.images import Folder
from mathse.sources.jsonl import Fields, unnamed
from mathse.sources.rows import meta_of, options_in, row, unique
from mathse.sources.several import each_file
from mathse.sources.tables import cell_images, parquet_files, table_rows


@dataclass(frozen=True, slots=True)
class Parquet:
    """Reads .parquet files."""

    fields: Fields

    def read(self, path: Path) -> Iterator[SourceRow | BadRow]:
        """Every row of every file."""
        numbers = count()  # over all files
        return unique(each_file(parquet_files(path), lambda file: self._rows(file, numbers)))

    def _rows(self, file: Path, numbers: Iterator[int]) -> Iterator[SourceRow | BadRow]:
        folder = Folder(file.parent / self.fields.image_folder)
        return table_rows(
            file,
            lambda number, value: table_row(value, self.fields, folder, number),
            numbers=numbers,
        )


def table_row(
    value: Mapping[str, Any], names: Fields, folder: Folder, number: int
) -> SourceRow | BadRow:
    """A problem from a table's row."""
    source_id = own_id(value, names.id, str(number))
    if isinstance(source_id, BadRow):
        return source_id
    if (fault := unnamed(value, names)) is not None:
        return BadRow(source_id, fault)
    options = options_in(value, names.options, source_id)
    if isinstance(options, BadRow):
        return options
    images = cell_images(value.get(names.image), folder)
    images += cell_images(value.get(names.images), folder)
    group = group_in(value, names.group, source_id)
    if isinstance(group, BadRow):
        return group
    used = (
        names.id, names.question, names.options, names.answer, names.image, names.images,
        names.solution, names.group,
    )  # fmt: skip
    rest = {key: item for key, item in value.items() if not holds_bytes(item)}
    return row(
        source_id=source_id,
        question=value.get(names.question),
        gold=value.get(names.answer),
        options=options,
        images=images,
        group=group,
        solution=value.get(names.solution),
        meta=meta_of(rest, *used),
    )


def holds_bytes(cell: object) -> bool:
    """Whether a cell holds binary data (another image column): never copied into meta."""
    if isinstance(cell, Mapping):
        return any(holds_bytes(item) for item in cell.values())
    if isinstance(cell, list | tuple):
        return any(holds_bytes(item) for item in cell)
    return isinstance(cell, bytes)


def _build(settings: Fields, speed: NoSettings, context: Context) -> Parquet:
    return Parquet(settings)


PLUGIN = Plugin(settings=Fields, speed=NoSettings, build=_build, light=True)
