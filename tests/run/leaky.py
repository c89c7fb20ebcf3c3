"""A teacher and a judge whose every second diagnosis tells the answer: "tests.run.leaky:TEACHER"."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from mathse.fakes import FakeSpeed, share
from mathse.judges.fake import FakeJudge, FakeJudgeSettings
from mathse.judges.parse import parse_verdict, verdict_json
from mathse.policies.fake import FakeTeacher, FakeTeacherSettings
from mathse.roles import Answer, Context, Judge, Judged, JudgeRequest, Plugin, Policy, Request
from mathse.rows import Annotate, Feedback, Problem, Reflect, Rollout, Verdict


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the teacher notes what it was told."""

    note: str = ""


def leaks(problem: Problem) -> bool:
    return share("leaks", problem.id) < 0.5


def analysis(problem: Problem) -> str:
    return f"It should be {problem.gold}." if leaks(problem) else "It does not follow."


@dataclass(frozen=True, slots=True)
class Teacher:
    """The fake teacher, talkative."""

    inner: Policy
    note: Path

    def write(self, requests: Iterator[Request]) -> Iterator[Answer]:
        for request in requests:
            task = request.task
            if isinstance(task, Reflect):
                told = task.feedback.analysis if task.feedback else None
                with self.note.open("a") as file:
                    file.write(json.dumps([leaks(task.problem), task.problem.gold, told]) + "\n")
            (answer,) = self.inner.write(iter([request]))
            if isinstance(task, Annotate) and isinstance(answer.result, Rollout):
                said = parse_verdict(answer.result.text)
                if said.outcome == "incorrect":
                    feedback = Feedback(said.error_step, analysis(task.problem))
                    text = verdict_json(correct=False, feedback=feedback)
                    answer = replace(answer, result=replace(answer.result, text=text))
            yield answer


@dataclass(frozen=True, slots=True)
class TalkativeJudge:
    """The fake judge, talkative."""

    inner: Judge

    def judge(self, requests: Iterator[JudgeRequest]) -> Iterator[Judged]:
        for request in requests:
            (judged,) = self.inner.judge(iter([request]))
            verdict = judged.result
            if isinstance(verdict, Verdict) and verdict.outcome == "incorrect":
                verdict = replace(verdict, analysis=analysis(request.task.problem))
            yield replace(judged, result=verdict)


def _teacher(settings: Settings, speed: FakeSpeed, context: Context) -> Teacher:
    return Teacher(FakeTeacher(FakeTeacherSettings(), speed), Path(settings.note))


def _judge(settings: FakeJudgeSettings, speed: FakeSpeed, context: Context) -> TalkativeJudge:
    return TalkativeJudge(FakeJudge(settings, speed))


TEACHER = Plugin(settings=Settings, speed=FakeSpeed, build=_teacher, light=True)
JUDGE = Plugin(settings=FakeJudgeSettings, speed=FakeSpeed, build=_judge, light=True)
