"""The stages that a plan has met, with their counts."""

from dataclasses import dataclass, field

from mathse.plan.outlook import Span
from mathse.recipe import Draws, Leaf
from mathse.record import Owed
from mathse.stages import Verb

NOTHING = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Planned:
    """A stage of the run."""

    name: str  # "round_1.sample"
    verb: Verb
    leaf: Leaf | None  # who does it; None: rows that follow from recorded ones
    units: Span  # asked for
    owed: Span  # of these, neither recorded nor owed by a stage before
    recorded: int | None = None  # of these; None where it is not known
    rows: Span | None = None  # of a training: what it is trained on
    max_tokens: int = 0  # of a policy's answers


@dataclass(frozen=True, slots=True)
class Entry:
    """A stage before it is counted."""

    verb: Verb
    leaf: Leaf | None
    draws: Draws | None = None
    called: str = ""  # its name where that is not the verb
    rows: Span | None = None


@dataclass(slots=True)
class Ledger:
    """Counts stages in the order in which the run will come to them."""

    scope: str = "base"  # of the next stages' names
    stages: list[Planned] = field(default_factory=list)
    counted: dict[bytes, set[bytes]] = field(default_factory=dict)  # recipe key -> owed units

    def foreseen(
        self, entry: Entry, units: Span, owed: Span | None = None, recorded: int | None = None
    ) -> None:
        """A stage of which nothing is recorded, or `owed` between these bounds."""
        self.stages.append(
            Planned(
                name=f"{self.scope}.{entry.called or entry.verb}",
                verb=entry.verb,
                leaf=entry.leaf,
                units=units,
                owed=units if owed is None else owed,
                recorded=0 if owed is None else recorded,
                rows=entry.rows,
                max_tokens=entry.draws.max_tokens if entry.draws else 0,
            )
        )

    def recorded(self, entry: Entry, units: int) -> None:
        """A stage that is all there."""
        self.foreseen(entry, Span(units, units), NOTHING, recorded=units)

    def ends(self, entry: Entry, owed: Owed) -> None:
        """A stage with owed units: the recording ends here. Units counted before count once."""
        counted = self.counted.setdefault(owed.spec.key(), set())
        keys = {owed.units[position].key for position in owed.owed}
        new = len(keys - counted)
        counted |= keys
        units = len(owed.units)
        self.foreseen(entry, Span(units, units), Span(new, new), recorded=units - len(owed.owed))
