"""Files that a data set should not hold, really made."""

import io
import json
import struct
import zlib
from pathlib import Path
from typing import Any

from PIL import Image


def png(width: int = 4, height: int = 4) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(buffer, "PNG")
    return buffer.getvalue()


def jpeg() -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((64, 64), 90).save(buffer, "JPEG")
    return buffer.getvalue()


def bomb() -> bytes:
    """A PNG of a few bytes whose header says 60,000 x 60,000."""
    good = png()
    header = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return good[:12] + header + struct.pack(">I", zlib.crc32(header)) + good[33:]


def write_lines(file: Path, *rows: dict[str, Any]) -> Path:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    return file


IMAGES: dict[str, tuple[bytes | None, str]] = {
    "../secret.png": (None, "leaves the data set's folder"),
    "/etc/passwd": (None, "leaves the data set's folder"),
    "C:\\secret.png": (None, "leaves the data set's folder"),
    "bomb.png": (bomb(), "decompression bomb"),
    "cut.jpg": (jpeg()[:-200], "truncated JPEG"),
    "cut.png": (png()[:-20], "truncated PNG"),
    "page.jpg": (b"<!DOCTYPE html><html><body>404</body></html>", "is an HTML or XML page"),
    "lfs.png": (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "Git LFS pointer"),
    "noise.png": (b"\x00" * 999, "is no picture that can be read"),
    "empty.png": (b"", "is an empty file"),
    "absent.png": (None, "is missing"),
}
