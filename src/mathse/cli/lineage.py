"""`mathse lineage`: where a row comes from, link by link, back to the problem and its image."""

import argparse
import json
from argparse import RawDescriptionHelpFormatter
from collections.abc import Iterator
from typing import Any

from mathse.cli.text import place
from mathse.errors import UserError


def add_parser(subparsers: Any) -> None:
    """Add `lineage`."""
    parser = subparsers.add_parser(
        "lineage",
        help="where a row comes from: who wrote it, who judged it, from what",
        description=(
            "The whole chain behind a path, a verdict or an annotation: who wrote it, in which\n"
            "stage, with which model and sampling; what the judges said; which models were trained\n"
            "on it; the draft and the diagnosis behind a reflection; the problem and its images.\n"
            "ROW_ID is an id of `mathse show DIR rollouts` (or verdicts, d_sft, ...)."
        ),
        epilog="example: mathse lineage runs/fake 219",
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("dir", type=place, metavar="DIR", help="the run's folder")
    parser.add_argument("row", type=int, metavar="ROW_ID", help="the id of a row")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from mathse.cli.show_tables import Opened
    from mathse.drive import open_run
    from mathse.store.browse import Browser

    with open_run(arguments.dir) as run:
        found = chain(Opened(run, Browser(run.reader, run.run)), arguments.row)
    if arguments.json:
        print(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        print("\n".join(lines(found)))
    return 0


def chain(opened: Any, row: int) -> dict[str, Any]:
    """The row, what led to it, and the problem.

    Raises UserError where there is no such row, StoreError where a stage that made one of these rows
    is not what was recorded.
    """
    from mathse.cli.show_tables import problem_row

    shown = opened.browser.row(row) if 0 < row < 2**63 else None  # SQLite's own bounds
    if shown is None:
        raise UserError(f"{opened.run.reader.path} has no row {row}")
    (problem,) = opened.run.reader.problems([shown.row.problem])
    found: dict[str, Any] = link(opened, shown)
    if not opened.run.verified:
        opened.browser.check(set(ids(found)))
    found["problem"] = problem_row(problem, opened.browser.split_of(problem.id))
    return found


def link(opened: Any, shown: Any) -> dict[str, Any]:
    """One row with its verdicts, its trainings, and the rows that it is about."""
    from mathse.cli.show_tables import AUTHORS, path_row, verdict_row

    row = shown.row
    is_path = row.verb in AUTHORS
    found: dict[str, Any] = dict(path_row(shown) if is_path else verdict_row(shown))
    found["kind"] = "path" if is_path else row.verb
    found["seed"] = shown.made["seed"]
    found["settings"] = shown.made.get("settings")
    found["model_imported"] = brought(opened, found["model"])
    if is_path:
        found["verdicts"] = [
            verdict_row(said) | {"model_imported": brought(opened, said.made.get("model"))}
            for said in opened.browser.verdicts(row)
        ]
        found["trained"] = opened.browser.trainings_on(row.id)
    behind = {"parent": row.parent, "feedback": row.note.get("feedback")}
    for name, id_ in behind.items():
        other = opened.browser.row(id_) if isinstance(id_, int) else None
        if other is not None:
            found[name] = link(opened, other)
    return found


def brought(opened: Any, model: str | None) -> dict[str, Any] | None:
    """Where a model came from that a person brought; None: the run, or nobody, made it."""
    from mathse.cli.show_tables import origin

    found = opened.browser.imported([model]) if model else []
    return origin(found[0].made) if found else None


def ids(found: dict[str, Any]) -> Iterator[int]:
    """Every row of the chain."""
    yield found["id"]
    yield from (said["id"] for said in found.get("verdicts", ()))
    for name in ("parent", "feedback"):
        if isinstance(found.get(name), dict):
            yield from ids(found[name])


def lines(found: dict[str, Any], indent: str = "") -> list[str]:
    """The chain for people, from the row down to the problem."""
    written = [f"{indent}{heading(found)}"]
    inner = indent + "  "
    parent, feedback = found.get("parent"), found.get("feedback")
    if isinstance(feedback, dict) and feedback.get("parent") == parent:
        feedback = feedback | {"parent": None}  # a diagnosis of this very draft, which is shown
    if found["kind"] == "path":
        written += [f"{inner}{line}" for line in found["text"].splitlines()]
        written += [f"{inner}{verdict(said)}" for said in found["verdicts"]]
        if found["trained"]:
            written.append(f"{inner}trained on in {', '.join(found['trained'])}")
    else:
        written.append(f"{inner}{statement(found)}")
    if isinstance(parent, dict):
        title = "from this draft" if found["kind"] == "path" else "about this path"
        written += [f"{indent}{title}:", *lines(parent, inner)]
    if isinstance(feedback, dict):
        written += [f"{indent}with this diagnosis:", *lines(feedback, inner)]
    if "problem" in found and isinstance(found["problem"], dict):
        written += problem_lines(found["problem"], indent)
    return written


def heading(found: dict[str, Any]) -> str:
    """Who, where, how."""
    who = found["author"] if found["kind"] == "path" else found["kind"]
    origin = found["note"].get("imported")
    asked = came(origin) if origin else found.get("policy") or found.get("leaf")
    parts = [f"row {found['id']}: {who}", found["stage"], asked]
    if found["model"]:
        parts.append(f"model {found['model'][:12]}")
    if found["model_imported"]:
        parts.append(f"which was {came(found['model_imported'])}")
    if found.get("sampling"):
        parts.append(", ".join(f"{k} {v}" for k, v in found["sampling"].items()))
    if found["kind"] == "path":
        parts += [f"sample {found['sample']}", found["status"]]
    return " | ".join(str(part) for part in parts if part)


def verdict(said: dict[str, Any]) -> str:
    """What a judge said, in a line."""
    model = said["model_imported"]
    judge = f"{said['judge']} (a model {came(model)})" if model else said["judge"]
    return f"row {said['id']}: {judge} says {statement(said)}"


def came(origin: dict[str, Any]) -> str:
    """Where something came from that a person brought."""
    return f"imported from {origin['file']} ({origin['digest'][:12]}), by {origin['by']}"


def statement(said: dict[str, Any]) -> str:
    """The outcome, and what is wrong."""
    step = f': "{said["error_step"]}"' if said["error_step"] else ""
    why = f" {said['analysis']}" if said["analysis"] else ""
    return f"{said['outcome']}{step}{why}"


def problem_lines(problem: dict[str, Any], indent: str) -> list[str]:
    """The end of the chain."""
    options = "".join(f" ({chr(65 + i)}) {text}" for i, text in enumerate(problem["options"]))
    images = ", ".join(problem["images"]) or "none"
    return [
        f"{indent}problem {problem['id'][:12]}: {problem['source']} {problem['source_id']}, "
        f"split {problem['split']}",
        f"{indent}  {' '.join(problem['question'].split())}{options}",
        f"{indent}  reference: {problem['gold']}",
        f"{indent}  images: {images}",
    ]
