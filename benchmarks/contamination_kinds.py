"""Which kinds of copies the contamination guard finds: one change at a time, the rest as it was.

    python benchmarks/contamination_kinds.py ../shared/data --n 30

Thirty-odd ways in which a benchmark's problem gets into a training set: the question in other words, units,
notation, spelling or order with its picture kept or left out; the picture re-encoded, scanned, turned, framed
or pasted into a screenshot with the question kept. `python benchmarks/contamination.py` measures mixtures of them,
and what is matched by picture that was not planted. The tables stand in docs/sources.md.
"""

import argparse
import io
import random
import re
from pathlib import Path
from typing import TypeVar

from PIL import Image

from contamination import asked, rows_of
from copies import PICTURES, WORDS, Picture, Words, as_it_is, same
from mathse.roles import SourceRow
from mathse.sources.contamination import Asked, Known

T = TypeVar("T")


def copy_of(
    row: SourceRow, words: Words | None, picture: Picture | None, chance: random.Random
) -> Asked:
    question = words(row, chance) if words else "What is to be seen here?"
    images = []
    for image in row.images if picture else ():
        with Image.open(image if isinstance(image, Path) else io.BytesIO(image())) as opened:
            changed = picture(opened.convert("RGB"), chance) if picture else opened
        buffer = io.BytesIO()
        changed.save(buffer, "PNG")
        images.append(buffer.getvalue)
    return Asked(row.source_id, question, tuple(images))


def measured(
    known: Known, rows: list[tuple[str, SourceRow]], words: Words | None, picture: Picture | None
) -> str:
    chance, found = random.Random(0), 0
    missed = []
    for name, row in rows:
        match = known.best(copy_of(row, words, picture, chance))
        hit = match is not None and match.known == f"{name} {row.source_id}"
        found += hit
        if not hit:
            missed.append(f"{name} {row.source_id}")
    if SHOW:
        print("     missed:", *missed[:12])
    return f"{found / len(rows):5.2f}"


SHOW = False


def chosen(plans: dict[str, T], only: str) -> list[tuple[str, T]]:
    return [(title, plan) for title, plan in plans.items() if re.search(only, title)]


def words_alone(sets: dict[str, list[SourceRow]], chance: random.Random, n: int) -> None:
    """Without any picture: the planted, and of those that were not planted how many are matched."""

    def bare(name: str, row: SourceRow) -> Asked:
        return Asked(f"{name} {row.source_id}", row.question, ())

    every = [(name, row) for name, rows in sets.items() for row in rows]
    known = Known.of_problems(bare(name, row) for name, row in every)
    rows = [(name, row) for name, some in sets.items() for row in chance.sample(some, n)]
    for title, words in WORDS.items():
        print(f"{title:<34}{measured(known, rows, words, None)}", flush=True)
    indexed = [row for row in sets["mathvision"] if int(row.source_id) % 3]
    others = [bare("mathvision", row) for row in sets["mathvision"] if not int(row.source_id) % 3]
    others += [bare("dynamath", row) for row in sets["dynamath"]]
    part = Known.of_problems(bare("mathvision", row) for row in indexed)
    print(f"not planted: {sum(1 for _ in part.find(others))} of {len(others)} matched")


def main() -> None:
    global SHOW
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--n", type=int, default=30, help="problems of each of the two data sets")
    parser.add_argument(
        "--words", action="store_true", help="compare questions alone, and others too"
    )
    parser.add_argument("--missed", action="store_true", help="name what was not found")
    parser.add_argument("--only", default="", help="only the rows whose name matches this")
    arguments = parser.parse_args()
    SHOW = arguments.missed
    sets = {name: rows_of(name, arguments.data / name) for name in ("mathvision", "dynamath")}
    every = [(name, row) for name, rows in sets.items() for row in rows]
    if arguments.words:
        words_alone(sets, random.Random(1), arguments.n)
        return
    known = Known.of_problems(asked(name, row) for name, row in every)
    chance = random.Random(1)
    rows = [(name, row) for name, some in sets.items() for row in chance.sample(some, arguments.n)]
    print(f"{len(rows)} planted a row; the guard knows {len(every)} problems\n")
    print(f"{'question':<34}{'picture kept':>14}{'no picture':>14}")
    for title, words in chosen(WORDS, arguments.only):
        print(
            f"{title:<34}{measured(known, rows, words, same):>14}{measured(known, rows, words, None):>14}",
            flush=True,
        )
    print(f"\n{'picture':<34}{'question kept':>14}{'other question':>16}")
    for title, picture in chosen(PICTURES, arguments.only):
        print(
            f"{title:<34}{measured(known, rows, as_it_is, picture):>14}{measured(known, rows, None, picture):>16}",
            flush=True,
        )


if __name__ == "__main__":
    main()
