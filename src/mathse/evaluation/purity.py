"""The judge beside the audit: of what it accepted in each round, how much is right in truth?

The audit is a judge that the run never trains on (`judge.audit`): the figures' checker, the fake truth.
Its `unparsed` is "cannot tell": counted, never dropped.
"""

from collections.abc import Iterator, Sequence

from mathse.algorithm import Stage
from mathse.evaluation.judging import Examined, Label, card, purity
from mathse.record import Audited, Recorded
from mathse.rows import Json
from mathse.store import PathRow
from mathse.tables import Table


def judged_against_audit(recorded: Recorded, stages: Sequence[Stage]) -> dict[str, Json]:
    """`n, accuracy, positive, negative, first_step_exact, purity` over the paths of this run."""
    if not recorded.recipe.judge.audit:
        return {"n": 0, "accuracy": None, "purity": {}}
    found = card(_examined(recorded))
    return {
        "n": found.overall.n,
        "accuracy": found.overall.value,
        "positive": found.positive.value,
        "negative": found.negative.value,
        "first_step_exact": found.step_exact.value,
        "cannot_tell": found.cannot_tell,
        "unparsed": found.unparsed,
        "purity": dict(_purities(recorded, stages)),
    }


def _purities(recorded: Recorded, stages: Sequence[Stage]) -> Iterator[tuple[str, Json]]:
    """Of the rows that each stage added, the share that the audit calls correct."""
    before = Table()
    for stage in stages:
        known = {ref.content for ref in before}
        labels = [
            _label(recorded.audited[ref.content])
            for ref in stage.d_sft
            if ref.content not in known and ref.content in recorded.audited
        ]
        if labels:
            yield stage.name, purity(labels).value
        before = stage.d_sft


def _examined(recorded: Recorded) -> list[Examined]:
    both = list(recorded.audited.values())
    said = recorded.reader.paths([one.verdict for one in both])
    true = recorded.reader.paths([one.audit for one in both])
    return [
        Examined(
            label=_label(one),
            outcome=one.outcome,
            true_step=_true_step(audit),
            said_step=_said_step(verdict, audit),
        )
        for one, verdict, audit in zip(both, said, true, strict=True)
    ]


def _label(one: Audited) -> Label:
    if one.truth == "correct":
        return "correct"
    return "incorrect" if one.truth == "incorrect" else "cannot_tell"


def _true_step(audit: PathRow) -> int | None:
    step = audit.note.get("step")
    return step if isinstance(step, int) else None


def _said_step(verdict: PathRow, audit: PathRow) -> int | None:
    """The audit's step where the judge quotes the same words; else no step of this path."""
    said, true = verdict.note.get("error_step"), audit.note.get("error_step")
    if not isinstance(said, str):
        return None
    same = isinstance(true, str) and " ".join(said.split()) == " ".join(true.split())
    return _true_step(audit) if same else None
