"""The solver-teacher: a program, not a language model, that writes, annotates and mends solutions.

It knows the truth of every figure problem and makes mistakes on purpose, at rates that are
settings, so that a judge has work to do. The rates touch only what it writes, never the truth
that it is measured against (checker.py).
Everything is a function of (seed, problem, arguments).
"""

import re
from dataclasses import dataclass, field
from random import Random

from mathse.figures.checker import ERROR_TYPES, ErrorType, Report, check, sentences
from mathse.figures.drafting import render
from mathse.figures.families.common import UNITS
from mathse.figures.language import (
    CONCLUSION,
    Ask,
    Choose,
    Compute,
    Conclude,
    Note,
    Read,
    Recall,
    parse,
)
from mathse.figures.mistakes import plant
from mathse.figures.scene import FigureProblem
from mathse.figures.truth import truth_of
from mathse.figures.world import solution


@dataclass(frozen=True)
class ErrorRates:
    """Share of the written solutions whose first error is of this type."""

    vision: float = 0.02
    question: float = 0.02
    knowledge: float = 0.02
    calculation: float = 0.02
    reasoning: float = 0.02

    def draw(self, rng: Random) -> ErrorType | None:
        """The type of the error to be made this time, if any."""
        at = rng.random()
        rates = (self.vision, self.question, self.knowledge, self.calculation, self.reasoning)
        for error_type, rate in zip(ERROR_TYPES, rates, strict=True):
            if at < rate:
                return error_type
            at -= rate
        return None


@dataclass(frozen=True)
class TeacherSettings:
    """How good the teacher is. All are choices of this world, none is a finding."""

    # The problems that it can solve, by level, whatever the seed; a draft to mend is within its reach.
    coverage: tuple[float, float, float, float] = (0.98, 0.95, 0.92, 0.88)
    errors: ErrorRates = field(default_factory=ErrorRates)
    local_share: float = 0.25  # of its errors: a faulty step with the right answer in the end
    other_way: float = 0.2  # writes another right way, where the problem has one
    annotate_error_rate: float = 0.05  # names another step than the first wrong one
    reflect_right_diagnosis: float = 0.9  # mends the draft, told the step that is wrong
    reflect_wrong_diagnosis: float = 0.4  # told another step, or of a draft that was right
    reflect_no_diagnosis: float = 0.6  # told only that the draft is wrong


@dataclass(frozen=True)
class Annotation:
    """What the teacher says about a wrong solution. Never holds the right answer."""

    error_step: str  # the sentence, as it stands in the solution
    analysis: str
    step: int  # counted from 1 over all sentences


def solve(problem: FigureProblem, settings: TeacherSettings, seed: int) -> str | None:
    """A solution; None where the problem is beyond the teacher, at every seed."""
    if Random(f"cover {problem.id}").random() >= settings.coverage[problem.scene.level - 1]:
        return None
    rng = Random(f"solve {seed} {problem.id}")
    return _solution(problem, settings, rng)


def annotate(
    problem: FigureProblem, path: str, settings: TeacherSettings, seed: int
) -> Annotation | None:
    """Where a wrong solution first goes wrong, and how; None where nothing is wrong or readable."""
    rng = Random(f"annotate {seed} {problem.id} {path}")
    report = check(problem, path)
    if report.outcome != "incorrect":
        return None
    steps = sentences(path)
    step = report.step if report.step is not None else len(steps)
    error_type = report.error_type or "reasoning"
    if len(steps) > 1 and rng.random() < settings.annotate_error_rate:
        step = rng.choice([number for number in range(1, len(steps) + 1) if number != step])
        statement = parse(steps[step - 1])
        error_type = statement.kind if statement else "reasoning"
    text = steps[step - 1]
    analysis = (
        f"{_place(step, steps)} has a {error_type} error: {_said_of(problem, text, error_type)}"
    )
    if step == len(steps) and report.step is None:
        analysis = UNFINISHED
    question = problem.question
    if reveals_answer(analysis, answer=question.answer, options=question.options):
        analysis = f"{_place(step, steps)} has a {error_type} error: {_IN_GENERAL[error_type]}"
    return Annotation(text, analysis, step)


def reflect(
    problem: FigureProblem,
    draft: str,
    error_step: str | None,
    analysis: str | None,
    settings: TeacherSettings,
    seed: int,
) -> str:
    """A new solution, made with the diagnosis given: a right one helps, a wrong one misleads."""
    rng = Random(f"reflect {seed} {problem.id} {draft} {error_step} {analysis}")
    chance = settings.reflect_no_diagnosis
    if error_step or analysis:
        right = diagnosis_is_right(check(problem, draft), draft, error_step, analysis)
        chance = settings.reflect_right_diagnosis if right else settings.reflect_wrong_diagnosis
    if rng.random() < chance:
        return _solution(problem, settings, rng)
    if check(problem, draft).outcome != "correct" and rng.random() < 0.5:
        return draft  # finds nothing to mend
    return _faulty(problem, rng.choice(ERROR_TYPES), rng, carried=True)


