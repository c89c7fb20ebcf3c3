"""The picture of the pretraining's loss, from the record beside the weights."""

import json
from pathlib import Path

from mathse.figures.model import RECORD


def draw_curve(folder: Path, out: Path) -> None:
    """Write the loss over optimiser steps as a PNG."""
    from matplotlib.figure import Figure

    record = json.loads((folder / RECORD).read_text())
    steps, losses = zip(*record["curve"], strict=True)
    figure = Figure(figsize=(7, 3.2), layout="constrained")
    axes = figure.subplots()
    axes.plot(steps, losses, color="#2563b8")
    axes.set(xlabel="optimiser step", ylabel="loss per answered token", yscale="log")
    axes.grid(alpha=0.3)
    figure.savefig(out, dpi=110)
