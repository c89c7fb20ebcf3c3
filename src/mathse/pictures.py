"""A picture as whoever draws or prints it means it: opaque, 8 bits a channel.

Pillow's own `convert("RGB")` drops transparency, and what lies under it is mostly black: black lines on
nothing come out all black. And it cuts 16-bit grey at 255, which comes out all white.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

_WHITES = (1.0, 255.0, 65535.0)  # of grey above 8 bits: the least that holds it all is white


def plain(picture: "Image.Image") -> bool:
    """Whether the picture is opaque and of 8 bits or less as it is: told by its header."""
    return not _is_layered(picture) and not _is_deep(picture.mode)


def on_white(picture: "Image.Image") -> "Image.Image":
    """The picture in RGB: what is transparent laid on white, grey of 16 or 32 bits scaled to 8.

    A `plain` one is converted as Pillow does. Raises OSError, SyntaxError or ValueError for what is damaged.
    """
    from PIL import Image

    if _is_deep(picture.mode):
        return _scaled(picture).convert("RGB")
    if not _is_layered(picture):
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    white = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(white, layered).convert("RGB")


def _is_layered(picture: "Image.Image") -> bool:
    return picture.mode in ("RGBA", "LA", "PA", "RGBa") or "transparency" in picture.info


def _is_deep(mode: str) -> bool:
    return mode in ("I", "F") or mode.startswith("I;16")


def _scaled(picture: "Image.Image") -> "Image.Image":
    """Grey of 16 or 32 bits in 8: black is 0, or the darkest below it."""
    import numpy as np
    from PIL import Image

    grey = np.nan_to_num(np.asarray(picture, dtype=np.float64))
    black, brightest = min(0.0, float(grey.min())), float(grey.max())
    white = next((white for white in _WHITES if brightest <= white), brightest)
    eight = np.rint((grey - black) * (255 / (white - black)))
    return Image.fromarray(eight.astype(np.uint8))
