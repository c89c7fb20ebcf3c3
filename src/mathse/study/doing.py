"""Does a study piece by piece. A finished piece is a file that is read back; study.json after each.

What a piece did is in the recording, so a piece that was stopped goes on where it was. Its file only spares
the reading of all that again, and counts for as long as recipe and sizes are the same.
"""

import json
import secrets
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mathse.errors import RecipeError
from mathse.recipe import Cast
from mathse.recipe_file import resolve, to_toml
from mathse.rows import Json, canonical_json, digest
from mathse.settings import as_table
from mathse.store import Reader
from mathse.store.database import named
from mathse.store.whole import write_whole
from mathse.study import looks, loop, orm_card
from mathse.study.gather import gathered
from mathse.study.loop import Report, Whole
from mathse.study.pieces import FINAL, Piece, pieces
from mathse.study.results import publish
from mathse.study.settings import Asked, over

STUDY, OPENED = "study.json", "final.json"
VERSION = 2  # of what a piece's file holds


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a study is done, and who hears of it."""

    asked: Asked
    folder: Path
    report: Report
    say: Callable[[str], None]


def run_study(desk: Desk, *, final: bool) -> dict[str, Json]:
    """Does the study, or what is left of it. Returns (and writes, after each piece) study.json."""
    for part in ("runs", "pieces"):
        with named(desk.folder):
            (desk.folder / part).mkdir(parents=True, exist_ok=True)
    fresh = _opened(desk)
    if final and not desk.asked.study.final.n:
        raise RecipeError(
            '--final opens fresh problems: the study must say how many, "study.final.n"'
        )
    whole = list(pieces(desk.asked, final=final or fresh is not None))
    done: dict[str, dict[str, Any]] = {}
    for piece in whole:
        if (held := _read(desk, piece, done, fresh)) is not None:
            done[piece.name] = held
    found = _publish(desk, whole, done, fresh) if done else {}  # what is there, and what is not
    for number, piece in enumerate(whole, start=1):
        desk.say(f"study: {number} of {len(whole)}: {piece.name}")
        if piece.kind == FINAL and fresh is None:
            fresh = _open(desk)
        if piece.name not in done:
            held = _read(desk, piece, done, fresh)  # an ablation stands on its main run
            done[piece.name] = held if held is not None else _do(desk, piece, done, fresh)
            found = _publish(desk, whole, done, fresh)
    return found


def _publish(
    desk: Desk,
    whole: list[Piece],
    done: dict[str, dict[str, Any]],
    fresh: dict[str, Any] | None,
) -> dict[str, Json]:
    """study.json and its page, of the pieces done."""
    out = desk.asked.study.out
    recipe, cast = resolve(over(desk.asked.table, {"store": ""}))
    setting = {"teacher": as_table(cast.teacher.settings), "leaves": _versions(cast)}
    with closing(Reader(desk.folder / "store")) as reader:
        seconds = float(reader.one("SELECT total(seconds) FROM stage")[0])
    found = gathered(desk.asked, whole, done, opened=fresh)
    found["settings"] |= {**setting, "problems": as_table(recipe.problems)}
    found["recorded_seconds"] = round(seconds, 1)
    publish(found, Path(out) if out else desk.folder)
    return found


def _do(
    desk: Desk, piece: Piece, done: dict[str, dict[str, Any]], fresh: dict[str, Any] | None
) -> dict[str, Any]:
    began = time.monotonic()
    main = done.get(f"main-{piece.seed}")
    if piece.kind != "main" and main is None:
        raise RecipeError(f'"study.order" has {piece.kind} before main: there is nothing beside it')
    whole = _whole(desk, piece, main)
    result: dict[str, Any]
    if piece.kind == "main":
        result = loop.ran(whole, desk.report)
    elif piece.kind == "null":
        result = loop.null(whole, desk.report)
    elif piece.ablation is not None and main is not None:
        result = loop.ran(whole, desk.report)
        result["compared"] = loop.compared(result, main, piece.ablation)
    elif piece.kind == "card":
        result = orm_card.measured_card(
            whole, desk.asked.study.card, desk.asked.labels, desk.report, desk.folder
        )
    elif piece.kind == "looks":
        result = looks.looks(whole, desk.asked.study, desk.report)
    elif piece.kind == "explore":
        result = looks.explored(whole, desk.asked.study, desk.report)
    else:
        chosen = desk.asked.study.final
        result = looks.final(whole, chosen, fresh or {}, desk.report)
    result["seconds"] = round(time.monotonic() - began, 1)
    text = json.dumps({"key": _key(desk, piece, whole, fresh), "result": result})
    write_whole(desk.folder / "pieces" / f"{piece.name}.json", text)
    return result


def _whole(desk: Desk, piece: Piece, main: dict[str, Any] | None) -> Whole:
    """The recipe of this piece, and its run's folder: beside a run, that run's own."""
    store = str(desk.folder.resolve() / "store")
    table = over(desk.asked.table, {"seed": piece.seed, "store": store})
    name = f"main-{piece.seed}"
    if piece.ablation is not None:
        name = piece.name
        table = over(table, loop.budgeted(piece.ablation, main or {"stages": []}))
    if piece.kind == "card":
        table = over(table, orm_card.CHANGES)
    recipe, cast = resolve(table)
    return Whole(recipe, cast, desk.folder / "runs" / name)


def _read(
    desk: Desk,
    piece: Piece,
    done: dict[str, dict[str, Any]],
    fresh: dict[str, Any] | None,
) -> dict[str, Any] | None:
    """The result of a piece that is finished and was asked for in the same way."""
    path = desk.folder / "pieces" / f"{piece.name}.json"
    main = done.get(f"main-{piece.seed}")
    if not path.is_file() or (piece.kind != "main" and main is None):
        return None
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError:
        return None
    same = held.get("key") == _key(desk, piece, _whole(desk, piece, main), fresh)
    result: dict[str, Any] | None = held.get("result") if same else None
    return result


def _key(desk: Desk, piece: Piece, whole: Whole, fresh: dict[str, Any] | None) -> str:
    """Names what a piece's numbers depend on, beside the recording."""
    study = desk.asked.study
    sizes: dict[str, Json] = {
        "card": [as_table(study.card), dict(desk.asked.labels)],
        "looks": [study.swap, as_table(study.transfer)],
        "explore": study.explore,
        FINAL: [as_table(study.final), (fresh or {}).get("seed")],
        "ablations": as_table(piece.ablation.about) if piece.ablation else None,
    }
    recipe = to_toml(replace(whole.recipe, store=""))
    beside = [_versions(whole.cast), sizes.get(piece.kind)]
    return digest(VERSION, recipe, canonical_json(beside)).hex()


