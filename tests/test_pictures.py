"""A black line on white looks so to everybody who opens it, however its picture is stored."""

import base64
import io
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from mathse import rows
from mathse.endpoints.images import inline
from mathse.local.inputs import open_image
from mathse.pictures import on_white, plain
from mathse.report.pictures import picture as in_a_page
from mathse.sources.prints import figure

SIZE = (120, 90)


def drawn(mode: str, paper: object, ink: object) -> Image.Image:
    made = Image.new(mode, SIZE, paper)  # type: ignore[arg-type]
    draw = ImageDraw.Draw(made)
    draw.line((10, 80, 110, 10), fill=ink, width=4)  # type: ignore[arg-type]
    draw.line((10, 10, 110, 80), fill=ink, width=4)  # type: ignore[arg-type]
    return made


def palette(folder: Path, kind: str) -> Path:
    made = drawn("P", 0, 1)
    made.putpalette([0, 0, 0, 0, 0, 0])
    made.save(folder / f"a.{kind}", transparency=0)
    return folder / f"a.{kind}"


def keyed(folder: Path, mode: str) -> Path:
    """One colour is transparent: PNG's tRNS chunk without a palette."""
    paper = (0, 0, 1) if mode == "RGB" else 1
    drawn(mode, paper, 0).save(folder / "a.png", transparency=paper)
    return folder / "a.png"


def grey(folder: Path, name: str, *, paper: float, ink: float, dtype: str) -> Path:
    lines = np.asarray(drawn("L", 0, 255)) > 0
    Image.fromarray(np.where(lines, ink, paper).astype(dtype)).save(folder / name)
    return folder / name


def saved(folder: Path, made: Image.Image, name: str = "a.png") -> Path:
    made.save(folder / name)
    return folder / name


STORED: dict[str, Callable[[Path], Path]] = {
    "RGB": lambda at: saved(at, drawn("RGB", "white", "black")),
    "L": lambda at: saved(at, drawn("L", 255, 0)),
    "1": lambda at: saved(at, drawn("1", 1, 0)),
    "CMYK": lambda at: saved(at, drawn("CMYK", (0, 0, 0, 0), (0, 0, 0, 255)), "a.jpg"),
    "RGBA, black under nothing": lambda at: saved(at, drawn("RGBA", (0, 0, 0, 0), (0, 0, 0, 255))),
    "RGBA in WEBP": lambda at: saved(at, drawn("RGBA", (0, 0, 0, 0), (0, 0, 0, 255)), "a.webp"),
    "LA": lambda at: saved(at, drawn("LA", (0, 0), (0, 255))),
    "P with transparency": lambda at: palette(at, "png"),
    "GIF with transparency": lambda at: palette(at, "gif"),
    "L with tRNS": lambda at: keyed(at, "L"),
    "RGB with tRNS": lambda at: keyed(at, "RGB"),
    "I;16": lambda at: grey(at, "a.png", paper=60000, ink=3000, dtype="uint16"),
    "I;16 in TIFF": lambda at: grey(at, "a.tiff", paper=60000, ink=3000, dtype="uint16"),
    "I;16 of 8 bits": lambda at: grey(at, "a.png", paper=250, ink=0, dtype="uint16"),
    "I": lambda at: grey(at, "a.tiff", paper=100_000, ink=-7, dtype="int32"),
    "F": lambda at: grey(at, "a.tiff", paper=1.0, ink=0.0, dtype="float32"),
}


def in_a_url(url: str) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2])))


def local(path: Path) -> Image.Image:
    shown = open_image(str(path))
    assert isinstance(shown, Image.Image)
    return shown


def sent(path: Path) -> Image.Image:
    return in_a_url(inline(str(path), limit=0).url)


def sent_smaller(path: Path) -> Image.Image:
    return in_a_url(inline(str(path), limit=5_000).url)


def in_the_report(path: Path) -> Image.Image:
    found = re.search(r'src="([^"]+)"', in_a_page(rows.Image("", path)))
    assert found is not None
    return in_a_url(found[1])


@pytest.mark.parametrize("seen", [local, sent, sent_smaller, in_the_report])
@pytest.mark.parametrize("stored", STORED.values(), ids=STORED)
def test_black_lines_on_white_are_seen_so(
    tmp_path: Path, stored: Callable[[Path], Path], seen: Callable[[Path], Image.Image]
) -> None:
    shown = seen(stored(tmp_path))
    # A server's own reading: what it makes of anything but these is its own affair.
    assert shown.mode in ("RGB", "L", "1", "P", "CMYK")
    assert "transparency" not in shown.info
    pixels = np.asarray(shown.convert("L"))
    height, width = pixels.shape
    assert pixels[height // 2, 3] > 220
    assert pixels[height // 2, width // 2] < 60
    assert 0.05 < (pixels < 128).mean() < 0.25


@pytest.mark.parametrize("stored", STORED.values(), ids=STORED)
def test_the_guard_finds_the_same_lines(tmp_path: Path, stored: Callable[[Path], Path]) -> None:
    known = figure(saved(tmp_path, drawn("RGB", "white", "black"), "known.png"))
    found = figure(stored(tmp_path))
    assert known is not None
    assert found is not None
    assert abs(found.edges.shape[0] - known.edges.shape[0]) <= 2
    assert found.edges.mean() == pytest.approx(known.edges.mean(), rel=0.3)


@pytest.mark.parametrize("mode", ["RGB", "L", "1", "P", "CMYK", "RGBA", "LA"])
def test_an_opaque_picture_is_what_pillow_makes_of_it(mode: str) -> None:
    noise = Image.merge("RGB", [Image.effect_noise((64, 64), sigma) for sigma in (30, 60, 90)])
    made = noise.convert(mode)
    assert on_white(made).tobytes() == made.convert("RGB").tobytes()
    assert plain(made) == (mode not in ("RGBA", "LA"))
