"""JPEGs that decode without a word and yet lack a part: cut off and closed again, or written over.

A decoder fills in what is missing with grey and raises nothing. But it stops reading with the last block, so
of a whole picture: bytes put in before the end mark change no pixel, and other bytes in the place of the last ones change
some. Of a picture that was cut, the decoder reads what was put in; where bytes were written over, it
ends too early or too late. (ITU-T T.81, B.1.1 for the markers.)
"""

import io
import random
import re
import zlib

_SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # neither stuffing, restart nor fill
_PROGRESSIVE = (0xC2, 0xC6, 0xCA, 0xCE)
_LAST = 64  # bytes changed at the end of the last scan
_NO_LENGTH = (0x01, *range(0xD0, 0xD9))


def lacks_a_part(content: bytes) -> str | None:
    """What is wrong with a JPEG that Pillow opens; None where nothing is, or nobody can tell.

    Three decodings, of a baseline picture at an eighth of its size.
    """
    found = _last_scan(content)
    if found is None:
        return None
    start, end, progressive = found
    chance = random.Random(0)
    noise = bytes(chance.randrange(1, 255) for _ in range(_LAST))  # no 255: no marker
    whole = _pixels(content, full=progressive)
    longer = content[:end] + noise + content[end:]
    if _pixels(longer, full=progressive) != whole:
        return "is damaged: its data end before the picture does"
    if end - start <= 2 * _LAST:
        return None
    if progressive:  # its last scan only refines what is there
        return None
    last = content[: end - _LAST] + noise + content[end:]
    first = content[:start] + noise + content[start + _LAST :]  # a plain grey picture heeds neither
    if _pixels(last, full=False) == whole and _pixels(first, full=False) != whole:
        return "is damaged: its data go on after the picture has ended"
    return None


def _last_scan(content: bytes) -> tuple[int, int, bool] | None:
    """Where the data of the first picture's last scan begin and end; None where that cannot be told."""
    at, progressive, scan = 2, False, None
    while at + 4 <= len(content) and content[at] == 0xFF:
        kind = content[at + 1]
        if kind == 0xFF:
            at += 1
        elif kind == 0xD9:
            return (*scan, progressive) if scan else None
        elif kind in _NO_LENGTH:
            at += 2
        else:
            progressive = progressive or kind in _PROGRESSIVE
            at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
            if kind == 0xDA:
                end = _SCAN_END.search(content, at)
                if end is None:
                    return None
                scan, at = (at, end.start()), end.start()
    return (*scan, progressive) if scan and content[at : at + 2] == b"\xff\xd9" else None


def _pixels(content: bytes, *, full: bool) -> int:
    """A checksum of the pixels; not `full`: of the mean of each block of 8 x 8."""
    from PIL import Image

    with Image.open(io.BytesIO(content), formats=("JPEG",)) as opened:
        if not full:
            opened.draft("L", (1, 1))
        opened.load()
        return zlib.crc32(opened.tobytes())
