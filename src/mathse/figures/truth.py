"""What is true about one problem: every quantity's value, and which written lines are right.

Lines are matched by value: a line is right when its operands are what a rule of the plan (any right
way) takes and its operation is the rule's. Nothing depends on what was written before, so steps may
come in any valid order, be repeated, or be left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from mathse.figures.families import family_named
from mathse.figures.language import Compute, Number
from mathse.figures.plan import Known, Plan, Rule, apply, known_from, term_value, written
from mathse.figures.scene import FigureProblem


@dataclass(frozen=True)
class Way:
    """Rules in order, and every value that they lead to (facts and givens included)."""

    rules: tuple[Rule, ...]
    known: Known

    def explains(self, line: Compute) -> bool:
        """Whether one of these rules has such a left side; the result is not looked at."""
        return any(is_line_of(rule, self.known, line) for rule in self.rules)

    @cached_property
    def names(self) -> frozenset[str]:
        partial = {rule.partial_name for rule in self.rules if is_long(rule)}
        return frozenset({rule.name for rule in self.rules} | partial)


@dataclass(frozen=True)
class Truth:
    problem: FigureProblem
    plan: Plan
    others: tuple[Plan, ...]  # the other questions about the same scene

    @cached_property
    def facts(self) -> Known:
        return known_from(self.problem.scene.values, dict(self.problem.givens))

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        return tuple(self.way(rules) for rules in (self.plan.rules, *self.plan.others))

    @cached_property
    def mistaken(self) -> tuple[Way, ...]:
        return tuple(self.way(mistaken.rules) for mistaken in self.plan.mistaken)

    @cached_property
    def elsewhere(self) -> tuple[Way, ...]:
        """The ways of the other questions."""
        return tuple(self.way(plan.rules) for plan in self.others)

    @cached_property
    def known(self) -> Known:
        """Every quantity of every right way."""
        return {name: value for way in self.ways for name, value in way.known.items()}

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset().union(*(way.names for way in self.ways))

    @cached_property
    def answer_names(self) -> tuple[str, ...]:
        """The quantities that the answer is made of."""
        holes = {name: "{" + name.replace(" ", "_") + "}" for name in self.known}
        return tuple(name for name, hole in holes.items() if hole in self.plan.answer)

    def way(self, rules: Sequence[Rule]) -> Way:
        known = dict(self.facts)
        for rule in rules:
            written(rule, known)
        return Way(tuple(rules), known)

    def rules_of(self, name: str) -> Iterator[tuple[Rule, Known]]:
        """Every right rule whose lines may carry this name, with the values that it works on."""
        for way in self.ways:
            for rule in way.rules:
                if name == rule.name or (is_long(rule) and name == rule.partial_name):
                    yield rule, way.known


def truth_of(problem: FigureProblem) -> Truth:
    scene = problem.scene
    plans = family_named(scene.family).plans(scene, dict(problem.givens))
    (plan,) = (plan for plan in plans if plan.kind == problem.question.kind)
    return Truth(problem, plan, tuple(other for other in plans if other is not plan))


def is_long(rule: Rule) -> bool:
    """Whether the rule is written in several lines."""
    return rule.operation in "+*" and len(rule.terms) > 2


def is_line_of(rule: Rule, known: Mapping[str, Number | str], line: Compute) -> bool:
    """Whether the line's left side is one of the lines that this rule may be written as."""
    if line.operation != rule.operation:
        return False
    values = [term_value(term, dict(known)) for term in rule.terms]
    if not is_long(rule):
        same = [line.left, line.right] == values
        turned = rule.operation in "+*" and [line.right, line.left] == values
        return line.name == rule.name and line.times_pi == rule.times_pi and (same or turned)
    if line.name not in (rule.name, rule.partial_name):
        return False
    whole = frozenset(range(len(values)))
    for left, right in _disjoint(len(values)):
        if (_joined(rule, values, left), _joined(rule, values, right)) != (line.left, line.right):
            continue
        if line.name == rule.partial_name or left | right == whole:
            return True
    return False


def _disjoint(count: int) -> Iterator[tuple[frozenset[int], frozenset[int]]]:
    """All pairs of disjoint non-empty subsets."""
    subsets = [
        frozenset(chosen) for size in range(1, count) for chosen in combinations(range(count), size)
    ]
    return ((one, two) for one in subsets for two in subsets if not one & two)


def _joined(rule: Rule, values: Sequence[Number], chosen: frozenset[int]) -> Number | None:
    first, *rest = sorted(chosen)
    result: Number | None = values[first]
    for index in rest:
        result = apply(rule.operation, result, values[index]) if result else None
    return result


def result_of(line: Compute) -> Number | None:
    """What the line's left side really comes to."""
    value = apply(line.operation, line.left, line.right)
    if value is None or (value.pi and line.times_pi):
        return None
    return Number(value.value, value.pi or line.times_pi)
