"""Whether two values are equal: which comparison belongs to which pair."""

from collections.abc import Sequence
from fractions import Fraction

from mathse.grading import called, counts, evaluate
from mathse.grading.expression import names
from mathse.grading.intervals import same_region
from mathse.grading.near import number, same_formula, same_quantity
from mathse.grading.phrases import text_key
from mathse.grading.plus_minus import has_sign, spread
from mathse.grading.questions import NOTHING_ASKED, Asked
from mathse.grading.tokens import Tree
from mathse.grading.values import (
    Clock,
    Equation,
    Listing,
    Quantity,
    Ratio,
    Region,
    State,
    Value,
    Words,
)


def equal(gold: Value, said: Value, asked: Asked = NOTHING_ASKED) -> bool:
    """Whether `said` says what the reference `gold` says."""
    if isinstance(gold, Quantity) and isinstance(said, Quantity) and _plain(gold, said):
        return bool(gold.tree == said.tree)
    if gold == said:
        return True
    if isinstance(gold, Equation) or isinstance(said, Equation):
        return _equation(gold, said, asked)
    if (
        isinstance(gold, Quantity)
        and isinstance(said, Quantity)
        and not (
            (isinstance(gold.tree, tuple) or isinstance(said.tree, tuple))
            and (has_sign(gold.tree) or has_sign(said.tree))
        )
    ):
        return _quantity(gold, said, asked)
    if isinstance(gold, Clock) or isinstance(said, Clock):
        return _clock(gold, said)
    if isinstance(gold, Ratio) or isinstance(said, Ratio):
        return _ratio(gold, said, asked)
    if isinstance(gold, Region) or isinstance(said, Region) or _all_numbers(gold, said):
        return same_region(gold, said)
    if isinstance(gold, State) or isinstance(said, State):
        return False
    if isinstance(gold, Words) or isinstance(said, Words):
        both = isinstance(gold, Words) and isinstance(said, Words)
        return both and text_key(gold.text) == text_key(said.text)  # type: ignore[union-attr]
    return _listing(spread(gold), spread(said), asked)


def _plain(gold: Quantity, said: Quantity) -> bool:
    """Two whole numbers without anything: most pairs, and nothing about them has to be weighed."""
    return (
        gold.tree.__class__ is said.tree.__class__ is Fraction
        and gold.decimals is said.decimals is None
        and gold.unit is said.unit is None
        and not (gold.percent or said.percent)
    )


def _all_numbers(gold: Value, said: Value) -> bool:
    """Whether R, the set, stands beside an interval."""
    pair = (gold, said) if isinstance(said, Listing) else (said, gold)
    return isinstance(pair[1], Listing) and isinstance(pair[0], Quantity) and pair[0].tree == "R"


def _quantity(gold: Quantity, said: Quantity, asked: Asked) -> bool:
    wanted = _factors(gold.tree) if isinstance(gold.tree, tuple) and asked.factored else 0
    if wanted > 1 and _factors(said.tree) != wanted:
        return False
    return same_quantity(gold, said, asked)


def _factors(tree: Tree) -> int:
    """How many factors with variables a product has, powers counted."""
    if not names(tree):
        return 0
    if isinstance(tree, tuple) and tree[0] in ("*", "neg"):
        return sum(_factors(part) for part in tree[1:])
    power = tree[2] if isinstance(tree, tuple) and tree[0] == "^" else None
    if isinstance(power, Fraction) and power.denominator == 1 and 0 < power < 20:
        return int(power) * _factors(tree[1])
    return 1


def _equation(gold: Value, said: Value, asked: Asked) -> bool:
    sides = [spread(v) for v in (gold, said)]
    if any(len(s.items) > 1 for s in sides) and not all(
        isinstance(v, Region) for v in (gold, said)
    ):
        inner = said.value if isinstance(said, Equation) else said
        if isinstance(said, Equation) and isinstance(inner, Listing | Region) and said.name:
            return equal(gold, inner, asked)
        if isinstance(gold, Equation) and isinstance(gold.value, Listing | Region):
            return equal(gold.value, inner, asked)
        return _listing(sides[0], sides[1], asked)
    if isinstance(gold, Equation) and isinstance(said, Equation):
        return _equations(gold, said, asked)
    if isinstance(gold, Equation):
        bare = isinstance(said, Region) or not gold.name
        return not bare and equal(gold.value, said, asked)
    assert isinstance(said, Equation)
    if said.left is not None and evaluate.same_or_false(said.left, said.right):
        return equal(gold, said.value, asked)  # x^2-4 = (x-2)(x+2): a rewriting
    if isinstance(gold, Words) or not equal(gold, said.value, asked):
        return False
    if said.name:
        return True
    solved = said.left is not None and not names(said.right)
    return solved and (not asked.text or said.spelled in asked.text)  # G + J = 6


def _equations(gold: Equation, said: Equation, asked: Asked) -> bool:
    valued = not isinstance(gold.value, Words) and not names(gold.right)
    if valued and called.otherwise(gold.name, said.name):
        return False
    if gold.left is None or said.left is None:
        return equal(gold.value, said.value, asked) or _exchanged(gold, said)
    if gold.left == said.left and equal(gold.value, said.value, asked):
        return True
    if gold.name and said.name and gold.left != said.left:
        if names(gold.right) or names(said.right):  # y = 2x, f(x) = 2x: two names of one function
            if {_call(gold.name), _call(said.name)} == {"y", "call"}:
                return equal(gold.value, said.value, asked)
        else:
            return _renamed(gold, said) and equal(gold.value, said.value, asked)
    left, right = ("-", gold.left, gold.right), ("-", said.left, said.right)
    return evaluate.same_relation(left, right)


