"""Images of a data set: paths that stay inside its folder, and faults said in words.

Two depths of looking, because loading 341K problems must not decode 341K pictures:

    glance   header and last bytes: size, format, HTML, cut off. About 0.2 ms
    decode   every pixel, as a model would see it, and whether a JPEG has them all. About 20 ms; `mathse sources check` does it
"""

import io
import os
import re
import warnings
from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath

from mathse.sources.jpeg import lacks_a_part
from mathse.sources.lines import shown

MAX_PIXELS = 50_000_000  # [choice] 150 MB decoded; the largest published figure has 21 million
MAX_BYTES = 64 << 20  # [choice] of the file
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
LINKED = (
    "is a link out of the data set's folder and not followed: copy the pictures into it (cp -rL), or "
    "link each file to its own (cp -rl)"
)
MISSING = "is missing"
ARCHIVES = ("images.zip", "images.tar.gz", "data_images.zip", "testmini.zip", "data.zip")
_ADDRESS = re.compile(r"(?:https?|ftp|s3|gs|hf|file)://|data:image/", re.IGNORECASE)
_TAIL = 64  # some writers leave a few bytes after the end mark

ImageFile = Path | Callable[[], bytes]


class Folder:
    """The folder that a data set's image names are relative to."""

    def __init__(self, root: Path) -> None:
        self.root = root
        real = root.resolve()
        self._roots = (root.absolute(), real)
        self._allowed = [str(real)]
        if "snapshots" in real.parts:
            # The hub's cache keeps files in blobs/ and links to them from snapshots/REVISION/.
            depth = real.parts.index("snapshots")
            self._allowed.append(str(Path(*real.parts[:depth]) / "blobs"))

    def file(self, name: object) -> Path | str:
        """The image's path, or what is wrong with it, in one line."""
        if not isinstance(name, str) or not name.strip():
            return f"the image is named by {shown(name)}, not by a file name"
        said = name if len(name) <= 80 else name[:77] + "..."
        if _ADDRESS.match(name):
            return f"image {said!r} is an address, not a file: save the picture in the data set's folder"
        name = self._within(name)
        if "\0" in name or PurePosixPath(name).is_absolute() or PureWindowsPath(name).drive:
            return f"image name {said!r} leaves the data set's folder"
        if ".." in PurePosixPath(name.replace("\\", "/")).parts:
            return f"image name {said!r} leaves the data set's folder"
        path = self.root / name
        try:
            real = os.path.realpath(path)
            if not any(os.path.commonpath([real, root]) == root for root in self._allowed):
                return f"image {said!r} {LINKED}"
            fault = glance(path)
        except OSError as error:
            return f"image {said!r}: {error.strerror or error}"
        if fault == MISSING and (packed := self._packed()):
            fault += f": unpack {packed}"
        return f"image {said!r} {fault}" if fault else path

    def _packed(self) -> str | None:
        """An archive of pictures, as data sets are published, that is still one."""
        places = (self.root, self.root.parent)
        return next((n for n in ARCHIVES for place in places if (place / n).is_file()), None)

    def _within(self, name: str) -> str:
        """A whole path inside the folder as a name relative to it: `datasets` stores such paths."""
        for root in self._roots:
            if PurePosixPath(name).is_relative_to(root):
                return str(PurePosixPath(name).relative_to(root))
        return name


def glance(image: Path | bytes) -> str | None:
    """What is plainly wrong with an image, without decoding it; None if nothing is."""
    if isinstance(image, Path):
        if not image.is_file():
            return MISSING
        size = image.stat().st_size
        with image.open("rb") as file:
            head = file.read(512)
            file.seek(max(0, size - _TAIL))
            tail = file.read()
    else:
        size, head, tail = len(image), image[:512], image[-_TAIL:]
    if size == 0:
        return "is an empty file"
    if size > MAX_BYTES:
        return f"is oversized: {size >> 20} MB, at most {MAX_BYTES >> 20}"
    fault = _not_an_image(head)
    if fault:
        return fault
    return _header_fault(image) or _cut_off(head, tail)


def _not_an_image(head: bytes) -> str | None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<?xml", b"<svg")):
        return "is an HTML or XML page" if b"<svg" not in start else "is an SVG, not a bitmap"
    if start.startswith(b"version https://git-lfs"):
        return "is a Git LFS pointer: the picture itself was not downloaded"
    return None


def _header_fault(image: Path | bytes) -> str | None:
    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            source = image if isinstance(image, Path) else io.BytesIO(image)
            with Image.open(source, formats=FORMATS) as opened:
                width, height = opened.size
        except Image.DecompressionBombError:
            return f"is a decompression bomb: more than {MAX_PIXELS:,} pixels"
        except UnidentifiedImageError:
            return "is no picture that can be read"
        except (OSError, SyntaxError, ValueError) as error:
            return f"is damaged: {one_line(error)}"
    if width * height > MAX_PIXELS:
        return f"is a decompression bomb: {width} x {height}, more than {MAX_PIXELS:,} pixels"
    return None


def _cut_off(head: bytes, tail: bytes) -> str | None:
    if head.startswith(b"\xff\xd8") and b"\xff\xd9" not in tail:
        return "is a truncated JPEG"
    if head.startswith(b"\x89PNG") and b"IEND" not in tail:
        return "is a truncated PNG"
    return None


def decode(image: Path | bytes) -> str | None:
    """What is wrong with the picture when every pixel is read; None if nothing is."""
    from PIL import Image

    fault = glance(image)
    if fault:
        return fault
    try:
        with Image.open(
            image if isinstance(image, Path) else io.BytesIO(image), formats=FORMATS
        ) as opened:
            kind = opened.format
            opened.load()
        if kind == "JPEG":
            return lacks_a_part(image.read_bytes() if isinstance(image, Path) else image)
    except (OSError, SyntaxError, ValueError) as error:
        return f"is damaged: {one_line(error)}"
    return None


def one_line(error: Exception) -> str:
    """An error's text on one line, of bounded length."""
    return " ".join(str(error).split())[:160] or type(error).__name__
