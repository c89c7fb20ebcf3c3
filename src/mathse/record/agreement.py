"""What several keys of a judge say together, and whose diagnosis goes with a draft."""

from collections.abc import Sequence
from typing import NamedTuple, get_args

from mathse.rows import Outcome, digest
from mathse.tables import Ref, Table

OUTCOMES: dict[str, Outcome] = {outcome: outcome for outcome in get_args(Outcome)}


class Found(NamedTuple):
    """A recorded verdict."""

    row: int
    outcome: Outcome


class Audited(NamedTuple):
    """What the run's judge said of a path, beside the audit."""

    verdict: int  # row of the judge's verdict
    outcome: Outcome
    audit: int  # row of the audit's verdict
    truth: Outcome


def agreed(
    said: Sequence[Found | None], told: Found | None, ref: Ref
) -> tuple[int, Outcome] | None:
    """Accepted when every key says so, rejected when every one does; `told` has the diagnosis."""
    if None in said or told is None:
        return None  # a judge failed on it, within the recipe's tolerance: nobody's path
    outcomes = {found.outcome for found in said if found is not None}
    if "unparsed" in outcomes:
        outcomes = {"unparsed"}
    return alone(Found(told.row, outcomes.pop() if len(outcomes) == 1 else "disagreed"), ref)


def alone(said: Found | None, ref: Ref) -> tuple[int, Outcome] | None:
    """One verdict on a path; one that did not end is never a correct one."""
    if said is None:
        return None
    ended = ref.finished or said.outcome != "correct"
    return said.row, said.outcome if ended else "incorrect"


def outcome(status: str) -> Outcome:
    """A verdict's status, typed."""
    return OUTCOMES[status]


def called_judge(key: str, with_reference: bool | None, *, usual: bool, of: str = "") -> str:
    """The name of a judge's stages: `of` whose paths, its key, what it sees where that is not as usual.

    Paths that nobody trains on are named ("evaluate.judge.rule"): their cost is not the loop's.
    """
    seen = ""
    if with_reference not in (None, usual):
        seen = "_with_reference" if with_reference else "_without_reference"
    return f"{of}.judge.{key}{seen}" if of else f"judge.{key}{seen}"


def of_another(drafts: Table) -> list[int]:
    """For each draft the position of one of another problem, by a fixed rotation."""
    refs = drafts.refs
    order = sorted(range(len(refs)), key=lambda i: digest("other problem", refs[i].content))
    taken = [0] * len(refs)
    for place, i in enumerate(order):
        others = (order[(place + step) % len(order)] for step in range(1, len(order) + 1))
        taken[i] = next((j for j in others if refs[j].problem != refs[i].problem), i)
    return taken
