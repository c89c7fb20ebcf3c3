"""Recorded: the verbs of Algorithm 1 over a recording.

Each verb names its stage by content. A committed stage is read; of another, only the owed units are
done. Without a Doer nothing is done: the first owed stage raises Owed (`mathse plan`, `mathse show`).
"""

from collections import Counter
from collections.abc import Sequence

from mathse.errors import RecipeError
from mathse.recipe import Cast, Draws, Leaf, Recipe
from mathse.record import agreement
from mathse.record.agreement import OUTCOMES, Audited, Found, of_another
from mathse.record.doing import Doer
from mathse.record.examples import examples, training_input
from mathse.record.imports import imported
from mathse.record.keeping import kept
from mathse.record.owed import Owed
from mathse.roles import TaskKind
from mathse.rows import Checkpoint, Json, Outcome, digest
from mathse.stages import (
    Spec,
    Unit,
    Verb,
    path_units,
    reflect_units,
    solve_units,
)
from mathse.store import Member, Reader, StageKey
from mathse.tables import Ref, Table

KINDS: dict[Verb, TaskKind] = {
    "reflect": "reflect",
    "annotate": "annotate",
    "diagnose": "annotate",
}


class Recorded:
    """Implements algorithm.Verbs."""

    def __init__(
        self,
        recipe: Recipe,
        cast: Cast,
        reader: Reader,
        *,
        doer: Doer | None = None,
        retry_failed: bool = False,
    ) -> None:
        self.recipe, self.cast, self.reader, self.doer = recipe, cast, reader, doer
        self.retry_failed = retry_failed
        self.scope = "base"  # of stage names; whoever drives the algorithm moves it on
        self.orm: Checkpoint | None = None  # what judges that need a model run
        self.passed: Counter[str] = Counter()  # stages found recorded, by name
        self.audited: dict[bytes, Audited] = {}  # by content; empty without an audit
        self.judged: dict[str, Counter[Outcome | None]] = {}  # the loop's paths, by scope
        self._drawn: dict[bytes, dict[bytes, int]] = {}  # recipe key -> problem -> paths so far
        self._ids: dict[bytes, bytes] = {}  # one object for each problem id, however often read

    # The verbs of Algorithm 1.

    def distil(self, problems: Table) -> Table:
        """The teacher's paths."""
        return self.teacher("distil", problems, anew=True)

    def solve_again(self, problems: Table) -> Table:
        """The teacher's paths, drawn anew: the control of reflection without a draft."""
        return self.teacher("solve_again", problems, anew=True)

    def sample(self, model: Checkpoint, problems: Table) -> Table:
        """The student's paths."""
        return self.student("sample", model, problems, self.recipe.sampling, anew=True)

    def resample(self, model: Checkpoint, problems: Table) -> Table:
        """The student's paths, drawn anew: the control of reflection at equal effort."""
        return self.student("resample", model, problems, self.recipe.resample, anew=True)

    def judge(self, paths: Table) -> Table:
        """The paths with the outcome that the judge's keys agree on."""
        chosen = self.recipe.judge
        verdicts = {key: self.verdicts(key, paths) for key in chosen.keys}
        feedback = verdicts[chosen.diagnosing]
        judged = paths.judged(
            agreement.agreed(
                [verdicts[key].get(ref.content) for key in chosen.keys],
                feedback.get(ref.content),
                ref,
            )
            for ref in paths
        )
        return self._counted(judged, paths)

    def right_answers(self, paths: Table) -> Table:
        """The paths as the judge of `orm.accept` sees them, which reads the answer alone."""
        found = self.verdicts(self.recipe.orm.accept, paths)
        said = (agreement.alone(found.get(ref.content), ref) for ref in paths)
        return self._counted(paths.judged(said), paths)

    def keep(self, accepted: Table, per_problem: int) -> Table:
        """At most `per_problem` different paths of each problem, the most diverse first; 0: all."""
        return kept(accepted, per_problem, self.reader)

    def fine_tune(self, start: Checkpoint, d_sft: Table) -> Checkpoint:
        """M_i. With nothing to train on, the start itself; M_0 may be a model that a person brought."""
        if self.scope == "distilled" and self.recipe.imports.m0:
            return imported(self.reader, self.recipe.imports.m0)
        return self.trained("fine_tune", self.cast.trainer, start, d_sft)

    def reflect(self, drafts: Table) -> Table:
        """The teacher's repairs of these drafts, with the feedback that the recipe chooses."""
        teacher = self.recipe.teacher
        feedback = self._feedback(drafts)
        units = reflect_units(drafts, feedback, teacher.reflect.n)
        spec = self.spec("reflect", self.cast.teacher, draws=teacher.reflect)
        return self.paths(self.members(spec, units))

    def diagnoses(self, drafts: Table) -> dict[bytes, Member]:
        """The teacher's own diagnosis of each draft (Table 3), by the draft's content."""
        spec = self.spec("diagnose", self.cast.teacher, draws=self.recipe.teacher.annotate)
        return self.by_content(spec, drafts)

    # What the ORM's algorithm, evaluation and the study ask for beside them.

    def base(self) -> Checkpoint:
        """M_base."""
        spec = Spec("base", self.cast.base, self.recipe.seed, "base")
        return self._model(spec, digest(), Table(), seed=self.recipe.seed)

    def student(
        self,
        verb: Verb,
        model: Checkpoint,
        problems: Table,
        draws: Draws,
        *,
        anew: bool = False,
    ) -> Table:
        """Paths of this model under this verb; `anew`: other ones than this run drew before."""
        spec = self.spec(verb, self.cast.student, draws=draws, model=model)
        return self.solved(spec, problems, draws.n, anew=anew)

    def teacher(self, verb: Verb, problems: Table, *, anew: bool = False) -> Table:
        """The teacher's paths under this verb; `anew`: other ones than this run drew before."""
        draws = self.recipe.teacher.distil
        spec = self.spec(verb, self.cast.teacher, draws=draws)
        return self.solved(spec, problems, draws.n, anew=anew)

    def verdicts(
        self, key: str, paths: Table, *, with_reference: bool | None = None, of: Verb | None = None
    ) -> dict[bytes, Found]:
        """What the judge of this name says, by the path's content; None: as the recipe has it.

        `of`: the verb of paths that nobody trains on; it is in the stage's name.
        """
        judge, usual = self.cast.judges[key], self.recipe.judge.with_reference
        with_reference = usual if with_reference is None else with_reference
        called = agreement.called_judge(key, with_reference, usual=usual, of=of or "")
        params: tuple[tuple[str, Json], ...] = (("with_reference", with_reference),)
        if judge.plugin.needs_model:
            params += self.recipe.orm.options.form()  # asked as it was trained
        model = self._judge_model(judge)
        spec = Spec("judge", judge, self.recipe.seed, "critique", model=model, params=params)
        members = self.members(spec, path_units(paths), called=called)
        return {m.unit: Found(m.row, OUTCOMES[m.status]) for m in members}

    def trained(
        self, verb: Verb, trainer: Leaf, start: Checkpoint, table: Table, *, extra: int = 0
    ) -> Checkpoint:
        """A model fine-tuned on this table; `extra` makes it another training of the same."""
        if not len(table):
            if self.doer is not None:
                said = (
                    f"no row was accepted: {self.scope} is the model before it, and is not trained"
                )
                self.doer.warned(f"{self.scope}.{verb}", said)
            return start
        seed = self.recipe.seed + extra
        trains_on = self.recipe.reflection.trains_on
        spec = Spec(verb, trainer, seed, "train", model=start, params=(("trains_on", trains_on),))
        return self._model(spec, training_input(table, self.reader, trains_on), table, seed=seed)

    def members(self, spec: Spec, units: Sequence[Unit], *, called: str = "") -> list[Member]:
        """The rows of this stage: read where it is committed, done where it is owed."""
        name = f"{self.scope}.{called or spec.verb}"
        keys = [unit.key for unit in units]
        recipe = self._recipe(spec)
        key = StageKey(recipe or 0, digest(*keys))
        committed = self.reader.stage(key)
        if committed and not (self.retry_failed and committed[1]):
            self.passed[name] += 1
            if self.doer is not None:
                done = len(units) - committed[1]
                self.doer.passed(name, key, units=len(units), done=done)
            return list(self.reader.members(committed[0], name))
        owed = self.reader.owed(recipe, keys)
        if self.doer is None:
            raise Owed(name, spec, units, owed)
        return self.doer.units(name, spec, key, units=units, owed=owed)

    # Their parts.

    def _counted(self, judged: Table, paths: Table) -> Table:
        """The same, once its outcomes are counted and the audit is asked."""
        self.judged.setdefault(self.scope, Counter()).update(ref.outcome for ref in judged)
        audit = self.recipe.judge.audit
        truth = self.verdicts(audit, paths) if audit else {}
        for ref in judged:
            found = truth.get(ref.content)
            if found is not None and ref.outcome is not None:
                audited = Audited(ref.verdict, ref.outcome, found.row, found.outcome)
                self.audited[ref.content] = audited
        return judged

    def solved(self, spec: Spec, problems: Table, n: int, *, anew: bool = False) -> Table:
        """A model that a round left as it was still draws new paths in the next one."""
        drawn = self._drawn.setdefault(spec.key(), {}) if anew else {}
        units = solve_units(problems, n, drawn)
        if anew:
            drawn.update((ref.problem, drawn.get(ref.problem, 0) + n) for ref in problems)
        return self.paths(self.members(spec, units))

    def spec(
        self, verb: Verb, leaf: Leaf, *, draws: Draws, model: Checkpoint | None = None
    ) -> Spec:
        """How a policy's rows come about."""
        return Spec(
            verb,
            leaf,
            self.recipe.seed,
            KINDS.get(verb, "solve"),
            model=model if leaf.plugin.needs_model else None,
            draws=draws,
        )

    def _feedback(self, drafts: Table) -> dict[bytes, tuple[int, bytes]]:
        """Draft's content -> (row, content) of the diagnosis that comes with it."""
        kind = self.recipe.reflection.feedback
        if kind == "none":
            return {}
        if kind.startswith("teacher"):
            said = {content: (m.row, m.content) for content, m in self.diagnoses(drafts).items()}
        else:
            rows = self.reader.contents(ref.verdict for ref in drafts)
            said = {ref.content: (ref.verdict, rows[ref.verdict]) for ref in drafts}
        if not kind.endswith("other_problem"):
            return said
        pairs = zip(drafts.refs, (drafts.refs[i].content for i in of_another(drafts)), strict=True)
        return {ref.content: said[other] for ref, other in pairs if other in said}

    def by_content(self, spec: Spec, paths: Table) -> dict[bytes, Member]:
        """What a stage says of each path, by the path's content."""
        return {m.unit: m for m in self.members(spec, path_units(paths))}

    def paths(self, members: Sequence[Member]) -> Table:
        """These rows as a table."""
        ids = self._ids
        return Table(
            Ref(
                ids.setdefault(m.problem, m.problem),
                m.row,
                m.content,
                finished=m.status == "finished",
            )
            for m in members
        )

    def _judge_model(self, judge: Leaf) -> Checkpoint | None:
        if not judge.plugin.needs_model:
            return None
        if self.orm is None:
            raise RecipeError(f'the judge "{judge.name}" needs a trained ORM: see [orm]')
        return self.orm

    def _recipe(self, spec: Spec) -> int | None:
        key = spec.key()
        if self.doer is None:
            return self.reader.recipe(key)
        return self.doer.store.add_recipe(key, spec.verb, spec.described())

    def _model(self, spec: Spec, input_: bytes, table: Table, *, seed: int) -> Checkpoint:
        name = f"{self.scope}.{spec.verb}"
        recipe = self._recipe(spec)
        key = StageKey(recipe or 0, input_)
        found = self.reader.training(recipe, input_, name)
        if found:
            self.passed[name] += 1
            if self.doer is not None:
                self.doer.passed(name, key, units=1, done=1)
            return Checkpoint(found[0], str(self.reader.folder / found[1]))
        if self.doer is None:
            raise Owed(name, spec, [Unit(input_, b"")], [0])
        made = examples(table, self.reader, self.recipe.reflection.trains_on)
        own_seed = spec.unit_seed(digest(spec.key(), input_, seed))
        return self.doer.train(name, spec, key, table=table, examples=made, seed=own_seed)
