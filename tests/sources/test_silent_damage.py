"""JPEGs that Pillow decodes without a word though a part of them is gone."""

import io
import random

import pytest
from PIL import Image, ImageDraw

from mathse.sources.images import decode, glance

KINDS = ({"quality": 75}, {"quality": 95, "subsampling": 0}, {"quality": 40, "optimize": True})


def drawing(**saved: object) -> bytes:
    """A drawing with a white margin below, as figures have."""
    chance, image = random.Random(3), Image.new("RGB", (480, 400), "white")
    pen = ImageDraw.Draw(image)
    for _ in range(160):
        ends = [(chance.randrange(480), chance.randrange(340)) for _ in range(2)]
        pen.line(ends, fill=tuple(chance.randrange(256) for _ in range(3)), width=3)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", **saved)
    return buffer.getvalue()


def opens(content: bytes) -> bool:
    with Image.open(io.BytesIO(content)) as image:
        image.load()
    return True


@pytest.mark.parametrize("saved", [*KINDS, {"progressive": True}, {"restart_marker_rows": 1}])
def test_a_whole_picture_is_good(saved: dict[str, object]) -> None:
    whole = drawing(**saved)
    assert decode(whole) is None
    assert decode(whole + b"a few bytes behind it") is None
    thumbnail = drawing(quality=20)
    assert decode(whole + thumbnail) is None  # several pictures in a file: the first is meant


@pytest.mark.parametrize("colour", ["white", "black", (128, 128, 128)])
def test_a_plain_picture_is_good(colour: object) -> None:
    for saved in KINDS:
        buffer = io.BytesIO()
        Image.new("RGB", (300, 300), colour).save(buffer, "JPEG", **saved)  # type: ignore[arg-type]
        assert decode(buffer.getvalue()) is None


@pytest.mark.parametrize("saved", [*KINDS, {"progressive": True}, {"restart_marker_rows": 1}])
def test_half_a_picture_that_was_closed_again(saved: dict[str, object]) -> None:
    whole = drawing(**saved)
    half = whole[: len(whole) // 2] + b"\xff\xd9"
    assert glance(half) is None
    assert opens(half)
    assert decode(half) == "is damaged: its data end before the picture does"


@pytest.mark.parametrize("saved", KINDS)
def test_a_part_that_was_written_over_with_zeros(saved: dict[str, object]) -> None:
    whole = drawing(**saved)
    middle = len(whole) // 2
    zeroed = whole[:middle] + bytes(8000) + whole[middle + 8000 :]
    assert opens(zeroed)
    assert "is damaged: its data" in (decode(zeroed) or "")
