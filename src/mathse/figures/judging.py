"""Is one statement true of a problem, and if not, which of the five kinds of error is it?"""

from dataclasses import dataclass

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
    number,
)
from mathse.figures.plan import NOTED, Known, Rule, Term, apply, term_value
from mathse.figures.truth import Truth, is_line_of, is_long, result_of


@dataclass(frozen=True)
class Judged:
    error: str | None = None  # the error type; None when the statement is right
    why: str = ""
    establishes: frozenset[str] = frozenset()  # names whose values are now written
    aside: bool = False  # true, but on the way to another question


def judge_statement(truth: Truth, statement: Statement, established: frozenset[str]) -> Judged:
    """`established` are the names whose right values the path has written so far."""
    match statement:
        case Ask():
            asked = statement.goal == truth.plan.goal
            return Judged() if asked else Judged("question", "not what is asked")
        case Read():
            return _reading(truth, statement)
        case Recall():
            return _formula(truth, statement)
        case Compute():
            return _line(truth, statement, established)
        case Note():
            return _note(truth, statement)
        case Choose():
            return _choice(truth, statement)
        case Conclude():
            return _conclusion(truth, statement, established)
        case Garbled():
            return Judged(statement.kind, "says nothing that could be true")


def _reading(truth: Truth, statement: Read) -> Judged:
    shown = {name: str(value) for name, value in truth.problem.scene.values.items()}
    for name, value in statement.facts:
        if shown.get(name) != value:
            return Judged("vision", f"the figure does not show {name} {value}")
    return Judged(establishes=frozenset(name for name, _ in statement.facts))


def _formula(truth: Truth, statement: Recall) -> Judged:
    value = _formula_value(statement.formula, truth.known)
    if value is not None and value == truth.known.get(statement.name):
        right = truth.plan.formula
        if right is None or right[0] != statement.name:
            return Judged()  # true, and not the formula that the plan recalls
        if sorted(right[1].split()) == sorted(statement.formula.split()):
            return Judged()
    for plan in truth.others:
        if (
            plan.formula == (statement.name, statement.formula)
            and statement.name not in truth.names
        ):
            return Judged(aside=True)
    return Judged("knowledge", "not the formula")


def _formula_value(formula: str, known: Known) -> Number | None:
    """A chain of operations from left to right, over names; None where it has no value."""
    words = ("* " + formula).split()
    terms: list[tuple[str, list[str]]] = []
    for word in words:
        if word in "+-*/":
            terms.append((word, []))
        else:
            terms[-1][1].append(word)
    result: Number | None = Number(number("1").value)
    for operation, name in terms:
        term = _term(" ".join(name), known)
        result = None if result is None or term is None else apply(operation, result, term)
    return result


def _term(name: str, known: Known) -> Number | None:
    if name == "pi":
        return Number(number("1").value, pi=True)
    if name.isdigit():
        return number(name)
    value = known.get(name)
    return value if isinstance(value, Number) else None


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
    return _deviation(truth, line, candidates, established)


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


def _note(truth: Truth, note: Note) -> Judged:
    facts = truth.problem.scene.values
    if note.name in facts:
        shown = str(facts[note.name]) == note.value
        named = frozenset({note.name})
        return Judged(establishes=named) if shown else Judged("vision", "not what the figure shows")
    value = truth.known.get(note.name)
    if value is not None:
        right = str(value) == note.value
        named = frozenset({note.name})
        return Judged(establishes=named) if right else Judged("reasoning", "not so")
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


def _conclusion(truth: Truth, conclusion: Conclude, established: frozenset[str]) -> Judged:
    question = truth.problem.question
    texts = {question.answer}
    if question.options:
        texts.add(question.options[ord(question.answer) - ord("A")])
    unit = str(truth.problem.scene.values.get("unit", ""))
    if _bare(conclusion.answer, unit) not in {_bare(text, unit) for text in texts}:
        return Judged("reasoning", "not what the steps lead to")
    for name in truth.answer_names:
        if name not in established and not _within_reach(truth, name, established):
            return Judged("reasoning", "no steps lead to it")
    return Judged()


def _bare(answer: str, unit: str) -> str:
    """Without the figure's own unit: written or not, it is the same answer, as in grading."""
    return answer.removesuffix("^2").removesuffix("^3").removesuffix(f" {unit}") if unit else answer


def _within_reach(truth: Truth, name: str, established: frozenset[str]) -> bool:
    """One rule away from what is written: a last line may be left out."""
    if name in truth.problem.scene.values and not isinstance(truth.known[name], Number):
        return True  # a unit: asked for, seldom read aloud
    givens = {given for given, _ in truth.problem.givens}
    return any(
        all(isinstance(term, int) or term in established or term in givens for term in rule.terms)
        for rule, _ in truth.rules_of(name)
    )
