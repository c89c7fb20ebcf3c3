"""What is said of a stage that too many units of failed: which problem, which picture, what helps.

A call that failed may well succeed the next time. A damaged picture will not: it is mended, or left out.
"""

from collections.abc import Sequence

from mathse.stages import Unit
from mathse.store import Store


def counted(
    store: Store, recipe: int, failed: Sequence[Unit], *, spared: frozenset[str]
) -> list[Unit]:
    """The failed units without those whose failure at a `spared` boundary is expected, and reported."""
    if not spared:
        return list(failed)
    return [unit for unit in failed if store.last_failure(recipe, unit.key)[0] not in spared]


def why(store: Store, recipe: int, failed: Sequence[Unit]) -> str:
    """About the failed units of a stage; the last of them is quoted."""
    last = failed[-1]
    boundary, message = store.last_failure(recipe, last.key)
    (problem,) = store.problems([last.problem])
    name = f"problem {problem.source_id!r}"
    if boundary == "image":
        files = ", ".join(str(image.path) for image in problem.images)
        said = f"(the last: {name}, image {files}: {message}); what was done is recorded: mend or "
        return said + "remove what is damaged, or set run.tolerance and go on without it"
    return (
        f"(the last: {name}: {boundary}: {message}); what was done is recorded: run again to retry "
        "the others, or set run.tolerance"
    )
