"""Plots as SVG, small enough to stand in a page: accuracy by stage, what each step mends and breaks, a loss."""

from collections.abc import Mapping, Sequence
from html import escape
from math import ceil, isfinite, log10
from typing import Any

WIDTH, HEIGHT = 640, 240  # of the two large plots, in pixels
LEFT, TOP, BOTTOM = 44, 18, 28  # room for the axis, the highest label, the names of stages
BLUE, GREEN, RED, GREY = "#2563ab", "#2b8a57", "#c0392b", "#8a94a0"


def accuracies(stages: Sequence[Mapping[str, Any]]) -> str:
    """A bar a stage, in % of the problems, with its 95 % interval."""
    plain = HEIGHT - TOP - BOTTOM

    def y(share: float) -> float:
        return TOP + plain * (1 - share)

    drawn = [
        f'<line x1="{LEFT}" x2="{WIDTH}" y1="{y(p / 100):.1f}" y2="{y(p / 100):.1f}" stroke="#e3e7ec"/>'
        f'<text x="{LEFT - 6}" y="{y(p / 100) + 4:.1f}" text-anchor="end">{p}</text>'
        for p in (0, 25, 50, 75, 100)
    ]
    for at, one in zip(_places(len(stages)), stages, strict=True):
        share, (low, high) = one["accuracy"], one["interval"]
        wide = min(64.0, 0.5 * (WIDTH - LEFT) / len(stages))
        drawn += [
            f'<rect x="{at - wide / 2:.1f}" y="{y(share):.1f}" width="{wide:.1f}" '
            f'height="{plain * share:.1f}" fill="{BLUE}" rx="2"/>',
            f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{y(low):.1f}" y2="{y(high):.1f}" stroke="#16324f"/>',
            f'<text x="{at:.1f}" y="{y(high) - 5:.1f}" text-anchor="middle" font-weight="600">'
            f"{100 * share:.1f}</text>",
            _named(at, one["name"]),
        ]
    return _svg("Right answers by stage, in %, with 95 % intervals", drawn)


def changes(transitions: Sequence[Mapping[str, Any]]) -> str:
    """For each step the problems that it mended, upwards, and broke, downwards."""
    most = max((max(one["wrong_right"], one["right_wrong"]) for one in transitions), default=0)
    middle = TOP + (HEIGHT - TOP - BOTTOM) * 0.6
    scale = (middle - TOP) / max(1, most)
    down = (HEIGHT - BOTTOM - 14 - middle) / max(1, max(t["right_wrong"] for t in transitions))
    scale = min(scale, down)
    drawn = []
    for at, one in zip(_places(len(transitions)), transitions, strict=True):
        up, lost = one["wrong_right"] * scale, one["right_wrong"] * scale
        drawn += [
            f'<rect x="{at - 26:.1f}" y="{middle - up:.1f}" width="52" height="{up:.1f}" fill="{GREEN}"/>',
            f'<rect x="{at - 26:.1f}" y="{middle:.1f}" width="52" height="{lost:.1f}" fill="{RED}"/>',
            f'<text x="{at:.1f}" y="{middle - up - 4:.1f}" text-anchor="middle">+{one["wrong_right"]}</text>',
            f'<text x="{at:.1f}" y="{middle + lost + 13:.1f}" text-anchor="middle">'
            f"\u2212{one['right_wrong']}</text>",
            _named(at, f"to {one['to']}"),
        ]
    drawn.append(f'<line x1="{LEFT}" x2="{WIDTH}" y1="{middle}" y2="{middle}" stroke="#16324f"/>')
    return _svg("Problems that each step mended and broke", drawn)


def loss(points: Sequence[tuple[int, float]]) -> str:
    """A training's loss over its steps, on a logarithmic scale of whole powers of ten."""
    wide, high = 190, 70
    points = [(step, value) for step, value in points if isfinite(value)] or [(1, 1.0)]
    values = [log10(max(value, 1e-6)) for _, value in points]
    top = ceil(max(values))
    low = min(min(values), top - 1)
    last = points[-1][0]
    line = " ".join(
        f"{4 + (wide - 8) * step / last:.1f},{4 + (high - 8) * (top - value) / (top - low):.1f}"
        for (step, _), value in zip(points, values, strict=True)
    )
    return (
        f'<svg viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" role="img">'
        f"<title>loss from {points[0][1]:.3g} to {points[-1][1]:.3g} in {last} steps</title>"
        f'<rect width="{wide}" height="{high}" fill="#f5f7f9"/>'
        f'<polyline points="{line}" fill="none" stroke="{BLUE}" stroke-width="1.5"/></svg>'
    )


def _places(n: int) -> list[float]:
    """The middles of n columns."""
    return [LEFT + (WIDTH - LEFT) * (i + 0.5) / n for i in range(n)]


def _named(at: float, name: str) -> str:
    text = escape(name.replace("_", " "))
    return f'<text x="{at:.1f}" y="{HEIGHT - 8}" text-anchor="middle" fill="{GREY}">{text}</text>'


def _svg(title: str, drawn: Sequence[str]) -> str:
    return (
        f'<svg class="plot" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"><title>{title}</title>'
        + "".join(drawn)
        + "</svg>"
    )
