"""The algorithm's verbs, foreseen: what is recorded is read, what is owed is counted.

As long as every row that a stage reads is recorded, its count is exact. After the first owed stage the
tables are outlooks, and so are the counts: bounds that hold whatever the judges will say.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from mathse.plan.ledger import Entry, Ledger
from mathse.plan.outlook import Outlook, Span, known, paths
from mathse.recipe import Draws, Leaf
from mathse.record import Owed, Recorded
from mathse.record.agreement import called_judge
from mathse.rows import Checkpoint
from mathse.stages import Verb
from mathse.tables import Table

UNKNOWN = Checkpoint(digest="", path="")  # a model that is not made yet
PERHAPS = Checkpoint(digest="", path="perhaps")  # ... or one that is, if nothing new is accepted


@dataclass(slots=True)
class Forecast:
    """Stands where evolve and make_orm expect their verbs; every table is an Outlook."""

    recorded: Recorded
    world: int  # |D|
    ledger: Ledger = field(default_factory=Ledger)
    asked: set[str] = field(default_factory=set)  # judges that were asked before

    # The verbs of Algorithm 1.

    def distil(self, problems: Outlook) -> Outlook:
        """The teacher's paths."""
        draws, do = self.recorded.recipe.teacher.distil, self.recorded
        return self.drawn(Entry("distil", do.cast.teacher, draws), draws, problems, do.distil)

    def solve_again(self, problems: Outlook) -> Outlook:
        """The teacher's paths, drawn anew."""
        draws, do = self.recorded.recipe.teacher.distil, self.recorded
        entry = Entry("solve_again", do.cast.teacher, draws)
        return self.drawn(entry, draws, problems, do.solve_again)

    def sample(self, model: Checkpoint, problems: Outlook) -> Outlook:
        """The student's paths."""
        do = self.recorded
        return self.student("sample", model, problems, do.recipe.sampling, do.sample)

    def resample(self, model: Checkpoint, problems: Outlook) -> Outlook:
        """The student's paths, drawn anew."""
        do = self.recorded
        return self.student("resample", model, problems, do.recipe.resample, do.resample)

    def judge(self, judged: Outlook) -> Outlook:
        """What the judge's keys, and the audit, say of the paths."""
        return self._judged(self.recorded.recipe.judge.keys, judged, self.recorded.judge)

    def right_answers(self, judged: Outlook) -> Outlook:
        """What the judge of `orm.accept`, and the audit, say of the paths."""
        return self._judged((self.recorded.recipe.orm.accept,), judged, self.recorded.right_answers)

    def _judged(
        self, keys: tuple[str, ...], judged: Outlook, ask: Callable[[Table], Table]
    ) -> Outlook:
        audit = self.recorded.recipe.judge.audit
        asked = (*keys, audit) if audit else keys
        if judged.table is not None and all(self.runs(key) for key in asked):
            try:
                table = ask(judged.table)
            except Owed:
                pass  # found again below, judge by judge
            else:
                units = len({ref.content for ref in judged.table})
                for key in asked:
                    called = f"judge.{key}"
                    self.asked.add(called)
                    entry = Entry("judge", self.recorded.cast.judges[key], called=called)
                    self.ledger.recorded(entry, units)
                return known(table, self.world)
        for key in asked:
            self.verdicts(key, judged)
        return judged.forgotten()

    def runs(self, key: str) -> bool:
        """Whether this judge could be asked now: what it runs is made."""
        orm = self.recorded.orm
        needs = self.recorded.cast.judges[key].plugin.needs_model
        return not needs or (orm is not None and bool(orm.digest))

    def keep(self, accepted: Outlook, per_problem: int) -> Outlook:
        """At most so many paths of each problem."""
        if accepted.table is not None:
            return known(self.recorded.keep(accepted.table, per_problem), self.world)
        return accepted.at_most(per_problem)

    def fine_tune(self, start: Checkpoint, d_sft: Outlook) -> Checkpoint:
        """M_i, as far as it is known."""
        if self.recorded.scope == "distilled" and self.recorded.recipe.imports.m0:
            return self.recorded.fine_tune(start, Table())
        trainer = self.recorded.cast.trainer
        return self.trained("fine_tune", trainer, start, d_sft, self.recorded.fine_tune)

    def reflect(self, drafts: Outlook) -> Outlook:
        """The teacher's repairs, and its own diagnoses where the recipe asks for them."""
        recorded, teacher = self.recorded, self.recorded.recipe.teacher
        entry = Entry("reflect", recorded.cast.teacher, teacher.reflect)
        if recorded.recipe.reflection.feedback.startswith("teacher"):
            diagnose = Entry("diagnose", recorded.cast.teacher, teacher.annotate)
            if not self.asked_of(diagnose, drafts, recorded.diagnoses):
                made = paths(drafts, teacher.reflect.n)
                self.ledger.foreseen(entry, made.refs)
                return made
        return self.drawn(entry, teacher.reflect, drafts, recorded.reflect)

    # What the ORM's making and the evaluation ask for, too.

    def base(self) -> Checkpoint:
        """M_base."""
        entry = Entry("base", self.recorded.cast.base)
        try:
            model = self.recorded.base()
        except Owed as owed:
            self.ledger.ends(entry, owed)
            return UNKNOWN
        self.ledger.recorded(entry, 1)
        return model

    def student(
        self,
        verb: Verb,
        model: Checkpoint,
        problems: Outlook,
        draws: Draws,
        ask: Callable[[Checkpoint, Table], Table],
    ) -> Outlook:
        """Paths of a model: owed where it is not made yet."""
        leaf = self.recorded.cast.student
        entry = Entry(verb, leaf, draws)
        if model.digest or not leaf.plugin.needs_model:
            return self.drawn(entry, draws, problems, lambda table: ask(model, table))
        made = paths(problems, draws.n)
        self.ledger.foreseen(
            entry, made.refs, Span(0, made.refs.high) if model == PERHAPS else None
        )
        return made

    def verdicts(
        self,
        key: str,
        judged: Outlook,
        *,
        with_reference: bool | None = None,
        of: Verb | None = None,
    ) -> bool:
        """Whether all verdicts of this judge on these paths are recorded."""
        leaf, orm = self.recorded.cast.judges[key], self.recorded.orm
        usual = self.recorded.recipe.judge.with_reference
        asked = called_judge(key, with_reference, usual=usual)
        entry = Entry(
            "judge", leaf, called=called_judge(key, with_reference, usual=usual, of=of or "")
        )
        first = asked not in self.asked
        self.asked.add(asked)
        if judged.table is None:
            # The same words of the same problem may have been judged before.
            units = Span(judged.problems_.low, judged.refs.high)
            self.ledger.foreseen(entry, units, Span(0, units.high))
            return False
        if leaf.plugin.needs_model and (orm is None or not orm.digest):
            most = len({ref.content for ref in judged.table})
            self.ledger.foreseen(entry, Span(most, most), Span(most if first else 0, most))
            return False
        try:
            found = self.recorded.verdicts(key, judged.table, with_reference=with_reference, of=of)
        except Owed as owed:
            self.ledger.ends(entry, owed)
            return False
        self.ledger.recorded(entry, len(found))
        return True

    def drawn(
        self,
        entry: Entry,
        draws: Draws,
        about: Outlook,
        ask: Callable[[Table], Table],
    ) -> Outlook:
        """`draws.n` paths of each problem or draft."""
        made = paths(about, draws.n)
        if about.table is None:
            self.ledger.foreseen(entry, made.refs)
            return made
        try:
            table = ask(about.table)
        except Owed as owed:
            self.ledger.ends(entry, owed)
            return made
        self.ledger.recorded(entry, len(table))
        return known(table, self.world)

    def asked_of(self, entry: Entry, about: Outlook, ask: Callable[[Table], object]) -> bool:
        """Whether a row for each path is recorded."""
        if about.table is None:
            self.ledger.foreseen(entry, about.refs, Span(0, about.refs.high))
            return False
        try:
            ask(about.table)
        except Owed as owed:
            self.ledger.ends(entry, owed)
            return False
        self.ledger.recorded(entry, len({ref.content for ref in about.table}))
        return True

    def trained(
        self,
        verb: Verb,
        trainer: Leaf,
        start: Checkpoint,
        table: Outlook,
        ask: Callable[[Checkpoint, Table], Checkpoint],
    ) -> Checkpoint:
        entry = Entry(verb, trainer, rows=table.refs)
        if table.refs.high == 0:
            return start
        if table.table is None or not start.digest:
            # Where nothing new is accepted, the training of the stage before is this one too.
            self.ledger.foreseen(entry, Span(min(1, table.refs.low), 1), Span(0, 1))
            return PERHAPS
        try:
            model = ask(start, table.table)
        except Owed as owed:
            self.ledger.ends(entry, owed)
            return UNKNOWN
        self.ledger.recorded(entry, 1)
        return model


def as_table(outlook: Outlook) -> Table:
    """For evolve and make_orm, which are written for tables and use nothing else of them."""
    return cast(Table, outlook)
