"""Does a data set load, and can it be trusted? Every row is accounted for, every doubt listed.

A row is loaded, or left out with a reason. A loaded row may still be doubtful: its reference answer
cannot be read or does not grade as equal to itself, or its content stands there twice.
"""

import hashlib
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from mathse.grading import grade, read
from mathse.grading.reference import reference
from mathse.roles import BadRow, SourceRow
from mathse.rows import problem_id
from mathse.sources.images import ImageFile, decode
from mathse.sources.several import UNREAD

_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"[^\"]*\"|\b\d[\d,.]*\b")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_BROKEN = "nothing after it could be read"  # said by `items` when a file breaks off


@dataclass(frozen=True, slots=True)
class Doubt:
    """A loaded row whose reference answer does not grade as equal to itself."""

    source_id: str
    gold: str
    outcome: str  # incorrect, no_answer, unscored
    rule: str  # the grader's reason


@dataclass(slots=True)
class Report:
    """What a reading of a data set gave."""

    rows: int = 0
    loaded: int = 0
    left_out: list[BadRow] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    golds_astray: list[tuple[str, str]] = field(default_factory=list)  # id, gold: no option's
    duplicates: list[tuple[str, ...]] = field(default_factory=list)  # ids with the same content
    contradictions: list[tuple[str, ...]] = field(default_factory=list)  # same but for the answer
    images: Counter[str] = field(default_factory=Counter)  # "1", "2", ...: how many a row has
    languages: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)  # option, number, text, ...
    options: Counter[str] = field(default_factory=Counter)  # how many options a row has
    groups: int = 0  # problems of one group never stand on both sides of a split
    solutions: int = 0  # rows with the data set's own solution
    seconds: float = 0.0

    @property
    def accounted(self) -> bool:
        """Whether every row of the files was seen: loaded, or left out with its reason."""
        whole = not any(row.reason.endswith((_BROKEN, UNREAD)) for row in self.left_out)
        return whole and self.rows == self.loaded + len(self.left_out)

    def reasons(self) -> list[tuple[str, list[BadRow]]]:
        """What was left out, by reason (names and numbers aside), the most frequent first."""
        by_reason: dict[str, list[BadRow]] = defaultdict(list)
        for row in self.left_out:
            by_reason[_QUOTED.sub("...", row.reason)].append(row)
        return sorted(by_reason.items(), key=lambda entry: -len(entry[1]))


def check(
    rows: Iterable[SourceRow | BadRow], *, progress: Callable[[int], None] = lambda done: None
) -> Report:
    """Reads everything, pictures too. `progress(rows so far)` is called for each row."""
    report, start = Report(), time.perf_counter()
    seen: dict[bytes, list[str]] = defaultdict(list)
    asked: dict[bytes, dict[str, str]] = defaultdict(dict)  # content without gold -> gold -> id
    groups: set[str] = set()
    for found in rows:
        report.rows += 1
        progress(report.rows)
        if isinstance(found, BadRow):
            report.left_out.append(found)
            continue
        digests = _digests(found)
        if isinstance(digests, str):
            report.left_out.append(BadRow(found.source_id, digests))
            continue
        report.loaded += 1
        _note(found, report)
        content = {"question": found.question, "options": found.options, "image_digests": digests}
        seen[problem_id(gold=found.gold, **content)].append(found.source_id)  # type: ignore[arg-type]
        asked[problem_id(gold="", **content)].setdefault(found.gold, found.source_id)  # type: ignore[arg-type]
        groups.add(found.group or (" ".join(digests) if digests else found.source_id))
        doubt = gold_doubt(found)
        if doubt:
            report.doubts.append(doubt)
        if gold_astray(found):
            report.golds_astray.append((found.source_id, found.gold))
    report.duplicates = [tuple(ids) for ids in seen.values() if len(ids) > 1]
    report.contradictions = [tuple(golds.values()) for golds in asked.values() if len(golds) > 1]
    report.groups, report.seconds = len(groups), time.perf_counter() - start
    return report


def _digests(row: SourceRow) -> list[str] | str:
    """SHA-256 of each picture's bytes, or what is wrong with one."""
    digests = []
    for image in row.images:
        content = _bytes(image)
        fault = decode(content)
        if fault:
            name = f"image {str(image)!r}" if isinstance(image, Path) else "the image in the table"
            return f"{name} {fault}"
        digests.append(hashlib.sha256(content).hexdigest())
    return digests


def _bytes(image: ImageFile) -> bytes:
    return image.read_bytes() if isinstance(image, Path) else image()


def _note(row: SourceRow, report: Report) -> None:
    report.images[str(len(row.images))] += 1
    report.options[str(len(row.options))] += 1
    report.languages[language(row.question)] += 1
    report.answers[answer_type(row)] += 1
    report.solutions += row.solution is not None


def options_of(row: SourceRow) -> tuple[str, ...]:
    """The options that an answer may name: the row's, else those that its picture shows."""
    hidden = row.meta.get("options_in_image")
    return row.options or (tuple(map(str, hidden)) if isinstance(hidden, list) else ())


def gold_astray(row: SourceRow) -> bool:
    """Whether the reference answer names none of the options: neither letter nor text nor value."""
    options = options_of(row)
    return bool(options) and reference(row.gold, options).kind == "value"


def gold_doubt(row: SourceRow) -> Doubt | None:
    """Why the reference answer is not equal to itself; None where it is."""
    options = options_of(row)
    found = grade(
        response=f"The answer to this problem is {row.gold}.",
        gold=row.gold,
        options=options or None,
        question=row.question,
    )
    if found.outcome == "correct":
        return None
    return Doubt(row.source_id, row.gold, found.outcome, found.rule)


def language(text: str) -> str:
    """`zh` where a fifth of the letters is Chinese, `en` where all are ASCII, else `other`."""
    letters = _LETTER.findall(text)
    if not letters:
        return "none"
    if len(_CHINESE.findall(text)) >= 0.2 * len(letters):
        return "zh"
    return "en" if sum(mark.isascii() for mark in letters) >= 0.9 * len(letters) else "other"


def answer_type(row: SourceRow) -> str:
    """What kind of answer the reference is."""
    if row.options:
        return "option"
    kind = type(read(row.gold)).__name__
    names = {"Quantity": "number or expression", "Listing": "several values", "Words": "text"}
    return names.get(kind, kind.lower())