def _opened(desk: Desk) -> dict[str, Any] | None:
    """The one opening of `test`, where it has been: for this very study, or RecipeError."""
    path = desk.folder / OPENED
    if not path.is_file():
        return None
    try:
        held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        seed, opened, what = int(held["seed"]), str(held["opened"]), held["what"]
    except (ValueError, KeyError, TypeError) as error:
        raise RecipeError(f"{path} is not what --final wrote: {error}") from error
    if what != _measured(desk):
        raise RecipeError(
            f"test was opened on {opened} for other settings ({path}): what is changed after that is "
            "measured in another --run-dir, on dev problems"
        )
    return {"seed": seed, "opened": opened}


def _open(desk: Desk) -> dict[str, Any]:
    """Draws the seed of `test`: once, when all before it is done, and for this study alone."""
    path = desk.folder / OPENED
    now = datetime.now(UTC).isoformat(timespec="seconds")
    fresh = {"seed": 10_000 + secrets.randbelow(2**31 - 10_000), "opened": now}
    write_whole(path, json.dumps({**fresh, "what": _measured(desk)}) + "\n")
    desk.say(f"study: test is opened, once, with the fresh seed {fresh['seed']}: {path}")
    return fresh


def _measured(desk: Desk) -> str:
    """Names the models that `test` measures and the problems that it draws."""
    recipe, cast = resolve(over(desk.asked.table, {"seed": 0, "store": ""}))
    size = as_table(desk.asked.study.final)
    return digest(to_toml(recipe), canonical_json([_versions(cast), size])).hex()


def _versions(cast: Cast) -> dict[str, Json]:
    """Of the leaves: a grader that reads otherwise gives other marks of the same paths."""
    own = (cast.source, cast.base, cast.student, cast.teacher, cast.trainer, cast.orm_trainer)
    leaves = [*own, *cast.judges.values()]
    return {f"{leaf.role} {leaf.name}": leaf.plugin.version for leaf in leaves}
