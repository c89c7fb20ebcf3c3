"""Numbers and tables as the results page writes them."""

from collections.abc import Sequence
from typing import Any

MISSING = "not done"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; nothing where it has no rows."""
    if not rows:
        return ""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def percent(share: float | None) -> str:
    """61.3; `-` where nothing was measured."""
    return "-" if share is None else f"{100 * share:.1f}"


def points(share: float | None) -> str:
    """+1.3."""
    return "-" if share is None else f"{100 * share:+.1f}"


def p_value(p: float | None) -> str:
    """0.037, < 0.0001."""
    if p is None:
        return "-"
    return "< 0.0001" if p < 0.0001 else f"{p:.4f}"


def interval(ends: Sequence[float] | None) -> str:
    """61.0 - 65.2."""
    return "-" if not ends else f"{100 * ends[0]:.1f} - {100 * ends[1]:.1f}"


def share(one: dict[str, Any]) -> str:
    """97.1 (96.3 - 97.8; 1,942 of 2,000)."""
    if not one["n"]:
        return "-"
    return f"{percent(one['value'])} ({interval(one['interval'])}; {one['hits']:,} of {one['n']:,})"
