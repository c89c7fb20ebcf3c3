"""Ways in which a benchmark's problem gets into a training set: its question set or said otherwise, its
picture re-encoded, scanned, turned or framed. One change a function; `contamination_kinds.py` measures them.
"""

import io
import random
import re
from collections.abc import Callable

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from contamination import REWORDED, cropped, recoloured, resized
from mathse.roles import SourceRow

Words = Callable[[SourceRow, random.Random], str]
Picture = Callable[[Image.Image, random.Random], Image.Image]

SPELLED = "zero one two three four five six seven eight nine ten eleven twelve".split()
UNITS = {
    "cm": "centimetres", "km": "kilometres", "mm": "millimetres", "m": "metres", "kg": "kilograms",
    "degrees": "°", "feet": "ft", "inches": "in.", "minutes": "min", "hours": "h", "dollars": "$",
}  # fmt: skip
BRITISH = [
    ("color", "colour"), ("center", "centre"), ("meter", "metre"), ("gray", "grey"),
    ("labeled", "labelled"), ("math", "maths"), ("neighbor", "neighbour"), ("liter", "litre"),
]  # fmt: skip


def plain(row: SourceRow) -> str:
    return re.sub(r"<image ?\d*>", "", row.question).strip()


def as_it_is(row: SourceRow, chance: random.Random) -> str:
    return row.question


def punctuation(row: SourceRow, chance: random.Random) -> str:
    return re.sub(r"[,;:?!]|\.(?=\s|$)", "", plain(row)).upper()


def from_latex(row: SourceRow, chance: random.Random) -> str:
    text = re.sub(r"\\d?frac\{([^{}]*)\}\{([^{}]*)\}", r"\1/\2", plain(row))
    text = re.sub(r"\\(?:text|mathrm|overline|sqrt|mathbf)\{([^{}]*)\}", r"\1", text)
    text = text.replace("^\\circ", " degrees").replace("\\angle", "angle ").replace("\\times", "x")
    return re.sub(r"[$\\{}]", "", text)


def to_latex(row: SourceRow, chance: random.Random) -> str:
    text = re.sub(r"(?<![\w$\\])(\d+(?:\.\d+)?)(?![\w$])", r"$\1$", plain(row))
    text = re.sub(r"\$(\d+)\$ (cm|mm|km|kg|m)\b", r"$\1 \\mathrm{~\2}$", text)
    return re.sub(r"(?<![\w$\\])([A-Z]{1,4})(?![\w$'])", r"$\1$", text)


def units(row: SourceRow, chance: random.Random) -> str:
    text = plain(row)
    for short, long in UNITS.items():
        text = re.sub(rf"(?<=[\d\s]){short}\b", long, text)
    return text


def converted(row: SourceRow, chance: random.Random) -> str:
    """Every number ten times as large, in a tenth of the unit."""
    text = re.sub(r"\b\d+\b", lambda found: str(10 * int(found[0])), plain(row))
    return text.replace("cm", "mm").replace("dollars", "dimes")


def spelled(row: SourceRow, chance: random.Random) -> str:
    return re.sub(
        r"\b\d{1,2}\b",
        lambda found: SPELLED[int(found[0])] if int(found[0]) < len(SPELLED) else found[0],
        plain(row),
    )


def pasted_options(row: SourceRow, chance: random.Random) -> str:
    options = list(row.options) or [str(chance.randrange(2, 90)) for _ in range(5)]
    chance.shuffle(options)
    shown = " ".join(f"({'ABCDEFGHIJ'[i]}) {text}" for i, text in enumerate(options))
    return f"{plain(row)}\nChoices: {shown}"


def with_a_hint(row: SourceRow, chance: random.Random) -> str:
    return (
        "Hint: Please answer the question and provide the correct option letter, e.g., A, B, C, D, at "
        f"the end.\nQuestion: {plain(row)}\nFirst perform reasoning, then give the final answer."
    )


def reworded(row: SourceRow, chance: random.Random) -> str:
    text = plain(row)
    for pattern, others in REWORDED:
        text = re.sub(pattern, chance.choice(others), text)
    return text


def other_order(row: SourceRow, chance: random.Random) -> str:
    sentences = re.split(r"(?<=[.?!])\s+", plain(row))
    chance.shuffle(sentences)
    return " ".join(sentences)


def spelling(row: SourceRow, chance: random.Random) -> str:
    text = plain(row)
    for american, british in BRITISH:
        text = re.sub(american, british, text)
    return text


def typos(row: SourceRow, chance: random.Random) -> str:
    """Two letters changed places in every sixth word."""

    def swap(found: re.Match[str]) -> str:
        word = found[0]
        at = chance.randrange(1, len(word) - 2)
        hit = chance.random() < 1 / 6
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :] if hit else word

    return re.sub(r"\b[a-z]{5,}\b", swap, plain(row))


