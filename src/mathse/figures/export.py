"""Problems as files that any tool can read: problems.jsonl, and one PNG per problem in images/.

One row (shortened):

    {"id": "1f0c...", "question": "What is the area of the rectangle?", "options": [],
     "answer": "84", "image": "images/1f0c....png", "group": "9ab2...",
     "family": "rectangles", "level": 1,
     "solution": "Step 1: We need the area. ...", "truth": {"family": "rectangles", ...}}

Images are 112 x 112, as a model sees them; `world.from_json` rebuilds a problem from `truth`.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mathse.figures.scene import FigureProblem


def row_of(problem: FigureProblem) -> dict[str, Any]:
    """One line of problems.jsonl."""
    question = problem.question
    return {
        "id": problem.id,
        "question": question.text,
        "options": list(question.options),
        "answer": question.answer,
        "image": f"images/{problem.id}.png",
        "group": problem.group,
        "family": problem.scene.family,
        "level": problem.scene.level,
        "solution": question.solution_text,
        "truth": problem.to_json(),
    }


def write_problems(problems: Iterable[FigureProblem], folder: Path) -> int:
    """Write all to `folder` and return how many. A problem's image is named by its id."""
    images = folder / "images"
    images.mkdir(parents=True, exist_ok=True)
    count = 0
    with (folder / "problems.jsonl").open("w", encoding="utf-8") as file:
        for problem in problems:
            problem.scene.draw().save(images / f"{problem.id}.png")
            file.write(json.dumps(row_of(problem)) + "\n")
            count += 1
    return count
