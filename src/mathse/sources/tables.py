"""Arrow tables row by row: parquet files, and images as the hub stores them in a cell.

A cell of an image column is `{"bytes": ..., "path": ...}`, a list of those, or a name. Bytes are
looked at when the row is read and handed on as they are: nothing is decoded or kept.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

from mathse.errors import SourceError
from mathse.roles import BadRow, SourceRow
from mathse.sources.images import Folder, ImageFile, glance, one_line

BATCH = 32  # rows held at once: with images of 1 MB, 32 MB
PIECE = (
    1 << 20
)  # bytes of a column read at once; without it, a whole row group (100 MB and more) is


def table_rows(
    file: Path,
    row: Callable[[int, dict[str, Any]], SourceRow | BadRow],
    *,
    numbers: Iterable[int] | None = None,
    name: Callable[[int], str] = str,
) -> Iterator[SourceRow | BadRow]:
    """`row(number, value)` of each row of a .parquet file, and a BadRow, called `name(number)`, of one that is unreadable.

    Where a row group is damaged, its rows that could not be read are named, and the next group is read.
    `numbers`: of the rows, where they are not counted from 0 for each file.
    Raises SourceError for a file that is none: its end, which says what it holds, is gone.
    """
    for value, number in zip(_values(file), numbers or count(), strict=False):
        yield BadRow(name(number), value) if isinstance(value, str) else row(number, value)


def _values(file: Path) -> Iterator[dict[str, Any] | str]:
    """The rows; a text is what is wrong with one."""
    import pyarrow
    import pyarrow.parquet

    try:
        opened = pyarrow.parquet.ParquetFile(file, buffer_size=PIECE, pre_buffer=False)
    except (pyarrow.ArrowException, OSError) as error:
        raise SourceError(f"{file} cannot be read: {one_line(error)}") from error
    for group in range(opened.num_row_groups):
        yield from _group(opened, group)


def parquet_files(path: Path) -> list[Path]:
    """`path` itself, or the .parquet files of a folder or its data/. Raises SourceError if there is none."""
    found = [path] if path.is_file() else sorted(path.glob("*.parquet"))
    found = found or sorted((path / "data").glob("*.parquet"))
    if not found:
        raise SourceError(f"no .parquet file in {path}")
    return found


def _group(opened: Any, group: int) -> Iterator[dict[str, Any] | str]:
    """The rows of a row group; a text for each that could not be read."""
    import pyarrow

    left = opened.metadata.row_group(group).num_rows
    try:
        for batch in opened.iter_batches(batch_size=BATCH, row_groups=[group], use_threads=False):
            rows = batch_rows(batch)
            left -= len(rows)
            yield from rows
    except (pyarrow.ArrowException, OSError) as error:
        yield from [f"its part of the file cannot be read: {one_line(error)}"] * left


def batch_rows(batch: Any) -> list[dict[str, Any]]:
    """A batch as rows. What is not UTF-8 becomes a text that `rows.row` refuses, in its row alone."""
    try:
        found: list[dict[str, Any]] = batch.to_pylist()
    except UnicodeDecodeError:
        names = batch.schema.names
        columns = [[_cell(cell) for cell in column] for column in batch.columns]
        found = [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]
    return found


def _cell(cell: Any) -> Any:
    import pyarrow

    try:
        return cell.as_py()
    except UnicodeDecodeError:
        listed = pyarrow.types.is_list(cell.type) or pyarrow.types.is_large_list(cell.type)
        return ["\udcff"] if listed else "\udcff"


def matching(path: Path, pattern: str) -> list[Path]:
    """The files of this name at `path`, or in its data/; `path` itself if it is a .parquet file."""
    if path.is_file():
        return [path] if path.suffix == ".parquet" else []
    return sorted(path.glob(pattern)) or sorted((path / "data").glob(pattern))


def cell_images(cell: object, folder: Folder) -> list[ImageFile | str]:
    """The images of a cell; a text is what is wrong with one."""
    if cell is None or cell == "":
        return []
    listed = cell if isinstance(cell, list | tuple) else [cell]
    return [_image(item, folder) for item in listed]


def _image(item: object, folder: Folder) -> ImageFile | str:
    if isinstance(item, Mapping):
        raw, name = item.get("bytes"), item.get("path")
        if raw is None and name:
            return folder.file(name)
        item = raw
    if isinstance(item, str):
        return folder.file(item)
    if not isinstance(item, bytes):
        return "an image is neither bytes nor a file name"
    fault = glance(item)
    if fault:
        return f"the image in the table {fault}"
    content = item
    return lambda: content
