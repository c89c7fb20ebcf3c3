"""The value of a tree: exact where it is rational, else a float; and whether two trees are equal.

Equality of formulas is decided at fixed sample points: two different formulas of school mathematics
do not agree at all of them. Only a near tie is left to SymPy (`symbolic`).
"""

import cmath
import math
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache

from mathse.grading import residues
from mathse.grading.expression import names
from mathse.grading.tokens import Tree, Unreadable

Number = Fraction | float | complex
Points = dict[str, float | Fraction]

MAX_BITS = 20_000
SAME = 1e-13  # relative: floats of one value differ by less
TINY = 1e-9  # below it floats may be what is left of a cancellation: sin(pi) is 1e-16
DIFFERENT = 1e-5  # and floats of two values, written by people, by more
LARGE = 1e9  # of such floats a difference of 1 is no longer seen well
_FUNCTIONS: dict[str, Callable[[complex], complex]] = {
    "sin": cmath.sin, "cos": cmath.cos, "tan": cmath.tan, "sinh": cmath.sinh, "cosh": cmath.cosh,
    "tanh": cmath.tanh, "arcsin": cmath.asin, "arccos": cmath.acos, "arctan": cmath.atan,
    "ln": cmath.log,
    "cot": lambda x: 1 / cmath.tan(x), "sec": lambda x: 1 / cmath.cos(x), "csc": lambda x: 1 / cmath.sin(x),
}  # fmt: skip


class TooLarge(Unreadable):
    """A value that floats, or the limit on exact ones, cannot hold."""


def value(tree: Tree, points: Points | None = None) -> Number:
    """The value of `tree`, variables taken from `points`; raises Unreadable where it has none."""
    try:
        return _value(tree, points or {})
    except OverflowError as error:
        raise TooLarge(str(error)) from None
    except (ZeroDivisionError, ValueError, TypeError, RecursionError) as error:
        raise Unreadable(str(error)) from None


def _value(tree: Tree, points: Points) -> Number:
    if tree.__class__ is Fraction:  # isinstance asks Fraction's abstract bases, which takes long
        return tree
    if isinstance(tree, str):
        return _letter(tree, points)
    kind = tree[0]
    if kind in ("+", "-", "*", "/"):
        left, right = _value(tree[1], points), _value(tree[2], points)
        if kind == "+":
            return left + right
        if kind == "-":
            return left - right
        return _bounded(left * right if kind == "*" else left / right)
    if kind == "neg":
        return -_value(tree[1], points)
    if kind == "^":
        return _power(_value(tree[1], points), _value(tree[2], points))
    if kind == "root":
        return _root(_value(tree[1], points), _value(tree[2], points))
    if kind == "%":
        return _value(tree[1], points) / 100
    if kind == "°":
        return _value(tree[1], points) * math.pi / 180
    if kind == "abs":
        inner = _value(tree[1], points)
        return abs(inner) if isinstance(inner, Fraction) else abs(complex(inner))
    if kind in ("!", "binom"):
        return _counting(tree, points)
    if kind in ("floor", "ceil"):
        return _whole(_value(tree[1], points), up=kind == "ceil")
    if kind in _FUNCTIONS:
        return _real(_FUNCTIONS[kind](complex(_value(tree[1], points))))
    raise Unreadable(f"no value of {kind}")


def _letter(name: str, points: Points) -> Number:
    if name == "pi":
        return math.pi
    if name == "infty":
        return math.inf
    if name in points:
        return points[name]
    if name == "e":
        return math.e
    if name == "i":
        return 1j
    raise Unreadable(f"{name} is free")


def _bounded(number: Number) -> Number:
    if (
        number.__class__ is Fraction
        and number.numerator.bit_length() + number.denominator.bit_length() > MAX_BITS
    ):
        raise TooLarge("too large")
    return number


def _real(number: complex) -> Number:
    return number.real if abs(number.imag) < 1e-13 * max(1.0, abs(number.real)) else number


def _power(base: Number, exponent: Number) -> Number:
    if isinstance(exponent, Fraction) and exponent.denominator == 1 and isinstance(base, Fraction):
        bits = max(base.numerator.bit_length(), base.denominator.bit_length())
        if abs(exponent) * bits > MAX_BITS:
            raise TooLarge("too large")
        return base ** int(exponent)
    if isinstance(base, Fraction) and isinstance(exponent, Fraction) and exponent.denominator <= 12:
        whole = Fraction(exponent.numerator)
        return _root(_power(base, whole), Fraction(exponent.denominator))
    return _real(complex(base) ** complex(exponent))


def _root(inside: Number, degree: Number) -> Number:
    if isinstance(inside, Fraction) and inside >= 0 and degree == 2:
        above, below = math.isqrt(inside.numerator), math.isqrt(inside.denominator)
        if above * above == inside.numerator and below * below == inside.denominator:
            return Fraction(above, below)
        return math.sqrt(inside)
    if not isinstance(degree, Fraction) or degree.denominator != 1 or degree == 0:
        return _real(complex(inside) ** (1 / complex(degree)))
    if not isinstance(inside, complex) and inside < 0 and degree % 2 == 1:
        return -_root(-inside, degree)  # the school's cube root of -8 is -2
    if isinstance(inside, Fraction):
        found = Fraction(round(float(inside) ** (1 / int(degree))))
        if found**degree == inside:
            return found
    return _real(complex(inside) ** (1 / int(degree)))


def _whole(number: Number, *, up: bool) -> Number:
    if isinstance(number, complex):
        raise Unreadable("no whole part")
    return Fraction(math.ceil(number) if up else math.floor(number))