def diagnosis_is_right(
    report: Report, draft: str, error_step: str | None, analysis: str | None
) -> bool:
    """Whether the step named is the draft's first wrong one (by its text, else by its number)."""
    if report.outcome != "incorrect":
        return False
    steps = sentences(draft)
    true_step = report.step if report.step is not None else len(steps)
    said = (error_step or analysis or "").strip()
    by_number = _NUMBERED.fullmatch(said) if error_step else _NUMBERED.match(said)
    if by_number:
        return int(by_number[1]) == true_step
    if error_step:
        named = sentences(error_step)
        return bool(named) and _plain(named[0]) == _plain(steps[true_step - 1])
    return said.startswith((LAST, UNFINISHED)) and true_step == len(steps)


def reveals_answer(text: str, *, answer: str, options: tuple[str, ...] = ()) -> bool:
    """Whether the text holds the right answer: its letter, or the value as whole numbers."""
    said = re.sub(r"\bStep ?\d+", "Step", text)
    values = [answer]
    if options:
        values = [options[ord(answer) - ord("A")]]
        if re.search(rf"\b(?:option|choice|answer|is) \(?{answer}\b|\({answer}\)", said):
            return True
    if bare := _WITH_UNIT.fullmatch(values[0]):
        values.append(bare[1])  # the number alone gives it away, too
    return any(re.search(rf"(?<![\w-]){re.escape(value)}(?![\w^])", said) for value in values)


UNFINISHED = "The solution breaks off without an answer."
LAST = "The last sentence"
_NUMBERED = re.compile(r"Step ?(\d+)[:.]?")
_WITH_UNIT = re.compile(rf"(\S+) (?:{'|'.join(UNITS)})(?:\^[23])?")
_IN_GENERAL = {
    "vision": "it says something that the figure does not show.",
    "question": "it is not what the question asks for.",
    "knowledge": "it uses a wrong formula.",
    "calculation": "its result is wrong.",
    "reasoning": "it does not follow from the steps before it.",
}


def _said_of(problem: FigureProblem, text: str, error_type: str) -> str:
    """What is wrong with this sentence, quoting it and no right value."""
    shown = problem.scene.describe()
    match parse(text), error_type:
        case Read(facts), "vision":
            spoken = [f"{name} {value}" for name, value in facts]
            wrong = next((said for said in spoken if said not in shown), spoken[0])
            return f"the figure does not show {wrong}."
        case Ask(goal), "question":
            return f"the question does not ask for {goal}."
        case Recall(name), "knowledge":
            return f"this is not the formula of {name}."
        case Compute() as line, "calculation":
            return f"{line.left} {line.operation} {line.right} is not {line.value}."
        case Compute(name), "knowledge":
            return f"{name} is not found in this way."
        case Compute(name) | Note(name), _:
            return f"this value of {name} does not follow from the steps before it."
        case Choose(value, letter), _:
            return f"{value} is not what belongs to option {letter}."
        case Conclude(), _:
            return "the answer does not follow from the steps before it."
    return _IN_GENERAL[error_type]


def _place(step: int, steps: list[str]) -> str:
    last = step == len(steps) and steps[-1].startswith(CONCLUSION)
    return LAST if last else f"Step {step}"


def _plain(sentence: str) -> str:
    return " ".join(sentence.split()).rstrip(".")


def _solution(problem: FigureProblem, settings: TeacherSettings, rng: Random) -> str:
    """A right solution, or one with an error at the settings' rates."""
    error_type = settings.errors.draw(rng)
    if error_type is not None:
        return _faulty(problem, error_type, rng, carried=rng.random() >= settings.local_share)
    truth = truth_of(problem)
    rules = truth.plan.rules
    if truth.plan.others and rng.random() < settings.other_way:
        rules = rng.choice(truth.plan.others)
    options = problem.question.options
    givens = dict(problem.givens)
    return render(solution(problem.scene, givens, truth.plan, options=options, rules=rules))


def _faulty(problem: FigureProblem, error_type: ErrorType, rng: Random, *, carried: bool) -> str:
    """A wrong solution; of another type where this problem has no room for the one wished for."""
    for wanted in (error_type, "calculation", "reasoning"):
        planted = plant(problem, rng, wanted, carried=carried)
        if planted is not None:
            return planted.text
    return problem.question.solution_text
