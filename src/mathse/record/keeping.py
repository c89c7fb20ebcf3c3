"""Which accepted paths join D_SFT."""

from mathse.diversity import most_diverse
from mathse.store import Reader
from mathse.tables import Ref, Table


def kept(accepted: Table, per_problem: int, reader: Reader) -> Table:
    """At most `per_problem` different paths of each problem, the most diverse first; 0: all.

    A path that did not end is never trained on, whoever was not asked about it.
    """
    ended = Table(ref for ref in accepted if ref.finished)
    if per_problem == 0:
        return ended
    of: dict[bytes, list[Ref]] = {}
    for ref in ended:
        of.setdefault(ref.problem, []).append(ref)
    chosen: set[int] = set()
    for refs in of.values():
        if len(refs) > per_problem:
            texts = [row.text for row in reader.paths([ref.row for ref in refs])]
            refs = [refs[i] for i in most_diverse(texts, per_problem)]
        chosen.update(ref.row for ref in refs)
    return Table(ref for ref in ended if ref.row in chosen)
