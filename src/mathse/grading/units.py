"""Units of measurement: what dimension a word has, and its size in that dimension's base unit."""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from mathse.grading import things
from mathse.grading.unit_table import TABLE

Dimension = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A dimension, as ((base, power), ...), and how many base units one of it is.

    What is no known unit is a thing that was counted, with no dimension: 5 apples.
    """

    dimension: Dimension
    size: Fraction
    thing: str = ""


_SURE = frozenset("cm mm km kg mL ml ft lb oz kW Hz kN kJ Pa".split())
ANGLE: Dimension = (("angle", 1),)
RADIAN = Fraction(180) / Fraction("3.14159265358979323846")
_POWERS = re.compile(r"([*/]?)([a-z]+)(?:\^(\d))?")


def _dimension(written: str) -> Dimension:
    """`mass*length/time^2` as powers of its bases."""
    return tuple(
        (base, int(power or 1) * (-1 if sign == "/" else 1))
        for sign, base, power in _POWERS.findall(written)
    )


BASES: dict[str, tuple[Dimension, Fraction]] = {
    name.replace("_", " "): (_dimension(written), RADIAN if size == "radian" else Fraction(size))
    for written, sizes in TABLE.items()
    for size, spelled in sizes.items()
    for name in spelled.split()
}
FIRST_WORDS = frozenset(
    {name.split()[0] for name in BASES} | {"square", "cubic", "Square", "Cubic"}
)  # with one of these a unit begins


def _alternatives(names: list[str]) -> str:
    """A pattern for one of the names, longest first; by their first letters, which is faster."""
    by_letter: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        by_letter.setdefault(name[0], []).append(re.escape(name[1:]))
    return "|".join(
        re.escape(first) + (f"(?:{'|'.join(rest)})" if rest != [""] else "")
        for first, rest in by_letter.items()
    )


_NAMES = _alternatives(list(BASES))
_POWER = r"(?:(?:square|cubic|Square|Cubic)\s+|(?:sq|cu)\.?\s*|平方|立方)"
_ONE = (
    rf"{_POWER}?(?:{_NAMES})(?![A-Za-z])"
    r"(?:\^\s*\{?-?[1-9]\}?|(?<=[A-Za-z])[23](?!\d)|\.?\s*(?:squared|cubed))?"
)
_JOIN = r"(?:\s*(?:/|\*| per |每)\s*|\s+(?=[A-Za-z]{1,3}\^\{?-))"
UNIT = re.compile(rf"(?:{_ONE})(?:{_JOIN}(?:a |an )?(?:{_ONE}))*")
_PART = re.compile(
    rf"([Ss]quare|sq\.?|平方|[Cc]ubic|cu\.?|立方)?\s*({_NAMES})(?![A-Za-z])"
    r"(?:\^?\{?\s*(-?[1-9])(?!\d)\}?|\.?\s*(?:(squared)|(cubed)))?"
)
_RAISED = ("squared", "cubed")  # 5 squared is not 5
# Where a unit may begin: at a letter or sign behind a number, a bracket or a space.
_DIGIT = re.compile(r"[\d)}%]")
_BEGINS = re.compile(r"[\d)\]}\s.!%零一二两三四五六七八九十百千万亿半](?=[^\d\s(\[{.,])")


@lru_cache(maxsize=1024)
def unit(text: str) -> Unit | None:
    """The unit that `text` names (`km/h`, `cm^{2}`, `平方米`), or None."""
    if (plain := BASES.get(text)) is not None:
        return Unit(tuple(sorted(plain[0])), plain[1])
    if not UNIT.fullmatch(text.strip()):
        return None
    powers: dict[str, int] = {}
    size = Fraction(1)
    sign, position = 1, 0
    for match in _PART.finditer(text):
        between = text[position : match.start()]
        position = match.end()
        sign = -1 if "/" in between or "per" in between or "每" in between else sign
        power = int(match[3]) if match[3] else 2 if match[4] else 3 if match[5] else 1
        if match[1]:
            power = 2 if match[1][0] in "Ss平" else 3
        dimension, one = BASES[match[2]]
        size *= one ** (sign * power)
        for base, times in dimension:
            powers[base] = powers.get(base, 0) + sign * power * times
    return Unit(tuple(sorted((b, p) for b, p in powers.items() if p)), size)


def split(text: str) -> tuple[str, Unit | None]:
    """(what stands before the unit, the unit). Another word behind a number is a counted thing."""
    if text.isascii() and not _DIGIT.search(text):
        return text, None
    for begin in _BEGINS.finditer(text):
        if UNIT.fullmatch(text, begin.end()) and (found := unit(text[begin.end() :])):
            return text[: begin.end()].strip(), found
    match = things.NOUN.search(text)
    if match is None or match[0].strip() in _RAISED:
        return text, None
    return text[: match.start()].strip(), _noun(match[0].strip())


def leading(text: str, at: int) -> int | None:
    """Where the unit ends that begins at `at` of a text that goes on: `cm long`, `厘米的线段`."""
    lead = UNIT.match(text, at)
    if lead is None or (lead[0].isascii() and len(lead[0]) < 3 and lead[0] not in _SURE):
        return None  # 5 in total
    if not lead[0].isascii() and lead.end() - at == 1 and things.goes_on(text, lead.end()):
        return None  # 3里面
    return lead.end()


@lru_cache(maxsize=1024)
def _noun(phrase: str) -> Unit | None:
    """What the words behind a number count: `centimetres long` are a unit, `apples` a thing."""
    for spelled in (phrase, phrase.lower()):
        if (known := unit(spelled)) is not None:
            return known
        if (lead := leading(spelled, 0)) and (known := unit(spelled[:lead])) is not None:
            return known
    thing = things.counted(phrase)
    return Unit((), Fraction(1), thing) if thing else None


def scale(gold: Unit, said: Unit) -> Fraction | None:
    """How many of `gold` one of `said` is; None where they measure different things."""
    if gold.thing or said.thing:
        if gold.dimension or said.dimension:  # 5 apples and 5 cm, but 5 apples and 5 units
            return Fraction(1) if (("unit", 1),) in (gold.dimension, said.dimension) else None
        return Fraction(1) if things.alike(gold.thing, said.thing) else None
    if gold.dimension == said.dimension:
        return said.size / gold.size
    lengths = [
        tuple(("length" if b == "unit" else b, p) for b, p in u.dimension) for u in (gold, said)
    ]
    return Fraction(1) if lengths[0] == lengths[1] else None
