"""The parts of a call, each by itself: images, refusals, the pace, secrets."""

import asyncio
import base64
import io
import json
import math
import time
from email.utils import formatdate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from mathse.endpoints import faults
from mathse.endpoints.images import UnreadableImage, inline
from mathse.endpoints.keys import redacted
from mathse.endpoints.pace import Closed, Pace
from mathse.endpoints.structured import complaint, parsed
from mathse.judges.parse import parse_verdict


def saved(folder: Path, kind: str, size: tuple[int, int], mode: str = "RGB") -> Path:
    path = folder / f"picture.{kind.lower()}"
    Image.effect_noise(size, 60).convert(mode).save(path, kind)
    return path


def sent(url: str) -> tuple[str, Image.Image, bytes]:
    head, _, data = url.partition(",")
    raw = base64.b64decode(data)
    return head, Image.open(io.BytesIO(raw)), raw


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_small_image_is_sent_as_it_is_and_a_large_one_keeps_its_format(
    tmp_path: Path, kind: str
) -> None:
    path = saved(tmp_path, kind, (300, 200))
    head, _, raw = sent(inline(str(path), limit=60_000).url)
    assert raw == path.read_bytes()
    assert head == f"data:image/{kind.lower()};base64"
    small = inline(str(path), limit=20_000)
    head, picture, _ = sent(small.url)
    assert head == f"data:image/{kind.lower()};base64"
    assert picture.format == kind
    assert picture.width * picture.height == small.pixels <= 20_000
    assert picture.width / picture.height == pytest.approx(1.5, abs=0.03)
    assert inline(str(path), limit=0).pixels == 60_000


# EXIF orientation -> where the picture's red upper left corner belongs (column, row).
CORNERS = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}


