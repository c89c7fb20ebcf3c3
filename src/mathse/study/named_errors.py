"""Which kind of error a wrong path has, and which a judge's analysis names."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from mathse.rows import Json
from mathse.store import PathRow

_NAMED = re.compile(r"\bhas an? (\w+) error\b")  # as the teacher's annotations have it


def named_in(analysis: object) -> str | None:
    """The kind that an analysis names."""
    found = _NAMED.search(analysis) if isinstance(analysis, str) else None
    return found[1] if found else None


def error_types(
    wrong: Sequence[bytes],
    rejected: Collection[bytes],
    said: Mapping[bytes, PathRow],
    audits: Mapping[bytes, PathRow],
) -> dict[str, Json]:
    """By the true kind of error: paths, how many were rejected, of how many the kind was named."""
    n: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for content in wrong:
        kind = str(audits[content].note.get("error_type") or "none known")
        n[kind] += 1
        seen[kind] += content in rejected
        named[kind] += named_in(said[content].note.get("analysis")) == kind
    return {
        kind: {"n": n[kind], "rejected": seen[kind], "kind_named": named[kind]}
        for kind in sorted(n)
    }
