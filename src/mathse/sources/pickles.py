"""Pickled lists of rows with NumPy images, read without running what a pickle may carry.

GeoQA+ and UniGeo are published as pickles. Unpickling may call anything, so only what rebuilds
plain values and NumPy arrays is let through; everything else is refused by its name. A pickle is one
value and cannot be read in parts: the list is held in memory while it is read.
"""

import io
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from mathse.errors import SourceError
from mathse.sources.images import MAX_PIXELS, one_line
from mathse.sources.lines import too_deep

_ALLOWED = {
    *((module, name) for module in ("numpy.core.multiarray", "numpy._core.multiarray")
      for name in ("_reconstruct", "scalar")),
    ("numpy.core.numeric", "_frombuffer"), ("numpy._core.numeric", "_frombuffer"),
    ("numpy", "ndarray"), ("numpy", "dtype"), ("_codecs", "encode"),
    ("builtins", "set"), ("builtins", "frozenset"), ("collections", "OrderedDict"),
    ("__builtin__", "set"),
}  # fmt: skip


class Item(NamedTuple):
    """One row: its position, from 0, and its object or what is wrong with it."""

    key: str
    value: dict[str, Any] | str


class _Plain(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _ALLOWED:
            raise pickle.UnpicklingError(
                f"names {module}.{name}, which a list of rows does not need"
            )
        return super().find_class(module, name)


def pickled_items(path: Path) -> Iterator[Item]:
    """The rows of a pickled list. Raises SourceError if it is not one, or wants to run anything."""
    try:
        with path.open("rb") as file:
            rows = _Plain(file).load()
    except OSError as error:
        raise SourceError(f"cannot read {path}: {error.strerror}") from error
    except (pickle.UnpicklingError, EOFError, ValueError, TypeError, KeyError, IndexError,
            AttributeError, ImportError, MemoryError) as error:  # fmt: skip
        raise SourceError(f"{path} is no pickled list of rows: {one_line(error)}") from error
    if not isinstance(rows, list):
        raise SourceError(f"{path} holds {type(rows).__name__}, not a list of rows")
    return (Item(str(i), _object(row)) for i, row in enumerate(rows))


def _object(row: Any) -> dict[str, Any] | str:
    if not isinstance(row, dict):
        return f"is {type(row).__name__}, not an object"
    return "is nested too deep" if too_deep(row) else row


def picture(pixels: Any) -> Callable[[], bytes] | str:
    """A NumPy image (H, W) or (H, W, 3) as PNG bytes, made when asked for; or what is wrong."""
    import numpy

    if not isinstance(pixels, numpy.ndarray) or pixels.ndim not in (2, 3) or not pixels.size:
        return "the image is no array of pixels"
    if pixels.ndim == 3 and pixels.shape[2] not in (3, 4):
        return f"the image has {pixels.shape[2]} channels"
    if pixels.shape[0] * pixels.shape[1] > MAX_PIXELS:
        return f"the image is oversized: {pixels.shape[1]} x {pixels.shape[0]}"
    if pixels.dtype != numpy.uint8:
        return f"the image has pixels of type {pixels.dtype}"
    return lambda: _png(pixels)


def _png(pixels: Any) -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return buffer.getvalue()