@pytest.mark.parametrize("orientation", [None, *CORNERS])
@pytest.mark.parametrize(("kind", "limit"), [("JPEG", 8_000), ("PNG", 8_000), ("TIFF", 0)])
def test_a_picture_that_is_written_anew_stands_upright(
    tmp_path: Path, kind: str, limit: int, orientation: int | None
) -> None:
    picture = Image.new("RGB", (160, 120), "white")
    picture.paste("red", (0, 0, 40, 40))
    exif = Image.Exif()
    if orientation is not None:
        exif[0x0112] = orientation
    path = tmp_path / f"turned.{kind.lower()}"
    picture.save(path, kind, exif=exif)
    _, shown, _ = sent(inline(str(path), limit=limit).url)
    turned = orientation is not None and orientation >= 5
    assert (shown.width < shown.height) == turned
    assert shown.getexif().get(0x0112, 1) == 1, "whoever turns it again turns it once too often"
    shown = shown.convert("RGB")
    column, row = CORNERS[orientation or 1]
    red = shown.getpixel((5 + column * (shown.width - 10), 5 + row * (shown.height - 10)))
    assert isinstance(red, tuple)
    assert red[0] > 200
    assert max(red[1:]) < 80


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_a_broken_orientation_is_no_orientation(tmp_path: Path) -> None:
    path = tmp_path / "broken.jpg"
    Image.new("RGB", (200, 100)).save(path, exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x09")
    _, shown, _ = sent(inline(str(path), limit=5_000).url)
    assert shown.width > shown.height


def test_what_servers_do_not_read_becomes_png_and_no_image_is_one_line(tmp_path: Path) -> None:
    assert sent(inline(str(saved(tmp_path, "BMP", (20, 10))), limit=0).url)[1].format == "PNG"
    # The name says JPEG, the bytes say PNG: the bytes are right.
    named = tmp_path / "photo.jpg"
    Image.new("LA", (5, 5)).save(named, "PNG")
    assert inline(str(named), limit=0).url.startswith("data:image/png")
    page = tmp_path / "page.png"
    page.write_text("<html>")
    for path in (page, tmp_path / "nowhere.png"):
        with pytest.raises(UnreadableImage) as caught:
            inline(str(path), limit=0)
        assert "\n" not in str(caught.value)


NOT_SAID = (
    "", "soon", "nan", "inf", "-inf", "1e999", "Wed, 99 Nov 2026", "Wed, 99 Nov 2026 10:00:00 GMT",
    "Wed, 21 Oct 99999 07:28:00 GMT", "Wed, 21 Oct 2015 07:28:00 +99999999",
)  # fmt: skip
WAITS: list[tuple[dict[str, str], float | None]] = [
    ({"retry-after": "3"}, 3.0),
    ({"retry-after-ms": "250", "retry-after": "3"}, 0.25),
    ({"retry-after-ms": "inf", "retry-after": "3"}, 3.0),
    ({"retry-after": "0"}, 0.0),
    ({"retry-after": "-3"}, 0.0),
    ({"retry-after-ms": "0"}, 0.0),
    ({"retry-after": formatdate(0, usegmt=True)}, 0.0),
    ({"retry-after": "86400"}, 86400.0),
    ({}, None),
    *(({"retry-after": text}, None) for text in NOT_SAID),
]


@pytest.mark.parametrize(("headers", "seconds"), WAITS)
def test_how_long_to_wait(headers: dict[str, str], seconds: float | None) -> None:
    assert faults.retry_after(headers) == seconds


@given(st.text())
def test_whatever_a_server_says_of_a_wait_is_a_time_or_nothing(text: str) -> None:
    found = faults.retry_after({"retry-after": text})
    assert found is None or 0 <= found < math.inf


def test_a_date_is_a_wait() -> None:
    later = faults.retry_after({"retry-after": formatdate(time.time() + 30, usegmt=True)})
    assert later == pytest.approx(30, abs=2)


@given(st.text("abcdefgh01234567", min_size=20, max_size=50), st.text(), st.text())
def test_a_key_never_comes_through(tail: str, before: str, after: str) -> None:
    key = f"sk-{tail}"
    for quoted in (key, f"{key[:12]}...{key[-4:]}", f"Bearer {key}", json.dumps({"key": key})):
        said = redacted(f"{before} {quoted} {after}", key)
        assert key not in said
        assert key[:12] not in said
        assert "\n" not in said


def test_the_pace_starts_with_one_doubles_and_is_halved_once_a_burst() -> None:
    async def scene() -> None:
        pace = Pace(8)
        assert int(pace.limit) == 1
        for _ in range(20):
            pace.succeeded()
        assert pace.limit == 8
        sent_at = time.monotonic()
        for _ in range(5):
            pace.refused(sent=sent_at - 1 if _ else sent_at, wait_seconds=0.2)
        assert pace.limit == 4
        began = time.monotonic()
        async with pace.slot():
            assert time.monotonic() - began >= 0.15, "Retry-After is for everybody"
        pace.succeeded()
        assert math.isclose(pace.limit, 4.25)
        await pace.close()
        with pytest.raises(Closed):
            async with pace.slot():
                pass

    asyncio.run(scene())


VERDICTS = [
    '{"status": "CORRECT", "error_step": null, "error_analysis": null}',
    '```json\n{"status": "WRONG", "error_step": "Step 1", "error_analysis": "no"}\n```',
    '{"status": "WRONG"}', "The solution is CORRECT.", '{"status": "correct"}', "[]", "null", "",
    '{"status": "CORRECT", "error_step": "Step 1", "error_analysis": null}',
    '{"status": "WRONG", "error_step": 3, "error_analysis": null}',
]  # fmt: skip


@pytest.mark.parametrize("text", VERDICTS)
def test_a_complaint_is_made_of_what_the_judge_could_not_read(text: str) -> None:
    assert (complaint(text, binary=False) is None) == (parse_verdict(text).outcome != "unparsed")
    said = parsed(text, binary=False)
    assert isinstance(said, str) == (complaint(text, binary=False) is not None)
