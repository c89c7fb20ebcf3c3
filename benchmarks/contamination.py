"""Precision and recall of the contamination guard on planted copies of real problems.

    python benchmarks/contamination.py ../shared/data --n 150

The benchmark is MATH-Vision. Planted: copies of its problems, changed as named below, every second one
with its question reworded. Not planted: DynaMath, and the MATH-Vision problems that were kept out of the
index. A match of a problem that was not planted is listed, so that a person can say what it is: some
are real copies, since DynaMath took seeds from MATH-Vision, and MATH-Vision repeats itself.
"""

import argparse
import io
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from PIL import Image, ImageEnhance, ImageOps

from mathse.plugins import find
from mathse.roles import Context, SourceRow
from mathse.sources.contamination import Asked, Known

Change = Callable[[Image.Image, random.Random], Image.Image]


def resized(picture: Image.Image, chance: random.Random) -> Image.Image:
    share = max(chance.choice([0.35, 0.5, 0.7, 1.5, 2.0]), 60 / max(picture.size))
    size = (max(8, int(picture.width * share)), max(8, int(picture.height * share)))
    return picture.resize(size, chance.choice([Image.Resampling.BICUBIC, Image.Resampling.BOX]))


def recoloured(picture: Image.Image, chance: random.Random) -> Image.Image:
    way = chance.randrange(5)
    if way == 0:
        return picture.convert("L").convert("RGB")
    if way == 1:
        return ImageOps.invert(picture)
    if way == 2:
        red, green, blue = picture.split()
        return Image.merge("RGB", (green, blue, red))
    if way == 3:
        ink = chance.choice(["navy", "darkred", "green"])
        return ImageOps.colorize(picture.convert("L"), black=ink, white="ivory")
    dimmed = ImageEnhance.Brightness(picture).enhance(chance.choice([0.7, 1.3]))
    return ImageEnhance.Contrast(dimmed).enhance(chance.choice([0.7, 1.4]))


def cropped(picture: Image.Image, chance: random.Random) -> Image.Image:
    """Up to a fifth off each side: as little as a third of the area may be left."""
    width, height = picture.size
    a, b, c, d = (chance.uniform(0, 0.2) for _ in range(4))
    return picture.crop(
        (int(a * width), int(b * height), int((1 - c) * width), int((1 - d) * height))
    )


def compressed(picture: Image.Image, chance: random.Random) -> Image.Image:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=chance.choice([25, 40]))
    return Image.open(io.BytesIO(buffer.getvalue())).convert("RGB")


def all_of_them(picture: Image.Image, chance: random.Random) -> Image.Image:
    for change in (resized, cropped, recoloured, compressed):
        picture = change(picture, chance)
    return picture


CHANGES: dict[str, Change] = {
    "resized": resized,
    "recoloured": recoloured,
    "cropped": cropped,
    "compressed": compressed,
    "all of them": all_of_them,
}
REWORDED = [
    (r"\bHow many\b", ["What is the number of", "Count the"]),
    (r"\bhow many\b", ["what number of"]),
    (r"\bWhat is\b", ["Determine", "Find", "Calculate"]),
    (r"\b[Ff]ind\b", ["determine", "compute", "work out"]),
    (r"\b(?:picture|diagram)\b", ["figure", "drawing"]),
    (r"\bfigure\b", ["picture", "drawing"]),
    (r"\bshown\b", ["depicted", "displayed"]),
    (r"\bequal\b", ["identical", "the same"]),
    (r"\blargest\b", ["greatest", "biggest"]),
    (r"\bsmallest\b", ["least"]),
    (r"\bconsists of\b", ["is made up of"]),
    (r"\bmade\b", ["built"]),
    (r"\btotal\b", ["overall"]),
    (r"\bside length\b", ["length of a side"]),
    (r"\bdivided\b", ["split"]),
    (r"\bdifferent\b", ["distinct"]),
    (r"\bgiven\b", ["provided"]),
    (r"\bbelow\b", ["here"]),
    (r"\bWhich\b", ["What"]),
    (r"\beach\b", ["every"]),
    (r"\bcontains\b", ["has"]),
    (r"\bmust\b", ["has to"]),
    (r"\bcan\b", ["could"]),
    (r"\bput\b", ["placed"]),
    (r"\bwants to\b", ["would like to"]),
    (r"\bchildren\b", ["kids"]),
    (r"\bnumbers\b", ["integers"]),
    (r"\bwrites\b", ["puts down"]),
    (r"\btogether\b", ["in total"]),
    (r"\bstarts\b", ["begins"]),
    (r"\barea\b", ["surface area"]),
    (r"\bperimeter\b", ["length of the boundary"]),
]


