"""Several blanks behind one label, one a line and no prose between: `a = 2`, and `b = 5` below it."""

import re

from mathse.grading.find import Found, Place
from mathse.grading.reading import read
from mathse.grading.values import Listing, Value, Words

_LINE = re.compile(r"[^\n]+")
_LONGEST = 60  # characters of a line
_LABEL = re.compile(r"\s*(?:[-*•]\s+|(?:[(（]\d[)）]|[①-⑨])\s*(?:[.:：、](?!\d))?)?\s*(?=\S)")


def one_a_line(at: Place, blanks: int) -> Found | None:
    """The values of so many lines behind the last label; None where these are no values, or more or fewer."""
    if not at.declared or at.declared[-1].boxed:
        return None
    start = at.declared[-1].start
    empty = at.response.find("\n\n", start, at.high)
    high = empty if empty > 0 else at.high
    lines = [m.span() for m in _LINE.finditer(at.response, start, high) if m[0].strip()]
    if len(lines) != blanks or any(end - low > _LONGEST for low, end in lines):
        return None
    values: list[Value] = []
    for low, end in lines:
        label = _LABEL.match(at.response, low, end)
        values.append(read(at.response[label.end() if label else low : end].strip(" .,;，；。")))
    if any(isinstance(v, Words) or (isinstance(v, Listing) and not v.bracketed) for v in values):
        return None
    span = (lines[0][0], lines[-1][1])
    return Found(span, "announced, one a line", value=Listing(tuple(values), True))
