"""Writes small data sets in published layouts."""

import json
from pathlib import Path
from typing import Any

from hostile import png


def picture(*path: str | Path) -> Path:
    file = Path(*path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(png())
    return file


def write_json(file: Path, value: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def write_table(file: Path, *rows: dict[str, Any]) -> None:
    import pyarrow
    import pyarrow.parquet

    file.parent.mkdir(parents=True, exist_ok=True)
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(list(rows)), file)
