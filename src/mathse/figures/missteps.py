"""Errors of knowledge, calculation and reasoning; and the table of all makers of errors.

Each function writes one kind of wrong solution: the statements and the index of the wrong one, or
None where the problem has no room for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random

from mathse.figures.checker import ErrorType
from mathse.figures.drafting import script_of, write
from mathse.figures.language import Compute, Conclude, Note, Number, Recall, Statement
from mathse.figures.misreadings import (
    Draft,
    Maker,
    answers_another,
    other_question,
    radius_for_diameter,
    vision_carried,
    vision_local,
    wrong_goal,
    wrong_letter,
)
from mathse.figures.plan import Rule
from mathse.figures.truth import Truth, is_long, result_of
from mathse.figures.world import near

# ---- knowledge -------------------------------------------------------------------------------


def _wrong_formula(truth: Truth, rng: Random) -> Draft:
    """One of the plan's mistaken beliefs; else a rule with another operation or constant."""
    script = script_of(truth)
    if not truth.plan.mistaken:
        return _wrong_rule(truth, rng)
    belief = rng.choice(truth.plan.mistaken)
    formula = script.formula
    if formula and belief.formula:
        formula = (formula[0], belief.formula)
    statements = write(truth, replace(script, rules=belief.rules, formula=formula))
    if formula != script.formula:
        return statements, 2
    return statements, _first_difference(truth, statements)


def _wrong_rule(truth: Truth, rng: Random) -> Draft:
    script = script_of(truth)
    rules = list(script.rules)
    index = rng.randrange(len(rules))
    rule = rules[index]
    if rule.operation not in "+-*/" or is_long(rule):
        return None
    constants = [at for at, term in enumerate(rule.terms) if isinstance(term, int)]
    if constants and rng.random() < 0.5:
        other = rng.choice([number for number in (2, 3, 4, 5) if number not in rule.terms])
        terms = tuple(other if at in constants else term for at, term in enumerate(rule.terms))
        rules[index] = replace(rule, terms=terms)
    else:
        swapped = {"+": "*", "-": "+", "*": "+", "/": "*"}[rule.operation]
        if rule.times_pi or _pi_in(truth, rule):
            return None
        rules[index] = replace(rule, operation=swapped)
    statements = write(truth, replace(script, rules=tuple(rules)))
    return statements, _first_difference(truth, statements)


def _pi_in(truth: Truth, rule: Rule) -> bool:
    values = [truth.known.get(term) for term in rule.terms if isinstance(term, str)]
    return any(isinstance(value, Number) and value.pi for value in values)


def _first_difference(truth: Truth, statements: Sequence[Statement]) -> int:
    right = write(truth, script_of(truth))
    pairs = zip(statements, right, strict=False)
    return next(index for index, (one, other) in enumerate(pairs) if one != other)


def _knowledge_local(truth: Truth, rng: Random) -> Draft:
    """The formula or a sign is wrong, and the right value stands there all the same."""
    statements = write(truth, script_of(truth))
    beliefs = [belief.formula for belief in truth.plan.mistaken if belief.formula]
    if truth.plan.formula and beliefs:
        statements[2] = Recall(truth.plan.formula[0], rng.choice(beliefs))
        return statements, 2
    index = rng.choice(_lines(statements, Compute))
    line = statements[index]
    assert isinstance(line, Compute)
    operations = [sign for sign in "+-*" if sign != line.operation]
    if line.right.value == line.left.value == 2:
        return None
    statements[index] = replace(line, operation=rng.choice(operations))
    return statements, index


def _lines(statements: Sequence[Statement], kind: type) -> list[int]:
    return [index for index, statement in enumerate(statements) if isinstance(statement, kind)]


# ---- calculation -----------------------------------------------------------------------------


def _slip(line: Compute, rng: Random) -> Compute:
    value = Fraction(near(rng, str(line.value.value)))
    return replace(line, value=replace(line.value, value=value))


def _calculation(truth: Truth, rng: Random, *, carried: bool) -> Draft:
    script = script_of(truth)
    right = write(truth, script)
    chosen = rng.choice(_lines(right, Compute))
    line = right[chosen]
    assert isinstance(line, Compute)
    wrong = _slip(line, rng)
    if wrong == line:
        return None
    if carried:
        return write(truth, script, lambda at, said: wrong if at == chosen else said), chosen
    return [*right[:chosen], wrong, *right[chosen + 1 :]], chosen


