"""The built-in world as a source: problems by seed, drawn when their picture is asked for.

Every row's `meta` holds `family`, `level`, `kind`, `transfer` and `truth`, from which the figures'
teacher and judge rebuild the problem. One row, with its picture:

    question "What is the perimeter of the rectangle?", gold "38", group "4f0c2d...", split "seed",
    meta {"family": "rectangles", "level": 2, "kind": "perimeter", "transfer": false, "truth": {...}}

The split is this source's own: figures that the base model's pretraining may have shown are `seed` or
`remain`, the others `dev` or `test`. A transfer family stands in `test` alone, and only where named.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from itertools import islice
from pathlib import Path
from sys import maxsize

from mathse.bounds import Count, Limit, Share
from mathse.errors import SourceError
from mathse.figures.families import family_named
from mathse.figures.scene import FigureProblem, Scene
from mathse.figures.stream.rows import bucket
from mathse.figures.world import LEVELS, problems
from mathse.roles import BadRow, Context, NoSettings, Plugin, SourceRow
from mathse.rows import Split

SIDES = frozenset(("train", "dev", "test"))


@dataclass(frozen=True, slots=True)
class Figures:
    """Which problems."""

    n: Count = 2000  # the first n do not depend on n
    seed: Limit = 1
    families: tuple[str, ...] = ()  # none: those of the quickstart, without the transfer families
    levels: tuple[int, ...] = LEVELS
    seed_share: Share = 0.25  # [choice] of the figures to train on, those that the teacher solves
    at_most: dict[str, int] = field(default_factory=dict)  # of a side (train, dev, test): no more
    scale: Count = 1  # pictures are 112 x 112 pixels times this


@dataclass(frozen=True, slots=True)
class FigureSource:
    """One problem per facts and question."""

    settings: Figures

    def read(self, path: Path) -> Iterator[SourceRow | BadRow]:
        """Reads nothing: `path` is ignored. Raises UserError for a family that does not exist."""
        chosen = self.settings
        world = problems(
            n=maxsize,
            seed=chosen.seed,
            families=chosen.families or None,
            levels=chosen.levels,
            unique=True,
        )
        most = chosen.n
        if set(chosen.at_most) == SIDES:  # once all sides are full, nothing more comes
            most = min(most, sum(chosen.at_most.values()))
        return islice(self._rows(world), most)

    def _rows(self, world: Iterator[FigureProblem]) -> Iterator[SourceRow]:
        taken: Counter[str] = Counter()
        for problem in world:
            split = split_of(problem, seed_share=self.settings.seed_share)
            if split is None:
                continue
            side = split if split in SIDES else "train"
            if taken[side] < self.settings.at_most.get(side, maxsize):
                taken[side] += 1
                yield row_of(problem, split, scale=self.settings.scale)


def split_of(problem: FigureProblem, *, seed_share: float) -> Split | None:
    """By the hash of the figure's facts alone; None for a transfer figure that pretraining saw."""
    side = bucket(problem.group)
    if family_named(problem.scene.family).transfer:
        return "test" if side == "test" else None
    if side != "train":
        return side
    digest = hashlib.sha256(f"seed {problem.group}".encode()).digest()
    return "seed" if int.from_bytes(digest[:4], "big") < seed_share * 2**32 else "remain"


def row_of(problem: FigureProblem, split: Split, *, scale: int) -> SourceRow:
    """The problem as a source's row."""
    question, family = problem.question, problem.scene.family
    return SourceRow(
        source_id=problem.id,
        question=question.text,
        options=question.options,
        gold=question.answer,
        images=(partial(png, problem.scene, scale),),
        group=problem.group,
        solution=question.solution_text,
        meta={
            "family": family,
            "level": problem.scene.level,
            "kind": question.kind,
            "transfer": family_named(family).transfer,
            "truth": problem.to_json(),
        },
        split=split,
    )


def png(scene: Scene, scale: int) -> bytes:
    """The picture as the bytes of a PNG file."""
    file = BytesIO()
    scene.draw(scale).save(file, format="PNG")
    return file.getvalue()


def _build(settings: Figures, speed: NoSettings, context: Context) -> FigureSource:
    if not settings.levels or not set(settings.levels) <= set(LEVELS):
        raise SourceError(f"figures have the levels 1 to 4, not {settings.levels}")
    if settings.n < 1 or not 0 <= settings.seed_share <= 1 or not 1 <= settings.scale <= 8:
        raise SourceError("figures need n >= 1, seed_share from 0 to 1, and scale from 1 to 8")
    if not set(settings.at_most) <= SIDES or min(settings.at_most.values(), default=0) < 0:
        raise SourceError(f"figures' at_most has counts of train, dev and test: {settings.at_most}")
    for name in settings.families:
        family_named(name)
    return FigureSource(settings)


PLUGIN = Plugin(
    settings=Figures, speed=NoSettings, build=_build, light=True, version=3
)  # 2: line graphs say "way" alone; 3: one problem per question as asked
