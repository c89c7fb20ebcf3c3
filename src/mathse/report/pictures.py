"""A problem's picture within the page: its bytes, made smaller where it is large."""

import base64
import io
from html import escape

from mathse.pictures import on_white
from mathse.rows import Image

LARGEST = 480  # pixels of a side; a page shows half of it
SMALL = 160  # pixels: such a picture is shown larger, its pixels sharp


def picture(image: Image) -> str:
    """An `img` that needs no other file; where the picture cannot be read, a line that says so."""
    from PIL import Image as Picture

    try:
        with Picture.open(image.path) as opened:
            shown = on_white(opened)
    except (OSError, SyntaxError, ValueError) as error:
        return f"<p class=note>the picture {escape(image.path.name)} cannot be read: {escape(str(error))}</p>"
    small = max(shown.size) <= SMALL
    shown.thumbnail((LARGEST, LARGEST))
    written = io.BytesIO()
    shown.save(written, "PNG", optimize=True)
    data = base64.b64encode(written.getvalue()).decode("ascii")
    kind = ' class="small"' if small else ""
    return f'<img{kind} alt="the figure" src="data:image/png;base64,{data}">'
