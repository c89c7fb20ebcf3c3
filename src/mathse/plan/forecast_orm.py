"""The verbs of the ORM's making, foreseen: see forecast.py."""

from collections.abc import Callable
from dataclasses import dataclass

from mathse.orm import OrmOptions
from mathse.plan.forecast import Forecast
from mathse.plan.ledger import Entry
from mathse.plan.outlook import Outlook, known
from mathse.record.for_orm import RecordedForOrm
from mathse.rows import Checkpoint
from mathse.tables import Table


@dataclass(frozen=True, slots=True)
class ForecastForOrm:
    """Stands where make_orm expects its verbs."""

    forecast: Forecast
    do: RecordedForOrm

    def distil(self, problems: Outlook) -> Outlook:
        """The teacher's paths: line 1 of the algorithm asks for the same ones."""
        draws, leaf = self.do.recorded.recipe.teacher.distil, self.do.recorded.cast.teacher
        return self.forecast.drawn(Entry("distil", leaf, draws), draws, problems, self.do.distil)

    def right_answers(self, judged: Outlook) -> Outlook:
        """The paths as the judge of `orm.accept` sees them."""
        said = self.forecast.verdicts(self.do.recorded.recipe.orm.accept, judged)
        if judged.table is not None and said:
            return known(self.do.right_answers(judged.table), self.forecast.world)
        return judged.forgotten()

    def fine_tune(self, start: Checkpoint, d_sft: Outlook) -> Checkpoint:
        """The warm student, as far as it is known."""
        return self.forecast.fine_tune(start, d_sft)

    def warm_sample(self, model: Checkpoint, problems: Outlook) -> Outlook:
        """The warm student's paths."""
        draws = self.do.recorded.recipe.orm.sampling
        return self.forecast.student("sample", model, problems, draws, self.do.warm_sample)

    def annotate(self, annotated: Outlook) -> Outlook:
        """The teacher's annotations."""
        draws = self.do.recorded.recipe.teacher.annotate
        entry = Entry("annotate", self.do.recorded.cast.teacher, draws)
        return self._about(entry, annotated, self.do.annotate)

    def critiques(self, judged: Outlook | Table, right_answers: Outlook, o: OrmOptions) -> Outlook:
        """The ORM's training rows: they follow from recorded ones. No paths at all are a bare Table."""
        right, world = right_answers.table, self.forecast.world
        seen = known(judged, world) if isinstance(judged, Table) else judged
        about = seen if right is not None else seen.forgotten()
        entry = Entry("critique", None)
        return self._about(entry, about, lambda t: self.do.critiques(t, right or Table(), o))

    def fine_tune_orm(self, start: Checkpoint, rows: Outlook) -> Checkpoint:
        """The ORM, as far as it is known. Raises RecipeError where it has nothing to learn from."""
        if rows.refs.high == 0:
            return self.do.fine_tune_orm(start, Table())
        trainer = self.do.recorded.cast.orm_trainer
        return self.forecast.trained("fine_tune_orm", trainer, start, rows, self.do.fine_tune_orm)

    def _about(self, entry: Entry, about: Outlook, ask: Callable[[Table], Table]) -> Outlook:
        """One row for each path; the paths themselves, with what it says of them."""
        said: list[Table] = []
        if self.forecast.asked_of(entry, about, lambda table: said.append(ask(table))):
            return known(said[0], self.forecast.world)
        return about.forgotten()