def reword(question: str, chance: random.Random) -> str:
    """Other words, sentences in another order, a twelfth of the words dropped; numbers stay."""
    text = re.sub(r"<image ?\d*>", "", question).strip()
    for pattern, others in REWORDED:
        if chance.random() < 0.85:
            text = re.sub(pattern, chance.choice(others), text)
    sentences = re.split(r"(?<=[.?!])\s+", text)
    if len(sentences) > 2:
        first = sentences[:-1]
        chance.shuffle(first)
        sentences = [*first, sentences[-1]]
    kept = [w for w in " ".join(sentences).split() if re.search(r"\d", w) or chance.random() > 0.08]
    opening = chance.choice(["Consider the following problem. ", "Look at the image. ", ""])
    return opening + " ".join(kept)


def rows_of(name: str, path: Path) -> list[SourceRow]:
    plugin = find("source", name)
    source = plugin.build(plugin.settings(), plugin.speed(), Context(model=None))
    return [row for row in source.read(path) if isinstance(row, SourceRow)]


def asked(name: str, row: SourceRow) -> Asked:
    return Asked(f"{name} {row.source_id}", row.question, row.images)


def planted(
    row: SourceRow, change: Change | None, chance: random.Random, *, words: bool, name: str
) -> Asked:
    images = []
    for image in row.images:
        with Image.open(image if isinstance(image, Path) else io.BytesIO(image())) as opened:
            picture = opened.convert("RGB")
        buffer = io.BytesIO()
        (change(picture, chance) if change else picture).save(buffer, "PNG")
        content = buffer.getvalue()
        images.append(lambda content=content: content)
    return Asked(name, reword(row.question, chance) if words else row.question, tuple(images))


def recall(known: Known, rows: list[SourceRow], chance: random.Random) -> None:
    print(f"{'planted':<34}{'n':>5}{'found':>7}{'recall':>8}   as")
    plans: list[tuple[str, Change | None, str]] = [
        *((f"picture {name}, other question", change, "none") for name, change in CHANGES.items()),
        *((f"picture {name}, reworded", change, "reworded") for name, change in CHANGES.items()),
        ("no picture, reworded", None, "alone"),
    ]
    for title, change, wording in plans:
        found, kinds = 0, Counter[str]()
        for row in rows:
            copy = planted(row, change, chance, words=wording != "none", name=row.source_id)
            if wording == "none":
                copy = Asked(copy.name, "What is to be seen here?", copy.images)
            if wording == "alone":
                copy = Asked(copy.name, copy.question, ())
            match = known.best(copy)
            if match and match.known.split()[-1] == row.source_id:
                found += 1
                kinds[match.kind] += 1
        said = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
        print(f"{title:<34}{len(rows):>5}{found:>7}{found / len(rows):>8.3f}   {said}", flush=True)


def precision(known: Known, others: Iterable[Asked]) -> None:
    start, n, kinds = time.process_time(), 0, defaultdict(list)
    for problem in others:
        n += 1
        match = known.best(problem)
        if match:
            kinds[match.kind].append(match)
    seconds = time.process_time() - start
    print(f"\nnot planted: {n} problems, {1000 * seconds / max(n, 1):.0f} ms of one core each")
    for kind, matches in kinds.items():
        print(f"matched as {kind}: {len(matches)}")
        for match in matches:
            print(
                f"  {match.name} = {match.known}  words {match.words:.2f} lines {match.lines:.2f}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--n", type=int, default=150, help="planted problems a row of the table")
    parser.add_argument("--others", type=int, default=1000, help="problems that are not planted")
    arguments = parser.parse_args()
    chance = random.Random(0)
    vision = rows_of("mathvision", arguments.data / "mathvision")
    dyna = rows_of("dynamath", arguments.data / "dynamath")
    indexed = [row for row in vision if int(row.source_id) % 3]
    kept_out = [row for row in vision if not int(row.source_id) % 3]
    start = time.process_time()
    known = Known.of_problems(asked("mathvision", row) for row in indexed)
    seconds = time.process_time() - start
    print(
        f"index: {len(indexed)} problems, {1000 * seconds / len(indexed):.0f} ms of one core each"
    )
    recall(known, chance.sample(indexed, min(arguments.n, len(indexed))), chance)
    others = [asked("dynamath", row) for row in dyna] + [asked("mathvision", r) for r in kept_out]
    precision(known, chance.sample(others, min(arguments.others, len(others))))


if __name__ == "__main__":
    main()
