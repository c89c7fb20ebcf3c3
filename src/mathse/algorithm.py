"""Algorithm 1 of MathSE (arXiv 2511.06805), with its symbols and, at the right, its line numbers.

No I/O: `Verbs` says what is done, record.py does it and remembers it. Where the paper is silent or
contradicts itself the choice is an option below; docs/paper.md gives each one's reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from mathse.rows import Checkpoint
from mathse.tables import Table


@dataclass(frozen=True, slots=True)
class Options:
    """The open points of the paper; the first value of each is the default."""

    fine_tune_from: Literal["base", "previous"] = "base"
    reflect: Literal["final", "each_round", "never"] = "final"
    repair: Literal["reflect", "resample", "solve_again"] = "reflect"  # the others are controls
    reflect_on: Literal["unsolved_latest", "every_draft"] = "unsolved_latest"
    data: Literal["self", "teacher"] = "self"  # who writes R_gen (Table 4: the teacher)
    judge_distilled: Literal["judge", "answer", "none"] = "judge"  # Figure 3
    problems_per_round: int = 0  # 0: all of D_remain
    keep_per_problem: int = 0  # accepted paths kept for training, most diverse first; 0: all
    rows_per_round: tuple[int, ...] = ()  # at most so many of them a round, drawn; (): all

    def rows_of(self, i: int) -> int:  # that join D_SFT in round i, at most; 0: all
        return self.rows_per_round[i - 1] if i <= len(self.rows_per_round) else 0


@dataclass(frozen=True, slots=True)
class Stage:
    """A model to be evaluated, and the tables as they stand when it is made."""

    name: str  # base, distilled, round_1, ..., reflection (or resample, solve_again)
    model: Checkpoint
    d_sft: Table  # paths: what it was trained on
    d_remain: Table  # problems: what is not solved yet; with those of d_sft, all of D
    r_incorrect: Table  # paths: the drafts so far


class Verbs(Protocol):
    """What Algorithm 1 asks for. Every table is one of paths, unless it says problems."""

    def distil(self, problems: Table) -> Table: ...
    def sample(self, model: Checkpoint, problems: Table) -> Table: ...
    def judge(self, paths: Table) -> Table: ...
    def right_answers(self, paths: Table) -> Table: ...
    def keep(self, accepted: Table, per_problem: int) -> Table: ...
    def fine_tune(self, start: Checkpoint, d_sft: Table) -> Checkpoint: ...
    def reflect(self, drafts: Table) -> Table: ...
    def resample(self, model: Checkpoint, problems: Table) -> Table: ...
    def solve_again(self, problems: Table) -> Table: ...


def evolve(
    D: Table, seed: Table, *, M_base: Checkpoint, K: int, do: Verbs, o: Options
) -> Iterator[Stage]:
    """Yields each model as it is made. `D` and `seed`, a part of it, are tables of problems."""
    yield Stage("base", M_base, Table(), D, Table())
    R_teacher = do.distil(seed)
    judge = {"judge": do.judge, "answer": do.right_answers}.get(o.judge_distilled)
    D_SFT = do.keep(judge(R_teacher).correct() if judge else R_teacher, o.keep_per_problem)  # 1
    M = do.fine_tune(M_base, D_SFT)  # lines 2-3
    D_remain, R_incorrect = D.without(D_SFT), Table()  # lines 4-5
    yield Stage("distilled", M, D_SFT, D_remain, R_incorrect)
    for i in range(1, K + 1):  # line 6
        batch = D_remain.draw(o.problems_per_round, key=f"round {i}")
        R_gen = do.sample(M, batch) if o.data == "self" else do.distil(batch)  # line 7
        R = do.judge(R_gen)  # line 8
        R_incorrect |= R.incorrect()  # line 9
        D_remain = D_remain.without(R.correct())  # line 10
        kept = do.keep(R.correct(), o.keep_per_problem)
        D_SFT |= kept.draw(o.rows_of(i), key="rows")  # line 11
        if o.reflect == "each_round":  # Equation 2
            corrected = repaired(R_incorrect.of(batch), D_remain, M, do, o)
            D_SFT, D_remain = D_SFT | corrected, D_remain.without(corrected)
        M = do.fine_tune(M_base if o.fine_tune_from == "base" else M, D_SFT)  # line 12
        yield Stage(f"round_{i}", M, D_SFT, D_remain, R_incorrect)  # line 13
    if o.reflect == "final":
        corrected = repaired(R_incorrect, D_remain, M, do, o)  # lines 14-15
        D_SFT, D_remain = D_SFT | corrected, D_remain.without(corrected)  # line 16
        M = do.fine_tune(M_base if o.fine_tune_from == "base" else M, D_SFT)  # line 17
        name = "reflection" if o.repair == "reflect" else o.repair
        yield Stage(name, M, D_SFT, D_remain, R_incorrect)


def repaired(R_incorrect: Table, D_remain: Table, M: Checkpoint, do: Verbs, o: Options) -> Table:
    """Lines 14-16: what the teacher (or a control: plain sampling) puts right."""
    drafts = R_incorrect.of(D_remain)
    drafts = drafts.latest() if o.reflect_on == "unsolved_latest" else drafts
    if o.repair == "reflect":
        R = do.judge(do.reflect(drafts))
    elif o.repair == "resample":
        R = do.judge(do.resample(M, drafts.problems()))
    else:
        R = do.judge(do.solve_again(drafts.problems()))
    return do.keep(R.correct(), o.keep_per_problem)
