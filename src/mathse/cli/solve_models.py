"""Which model answers `mathse solve`, and which ORM weighs it: of a run, or of folders."""

from dataclasses import replace
from pathlib import Path

from mathse.errors import StoreError, UserError
from mathse.evaluation.solving import Solver
from mathse.orm import OrmOptions
from mathse.recipe import Leaf, Use, leaf
from mathse.roles import Context


def of_folders(model: Path, orm: Path | None, *, prompts: str | None) -> Solver:
    """From model folders; the student and the ORM read the same set of prompts."""
    settings = {"prompts": prompts or "full"}
    student = leaf("policy", Use("transformers", settings), where="student")
    judge = leaf("judge", Use("orm", settings), where="orm")
    return _solver(student, model, judge, orm, OrmOptions())


def of_run(run_dir: Path, orm: Path | None, *, prompts: str | None) -> Solver:
    """From a run: its last model, and its ORM where it made one. Raises StoreError, UserError."""
    from mathse.drive import open_run, stages
    from mathse.record import Owed

    recording = open_run(run_dir)
    recorded = recording.recorded()
    last: Path | None = None
    try:
        for stage in stages(recorded, recording.loaded):
            last = Path(stage.model.path)
    except Owed:
        pass  # a run that is not done has a last model too
    if last is None:
        raise StoreError(f"the run {run_dir} has made no model yet")
    cast = recording.cast
    judges = [judge for judge in cast.judges.values() if judge.plugin.needs_model]
    options = OrmOptions()  # of a folder nobody knows how it was made: the plain form
    if orm is None and recorded.orm is not None:
        orm, options = Path(recorded.orm.path), recording.recipe.orm.options
    judge = judges[0] if judges else leaf("judge", Use("orm"), where="orm")
    return _solver(_with(cast.student, prompts), last, _with(judge, prompts), orm, options)


def _with(chosen: Leaf, prompts: str | None) -> Leaf:
    """The leaf with another set of prompts."""
    if prompts is None:
        return chosen
    return replace(chosen, settings=replace(chosen.settings, prompts=prompts))


def _solver(
    student: Leaf, model: Path, judge: Leaf, orm: Path | None, options: OrmOptions
) -> Solver:
    for folder in (model, orm):
        if folder is not None and not folder.is_dir():
            raise UserError(f"no model in {folder}")
    return Solver(
        policy=student.build(Context(model=model)),
        orm=judge.build(Context(model=orm)) if orm is not None else None,
        options=options,
    )
