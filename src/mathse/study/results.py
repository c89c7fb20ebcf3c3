"""study.json -> docs/results.md and its charts. No number on the page comes from anywhere else."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mathse.store.database import named
from mathse.store.whole import write_whole
from mathse.study import charts, sections, sections_judge

PAGE, STUDY, CHARTS = "results.md", "study.json", "results"
COMMAND = "mathse run recipes/study.toml"

HEAD = """# Results

Written, do not edit, from [study.json](study.json), which holds every number here and is made by

    {command}
"""

WAITING = f"""# Results

The study has not been run yet, so there is no number here. This page is written, with `docs/study.json` beside
it, by

    {COMMAND}

What will stand here, the paper's numbers beside ours: accuracy of each stage over seeds (Table 1, Figure 2);
what each step mends and breaks beside its null, the same rows trained again with another seed (Figure 4);
feedback of reflection and its controls at equal budget (Table 3); teacher-only data of equal size (Table 4); the
ORM's card (Table 5), false accepts of made-up paths; other judges; whether the model looks at the picture, families
that no training saw, pass@k and diversity.
"""


def publish(found: Mapping[str, Any], folder: Path) -> None:
    """Writes study.json, results.md and the charts, each whole or not at all."""
    drawn = folder / CHARTS
    with named(folder):
        drawn.mkdir(parents=True, exist_ok=True)
    write_whole(folder / STUDY, json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    write_whole(folder / PAGE, page(found))
    charts.draw(found, drawn)


def page(found: Mapping[str, Any] | None) -> str:
    """The page; without a study, what it will hold."""
    if found is None:
        return WAITING
    parts = [
        HEAD.format(command=found["command"]),
        sections.setting(found),
        sections.stages(found),
        sections.transitions(found),
        sections.ablations(found),
        sections_judge.orm(found),
        sections_judge.forged(found),
        sections.beside(found),
        sections.opened(found),
    ]
    return "\n".join(part for part in parts if part)
