"""Is one statement true of a problem, and if not, which of the five kinds of error is it?

What may well be true and is only said in another way than this world's is neither: nobody can tell.
"""

import re
from dataclasses import dataclass

from mathse.figures.expressions import adds_up, comes_to
from mathse.figures.language import (
    Ask,
    Choose,
    Compute,
    Conclude,
    Garbled,
    Note,
    Number,
    Read,
    Recall,
    Statement,
)
from mathse.figures.plan import NOTED, Known, Rule, Term, term_value, written
from mathse.figures.truth import Truth, is_line_of, is_long, result_of

PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29)  # added to facts, where a formula may hold by chance
_MORE_WORDS = re.compile(r"(?:to [a-z]+ )?(?P<goal>.+?)(?: of (?:the|this) (?P<of>[a-z]+))?")
_SHOWN = re.compile(r"(?:the |a )?(.+?)(?: =| of)? (-?\d+)")  # "a width of 12", "width = 12"


@dataclass(frozen=True)
class Judged:
    error: str | None = None  # the error type; None when the statement is right
    why: str = ""
    establishes: frozenset[str] = frozenset()  # names whose values are now written
    aside: bool = False  # true, but on the way to another question
    readable: bool = True  # False: true or not, it is none of the forms


UNREADABLE = Judged(readable=False)


def judge_statement(
    truth: Truth, statement: Statement, established: frozenset[str], *, right: bool = False
) -> Judged:
    """`established` are the names whose right values the path has written so far.

    `right`: whether the answer of a conclusion is right, as the grader reads it.
    """
    match statement:
        case Ask():
            return _goal(truth, statement)
        case Read():
            return _reading(truth, statement)
        case Recall():
            return _formula(truth, statement)
        case Compute():
            return _line(truth, statement, established)
        case Note():
            return _note(truth, statement, established)
        case Choose():
            return _choice(truth, statement)
        case Conclude():
            return _conclusion(truth, statement, established, right=right)
        case Garbled():
            if adds_up(statement.text):  # "12 * 7 = 84": true, and nobody knows of what
                return UNREADABLE
            return Judged(statement.kind, "says nothing that could be true")


def _goal(truth: Truth, statement: Ask) -> Judged:
    if statement.goal == truth.plan.goal:
        return Judged()
    said = _MORE_WORDS.fullmatch(statement.goal)
    if said and said["goal"] == truth.plan.goal and _is_drawn(truth, said["of"] or "figure"):
        return UNREADABLE  # "to find the area", "the area of the rectangle"
    return Judged("question", "not what is asked")


def _is_drawn(truth: Truth, thing: str) -> bool:
    """Whether that is what all of the figure is called; "the volume of the water" is another goal."""
    family = truth.problem.scene.family.split()
    return thing in ("figure", "shape") or any(thing + end in family for end in ("", "s", "es"))


def _reading(truth: Truth, statement: Read) -> Judged:
    shown = {name: str(value) for name, value in truth.problem.scene.values.items()}
    named = set()
    for name, value in statement.facts:
        if value == shown.get("unit"):  # "width 12 cm"
            said = _SHOWN.fullmatch(name)
        else:
            said = None if name in shown else _SHOWN.fullmatch(f"{name} {value}")
        name, value = said.groups() if said and said[1] in shown else (name, value)
        if name not in shown and f"{name}{value}".replace(" ", "").isalpha():
            return UNREADABLE  # "The figure shows a rectangle"
        if shown.get(name) != value:
            return Judged("vision", f"the figure does not show {name} {value}")
        named.add(name)
    return Judged(establishes=frozenset(named))


def _formula(truth: Truth, statement: Recall) -> Judged:
    value = comes_to(statement.formula, truth.known)
    if value is not None and value == truth.known.get(statement.name):
        right = truth.plan.formula
        if right is None or right[0] != statement.name:
            return Judged()  # true, and not the formula that the plan recalls
        if sorted(right[1].split()) == sorted(statement.formula.split()):
            return Judged()
        if _holds_elsewhere(truth, statement):
            return Judged()
    for plan in truth.others:
        if (
            plan.formula == (statement.name, statement.formula)
            and statement.name not in truth.names
        ):
            return Judged(aside=True)
    return Judged("knowledge", "not the formula")


def _holds_elsewhere(truth: Truth, statement: Recall) -> bool:
    """Whether the formula is no coincidence (2 + 2 = 2 * 2): it holds of other facts, too."""
    facts = truth.facts
    numbers = [name for name, value in facts.items() if isinstance(value, Number)]
    added = dict(zip(numbers, PRIMES, strict=False))
    other: Known = {
        name: Number(value.value + added.get(name, 31)) if isinstance(value, Number) else value
        for name, value in facts.items()
    }
    try:
        for rule in truth.plan.rules:
            written(rule, other)
    except ArithmeticError:
        return False
    value = comes_to(statement.formula, other)
    return value is not None and value == other.get(statement.name)


