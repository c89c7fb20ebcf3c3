"""The results page on the judge: the ORM's card (Table 5), purity of the rounds, made-up paths."""

from collections.abc import Mapping
from typing import Any

from mathse.study import paper
from mathse.study.markdown import percent, share, table

Found = Mapping[str, Any]
NAMES = {
    "orm": "ORM, with the reference",
    "orm_without_reference": "ORM, without",
    "binary": "binary ORM, with the reference",
    "binary_without_reference": "binary ORM, without",
    "answers_compared": "answers compared",
    "two_keys": "two keys: rule and ORM",
}
STEPS = ("orm", "orm_without_reference")  # who names a step


def orm(found: Found) -> str:
    """Table 5 and what it leaves out."""
    parts = ["## The ORM's card (Table 5)\n"]
    for seed in found["seeds"]:
        purity = seed["judge"].get("purity") or {}
        if purity:
            said = ", ".join(f"{stage} {percent(value)}" for stage, value in purity.items())
            parts.append(
                f"Seed {seed['seed']}: of the rows that each stage added, right in truth: {said} %.\n"
            )
        if seed["judge"]["card"]:
            parts.append(_card(seed["seed"], seed["judge"]["card"]))
    return "\n".join(parts) if len(parts) > 1 else ""


def _card(seed: int, card: Found) -> str:
    counts = card["counts"]
    rows = []
    for name, one in card["judges"].items():
        known = paper.ORM.get(name)
        faulty = one["right_answer_faulty_step"]
        calibration = one["calibration_error"]
        rows.append(
            [NAMES[name], share(one["positive"]), share(one["negative"]), share(one["overall"]),
             *(share(one[key]) if name in STEPS else "-" for key in ("step_exact", "step_near")), f"{faulty['rejected']} of {faulty['n']}",
             str(one["unparsed"]), "-" if calibration is None else f"{calibration:.3f}",
             "-" if known is None else " / ".join(str(value) for value in known)]
        )  # fmt: skip
    head = ["judge", "positive %", "negative %", "overall %", "first wrong step exact %",
            "within one %", "right answer, faulty step: rejected", "unreadable", "calibration error",
            "paper: + / - / overall"]  # fmt: skip
    hand = card["hand"]
    labels = (
        f"{hand['agreed']} of {hand['n']} labels given by hand agree ("
        + ", ".join(f"{one['agreed']} of {one['n']} {k}" for k, one in hand["by_label"].items())
        + ")"
        if hand["n"]
        else ("no labels have been given by hand yet")
    )
    kinds = [
        [kind, str(one["n"]), str(one["rejected"]), str(one["kind_named"])]
        for kind, one in card["judges"]["orm"]["by_error_type"].items()
    ]
    authors = [
        [author, *(share(some[name]["overall"]) for name in ("orm", "orm_without_reference"))]
        for author, some in card["by_author"].items()
    ]
    return "\n".join(
        [
            f"Seed {seed}: {counts['paths']:,} paths of the students of all stages on dev problems; the audit calls "
            f"{counts['right']:,} right and {counts['wrong']:,} wrong ({counts['wrong_with_right_answer']:,} with a right "
            f"answer) and cannot tell of {counts['cannot_tell']:,}. Judged: {counts['judged_right']:,} right and "
            f"{counts['judged_wrong']:,} wrong, of these {counts['judged_wrong_with_right_answer']:,} with a right answer. "
            f"The audit itself: {labels}. The paper: {paper.LOCATED:.0f} % of first wrong steps.\n",
            table(head, rows),
            "Wrong paths by kind of error (ORM with the reference):\n",
            table(["kind", "paths", "rejected", "kind named"], kinds),
            "By author, overall %:\n",
            table(["author", NAMES["orm"], NAMES["orm_without_reference"]], authors),
        ]
    )


def forged(found: Found) -> str:
    """False accepts of paths that are made to fool a judge."""
    parts = []
    for seed in found["seeds"]:
        some = (seed["judge"]["card"] or {}).get("adversarial") or {}
        if not some:
            continue
        names = list(next(iter(some.values()))["accepted"])
        rows = [
            [kind.replace("_", " "), str(one["n"]), *(str(one["accepted"][name]) for name in names)]
            for kind, one in some.items()
        ]
        head = ["kind", "paths", *(NAMES[name] for name in names)]
        parts.append(f"Seed {seed['seed']}:\n\n{table(head, rows)}")
    if not parts:
        return ""
    return (
        "## Paths made to fool the judge: how many each accepts\n\nNo training of the ORM sees these kinds.\n\n"
        + "\n".join(parts)
    )
