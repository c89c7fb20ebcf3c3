"""The contamination guard finds changed copies and reworded questions, and little else."""

import io
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageOps
from reading import DATA, good, needs_data, read

from mathse.roles import SourceRow
from mathse.sources.contamination import Asked, Known
from mathse.sources.wording import wordings, words


def drawing(seed: int) -> Image.Image:
    """A triangle with its altitude, letters and a circle, another for each seed."""
    chance = random.Random(seed)
    picture = Image.new("RGB", (300, 240), "white")
    pen = ImageDraw.Draw(picture)
    points = [(chance.randrange(20, 280), chance.randrange(20, 220)) for _ in range(6)]
    for i, point in enumerate(points):
        pen.line([point, points[(i + 1) % 6]], fill="black", width=2)
        pen.text((point[0] + 4, point[1] - 8), f"{chance.choice('ABCDEFG')}{i}", fill="black")
    x, y = points[0]
    pen.ellipse([x - 30, y - 20, x + 30, y + 20], outline="blue", width=2)
    return picture


def asked(name: str, question: str, picture: Image.Image | None) -> Asked:
    if picture is None:
        return Asked(name, question, ())
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return Asked(name, question, (buffer.getvalue,))


@pytest.fixture(scope="module")
def known() -> Known:
    texts = [
        "Triangle ABC has a right angle at C. AC = 5 and BC = 12. What is the length of AB?",
        "A farmer has 17 sheep and 23 goats in two pens. How many animals does the farmer have?",
        "The perimeter of the rhombus is 64 cm and one angle is 60 degrees. Find the area.",
    ]
    return Known.of_problems(asked(str(i), text, drawing(i)) for i, text in enumerate(texts))


