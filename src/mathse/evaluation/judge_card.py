"""The judge on paths of `dev` problems that nobody trains on, beside the audit, which knows the truth.

Every model but the base writes paths for `judge.card` dev problems; the judge that gives the run its
diagnoses judges them twice, with the reference answer and without; the audit says what is true.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mathse.algorithm import Stage
from mathse.evaluation.judging import Card, Examined, Label, card
from mathse.locating import place
from mathse.record import Recorded
from mathse.record.agreement import Found
from mathse.rows import Json
from mathse.store import PathRow
from mathse.tables import Table


@dataclass(frozen=True, slots=True)
class Examination:
    """One model's paths as the judge saw them."""

    stage: str
    seen: Mapping[bytes, Examined]  # by the path's content: with the reference answer
    blind: Mapping[bytes, Examined]  # without it


def examine(recorded: Recorded, stage: Stage, dev: Table) -> Examination | None:
    """The judge's verdicts on this model's paths; None where the recipe asks for no card."""
    recipe = recorded.recipe
    if not (recipe.judge.card and recipe.judge.audit) or stage.name == "base":
        return None
    problems = dev.draw(recipe.judge.card, key="judge card")
    paths = recorded.student("examine", stage.model, problems, recipe.sampling)
    key = recipe.judge.diagnosing
    seen = recorded.verdicts(key, paths, with_reference=True, of="examine")
    blind = recorded.verdicts(key, paths, with_reference=False, of="examine")
    truth = recorded.verdicts(recipe.judge.audit, paths, of="examine")
    return Examination(
        stage.name,
        dict(examined(recorded, seen, truth)),
        dict(examined(recorded, blind, truth)),
    )


def examined(
    recorded: Recorded, said: Mapping[bytes, Found], truth: Mapping[bytes, Found]
) -> Iterator[tuple[bytes, Examined]]:
    """(content, examined) of each different path that both spoke of."""
    both = [content for content in truth if content in said]
    verdicts = recorded.reader.paths([said[content].row for content in both])
    audits = list(recorded.reader.paths([truth[content].row for content in both]))
    paths = recorded.reader.paths([audit.parent or 0 for audit in audits])
    for content, verdict, audit, path in zip(both, verdicts, audits, paths, strict=True):
        p = verdict.note.get("p_correct")
        found = Examined(
            label=label(truth[content].outcome),
            outcome=said[content].outcome,
            true_step=place(path.text, quoted(audit)),
            said_step=place(path.text, quoted(verdict)),
            p_correct=p if isinstance(p, float) else None,
        )
        yield content, found


def card_of(examinations: Sequence[Examination]) -> dict[str, Json]:
    """The whole card, each different path once; and each model's."""
    seen = card({c: one for each in examinations for c, one in each.seen.items()}.values())
    blind = card({c: one for each in examinations for c, one in each.blind.items()}.values())
    return {
        **shares(seen),
        "accuracy_no_reference": blind.overall.value,
        "no_reference": shares(blind),
        "by_author": {
            each.stage: {
                "accuracy": card(each.seen.values()).overall.value,
                "accuracy_no_reference": card(each.blind.values()).overall.value,
                "n": card(each.seen.values()).overall.n,
            }
            for each in examinations
        },
    }


def shares(found: Card) -> dict[str, Json]:
    """A card as plain numbers."""
    return {
        "n": found.overall.n,
        "accuracy": found.overall.value,
        "interval": list(found.overall.interval),
        "positive": found.positive.value,
        "negative": found.negative.value,
        "first_step_exact": found.step_exact.value,
        "first_step_near": found.step_near.value,
        "calibration_error": found.calibration_error,
        "unparsed": found.unparsed,
        "cannot_tell": found.cannot_tell,
    }


def label(truth: str) -> Label:
    """The audit's word as a label: what it cannot tell is no label."""
    if truth == "correct":
        return "correct"
    return "incorrect" if truth == "incorrect" else "cannot_tell"


def quoted(row: PathRow) -> str | None:
    """The step that a verdict names."""
    step = row.note.get("error_step")
    return step if isinstance(step, str) else None