def _calculation_carried(truth: Truth, rng: Random) -> Draft:
    return _calculation(truth, rng, carried=True)


def _calculation_local(truth: Truth, rng: Random) -> Draft:
    return _calculation(truth, rng, carried=False)


# ---- reasoning -------------------------------------------------------------------------------


def _wrong_operand(truth: Truth, rng: Random, *, carried: bool) -> Draft:
    """A line works on another quantity of the problem than the one that belongs there."""
    script = script_of(truth)
    right = write(truth, script)
    chosen = rng.choice(_lines(right, Compute))
    line = right[chosen]
    assert isinstance(line, Compute)
    rule_constants = {
        Number(Fraction(term))
        for rule in script.rules
        if rule.name == line.name
        for term in rule.terms
        if isinstance(term, int)
    }
    earlier = {said.value for said in right[:chosen] if isinstance(said, Compute)}
    facts = {value for value in truth.facts.values() if isinstance(value, Number)}
    side = rng.choice(("left", "right"))
    operand = line.left if side == "left" else line.right
    others = [one for one in facts | earlier if one != operand and one.pi == operand.pi]
    if operand in rule_constants or not others:
        return None
    other = rng.choice(sorted(others, key=str))
    left, right_ = (other, line.right) if side == "left" else (line.left, other)
    wrong = replace(line, left=left, right=right_)
    taken = (*truth.ways, *truth.mistaken, *truth.elsewhere)
    if any(way.explains(wrong) for way in taken):
        return None  # by chance the right line of this problem, or of another
    if not carried:
        return [*right[:chosen], wrong, *right[chosen + 1 :]], chosen
    value = result_of(wrong)
    if value is None:
        return None
    wrong = replace(wrong, value=value)
    return write(truth, script, lambda at, said: wrong if at == chosen else said), chosen


def _operand_carried(truth: Truth, rng: Random) -> Draft:
    return _wrong_operand(truth, rng, carried=True)


def _operand_local(truth: Truth, rng: Random) -> Draft:
    return _wrong_operand(truth, rng, carried=False)


def _wrong_extreme(truth: Truth, rng: Random) -> Draft:
    """Another number of the figure is taken for the largest, or for the root."""
    script = script_of(truth)
    right = write(truth, script)
    notes = _lines(right, Note)
    if not notes:
        return _wrong_conclusion(truth, rng)
    chosen = rng.choice(notes)
    note = right[chosen]
    assert isinstance(note, Note)
    shown = {str(fact.value) for fact in truth.problem.scene.facts}
    others = sorted(text for text in shown - {note.value} if text.isdigit())
    wrong = Note(note.name, rng.choice(others))
    return write(truth, script, lambda at, said: wrong if at == chosen else said), chosen


def _wrong_conclusion(truth: Truth, rng: Random) -> Draft:
    """Every step is right, and the answer is not what they lead to."""
    statements = write(truth, script_of(truth))
    question = truth.problem.question
    if question.options:
        letters = [chr(65 + at) for at in range(len(question.options))]
        other = rng.choice([letter for letter in letters if letter != question.answer])
    else:
        other = near(rng, question.answer)
    return [*statements[:-1], Conclude(other)], len(statements) - 1


def _stops_early(truth: Truth, rng: Random) -> Draft:
    """A part of the way is taken for the whole: concludes with the last value but one."""
    statements = write(truth, script_of(truth))
    computed = _lines(statements, Compute)
    if len(computed) < 2 or truth.problem.question.options or len(truth.answer_names) > 1:
        return _wrong_conclusion(truth, rng)
    kept = statements[: computed[-1]]
    line = kept[computed[-2]]
    assert isinstance(line, Compute)
    return [*kept, Conclude(str(line.value))], len(kept)


CARRIED: Mapping[ErrorType, Sequence[Maker]] = {
    "vision": (vision_carried, radius_for_diameter),
    "question": (other_question, answers_another, wrong_letter),
    "knowledge": (_wrong_formula, _wrong_rule),
    "calculation": (_calculation_carried,),
    "reasoning": (_operand_carried, _wrong_extreme, _wrong_conclusion, _stops_early),
}
LOCAL: Mapping[ErrorType, Sequence[Maker]] = {
    "vision": (vision_local,),
    "question": (wrong_goal,),
    "knowledge": (_knowledge_local,),
    "calculation": (_calculation_local,),
    "reasoning": (_operand_local,),
}
