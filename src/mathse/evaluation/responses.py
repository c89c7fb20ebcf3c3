"""Scores responses that were written elsewhere: a JSONL file, no model needed.

    {"id": "15", "response": "... so the answer is (A).", "sample": 0}

With a benchmark, `id` names one of its problems. Without, a row brings its own `gold` (and `options`,
`question`). Other plain fields (`model`, `subject`, ...) are tags that accuracy can be broken down by.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from mathse.errors import SourceError
from mathse.evaluation.scores import Answered, tags_of
from mathse.evaluation.several import Path as Written
from mathse.grading import Grade
from mathse.judges.rule import graded as by_rule
from mathse.roles import BadRow, SourceRow
from mathse.rows import PathStatus, Problem, Rollout, problem_id
from mathse.sources.ids import own_id
from mathse.sources.lines import json_lines, shown
from mathse.sources.rows import as_text, joined

OWN = ("id", "response", "sample", "status", "gold", "answer", "options", "question")


Graded = Callable[[str, Problem], Grade]  # of a response
Key = tuple[bytes, tuple[str, ...]]  # a problem, and whose response: the values of the `by` tags


@dataclass(frozen=True, slots=True)
class Scored:
    """The responses with their grades."""

    problems: dict[bytes, Problem]  # those that have a response
    written: list[Written]
    first: list[Written]  # of `written`, each problem's response of the lowest sample
    several: list[Written]  # of `written`, all where a problem has several; else none
    left_out: list[str]  # rows that do not count, and why
    unscored: list[BadRow]  # problems with a response that could not be read, and why
    mixed: bool  # whether there are responses of several models (or other `by` tags) to a problem


@dataclass(frozen=True, slots=True)
class Reading:
    """A benchmark as responses need it."""

    problems: dict[str, Problem]  # by the id in its source
    unread: list[BadRow]  # its rows that could not be read, and why
    lost: dict[str, BadRow]  # the same by their ids

    @staticmethod
    def of(rows: Iterable[SourceRow | BadRow], source: str) -> "Reading":
        """Reads it; pictures are not needed to grade and are not kept."""
        problems: dict[str, Problem] = {}
        unread: list[BadRow] = []
        for row in rows:
            if isinstance(row, SourceRow):
                problems[row.source_id] = _of_source(row, source)
            else:
                unread.append(row)
        return Reading(problems, unread, {row.source_id: row for row in unread})

    def named(self, name: str) -> Problem | BadRow | None:
        """The problem of this id, or why there is none to be scored on; None: never heard of."""
        return self.problems.get(name) or self.lost.get(name)


def scored(
    path: Path,
    benchmark: Reading | None,
    *,
    by: Sequence[str] = (),
    graded: Graded = by_rule,
) -> Scored:
    """Grades every row once, by the benchmark's protocol. Raises SourceError where the file holds no response.

    A response is named by its problem, the values of its `by` fields (`model`, ...), and its sample.
    """
    problems: dict[bytes, Problem] = {}
    written: dict[Key, dict[int, Written]] = {}
    left_out: list[str] = []
    unscored: dict[tuple[str, ...], BadRow] = {}  # each problem (and model) once
    for number, value in json_lines(path):
        if isinstance(value, str):
            left_out.append(f"line {number} {value}")
            continue
        found = _row(value, benchmark, number)
        if isinstance(found, str):
            left_out.append(found)
            continue
        said = tags_of(value)
        tags = tuple(said.get(tag, "") for tag in by)
        if isinstance(found, BadRow):
            unscored[(found.source_id, *tags)] = found
            continue
        key = (found.problem.id, tags)
        samples = written.setdefault(key, {})
        at = _free(samples) if found.sample is None else found.sample
        if at in samples:
            name = shown(found.problem.source_id)
            left_out.append(f"line {number}: a second response to problem {name}, sample {at}")
            continue
        problems.setdefault(found.problem.id, found.problem)
        samples[at] = _written(value, graded(found.response, found.problem), found, at)
    if not problems:
        lost = [f"{row.source_id}: {row.reason}" for row in unscored.values()]
        raise SourceError(": ".join([f"no response in {path}", *[*lost, *left_out][:1]]))
    every = [one for samples in written.values() for one in samples.values()]
    mixed = len(written) > len(problems)
    return Scored(
        problems=problems,
        written=every,
        first=[samples[min(samples)] for samples in written.values()],
        several=every if len(every) > len(written) and not mixed else [],
        left_out=left_out,
        unscored=list(unscored.values()),
        mixed=mixed,
    )


def _free(samples: Mapping[int, Written]) -> int:
    """The lowest number that no sample has."""
    return next(i for i in range(len(samples) + 1) if i not in samples)


class _Row(NamedTuple):
    """What a line says."""

    problem: Problem
    response: str
    sample: int | None


def _row(value: Mapping[str, Any], benchmark: Reading | None, number: int) -> _Row | BadRow | str:
    """A BadRow: the benchmark's own, which nobody can be scored on."""
    problem = _problem(value, benchmark, number)
    if isinstance(problem, str | BadRow):
        return problem
    response, sample = value.get("response"), value.get("sample")
    if not isinstance(response, str):
        return f"line {number} has no response"
    if sample is None:
        return _Row(problem, response, None)
    if isinstance(sample, bool) or not isinstance(sample, int) or sample < 0:
        return f"line {number}: its sample is {shown(sample)}, not a whole number from 0"
    return _Row(problem, response, sample)


def _written(value: Mapping[str, Any], found: Grade, row: _Row, sample: int) -> Written:
    problem, response = row.problem, row.response
    said = value.get("status")
    status: PathStatus = "cut_off" if said == "cut_off" else "finished"
    tags = tags_of(problem.meta) | tags_of({k: v for k, v in value.items() if k not in OWN})
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
    value: Mapping[str, Any], benchmark: Reading | None, number: int
) -> Problem | BadRow | str:
    """The problem that a row answers, or what is wrong with the problem, or with the row."""
    name = own_id(value, "id", str(number))
    if isinstance(name, BadRow):
        return f"line {number}: {name.reason}"
    if benchmark is not None:
        if value.get("id") in (None, ""):  # the line's number may well be another problem's id
            return f"line {number} has no id: which problem does it answer?"
        return benchmark.named(name) or f"line {number}: the benchmark has no problem {shown(name)}"
    named = (value.get(field) for field in ("gold", "answer"))
    published, meta = joined(next((gold for gold in named if gold not in (None, "")), None))
    gold = as_text(published)
    if published is None:
        return f"line {number} has no gold; name a --benchmark, or give each row its own"
    if gold is None:
        return f"line {number}: its gold is {shown(published)}, neither a text nor a number"
    options = value.get("options") or []
    if not isinstance(options, list):
        return f"line {number}: its options are not a list"
    texts = tuple(text for text in map(as_text, options) if text is not None)
    if len(texts) < len(options):
        return f"line {number}: an option is not a text or a number"
    question = str(value.get("question") or "")
    key = problem_id(question=question, options=texts, gold=gold, image_digests=(f"row {name}",))
    return Problem(
        id=key, question=question, options=texts, gold=gold, images=(), group=name,
        source="responses", source_id=name, solution=None, meta=meta,
    )  # fmt: skip


def _of_source(row: SourceRow, source: str) -> Problem:
    key = problem_id(
        question=row.question, options=row.options, gold=row.gold, image_digests=(row.source_id,)
    )
    return Problem(
        id=key, question=row.question, options=row.options, gold=row.gold, images=(),
        group=row.group or row.source_id, source=source, source_id=row.source_id, solution=None,
        meta=row.meta,
    )  # fmt: skip
