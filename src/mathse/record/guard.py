"""The contamination guard of a run: problems of D that stand in a benchmark are dropped or flagged.

    [[problems.against]]
    source = "mathvista"
    path = "DATA/mathvista"

Only what is trained on is looked up (`seed` and `remain`); sources.contamination says what counts.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mathse.errors import SourceError
from mathse.recipe import Against, Problems, Use, leaf
from mathse.roles import BadRow, Context, SourceRow
from mathse.rows import Json, Problem
from mathse.settings import as_table
from mathse.sources.contamination import Asked, Known, Match, sure

LISTED = 20  # matches quoted in the report


class Guard:
    """Knows the benchmarks; keeps count of what it found."""

    def __init__(self, problems: Problems) -> None:
        self.drop = problems.contaminated == "drop"
        self.benchmarks = [Compared(against) for against in problems.against]
        self.known = [(one.name, Known.of_problems(one)) for one in self.benchmarks]
        self.found: list[Match] = []
        self.looked_up = 0

    def match(self, problem: Problem) -> Match | None:
        """The most certain match of this problem over all benchmarks."""
        self.looked_up += 1
        images = tuple(image.path for image in problem.images)
        mine = Asked(problem.source_id, problem.question, images)
        matches = [match for _, known in self.known if (match := known.best(mine))]
        best = max(matches, key=sure, default=None)
        if best:
            self.found.append(best)
        return best

    def report(self) -> dict[str, Json]:
        """What was looked up and found."""
        return {
            "against": [name for name, _ in self.known],
            "known": sum(len(known.names) for _, known in self.known),
            "unread": [one.said for one in self.benchmarks if one.said],
            "looked_up": self.looked_up,
            "found": len(self.found),
            "kinds": dict(Counter(match.kind for match in self.found)),
            "action": "dropped" if self.drop else "flagged",
            "examples": [
                [match.name, match.known, match.kind, round(match.words, 2), round(match.lines, 2)]
                for match in self.found[:LISTED]
            ],
        }


@dataclass(slots=True)
class Compared:
    """A data set as far as it is compared: read as it is gone through, what is unreadable counted."""

    against: Against
    rows: int = 0  # of the last reading, as are these:
    unread: list[BadRow] = field(default_factory=list)

    def __iter__(self) -> Iterator[Asked]:
        """Its problems. Raises RecipeError, SourceError: also where there is none, since nothing is then known."""
        name = self.against.source
        chosen = leaf("source", Use(name, self.against.settings), where="problems.against")
        self.rows, self.unread = 0, []
        for row in chosen.build(Context(model=None)).read(Path(self.against.path)):
            self.rows += 1
            if isinstance(row, SourceRow):
                yield Asked(f"{name} {row.source_id}", row.question, row.images)
            else:
                self.unread.append(row)
        if len(self.unread) == self.rows:
            raise SourceError(self.said or f"{self.name}: there is no problem in it")

    @property
    def name(self) -> str:
        """Source and path."""
        return f"{self.against.source} {self.against.path}"

    @property
    def said(self) -> str | None:
        """What the last reading could not compare."""
        if not self.unread:
            return None
        first = f"{self.unread[0].source_id}: {self.unread[0].reason}"
        return (
            f"{len(self.unread):,} of the {self.rows:,} rows of {self.name} cannot be read, and nobody "
            f"can tell whether they are known; the first: {first}"
        )


def described(problems: Problems) -> dict[str, Json]:
    """What of the guard changes which problems are loaded; empty where there is none."""
    if not problems.against:
        return {}
    return {
        "against": [as_table(against) for against in problems.against],
        "contaminated": problems.contaminated,
    }
