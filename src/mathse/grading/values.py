"""What an answer says: text -> value. Values are plain data; `compare` decides whether two are equal."""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from mathse.grading import units, words
from mathse.grading.clean import normalise
from mathse.grading.expression import Tree, Unreadable, names, parse
from mathse.grading.units import Unit


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or a formula, as written: with its precision, percent sign and unit."""

    tree: Tree
    decimals: int | None = None  # digits after the point of a decimal number; None: exact
    percent: bool = False  # written with a percent sign; `tree` is the number before it
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Ratio:
    """2:3, 1:2:3."""

    parts: tuple["Value", ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, in minutes; `half` is true where am or pm is not said and it could be either."""

    minutes: int
    half: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """Several values: the blanks of a question or a tuple in order, roots and sets in any order."""

    items: tuple["Value", ...]
    ordered: bool
    bracketed: str = ""  # the brackets as written: "()" a point or an open interval


@dataclass(frozen=True, slots=True)
class Region:
    """A union of intervals of one variable: (low, low is in, high, high is in)."""

    parts: tuple[tuple[Tree, bool, Tree, bool], ...]
    removed: tuple[Tree, ...] = ()


@dataclass(frozen=True, slots=True)
class Equation:
    """left = right. `name` where the left is only what the value is called: `x`, `f(x)`, `S_n`."""

    left: Tree
    right: Tree
    name: str
    value: "Value"


@dataclass(frozen=True, slots=True)
class Words:
    """Anything else: compared as text."""

    text: str


Value = Quantity | Ratio | Clock | Listing | Region | Equation | Words

_NUMBER = re.compile(r"([-+]?)(\d+)(?:\.(\d+))?")
_DECIMAL = re.compile(r"[-+]?\d*\.(\d+)")
_SCIENTIFIC = re.compile(r"([-+]?\d+(?:\.\d+)?)[eE]([-+]?\d{1,3})")
_TIME = re.compile(
    r"(上午|下午|晚上|凌晨|中午|早上)?\s*(\d{1,2})\s*(?:(?::|：|点|时)\s*(?:(\d{1,2})\s*分?)?)?(整)?\s*([ap]\.?m\.?|o'clock)?",
    re.I,
)
_COMPOUND = re.compile(rf"(\d+(?:\.\d+)?)\s*({units.UNIT.pattern})\s*(?:and|,|又)?\s*")
_NAME = re.compile(
    r"\|?\\?[A-Za-z]{1,10}'*(?:_\{?[A-Za-z0-9+\-]{1,6}\}?)?\|?(?:\([A-Za-z0-9,]{1,5}\)|\^\{?[-'A-Za-z]+\}?)?"
    r"|\\angle\s*[A-Z0-9]{1,4}|\\(?:triangle|mathit)\s*[A-Z]{1,4}|[^\d=<>\\(),]*[\u4e00-\u9fff][^=<>]*"
    r"|(?:the |a |an )?[A-Za-z]+(?: [A-Za-z]+){0,9}|[A-Z][a-z]*_\{?\w+\}?"
)
_OPEN, _SHUT = "([{", ")]}"
_RELATION = re.compile(r"<=|>=|!=|<|>")
_FLIP = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_TRAILING_NOTE = re.compile(r"\s*\((?![^()]*[\d\\][^()]*\)$)[^()]*\)$")


def split_top(text: str, separator: re.Pattern[str]) -> list[str]:
    """Split where no bracket is open."""
    parts, depth, start = [], 0, 0
    spots = {m.start(): m.end() for m in separator.finditer(text)}
    if not spots:
        return [text]
    for at, char in enumerate(text):
        if char in _OPEN:
            depth += 1
        elif char in _SHUT:
            depth = max(0, depth - 1)
        elif depth == 0 and at in spots and at >= start:
            parts.append(text[start:at])
            start = spots[at]
    return [part.strip() for part in [*parts, text[start:]] if part.strip()]


_OR = re.compile(r"\s+or\s+|\s*或者?\s*|\s*\\vee\s*")
_SEMI = re.compile(r"\s*[;；]\s*")
_AND = re.compile(r"\s*,?\s+and\s+|\s*[和与及]\s*|\s*,\s*")
_CUP = re.compile(r"\s*\\cup\s*|\s+U\s+|\s*(?<=[)\]])U(?=[(\[])\s*")
_MINUS_SET = re.compile(r"\s*\\setminus\s*")


@lru_cache(maxsize=16384)
def read(text: str) -> Value:
    """The value that an answer names; `Words` where it is none."""
    return read_clean(normalise(text))


