"""Sets of real numbers: inequalities, intervals and their unions, read and compared."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from mathse.grading import evaluate
from mathse.grading.expression import names, parse
from mathse.grading.splitting import split_top
from mathse.grading.tokens import Tree, Unreadable
from mathse.grading.values import EVERYTHING, Listing, Quantity, Region, Value, Words

_RELATION = re.compile(r"<=|>=|!=|<|>")
_FLIP = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "!=": "!="}
_CUP = re.compile(r"\\cup|U(?<= U)(?= )|U(?<=[)\]]U)(?=[(\[])")
_MINUS_SET = re.compile(r"\\setminus")
_MINUS_INFINITY = ("neg", "infty")
_UNNAMED = "x"
Piece = tuple[float, bool, float, bool]


def inequality(text: str) -> Value | None:
    """x > 2, -1 <= x < 3, |x| > 1, x != 1."""
    signs = _RELATION.findall(text)
    if not signs or len(signs) > 2 or len(text) > 200:
        return None
    if text in _FLIP:
        return Words(text)
    try:
        parts = _RELATION.split(text)
        if len(signs) == 1 and not parts[0].strip():  # > 5: of what is not said
            found = _one_sign(_UNNAMED, signs[0], parse(parts[1]))
            return None if found is None else replace(found, unknown="")
        sides = [parse(side) for side in parts]
    except Unreadable:
        return None
    if len(signs) == 1:
        return _one_sign(sides[0], signs[0], sides[1])
    if not _is_unknown(sides[1]) or signs[0][0] != signs[1][0] or "!=" in signs:
        return None
    if signs[0][0] == ">":
        sides, signs = sides[::-1], [_FLIP[signs[1]], _FLIP[signs[0]]]
    (low, middle, high), (low_in, high_in) = sides, (sign == "<=" for sign in signs)
    above = (low, low_in, high, high_in)
    if isinstance(middle, str):
        return Region((above,), (), middle)
    return Region(((("neg", high), high_in, ("neg", low), low_in), above))  # 1 < |x| < 2


def _one_sign(left: Tree, sign: str, right: Tree) -> Region | None:
    if _is_unknown(right) and not names(left):
        left, right, sign = right, left, _FLIP[sign]
    if isinstance(left, tuple) and left[0] == "neg":  # -x > -1
        left, right, sign = left[1], ("neg", right), _FLIP[sign]
    if not _is_unknown(left) or names(right) & names(left):
        return None
    closed = sign.endswith("=")
    if isinstance(left, tuple):  # |x| > a
        if sign[0] == ">":
            return Region(
                ((_MINUS_INFINITY, False, ("neg", right), closed), (right, closed, "infty", False))
            )
        return Region(((("neg", right), closed, right, closed),)) if sign[0] == "<" else None
    if sign == "!=":
        return Region(EVERYTHING.parts, (right,), left)
    if sign[0] == ">":
        return Region(((right, closed, "infty", False),), (), left)
    return Region(((_MINUS_INFINITY, False, right, closed),), (), left)


def _is_unknown(tree: Tree) -> bool:
    bare = tree[1] if isinstance(tree, tuple) and tree[0] == "abs" else tree
    return isinstance(bare, str) and bool(names(bare))


def region(value: Value) -> Region | None:
    """A value as a set of numbers: a bracketed pair is an interval."""
    if isinstance(value, Region):
        return value
    if isinstance(value, Quantity) and value.tree == "R":
        return EVERYTHING
    if isinstance(value, Listing) and len(value.items) == 2 and value.bracketed[:1] in ("(", "["):
        low, high = value.items
        if isinstance(low, Quantity) and isinstance(high, Quantity):
            shut = value.bracketed
            return Region(((low.tree, shut[0] == "[", high.tree, shut[1] == "]"),))
    return None


def union(text: str, read: Callable[[str], Value]) -> Value | None:
    """(-\\infty, 1) \\cup (2, 3], R \\setminus \\{1\\}."""
    if "\\setminus" in text:
        whole, *out = split_top(text, _MINUS_SET)
        base = region(read(whole))
        removed = read(out[0]) if len(out) == 1 else None
        if base and isinstance(removed, Listing):
            points = tuple(v.tree for v in removed.items if isinstance(v, Quantity))
            return Region(base.parts, points)
    parts = split_top(text, _CUP)
    regions = [region(read(part)) for part in parts] if len(parts) > 1 else [None]
    if all(regions):
        return Region(tuple(p for r in regions if r for p in r.parts))
    return None


def joint(values: Sequence[Value]) -> Region | None:
    """`x >= -1 and x < 3`: where all hold at once."""
    if len(values) < 2 or not all(isinstance(v, Region) for v in values):
        return None
    low: tuple[Tree, bool] = (_MINUS_INFINITY, False)
    high: tuple[Tree, bool] = ("infty", False)
    removed: tuple[Tree, ...] = ()
    for value in values:
        assert isinstance(value, Region)
        if len(value.parts) != 1:
            return None
        a, a_in, b, b_in = value.parts[0]
        removed += value.removed
        try:
            low = max((low, (a, a_in)), key=lambda end: (_size(end[0]), not end[1]))
            high = min((high, (b, b_in)), key=lambda end: (_size(end[0]), end[1]))
        except Unreadable:
            return None
    both = Region(((*low, *high),), removed, one_unknown(values))
    return both if _pieces(both) else None


def one_unknown(values: Sequence[Value]) -> str:
    """The letter that all of several regions bound; empty where they do not agree."""
    letters = {value.unknown for value in values if isinstance(value, Region)}
    return letters.pop() if len(letters) == 1 else ""


def _size(tree: Tree) -> float:
    number = evaluate.value(tree)
    if isinstance(number, complex):
        raise Unreadable("no real number")
    return evaluate.as_float(number)


def same_region(gold: Value, said: Value) -> bool:
    """Whether two values are the same set of numbers."""
    a, b = region(gold), region(said)
    if a is None or b is None or (a.unknown and b.unknown and a.unknown != b.unknown):
        return False
    left, right = _pieces(a), _pieces(b)
    if left is None or right is None:
        return _same_formulas(a, b)
    return left == right


def _same_formulas(a: Region, b: Region) -> bool:
    """Ends with letters in them: `a < x < 2a`."""
    if len(a.parts) != len(b.parts) or a.removed or b.removed:
        return False
    return all(
        one[1] == other[1]
        and one[3] == other[3]
        and evaluate.same_or_false(one[0], other[0])
        and evaluate.same_or_false(one[2], other[2])
        for one, other in zip(a.parts, b.parts, strict=True)
    )


def _pieces(area: Region) -> list[Piece] | None:
    """The intervals by rising ends, touching ones joined, removed points taken out."""
    found: list[Piece] = []
    try:
        for low, low_in, high, high_in in area.parts:
            ends = (round(_size(low), 9), low_in, round(_size(high), 9), high_in)
            if ends[0] < ends[2] or (ends[0] == ends[2] and low_in and high_in):
                found.append(ends)
        for at in (round(_size(point), 9) for point in area.removed):
            found = [piece for interval in found for piece in _without(interval, at)]
    except (Unreadable, OverflowError):
        return None
    return _joined(found)


def _without(interval: Piece, at: float) -> list[Piece]:
    low, low_in, high, high_in = interval
    if low < at < high:
        return [(low, low_in, at, False), (at, False, high, high_in)]
    return [(low, low_in and low != at, high, high_in and high != at)]


def _joined(found: list[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for low, low_in, high, high_in in sorted(found):
        if joined and (low < joined[-1][2] or (low == joined[-1][2] and (low_in or joined[-1][3]))):
            before = joined[-1]
            last = max((before[2], before[3]), (high, high_in))
            joined[-1] = (before[0], before[1], *last)
        else:
            joined.append((low, low_in, high, high_in))
    return joined
