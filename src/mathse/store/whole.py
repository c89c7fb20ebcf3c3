"""A text that is written whole or not at all: nobody reads half a file."""

from pathlib import Path

from mathse.store.database import named


def write_whole(path: Path, text: str) -> None:
    """Writes it under another name, which then becomes this one. Raises StoreError where that cannot be done."""
    with named(path):
        partial = path.with_name(f".{path.name}.partial")
        partial.write_text(text, encoding="utf-8")
        try:
            partial.replace(path)
        except OSError:  # a folder has the name
            partial.unlink()
            raise
