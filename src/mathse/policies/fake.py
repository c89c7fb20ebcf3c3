"""The fake student and the fake teacher: they write sums, right or wrong. See mathse.fakes.

The student is as skilled as its model file says, the teacher as its settings say.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from mathse.bounds import Share
from mathse.errors import RecipeError
from mathse.fakes import FakeSpeed, chance_of_success, first_fault, read_model, steps, write
from mathse.roles import Answer, Context, Failed, Plugin, Request
from mathse.rows import Annotate, Critique, Problem, Reflect, Rollout, Solve, Usage, canonical_json


@dataclass(frozen=True, slots=True)
class FakeStudentSettings:
    """What of the student is not in its model file."""

    cut_off: Share = 0.02  # share of sampled paths that do not end


@dataclass(frozen=True, slots=True)
class FakeTeacherSettings:
    """How good the teacher is at each of its tasks; probabilities."""

    accuracy: Share = 0.85  # of a solution
    annotation: Share = 0.9  # that it names the first wrong step
    helped: Share = 0.9  # of a reflection with the right diagnosis
    alone: Share = 0.7  # of a reflection with none
    misled: Share = 0.5  # of a reflection with a wrong diagnosis


@dataclass(frozen=True, slots=True)
class FakeStudent:
    """Solves what its skill reaches."""

    settings: FakeStudentSettings
    speed: FakeSpeed
    skill: float

    def write(self, requests: Iterator[Request]) -> Iterator[Answer]:
        """One path a request; the same seed gives the same path."""
        for request in requests:
            chance = random.Random(request.seed)
            problem = request.task.problem
            if self.speed.called("student", request.seed):
                yield Answer(request.index, Failed("policy", "the fake student was told to fail"))
                continue
            right = chance.random() < chance_of_success(self.skill, problem)
            text = write(problem, right=right, chance=chance)
            cut = request.sampling.temperature > 0 and chance.random() < self.settings.cut_off
            yield Answer(request.index, path(text[: len(text) // 2] if cut else text, cut=cut))


@dataclass(frozen=True, slots=True)
class FakeTeacher:
    """Solves, annotates and reflects, each at its set rate."""

    settings: FakeTeacherSettings
    speed: FakeSpeed

    def write(self, requests: Iterator[Request]) -> Iterator[Answer]:
        """One answer a request."""
        for request in requests:
            chance = random.Random(request.seed)
            if self.speed.called("teacher", request.seed):
                yield Answer(request.index, Failed("policy", "the fake teacher was told to fail"))
                continue
            match request.task:
                case Solve(problem):
                    right = chance.random() < self.settings.accuracy
                    text = write(problem, right=right, chance=chance)
                case Reflect(problem):
                    right = chance.random() < self._repairs(request.task)
                    text = write(problem, right=right, chance=chance)
                case Annotate(problem, draft) | Critique(problem, draft):
                    yield Answer(request.index, self._annotation(problem, draft, chance))
                    continue
            yield Answer(request.index, path(text))

    def _repairs(self, task: Reflect) -> float:
        if task.feedback is None or task.feedback.error_step is None:
            return self.settings.alone
        named = task.feedback.error_step == first_fault(task.problem, task.draft)
        return self.settings.helped if named else self.settings.misled

    def _annotation(self, problem: Problem, draft: str, chance: random.Random) -> Rollout:
        fault = first_fault(problem, draft)
        if fault is not None and chance.random() >= self.settings.annotation:
            fault = chance.choice(steps(problem))
        said = {
            "status": "CORRECT" if fault is None else "WRONG",
            "error_step": fault,
            "error_analysis": fault and f"{fault.partition(':')[0]} does not follow.",
        }
        usage = Usage(calls=1, tokens_in=90, tokens_out=20)
        return Rollout(canonical_json(said), "finished", usage)


def path(text: str, *, cut: bool = False) -> Rollout:
    """A path that counts four characters a token."""
    usage = Usage(calls=1, tokens_in=20, tokens_out=len(text) // 4)
    return Rollout(text, "cut_off" if cut else "finished", usage)


def _build_student(
    settings: FakeStudentSettings, speed: FakeSpeed, context: Context
) -> FakeStudent:
    if context.model is None:
        raise RecipeError('the policy "fake" is a student and needs a model; see "fake_teacher"')
    return FakeStudent(settings, speed, read_model(context.model)["skill"])


def _build_teacher(
    settings: FakeTeacherSettings, speed: FakeSpeed, context: Context
) -> FakeTeacher:
    return FakeTeacher(settings, speed)


PLUGIN = Plugin(
    settings=FakeStudentSettings,
    speed=FakeSpeed,
    build=_build_student,
    needs_model=True,
    spread=True,
    light=True,
)
TEACHER = Plugin(settings=FakeTeacherSettings, speed=FakeSpeed, build=_build_teacher, light=True)
