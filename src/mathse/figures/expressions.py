"""What an expression comes to, by precedence: `2 * (12 + 7)`, and over names `leg a * leg b / 2`."""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import dropwhile, takewhile

from mathse.figures.language import Number
from mathse.figures.plan import Known, apply

_TOKEN = re.compile(r"[-+*/()]|[^-+*/()]+")
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)( pi)?")
DEEPEST = 20  # brackets in an expression
NOTHING: Known = {}


def comes_to(text: str, known: Mapping[str, Number | str] = NOTHING) -> Number | None:
    """Its value; None where it has none in this small world, or is no expression over these names."""
    tokens = [token.strip() for token in _TOKEN.findall(text) if token.strip()]
    if text.count("(") > DEEPEST:
        return None
    value, rest = _sum(tokens, known)
    return None if rest else value


def adds_up(line: str) -> bool:
    """Whether all sides of "perimeter = 2 * (12 + 7) = 38" come to the same; a name may stand first."""
    sides = line.split(" = ")
    first, *others = sides
    if re.search(r"[a-zA-Z]", first.replace("pi", "")):
        sides = others
    if not any(sign in line for sign in (" + ", " - ", " * ", " / ")):
        return False  # "19 = 19"
    values = [comes_to(side) for side in sides]
    return len(values) > 1 and None not in values and len(set(values)) == 1


_Read = tuple[Number | None, list[str]]  # what was read, and the tokens that are left
_Part = Callable[[list[str], Mapping[str, Number | str]], _Read]


def _sum(tokens: list[str], known: Mapping[str, Number | str]) -> _Read:
    return _chain(tokens, known, signs="+-", part=_product)


def _product(tokens: list[str], known: Mapping[str, Number | str]) -> _Read:
    return _chain(tokens, known, signs="*/", part=_operand)


def _chain(
    tokens: list[str], known: Mapping[str, Number | str], *, signs: str, part: _Part
) -> _Read:
    """Parts with these signs between them, from left to right."""
    value, tokens = part(tokens, known)
    while tokens and tokens[0] in signs:
        right, rest = part(tokens[1:], known)
        value, tokens = _applied(tokens[0], value, right), rest
    return value, tokens


def _operand(tokens: list[str], known: Mapping[str, Number | str]) -> _Read:
    value, rest = _unsigned(list(dropwhile("-".__eq__, tokens)), known)
    minus = sum(1 for _ in takewhile("-".__eq__, tokens)) % 2
    return (Number(-value.value, value.pi) if value and minus else value), rest


def _unsigned(tokens: list[str], known: Mapping[str, Number | str]) -> _Read:
    if not tokens:
        return None, tokens
    first, *rest = tokens
    if first == "(":
        value, rest = _sum(rest, known)
        return (value, rest[1:]) if rest and rest[0] == ")" else (None, rest)
    if first == "pi":
        return Number(Fraction(1), pi=True), rest
    if match := _NUMBER.fullmatch(first):
        return Number(Fraction(match[1]), pi=match[2] is not None), rest
    named = known.get(first)
    return (named if isinstance(named, Number) else None), rest


def _applied(operation: str, left: Number | None, right: Number | None) -> Number | None:
    return apply(operation, left, right) if left is not None and right is not None else None
