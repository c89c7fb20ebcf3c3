"""D from its source into the recording: ids by content, images stored once, splits by group."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from mathse.errors import SourceError
from mathse.recipe import Cast, Leaf, Problems
from mathse.record import guard
from mathse.record.before import before
from mathse.record.drawing import aside
from mathse.record.reading import KeepsImages, Reading
from mathse.rows import Json, Split, canonical_json, digest
from mathse.settings import as_table
from mathse.store import Store
from mathse.tables import Ref, Table

SPLITS: tuple[Split, ...] = ("seed", "remain", "dev", "test")


@dataclass(frozen=True, slots=True)
class Loaded:
    """One reading of a source, as tables of problems."""

    load: int  # its id in the recording
    splits: dict[Split, Table]
    d: Table  # D: what the algorithm may train on, seed and remain, in the source's order


class Draw(NamedTuple):
    """At most `size` problems of a source, as `Table.draw` takes them with `key`."""

    size: int  # 1 or more
    key: str


def load_problems(
    store: Store,
    problems: Problems,
    cast: Cast,
    *,
    seed: int,
    run: str = "",
    draw: Draw | None = None,
    every_row: bool = False,
    say: Callable[[str], None] = lambda line: None,
    count: Callable[[int], None] = lambda done: None,
) -> Loaded:
    """Reads the source, unless this very reading is recorded. Raises SourceError.

    `run`: its name; what it recorded before stands. `draw`: of a source that is not recorded yet, only these
    problems and their images are. `every_row`: of a benchmark, a row of the same content as another is a
    problem of its own, as its authors count. `say` is told what is left out of D, and why;
    `count`, how many rows were read so far.
    """
    key = load_key(problems, cast.source, seed, every_row=every_row)
    load = store.load(key)
    if load is None and draw is not None:
        key = digest("drawn", key, draw.key, draw.size)
        load = store.load(key)
    if load is None:
        asked = asked_for(problems, cast.source, seed, every_row=every_row)
        known = before(store, run, asked)
        read = _read(
            store,
            lambda keeper: Reading(
                problems, cast.source, keeper, seed, known, count, every_row=every_row
            ),
            draw,
        )
        load = store.add_load(key, read.members, read.reading.report(), asked)
        for line in read.reading.changes:
            say(line)
    for line in left_out(store.load_report(load)):
        say(line)
    return tables(store.load_members(load), load)


class _Read(NamedTuple):
    reading: Reading
    members: list[tuple[bytes, Split]]  # the problems of it that are recorded


def _read(store: Store, make: Callable[[KeepsImages], Reading], draw: Draw | None) -> _Read:
    """Reads the source and records its problems, or those that are drawn."""
    if draw is None:
        reading = make(store)
        store.add_problems(reading.read())
        return _Read(reading, reading.members)
    with aside(store.folder) as images:
        reading = make(images)
        drawn = images.draw(reading.read(), draw.size, key=draw.key)
        store.add_problems(drawn)
    names = {problem.id for problem in drawn}
    return _Read(reading, [member for member in reading.members if member[0] in names])


def left_out(report: Mapping[str, Any]) -> Iterator[str]:
    """What a person should know of a reading: rows that are not in D, not as they are now, or in a benchmark."""
    for key, end in (
        ("unreadable", "left out"),
        ("as_recorded", "taken as recorded before"),
    ):
        rows = report.get(key) or {"rows": 0}
        if rows["rows"]:
            many, are = ("rows", "are") if rows["rows"] > 1 else ("row", "is")
            yield (
                f"{rows['rows']:,} {many} of the source cannot be read and {are} {end}; the first: "
                f"{rows['first']}"
            )
    twice = report["duplicates"]
    if twice:
        many = (
            "1 row of the source repeats" if twice == 1 else f"{twice:,} rows of the source repeat"
        )
        yield f"{many} a problem: each problem counts once"
    known = report.get("contamination")
    yield from known.get("unread", []) if known else []
    if known and known["found"]:
        name, stands, kind, *_ = known["examples"][0]
        yield (
            f"{known['found']:,} of {known['looked_up']:,} training problems stand in "
            f"{', '.join(known['against'])}: {known['action']}; the first: {name} is {stands} ({kind})"
        )


def tables(members: Iterator[tuple[bytes, Split]], load: int) -> Loaded:
    """The tables of a recorded reading."""
    refs = [(Ref(problem), split) for problem, split in members]
    splits = {name: Table(ref for ref, split in refs if split == name) for name in SPLITS}
    d = Table(ref for ref, split in refs if split in ("seed", "remain"))
    return Loaded(load, splits, d)


def load_key(problems: Problems, source: Leaf, seed: int, *, every_row: bool = False) -> bytes:
    """Names a reading: what is asked for, and sizes and times of the files."""
    path = Path(problems.path) if problems.path else None
    described: dict[str, Json] = {
        **_described(problems, source, seed, every_row),
        "files": list(_files(path)) if path else [],
        "n": problems.n,
    }
    if problems.against:
        described["benchmarks"] = [list(_files(Path(a.path))) for a in problems.against if a.path]
    return digest("load", canonical_json(described))


def asked_for(
    problems: Problems, source: Leaf, seed: int, *, every_row: bool = False
) -> dict[str, Json]:
    """The same without the files: two readings of which only these differ were asked for the same."""
    same = digest("asked", canonical_json(_described(problems, source, seed, every_row))).hex()
    return {"same": same, "n": problems.n}


def _described(problems: Problems, source: Leaf, seed: int, every_row: bool) -> dict[str, Json]:
    """Source, settings, path, shares, seed."""
    path = Path(problems.path) if problems.path else None
    return {
        "source": source.name,
        "version": source.plugin.version,
        "settings": as_table(source.settings),
        "identity": dict(source.plugin.identity(source.settings, "source")),
        "path": str(path.resolve()) if path else "",
        "split": as_table(problems.split),
        "seed": seed,
        **guard.described(problems),
        **({"every_row": True} if every_row else {}),
    }


def _files(path: Path) -> Iterator[Json]:
    found = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    for file in found:
        if not file.exists():
            raise SourceError(f"there is nothing at {file}")
        stat = file.stat()
        yield [str(file.relative_to(path)), stat.st_size, stat.st_mtime_ns]