def read_clean(text: str) -> Value:
    """`read` for text that is normalised already."""
    match = _NUMBER.fullmatch(text)
    if match and len(text) <= 400:
        return Quantity(Fraction(text), len(match[3]) if match[3] else None)
    if not text or len(text) > 2000:
        return Words(text)
    for reader in (_several, _bracketed, _union, _inequality, _equality, _ratio_or_time, _quantity):
        value = reader(text)
        if value is not None:
            return value
    note = _TRAILING_NOTE.search(text)
    if note and note.start() > 0:
        return read_clean(text[: note.start()].strip())
    return Words(text)


def _matched(text: str) -> bool:
    """Whether the first bracket closes with the last character."""
    depth = 0
    for at, char in enumerate(text):
        depth += (char in _OPEN) - (char in _SHUT)
        if depth == 0:
            return at == len(text) - 1
    return False


def _several(text: str) -> Value | None:
    for separator, ordered in ((_SEMI, True), (_OR, False), (_AND, True)):
        parts = split_top(text, separator)
        if 1 < len(parts) <= 30:
            values = [read_clean(part) for part in parts]
            if separator is _OR and all(isinstance(v, Region) for v in values):
                return Region(tuple(p for v in values if isinstance(v, Region) for p in v.parts))
            if separator is _AND and any(isinstance(v, Words) for v in values):
                return None
            same_name = len({v.name for v in values if isinstance(v, Equation)}) == 1
            roots = same_name and all(isinstance(v, Equation) for v in values)
            indexed = all(isinstance(v, Equation) and "_" in v.name for v in values)
            stems = {v.name.partition("_")[0] for v in values if isinstance(v, Equation)}
            return Listing(
                tuple(values), ordered and not roots and not (indexed and len(stems) == 1)
            )
    return None


def _bracketed(text: str) -> Value | None:
    curly = text.startswith("\\{") and text.endswith("\\}")
    if not curly and not (
        text[0] in "([{" and text[-1] in ")]}" and (_matched(text) or text[0] + text[-1] in "[)(]")
    ):
        return None
    inside = (text[2:-2] if curly else text[1:-1]).strip()
    curly = curly or text[0] == "{"
    if curly and (condition := re.fullmatch(r"\s*([a-zA-Z])\s*(?:\||:)(.*)", inside)):
        return read_clean(condition[2].strip())
    if curly and inside.startswith("\\{"):
        return None
    parts = split_top(inside, re.compile(r"\s*[,;]\s*"))
    if curly:
        return Listing(tuple(read_clean(part) for part in parts), False, "{}")
    if len(parts) < 2:
        return (
            read_clean(inside)
            if text[0] + text[-1] in ("()", "[]") and text[0] != "{" and parts
            else None
        )
    return Listing(tuple(read_clean(part) for part in parts), True, text[0] + text[-1])


def region(value: Value) -> Region | None:
    """A bracketed pair as an interval."""
    if isinstance(value, Region):
        return value
    if isinstance(value, Listing) and len(value.items) == 2 and value.bracketed[:1] in ("(", "["):
        low, high = value.items
        if isinstance(low, Quantity) and isinstance(high, Quantity):
            return Region(
                ((low.tree, value.bracketed[0] == "[", high.tree, value.bracketed[1] == "]"),)
            )
    return None


def _union(text: str) -> Value | None:
    if "\\in" in text and (match := re.fullmatch(r"\s*\w{1,3}\s*\\in(?![a-z])\s*(.*)", text)):
        return read_clean(match[1].strip())
    if "\\setminus" in text:
        whole, *out = split_top(text, _MINUS_SET)
        base = region(read_clean(whole))
        removed = read_clean(out[0]) if len(out) == 1 else None
        if base and isinstance(removed, Listing):
            return Region(
                base.parts, tuple(v.tree for v in removed.items if isinstance(v, Quantity))
            )
    if "\\cup" in text or "U" in text:
        parts = split_top(text, _CUP)
        regions = [region(read_clean(part)) for part in parts] if len(parts) > 1 else [None]
        if all(regions):
            return Region(tuple(p for r in regions if r for p in r.parts))
    return None


