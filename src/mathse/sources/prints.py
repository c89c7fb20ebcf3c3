"""What a picture is recognised by, made for figures: mostly white, drawn in lines.

It looks at edges, not at colours, so that a recoloured or inverted copy keeps it, and only inside the box
of what is drawn, so that another margin or size keeps it. A crop meets the window of the original that it
was cut from: a coarse print of many windows finds the candidates, `fit` moves the window until the two
lie on each other, and `overlap` says how much of the lines of each the other has.
"""

import io
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mathse.pictures import on_white
from mathse.sources.images import FORMATS, ImageFile

Array = NDArray[np.float32]

LARGEST = 256  # pixels a side: larger pictures are made smaller first
COARSE, FINE, OVERLAP = 16, 24, 96  # cells a side: to find candidates, to fit, to compare
FAINT = 0.12  # an edge weaker than this share of the strong ones is no line
LINE = 0.3  # an edge that counts for the box of what is drawn
NEAR = 2  # cells of OVERLAP that a line may be off
RULED = 0.7  # share of a row or a column: a line that long is one of a table, a grid, a frame
BLOCKS = 8  # a side: where the overlap is looked at part by part
WHOLE = np.array([[0.0, 0.0, 1.0, 1.0]])
# Left, top, right, bottom as shares: each side cut by nothing, a tenth or a fifth.
WINDOWS = np.array([(a, b, 1 - c, 1 - d) for a, b, c, d in product((0.0, 0.1, 0.2), repeat=4)])


class Overlap(NamedTuple):
    """How well the lines of two pictures lie on each other."""

    share: float  # of the lines of each that the other has too, above chance: the smaller, 0..1
    worst: float  # of the lines of the worst tenth of the parts
    detail: float  # as share, without the long straight lines of tables, grids and frames
    worst_detail: float  # as worst, without them
    parts: int  # how many of BLOCKS x BLOCKS parts hold detail: a lone square has none


@dataclass(frozen=True, slots=True)
class Figure:
    """The edges of a picture inside the box of what is drawn."""

    edges: Array  # (H, W), 0..1
    sums: NDArray[np.float64]  # (H + 1, W + 1): sums of edges above and left

    def means(self, windows: NDArray[np.float64], side: int) -> Array:
        """Mean edge in side x side cells of each window (N, 4), as (N, side, side)."""
        height, width = self.edges.shape
        steps = np.linspace(0.0, 1.0, side + 1)
        xs = (windows[:, :1] + (windows[:, 2:3] - windows[:, :1]) * steps) * width
        ys = (windows[:, 1:2] + (windows[:, 3:] - windows[:, 1:2]) * steps) * height
        left = np.clip(xs.astype(np.intp), 0, width - 1)
        top = np.clip(ys.astype(np.intp), 0, height - 1)
        across, down = (xs - left)[:, None, :], (ys - top)[:, :, None]
        x, y = left[:, None, :], top[:, :, None]
        upper = self.sums[y, x] * (1 - across) + self.sums[y, x + 1] * across
        lower = self.sums[y + 1, x] * (1 - across) + self.sums[y + 1, x + 1] * across
        totals = np.diff(np.diff(upper * (1 - down) + lower * down, axis=1), axis=2)
        area = (xs[:, -1] - xs[:, 0]) * (ys[:, -1] - ys[:, 0]) / side**2
        mean = totals / np.maximum(area, 1e-9)[:, None, None]
        return np.asarray(np.maximum(mean, 0), dtype=np.float32)

    def prints(self, windows: NDArray[np.float64], side: int) -> Array:
        """Each window's print, (N, side * side): centred, of length 1 (0 where nothing is drawn)."""
        grids = np.sqrt(self.means(windows, side)).reshape(len(windows), -1)
        grids -= grids.mean(axis=1, keepdims=True)
        lengths = np.linalg.norm(grids, axis=1, keepdims=True)
        return np.where(lengths > 1e-6, grids / np.maximum(lengths, 1e-6), 0).astype(np.float32)

    def trimmed(self, windows: NDArray[np.float64]) -> NDArray[np.float64]:
        """The windows that hold lines, each cut to the box of what is drawn in it."""
        height, width = self.edges.shape
        lines = self.edges > LINE
        below = np.zeros((height + 1, width), dtype=np.int32)
        below[1:] = lines.cumsum(axis=0)
        beside = np.zeros((height, width + 1), dtype=np.int32)
        beside[:, 1:] = lines.cumsum(axis=1)
        corners = np.rint(windows * [width, height, width, height]).astype(np.intp)
        left, top, right, bottom = corners.T
        columns = _inside(below[bottom] - below[top] > 0, left, right)
        rows = _inside((beside[:, right] - beside[:, left]).T > 0, top, bottom)
        kept = (columns.sum(axis=1) > 1) & (rows.sum(axis=1) > 1)
        columns, rows = columns[kept], rows[kept]
        return np.stack(
            [
                columns.argmax(axis=1) / width,
                rows.argmax(axis=1) / height,
                1 - columns[:, ::-1].argmax(axis=1) / width,
                1 - rows[:, ::-1].argmax(axis=1) / height,
            ],
            axis=1,
        )


def _inside(
    hit: NDArray[np.bool_], low: NDArray[np.intp], high: NDArray[np.intp]
) -> NDArray[np.bool_]:
    at = np.arange(hit.shape[1])
    return hit & (at >= low[:, None]) & (at < high[:, None])


