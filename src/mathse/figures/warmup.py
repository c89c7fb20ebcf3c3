"""The warm-up: the vision tower first learns glyphs, so that reading comes at once and not after 45,000 rows.

Every 16 x 16 patch of a page holds exactly two glyph cells. A linear head on the connector's 49 outputs names
both; then it is thrown away.
"""

from collections.abc import Callable
from random import Random
from typing import Any

from mathse.figures.canvas import COLUMNS, ROWS, STROKES, Canvas
from mathse.figures.model import IMAGE_TOKENS

GLYPHS = " " + "".join(chr(code) for code in range(33, 127))
BATCH = 32


def glyph_page(rng: Random) -> tuple[Any, list[int]]:
    """A page with about half of its cells written, and the glyph index of all 98 cells, row by row."""
    canvas, cells = Canvas(), []
    colour = rng.choice(STROKES)
    for row in range(ROWS):
        text = "".join(rng.choice(GLYPHS) if rng.random() < 0.6 else " " for _ in range(COLUMNS))
        canvas.label(0, row, text, colour=colour)
        cells += [GLYPHS.index(character) for character in text]
    return canvas.finish(), cells


def warm_up(model: Any, *, rows: int, seed: int, progress: Callable[[int, float], None]) -> float:
    """Teach the vision tower glyphs; the share of cells named right in the last batch."""
    import torch
    from torch.nn import functional

    from mathse.figures.batches import pixels

    rng = Random(f"warm-up {seed}")
    head = torch.nn.Linear(model.config.text_config.hidden_size, 2 * len(GLYPHS)).to(model.device)
    taught = [*model.model.vision_model.parameters(), *model.model.connector.parameters()]
    optimiser = torch.optim.AdamW([*taught, *head.parameters()], lr=2e-3)
    share = 0.0
    for step in range(rows // BATCH):
        pages = [glyph_page(rng) for _ in range(BATCH)]
        seen = pixels([image for image, _ in pages]).to(model.device)
        features = model.get_image_features(seen).pooler_output
        states = torch.stack(list(features))  # (B, 49, text width)
        named = head(states).view(BATCH * IMAGE_TOKENS * 2, len(GLYPHS))
        truth = torch.tensor([cells for _, cells in pages]).view(-1).to(model.device)
        loss = functional.cross_entropy(named, truth)
        loss.backward()
        optimiser.step()
        optimiser.zero_grad()
        share = float((named.argmax(-1) == truth).float().mean())
        progress(step * BATCH, share)
    return share
