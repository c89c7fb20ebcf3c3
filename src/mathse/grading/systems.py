r"""The solution of a system of equations behind one brace: `\begin{cases} x = 2 \\ y = 1 \end{cases}` is x = 2, y = 1."""

import re

Span = tuple[int, int]
_SYSTEM = re.compile(
    r"(?:\\left\s*\\\{\s*)?\\begin\{cases\}(.{0,600}?)\\end\{cases\}(?:\s*\\right\s*\.)?"
    r"|\\left\s*\\\{\s*\\begin\{array\}\{[lcr|]*\}(.{0,600}?)\\end\{array\}\s*\\right\s*\.",
    re.S,
)
_ROWS = re.compile(r"\\\\(?![A-Za-z]{2})")
# A system with what stands before it in its line, or in the line above that leads to it.
_LED = re.compile(
    r"(?:[^\n]{0,80}[:：为是]\s*)?(?:\\\[|\$\$)?\s*(?:\\left\s*\\\{\s*)?\\begin\{(cases|array)\}.{0,600}?\\end\{\1\}(?:\s*\\right\s*\.)?",
    re.S,
)


def listed(text: str) -> str:
    """The text with its systems as lists of equations; a function by cases stays what it is."""
    return _SYSTEM.sub(_rows, text)


def _rows(match: re.Match[str]) -> str:
    parts = _ROWS.split((match[1] or match[2] or "").replace("&=", "="))
    rows = [row for row in (part.strip(" \n.,;，；。") for part in parts) if row]
    if not rows or not all("=" in row and "&" not in row for row in rows):
        return match[0]
    return ", ".join(rows)


def joined(response: str, spans: list[Span], low: int, high: int) -> list[Span]:
    """The sentences, those that are lines of one system as one."""
    for system in _LED.finditer(response, low, high):
        start, end = system.span()
        within = [span for span in spans if span[0] < end and span[1] > start]
        if within:
            first = max(min(start, within[0][0]), low)
            whole = (first, max(end, within[-1][1]))
            spans = (
                [s for s in spans if s not in within and s[1] <= first]
                + [whole]
                + [s for s in spans if s[0] >= whole[1]]
            )
    return spans