def figure(image: ImageFile) -> Figure | None:
    """A picture's edges; None where nothing is drawn. Raises OSError for what is no picture."""
    found = _edges(_on_white(image))
    rows = np.flatnonzero(found.max(axis=1) > LINE)
    columns = np.flatnonzero(found.max(axis=0) > LINE)
    if rows.size < 2 or columns.size < 2:
        return None
    inner = found[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    sums = np.zeros((inner.shape[0] + 1, inner.shape[1] + 1))
    sums[1:, 1:] = inner.cumsum(axis=0, dtype=np.float64).cumsum(axis=1)
    return Figure(inner, sums)


def _on_white(image: ImageFile) -> Array:
    """The picture on white, at most LARGEST pixels a side, (H, W, 3) of 0..1."""
    from PIL import Image

    with Image.open(
        image if isinstance(image, Path) else io.BytesIO(image()), formats=FORMATS
    ) as opened:
        opened.draft("RGB", (LARGEST, LARGEST))
        flat = on_white(opened)
    flat.thumbnail((LARGEST, LARGEST), Image.Resampling.BOX)
    return np.asarray(flat, dtype=np.float32) / 255.0


def _edges(pixels: Array) -> Array:
    """How strongly each pixel differs from its neighbours in any channel, (H, W), 0..1."""
    down = np.abs(np.diff(pixels, axis=0, append=pixels[-1:])).max(axis=2)
    right = np.abs(np.diff(pixels, axis=1, append=pixels[:, -1:])).max(axis=2)
    found = np.maximum(down, right)
    strong = found[found > 0.02]
    if strong.size == 0:
        return np.zeros_like(found)
    scaled = np.clip(found / max(float(np.percentile(strong, 90)), 0.02), 0.0, 1.0)
    return np.where(scaled < FAINT, 0.0, scaled).astype(np.float32)


def fit(part: Figure, whole: Figure, window: NDArray[np.float64]) -> NDArray[np.float64]:
    """The window (1, 4) of `whole`, near this one, that looks most like all of `part`."""
    target = part.prints(WHOLE, FINE)[0]
    best = float((whole.prints(window, FINE) @ target)[0])
    moves = np.concatenate(
        [np.eye(4), -np.eye(4), [[1, 0, 1, 0], [-1, 0, -1, 0], [0, 1, 0, 1], [0, -1, 0, -1]]]
    )
    for step in (0.05, 0.025, 0.012, 0.006):
        for _ in range(6):
            tried = np.clip(window + moves * step, 0.0, 1.0)
            tried = tried[(tried[:, 2:] - tried[:, :2]).min(axis=1) >= 0.3]
            if not len(tried):
                break
            likeness = whole.prints(tried, FINE) @ target
            if likeness.max() <= best + 1e-4:
                break
            best, window = float(likeness.max()), tried[likeness.argmax()][None]
    return window


def overlap(part: Figure, whole: Figure, window: NDArray[np.float64]) -> Overlap:
    """How much of the lines of all of `part` and of this window of `whole` the other has too."""
    one = np.minimum(part.means(WHOLE, OVERLAP)[0] / 0.25, 1.0)
    other = np.minimum(whole.means(window, OVERLAP)[0] / 0.25, 1.0)
    share, worst, _ = _compared(one, other)
    ruled = _spread(np.maximum(_ruled(one), _ruled(other)), NEAR + 1)
    detail, worst_detail, parts = _compared(one * (1 - ruled), other * (1 - ruled))
    return Overlap(share, worst, detail, worst_detail, parts)


def _compared(one: Array, other: Array) -> tuple[float, float, int]:
    """(share, that of the worst tenth of the parts, parts with lines), each above what chance gives."""
    near_one, near_other = _spread(one, NEAR), _spread(other, NEAR)
    met_one, met_other = np.minimum(one, near_other), np.minimum(other, near_one)
    share = min(
        _above_chance(met_one.sum() / max(one.sum(), 1e-6), near_other.mean()),
        _above_chance(met_other.sum() / max(other.sum(), 1e-6), near_one.mean()),
    )
    lines, met = _blocks(one) + _blocks(other), _blocks(met_one) + _blocks(met_other)
    drawn = lines > 6
    worst = float(np.quantile(met[drawn] / lines[drawn], 0.1)) if drawn.any() else 0.0
    return share, worst, int(drawn.sum())


def _above_chance(share: float, chance: float) -> float:
    """Where half of the cells are near some line, half of any lines fall near one."""
    return float(max(0.0, (share - chance) / max(1 - chance, 1e-6)))


def _ruled(lines: Array) -> Array:
    """1 where a line runs along most of a row or a column: the lines of tables, grids and frames."""
    near = _spread(lines, 1)
    rows = near.mean(axis=1) > RULED
    columns = near.mean(axis=0) > RULED
    return np.asarray(np.maximum(rows[:, None], columns[None, :]), dtype=np.float32)


def _spread(lines: Array, cells: int) -> Array:
    """Each line so many cells wider to all sides."""
    rows = lines.copy()
    for step in range(1, cells + 1):
        np.maximum(rows[step:], lines[:-step], out=rows[step:])
        np.maximum(rows[:-step], lines[step:], out=rows[:-step])
    wide = rows.copy()
    for step in range(1, cells + 1):
        np.maximum(wide[:, step:], rows[:, :-step], out=wide[:, step:])
        np.maximum(wide[:, :-step], rows[:, step:], out=wide[:, :-step])
    return wide


def _blocks(cells: Array) -> Array:
    size = OVERLAP // BLOCKS
    return np.asarray(cells.reshape(BLOCKS, size, BLOCKS, size).sum(axis=(1, 3)))
