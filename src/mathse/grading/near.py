"""Whether two written numbers are the same: exactly, or rounded as far as they state.

The precision that the reference states decides: a decimal reference is met by what rounds to it, an
exact reference by its correct rounding to three significant digits or more, where it has no end.
"""

from fractions import Fraction

from mathse.grading import evaluate, lettered, residues, symbolic, units
from mathse.grading.evaluate import Number
from mathse.grading.questions import Asked
from mathse.grading.tokens import Tree, Unreadable
from mathse.grading.units import ANGLE, RADIAN, Dimension
from mathse.grading.values import Quantity

ENOUGH_DIGITS = 3  # a rounded value is taken for the exact one from this many significant digits
NOISE_DECIMALS = 9  # a program's 12.000000000000002 is 12
_AS_WRITTEN = Fraction(1)
_CONSTANTS = {"e", "i", "pi", "infty"}


def number(tree: Tree) -> Number | None:
    """The value of a tree without variables, or None."""
    if tree.__class__ is Fraction:
        return tree
    try:
        return evaluate.value(tree)
    except Unreadable:
        return None


def same_formula(a: Tree, b: Tree) -> bool:
    """Whether two trees are the same function of their variables; SymPy decides near ties."""
    try:
        same = evaluate.same(a, b)
    except Unreadable:
        return False
    return symbolic.equal_exactly(a, b) if same is None else same


def same_quantity(gold: Quantity, said: Quantity, asked: Asked) -> bool:
    """Two numbers or formulas, with units and percent signs."""
    if gold.tree.__class__ is tuple or said.tree.__class__ is tuple:
        gold, said = (
            lettered.measured(gold, asked, said.unit),
            lettered.measured(said, asked, gold.unit or asked.unit),
        )
    said = _on_scale_of(gold, said)
    scale = _scale(gold, said, asked)
    if scale is None:
        return False
    if gold.percent and not said.percent:
        return _near(gold, said, asked, scale) or _near(gold, said, asked, scale * 100)
    if said.percent and not gold.percent:
        if gold.unit is not None:
            return False
        if (asked.percent or _on_a_chart(gold, asked)) and _near(gold, said, asked, scale):
            return True
        a_share = not _whole_number(gold) or (gold.tree in (0, 1, 2) and not asked.counted)
        return a_share and _near(gold, said, asked, scale / 100)
    return _near(gold, said, asked, scale)


def _on_a_chart(gold: Quantity, asked: Asked) -> bool:
    """Whether a reference may be a percentage that was read off a chart, whose references have no signs."""
    plain = gold.tree.__class__ is Fraction and gold.tree > 1
    return plain and asked.chart and not asked.counted


# Kelvins a degree, and where zero lies, in degrees above absolute zero.
_DEGREES: dict[Dimension, tuple[Fraction, Fraction]] = {
    (("celsius", 1),): (Fraction(1), Fraction("273.15")),
    (("fahrenheit", 1),): (Fraction(5, 9), Fraction("459.67")),
    (("kelvin", 1),): (Fraction(1), Fraction(0)),
}


def _on_scale_of(gold: Quantity, said: Quantity) -> Quantity:
    """A temperature in the reference's degrees: their zeros differ, so no factor converts it."""
    if gold.unit is None or said.unit is None or gold.unit == said.unit:
        return said
    to, by = _DEGREES.get(gold.unit.dimension), _DEGREES.get(said.unit.dimension)
    value = number(said.tree) if to and by else None
    if to is None or by is None or not isinstance(value, Fraction):
        return said
    return Quantity((value + by[1]) * by[0] / to[0] - to[1], None, said.percent, gold.unit)


def _whole_number(gold: Quantity) -> bool:
    """A count of 25 is not written as 2500%; 1, as a probability, may be written as 100%."""
    return isinstance(gold.tree, Fraction) and gold.tree.denominator == 1 and gold.decimals is None


def _scale(gold: Quantity, said: Quantity, asked: Asked) -> Fraction | None:
    """What `said` must be multiplied with to stand in the reference's unit; None: another dimension."""
    measured = gold.unit or (asked.unit if said.unit and said.unit.dimension else None)
    an_angle = said.unit is not None and said.unit.dimension == ANGLE
    if an_angle and said.unit and gold.unit is None and _mentions_pi(gold.tree):
        return said.unit.size / RADIAN
    if measured is None or (said.unit is None and gold.unit is None):
        return _AS_WRITTEN
    if said.unit is None:
        in_radians = measured.dimension == ANGLE and measured.size == 1 and _mentions_pi(said.tree)
        return RADIAN if in_radians else Fraction(1)
    scale = units.scale(measured, said.unit)
    if scale is None and asked.per:
        speed = tuple(sorted((*said.unit.dimension, ("time", -1))))
        return said.unit.size / asked.per / measured.size if speed == measured.dimension else None
    return scale


