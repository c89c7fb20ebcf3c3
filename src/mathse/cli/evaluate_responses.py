"""`mathse evaluate --responses`: what was written elsewhere, scored with or without a benchmark."""

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mathse.roles import SourceRow

if TYPE_CHECKING:
    from mathse.evaluation.benchmarks import Benchmark
    from mathse.evaluation.overlap import Overlap
    from mathse.evaluation.responses import Reading, Scored
    from mathse.roles import BadRow
    from mathse.sources.contamination import Asked


def responses(arguments: argparse.Namespace) -> dict[str, Any]:
    """Everything that is reported. Raises UserError."""
    from mathse.cli.evaluate import READ_WITH
    from mathse.cli.evaluate_models import training
    from mathse.cli.progress import Shown
    from mathse.evaluation.benchmarks import accuracy, benchmark
    from mathse.evaluation.figures import figures
    from mathse.evaluation.responses import Reading, scored
    from mathse.evaluation.unscored import Unscored
    from mathse.judges import dynamath, mathvista, rule
    from mathse.record import counting

    target = benchmark(arguments.benchmark or "responses")
    data = {name: training(name) for name in arguments.trained_on}
    settings = [change.removeprefix(READ_WITH) for change in arguments.changes]

    def rows() -> "Iterator[SourceRow | BadRow]":
        return _rows(target, arguments.data, settings)

    read = Reading.of(rows(), target.source) if arguments.benchmark else None
    protocols = {"mathvista": mathvista.graded, "dynamath": dynamath.graded}
    graded = protocols.get(target.judge, rule.graded)
    done = scored(arguments.responses, read, by=arguments.by, graded=graded)
    if done.mixed:  # a benchmark's own figures are of one model
        target = replace(target, figures=accuracy)
    count = counting(Shown(quiet=arguments.quiet), "contamination", "training problems looked up")
    known = _overlap(rows(), done, read, data, count) if read and data else None
    unscored = Unscored(len(done.unscored), _said(done.unscored))
    found = figures(
        target, done.first, done.several, done.problems, known, by=arguments.by, unscored=unscored
    )
    found |= {
        "responses": str(arguments.responses),
        "answered": len(done.problems),
        "problems": len(read.problems) + len(read.unread) if read else len(done.problems),
        "left_out": done.left_out,
        "unread": _said(row for row in read.unread if row not in done.unscored) if read else [],
        "missing": len(read.problems) - len(done.problems) if read else 0,
    }
    folder = arguments.run_dir or _folder(arguments)
    found["answers"] = str(_write(folder, done))
    (folder / "evaluation.json").write_text(
        json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    print(f"wrote {folder / 'evaluation.json'} and answers.jsonl", file=sys.stderr)
    return found


def _said(rows: "Iterable[BadRow]") -> list[str]:
    return [f"{row.source_id}: {row.reason}" for row in rows]


def _folder(arguments: argparse.Namespace) -> Path:
    """runs/evaluate/mathvista-responses-qwen for qwen.jsonl: apart from where models are measured."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", arguments.responses.stem).strip("-.")[-80:]
    name = f"responses-{plain or 'file'}"
    return (
        Path("runs")
        / "evaluate"
        / (f"{arguments.benchmark}-{name}" if arguments.benchmark else name)
    )


def _rows(target: "Benchmark", path: Path, changes: list[str]) -> "Iterator[SourceRow | BadRow]":
    from mathse.cli.sources import read_source

    settings = [f"{key}={json.dumps(value)}" for key, value in target.settings.items()]
    return read_source(target.source, path, [*settings, *changes])


def _overlap(
    rows: "Iterator[SourceRow | BadRow]",
    done: "Scored",
    read: "Reading",
    data: dict[str, Any],
    count: Callable[[int], None],
) -> "Overlap":
    """The answered problems in the training data. Their pictures are read now, and not kept."""
    from mathse.evaluation.overlap import overlap
    from mathse.sources.contamination import Asked

    def asked() -> "Iterator[Asked]":
        for row in rows:
            if isinstance(row, SourceRow):
                problem = read.problems.get(row.source_id)
                if problem and problem.id in done.problems:
                    yield Asked(problem.id.hex(), row.question, row.images)

    return overlap(asked(), [one.answered for one in done.first], data, count=count)


def _write(folder: Path, done: "Scored") -> Path:
    from mathse.evaluation.measure import row
    from mathse.grading.lines import written
    from mathse.store.database import named

    with named(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with (folder / "answers.jsonl").open("wb") as file:
        for one in done.written:
            line = row(one.answered, one.rollout, done.problems[one.answered.problem])
            file.write(written(line))
    return folder / "answers.jsonl"
