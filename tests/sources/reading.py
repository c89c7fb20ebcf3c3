"""Read a source by name, as the loop does."""

from pathlib import Path
from typing import Any

import pytest

from mathse.plugins import find
from mathse.roles import BadRow, Context, SourceRow

DATA = Path(__file__).parents[2].parent / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"the real data is not at {DATA}")


def read(name: str, path: Path, **settings: Any) -> list[SourceRow | BadRow]:
    plugin = find("source", name)
    source = plugin.build(plugin.settings(**settings), plugin.speed(), Context(model=None))
    return list(source.read(path))


def good(rows: list[SourceRow | BadRow]) -> list[SourceRow]:
    return [row for row in rows if isinstance(row, SourceRow)]


def bad(rows: list[SourceRow | BadRow]) -> list[BadRow]:
    return [row for row in rows if isinstance(row, BadRow)]
