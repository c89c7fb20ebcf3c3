"""A solution about to be written, in parts that can still be changed: mistakes are made of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mathse.figures.language import (
    Ask,
    Choose,
    Compute,
    Conclude,
    Note,
    Number,
    Read,
    Recall,
    Statement,
)
from mathse.figures.plan import Known, Plan, Rule, answer_of, written
from mathse.figures.truth import Truth, is_long


def render(statements: Sequence[Statement]) -> str:
    """The written form: numbered steps, then the sentence with the answer."""
    lines = [f"Step {n}: {statement}" for n, statement in enumerate(statements[:-1], start=1)]
    return " ".join((*lines, str(statements[-1])))


@dataclass(frozen=True)
class Script:
    """A solution about to be written: each part can be changed before it is."""

    plan: Plan
    known: Known  # what the writer believes of figure and question
    rules: tuple[Rule, ...]
    goal: str
    formula: tuple[str, str] | None


def script_of(truth: Truth, plan: Plan | None = None) -> Script:
    """The right solution of this plan, else of the problem's own."""
    plan = plan or truth.plan
    return Script(plan, dict(truth.facts), plan.rules, plan.goal, plan.formula)


def write(
    truth: Truth, script: Script, change: Callable[[int, Statement], Statement] | None = None
) -> list[Statement]:
    """The statements of a script; `change` may alter a line, and later lines believe its value."""
    known = dict(script.known)
    reads = tuple((name, str(known[name])) for name in script.plan.reads)
    statements: list[Statement] = [Ask(script.goal), Read(reads)]
    if script.formula:
        statements.append(Recall(*script.formula))
    for rule in script.rules:
        for part in _parts(rule):
            for line in written(part, known):
                changed = change(len(statements), line) if change else line
                if isinstance(changed, Compute | Note):
                    known[part.name] = _believed(changed)
                statements.append(changed)
    return [*statements, *ending(truth, answer_of(script.plan, known))]


def _parts(rule: Rule) -> Iterator[Rule]:
    """A long rule as the two-term rules that its lines are."""
    if not is_long(rule):
        yield rule
        return
    so_far = rule.terms[0]
    for position, term in enumerate(rule.terms[1:], start=1):
        last = position == len(rule.terms) - 1
        name = rule.name if last else rule.partial_name
        yield Rule(name, rule.operation, (so_far, term), rule.times_pi and last)
        so_far = name


def _believed(line: Compute | Note) -> Number:
    return line.value if isinstance(line, Compute) else Number(Fraction(line.value))


def ending(truth: Truth, answer: str) -> list[Statement]:
    """The last sentences. A value that is no option ends in the option most like it."""
    options = truth.problem.question.options
    if not options:
        return [Conclude(answer)]
    if answer in options:
        letter = chr(65 + options.index(answer))
        return [Choose(answer, letter), Conclude(letter)]
    nearest = min(options, key=lambda option: _unlikeness(option, answer))
    letter = chr(65 + options.index(nearest))
    return [Choose(nearest, letter), Conclude(letter)]


def _unlikeness(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=False))
