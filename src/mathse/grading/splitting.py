"""Splitting text where no bracket is open."""

import re

OPEN, SHUT = "([{", ")]}"


def split_top(text: str, separator: re.Pattern[str]) -> list[str]:
    """The parts of `text` between separators that stand outside of all brackets."""
    if "(" not in text and "[" not in text and "{" not in text:
        if separator.search(text) is None:  # most often
            return [whole] if (whole := text.strip()) else []
        return [part.strip() for part in separator.split(text) if part.strip()]
    parts, depth, start = [], 0, 0
    spots = {m.start(): m.end() for m in separator.finditer(text)}
    if not spots:
        return [text]
    for at, char in enumerate(text):
        if char in OPEN:
            depth += 1
        elif char in SHUT:
            depth = max(0, depth - 1)
        elif depth == 0 and at in spots and at >= start:
            parts.append(text[start:at])
            start = spots[at]
    return [part.strip() for part in [*parts, text[start:]] if part.strip()]


def matched(text: str) -> bool:
    """Whether the first bracket closes with the last character."""
    depth = 0
    for at, char in enumerate(text):
        depth += (char in OPEN) - (char in SHUT)
        if depth == 0:
            return at == len(text) - 1
    return False
