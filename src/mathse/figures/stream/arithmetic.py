"""Plain arithmetic in the written form of the steps, chains of it with unrelated values, and checks of written lines.

No line takes the result of an earlier one: a chain of dependent steps would be a solution's schema.
Operands are those of single lines of the families' solutions, shuffled over all of them, and others from
wider ranges. `held_out` operand pairs never occur in training.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from mathse.figures.stream.drawn import drawn
from mathse.figures.stream.rows import RIGHT, WRONG, Turn

SLIPS = (-10, -2, -1, 1, 2, 10)
VERDICTS = (RIGHT, WRONG)


def held_out(left: int, operation: str, right: int) -> bool:
    """One operand pair in twenty is kept for the model card."""
    text = f"{left} {operation} {right}"
    return hashlib.sha256(text.encode()).digest()[0] < 13


def result(a: int, operation: str, b: int) -> Fraction:
    """What a line with these operands comes to."""
    match operation:
        case "+":
            return Fraction(a + b)
        case "-":
            return Fraction(a - b)
        case "*":
            return Fraction(a * b)
        case _:
            return Fraction(a, b)


Pair = tuple[int, int]


def factors(rng: Random, ranges: tuple[Pair, ...]) -> Pair:
    """Two factors from one of these ranges, in any order."""
    left, right = rng.choice(ranges)
    a, b = rng.randint(1, left), rng.randint(1, right)
    return (a, b) if rng.random() < 0.5 else (b, a)


def portion(rng: Random, most: int) -> Pair:
    """A share or a probability."""
    b = rng.randint(2, most)
    return rng.randint(1, b), b


def half(rng: Random, most: int) -> Pair:
    """An odd number, to be halved."""
    return 2 * rng.randint(0, most) + 1, 2


def angles(rng: Random) -> Pair:
    """What is missing to a right angle, a straight one or a whole turn."""
    a = rng.choice((90, 180, 360))
    return a, rng.randint(1, a - 1)


def terms(operation: str, a: int, b: int) -> Pair:
    """Of a difference, the larger first."""
    return (max(a, b), min(a, b)) if operation == "-" else (a, b)


def operands(rng: Random, operation: str) -> Pair:
    """Two operands of the first part."""
    if rng.random() < 0.06 and operation != "/":  # squares, their sums and differences
        a, b = rng.randint(2, 30), rng.randint(2, 24)
        if operation == "*":
            return a, a
        a, b = max(a, b) ** 2, min(a, b) ** 2
        return a, b
    if operation == "*":
        return factors(rng, ((12, 12), (40, 9), (99, 6), (30, 30), (120, 5)))
    if operation == "/":
        if rng.random() < 0.3:
            return portion(rng, 40)
        if rng.random() < 0.05:  # one percent
            a = 100 * rng.randint(1, 9)
            return a, 100
        b = rng.choice((2, 2, 2, 3, 4, 5, 6, 7, 8, 9))
        a = rng.randint(2, 200 if b < 4 else 100)
        a = a * b if rng.random() < 0.8 else a
        return a, b
    if operation == "-" and rng.random() < 0.25:
        return angles(rng)
    most = rng.choice((20, 60, 60, 100, 100, 200, 200, 400))
    a, b = rng.randint(0, most), rng.randint(0, most)
    if operation == "-":
        return terms(operation, a, b)
    if rng.random() < 0.1:
        a = rng.randint(100, 400)
    return a, b


def later_operands(rng: Random, operation: str) -> Pair:
    """Two operands of the second part: smaller, and quotients mostly whole."""
    if operation == "*":
        return factors(rng, ((12, 12), (20, 20), (40, 9), (99, 6)))
    if operation == "/":
        kind = rng.random()
        if kind < 0.3:
            return portion(rng, rng.choice((12, 40)))
        if kind < 0.4:
            return half(rng, 60)
        b = rng.choice((2, 2, 2, 3, 4, 5, 6, 8, 10))
        return b * rng.randint(1, 60), b
    if operation == "-" and rng.random() < 0.2:
        return angles(rng)
    most = rng.choice((20, 60, 100, 200))
    return terms(operation, rng.randint(0, most), rng.randint(0, most))


def last_operands(rng: Random, operation: str) -> Pair:
    """Two operands of the third part: every product of a short and a long one, shares that can be reduced."""
    if operation == "*":
        return factors(rng, ((99, 12), (99, 9), (40, 12), (30, 30)))
    if operation == "/":
        kind = rng.random()
        if kind < 0.4:
            return portion(rng, 40)
        if kind < 0.45:
            return half(rng, 60)
        b = rng.randint(2, 12)
        return b * rng.randint(1, 60), b
    if operation == "-" and rng.random() < 0.2:
        return angles(rng)
    a, b = (rng.randint(0, rng.choice((20, 100, 400, 700))) for _ in range(2))
    return terms(operation, a, b)


def wide_operands(rng: Random, operation: str) -> Pair:
    """Two operands of the fourth part: too many pairs to be known by heart; shares of small terms in many sizes."""
    if operation == "*":
        return factors(rng, ((199, 12), (99, 12), (40, 40)))
    if operation == "/":
        kind = rng.random()
        if kind < 0.3:
            a, b = portion(rng, 12)
            size = rng.randint(1, 20)
            return a * size, b * size
        if kind < 0.5:
            return portion(rng, 60)
        if kind < 0.54:
            return half(rng, 100)
        if kind < 0.6:
            b = rng.choice((10, 20, 25, 50, 100, 100, 100))
            return b * rng.randint(1, 20), b
        b = rng.randint(2, 12)
        return b * rng.randint(1, 150), b
    a, b = (rng.randint(0, rng.choice((20, 100, 400, 999))) for _ in range(2))
    return terms(operation, a, b)


@dataclass(frozen=True)
class Practice:
    """What a part of the curriculum computes with."""

    operations: tuple[str, ...]  # drawn from these
    share_used: float  # of the operands: what solutions compute with
    others: Callable[[Random, str], Pair]


# Subtraction and long sums are learnt slowest, so they come most often.
FIRST = Practice(("-", "-", "-", "-", "+", "+", "+", "*", "*", "*", "/", "/"), 0.65, operands)
# Quotients, learnt slowest of all, come as often; and what solutions compute with nearly always.
LATER = Practice(("-", "-", "-", "+", "+", "*", "*", "*", "/", "/", "/"), 0.8, later_operands)
# What is still wrong then: operand pairs that solutions seldom have.
LAST = Practice(("-", "-", *"+++", *"****", *"/////"), 0.4, last_operands)
WIDE = Practice(("-", "-", "+", "+", *"****", *"/////"), 0.25, wide_operands)


def trained_operands(
    rng: Random, practice: Practice = FIRST, *, unseen: bool = False
) -> tuple[int, str, int, Fraction]:
    while True:
        operation = rng.choice(practice.operations)
        if rng.random() < practice.share_used:
            a, b = rng.choice(drawn().operands[operation])
        else:
            a, b = practice.others(rng, operation)
        if held_out(a, operation, b) is unseen:
            return a, operation, b, result(a, operation, b)


def slip(rng: Random, value: Fraction) -> Fraction:
    """A near miss, as people make them: a digit off, a ten off, two digits swapped."""
    text = str(value)
    if value.denominator == 1 and len(text) > 1 and text != text[::-1] and rng.random() < 0.2:
        return Fraction(int(text[::-1]))
    wrong = value + rng.choice(SLIPS)
    return wrong if wrong >= 0 else value + 1


def compute(rng: Random, practice: Practice = FIRST, *, unseen: bool = False) -> Turn:
    a, operation, b, value = trained_operands(rng, practice, unseen=unseen)
    if operation == "*" and rng.random() < 0.15:
        asked = rng.choice((f"{a} * {b} * pi", f"{a} pi * {b}"))
        return Turn(f"{asked} =", f" {value} pi", operation)
    if operation == "/" and value.denominator == 1 and rng.random() < 0.1:
        return Turn(f"{a} pi / {b} =", f" {value} pi", operation)
    if operation in "+-" and rng.random() < 0.1:
        return Turn(f"{a} pi {operation} {b} pi =", f" {value} pi", operation)
    return Turn(f"{a} {operation} {b} =", f" {value}", operation)


def root(rng: Random) -> Turn:
    """The number whose square this is; solutions write no more than the number."""
    number = rng.randint(2, 30)
    return Turn(f"root of {number * number} =", f" {number}", "root")


def chain(rng: Random) -> Turn:
    """A few unrelated exercises, each written as a whole line."""
    lines = [trained_operands(rng) for _ in range(rng.randint(2, 4))]
    asked = "; ".join(f"{a} {operation} {b}" for a, operation, b, _ in lines)
    answer = " ".join(f"{a} {operation} {b} = {value}." for a, operation, b, value in lines)
    return Turn(f"Compute: {asked}.", answer, "chain")


def check_line(rng: Random, practice: Practice = FIRST, *, unseen: bool = False) -> Turn:
    """Whether one written line is right."""
    a, operation, b, value = trained_operands(rng, practice, unseen=unseen)
    verdict = rng.choice(VERDICTS)
    shown = value if verdict == RIGHT else slip(rng, value)
    return Turn(f"Check: {a} {operation} {b} = {shown}.", verdict, "line")


def check_same(rng: Random, practice: Practice = FIRST, *, unseen: bool = False) -> Turn:
    """Whether two written values or lines are the same."""
    a, operation, b, value = trained_operands(rng, practice, unseen=unseen)
    other = value if rng.random() < 0.5 else slip(rng, value)
    ending = rng.choice(("", " cm", " m", " pi", "^2"))
    first, second = f"{value}{ending}", f"{other}{ending}"
    if rng.random() < 0.3:
        first, second = f"{a} {operation} {b} = {first}", f"{a} {operation} {b} = {second}"
    return Turn(
        f"Compare: {first} and {second}.", "same" if other == value else "different", "same"
    )
