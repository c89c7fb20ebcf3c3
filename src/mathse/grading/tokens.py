"""The tokens of an expression: numbers, letters, LaTeX commands, operators."""

import re
from fractions import Fraction
from functools import lru_cache
from typing import Any

Tree = Any  # Fraction | str | tuple[str, Tree, ...]: recursive, which a type alias cannot say

MAX_CHARACTERS = 600
MAX_TOKENS = 200  # a tree is no deeper than it has tokens


class Unreadable(ValueError):
    """The text is no expression of this language, or larger than its limits."""


_TOKEN = re.compile(
    r"\s*(?:(\d+(?:\.\d+)?|\.\d+)|\\([A-Za-z]+)|([A-Za-z]+)"
    r"|(<=|>=|!=|\\[{}]|[-+*/^_!%°'(){}\[\]|=<>,:;&.])|(\S))"
)
FUNCTIONS = frozenset(
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh ln log lg exp sqrt abs min max"
    " floor ceil gcd lcm".split()
)
GREEK = frozenset(
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta kappa lambda mu nu xi rho"
    " sigma tau phi varphi chi psi omega Delta Omega Sigma Phi Gamma Theta Lambda Psi ell".split()
)
# Two-letter English words, which are no products of two variables.
ENGLISH = frozenset("of is at by in on to it an as or if so we be he do no up us my go am".split())


def tokens(text: str) -> list[tuple[str, str]]:
    """(kind, text) of each token: n(umber), c(ommand), w(ord), or the operator itself."""
    if len(text) > MAX_CHARACTERS:
        raise Unreadable("too long")
    found: list[tuple[str, str]] = []
    for number, command, word, sign, other in _TOKEN.findall(text):
        if other:
            raise Unreadable(f"no token: {other}")
        if sign:
            found.append((sign, sign))
        elif number:
            found.append(("n", number))
        else:
            found.append(("w", word) if word else ("c", command))
    if len(found) > MAX_TOKENS:
        raise Unreadable("too many tokens")
    return found


@lru_cache(maxsize=4096)
def exact(digits: str) -> Fraction:
    """The number that digits with at most one point write: 0.75 is 3/4."""
    whole, _, part = digits.partition(".")
    return Fraction(int(whole + part), 10 ** len(part)) if part else Fraction(int(whole))
