"""The verbs that the making of an ORM asks for, over the same recording."""

from mathse.orm import OrmOptions
from mathse.record.agreement import outcome
from mathse.record.recorded import Recorded
from mathse.rows import Checkpoint, digest
from mathse.stages import Unit, critique_spec
from mathse.tables import Table


class RecordedForOrm:
    """Implements orm.OrmVerbs."""

    def __init__(self, recorded: Recorded) -> None:
        self.recorded = recorded

    def distil(self, problems: Table) -> Table:
        """The teacher's paths; line 1 of the algorithm finds them recorded."""
        return self.recorded.teacher("distil", problems)

    def right_answers(self, paths: Table) -> Table:
        """The paths as the judge of `orm.accept` sees them."""
        found = self.recorded.verdicts(self.recorded.recipe.orm.accept, paths)
        return paths.judged(found.get(ref.content) for ref in paths)

    def fine_tune(self, start: Checkpoint, d_sft: Table) -> Checkpoint:
        """The warm student."""
        return self.recorded.fine_tune(start, d_sft)

    def warm_sample(self, model: Checkpoint, problems: Table) -> Table:
        """The warm student's paths."""
        draws = self.recorded.recipe.orm.sampling
        return self.recorded.student("sample", model, problems, draws)

    def annotate(self, paths: Table) -> Table:
        """The paths with what the teacher says of each; `verdict` is its annotation."""
        recorded = self.recorded
        draws = recorded.recipe.teacher.annotate
        spec = recorded.spec("annotate", recorded.cast.teacher, draws=draws)
        said = recorded.by_content(spec, paths)
        found = (said.get(ref.content) for ref in paths)
        return paths.judged(m and (m.row, outcome(m.status)) for m in found)

    def critiques(self, judged: Table, o: OrmOptions) -> Table:
        """One training row for the ORM a path; `ref.verdict` is the row that knows."""
        recorded = self.recorded
        spec = critique_spec(recorded.recipe.seed, o)
        rows = recorded.reader.paths([ref.verdict for ref in judged])
        said = {row.id: row.content for row in rows}
        units = [
            Unit(
                digest(ref.content, said[ref.verdict], str(ref.outcome)),
                ref.problem,
                parent=ref.row,
                feedback=ref.verdict,
            )
            for ref in judged
        ]
        return recorded.paths(recorded.members(spec, units))

    def fine_tune_orm(self, start: Checkpoint, rows: Table) -> Checkpoint:
        """The ORM."""
        recorded = self.recorded
        return recorded.trained("fine_tune_orm", recorded.cast.orm_trainer, start, rows)
