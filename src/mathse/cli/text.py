"""How the commands read what people type, and write for them: columns that line up, numbers that can be read."""

from argparse import ArgumentTypeError
from collections.abc import Mapping, Sequence
from pathlib import Path

from mathse.bounds import MOST
from mathse.errors import UserError


def place(text: str) -> Path:
    """A folder or a file that a person names. An empty name (a shell's unset variable) is none."""
    if not text.strip():
        raise UserError("a folder or a file is named by an empty text")
    return Path(text)


def many(text: str) -> int:
    """A number of paths, or of tokens: one at least."""
    try:
        number = int(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no whole number") from None
    if not 1 <= number <= MOST:
        raise ArgumentTypeError(f"it is at least 1 and at most {MOST:,}")
    return number


def columns(rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> str:
    """The rows as lines, columns two spaces apart; those named in `right` stand at their right edge."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = (
            cell.rjust(width) if i in right else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def count(number: int) -> str:
    """1,234,567."""
    return f"{number:,}"


def outcomes_table(outcomes: Mapping[str, Mapping[str, int]]) -> str:
    """What became of the loop's paths, a line a stage."""
    names = list(next(iter(outcomes.values())))
    rows = [[stage, *(count(one[name]) for name in names)] for stage, one in outcomes.items()]
    return columns([["paths of", *names], *rows], right=range(1, len(names) + 1))


def percent(share: float) -> str:
    """0.1234 -> 12.3 %."""
    return f"{100 * share:.1f} %"


def duration(seconds: float) -> str:
    """About how long: 8 s, 3 min, 2 h 05 min, 3 d 4 h."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02d} min" if hours < 48 else f"{hours // 24} d {hours % 24} h"


def short(text: str, width: int = 60) -> str:
    """One line of at most `width` characters."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 3] + "..."


def escaped(text: str) -> str:
    """The text with what a terminal would obey or hide (an escape, a line's end) as Python writes it."""
    return (
        text
        if text.isprintable()
        else "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
    )


def p_value(p: float) -> str:
    """0.037, or < 0.0001."""
    return "< 0.0001" if p < 0.0001 else f"{p:.4f}"
