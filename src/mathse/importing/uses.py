"""What of an import the run will ask for. The rest is recorded too, and waits for another recipe.

A run asks the teacher for `teacher.distil.n` paths of each problem of its seed; with `options.data =
"teacher"` the rounds ask for more. It asks for annotations only where it makes an ORM of its own.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from mathse.leaks import told
from mathse.orm import warm_part
from mathse.recipe import Recipe
from mathse.record import Loaded, Recorded
from mathse.rows import Feedback, Problem, Split, digest
from mathse.stages import Spec, solve_units
from mathse.store import StageKey

MEASURED = "for problems of dev or test: models are measured on those, and learn nothing from them"


class Use(NamedTuple):
    """What becomes of a row."""

    sure: bool  # the run will read it
    why_not: str = ""  # empty: perhaps


USED, PERHAPS = Use(True), Use(False)


@dataclass(slots=True)
class Uses:
    """How many rows become what."""

    used: int = 0
    perhaps: int = 0
    unused: Counter[str] = field(default_factory=Counter)  # by the reason

    def count(self, use: Use) -> None:
        """One more row."""
        if use.why_not:
            self.unused[use.why_not] += 1
        elif use.sure:
            self.used += 1
        else:
            self.perhaps += 1


@dataclass(frozen=True, slots=True)
class Asking:
    """A run, as far as it says which rows it will ask for."""

    recipe: Recipe
    splits: dict[bytes, Split]  # by problem
    warm: frozenset[bytes]  # problems that only the ORM's warm student learns from
    past: bool  # whether line 1 is done: what failed there is asked for again on request only

    @staticmethod
    def of(recorded: Recorded, loaded: Loaded, spec: Spec) -> "Asking":
        """This run; `spec`: of its distilling."""
        recipe, reader = recorded.recipe, recorded.reader
        seed = loaded.splits["seed"]
        units = [unit.key for unit in solve_units(seed, recipe.teacher.distil.n)]
        stage = StageKey(reader.recipe(spec.key()) or 0, digest(*units))
        return Asking(
            recipe,
            {ref.problem: split for split, table in loaded.splits.items() for ref in table},
            warm_part(seed, recipe.orm.options).problem_ids(),
            past=reader.stage(stage) is not None,
        )

    def solution(self, problem: bytes, sample: int, *, known: bool) -> Use:
        """Of a teacher's path: the problem's path number `sample`, perhaps recorded before."""
        split, n = self.splits[problem], self.recipe.teacher.distil.n
        if split in ("dev", "test"):
            return Use(False, MEASURED)
        by_teacher = self.recipe.options.data == "teacher"
        if split == "seed" and sample < n:
            if self.past and not known:
                return Use(False, "for what the run is past: mathse run --retry-failed takes them")
            return USED
        if by_teacher and sample < n * (self.recipe.rounds + (split == "seed")):
            return PERHAPS
        if split == "remain" and not by_teacher:
            why = 'for problems of remain, which the student solves (options.data is "self")'
            return Use(False, why)
        return Use(False, f"further paths for their problems (teacher.distil.n is {n})")

    def annotation(self, problem: Problem, path: str, said: Feedback) -> Use:
        """Of what a teacher said of a path."""
        if self.recipe.imports.orm or not self.recipe.orm.train:
            return Use(False, "this run makes no ORM of its own (orm.train), and asks for none")
        if self.splits[problem.id] in ("dev", "test"):
            return Use(False, MEASURED)
        if problem.id in self.warm:
            return Use(
                False, "for problems that the ORM's warm student learns from (orm.options.warm)"
            )
        if (said.error_step or said.analysis) and told(said, problem, path) != said:
            return Use(False, "they tell the answer: no ORM is trained on those")
        return PERHAPS
