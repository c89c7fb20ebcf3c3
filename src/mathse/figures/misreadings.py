"""Errors of vision and of question: what the figure does not show, what is not asked.

Each function writes one kind of wrong solution: the statements and the index of the wrong one, or
None where the problem has no room for it.
"""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from random import Random

from mathse.figures.drafting import script_of, write
from mathse.figures.language import Choose, Compute, Conclude, Note, Number, Read, Recall, Statement
from mathse.figures.truth import Truth
from mathse.figures.world import near

Draft = tuple[list[Statement], int] | None  # the statements, and which of them is wrong
Maker = Callable[[Truth, Random], Draft]


# ---- vision ----------------------------------------------------------------------------------


def _misread(truth: Truth, rng: Random) -> tuple[str, Number | str]:
    """A fact that is needed, and what a careless reader takes it for."""
    name = rng.choice(truth.plan.reads)
    value = truth.facts[name]
    if isinstance(value, str):
        units = [unit for unit in ("cm", "m", "mm", "km") if unit != value]
        return name, rng.choice(units)
    shown = {str(fact.value) for fact in truth.problem.scene.facts if fact.name != name}
    others = [
        Number(Fraction(text)) for text in sorted(shown) if text.isdigit() and text != str(value)
    ]
    if others and rng.random() < 0.4:
        return name, rng.choice(others)
    return name, Number(Fraction(near(rng, str(value))))


def vision_carried(truth: Truth, rng: Random) -> Draft:
    script = script_of(truth)
    name, value = _misread(truth, rng)
    if value == truth.facts[name]:
        return None
    return write(truth, replace(script, known=script.known | {name: value})), 1


def radius_for_diameter(truth: Truth, rng: Random) -> Draft:
    """The classic trap: the diameter is taken for the radius."""
    if truth.plan.reads != ("diameter",):
        return vision_carried(truth, rng)
    script = script_of(truth)
    plan = replace(script.plan, reads=("radius",))
    known = script.known | {"radius": truth.facts["diameter"]}
    rules = tuple(rule for rule in script.rules if rule.name != "radius")
    return write(truth, replace(script, plan=plan, known=known, rules=rules)), 1


def vision_local(truth: Truth, rng: Random) -> Draft:
    statements = write(truth, script_of(truth))
    name, value = _misread(truth, rng)
    reading = statements[1]
    assert isinstance(reading, Read)
    facts = tuple((fact, str(value) if fact == name else said) for fact, said in reading.facts)
    if facts == reading.facts:
        return None
    return [statements[0], Read(facts), *statements[2:]], 1


# ---- question --------------------------------------------------------------------------------


def other_question(truth: Truth, rng: Random) -> Draft:
    """Restates another question about the figure, and answers that one."""
    if not truth.others:
        return wrong_letter(truth, rng)
    plan = rng.choice(truth.others)
    script = script_of(truth, plan)
    return (write(truth, script), 0) if plan.goal != truth.plan.goal else None


def answers_another(truth: Truth, rng: Random) -> Draft:
    """Restates the question rightly, and answers another one."""
    if not truth.others:
        return wrong_letter(truth, rng)
    plan = rng.choice(truth.others)
    statements = write(truth, replace(script_of(truth, plan), goal=truth.plan.goal))
    for index, statement in enumerate(statements):
        if isinstance(statement, Recall) and plan.formula != truth.plan.formula:
            return (statements, index) if statement.name not in truth.names else None
        if isinstance(statement, Note) and statement.name not in truth.names:
            return statements, index
        if isinstance(statement, Compute):
            if any(way.explains(statement) for way in truth.mistaken):
                return None  # as well a wrong formula for the question asked
            if not any(way.explains(statement) for way in truth.ways):
                return statements, index
    return None


def wrong_letter(truth: Truth, rng: Random) -> Draft:
    options = truth.problem.question.options
    if not options:
        return wrong_goal(truth, rng, carried=True)
    statements = write(truth, script_of(truth))
    right = truth.problem.question.answer
    letter = rng.choice([chr(65 + at) for at in range(len(options)) if chr(65 + at) != right])
    choice = statements[-2]
    assert isinstance(choice, Choose)
    return [*statements[:-2], Choose(choice.value, letter), Conclude(letter)], len(statements) - 2


def wrong_goal(truth: Truth, rng: Random, *, carried: bool = False) -> Draft:
    """Restates the question wrongly; then goes on as asked, or stops at a part of the way."""
    goals = [plan.goal for plan in truth.others if plan.goal != truth.plan.goal]
    goals += [f"the {name}" for name in truth.plan.reads if f"the {name}" != truth.plan.goal]
    script = replace(script_of(truth), goal=rng.choice(goals))
    statements = write(truth, script)
    if carried:
        statements[-1] = Conclude(near(rng, truth.problem.question.answer))
    return statements, 0
