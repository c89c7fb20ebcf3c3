"""A pretraining row: a short conversation, about a picture or about none; and which figures it may show."""

import hashlib
from dataclasses import dataclass
from typing import Literal

from PIL import Image

from mathse.figures.scene import Scene

Bucket = Literal["train", "dev", "test"]
RIGHT, WRONG = "right", "wrong"


@dataclass(frozen=True)
class Turn:
    asked: str
    answer: str  # the only part with loss
    skill: str  # "describe", "look-up", "statement", "line", ...: what a card counts


@dataclass(frozen=True)
class Row:
    turns: tuple[Turn, ...]
    image: Image.Image | None = None  # 112 x 112
    scene: Scene | None = None  # what the image shows, where it is a figure of a family
    drill: str = ""  # an instruction: then the turns run on in one answer; "asked" has no loss


def bucket(group: str) -> Bucket:
    """Which side of the split a figure's facts stand on: 80 / 10 / 10 by hash."""
    share = int(hashlib.sha256(group.encode()).hexdigest()[:8], 16) % 100
    return "train" if share < 80 else "dev" if share < 90 else "test"
