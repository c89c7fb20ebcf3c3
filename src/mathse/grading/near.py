"""Whether two written numbers are the same: exactly, or rounded as far as they state.

The precision that the reference states decides: a decimal reference is met by what rounds to it, an
exact reference by its correct rounding to three significant digits or more, where it has no end.
"""

from fractions import Fraction

from mathse.grading import evaluate, symbolic
from mathse.grading.evaluate import Number
from mathse.grading.expression import names
from mathse.grading.questions import Asked
from mathse.grading.tokens import Tree, Unreadable
from mathse.grading.units import ANGLE, RADIAN
from mathse.grading.values import Quantity

ENOUGH_DIGITS = 3  # a rounded value is taken for the exact one from this many significant digits
NOISE_DECIMALS = 9  # a program's 12.000000000000002 is 12
_CONSTANTS = {"e", "i"}


def number(tree: Tree) -> Number | None:
    """The value of a tree without variables, or None."""
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
    scale = _scale(gold, said, asked)
    if scale is None:
        return False
    if gold.percent and not said.percent:
        return _near(gold, said, asked, scale) or _near(gold, said, asked, scale * 100)
    if said.percent and not gold.percent:
        if gold.unit is not None:
            return False
        if asked.percent and _near(gold, said, asked, scale):
            return True
        return not _whole_number(gold) and _near(gold, said, asked, scale / 100)
    return _near(gold, said, asked, scale)


def _whole_number(gold: Quantity) -> bool:
    """A count of 25 is not written as 2500%."""
    return isinstance(gold.tree, Fraction) and gold.tree.denominator == 1 and gold.decimals is None


def _scale(gold: Quantity, said: Quantity, asked: Asked) -> Fraction | None:
    """What `said` must be multiplied with to stand in the reference's unit; None: another dimension."""
    measured = gold.unit or (asked.unit if said.unit and asked.unit else None)
    an_angle = said.unit is not None and said.unit.dimension == ANGLE
    if an_angle and said.unit and gold.unit is None and _mentions_pi(gold.tree):
        return said.unit.size / RADIAN
    if measured is None or (said.unit is None and gold.unit is None):
        return Fraction(1)
    if said.unit is None:
        in_radians = measured.dimension == ANGLE and measured.size == 1 and _mentions_pi(said.tree)
        return RADIAN if in_radians else Fraction(1)
    if said.unit.dimension != measured.dimension:
        speed = tuple(sorted((*said.unit.dimension, ("time", -1))))
        if asked.per and speed == measured.dimension:
            return said.unit.size / asked.per / measured.size
        return None
    return said.unit.size / measured.size


def _is_formula(tree: Tree) -> bool:
    """Whether a tree has variables."""
    return tree.__class__ is not Fraction and bool(names(tree) - _CONSTANTS)


def _mentions_pi(tree: Tree) -> bool:
    return tree == "pi" or (isinstance(tree, tuple) and any(map(_mentions_pi, tree[1:])))


def _near(gold: Quantity, said: Quantity, asked: Asked, scale: Fraction) -> bool:
    if _is_formula(gold.tree) or _is_formula(said.tree):
        return scale == 1 and same_formula(gold.tree, said.tree)
    a, b = number(gold.tree), number(said.tree)
    if a is None or b is None:
        return False
    b = b * scale
    same = evaluate.close(a, b)
    if same is None:
        written_out = said.decimals is not None or gold.decimals is not None
        same = not written_out and scale == 1 and symbolic.equal_exactly(gold.tree, said.tree)
    if same:
        written_out = said.decimals is not None and gold.decimals is None
        return not (asked.exact and written_out) or isinstance(a, Fraction)
    if isinstance(a, complex) or isinstance(b, complex):
        return False
    return _rounded(_Written(gold, a, Fraction(1)), _Written(said, b, scale), asked)


class _Written:
    """A value in the reference's unit, with the size of its last written digit."""

    def __init__(self, quantity: Quantity, value: Fraction | float, scale: Fraction) -> None:
        self.value = evaluate.as_float(value)
        self.decimals = quantity.decimals
        self.step = None if self.decimals is None else float(scale) * 10.0**-self.decimals
        self.bare = isinstance(quantity.tree, Fraction) and self.decimals is None
        self.endless = isinstance(value, float) or _endless(value)

    def digits(self) -> int:
        """Significant digits, as written."""
        if not self.step or abs(self.value) == float("inf"):
            return 0
        return len(str(int(abs(self.value) / self.step + 0.5)).lstrip("0"))


def _endless(value: Fraction) -> bool:
    """Whether a fraction has no last decimal."""
    below = value.denominator
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
    if said.step is not None and gold.endless and not asked.exact and (said.decimals or 0) >= 1:
        return said.digits() >= ENOUGH_DIGITS and _rounds_to(a, b, said.step)
    return False


def _rounds_to(value: float, rounded: float, step: float) -> bool:
    return abs(value - rounded) <= 0.5 * step * (1 + 1e-7)
