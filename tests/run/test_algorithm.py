"""Laws of Algorithm 1, whatever the models and the judge do."""

from pathlib import Path
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.run.helpers import fake

from mathse.algorithm import Options, Stage, evolve
from mathse.rows import Checkpoint, Outcome, digest
from mathse.tables import Ref, Table

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


class Chance:
    """Verbs that write and judge by chance, and remember what they were asked."""

    def __init__(self, seed: int, paths: int) -> None:
        self.seed, self.paths, self.calls = seed, paths, 0
        self.asked: list[frozenset[bytes]] = []
        self.reflected: list[Table] = []

    def distil(self, problems: Table) -> Table:
        return self._write(problems)

    def sample(self, model: Checkpoint, problems: Table) -> Table:
        self.asked.append(problems.problem_ids())
        return self._write(problems)

    def resample(self, model: Checkpoint, problems: Table) -> Table:
        return self._write(problems)

    def solve_again(self, problems: Table) -> Table:
        return self._write(problems)

    def reflect(self, drafts: Table) -> Table:
        self.reflected.append(drafts)
        return self._write(drafts)

    def judge(self, paths: Table) -> Table:
        return Table(ref._replace(outcome=self._outcome(ref)) for ref in paths)

    def right_answers(self, paths: Table) -> Table:
        return self.judge(paths)

    def keep(self, accepted: Table, per_problem: int) -> Table:
        if per_problem == 0:
            return accepted
        seen: dict[bytes, int] = {}
        kept = []
        for ref in accepted:
            seen[ref.problem] = seen.get(ref.problem, 0) + 1
            if seen[ref.problem] <= per_problem:
                kept.append(ref)
        return Table(kept)

    def fine_tune(self, start: Checkpoint, d_sft: Table) -> Checkpoint:
        return Checkpoint(digest(start.digest, d_sft.digest()).hex(), "")

    def _write(self, asked: Table) -> Table:
        self.calls += 1
        return Table(
            Ref(
                ref.problem,
                row=i * self.paths + k + 1,
                content=digest(self.seed, self.calls, ref.problem, i, k),
            )
            for i, ref in enumerate(asked)
            for k in range(self.paths)
        )

    def _outcome(self, ref: Ref) -> Outcome:
        return OUTCOMES[digest("outcome", self.seed, ref.content)[0] % len(OUTCOMES)]


options = st.builds(
    Options,
    fine_tune_from=st.sampled_from(["base", "previous"]),
    reflect=st.sampled_from(["final", "each_round", "never"]),
    repair=st.sampled_from(["reflect", "resample", "solve_again"]),
    reflect_on=st.sampled_from(["unsolved_latest", "every_draft"]),
    data=st.sampled_from(["self", "teacher"]),
    judge_distilled=st.sampled_from(["judge", "answer", "none"]),
    problems_per_round=st.integers(0, 8),
    keep_per_problem=st.integers(0, 2),
)
cases = st.fixed_dictionaries(
    {
        "problems": st.integers(1, 25),
        "seeds": st.integers(0, 25),
        "rounds": st.integers(0, 4),
        "paths": st.integers(1, 3),
        "chance": st.integers(0, 10_000),
    }
)


def evolved(case: dict[str, int], o: Options) -> tuple[Table, Chance, list[Stage]]:
    """D, the verbs and every stage of one drawn case."""
    D = Table(Ref(digest("problem", i)) for i in range(case["problems"]))
    do = Chance(case["chance"], case["paths"])
    seed = Table(D.refs[: case["seeds"]])
    walk = evolve(D, seed, M_base=Checkpoint("base", ""), K=case["rounds"], do=do, o=o)
    return D, do, list(walk)


@given(cases, options)
def test_every_problem_is_solved_or_remains(case: dict[str, int], o: Options) -> None:
    D, _, stages = evolved(case, o)
    for stage in stages:
        solved, remain = stage.d_sft.problem_ids(), stage.d_remain.problem_ids()
        assert len(solved) + len(stage.d_remain) == len(D)
        assert solved | remain == D.problem_ids()


@given(cases, options)
def test_d_sft_only_grows_and_holds_nothing_refused(case: dict[str, int], o: Options) -> None:
    _, _, stages = evolved(case, o)
    before: frozenset[bytes] = frozenset()
    for stage in stages:
        now = frozenset(ref.content for ref in stage.d_sft)
        assert before <= now
        before = now
        refused = {ref.outcome for ref in stage.d_sft} - {"correct"}
        assert refused <= ({None} if o.judge_distilled == "none" else set())
        assert {ref.outcome for ref in stage.r_incorrect} <= {"incorrect"}


@given(cases, options)
def test_only_what_remains_is_asked_and_reflected_on(case: dict[str, int], o: Options) -> None:
    _, do, stages = evolved(case, o)
    by_name = {stage.name: stage for stage in stages}
    before = [by_name["distilled"], *(by_name[f"round_{i}"] for i in range(1, case["rounds"]))]
    for asked, stage in zip(do.asked, before, strict=False):
        assert asked <= stage.d_remain.problem_ids()
        assert len(asked) <= (o.problems_per_round or len(asked))
    if o.reflect == "final":
        for drafts in do.reflected:
            assert drafts.problem_ids() <= stages[-2].d_remain.problem_ids()
            if o.reflect_on == "unsolved_latest":
                assert len(drafts) == len(drafts.problem_ids())


@settings(max_examples=5)
@given(
    problems=st.integers(3, 30),
    batch=st.integers(1, 40),
    per_round=st.integers(0, 9),
    seed=st.integers(0, 99),
)
def test_the_same_holds_of_what_is_recorded(
    tmp_path_factory: object, problems: int, batch: int, per_round: int, seed: int
) -> None:
    from mathse.drive import open_run

    folder = Path(str(tmp_path_factory.mktemp("law"))) / "run"  # type: ignore[attr-defined]
    fake(
        folder,
        f"problems.n={problems}",
        f"run.batch={batch}",
        f"options.problems_per_round={per_round}",
        f"seed={seed}",
        "evaluation.stages=['base']",
    )
    with open_run(folder) as recording:
        for stage in recording.replay():
            both = len(stage.d_sft.problem_ids()) + len(stage.d_remain)
            assert both == len(recording.loaded.d)