CHANGES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "as it is": lambda picture: picture,
    "resized": lambda picture: picture.resize((131, 105)),
    "larger": lambda picture: picture.resize((600, 480)),
    "grey": lambda picture: picture.convert("L").convert("RGB"),
    "inverted": ImageOps.invert,
    "cropped": lambda picture: picture.crop((30, 20, 290, 225)),
    "with a margin": lambda picture: ImageOps.expand(picture, 70, "white"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_copy_of_a_picture_is_found(known: Known, change: str) -> None:
    copy = asked("copy", "What do you see here?", CHANGES[change](drawing(2)))
    match = known.best(copy)
    assert match is not None
    assert (match.known, match.kind) == ("2", "picture")


def test_a_reworded_question_is_found(known: Known) -> None:
    text = "Consider a triangle ABC with the right angle at C; AC is 5, BC is 12. Determine AB."
    match = known.best(asked("copy", text, None))
    assert match is not None
    assert (match.known, match.kind) == ("0", "question")
    match = known.best(asked("copy", text, drawing(0).resize((200, 160))))
    assert match is not None
    assert (match.known, match.kind) == ("0", "problem")


def test_every_version_and_every_question_on_one_picture_is_found() -> None:
    """A benchmark may hold a problem six times, with its picture, saved anew, or without one."""
    text = "Triangle ABC has a right angle at C. AC = 5 and BC = 12. What is the length of AB?"
    asks = [text, "Find AB.", "Find the perimeter.", "Which of these is longest?", "Find AB.", "?"]
    versions = [asked(f"v{i}", ask, drawing(7)) for i, ask in enumerate(asks)]
    versions += [asked("smaller", "How big?", drawing(7).resize((270, 216)))]
    versions += [asked("words", text, None), asked("other", "How many goats?", drawing(8))]
    found = Known.of_problems(versions).every(asked("copy", text, drawing(7).resize((200, 160))))
    assert {match.known for match in found} == {one.name for one in versions} - {"other"}


AROUND = [
    "TRIANGLE ABC HAS A RIGHT ANGLE AT C  AC = 5 AND BC = 12 WHAT IS THE LENGTH OF AB",
    "Hint: Please answer the question and provide the correct option letter, e.g., A, B, C, D, at the "
    "end.\nQuestion: Triangle ABC has a right angle at C. AC = 5 and BC = 12. What is the length of AB?"
    "\nChoices:\n(A) 17\n(B) 13\n(C) 7",
    "Triangle $ABC$ has a right angle at $C$. $AC = 5$ and $BC = 12$. What is the length of $AB$?\n"
    "Please reason step by step.",
    "This one comes from last year's competition and was solved by nearly everybody who took part in it, "
    "so it should be no trouble for you at all, dear reader: triangle ABC has a right angle at C, with AC = "
    "5 and BC = 12. What, then, is the length of AB?",
]


@pytest.mark.parametrize("text", AROUND)
def test_what_stands_around_a_question_or_how_it_is_set_hides_no_copy(
    known: Known, text: str
) -> None:
    match = known.best(asked("copy", text, None))
    assert match is not None
    assert (match.known, match.kind) == ("0", "question")


SHORT = ["find x", "FIND X!", "Hint: Please answer the question.\nQuestion: Find $x$."]


@pytest.mark.parametrize("text", SHORT)
def test_a_short_question_is_known_with_its_picture_however_it_is_set(text: str) -> None:
    circle = Image.new("RGB", (200, 200), "white")
    ImageDraw.Draw(circle).ellipse([20, 20, 180, 180], outline="black")
    known = Known.of_problems([asked("0", "Find x.", circle)])
    match = known.best(asked("copy", text, circle.resize((90, 90))))
    assert match is not None
    assert match.kind == "problem"
    assert known.best(asked("copy", text, None)) is None


def test_other_problems_are_not(known: Known) -> None:
    others = [asked(str(seed), "Find x.", drawing(seed)) for seed in range(100, 130)]
    others.append(asked("text", "A farmer has 9 cows. How many legs do they have?", None))
    square = Image.new("RGB", (200, 200), "white")
    ImageDraw.Draw(square).rectangle([20, 20, 180, 180], outline="black")
    others.append(asked("square", "Find the area.", square))
    assert list(known.find(others)) == []


def test_a_short_question_is_the_same_only_with_its_picture() -> None:
    square, circle = Image.new("RGB", (200, 200), "white"), Image.new("RGB", (200, 200), "white")
    ImageDraw.Draw(square).rectangle([20, 20, 180, 180], outline="black")
    ImageDraw.Draw(circle).ellipse([20, 20, 180, 180], outline="black")
    known = Known.of_problems([asked("0", "Find x.", square), asked("1", "What is 3 + 4?", None)])
    copy = known.best(asked("copy", " find  $x$.", square.resize((90, 90))))
    assert copy is not None
    assert (copy.known, copy.kind) == ("0", "problem")
    assert known.best(asked("other", "Find x.", circle)) is None
    sums = known.best(asked("sum", "What is 3 + 4?", None))
    assert sums is not None
    assert sums.known == "1"
    assert known.best(asked("sum", "What is 3 + 5?", None)) is None


def test_a_picture_that_cannot_be_read_is_left_out() -> None:
    broken = Asked("broken", "What is the length of the side of the hexagon?", (lambda: b"no",))
    known = Known.of_problems([broken])
    assert known.best(asked("copy", "What is to be seen?", drawing(1))) is None
    match = known.best(broken)
    assert match is not None
    assert match.kind == "problem"


def test_words_keep_names_and_numbers_and_leave_common_words() -> None:
    assert words("Find the length of $A B$ in the 3.50 cm figures <image1>.") == {
        "length", "ab", "3.5", "cm", "figur",
    }  # fmt: skip
    assert "三角" in words("如图，三角形ABC")
    index = wordings(["Find x.", "Find y.", "Find x."])
    assert not [like for _, like in index.alike(words("Find x.")) if like.weight > 8]


@needs_data
def test_planted_copies_of_real_problems() -> None:
    """A small part of benchmarks/contamination.py, whose table stands in dev/LOG.md."""
    rows = good(read("mathvision", DATA / "mathvision"))[:40]
    known = Known.of_problems(Asked(row.source_id, row.question, row.images) for row in rows)

    def planted(row: SourceRow) -> Asked:
        (image,) = row.images
        assert isinstance(image, Path)
        with Image.open(image) as opened:
            small = opened.convert("L").convert("RGB")
            small = small.resize((small.width // 2 + 8, small.height // 2 + 8))
        return asked(row.source_id, row.question, small)

    matches = {match.name: match for match in known.find(map(planted, rows))}
    assert sum(name == match.known for name, match in matches.items()) >= 38
