"""Whether two values are equal. Exact first; then by the precision that the reference states."""

import re
from dataclasses import dataclass
from fractions import Fraction

from mathse.grading import evaluate, symbolic
from mathse.grading.evaluate import Number
from mathse.grading.expression import Tree, Unreadable, names
from mathse.grading.units import Unit
from mathse.grading.values import (
    Clock,
    Equation,
    Listing,
    Quantity,
    Ratio,
    Region,
    Value,
    Words,
    region,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the question asks for, as far as it bears on equality."""

    percent: bool = False  # a percentage: 12 and 12% say the same
    exact: bool = False  # in terms of pi, as a fraction: no decimal will do
    rounding: bool = False  # to the nearest ..., two decimal places: a longer decimal will do
    roots: bool = False  # the solutions of an equation: in any order
    unit: Unit | None = None  # in centimetres: what a bare reference is measured in


NOTHING_ASKED = Asked()
_NOISE = re.compile(r"[^\w<>=+\-*/^%\u4e00-\u9fff]+")
_ARTICLES = re.compile(r"\b(?:the|a|an)\b")
_ENOUGH_DIGITS = 3  # a rounded value is taken for the exact one from this many significant digits
_NOISE_DECIMALS = 9  # a program's 12.000000000000002 is 12


def equal(gold: Value, said: Value, asked: Asked = NOTHING_ASKED) -> bool:
    """Whether `said` says what the reference `gold` says."""
    if gold == said:
        return True
    if isinstance(gold, Equation) or isinstance(said, Equation):
        return _equation(gold, said, asked)
    if (
        isinstance(gold, Quantity)
        and isinstance(said, Quantity)
        and not (_signs(gold) or _signs(said))
    ):
        return quantity(gold, said, asked)
    if isinstance(gold, Clock) or isinstance(said, Clock):
        return _clock(gold, said)
    if isinstance(gold, Ratio) or isinstance(said, Ratio):
        return _ratio(gold, said, asked)
    if isinstance(gold, Region) or isinstance(said, Region):
        return _region(gold, said)
    if isinstance(gold, Words) or isinstance(said, Words):
        return (
            isinstance(gold, Words)
            and isinstance(said, Words)
            and text_key(gold.text) == text_key(said.text)
        )
    return _listing(_spread(gold), _spread(said), asked)


def text_key(text: str) -> str:
    """Text without case, articles, punctuation and spaces."""
    return _NOISE.sub("", _ARTICLES.sub("", text.casefold().replace("\\", ""))) or text.strip()


def _signs(value: Value) -> bool:
    return isinstance(value, Quantity) and _has_sign(value.tree)


def _has_sign(tree: Tree) -> bool:
    return isinstance(tree, tuple) and (tree[0] in ("pm", "mp") or any(map(_has_sign, tree[1:])))


def _signed(tree: Tree, upper: bool) -> Tree:
    if not isinstance(tree, tuple):
        return tree
    parts = tuple(_signed(part, upper) for part in tree[1:])
    if tree[0] in ("pm", "mp"):
        return ("+" if (tree[0] == "pm") == upper else "-", *parts)
    return (tree[0], *parts)


def _spread(value: Value) -> Listing:
    """Any value as a list: plus-minus is two, anything else that is no list is one."""
    if isinstance(value, Listing):
        if any(_signs(item.value if isinstance(item, Equation) else item) for item in value.items):
            items = tuple(i for item in value.items for i in _spread(item).items)
            return Listing(items, value.ordered, value.bracketed)
        return value
    if isinstance(value, Equation) and _signs(value.value):
        return _spread(value.value)
    if isinstance(value, Quantity) and _signs(value):
        both = [
            Quantity(_signed(value.tree, up), None, value.percent, value.unit)
            for up in (True, False)
        ]
        return Listing(tuple(both), False)
    return Listing((value,), False)


def number(tree: Tree) -> Number | None:
    """The value of a tree without variables, or None."""
    try:
        return evaluate.value(tree)
    except Unreadable:
        return None


def quantity(gold: Quantity, said: Quantity, asked: Asked) -> bool:
    """Two numbers or formulas, with units and percent signs."""
    scale = _scale(gold, said, asked)
    if scale is None:
        return False
    if gold.percent and not said.percent:
        return _near(gold, said, asked, scale) or _near(
            gold, said, asked, scale * 100, percent_of=True
        )
    if said.percent and not gold.percent:
        return _near(gold, said, asked, scale / 100) or (
            asked.percent and _near(gold, said, asked, scale)
        )
    return _near(gold, said, asked, scale)


def _scale(gold: Quantity, said: Quantity, asked: Asked) -> Fraction | None:
    """What `said` must be multiplied with to stand in the reference's unit; None: another dimension."""
    measured = gold.unit or (asked.unit if said.unit and asked.unit else None)
    if measured is None or (said.unit is None and gold.unit is None):
        return Fraction(1)
    if said.unit is None:
        radians = (
            measured.dimension == (("angle", 1),) and measured.size == 1 and _mentions_pi(said.tree)
        )
        return Fraction(180) / Fraction("3.14159265358979323846") if radians else Fraction(1)
    if said.unit.dimension != measured.dimension:
        return None
    return said.unit.size / measured.size


def _mentions_pi(tree: Tree) -> bool:
    return tree == "pi" or (isinstance(tree, tuple) and any(map(_mentions_pi, tree[1:])))


def _near(
    gold: Quantity, said: Quantity, asked: Asked, scale: Fraction, *, percent_of: bool = False
) -> bool:
    if names(gold.tree) - {"e", "i"} or names(said.tree) - {"e", "i"}:
        return _formula(gold.tree, said.tree) if scale == 1 else False
    a, b = number(gold.tree), number(said.tree)
    if a is None or b is None:
        return False
    b = b * scale
    same = evaluate.close(a, b)
    if same is None:
        same = scale == 1 and _decided_by_sympy(gold.tree, said.tree)
    if same:
        exact_wanted = asked.exact and gold.decimals is None and said.decimals is not None
        return not exact_wanted or isinstance(a, Fraction)
    if isinstance(a, complex) or isinstance(b, complex):
        return False
    return _rounded(gold, said, float(a), float(b), asked, percent_of=percent_of)


def _rounded(
    gold: Quantity, said: Quantity, a: float, b: float, asked: Asked, *, percent_of: bool
) -> bool:
    """One is the other, rounded as far as it states."""
    if abs(a) == float("inf") or abs(b) == float("inf"):
        return False
    if (said.decimals or 0) >= _NOISE_DECIMALS and abs(a - b) <= 1e-9 * max(abs(a), abs(b)):
        return True
    if gold.decimals is not None:
        finer = said.decimals is None or said.decimals > gold.decimals or percent_of
        enough = _digits(a, gold.decimals) >= (_ENOUGH_DIGITS if said.decimals is not None else 2)
        whole = said.decimals is None and isinstance(said.tree, Fraction) and not percent_of
        return (
            finer and not whole and (enough or asked.rounding) and _rounds_to(b, a, gold.decimals)
        )
    irrational = not isinstance(gold.tree, Fraction) or gold.unit != said.unit
    if said.decimals is not None and irrational and not asked.exact and said.decimals >= 1:
        return _digits(b, said.decimals) >= _ENOUGH_DIGITS and _rounds_to(a, b, said.decimals)
    return False


def _digits(value: float, decimals: int) -> int:
    """Significant digits of a value written with so many decimals."""
    return len(str(int(abs(value) * 10**decimals + 0.5)).lstrip("0")) if decimals < 300 else 0


def _rounds_to(value: float, rounded: float, decimals: int) -> bool:
    return abs(value - rounded) <= 0.5 * 10.0**-decimals * (1 + 1e-7)


def _formula(a: Tree, b: Tree) -> bool:
    same = evaluate.same(a, b)
    return _decided_by_sympy(a, b) if same is None else same


def _decided_by_sympy(a: Tree, b: Tree) -> bool:
    return symbolic.equal_exactly(a, b)


def _equation(gold: Value, said: Value, asked: Asked) -> bool:
    if isinstance(gold, Equation) and isinstance(said, Equation):
        if gold.left != "?" and said.left != "?":
            if (
                gold.name
                and said.name
                and gold.left != said.left
                and not (names(gold.right) or names(said.right))
            ):
                return _renamed(gold, said) and equal(gold.value, said.value, asked)
            if gold.left == said.left and equal(gold.value, said.value, asked):
                return True
            return evaluate.proportional(("-", gold.left, gold.right), ("-", said.left, said.right))
        return equal(gold.value, said.value, asked)
    if isinstance(gold, Equation):
        bare = isinstance(said, Region) or not gold.name
        return not bare and equal(gold.value, said, asked)
    assert isinstance(said, Equation)
    if (
        isinstance(gold, Listing)
        and len(gold.items) > 1
        and not isinstance(said.value, Listing | Region)
    ):
        return _listing(_spread(gold), _spread(said), asked)
    return bool(said.name) and equal(gold, said.value, asked)


def _renamed(gold: Equation, said: Equation) -> bool:
    """Different names of one value: `AB = 5` for `x = 5`; but x = 3 and y = 3 are different lines."""
    return {gold.name, said.name} != {"x", "y"} and gold.name.partition("_")[0] != said.name


def _clock(gold: Value, said: Value) -> bool:
    pair = [v if isinstance(v, Clock) else _as_clock(v) for v in (gold, said)]
    a, b = pair
    if a is None or b is None:
        return False
    return (a.minutes - b.minutes) % (720 if a.half or b.half else 1440) == 0


def _as_clock(value: Value) -> Clock | None:
    """15:30 was read as a ratio; beside a time of day it is one."""
    if not isinstance(value, Ratio) or len(value.parts) != 2:
        return None
    hour, minute = (number(p.tree) if isinstance(p, Quantity) else None for p in value.parts)
    if isinstance(hour, Fraction) and isinstance(minute, Fraction) and hour < 24 and minute < 60:
        return Clock(int(hour * 60 + minute), False)
    return None


def _ratio(gold: Value, said: Value, asked: Asked) -> bool:
    if isinstance(gold, Ratio) and isinstance(said, Ratio):
        pairs = (
            zip(gold.parts, gold.parts[1:], strict=False),
            zip(said.parts, said.parts[1:], strict=False),
        )
        return len(gold.parts) == len(said.parts) and all(
            _formula(("*", a.tree, d.tree), ("*", b.tree, c.tree))
            for (a, b), (c, d) in zip(*pairs, strict=True)
            if isinstance(a, Quantity) and isinstance(b, Quantity)
            if isinstance(c, Quantity) and isinstance(d, Quantity)
        )
    one, other = (gold, said) if isinstance(gold, Ratio) else (said, gold)
    if not isinstance(one, Ratio) or not isinstance(other, Quantity) or len(one.parts) != 2:
        return False
    above, below = one.parts
    if (
        not isinstance(above, Quantity)
        or not isinstance(below, Quantity)
        or other.percent
        or other.unit
    ):
        return False
    return _near(Quantity(("/", above.tree, below.tree)), other, asked, Fraction(1))


def _region(gold: Value, said: Value) -> bool:
    a, b = region(gold), region(said)
    if a is None or b is None:
        return False
    left, right = _ends(a), _ends(b)
    return left is not None and left == right


def _ends(area: Region) -> list[tuple[float, bool, float, bool]] | None:
    """The intervals by rising ends, touching ones joined, removed points taken out."""
    found: list[tuple[float, bool, float, bool]] = []
    for low, low_in, high, high_in in area.parts:
        a, b = number(low), number(high)
        if not isinstance(a, Fraction | float) or not isinstance(b, Fraction | float):
            return None
        ends = (round(float(a), 9), low_in, round(float(b), 9), high_in)
        if ends[0] < ends[2] or (ends[0] == ends[2] and low_in and high_in):
            found.append(ends)
    for point in map(number, area.removed):
        if not isinstance(point, Fraction | float):
            return None
        at = round(float(point), 9)
        found = [
            piece
            for low, low_in, high, high_in in found
            for piece in (
                [(low, low_in, at, False), (at, False, high, high_in)]
                if low < at < high
                else [(low, low_in and low != at, high, high_in and high != at)]
            )
        ]
    joined: list[tuple[float, bool, float, bool]] = []
    for low, low_in, high, high_in in sorted(found):
        if joined and (low < joined[-1][2] or (low == joined[-1][2] and (low_in or joined[-1][3]))):
            before = joined[-1]
            last = max((before[2], before[3]), (high, high_in))
            joined[-1] = (before[0], before[1], *last)
        else:
            joined.append((low, low_in, high, high_in))
    return joined


def _listing(gold: Listing, said: Listing, asked: Asked) -> bool:
    if len(gold.items) != len(said.items):
        return False
    a, b = [_bare(item) for item in gold.items], [_bare(item) for item in said.items]
    point = gold.bracketed[:1] in ("(", "[") and len(gold.items) > 1
    if point and said.bracketed and said.bracketed != gold.bracketed:
        return False
    if (gold.ordered and said.ordered and not asked.roots) or point:
        return all(equal(x, y, asked) for x, y in zip(a, b, strict=True))
    if gold.ordered and not asked.roots and said.bracketed != "{}":
        return all(equal(x, y, asked) for x, y in zip(a, b, strict=True))
    left = list(b)
    for item in a:
        match = next((other for other in left if equal(item, other, asked)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _bare(item: Value) -> Value:
    """A root without its name."""
    return item.value if isinstance(item, Equation) and item.name else item
