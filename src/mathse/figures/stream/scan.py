"""Scans the stream with the world's checker: no row is a solution, and none shows a figure kept for tests.

The checker reads what each row says against every question about the row's own figure. Beside it, two
counts that need no closing sentence: lines that one of these questions is solved by, one taking the other's
result (a chain of a plan; packed exercises are unrelated, so there should be none but by rare chance), and lines
that take another's result whatever the figure (chance alone).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from random import Random

from mathse.figures.checker import check, sentences
from mathse.figures.curriculum import Pretraining, row_at
from mathse.figures.families import family_named
from mathse.figures.language import CONCLUSION, Compute, parse
from mathse.figures.plan import Plan, known_from, written
from mathse.figures.scene import Scene
from mathse.figures.stream.rows import Row, Turn, bucket
from mathse.figures.world import build

_TERM = r"\d+(?: pi)?"
_LINE = re.compile(rf"({_TERM}) ([-+*/]) ({_TERM})(?: \* pi)? = (\d+(?:/\d+)?(?: pi)?)")

Line = tuple[str, str, str, str]  # left, operation, right, result


@dataclass
class Counts:
    """What the scan found; all but the first three should be 0, or chance."""

    rows: int = 0
    answers: int = 0  # turns: each has loss on its answer
    figures: int = 0  # rows that show a figure of a family
    test_figures: int = 0  # of those, figures that are kept for dev or test
    closing_sentences: int = 0  # rows that say "The answer to this problem is"
    named_steps: int = 0  # answers that compute a named quantity, as a solution's step does
    # Of rows with a figure, as of no other is there a question:
    answered: int = 0  # one of its questions, asked and answered
    solutions: int = 0  # rows that the checker takes as a right solution of one
    plan_chains: int = 0  # rows with two dependent lines of one question on their figure
    linked_by_chance: int = 0  # rows in which a line takes an earlier line's result

    def __str__(self) -> str:
        said = asdict(self)
        return "\n".join(
            f"{field.name.replace('_', ' '):18} {said[field.name]:>9,}" for field in fields(self)
        )


def scan(
    *, rows: int, seed: int, first: int = 0, progress: Callable[[int], None] = lambda done: None
) -> Counts:
    """Counts over `rows` rows, from row `first`, of the pretraining with this seed."""
    counts, settings = Counts(), Pretraining(seed=seed)
    for number in range(rows):
        add(counts, row_at(first + number, settings))
        progress(number + 1)
    return counts


def add(counts: Counts, row: Row) -> None:
    """Count one row."""
    text = " ".join(f"{turn.asked}{_space(turn.answer)}{turn.answer}" for turn in row.turns)
    lines = [match.groups() for match in _LINE.finditer(text)]
    counts.rows += 1
    counts.answers += len(row.turns)
    counts.closing_sentences += CONCLUSION in text
    counts.named_steps += sum(
        isinstance(parse(sentence), Compute)
        for turn in row.turns
        for sentence in sentences(turn.answer)
    )
    counts.linked_by_chance += any(
        earlier[3] in (later[0], later[2])
        for at, later in enumerate(lines)
        for earlier in lines[:at]
    )
    if row.scene is None:
        return
    counts.figures += 1
    counts.test_figures += bucket(row.scene.group) != "train"
    counts.answered += any(is_answer(row.scene, row.drill, turn) for turn in row.turns)
    counts.solutions += is_solution(row.scene, text)
    counts.plan_chains += has_chain(row.scene, [_key(line) for line in lines])


def is_answer(scene: Scene, drill: str, turn: Turn) -> bool:
    """Whether this turn asks a question about the figure, in any wording, and its answer is in what is learnt."""
    for givens, plan in questions(scene):
        if any(wording in f"{drill} {turn.asked}" for wording in plan.phrasings):
            answer = build(scene, givens, plan, phrasing=0, options=()).question.answer
            said = rf" is {re.escape(answer)}(?![\w/])"
            if answer in sentences(turn.answer) or re.search(said, turn.answer):
                return True
    return False


def is_solution(scene: Scene, text: str) -> bool:
    """Whether the checker accepts the readable sentences of this text for any question."""
    readable = " ".join(said for said in sentences(text) if parse(said) is not None)
    for givens, plan in questions(scene):
        problem = build(scene, givens, plan, phrasing=0, options=())
        if check(problem, readable).outcome == "correct":
            return True
    return False


def has_chain(scene: Scene, keys: Sequence[str]) -> bool:
    """Whether two of these lines, in this order, are dependent lines of one way to one answer."""
    places = {key: at for at, key in enumerate(keys)}
    for givens, plan in questions(scene):
        for rules in (plan.rules, *plan.others):
            known = known_from(scene.values, givens)
            way = [line for rule in rules for line in written(rule, known)]
            steps = [line for line in way if isinstance(line, Compute)]
            for at, later in enumerate(steps):
                for earlier in steps[:at]:
                    if earlier.value not in (later.left, later.right):
                        continue
                    first, second = places.get(_step(earlier)), places.get(_step(later))
                    if first is not None and second is not None and first < second:
                        return True
    return False


def questions(scene: Scene) -> Iterator[tuple[dict[str, int], Plan]]:
    """Every question about a scene, with numbers for those that give some."""
    family = family_named(scene.family)
    givens = dict(family.givens(Random(scene.group), scene))
    return ((givens, plan) for plan in family.plans(scene, givens))


def _key(line: Sequence[str]) -> str:
    left, operation, right = line[:3]
    one, other = sorted((left, right)) if operation in "+*" else (left, right)
    return f"{one} {operation} {other}"


def _step(line: Compute) -> str:
    return _key((str(line.left), line.operation, str(line.right)))


def _space(answer: str) -> str:
    return "" if answer.startswith(" ") else " "