def _line(truth: Truth, line: Compute, established: frozenset[str]) -> Judged:
    if any(way.explains(line) for way in truth.ways):
        right = result_of(line) == line.value
        named = frozenset({line.name})
        return Judged(establishes=named) if right else Judged("calculation", "wrong result")
    if any(way.explains(line) for way in truth.mistaken):
        return Judged("knowledge", "not the right formula")
    if any(way.explains(line) for way in truth.elsewhere):
        if line.name in truth.names:
            return Judged("question", "belongs to another question")
        return Judged(aside=True) if result_of(line) == line.value else Judged("calculation")
    candidates = list(truth.rules_of(line.name))
    if not candidates:
        return Judged("reasoning", "leads nowhere")
    if _another_way(truth, line):
        return UNREADABLE
    return _deviation(truth, line, candidates, established)


def _another_way(truth: Truth, line: Compute) -> bool:
    """Right in itself, of what the figure shows, to a value that is right: "step = 14 - 9 = 5"."""
    right = line.value == result_of(line) == truth.known.get(line.name)
    shown = list(truth.facts.values())
    return right and line.left in shown and line.right in shown


def _deviation(
    truth: Truth,
    line: Compute,
    candidates: list[tuple[Rule, Known]],
    established: frozenset[str],
) -> Judged:
    """The line has the name of a right one, but another left side: which kind of error is that?"""
    operands = sorted(map(str, (line.left, line.right)))
    for rule, known in candidates:
        if rule.operation in NOTED:
            continue
        values = [term_value(term, known) for term in rule.terms]
        other_operation = Compute(
            line.name, line.left, rule.operation, line.right, line.value, rule.times_pi
        )
        reversed_ = sorted(map(str, values)) == operands and line.operation == rule.operation
        if is_line_of(rule, known, other_operation) and not reversed_:
            return Judged("knowledge", "not the right operation")
        if _only_constant_differs(rule, known, line):
            return Judged("knowledge", "not the right constant")
    for rule, known in candidates:
        name = _misread_operand(truth, rule, known, line)
        if name is not None and name not in established:
            return Judged("vision", "a value that the figure does not show")
    return Judged("reasoning", "operands that do not belong there")


def _only_constant_differs(rule: Rule, known: Known, line: Compute) -> bool:
    """ "perimeter = 4 * 27" where the rule has 2: the quantity is right, the constant is not."""
    if is_long(rule) or line.operation != rule.operation:
        return False
    for position, term in enumerate(rule.terms):
        if not isinstance(term, int):
            continue
        kept = term_value(rule.terms[1 - position], known)
        if kept == (line.right if position == 0 else line.left):
            return True
        if rule.operation in "+*" and kept in (line.left, line.right):
            return True
    return False


def _misread_operand(truth: Truth, rule: Rule, known: Known, line: Compute) -> Term | None:
    """The fact in whose place a number stands that is nowhere: misread without being named."""
    if line.operation != rule.operation or is_long(rule):
        return None
    numbers = {str(value) for value in truth.known.values()}
    for position, term in enumerate(rule.terms):
        other = rule.terms[1 - position]
        written_here = (line.left, line.right)[position]
        written_there = (line.left, line.right)[1 - position]
        if term in truth.problem.scene.values and written_there == term_value(other, known):
            return term if str(written_here) not in numbers else None
    return None


def _note(truth: Truth, note: Note, established: frozenset[str]) -> Judged:
    facts = truth.problem.scene.values
    if note.name in facts:
        shown = str(facts[note.name]) == note.value
        named = frozenset({note.name})
        return Judged(establishes=named) if shown else Judged("vision", "not what the figure shows")
    value = truth.known.get(note.name)
    if value is not None:
        if str(value) != note.value:
            return Judged("reasoning", "not so")
        # A value alone is the step to it only where one is enough: else the steps before it are missing.
        near = _within_reach(truth, note.name, established)
        return Judged(establishes=frozenset({note.name} if near else ()))
    for way in truth.elsewhere:
        if str(way.known.get(note.name)) == note.value:
            return Judged(aside=True)
    return Judged("reasoning", "leads nowhere")


def _choice(truth: Truth, choice: Choose) -> Judged:
    options = truth.problem.question.options
    index = ord(choice.letter) - ord("A")
    if index >= len(options) or options[index] != choice.value:
        return Judged("question", "not what the option says")
    if choice.letter != truth.problem.question.answer:
        return Judged("reasoning", "not the value that was found")
    return Judged()


def _conclusion(
    truth: Truth, conclusion: Conclude, established: frozenset[str], *, right: bool
) -> Judged:
    if not right:
        return Judged("reasoning", "not what the steps lead to")
    facts, names = truth.problem.scene.values, truth.answer_names
    computed = any(name in established and name not in facts for name in names)
    for name in names:
        if name in facts and computed:
            continue  # it stands in the figure: the hour beside the minutes that were found
        if name not in established and not _within_reach(truth, name, established):
            return Judged("reasoning", "no steps lead to it")
    return Judged()


def _within_reach(truth: Truth, name: str, established: frozenset[str]) -> bool:
    """One rule away from what is written: a last line may be left out."""
    if name in truth.problem.scene.values and not isinstance(truth.known[name], Number):
        return True  # a unit: asked for, seldom read aloud
    givens = {given for given, _ in truth.problem.givens}
    return any(
        all(isinstance(term, int) or term in established or term in givens for term in rule.terms)
        for rule, _ in truth.rules_of(name)
    )
