"""A data set in several files: one that cannot be read takes its own rows, not the load."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from mathse.errors import SourceError
from mathse.roles import BadRow, SourceRow

UNREAD = "nothing in it could be read"  # `check` counts such a file as not accounted for


def each_file(
    files: Sequence[Path], rows: Callable[[Path], Iterable[SourceRow | BadRow]]
) -> Iterator[SourceRow | BadRow]:
    """The rows of each file in turn, and one BadRow for a file that cannot be read.

    Raises the last file's SourceError where none of them can.
    """
    unread = 0
    for file in files:
        try:
            yield from rows(file)
        except SourceError as error:
            unread += 1
            if unread == len(files):
                raise
            yield BadRow(file.name, f"{error}; {UNREAD}")
