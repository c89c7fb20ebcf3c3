"""How the Outcome Reward Model is made (paper: "ORM training"), on one screen, without a circle.

The paper trains its ORM on paths of a student, annotated by the teacher, and trains the student with
that ORM. Which student wrote the ORM's paths? Here a *warm* one, of which nothing else is used:
M_base fine-tuned on teacher paths whose answers are right, over a part of the seed. Its paths for the ORM are
of problems that it never saw (other questions about their pictures it may have); with `solutions` the teacher's paths of those that it
did see join the right rows. The ORM's card (evaluation/) is measured on `dev` problems, of other groups.

A path is CORRECT only when its answer and every step are: so the teacher annotates paths with a
right answer too, and a right answer reached by a faulty step is a wrong path.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from mathse.bounds import Limit, Multiple, Share
from mathse.rows import Checkpoint, Critique, Json, Problem
from mathse.tables import Table


@dataclass(frozen=True, slots=True)
class OrmOptions:
    """What is open; the paper: 60K rows, half of them correct paths, half wrong and annotated."""

    start: Literal["base", "warm"] = "base"  # [choice] what it is fine-tuned from
    warm: Share = 0.5  # [choice] share of the seed that the warm student learns from
    problems: Limit = 0  # [choice] at most so many problems are solved for the ORM's rows; 0: all
    annotate: Literal["all", "wrong"] = "all"  # the paper annotates wrong paths only
    solutions: bool = (
        False  # [choice] the teacher's own paths of the warm share join the right ones
    )
    wrong_per_right: Multiple = 1.0  # rows of wrong paths, at most, to one of a right path
    rows: Limit = 0  # at most so many training rows; 0: all of these shares (the paper: 60,000)
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
    def critiques(self, judged: Table, right_answers: Table, o: OrmOptions) -> Table: ...
    def fine_tune_orm(self, start: Checkpoint, rows: Table) -> Checkpoint: ...


def warm_part(seed: Table, o: OrmOptions) -> Table:
    """The problems that the warm student learns from."""
    return seed.draw(max(1, round(o.warm * len(seed))), key="warm")


def make_orm(
    D: Table, seed: Table, *, M_base: Checkpoint, do: OrmVerbs, o: OrmOptions
) -> Checkpoint:
    """The ORM. `D` and `seed`, a part of it, are tables of problems."""
    warm = warm_part(seed, o)
    solutions = do.right_answers(do.distil(warm)).correct()
    M_warm = do.fine_tune(M_base, solutions)
    problems = D.without(warm).draw(o.problems, key="orm")
    R = do.right_answers(do.warm_sample(M_warm, problems))
    right, wrong = R.correct(), R.incorrect()
    annotated_wrong = do.annotate(wrong)
    annotated_right = do.annotate(right) if o.annotate == "all" else right
    # Unions, since the same words twice are one path.
    good = annotated_right.correct() | (solutions if o.solutions else Table())
    bad = annotated_wrong.incorrect() | annotated_right.incorrect()
    n_good, n_bad = shares(len(good), len(bad), o)
    rows = good.draw(n_good, key="good") | bad.draw(n_bad, key="bad") if n_good else Table()
    critiques = do.critiques(rows, right | solutions, o)
    return do.fine_tune_orm(M_warm if o.start == "warm" else M_base, critiques)


def shares(good: int, bad: int, o: OrmOptions) -> tuple[int, int]:
    """How many right and wrong paths, of so many good and bad ones: never more right than wrong."""
    most = int(o.rows / (1 + o.wrong_per_right)) if o.rows else good
    right = min(good, bad, most)
    return right, min(bad, int(o.wrong_per_right * right))
