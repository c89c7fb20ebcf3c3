"""The verbs that the making of an ORM asks for, over the same recording."""

from collections.abc import Iterator

from mathse.errors import RecipeError
from mathse.leaks import told
from mathse.orm import OrmOptions
from mathse.record.agreement import outcome
from mathse.record.recorded import Recorded
from mathse.rows import Checkpoint, digest
from mathse.stages import Unit, critique_spec, feedback_of
from mathse.store.read import batches
from mathse.tables import Ref, Table


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
        """The paths with what the teacher says of each; `verdict` is its annotation.

        Those whose annotation reveals the answer are left out.
        """
        recorded = self.recorded
        draws = recorded.recipe.teacher.annotate
        spec = recorded.spec("annotate", recorded.cast.teacher, draws=draws)
        said = recorded.by_content(spec, paths)
        found = paths.judged(
            m and (m.row, outcome(m.status)) for m in (said.get(ref.content) for ref in paths)
        )
        return Table(self._without_leaks(found))

    def _without_leaks(self, annotated: Table) -> Iterator[Ref]:
        """An ORM trained on diagnoses that tell the answer would learn to tell it."""
        reader = self.recorded.reader
        for refs in batches(annotated, 200):
            problems = reader.problems([ref.problem for ref in refs])
            paths = reader.paths([ref.row for ref in refs])
            notes = reader.paths([ref.verdict for ref in refs])
            for ref, problem, path, note in zip(refs, problems, paths, notes, strict=True):
                feedback = feedback_of(note)
                if told(feedback, problem, path.text) == feedback:
                    yield ref

    def critiques(self, judged: Table, right_answers: Table, o: OrmOptions) -> Table:
        """One training row for the ORM a path; `ref.verdict` is the row that knows its steps."""
        recorded, right = self.recorded, {ref.content for ref in right_answers}
        spec = critique_spec(recorded.recipe.seed, o)
        said = recorded.reader.contents(ref.verdict for ref in judged)
        units = [
            Unit(
                digest(ref.content, said[ref.verdict], str(ref.outcome), str(ref.content in right)),
                ref.problem,
                parent=ref.row,
                feedback=ref.verdict,
                right_answer=ref.content in right,
            )
            for ref in judged
        ]
        return recorded.paths(recorded.members(spec, units))

    def fine_tune_orm(self, start: Checkpoint, rows: Table) -> Checkpoint:
        """The ORM. Raises RecipeError where no path was right, or none wrong."""
        recorded = self.recorded
        if not len(rows):
            raise RecipeError(
                "the ORM has nothing to learn from: it needs right and wrong paths of the warm student, "
                "and there are none of one kind (more of [orm] sampling.n, a larger orm.options.warm?)"
            )
        return recorded.trained("fine_tune_orm", recorded.cast.orm_trainer, start, rows)
