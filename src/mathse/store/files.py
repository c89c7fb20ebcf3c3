"""Files of the recording: model folders and images, each named by the digest of its bytes.

A file counts only once its row is committed; so it is written under another name, flushed, renamed.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from mathse.errors import StoreError
from mathse.rows import Checkpoint, Problem

CHUNK = 1 << 20
ASIDE = ".aside-"  # folders of images that may not be kept


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes, hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def model_digest(folder: Path) -> str:
    """Names a model by all files of its folder: weights, processor, tokenizer, chat template."""
    hashed = hashlib.sha256()
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    if not paths:
        raise StoreError(f"no model in {folder}")
    for path in paths:
        hashed.update(f"{path.relative_to(folder).as_posix()}\0{file_digest(path)}\0".encode())
    return hashed.hexdigest()[:32]


def check_model(model: Checkpoint) -> None:
    """Raises StoreError where a recorded model is gone or not what it was."""
    folder = Path(model.path)
    if not folder.is_dir():
        raise StoreError(f"the model {model.digest} is missing: there is no {folder}")
    if model_digest(folder) != model.digest:
        raise StoreError(f"the model in {folder} is not what was recorded: a file was changed")


def install_model(store: Path, folder: Path, name: str) -> str:
    """Flushes the folder and renames it to models/NAME. Returns that relative path."""
    target = store / "models" / name
    if target.exists():
        shutil.rmtree(folder)
    else:
        for path in folder.rglob("*"):
            flush(path)
        flush(folder)
        folder.rename(target)
        flush(target.parent)
    return f"models/{name}"


def store_images(folder: Path, problems: Sequence[Problem]) -> list[list[str]]:
    """Copies images that are not there yet; returns each problem's file names. One flush at the end."""
    written = False
    names = []
    for problem in problems:
        of_problem = []
        for image in problem.images:
            name = image.digest + image.path.suffix.lower()
            target = folder / name
            if not target.exists():
                partial = folder / f".{name}.partial"
                shutil.copyfile(image.path, partial)
                partial.rename(target)
                written = True
            of_problem.append(name)
        names.append(of_problem)
    if written:
        _flush_file_system(folder)
    return names


SIGNATURES = {b"\x89PNG": ".png", b"\xff\xd8\xff": ".jpg", b"GIF8": ".gif", b"RIFF": ".webp"}


def image_suffix(content: bytes) -> str:
    """By the first bytes of the file, since a name can say anything."""
    return next((s for start, s in SIGNATURES.items() if content.startswith(start)), ".img")


def sweep(store: Path) -> None:
    """Removes what a killed run left half-written (never what a row names)."""
    for partial in (store / "images").glob(".*.partial"):
        partial.unlink()
    for folder in store.glob(f"{ASIDE}*"):
        shutil.rmtree(folder)


def flush(path: Path) -> None:
    """fsync of a file or a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _flush_file_system(folder: Path) -> None:
    # One sync for a whole batch of small files: an fsync each would take minutes for 341K images.
    os.sync()
    flush(folder)


def sizes(paths: Iterable[Path]) -> int:
    """Bytes of these files together."""
    return sum(path.stat().st_size for path in paths)
