"""Is the audit right? 100 of the card's paths are written out for a person to label, without its verdict."""

import json
from collections.abc import Mapping
from pathlib import Path

from mathse.drive import Work
from mathse.evaluation.statistics import wilson
from mathse.record.agreement import Found
from mathse.rows import Json
from mathse.study.labels import LABELS
from mathse.tables import Table

PATHS = 100
SHEET = "to_label.jsonl"


def agreement(
    work: Work,
    paths: Table,
    truth: dict[bytes, Found],
    given: Mapping[str, str],
    folder: Path,
) -> dict[str, Json]:
    """The audit beside labels given by hand; without labels, only the sheet is written.

    The sheet is in the order of the paths' ids: the table's own order would tell what the audit says.
    """
    chosen = sorted(paths.draw(PATHS, key="by hand"), key=lambda ref: ref.content)
    rows = list(work.store.paths([ref.row for ref in chosen]))
    problems = work.store.problems([ref.problem for ref in chosen])
    with (folder / SHEET).open("w", encoding="utf-8") as file:
        for row, problem in zip(rows, problems, strict=True):
            line = {
                "id": row.content.hex(),
                "question": problem.question,
                "options": list(problem.options),
                "reference": problem.gold,
                "image": str(problem.images[0].path) if problem.images else None,
                "text": row.text,
                "label": "",
            }
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    labelled = {
        ref.content: given[ref.content.hex()] for ref in chosen if ref.content.hex() in given
    }
    counts = {
        label: [
            truth[content].outcome == label for content, said in labelled.items() if said == label
        ]
        for label in LABELS
    }
    agreed = sum(map(sum, counts.values()))
    return {
        "n": len(labelled),
        "by_label": {k: {"n": len(one), "agreed": sum(one)} for k, one in counts.items()},
        "agreed": agreed,
        "interval": list(wilson(agreed, len(labelled))) if labelled else None,
    }
