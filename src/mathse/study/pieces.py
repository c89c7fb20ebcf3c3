"""What a study consists of, most valuable first: what stops early has the numbers that matter most."""

from collections.abc import Iterator
from dataclasses import dataclass

from mathse.study.settings import Asked, Changed, Kind, Study

FINAL = "final"


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing to be done, for one seed."""

    kind: Kind | str  # or FINAL
    seed: int
    ablation: Changed | None = None

    @property
    def name(self) -> str:
        """Names its file, and for a run its folder."""
        return f"{self.ablation.name if self.ablation else self.kind}-{self.seed}"


def pieces(asked: Asked, *, final: bool) -> Iterator[Piece]:
    """Every piece, in the order in which it is done."""
    study = asked.study
    for kind in study.order:
        if kind == "ablations":
            yield from (
                Piece(kind, seed, ablation)
                for ablation in asked.ablations
                for seed in study.ablation_seeds or study.seeds
            )
        elif wanted(kind, study):
            yield from (Piece(kind, seed) for seed in seeds(kind, study))
    if final:
        yield from (Piece(FINAL, seed) for seed in study.seeds)


def wanted(kind: Kind, study: Study) -> bool:
    """Whether the study's sizes leave anything to do."""
    sizes = {
        "card": study.card.problems,
        "looks": study.swap or study.transfer.n,
        "explore": study.explore,
    }
    return bool(sizes.get(kind, 1))


def seeds(kind: Kind, study: Study) -> tuple[int, ...]:
    """The seeds for which this kind is done."""
    some = {"card": study.card_seeds, "looks": study.look_seeds, "explore": study.look_seeds}
    return some.get(kind, ()) or study.seeds
