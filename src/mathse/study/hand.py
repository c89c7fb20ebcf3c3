"""Is the audit right? 100 of the card's paths are written out for a person to label, without its verdict."""

import json
from pathlib import Path

from mathse.drive import Work
from mathse.errors import RecipeError
from mathse.evaluation.statistics import wilson
from mathse.record.agreement import Found
from mathse.rows import Json
from mathse.tables import Table

PATHS = 100
SHEET = "to_label.jsonl"
LABELS = ("correct", "incorrect")


def agreement(
    work: Work, paths: Table, truth: dict[bytes, Found], labels: str, folder: Path
) -> dict[str, Json]:
    """The audit beside labels given by hand; without labels, only the sheet is written."""
    chosen = paths.draw(PATHS, key="by hand")
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
    if not labels:
        return {"n": 0, "agreed": 0, "interval": None}
    given = _labels(Path(labels))
    both = [ref for ref in chosen if ref.content.hex() in given]
    agreed = sum(truth[ref.content].outcome == given[ref.content.hex()] for ref in both)
    return {"n": len(both), "agreed": agreed, "interval": list(wilson(agreed, len(both)))}


def _labels(path: Path) -> dict[str, str]:
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
        given = {str(row["id"]): str(row["label"]) for row in rows}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RecipeError(f'{path}: no lines with "id" and "label": {error}') from error
    return {key: label for key, label in given.items() if label in LABELS}
