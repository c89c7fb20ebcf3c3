"""Whether two rational formulas are the same, exactly: their values modulo a prime at fixed points.

Floats see neither a term of 10^-20 nor which of x^2023 and x^2024 is meant; residues do, and no power
is too large for them. Two formulas that agree here differ with a chance of about their degree in 2^61.
"""

from fractions import Fraction
from functools import lru_cache

from mathse.grading.expression import names
from mathse.grading.tokens import Tree

_PRIME = 2**61 - 1
_POINTS = (1_234_567_891_234_567, 987_654_321_987_651, 555_000_111_222_333)
_MAX_BITS = 256  # of an exponent


def same(a: Tree, b: Tree) -> bool | None:
    """Whether a and b are one rational function of their variables; None where they are none, or too odd to tell."""
    seen: bool | None = None
    for left, right in _pairs(a, b):
        if left != right:
            return False
        seen = True
    return seen


def proportional(a: Tree, b: Tree) -> bool | None:
    """Whether a is a constant times b; None as in `same`."""
    pairs = list(_pairs(a, b))
    if len(pairs) < 2 or any(not left or not right for left, right in pairs):
        return None
    (first, other), *rest = pairs
    return all((first * right - left * other) % _PRIME == 0 for left, right in rest)


def _pairs(a: Tree, b: Tree) -> list[tuple[int, int]]:
    """The residues of both at each point; nothing where one has none."""
    letters = names(a) | names(b) | {"pi", "e"}
    if "i" in letters:
        return []
    found: list[tuple[int, int]] = []
    for points in _points(tuple(sorted(letters))):
        try:
            found.append((_residue(a, points), _residue(b, points)))
        except (ValueError, KeyError, RecursionError):  # a root, a function, a division by 0
            return []
    return found


@lru_cache(maxsize=256)
def _points(letters: tuple[str, ...]) -> tuple[dict[str, int], ...]:
    """The values of the letters at each point."""
    return tuple(
        {name: pow(seed + n, 5 + n, _PRIME) for n, name in enumerate(letters)} for seed in _POINTS
    )


def _residue(tree: Tree, points: dict[str, int]) -> int:
    if tree.__class__ is Fraction:  # isinstance asks Fraction's abstract bases, which takes long
        above, below = tree.as_integer_ratio()
        return above % _PRIME if below == 1 else above * pow(below, -1, _PRIME) % _PRIME
    if isinstance(tree, str):
        return points[tree]
    kind = tree[0]
    if kind == "^":
        return pow(_residue(tree[1], points), _exponent(tree[2]), _PRIME)
    if kind not in ("+", "-", "*", "/", "neg", "%"):
        raise ValueError(kind)
    left = _residue(tree[1], points)
    if kind == "neg":
        return -left % _PRIME
    if kind == "%":
        return left * pow(100, -1, _PRIME) % _PRIME
    right = _residue(tree[2], points)
    if kind == "/":
        return left * pow(right, -1, _PRIME) % _PRIME
    return (left + right if kind == "+" else left - right if kind == "-" else left * right) % _PRIME


def _exponent(tree: Tree) -> int:
    """A whole exponent, as it is written or as a power of ten."""
    if isinstance(tree, tuple) and tree[0] == "neg":
        return -_exponent(tree[1])
    if isinstance(tree, tuple) and tree[0] == "^" and isinstance(tree[1], Fraction):
        power = _exponent(tree[2])
        if tree[1].denominator == 1 and 0 <= power * tree[1].numerator.bit_length() <= _MAX_BITS:
            return int(int(tree[1]) ** power)
    if isinstance(tree, Fraction) and tree.denominator == 1:
        return int(tree)
    raise ValueError("no whole exponent")
