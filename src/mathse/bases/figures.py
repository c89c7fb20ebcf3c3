"""The base model that ships with mathse: pretrained on figures to see, compute and check, not to solve.

See docs/figures.md and the model card beside the weights.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from mathse.errors import RecipeError
from mathse.figures.model import BASE, RECORD
from mathse.roles import Context, NoSettings, Plugin

# What `transformers` reads; the card and the record of the training are not part of the model.
MODEL_FILES = ("*.json", "*.jinja", "*.safetensors")
RECORDS = (RECORD, "card.json")


@dataclass(frozen=True, slots=True)
class FiguresBase:
    """Copies the shipped folder."""

    folder: Path = BASE

    def make(self, out: Path) -> None:
        """Writes the model's files to `out`. Raises RecipeError where this installation has none."""
        if not (self.folder / "config.json").is_file():
            raise RecipeError(
                "this installation ships no figures base model; `mathse figures pretrain` makes one, "
                'and `[base] use = "folder"` takes it'
            )
        out.mkdir(parents=True)
        for pattern in MODEL_FILES:
            for path in sorted(self.folder.glob(pattern)):
                if path.name not in RECORDS:
                    shutil.copyfile(path, out / path.name)


def _build(settings: NoSettings, speed: NoSettings, context: Context) -> FiguresBase:
    return FiguresBase()


PLUGIN = Plugin(
    settings=NoSettings,
    speed=NoSettings,
    build=_build,
    version=3,  # 3: made anew, with options, on 27 November 2026 (dev/LOG.md)
    config=lambda settings: BASE / "config.json",
)