def _counting(tree: Tree, points: Points) -> Number:
    arguments = [_value(part, points) for part in tree[1:]]
    whole = all(
        isinstance(a, Fraction) and a.denominator == 1 and 0 <= a <= 1000 for a in arguments
    )
    if not whole:  # between whole numbers, where formulas are sampled
        n, *k = (math.gamma(float(a.real) + 1) for a in arguments)
        rest = arguments[0] - arguments[-1]
        return n / (k[0] * math.gamma(float(rest.real) + 1)) if k else n
    if tree[0] == "!":
        return Fraction(math.factorial(int(arguments[0].real)))
    return Fraction(math.comb(int(arguments[0].real), int(arguments[1].real)))


@lru_cache(maxsize=4096)
def _point(name: str, sample: int) -> float:
    """Where `name` is sampled: fixed, irregular, of both signs."""
    seed = sum(ord(letter) * 31**i for i, letter in enumerate(name)) + 7919 * sample
    fraction = math.modf(abs(math.sin(seed) * 43758.5453123))[0]
    size = 0.3 + 2.1 * fraction
    return -size if sample == 2 else size


def as_float(number: Fraction | float) -> float:
    """A float; infinite where a fraction is larger than floats go."""
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def _complex(number: Number) -> complex:
    return number if isinstance(number, complex) else complex(as_float(number))


def close(a: Number, b: Number) -> bool | None:
    """Equal, different, or (None) too near to tell by floats."""
    if a.__class__ is Fraction and b.__class__ is Fraction:
        return a == b
    a, b = _complex(a), _complex(b)
    if a == b:
        return True if a else None  # e^-1000 is 0 as a float, and e^-1001 is
    if not (cmath.isfinite(a) and cmath.isfinite(b)):
        return False
    size = max(abs(a), abs(b))
    distance = abs(a - b) / size
    if distance < SAME:
        return True
    return False if distance > DIFFERENT and size > TINY else None


def coarse(a: Number, b: Number) -> bool:
    """Whether floats are too large to tell two values apart: (x+1)^200 and (x+1)^200 + 1."""
    return not (a.__class__ is Fraction and b.__class__ is Fraction) and abs(_complex(a)) > LARGE


def same(a: Tree, b: Tree) -> bool | None:
    """Whether two trees are the same function of their variables; None: too near to tell."""
    if a == b:
        return True
    letters = names(a) | names(b)
    if not letters - {"e", "i"}:
        left, right = value(a, {}), value(b, {})
        return None if coarse(left, right) else close(left, right)
    seen, doubtful = False, False
    for sample in range(4):
        points: Points = {name: _point(name, sample) for name in letters if name not in ("e", "i")}
        try:
            left, right = value(a, points), value(b, points)
        except TooLarge:
            doubtful = True
            continue
        except Unreadable:
            continue
        here = close(left, right)
        if here and coarse(left, right):
            here = _same_at_fractions(a, b, letters, sample)
        if here is False:
            return False
        seen, doubtful = seen or here is True, doubtful or here is None
    exactly = residues.same(a, b)
    return exactly if exactly is not None else True if seen and not doubtful else None


def _same_at_fractions(
    a: Tree, b: Tree, letters: frozenset[str] | set[str], sample: int
) -> bool | None:
    """Whether two trees are equal where their variables are fractions; None where floats are needed."""
    points: Points = {
        name: Fraction(2 * n + 3 * sample + 2, 7)
        for n, name in enumerate(sorted(letters))
        if name not in ("e", "i")
    }
    try:
        left, right = value(a, points), value(b, points)
    except Unreadable:
        return None
    exact = left.__class__ is Fraction and right.__class__ is Fraction
    return left == right if exact else None


def same_or_false(a: Tree, b: Tree) -> bool:
    """`same` where a near tie, or a tree without a value, is not the same."""
    try:
        return same(a, b) is True
    except Unreadable:
        return False


def same_relation(a: Tree, b: Tree) -> bool:
    """Whether a = 0 and b = 0 say the same, also where one is multiplied out: y = 6/x and xy = 6."""
    if proportional(a, b):
        return True
    return (_divides(a) or _divides(b)) and proportional(_fraction(a)[0], _fraction(b)[0])


def _divides(tree: Tree) -> bool:
    """Whether something is divided by a variable in a tree."""
    if not isinstance(tree, tuple):
        return False
    return (tree[0] == "/" and bool(names(tree[2]))) or any(map(_divides, tree[1:]))


def _fraction(tree: Tree) -> tuple[Tree, Tree]:
    """A sum of fractions as one fraction: (above, below)."""
    one = Fraction(1)
    if not isinstance(tree, tuple) or tree[0] not in ("+", "-", "*", "/", "neg"):
        return tree, one
    above, below = _fraction(tree[1])
    if tree[0] == "neg":
        return ("neg", above), below
    other, under = _fraction(tree[2])
    if tree[0] == "*":
        return ("*", above, other), ("*", below, under)
    if tree[0] == "/":
        return ("*", above, under), ("*", below, other)
    return (tree[0], ("*", above, under), ("*", other, below)), ("*", below, under)


def proportional(a: Tree, b: Tree) -> bool:
    """Whether a is a constant, not 0, times b."""
    letters = names(a) | names(b)
    ratios: list[complex] = []
    for sample in range(4):
        points: Points = {name: _point(name, sample) for name in letters if name != "i"}
        try:
            left, right = complex(value(a, points)), complex(value(b, points))
        except Unreadable:
            continue
        if abs(right) < 1e-12 or abs(left) < 1e-12:
            return False
        ratios.append(left / right)
        if abs(ratios[-1] - ratios[0]) >= 1e-8 * abs(ratios[0]):
            return False
    if len(ratios) < 2:
        return False
    return residues.proportional(a, b) is not False