def _inequality(text: str) -> Value | None:
    signs = _RELATION.findall(text)
    if not signs or len(signs) > 2 or len(text) > 200:
        return None
    if text in _FLIP or text == "!=":
        return Words(text)
    try:
        sides = [parse(side) for side in _RELATION.split(text)]
    except Unreadable:
        return None
    if len(signs) == 1 and signs[0] != "!=":
        if isinstance(sides[1], str) and not names(sides[0]):
            sides, signs = sides[::-1], [_FLIP[signs[0]]]
        if not isinstance(sides[0], str) or names(sides[1]) & {sides[0]}:
            return None
        closed = signs[0].endswith("=")
        if signs[0][0] == ">":
            return Region(((sides[1], closed, "infty", False),))
        return Region(((("neg", "infty"), False, sides[1], closed),))
    if len(signs) == 2 and isinstance(sides[1], str) and signs[0][0] == signs[1][0] != "!":
        if signs[0][0] == ">":
            sides, signs = sides[::-1], [_FLIP[signs[1]], _FLIP[signs[0]]]
        return Region(((sides[0], signs[0] == "<=", sides[2], signs[1] == "<="),))
    return None


_EQUAL = re.compile(r"\s*(?:=|⇒|→|\\approx)\s*")


def _equality(text: str) -> Value | None:
    if "=" not in text and "\\approx" not in text:
        return None
    parts = split_top(text, _EQUAL)
    if len(parts) < 2:
        return read_clean(parts[0]) if parts and parts[0] != text else None
    left, last = parts[0], parts[-1]
    if "\\approx" in text and len(parts) == 2 and not _NAME.fullmatch(left):
        return read_clean(left)
    value = read_clean(last)
    named = _NAME.fullmatch(left) is not None
    try:
        if len(parts) == 2 or named:
            tree = parse(left)
            if names(tree):
                simple = isinstance(tree, str)
                return Equation(tree, parse(last), tree if simple else left if named else "", value)
    except Unreadable:
        pass
    if isinstance(value, Words) and not named:
        return None
    return value if not named else Equation("?", Fraction(0), left, value)


def _ratio_or_time(text: str) -> Value | None:
    clock = _TIME.fullmatch(text)
    if clock and (
        clock[1] or clock[5] or ("点" in text or ("时" in text and (clock[3] or clock[4])))
    ):
        hour = int(clock[2]) % 24
        late = (clock[1] in ("下午", "晚上")) or ((clock[5] or "")[:1] in "pP" and bool(clock[5]))
        early = clock[1] in ("上午", "凌晨", "早上") or (
            (clock[5] or "")[:1] in "aA" and bool(clock[5])
        )
        hour = hour + 12 if late and hour < 12 else 0 if early and hour == 12 else hour
        return Clock(hour * 60 + int(clock[3] or 0), not (late or early) and hour <= 12)
    if ":" in text and text.count(":") < 6:
        parts = [_quantity(part.strip()) for part in text.split(":")]
        if all(isinstance(part, Quantity) for part in parts):
            return Ratio(tuple(part for part in parts if part is not None))
    return None


def _compound(text: str) -> Quantity | None:
    """1米60厘米, 1 hour 20 minutes: a sum, in the first one's unit."""
    found = [(Fraction(m[1]), units.unit(m[2].strip())) for m in _COMPOUND.finditer(text)]
    if len(found) < 2 or _COMPOUND.sub("", text).strip():
        return None
    first = found[0][1]
    total = Fraction(0)
    for number, one in found:
        if first is None or one is None or one.dimension != first.dimension:
            return None
        total += number * one.size / first.size
    return Quantity(total, None, False, first)


def _quantity(text: str) -> Quantity | None:
    if (whole := _compound(text)) is not None:
        return whole
    body, unit = units.split(text)
    percent = False
    for sign in ("%", "percentage points", "percentage", "percent", "pct", "per cent"):
        if body.endswith(sign) or text.endswith(sign):
            body, percent, unit = (
                (body if body.endswith(sign) else text).removesuffix(sign).strip(),
                True,
                None,
            )
            break
    if body.startswith("百分之"):
        body, percent = body.removeprefix("百分之"), True
    decimal = _DECIMAL.fullmatch(body)
    if (science := _SCIENTIFIC.fullmatch(body)) is not None:
        return Quantity(Fraction(science[1]) * Fraction(10) ** int(science[2]), None, percent, unit)
    try:
        tree = parse(body)
    except Unreadable:
        number = (
            words.chinese(body)
            if not body.isascii()
            else words.english(body)
            if body[:1].isalpha()
            else None
        )
        if number is None:
            return None
        return Quantity(number, None, percent, unit)
    return Quantity(_folded(tree), len(decimal[1]) if decimal else None, percent, unit)


def _folded(tree: Tree) -> Tree:
    return (
        -tree[1]
        if isinstance(tree, tuple) and tree[0] == "neg" and isinstance(tree[1], Fraction)
        else tree
    )
