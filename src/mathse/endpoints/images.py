"""Image files -> inline data URLs, made smaller where they have more pixels than was agreed.

The format is kept: a JPEG stays one, and a PNG loses nothing but size. What most servers cannot read
(BMP, TIFF) becomes PNG. The bytes of an image within the limit are sent as they are in the file, unless it is
transparent or has 16 bits of grey: of such a picture many servers make a blank one, and a local model sees it on
white and scaled, so that is sent. A picture that is written anew is turned as its EXIF orientation says, for the
mark itself is lost.
"""

import base64
import io
import math
import struct
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from mathse.pictures import on_white, plain

KNOWN = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "GIF": "image/gif"}
QUALITY = 92  # of a JPEG or WEBP that had to be made smaller


class Inline(NamedTuple):
    """An image as it is sent."""

    url: str  # data:image/png;base64,...
    pixels: int  # width x height of what is sent


class UnreadableImage(ValueError):
    """No image, or one that is not safe to open."""


@lru_cache(maxsize=16)  # the paths of one problem come together
def inline(path: str, *, limit: int) -> Inline:
    """The image in this file with at most `limit` pixels; 0: any number. Raises UnreadableImage."""
    from PIL import Image

    try:
        with Image.open(path) as picture:
            kind = picture.format or ""
            size = picture.width * picture.height
            if kind in KNOWN and plain(picture) and (limit == 0 or size <= limit):
                picture.verify()
                return Inline(_url(Path(path).read_bytes(), kind), size)
            return _converted(picture, limit=limit, kind=kind if kind in KNOWN else "PNG")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UnreadableImage(str(error).splitlines()[0] if str(error) else "unreadable") from error


def _converted(picture: Any, *, limit: int, kind: str) -> Inline:
    from PIL import Image

    picture = _upright(picture)
    width, height = picture.size
    scale = min(1.0, math.sqrt(limit / (width * height))) if limit else 1.0
    wanted = (max(1, int(width * scale)), max(1, int(height * scale)))
    if picture.mode != "L" or not plain(picture):
        picture = on_white(picture)
    smaller = (
        picture if wanted == picture.size else picture.resize(wanted, Image.Resampling.LANCZOS)
    )
    made = io.BytesIO()
    if kind in ("JPEG", "WEBP"):
        smaller.save(made, kind, quality=QUALITY)
    else:
        smaller.save(made, kind)
    return Inline(_url(made.getvalue(), kind), smaller.width * smaller.height)


def _upright(picture: Any) -> Any:
    from PIL import ImageOps

    try:
        return ImageOps.exif_transpose(picture)
    except (struct.error, KeyError, TypeError, SyntaxError):  # a broken mark says nothing
        return picture


def _url(data: bytes, kind: str) -> str:
    return f"data:{KNOWN[kind]};base64,{base64.b64encode(data).decode()}"
