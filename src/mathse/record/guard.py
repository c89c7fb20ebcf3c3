"""The contamination guard of a run: problems of D that stand in a benchmark are dropped or flagged.

    [[problems.against]]
    source = "mathvista"
    path = "DATA/mathvista"

Only what is trained on is looked up (`seed` and `remain`); sources.contamination says what counts.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mathse.recipe import Against, Problems, Use, leaf
from mathse.roles import Context, SourceRow
from mathse.rows import Json, Problem
from mathse.settings import as_table
from mathse.sources.contamination import Asked, Known, Match, sure

LISTED = 20  # matches quoted in the report


class Guard:
    """Knows the benchmarks; keeps count of what it found."""

    def __init__(self, problems: Problems) -> None:
        self.drop = problems.contaminated == "drop"
        self.known = [
            (f"{against.source} {against.path}", Known.of_problems(asked(against)))
            for against in problems.against
        ]
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
            "looked_up": self.looked_up,
            "found": len(self.found),
            "kinds": dict(Counter(match.kind for match in self.found)),
            "action": "dropped" if self.drop else "flagged",
            "examples": [
                [match.name, match.known, match.kind, round(match.words, 2), round(match.lines, 2)]
                for match in self.found[:LISTED]
            ],
        }


def asked(against: Against) -> Iterator[Asked]:
    """The problems of a benchmark, as far as they are compared. Raises SourceError, RecipeError."""
    chosen = leaf("source", Use(against.source, against.settings), where="problems.against")
    for row in chosen.build(Context(model=None)).read(Path(against.path)):
        if isinstance(row, SourceRow):
            yield Asked(f"{against.source} {row.source_id}", row.question, row.images)


def described(problems: Problems) -> dict[str, Json]:
    """What of the guard changes which problems are loaded; empty where there is none."""
    if not problems.against:
        return {}
    return {
        "against": [as_table(against) for against in problems.against],
        "contaminated": problems.contaminated,
    }
