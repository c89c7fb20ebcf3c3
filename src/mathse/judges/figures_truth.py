"""The figures' checker as a judge: the truth about a path, or that it cannot tell.

It judges the whole path, whatever the prompt would show, and is free of the teacher's error rates:
the measure of every other judge in this world. `unparsed` is its "cannot tell". The analysis is
worded as the teacher's is, and so never holds the right answer; the error's type is in the note.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mathse.figures.checker import check
from mathse.figures.teacher import UNFINISHED, TeacherSettings, annotate
from mathse.figures.world import from_meta
from mathse.judges.parse import verdict_json
from mathse.roles import Context, Failed, Judged, JudgeRequest, NoSettings, Plugin
from mathse.rows import Critique, Feedback, Verdict

NEVER_WRONG = TeacherSettings(annotate_error_rate=0)


@dataclass(frozen=True, slots=True)
class FiguresTruth:
    """Knows the truth from the problem's `meta`."""

    def judge(self, requests: Iterator[JudgeRequest]) -> Iterator[Judged]:
        """One verdict a request, in order."""
        for request in requests:
            yield Judged(request.index, verdict(request.task))


def verdict(task: Critique) -> Verdict | Failed:
    """What is true of this path."""
    problem = from_meta(task.problem.meta)
    if problem is None:
        return Failed("judge", "not a problem of the figures' world")
    report = check(problem, task.path)
    note = {
        "error_type": report.error_type,
        "answer_right": report.answer_right,
        "step": report.step,
        "why": report.why,
    }
    if report.outcome == "cannot_tell":
        return Verdict("unparsed", text="cannot tell", note=note)
    if report.outcome == "correct":
        said = verdict_json(correct=True, binary=task.binary)
        return Verdict("correct", text=said, note=note)
    if task.binary:
        return Verdict("incorrect", text=verdict_json(correct=False, binary=True), note=note)
    # The teacher's words name a last step where the checker names none: there the path broke off.
    words = annotate(problem, task.path, NEVER_WRONG, 0) if report.step else None
    feedback = Feedback(report.step_text, words.analysis if words else UNFINISHED)
    text = verdict_json(correct=False, feedback=feedback)
    return Verdict("incorrect", feedback.error_step, feedback.analysis, text=text, note=note)


def _build(settings: NoSettings, speed: NoSettings, context: Context) -> FiguresTruth:
    return FiguresTruth()


PLUGIN = Plugin(
    settings=NoSettings, speed=NoSettings, build=_build, light=True, version=3
)  # 2: line graphs say "way" alone; 3: cannot tell of other words, steps that are missing
