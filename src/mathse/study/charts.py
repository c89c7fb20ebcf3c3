"""Figures 2 and 4 of the paper with our numbers: accuracy by stage, and what each step mends and breaks."""

from collections.abc import Mapping
from pathlib import Path
from statistics import fmean
from typing import Any

from mathse.study import paper


def draw(found: Mapping[str, Any], folder: Path) -> None:
    """Writes figure_2.png and figure_4.png."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    for name, paint in (("figure_2", _stages), ("figure_4", _steps)):
        figure = Figure(figsize=(8, 4), layout="constrained")
        FigureCanvasAgg(figure)
        paint(found, figure.add_subplot())
        partial = folder / f".{name}.partial.png"
        figure.savefig(partial, dpi=110, metadata={"Software": None})
        partial.replace(folder / f"{name}.png")


def _stages(found: Mapping[str, Any], axes: Any) -> None:
    names = [one["name"] for one in found["means"]]
    for line, (student, values) in zip(("--", ":", "-."), paper.STUDENTS.items(), strict=True):
        known = {n: v for n, v in zip(paper.STAGES, values, strict=True) if n in names}
        axes.plot(
            list(known), list(known.values()), line, color="0.6", lw=1, label=f"paper: {student}"
        )
    for seed in found["seeds"]:
        some = [s for s in seed["stages"] if s["name"] in names]
        x = [s["name"] for s in some]
        y = [100 * s["accuracy"] for s in some]
        low = [100 * (s["accuracy"] - s["interval"][0]) for s in some]
        high = [100 * (s["interval"][1] - s["accuracy"]) for s in some]
        axes.errorbar(
            x, y, yerr=[low, high], marker="o", ms=3, lw=1, capsize=2, label=f"seed {seed['seed']}"
        )
    axes.set_ylabel("accuracy, %")
    axes.set_title("Accuracy by stage, with 95 % intervals; the paper's models in grey")
    axes.legend(fontsize=8, loc="lower right")


def _steps(found: Mapping[str, Any], axes: Any) -> None:
    """Means over seeds, in % of the problems; the null is that of the stage before."""
    steps = {
        f"{s['from']}\n-> {s['to']}": None for seed in found["seeds"] for s in seed["transitions"]
    }
    for place, step in enumerate(steps):
        some = [
            s
            for seed in found["seeds"]
            for s in seed["transitions"]
            if f"{s['from']}\n-> {s['to']}" == step
        ]
        mended = fmean(100 * s["wrong_right"] / max(1, s["n"]) for s in some)
        broken = fmean(100 * s["right_wrong"] / max(1, s["n"]) for s in some)
        nulls = [s for s in some if s["broken_null"] is not None]
        at, width = (place - 0.15, 0.3) if nulls else (place, 0.6)  # the null's bar stands beside
        axes.bar(place, mended, 0.6, color="tab:green", label="mended" if not place else None)
        axes.bar(at, -broken, width, color="tab:red", label="broken" if not place else None)
        if nulls:
            by_training = fmean(
                100 * s["broken_null"] * (s["right_right"] + s["right_wrong"]) / max(1, s["n"])
                for s in nulls
            )
            axes.bar(place + 0.15, -by_training, 0.3, color="0.6")
    if any(s["broken_null"] is not None for seed in found["seeds"] for s in seed["transitions"]):
        axes.bar(0, 0, 0, color="0.6", label="broken by training the stage before again")
    axes.axhline(0, color="black", lw=0.8)
    axes.set_xticks(range(len(steps)), list(steps), fontsize=8)
    axes.set_ylabel("% of the problems")
    axes.set_title("What each step mends and breaks, mean over seeds")
    if steps:
        axes.legend(fontsize=8)
