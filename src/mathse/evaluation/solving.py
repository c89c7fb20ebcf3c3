"""Solves a problem that has no reference: a student draws paths, an ORM weighs them, one is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mathse.errors import UserError
from mathse.evaluation.choosing import Choice, choose, unanswered, voices
from mathse.orm import OrmOptions, critique
from mathse.recipe import Draws
from mathse.roles import Failed, Judge, JudgeRequest, Policy, Request
from mathse.rows import Image, Problem, Rollout, Solve, Verdict, digest, problem_id
from mathse.store.files import file_digest
from mathse.worker.boundary import Boundary


def within(leaf: str) -> Boundary:
    """Around what a leaf does for this answer: what it raises is one line, as in a run."""
    return Boundary("solve", leaf, less="a smaller --n or --max-tokens needs less")


@dataclass(frozen=True, slots=True)
class Solver:
    """Who writes, and who is asked what it is worth."""

    policy: Policy
    orm: Judge | None = None
    options: OrmOptions = field(default_factory=OrmOptions)  # how that was made, and so is asked
    policy_name: str = "policy"  # in what is said of a failure
    orm_name: str = "ORM"

    def solve(self, problem: Problem, wanted: Draws, *, seed: int) -> Choice:
        """Raises UserError where the model could not be asked."""
        asked = unanswered(problem)
        paths = self._paths(asked, wanted, seed)
        verdicts = self._verdicts(asked, paths, seed) if self.orm is not None else None
        return choose(asked, voices(asked, paths, verdicts))

    def _paths(self, problem: Problem, wanted: Draws, seed: int) -> list[Rollout]:
        sampling = wanted.sampling()
        requests = (
            Request(at, Solve(problem), _seed("path", seed, at), sampling) for at in range(wanted.n)
        )
        found: dict[int, Rollout] = {}
        with within(self.policy_name):
            for answer in self.policy.write(requests):
                if isinstance(answer.result, Failed):
                    raise UserError(f"the model could not be asked: {answer.result.message}")
                found[answer.index] = answer.result
        return [found[at] for at in range(wanted.n)]

    def _verdicts(self, problem: Problem, paths: Sequence[Rollout], seed: int) -> list[Verdict]:
        assert self.orm is not None
        form = dict(self.options.form())
        tasks = (critique(problem, path.text, with_reference=False, form=form) for path in paths)
        requests = (
            JudgeRequest(at, task, _seed("verdict", seed, at)) for at, task in enumerate(tasks)
        )
        found: dict[int, Verdict] = {}
        with within(self.orm_name):
            for judged in self.orm.judge(requests):
                if isinstance(judged.result, Failed):
                    raise UserError(f"the ORM could not be asked: {judged.result.message}")
                found[judged.index] = judged.result
        return [found[at] for at in range(len(paths))]


def _seed(what: str, seed: int, at: int) -> int:
    return int.from_bytes(digest(what, seed, at)[:8], "little") >> 1


def draws(n: int, temperature: float, max_tokens: int) -> Draws:
    """How paths are drawn; greedy ones are all alike, so one is enough."""
    return Draws(n=n if temperature > 0 else 1, temperature=temperature, max_tokens=max_tokens)


def problem_of(image: Path, question: str, options: tuple[str, ...]) -> Problem:
    """A problem that a person brings along."""
    picture = Image(file_digest(image), image)
    return Problem(
        id=problem_id(question=question, options=options, gold="", image_digests=[picture.digest]),
        question=question,
        options=options,
        gold="",
        images=(picture,),
        group=picture.digest,
        source="person",
        source_id=str(image),
        solution=None,
    )
