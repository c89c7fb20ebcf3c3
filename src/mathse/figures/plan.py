"""How a question about a scene is answered: the facts to read, and the rules from there.

A plan is data. The solver's steps, the checker, the typed mistakes and the wrong options are all
derived from it, so that a family is written once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from mathse.figures.language import Compute, Note, Number, Statement

Term = str | int  # the name of a known quantity, or a constant
NOTED = ("max", "min", "root")  # found by looking, and written as "largest = 14."


@dataclass(frozen=True)
class Rule:
    """One quantity defined by others: Rule("area", "*", ("width", "height"))."""

    name: str
    operation: str  # + - * / ; or one of NOTED
    terms: tuple[Term, ...]  # two, or more for + and *, which are then written two at a time
    times_pi: bool = False

    @property
    def partial_name(self) -> str:
        """What the intermediate results of a long sum or product are called."""
        return "sum" if self.operation == "+" else "product"


@dataclass(frozen=True)
class Mistaken:
    """A wrong belief about the subject, with what it leads to."""

    rules: tuple[Rule, ...]
    formula: str | None = None


@dataclass(frozen=True)
class Plan:
    kind: str  # "area"; unique within the family's scene
    level: int
    goal: str  # as "We need ..." says it: "the area"
    phrasings: tuple[str, ...]  # wordings of the question
    reads: tuple[str, ...]  # names of the facts that are needed, in reading order
    rules: tuple[Rule, ...]  # in the order they are written
    answer: str  # template over names: "{area}", "({x}, {y})", "{area} {unit}^2"
    formula: tuple[str, str] | None = (
        None  # recalled before computing: ("area", "base * height / 2")
    )
    mistaken: tuple[Mistaken, ...] = ()  # wrong formulas that people use
    others: tuple[tuple[Rule, ...], ...] = ()  # other right ways to the same answer


Known = dict[str, Number | str]


def apply(operation: str, left: Number, right: Number) -> Number | None:
    """The true result, or None where there is none in this small world."""
    a, b = left.value, right.value
    if operation in "+-":
        if left.pi != right.pi:
            return None
        return Number(a + b if operation == "+" else a - b, left.pi)
    if operation == "*":
        return None if left.pi and right.pi else Number(a * b, left.pi or right.pi)
    if b == 0 or right.pi:
        return None
    return Number(a / b, left.pi)


def known_from(facts: Mapping[str, int | str], givens: Mapping[str, int]) -> Known:
    return {
        name: Number(Fraction(value)) if isinstance(value, int) else value
        for name, value in (*facts.items(), *givens.items())
    }


def term_value(term: Term, known: Known) -> Number:
    value = Number(Fraction(term)) if isinstance(term, int) else known[term]
    if isinstance(value, str):
        raise TypeError(f"{term!r} is the word {value!r}, not a number")
    return value


def evaluate(rule: Rule, known: Known) -> Number:
    values = [term_value(term, known) for term in rule.terms]
    if rule.operation in ("max", "min"):
        choose = max if rule.operation == "max" else min
        return choose(values, key=lambda number: number.value)
    if rule.operation == "root":  # of a square; of another number the nearest, as people would
        return Number(Fraction(round(abs(values[0].value) ** 0.5)))
    return reduce(lambda left, right: _result(rule, left, right), values[1:], values[0])


def written(rule: Rule, known: Known) -> list[Statement]:
    """The lines that derive this quantity, two operands at a time; adds the quantity to `known`."""
    if rule.operation in NOTED:
        value = evaluate(rule, known)
        known[rule.name] = value
        return [Note(rule.name, str(value))]
    lines: list[Statement] = []
    left, last = term_value(rule.terms[0], known), len(rule.terms) - 1
    for position, term in enumerate(rule.terms[1:], start=1):
        right = term_value(term, known)
        name = rule.name if position == last else rule.partial_name
        with_pi = rule.times_pi and position == last
        value = _result(rule, left, right)
        value = Number(value.value, value.pi or with_pi)
        lines.append(Compute(name, left, rule.operation, right, value, with_pi))
        left = value
    known[rule.name] = left
    return lines


def answer_of(plan: Plan, known: Known) -> str:
    """The plan's answer once every quantity is known."""
    return plan.answer.format_map({name.replace(" ", "_"): value for name, value in known.items()})


def _result(rule: Rule, left: Number, right: Number) -> Number:
    value = apply(rule.operation, left, right)
    if value is None:
        raise ArithmeticError(f"{rule.name}: {left} {rule.operation} {right} has no result")
    return value
