"""A source without files: two-step sums, each with a picture of one pixel. See mathse.fakes.

One row: question "What is 3 + 4 * 5?", gold "23".
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mathse.bounds import Count
from mathse.roles import BadRow, Context, NoSettings, Plugin, SourceRow


@dataclass(frozen=True, slots=True)
class FakeProblems:
    """What is drawn."""

    count: Count = 400
    images: bool = True


@dataclass(frozen=True, slots=True)
class FakeSource:
    """Problem i is always the same."""

    settings: FakeProblems

    def read(self, path: Path) -> Iterator[SourceRow | BadRow]:
        """Reads nothing: `path` is ignored."""
        for i in range(self.settings.count):
            a, b, c = i % 89 + 2, i // 89 % 97 + 2, i // (89 * 97) + 2
            yield SourceRow(
                source_id=str(i),
                question=f"What is {a} + {b} * {c}?",
                options=(),
                gold=str(a + b * c),
                images=(partial(one_pixel, i % 256),) if self.settings.images else (),
                group=f"{a} {b} {c}",
                solution=f"Multiply first: {b} * {c} = {b * c}. The answer is {a + b * c}.",
                meta={"level": 1 + i % 4},
            )


def one_pixel(grey: int) -> bytes:
    """A PNG file of one pixel (https://www.w3.org/TR/png-3/#11Chunks)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)  # 1 x 1, 8 bit, greyscale
    pixels = zlib.compress(bytes([0, grey]))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def _build(settings: FakeProblems, speed: NoSettings, context: Context) -> FakeSource:
    return FakeSource(settings)


PLUGIN = Plugin(settings=FakeProblems, speed=NoSettings, build=_build, light=True)