def _is_formula(tree: Tree) -> bool:
    """Whether a tree has variables."""
    if tree.__class__ is Fraction:
        return False
    if isinstance(tree, str):
        return tree not in _CONSTANTS
    return isinstance(tree, tuple) and any(map(_is_formula, tree[1:]))


_SUFFIXES = {"k": 1_000, "K": 1_000, "M": 1_000_000, "B": 1_000_000_000}


def _thousands(said: Quantity) -> Quantity | None:
    """5k beside a number is 5,000, not 5 times k."""
    tree = said.tree
    if not isinstance(tree, tuple) or tree[0] != "*" or not isinstance(tree[1], Fraction):
        return None
    times = _SUFFIXES.get(tree[2]) if isinstance(tree[2], str) else None
    return Quantity(tree[1] * times, None, said.percent, said.unit) if times else None


def _mentions_pi(tree: Tree) -> bool:
    return tree == "pi" or (isinstance(tree, tuple) and any(map(_mentions_pi, tree[1:])))


def _near(gold: Quantity, said: Quantity, asked: Asked, scale: Fraction) -> bool:
    if _is_formula(gold.tree) or _is_formula(said.tree):
        if scale == 1 and same_formula(gold.tree, said.tree):
            return True
        thousands = _thousands(said)
        return (
            thousands is not None
            and not _is_formula(gold.tree)
            and _near(gold, thousands, asked, scale)
        )
    a, b = number(gold.tree), number(said.tree)
    if a is None or b is None:  # 1/e^1001: no float holds it
        return scale == 1 and residues.same(gold.tree, said.tree) is True
    if scale is not _AS_WRITTEN:
        b = b * scale
    if a is gold.tree and b is said.tree and gold.decimals is None and said.decimals is None:
        return bool(a == b)  # two whole numbers, as they are written
    same = evaluate.close(a, b)
    written_out = said.decimals is not None or gold.decimals is not None
    if same and scale == 1 and not written_out and evaluate.coarse(a, b):
        same = None
    if same and scale == 1 and not written_out and residues.same(gold.tree, said.tree) is False:
        return False  # pi + 10^-20 beside pi
    if same is None:
        same = not written_out and scale == 1 and symbolic.equal_exactly(gold.tree, said.tree)
    if same:
        written_out = said.decimals is not None and gold.decimals is None
        return not (asked.exact and written_out) or isinstance(a, Fraction)
    if not written_out or isinstance(a, complex) or isinstance(b, complex):
        return False  # only what is written as a decimal may be rounded
    return _rounded(_Written(gold, a, Fraction(1)), _Written(said, b, scale), asked)


class _Written:
    """A value in the reference's unit, with the size of its last written digit."""

    def __init__(self, quantity: Quantity, value: Fraction | float, scale: Fraction) -> None:
        self.value = evaluate.as_float(value)
        self.decimals = quantity.decimals
        self.step = None if self.decimals is None else float(scale) * 10.0**-self.decimals
        self.bare = isinstance(quantity.tree, Fraction) and self.decimals is None and scale == 1
        self.endless = isinstance(value, float) or _endless(value)
        self.scale = scale

    def digits(self) -> int:
        """Significant digits, as written."""
        if not self.step or abs(self.value) == float("inf"):
            return 0
        return len(str(int(abs(self.value) / self.step + 0.5)).lstrip("0"))


def _endless(value: Fraction) -> bool:
    """Whether a fraction has no last decimal, or only after many (3.785411784 litres)."""
    below = value.denominator
    if below > 10**6:
        return True
    for prime in (2, 5):
        while below % prime == 0:
            below //= prime
    return below != 1


def _rounded(gold: _Written, said: _Written, asked: Asked) -> bool:
    """One is the other, rounded as far as it states."""
    a, b = gold.value, said.value
    if abs(a) == float("inf") or abs(b) == float("inf"):
        return False
    if (said.decimals or 0) >= NOISE_DECIMALS and abs(a - b) <= 1e-9 * max(abs(a), abs(b)):
        return True
    if gold.step is not None:
        finer = said.step is None or said.step < gold.step
        enough = gold.digits() >= (ENOUGH_DIGITS if said.step is not None else 2)
        wanted = enough or asked.rounding
        return finer and not said.bare and wanted and _rounds_to(b, a, gold.step)
    endless = gold.endless or (said.scale != 1 and _endless(1 / said.scale))
    if said.step is not None and endless and not asked.exact and (said.decimals or 0) >= 1:
        return said.digits() >= ENOUGH_DIGITS and _rounds_to(a, b, said.step)
    return False


def _rounds_to(value: float, rounded: float, step: float) -> bool:
    """0.35 and 0.44 round to 0.4; 0.45 does not."""
    beyond = (value - rounded) / step * (1 if value >= 0 else -1)
    return -0.5 - 1e-7 <= beyond < 0.5 - 1e-7
