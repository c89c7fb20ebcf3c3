"""The ORM's card: real paths on dev problems whose truth the audit knows, and paths made to fool it.

Drawn are at most `each` right and `each` wrong paths of students, of the wrong ones at first `faulty` with a
right answer: an answer check alone takes those for right. So the mix is not the natural one; both counts
are given. What the audit cannot tell is counted. The paper's ORM-2K is 1,000 + 1,000.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from mathse.drive import Order, Work, stages, working
from mathse.errors import RecipeError
from mathse.evaluation.judge_card import examined
from mathse.evaluation.judging import Card, Examined, card
from mathse.orm import make_orm
from mathse.policies.adversary import KINDS
from mathse.recipe import Draws, Use, leaf
from mathse.record import Recorded, RecordedForOrm
from mathse.record.agreement import Found
from mathse.rows import Json
from mathse.store import PathRow
from mathse.study.hand import agreement
from mathse.study.loop import Report, Whole
from mathse.study.named_errors import error_types
from mathse.study.settings import CardSize
from mathse.tables import Table

CHANGES: dict[str, Any] = {"orm": {"train": True}}  # a card needs an ORM, whoever judges the loop
RULE = "rule"  # of [judges]: answers compared, no step read


class Drawn(NamedTuple):
    """The paths to be judged."""

    students: Table  # those of the card
    authors: dict[str, Table]  # by who wrote them
    truth: dict[bytes, Found]
    audits: dict[bytes, PathRow]
    counts: dict[str, Json]  # before the drawing


def measured_card(
    whole: Whole, size: CardSize, labels: Mapping[str, str], report: Report, folder: Path
) -> dict[str, Json]:
    """The card of each judge: the ORM with and without reference, its binary kind, answers compared."""
    if not whole.recipe.judge.audit or size.judge not in whole.recipe.judges:
        raise RecipeError(f'the card needs "judge.audit" and the judge "{size.judge}"')
    with working(whole.recipe, whole.cast, Order(whole.run_dir), report, part="card") as work:
        drawn = _drawn(work, size)
        judges = _judges(work, size)
        found: dict[str, Json] = {"counts": drawn.counts, "judges": {}, "by_author": {}}
        cards: dict[str, Json] = {}
        said: dict[str, dict[bytes, Found]] = {}
        every = Table(ref for table in drawn.authors.values() for ref in table)
        for name, (recorded, key, seen) in judges.items():
            recorded.scope = "card"
            said[name] = recorded.verdicts(key, every, with_reference=seen, of="examine")
            mine = dict(examined(recorded, said[name], drawn.truth))
            cards[name] = {**_numbers(mine, drawn.students), **_more(recorded, said[name], drawn)}
        found["judges"] = cards
        found["by_author"] = _by_author(work, said, drawn)
        found["adversarial"] = _adversarial(work, judges, size)
        found["hand"] = agreement(work, drawn.students, drawn.truth, labels, folder)
        return found


Judges = dict[str, tuple[Recorded, str, bool]]  # name -> who asks, judge's key, sees the reference


def _judges(work: Work, size: CardSize) -> Judges:
    recorded = work.recorded
    found: Judges = {
        "orm": (recorded, size.judge, True),
        "orm_without_reference": (recorded, size.judge, False),
    }
    if RULE in recorded.recipe.judges:
        found["answers_compared"] = (recorded, RULE, True)
    if size.binary and recorded.cast.judges[size.judge].plugin.needs_model:
        recipe = recorded.recipe
        options = replace(recipe.orm.options, binary=True)
        recipe = replace(recipe, orm=replace(recipe.orm, options=options))
        binary = Recorded(recipe, recorded.cast, recorded.reader, doer=work.doer)
        binary.scope = "orm_binary"
        seed, M_base = work.loaded.splits["seed"], binary.base()
        do = RecordedForOrm(binary)
        binary.orm = make_orm(work.loaded.d, seed, M_base=M_base, do=do, o=options)
        found["binary"] = (binary, size.judge, True)
        found["binary_without_reference"] = (binary, size.judge, False)
    return found


def _drawn(work: Work, size: CardSize) -> Drawn:
    recorded, audit = work.recorded, work.recorded.recipe.judge.audit
    problems = work.loaded.splits["dev"].draw(size.problems, key="orm card")
    written: dict[str, Table] = {}
    for stage in stages(recorded, work.loaded):
        if stage.name == "base":
            continue
        recorded.scope = f"card_{stage.name}"
        draws = recorded.recipe.sampling
        written[stage.name] = recorded.student("examine", stage.model, problems, draws) | Table()
    recorded.scope = "card"
    students = Table(ref for table in written.values() for ref in table) | Table()
    drafts = recorded.judge(list(written.values())[-1]).incorrect().latest() if written else Table()
    written["teacher"] = recorded.teacher("examine", problems) | Table()
    written["reflected"] = recorded.reflect(drafts.draw(size.others, key="card")) | Table()
    whole = Table(ref for table in written.values() for ref in table)
    truth = recorded.verdicts(audit, whole, of="examine")
    audits = dict(
        zip(truth, recorded.reader.paths([one.row for one in truth.values()]), strict=True)
    )
    outcomes = {content: found.outcome for content, found in truth.items()}
    right = Table(ref for ref in students if outcomes.get(ref.content) == "correct")
    wrong = Table(ref for ref in students if outcomes.get(ref.content) == "incorrect")
    faulty = Table(ref for ref in wrong if audits[ref.content].note.get("answer_right") is True)
    first = faulty.draw(size.faulty, key="faulty")
    left = max(0, size.each - len(first))
    kept = {ref.content for ref in first}
    others = Table(ref for ref in wrong if ref.content not in kept)
    chosen = right.draw(size.each, key="card") | first
    chosen = chosen | (others.draw(left, key="card") if left else Table())
    ids = {ref.content for ref in chosen}
    authors = {
        name: Table(ref for ref in table if ref.content in ids)
        if name not in ("teacher", "reflected")
        else table.draw(size.others, key="card")
        for name, table in written.items()
    }
    counts: dict[str, Json] = {
        "paths": len(students),
        "right": len(right),
        "wrong": len(wrong),
        "wrong_with_right_answer": len(faulty),
        "cannot_tell": sum(outcomes.get(ref.content) == "unparsed" for ref in students),
        "judged_right": sum(outcomes.get(content) == "correct" for content in ids),
        "judged_wrong": sum(outcomes.get(content) == "incorrect" for content in ids),
        "judged_wrong_with_right_answer": sum(ref.content in ids for ref in faulty),
    }
    return Drawn(chosen, authors, truth, audits, counts)


def _numbers(mine: Mapping[bytes, Examined], chosen: Table) -> dict[str, Json]:
    return shares(card(mine[ref.content] for ref in chosen if ref.content in mine))


def shares(found: Card) -> dict[str, Json]:
    """A card with every count and interval."""
    named = {
        "overall": found.overall,
        "positive": found.positive,
        "negative": found.negative,
        "step_exact": found.step_exact,
        "step_near": found.step_near,
    }
    return {
        **{
            name: {"value": one.value, "hits": one.hits, "n": one.n, "interval": list(one.interval)}
            for name, one in named.items()
        },
        "calibration_error": found.calibration_error,
        "unparsed": found.unparsed,
        "cannot_tell": found.cannot_tell,
    }


def _more(recorded: Recorded, said: Mapping[bytes, Found], drawn: Drawn) -> dict[str, Json]:
    """Right answers with a faulty step, and what kind of error is seen and named."""
    wrong = [
        ref.content
        for ref in drawn.students
        if drawn.truth[ref.content].outcome == "incorrect" and ref.content in said
    ]
    rejected = {content for content in wrong if said[content].outcome == "incorrect"}
    faulty = [c for c in wrong if drawn.audits[c].note.get("answer_right") is True]
    rows = dict(zip(wrong, recorded.reader.paths([said[c].row for c in wrong]), strict=True))
    return {
        "right_answer_faulty_step": {
            "rejected": sum(content in rejected for content in faulty),
            "n": len(faulty),
        },
        "by_error_type": error_types(wrong, rejected, rows, drawn.audits),
    }


def _by_author(
    work: Work, said: Mapping[str, Mapping[bytes, Found]], drawn: Drawn
) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for author, table in drawn.authors.items():
        found[author] = {
            name: _numbers(dict(examined(work.recorded, one, drawn.truth)), table)
            for name, one in said.items()
            if name in ("orm", "orm_without_reference")
        }
    return found


def _adversarial(work: Work, judges: Judges, size: CardSize) -> dict[str, Json]:
    """False accepts by kind: of the judges, and of two keys, rule and ORM together."""
    if not size.adversarial:
        return {}
    recorded, audit = work.recorded, work.recorded.recipe.judge.audit
    problems = work.loaded.splits["dev"].draw(size.adversarial, key="adversarial")
    written: dict[str, Table] = {}
    for kind in KINDS:
        recorded.scope = f"forged_{kind}"
        writer = leaf("policy", Use("adversary", {"kind": kind}), where="adversary")
        spec = recorded.spec("examine", writer, draws=Draws())
        written[kind] = recorded.solved(spec, problems, 1) | Table()
    every = Table(
        ref for table in written.values() for ref in table
    )  # one start of a judge for all
    recorded.scope = "forged"
    truth = recorded.verdicts(audit, every, of="examine")
    accepted: dict[str, set[bytes]] = {}
    for name, (asks, key, seen) in judges.items():
        asks.scope = "forged"
        said = asks.verdicts(key, every, with_reference=seen, of="examine")
        accepted[name] = {c for c, one in said.items() if one.outcome == "correct"}
    if "answers_compared" in accepted:
        accepted["two_keys"] = accepted["answers_compared"] & accepted["orm"]
    found: dict[str, Json] = {}
    for named, paths in written.items():
        wrong = {ref.content for ref in paths if truth[ref.content].outcome != "correct"}
        counts: dict[str, Json] = {name: len(some & wrong) for name, some in accepted.items()}
        found[named] = {
            "n": len(wrong),
            "right_after_all": len(paths) - len(wrong),  # the audit takes it for a right path
            "accepted": counts,
        }
    return found
