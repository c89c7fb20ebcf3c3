"""Problems without end: a family's scene, one of its plans, a wording, at times options.

Everything is a function of the seed. `problems` is the only generator; `from_json` rebuilds a
problem from the record that `to_json` gave, so that teacher and checker work on stored problems.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

from mathse.errors import UserError
from mathse.figures.families import FAMILIES, family_named
from mathse.figures.language import Ask, Choose, Conclude, Read, Recall, Statement
from mathse.figures.plan import Known, Plan, Rule, answer_of, known_from, written
from mathse.figures.scene import Fact, Family, FigureProblem, Question, Scene, Step

LEVELS = (1, 2, 3, 4)
OPTIONS = 4
SHARE_WITH_OPTIONS = 0.25
PATIENCE = 2000  # repetitions in a row before a world counts as used up


def problems(
    *,
    n: int,
    seed: int,
    families: Sequence[str] | None = None,
    levels: Sequence[int] = LEVELS,
    unique: bool = False,
) -> Iterator[FigureProblem]:
    """`n` problems; with `unique`, one per facts and question. The first n do not depend on n."""
    chosen = [family_named(name) for name in families] if families else quickstart_families()
    rng = Random(f"figures {seed}")
    seen: set[tuple[str, str]] = set()
    made = repeated = 0
    while made < n:
        problem = sample(rng.choice(chosen), rng, rng.choice(levels))
        if unique:
            key = (problem.group, _asked(problem))
            if key in seen:
                repeated += 1
                if repeated == PATIENCE:
                    raise UserError(f"found no more than {made} different problems of this kind")
                continue
            repeated = 0
            seen.add(key)
        made += 1
        yield problem


def _asked(problem: FigureProblem) -> str:
    """The question in its first wording: it holds what is given, and no more (a figure's own givens may be for others)."""
    plan = plan_of(problem.scene, dict(problem.givens), problem.question.kind)
    return f"{problem.question.kind}: {plan.phrasings[0]}"


def quickstart_families() -> list[Family]:
    """The families that problems are drawn from unless others are named."""
    return [family for family in FAMILIES if family.quickstart and not family.transfer]


def sample(family: Family, rng: Random, level: int) -> FigureProblem:
    """One problem of this family at this level."""
    scene = family.scene(rng, level)
    givens = family.givens(rng, scene)
    plan = rng.choice([plan for plan in family.plans(scene, givens) if plan.level == level])
    options: tuple[str, ...] = ()
    if rng.random() < SHARE_WITH_OPTIONS:
        options = _options(rng, plan, scene, givens)
    phrasing = rng.randrange(len(plan.phrasings))
    return build(scene, givens, plan, phrasing=phrasing, options=options)


def from_json(truth: Mapping[str, Any]) -> FigureProblem:
    """The problem whose `to_json` this is."""
    facts = tuple(Fact(name, value) for name, value in truth["facts"])
    scene = Scene(truth["family"], truth["level"], facts, truth["look"])
    givens = dict(truth["givens"])
    plan = plan_of(scene, givens, truth["kind"])
    return build(scene, givens, plan, phrasing=truth["phrasing"], options=tuple(truth["options"]))


def from_meta(meta: Mapping[str, Any]) -> FigureProblem | None:
    """The problem whose truth a row's `meta` holds; None where it holds none of this world."""
    truth = meta.get("truth")
    if not isinstance(truth, Mapping):
        return None
    try:
        return from_json(truth)
    except (KeyError, TypeError, ValueError, UserError):  # another tool's field of this name
        return None


def plan_of(scene: Scene, givens: Mapping[str, int], kind: str) -> Plan:
    """The plan of this kind among all that the scene's family knows for it."""
    for plan in family_named(scene.family).plans(scene, givens):
        if plan.kind == kind:
            return plan
    raise ValueError(f"no question {kind!r} can be asked about {scene.family}")


def build(
    scene: Scene,
    givens: Mapping[str, int],
    plan: Plan,
    *,
    phrasing: int,
    options: tuple[str, ...],
) -> FigureProblem:
    statements = solution(scene, givens, plan, options=options)
    last = statements[-1]
    assert isinstance(last, Conclude)
    question = Question(
        text=plan.phrasings[phrasing],
        kind=plan.kind,
        options=options,
        answer=last.answer,
        solution=tuple(Step(str(statement), statement) for statement in statements),
    )
    return FigureProblem(scene, question, tuple(givens.items()), phrasing)


def solution(
    scene: Scene,
    givens: Mapping[str, int],
    plan: Plan,
    *,
    options: tuple[str, ...],
    rules: Sequence[Rule] | None = None,
) -> list[Statement]:
    """The statements of a right solution, by the plan's own rules or by others as right."""
    known = known_from(scene.values, givens)
    statements: list[Statement] = [Ask(plan.goal)]
    statements.append(Read(tuple((name, str(scene.values[name])) for name in plan.reads)))
    if plan.formula:
        statements.append(Recall(*plan.formula))
    for rule in plan.rules if rules is None else rules:
        statements.extend(written(rule, known))
    answer = answer_of(plan, known)
    if options:
        letter = chr(65 + options.index(answer))
        statements.append(Choose(answer, letter))
        answer = letter
    return [*statements, Conclude(answer)]


def value_of(plan: Plan, scene: Scene, givens: Mapping[str, int], rules: Sequence[Rule]) -> str:
    """The answer text that these rules lead to."""
    known: Known = known_from(scene.values, givens)
    for rule in rules:
        written(rule, known)
    return answer_of(plan, known)


def _options(rng: Random, plan: Plan, scene: Scene, givens: Mapping[str, int]) -> tuple[str, ...]:
    """The right answer among what typical errors lead to, shuffled."""
    right = value_of(plan, scene, givens, plan.rules)
    wrong: list[str] = []
    for mistaken in plan.mistaken:
        wrong.append(value_of(plan, scene, givens, mistaken.rules))
    while len(set(wrong) - {right}) < OPTIONS - 1:
        wrong.append(near(rng, right))
    wrong = [text for text in dict.fromkeys(wrong) if text != right and "-" not in text]
    while len(wrong) < OPTIONS - 1:
        candidate = near(rng, right)
        if candidate != right and candidate not in wrong:
            wrong.append(candidate)
    options = [right, *wrong[: OPTIONS - 1]]
    rng.shuffle(options)
    return tuple(options)


def near(rng: Random, answer: str) -> str:
    """The answer with one of its numbers off by a little: a slip in reading or in arithmetic."""
    numbers = list(re.finditer(r"(?<!\^)\d+", answer))
    chosen = rng.choice(numbers)
    slip = rng.choice((-10, -2, -1, 1, 2, 10))
    value = int(chosen[0]) + slip
    if value < (1 if "/" in answer else 0):  # no fraction over nothing
        value = int(chosen[0]) - slip
    return answer[: chosen.start()] + str(value) + answer[chosen.end() :]
