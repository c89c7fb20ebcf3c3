"""What several keys of a judge say together, and whose diagnosis goes with a draft."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, get_args

from mathse.rows import Outcome, digest
from mathse.store.read import Reader
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
    if len(said) == 1:
        outcome = told.outcome
    else:
        outcomes = {found.outcome for found in said if found is not None}
        if "unparsed" in outcomes:
            outcome = "unparsed"
        else:
            outcome = outcomes.pop() if len(outcomes) == 1 else "disagreed"
    return told.row, "incorrect" if outcome == "correct" and not ref.finished else outcome


def persuaded(
    said: Mapping[str, Mapping[bytes, Found]], *, above: float, reader: Reader
) -> dict[str, dict[bytes, Found]]:
    """The keys' verdicts by name and content; a key that doubts what another accepts gives way.

    Its doubt is a p_correct above `above`, though not above 0.5. What another key accepts is right more often
    than what this one learnt from, so by Bayes' rule a smaller chance of its own is enough.
    """
    doubts: dict[int, tuple[str, bytes]] = {}
    if above < 0.5:
        accepted = {
            c for of in said.values() for c, found in of.items() if found.outcome == "correct"
        }
        for key, of in said.items():
            refused = ((c, found) for c, found in of.items() if found.outcome == "incorrect")
            doubts |= {found.row: (key, c) for c, found in refused if c in accepted}
    heard = {key: dict(of) for key, of in said.items()}
    for row in reader.paths(doubts):
        p = row.note.get("p_correct")
        if isinstance(p, float) and p > above:
            key, content = doubts[row.id]
            heard[key][content] = Found(row.id, "correct")
    return heard


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
