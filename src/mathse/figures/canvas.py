"""A small drawing surface: 112 x 112 points, and 14 x 7 cells of 8 x 16 points for text.

Every label is snapped to cells and has white behind it, so that each 16 x 16 patch that a model
sees holds exactly two glyphs. The glyphs (glyphs.png, 32 x 64 pixels each, ASCII 33-126) were
rendered once from DejaVu Sans Mono Bold; scale 1 uses the same glyphs reduced by four.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw

SIZE = 112  # points; pixels at scale 1
COLUMNS, ROWS = 14, 7  # text cells
CELL_WIDTH, CELL_HEIGHT = 8, 16  # points
GLYPH_WIDTH, GLYPH_HEIGHT = 32, 64  # pixels in glyphs.png
SMOOTHING = 2  # shapes are drawn this much larger, then reduced

INK = "#1f2933"
GRID = "#d8dee6"
FILLS = ("#cfe3fb", "#d5f0dc", "#fde5c8", "#f6d6e0", "#e2dcf5", "#cfeef0")
STROKES = ("#2563b8", "#2b7d46", "#b3661a", "#b03a64", "#6445ad", "#16808a")

Point = tuple[float, float]


class Canvas:
    """Shapes are drawn at once; labels are kept back and go on top, so that no line crosses one."""

    def __init__(self, scale: int = 1) -> None:
        self.scale = scale
        self._zoom = scale * SMOOTHING
        self._image = Image.new("RGB", (SIZE * self._zoom, SIZE * self._zoom), "white")
        self._pen = ImageDraw.Draw(self._image)
        self._labels: list[tuple[int, int, str, str]] = []

    def line(self, points: Sequence[Point], *, colour: str = INK, width: float = 1.5) -> None:
        self._pen.line(self._scaled(points), fill=colour, width=self._pixels(width), joint="curve")

    def dashes(self, start: Point, end: Point, *, colour: str = INK, dash: float = 3) -> None:
        """A dashed straight line."""
        (x0, y0), (x1, y1) = start, end
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        at = 0.0
        while at < length:
            here, there = at / length, min(1.0, (at + dash) / length)
            self.line(
                [
                    (x0 + (x1 - x0) * here, y0 + (y1 - y0) * here),
                    (x0 + (x1 - x0) * there, y0 + (y1 - y0) * there),
                ],
                colour=colour,
                width=1,
            )
            at += 2 * dash

    def polygon(self, points: Sequence[Point], *, fill: str | None, stroke: str = INK) -> None:
        self._pen.polygon(self._scaled(points), fill=fill, outline=stroke, width=self._pixels(1.5))

    def box(self, corner: Point, opposite: Point, *, fill: str | None, stroke: str = INK) -> None:
        (x0, y0), (x1, y1) = corner, opposite
        self.polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], fill=fill, stroke=stroke)

    def ellipse(self, centre: Point, radii: Point, *, fill: str | None, stroke: str = INK) -> None:
        (x, y), (rx, ry) = centre, radii
        self._pen.ellipse(
            self._scaled([(x - rx, y - ry), (x + rx, y + ry)]),
            fill=fill,
            outline=stroke,
            width=self._pixels(1.5),
        )

    def dot(self, centre: Point, *, colour: str = INK, radius: float = 2) -> None:
        self.ellipse(centre, (radius, radius), fill=colour, stroke=colour)

    def pie(self, centre: Point, radius: float, angles: Point, *, fill: str, stroke: str) -> None:
        """A sector between two angles in degrees, clockwise from three o'clock."""
        x, y = centre
        self._pen.pieslice(
            self._scaled([(x - radius, y - radius), (x + radius, y + radius)]),
            *angles,
            fill=fill,
            outline=stroke,
            width=self._pixels(1),
        )

    def label(self, column: int, row: int, text: str, *, colour: str = INK) -> None:
        """Write `text` with its first glyph in this cell."""
        if not (0 <= column <= COLUMNS - len(text) and 0 <= row < ROWS):
            raise ValueError(f"the label {text!r} at {column}, {row} leaves the canvas")
        self._labels.append((column, row, text, colour))

    def label_cells(self) -> list[tuple[int, int, str]]:
        """What was written so far, and where: (column, row, text)."""
        return [(column, row, text) for column, row, text, _ in self._labels]

    def finish(self) -> Image.Image:
        image = self._image.reduce(SMOOTHING)
        for column, row, text, colour in self._labels:
            place = (column * CELL_WIDTH * self.scale, row * CELL_HEIGHT * self.scale)
            image.paste(_written(text, colour, self.scale), place)
        return image

    def _scaled(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self._zoom, y * self._zoom) for x, y in points]

    def _pixels(self, width: float) -> int:
        return max(1, round(width * self._zoom))


@lru_cache(maxsize=1)
def _atlas() -> Image.Image:
    with Image.open(Path(__file__).with_name("glyphs.png")) as image:
        return image.convert("L")


@lru_cache(maxsize=256)
def _glyph(character: str, scale: int) -> Image.Image:
    left = (ord(character) - 33) * GLYPH_WIDTH
    full = _atlas().crop((left, 0, left + GLYPH_WIDTH, GLYPH_HEIGHT))
    if scale in (1, 2):
        return full.reduce(GLYPH_WIDTH // (CELL_WIDTH * scale))
    size = (CELL_WIDTH * scale, CELL_HEIGHT * scale)
    return full.resize(size, Image.Resampling.LANCZOS)


@lru_cache(maxsize=4096)
def _written(text: str, colour: str, scale: int) -> Image.Image:
    """A strip of glyphs in one colour on white."""
    width = CELL_WIDTH * scale
    mask = Image.new("L", (width * len(text), CELL_HEIGHT * scale), 255)
    for position, character in enumerate(text):
        if character != " ":
            mask.paste(_glyph(character, scale), (position * width, 0))
    ink = Image.new("RGB", mask.size, colour)
    return Image.composite(Image.new("RGB", mask.size, "white"), ink, mask)
