"""What a line of a person's file says: a solution, or an annotation of a path.

{"id": "15", "solution": "Step 1: ... The answer to this problem is A."}
{"id": "15", "path": "Step 1: ...", "status": "WRONG", "error_step": "Step 1", "analysis": "..."}
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from mathse.errors import UserError
from mathse.judges.parse import verdict_json
from mathse.rows import Feedback
from mathse.sources.lines import json_lines

STATUSES = {"CORRECT": True, "WRONG": False, "INCORRECT": False}


class NoRow(Exception):
    """The line says nothing of the kind; the text says why."""


class Annotated(NamedTuple):
    """What a line says of a path."""

    path: str
    text: str  # as a teacher writes it: an annotation is read from its text
    feedback: Feedback


def solution_in(value: Mapping[str, Any]) -> str:
    """The solution in a row. Raises NoRow where it has none."""
    text = _text(value, "solution", "text", "response")
    if text is None:
        raise NoRow("no solution")
    return text


def annotation_in(value: Mapping[str, Any]) -> Annotated:
    """The annotation in a row. Raises NoRow where it has none."""
    path = _text(value, "path", "response")
    correct = STATUSES.get(str(value.get("status", value.get("outcome"))).upper())
    if path is None:
        raise NoRow("no path")
    if correct is None:
        raise NoRow("its status is neither CORRECT nor WRONG")
    feedback = Feedback(_text(value, "error_step"), _text(value, "analysis", "error_analysis"))
    text = _text(value, "text") or verdict_json(correct=correct, feedback=feedback)
    return Annotated(path, text, feedback)


def check_file(file: Path, read: Callable[[Mapping[str, Any]], object]) -> None:
    """Raises UserError where `read` finds nothing in any line, before anything is recorded."""
    if file.is_dir():
        raise UserError(f"{file} is a folder")
    if file.exists() and not file.is_file():
        raise UserError(
            f"{file} is a pipe or a device: save it as a file, whose name and digest stay with every row"
        )
    if not file.exists():
        raise UserError(f"there is no file {file}")
    first = ""
    for number, value in json_lines(file):
        try:
            if isinstance(value, str):
                raise NoRow(value)
            read(value)
        except NoRow as error:
            first = first or f": line {number}: {error}"
        else:
            return
    raise UserError(f"there is no row in {file}{first}")


def _text(value: Mapping[str, Any], *names: str) -> str | None:
    """The first of these fields that holds a text."""
    for name in names:
        found = value.get(name)
        if isinstance(found, str) and found.strip():
            return found
    return None
