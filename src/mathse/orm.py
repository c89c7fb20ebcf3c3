"""How the Outcome Reward Model is made (paper: "ORM training"), on one screen, without a circle.

The paper trains its ORM on paths of a student, annotated by the teacher, and trains the student with
that ORM. Which student wrote the ORM's paths? Here a *warm* one, of which nothing else is used:
M_base fine-tuned on teacher paths whose answers are right, over a part of the seed. The ORM's rows are
of problems that the warm student never saw; its card (evaluation/) is measured on `dev` problems.

A path is CORRECT only when its answer and every step are: so the teacher annotates paths with a
right answer too, and a right answer reached by a faulty step is a wrong path.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from mathse.bounds import Limit, Share
from mathse.rows import Checkpoint, Critique, Json, Problem
from mathse.tables import Table


@dataclass(frozen=True, slots=True)
class OrmOptions:
    """What is open; the paper: 60K rows, half of them correct paths, half wrong and annotated."""

    warm: Share = 0.5  # [choice] share of the seed that the warm student learns from
    problems: Limit = 0  # [choice] at most so many problems are solved for the ORM's rows; 0: all
    annotate: Literal["all", "wrong"] = "all"  # the paper annotates wrong paths only
    rows: Limit = 0  # at most so many training rows; 0: all that balance (the paper: 60,000)
    without_reference: Share = 0.5  # [choice] share of rows that leave the reference answer out
    binary: bool = False  # the status only (Table 5)
    steps: bool = False  # [choice] a verdict behind each step, up to the first wrong one

    def form(self) -> tuple[tuple[str, Json], ...]:
        """How a judge made with these options is asked, beside the plain form."""
        if self.binary:
            return (("binary", True),)
        return (("by_steps", True),) if self.steps else ()


def critique(
    problem: Problem, path: str, *, with_reference: bool, form: Mapping[str, Json]
) -> Critique:
    """What a judge is asked about this path; `form` as in OrmOptions, other keys mean nothing."""
    binary, by_steps = bool(form.get("binary")), bool(form.get("by_steps"))
    return Critique(problem, path, with_reference, binary=binary, by_steps=by_steps)


class OrmVerbs(Protocol):
    """What is asked for. Tables are of paths, except `problems`, and the rows that `critiques` makes."""

    def distil(self, problems: Table) -> Table: ...
    def right_answers(self, paths: Table) -> Table: ...
    def fine_tune(self, start: Checkpoint, d_sft: Table) -> Checkpoint: ...
    def warm_sample(self, model: Checkpoint, problems: Table) -> Table: ...
    def annotate(self, paths: Table) -> Table: ...
    def critiques(self, judged: Table, o: OrmOptions) -> Table: ...
    def fine_tune_orm(self, start: Checkpoint, rows: Table) -> Checkpoint: ...


def make_orm(
    D: Table, seed: Table, *, M_base: Checkpoint, do: OrmVerbs, o: OrmOptions
) -> Checkpoint:
    """The ORM. `D` and `seed`, a part of it, are tables of problems."""
    warm = seed.draw(max(1, round(o.warm * len(seed))), key="warm")
    M_warm = do.fine_tune(M_base, do.right_answers(do.distil(warm)).correct())
    problems = D.without(warm).draw(o.problems, key="orm")
    R = do.right_answers(do.warm_sample(M_warm, problems))
    right, wrong = R.correct(), R.incorrect()
    annotated_wrong = do.annotate(wrong)
    annotated_right = do.annotate(right) if o.annotate == "all" else right
    good = annotated_right.correct() | Table()  # a union: the same words twice are one path
    bad = annotated_wrong.incorrect() | annotated_right.incorrect()
    half = min(len(good), len(bad), o.rows // 2 or len(D) * len(R))
    balanced = good.draw(half, key="good") | bad.draw(half, key="bad")
    return do.fine_tune_orm(M_base, do.critiques(balanced, o))
