"""Stands for what takes long to import (Plugin.preload): notes whom it was imported and born in."""

import os
from pathlib import Path

IMPORTED = []


def prepare() -> None:
    """In the process that workers are forked from."""
    IMPORTED.append(os.getpid())


def born(threads: int) -> None:
    """In each forked worker."""
    note = os.environ.get("BORN_NOTE")
    if note is not None:
        with Path(note).open("a", encoding="utf-8") as file:
            file.write(f"{IMPORTED[0]} {os.getppid()} {os.getpid()} {threads}\n")