def other_names(row: SourceRow, chance: random.Random) -> str:
    """Every word with a capital inside a sentence is another one."""
    known: dict[str, str] = {}
    pool = ["Yusuf", "Noor", "Ines", "Ravi", "Oleg", "Mei", "Tariq", "Wanjiru", "Sven", "Lupita"]

    def other(found: re.Match[str]) -> str:
        return known.setdefault(found[0], pool[len(known) % len(pool)])

    return re.sub(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b", other, plain(row))


def shorter(row: SourceRow, chance: random.Random) -> str:
    """A third of its words gone, numbers kept."""
    kept = [w for w in plain(row).split() if re.search(r"\d", w) or chance.random() > 1 / 3]
    return " ".join(kept)


def same(picture: Image.Image, chance: random.Random) -> Image.Image:
    return picture


def jpeg(picture: Image.Image, chance: random.Random) -> Image.Image:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=15)
    return Image.open(io.BytesIO(buffer.getvalue())).convert("RGB")


def stretched(picture: Image.Image, chance: random.Random) -> Image.Image:
    return picture.resize((int(picture.width * chance.choice([0.75, 1.33])), picture.height))


def palette(picture: Image.Image, chance: random.Random) -> Image.Image:
    return picture.quantize(4).convert("RGB")


def blurred(picture: Image.Image, chance: random.Random) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(max(picture.size) / 200))


def noisy(picture: Image.Image, chance: random.Random) -> Image.Image:
    noise = Image.effect_noise(picture.size, 40).convert("RGB")
    return ImageChops.add(picture, noise, scale=1, offset=-128)


def on_paper(picture: Image.Image, chance: random.Random) -> Image.Image:
    """Yellowed, unevenly lit."""
    paper = Image.linear_gradient("L").resize(picture.size)
    shade = ImageOps.colorize(paper, "#fff6df", "#cdbf9a")
    return ImageChops.multiply(picture, shade)


def tilted(picture: Image.Image, chance: random.Random) -> Image.Image:
    turn = chance.choice([-3, -2, 2, 3])
    return picture.rotate(turn, Image.Resampling.BICUBIC, expand=True, fillcolor="white")


def quarter_turn(picture: Image.Image, chance: random.Random) -> Image.Image:
    return picture.transpose(chance.choice([Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270]))


def mirrored(picture: Image.Image, chance: random.Random) -> Image.Image:
    return ImageOps.mirror(picture)


def framed(picture: Image.Image, chance: random.Random) -> Image.Image:
    wide = ImageOps.expand(picture, max(picture.size) // 8, "white")
    return ImageOps.expand(wide, 3, "black")


def watermarked(picture: Image.Image, chance: random.Random) -> Image.Image:
    found = picture.copy()
    pen, size = ImageDraw.Draw(found), max(12, min(picture.size) // 8)
    pen.text((size, picture.height // 2), "www.maths-papers.org", fill="#b0b0b0", font_size=size)
    return found


def captioned(picture: Image.Image, chance: random.Random) -> Image.Image:
    high = max(20, picture.height // 8)
    found = Image.new("RGB", (picture.width, picture.height + 2 * high), "white")
    found.paste(picture, (0, 0))
    pen = ImageDraw.Draw(found)
    pen.text(
        (4, picture.height + high // 3), "Figure 3. See the text.", fill="black", font_size=high
    )
    return found


def screenshot(picture: Image.Image, chance: random.Random) -> Image.Image:
    """The figure under three lines of text."""
    high = max(16, picture.height // 10)
    found = Image.new("RGB", (picture.width, picture.height + 5 * high), "white")
    pen = ImageDraw.Draw(found)
    for line, text in enumerate(
        ("Look at the figure and", "answer the question that", "follows it.")
    ):
        pen.text((6, 4 + line * high), text, fill="black", font_size=high)
    found.paste(picture, (0, 5 * high))
    return found


def half_cropped(picture: Image.Image, chance: random.Random) -> Image.Image:
    """The left or the right half: two fifths are gone."""
    width, height = picture.size
    left = chance.choice([0, int(0.4 * width)])
    return picture.crop((left, 0, left + int(0.6 * width), height))


def dark(picture: Image.Image, chance: random.Random) -> Image.Image:
    return ImageEnhance.Brightness(ImageOps.invert(picture)).enhance(0.8)


WORDS: dict[str, Words] = {
    "as it is": as_it_is, "without punctuation, capitals": punctuation, "LaTeX to plain": from_latex,
    "plain to LaTeX": to_latex, "units written out": units, "units and numbers converted": converted,
    "numbers in words": spelled, "options pasted in": pasted_options, "a hint around it": with_a_hint,
    "reworded": reworded, "sentences in another order": other_order, "British spelling": spelling,
    "typing errors": typos, "other names": other_names, "a third of the words gone": shorter,
}  # fmt: skip
PICTURES: dict[str, Picture] = {
    "as it is": same, "JPEG, quality 15": jpeg, "resized": resized, "stretched": stretched,
    "cropped": cropped, "two fifths cut off": half_cropped, "recoloured": recoloured, "dark mode": dark,
    "four colours": palette, "blurred": blurred, "noisy": noisy, "on yellowed paper": on_paper,
    "tilted by 2 or 3 degrees": tilted, "a quarter turn": quarter_turn, "mirrored": mirrored,
    "framed": framed, "watermarked": watermarked, "captioned": captioned, "a screenshot": screenshot,
}  # fmt: skip
