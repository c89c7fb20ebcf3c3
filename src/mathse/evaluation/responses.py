"""Scores responses that were written elsewhere: a JSONL file, no model needed.

    {"id": "15", "response": "... so the answer is (A).", "sample": 0}

With a benchmark, `id` names one of its problems. Without, a row brings its own `gold` (and `options`,
`question`). Other plain fields (`model`, `subject`, ...) are tags that accuracy can be broken down by.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mathse.errors import SourceError
from mathse.evaluation.scores import Answered
from mathse.evaluation.several import Path as Written
from mathse.grading import grade
from mathse.roles import SourceRow
from mathse.rows import PathStatus, Problem, Rollout, graded_options, problem_id
from mathse.sources.lines import json_lines

OWN = ("id", "response", "sample", "status", "gold", "answer", "options", "question")


@dataclass(frozen=True, slots=True)
class Scored:
    """The responses with their grades."""

    problems: dict[bytes, Problem]
    written: list[Written]
    unknown: list[str]  # rows that were left out, and why
    missing: int  # problems of the benchmark without a response


def scored(path: Path, benchmark: Mapping[str, Problem] | None) -> Scored:
    """Grades every row. Raises SourceError where the file holds no response."""
    problems: dict[bytes, Problem] = {}
    written: list[Written] = []
    unknown: list[str] = []
    seen: Counter[bytes] = Counter()
    for number, value in json_lines(path):
        problem = value if isinstance(value, str) else _problem(value, benchmark, number)
        if isinstance(problem, str) or isinstance(value, str):
            unknown.append(str(problem))
            continue
        response = value.get("response")
        if not isinstance(response, str):
            unknown.append(f"line {number} has no response")
            continue
        problems.setdefault(problem.id, problem)
        sample = value.get("sample")
        at = sample if isinstance(sample, int) else seen[problem.id]
        seen[problem.id] += 1
        written.append(_written(value, response, problem, at))
    if not written:
        raise SourceError(f"no response in {path}" + (f": {unknown[0]}" if unknown else ""))
    missing = len(benchmark) - len(problems) if benchmark is not None else 0
    return Scored(problems, written, unknown, missing)


def _written(value: Mapping[str, Any], response: str, problem: Problem, sample: int) -> Written:
    found = grade(
        response=response,
        gold=problem.gold,
        options=graded_options(problem),
        question=problem.question,
    )
    said = value.get("status")
    status: PathStatus = "cut_off" if said == "cut_off" else "finished"
    tags = {k: str(v) for k, v in problem.meta.items() if isinstance(v, str | int)}
    tags |= {k: str(v) for k, v in value.items() if k not in OWN and isinstance(v, str | int)}
    note = {"extracted": found.extracted, "rule": found.rule}
    return Written(
        Answered(
            problem=problem.id,
            grade=found.outcome,
            status=status,
            sample=sample,
            characters=len(response),
            tags=tags,
        ),
        Rollout(response, status, note={**note}),
    )


def _problem(
    value: Mapping[str, Any], benchmark: Mapping[str, Problem] | None, number: int
) -> Problem | str:
    """The problem that a row answers, or what is wrong."""
    name = str(value.get("id", number))
    if benchmark is not None:
        return benchmark.get(name) or f"line {number}: the benchmark has no problem {name!r}"
    gold = value.get("gold", value.get("answer"))
    if not isinstance(gold, str | int | float):
        return f"line {number} has no gold; name a --benchmark, or give each row its own"
    options = value.get("options") or []
    texts = tuple(map(str, options)) if isinstance(options, list) else ()
    question = str(value.get("question") or "")
    key = problem_id(
        question=question, options=texts, gold=str(gold), image_digests=(f"row {name}",)
    )
    return Problem(
        id=key, question=question, options=texts, gold=str(gold), images=(), group=name,
        source="responses", source_id=name, solution=None,
    )  # fmt: skip


def by_source_id(rows: Iterator[Any], source: str) -> dict[str, Problem]:
    """The problems of a source by their own id; pictures are not needed to grade and are not read."""
    return {
        row.source_id: Problem(
            id=problem_id(
                question=row.question, options=row.options, gold=row.gold,
                image_digests=(row.source_id,),
            ),
            question=row.question, options=row.options, gold=row.gold, images=(),
            group=row.group or row.source_id, source=source, source_id=row.source_id,
            solution=None, meta=row.meta,
        )
        for row in rows
        if isinstance(row, SourceRow)
    }  # fmt: skip
