"""What a run read before, while its source is read anew because its files changed.

What is recorded stands: a row that cannot be read any more (its picture is gone, cut off or damaged) is taken
as the run recorded it, picture and all, and said. Rows that are gone while others cannot be read are damage
too, and stop the run. What a person edited is another problem, and is said.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from mathse.errors import SourceError
from mathse.roles import BadRow
from mathse.rows import Problem, Split
from mathse.sources.images import decode
from mathse.store import Reader


class Known(NamedTuple):
    """A problem as it is recorded, with where this run has put it."""

    problem: Problem
    split: Split


@dataclass(slots=True)
class Before:
    """The recorded reading of the same source, path and settings."""

    reader: Reader
    load: int
    whole: bool  # nothing of it may be missing now: no fewer rows are asked for
    unreadable: int  # rows that were left out then
    _by_source_id: dict[str, tuple[bytes, Split]] = field(default_factory=dict, init=False)

    def known(self, source_id: str) -> Known | None:
        """The problem that was read under this id."""
        found = self._members().get(source_id)
        if found is None:
            return None
        (problem,) = self.reader.problems([found[0]])
        return Known(problem, found[1])

    def damaged(self, problem: Problem) -> BadRow | None:
        """Whether it is another than under this id before because a picture of it is damaged."""
        found = self._members().get(problem.source_id)
        if found is None or found[0] == problem.id:
            return None
        for image in problem.images:
            fault = decode(image.path) if image.path.is_file() else None
            if fault:
                return BadRow(problem.source_id, f"image {image.path.name!r} {fault}")
        return None

    def compared(self, members: Collection[bytes], unreadable: list[BadRow]) -> str | None:
        """What to say of a reading that is another. Raises SourceError where it lost problems by damage."""
        if not self.whole:
            return None
        gone = [name for name, (id_, _) in self._members().items() if id_ not in members]
        if not gone:
            return None
        are = "is" if len(gone) == 1 else "are"
        said = (
            f"{len(gone)} of the problems that this run recorded {are} gone (the first: {gone[0]})"
        )
        if len(unreadable) > self.unreadable:
            bad = unreadable[-1]
            raise SourceError(
                f"{said}, and of its rows {len(unreadable)} cannot be read (the last: {bad.source_id}: "
                f"{bad.reason}): mend the file, or begin another run with --run-dir"
            )
        return f"the source was changed: {said}; D is another than before"

    def _members(self) -> dict[str, tuple[bytes, Split]]:
        if not self._by_source_id:
            query = (
                "SELECT json_extract(json, '$.source_id'), problem.id, split FROM load_member"
                " JOIN problem ON problem.id = load_member.problem WHERE load = ? ORDER BY position"
            )
            rows = self.reader.every(query, (self.load,))
            self._by_source_id = {name: (id_, split) for name, id_, split in rows}
        return self._by_source_id


def before(reader: Reader, run: str, asked: Mapping[str, Any]) -> Before | None:
    """The reading that the run of this name holds, if the same was asked for then."""
    found = reader.run(run)
    then = reader.load_asked(found[1]) if found else None
    if found is None or then is None or then["same"] != asked["same"]:
        return None
    n, n_then = asked["n"], then["n"]
    unreadable: Any = reader.load_report(found[1])["unreadable"]
    return Before(
        reader,
        found[1],
        whole=not n or bool(n_then and n >= n_then),
        unreadable=unreadable["rows"],
    )
