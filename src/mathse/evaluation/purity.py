"""The judge beside the audit: of what it accepted in each round, how much is right in truth?

The audit is a judge that the run never trains on (`judge.audit`): the figures' checker, the fake truth.
Its `unparsed` is "cannot tell": counted, never dropped.
"""

from collections.abc import Iterator, Sequence

from mathse.algorithm import Stage
from mathse.evaluation.judge_card import examined, label, shares
from mathse.evaluation.judging import card, purity
from mathse.record import Recorded
from mathse.record.agreement import Found
from mathse.rows import Json
from mathse.tables import Table


def judged_in_the_loop(recorded: Recorded, stages: Sequence[Stage]) -> dict[str, Json]:
    """What the run's judges said of the paths of the loop itself: a card, and the purity of D_SFT."""
    said = {content: Found(one.verdict, one.outcome) for content, one in recorded.audited.items()}
    truth = {content: Found(one.audit, one.truth) for content, one in recorded.audited.items()}
    found = card(one for _, one in examined(recorded, said, truth))
    return {**shares(found), "purity": dict(_purities(recorded, stages))}


def _purities(recorded: Recorded, stages: Sequence[Stage]) -> Iterator[tuple[str, Json]]:
    """Of the rows that each stage added, the share that the audit calls correct."""
    before = Table()
    for stage in stages:
        known = {ref.content for ref in before}
        labels = [
            label(recorded.audited[ref.content].truth)
            for ref in stage.d_sft
            if ref.content not in known and ref.content in recorded.audited
        ]
        if labels:
            yield stage.name, purity(labels).value
        before = stage.d_sft