def _exchanged(gold: Equation, said: Equation) -> bool:
    """`∠2 = ∠1` for `∠1 = ∠2`."""
    if not (isinstance(gold.value, Words) and isinstance(said.value, Words)):
        return False
    return (gold.name, gold.value.text) == (said.value.text, said.name)


def _call(name: str) -> str:
    return "call" if name.endswith(")") else name


def _renamed(gold: Equation, said: Equation) -> bool:
    """Different names of one value: `AB = 5` for `x = 5`; but x = 3 and y = 3 are different lines."""
    return {gold.name, said.name} != {"x", "y"} and gold.name.partition("_")[0] != said.name


def _clock(gold: Value, said: Value) -> bool:
    a, b = (v if isinstance(v, Clock) else _as_clock(v) for v in (gold, said))
    if a is None or b is None:
        return False
    return (a.minutes - b.minutes) % (720 if a.half or b.half else 1440) == 0


def _as_clock(value: Value) -> Clock | None:
    """15:30 was read as a ratio; beside a time of day it is one. 2时30分 may be a duration."""
    if isinstance(value, Quantity) and value.unit and value.unit.dimension == (("time", 1),):
        amount = number(value.tree)
        minutes = (
            None if amount is None or isinstance(amount, complex) else amount * value.unit.size / 60
        )
        whole = isinstance(minutes, Fraction) and minutes.denominator == 1 and minutes >= 60
        return Clock(int(minutes), False) if whole and isinstance(minutes, Fraction) else None
    if not isinstance(value, Ratio) or len(value.parts) != 2:
        return None
    hour, minute = (number(part.tree) for part in value.parts)
    if isinstance(hour, Fraction) and isinstance(minute, Fraction) and hour < 24 and minute < 60:
        return Clock(int(hour * 60 + minute), hour <= 12)
    return None


def _ratio(gold: Value, said: Value, asked: Asked) -> bool:
    if isinstance(gold, Ratio) and isinstance(said, Ratio):
        if asked.time and len(gold.parts) == 2:
            return _clock(gold, said)
        if len(gold.parts) != len(said.parts):
            return False
        if any(part.tree == 0 for part in (*gold.parts, *said.parts)):  # 12:00 is no ratio
            return all(
                same_formula(a.tree, b.tree) for a, b in zip(gold.parts, said.parts, strict=True)
            )
        return all(
            same_formula(("*", a.tree, d.tree), ("*", b.tree, c.tree))
            for a, b, c, d in zip(
                gold.parts, gold.parts[1:], said.parts, said.parts[1:], strict=False
            )
        )
    one, other = (gold, said) if isinstance(gold, Ratio) else (said, gold)
    if not isinstance(one, Ratio) or not isinstance(other, Quantity) or len(one.parts) != 2:
        return False
    if other.percent or other.measured:
        return False
    quotient = Quantity(("/", one.parts[0].tree, one.parts[1].tree))
    return same_quantity(quotient, other, asked)


def _listing(gold: Listing, said: Listing, asked: Asked) -> bool:
    if len(gold.items) != len(said.items):
        return False
    point = gold.bracketed[:1] in ("(", "[") and len(gold.items) > 1
    if point and said.bracketed and said.bracketed != gold.bracketed:
        return False
    if gold.bracketed[:1] == "[" and len(gold.items) == 2 and not said.bracketed:
        return False  # an interval, and two numbers
    tuple_for_set = said.bracketed in ("()", "row", "matrix") and said.bracketed != gold.bracketed
    if tuple_for_set and not gold.ordered and len(gold.items) > 1:
        return False
    named = _by_name(gold.items, said.items)
    if named is not None:
        return all(equal(one, other, asked) for one, other in named)
    if called.other_unknowns(gold.items, said.items):
        return False
    a, b = [_bare(item) for item in gold.items], [_bare(item) for item in said.items]
    in_order = gold.ordered and (said.ordered or said.bracketed != "{}") and not asked.roots
    if not asked.question and all(isinstance(v, Listing) and v.bracketed == "()" for v in a):
        in_order = False  # pairs: solutions of an equation, as far as is known
    if point or in_order:
        return all(equal(x, y, asked) for x, y in zip(a, b, strict=True))
    return _in_any_order(a, b, asked)


def _in_any_order(gold: Sequence[Value], said: Sequence[Value], asked: Asked) -> bool:
    left = list(said)
    for item in gold:
        match = next((other for other in left if equal(item, other, asked)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _by_name(gold: Sequence[Value], said: Sequence[Value]) -> list[tuple[Value, Value]] | None:
    """`a = 2, b = 3` beside `b = 3, a = 2`: each name beside itself; None where that says nothing."""
    sides = [
        {item.name: item.value for item in side if isinstance(item, Equation) and item.name}
        for side in (gold, said)
    ]
    if any(len(side) != len(gold) for side in sides):
        return None
    if set(sides[0]) != set(sides[1]):
        pairs = counts.paired(gold, said)
        return pairs and [(_bare(one), _bare(other)) for one, other in pairs]
    if any("_" in name for name in sides[0]):
        return None  # x_1 and x_2 are the roots of one equation
    return [(value, sides[1][name]) for name, value in sides[0].items()]


def _bare(item: Value) -> Value:
    """A root without its name; y = 2x is no root."""
    named = isinstance(item, Equation) and item.name and not names(item.right)
    return item.value if named and isinstance(item, Equation) else item


def same_thing(listing: Listing) -> bool:
    """`1/2 or 0.5`, `90 or 90°`: one value, not several answers."""
    items = listing.items
    if listing.ordered or not items:
        return False
    first = items[0]
    return isinstance(first, Quantity | Equation) and all(
        equal(first, other) or equal(other, first) for other in items[1:]
    )
