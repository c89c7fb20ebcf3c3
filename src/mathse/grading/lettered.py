"""A number with letters behind it that name units of physics: `3.23 A`, `0.214 N/C`, `5 T`.

In a formula the same letters are unknowns. What the question makes an unknown is none of these units, and
without a question nothing says that it is one.
"""

import re
from fractions import Fraction
from functools import lru_cache

from mathse.grading import units
from mathse.grading.questions import Asked
from mathse.grading.tokens import Tree
from mathse.grading.units import Dimension, Unit
from mathse.grading.values import Quantity

# By their names, the most frequent first; the letters that `unit_table` has itself stand here for quotients.
_NAMES = {
    "A": ("ampere",), "C": ("coulomb", "celsius"), "F": ("farad", "fahrenheit"), "H": ("henry",), "K": ("kelvin",), "T": ("tesla",),
    **{letter: (letter,) for letter in "NJWVmsgh"},
}  # fmt: skip
_UNITS = {
    letter: tuple(one for name in names if (one := units.unit(name)) is not None)
    for letter, names in _NAMES.items()
}
_LETTERS = frozenset("ACFHKT")  # one of these must be there
_ALONE = re.compile(r"(?<![A-Za-z\\_])(?<!_\{)[A-Za-z](?![A-Za-z_'’])")
# In front of a letter that is a unit in the question itself: `2 C`, `10^{-12} \mathrm{C}`, `in units of V`, `N/C`.
_A_UNIT = re.compile(
    r"(?:[\d)}°]|\bunits?(?: of)?:?|\bin|[A-Za-z]/)(?:[\s~$]|\\[,; ])*(?:\\(?:mathrm|text|rm|mathit)\s*\{)?[\s$(]*$"
)
_ARTICLE = re.compile(r" (?!(?:is|are|and|or|to|has|be|in|on|of|with|at|but)\b)[a-z]{2}")
_WARM = re.compile(r"temperature|kelvin|heat|thermal|\bK\b|gas\b", re.I)
_MAX_DECIMALS = 12
_MAX_POWER = 40


def measured(one: Quantity, asked: Asked, like: Unit | None) -> Quantity:
    """The number with its unit, where letters of units are all that stands beside it; else as it is.

    `like` is the unit beside it, where that is known: degrees then, not coulombs.
    """
    if not isinstance(one.tree, tuple) or not asked.question or one.unit or one.percent:
        return one
    if asked.counted:  # 5 T: no number of things
        return one
    powers: dict[str, int] = {}
    number = _factors(one.tree, 1, powers)
    if number is None or not _LETTERS & powers.keys() or powers.keys() & unknowns(asked.question):
        return one
    if powers == {"K": 1} and not _WARM.search(asked.question):
        return one  # 5 K: 5,000
    dimension = like.dimension if like else ()
    return Quantity(number, _decimals(number), False, _product(powers, dimension))


@lru_cache(maxsize=1024)
def unknowns(question: str) -> frozenset[str]:
    """The letters that a question has as names: points, unknowns, options; no units and no articles."""
    found: set[str] = set()
    for match in _ALONE.finditer(question):
        if match[0] in "Aa" and _ARTICLE.match(question, match.end()):
            continue
        if not _A_UNIT.search(question[max(0, match.start() - 40) : match.start()]):
            found.add(match[0])
    return frozenset(found)


def _factors(tree: Tree, power: int, powers: dict[str, int]) -> Fraction | None:
    """The number of a product, its letters counted in `powers`; None for anything but a product of a number and letters."""
    if isinstance(tree, Fraction):
        return tree if power == 1 else None
    if isinstance(tree, str):
        if tree not in _UNITS:
            return None
        powers[tree] = powers.get(tree, 0) + power
        return Fraction(1)
    if tree[0] == "neg":
        inner = _factors(tree[1], power, powers)
        return None if inner is None else -inner
    if tree[0] == "^":
        return _power(tree[1], tree[2], power, powers)
    if tree[0] not in ("*", "/"):
        return None
    front = _factors(tree[1], power, powers)
    behind = _factors(tree[2], -power if tree[0] == "/" else power, powers)
    return None if front is None or behind is None else front * behind


def _power(base: Tree, times: Tree, power: int, powers: dict[str, int]) -> Fraction | None:
    """The factors of `m^2`, `10^{-9}`."""
    if isinstance(times, tuple) and times[0] == "neg" and isinstance(times[1], Fraction):
        times = -times[1]
    if not isinstance(times, Fraction) or times.denominator != 1 or abs(times) > _MAX_POWER:
        return None
    if isinstance(base, Fraction):
        return base ** int(times) if power == 1 and base else None
    return _factors(base, power * int(times), powers) if isinstance(base, str) else None


def _product(powers: dict[str, int], like: Dimension) -> Unit:
    """The unit that the letters make; of two that one letter may be, the one that measures what `like` does."""
    if len(powers) == 1 and list(powers.values()) == [1]:
        candidates = _UNITS[next(iter(powers))]
        return next((unit for unit in candidates if unit.dimension == like), candidates[0])
    dimension: dict[str, int] = {}
    size = Fraction(1)
    for letter, power in powers.items():
        unit = _UNITS[letter][0]
        size *= unit.size**power
        for base, times in unit.dimension:
            dimension[base] = dimension.get(base, 0) + times * power
    return Unit(tuple(sorted((base, n) for base, n in dimension.items() if n)), size)


def _decimals(number: Fraction) -> int | None:
    """How many decimals a number was written with, zeros at its end apart; None for a whole one."""
    for decimals in range(1, _MAX_DECIMALS):
        if (number * 10**decimals).denominator == 1:
            return decimals if number.denominator != 1 else None
    return None
