"""Which model answers `mathse solve`, and which ORM weighs it: of a run, or of folders."""

from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path

from mathse.errors import RecipeError, StoreError, UserError
from mathse.evaluation.solving import Solver, within
from mathse.orm import OrmOptions
from mathse.recipe import Cast, Leaf, Recipe, Use, leaf
from mathse.roles import Context


def of_folders(model: Path, orm: Path | None, *, prompts: str | None) -> Solver:
    """From model folders; those of a run are asked as that run asks them."""
    ours, its = _recipe_of(model), _recipe_of(orm) if orm is not None else None
    student = ours[1].student if ours else leaf("policy", Use("transformers"), where="student")
    judging = its or ours
    judge = _judging(judging[1] if judging else None)
    options = its[0].orm.options if its else OrmOptions()
    return _solver(_with(student, prompts), model, _with(judge, prompts), orm, options)


def of_run(run_dir: Path, orm: Path | None, *, prompts: str | None) -> Solver:
    """From a run: its last model, and its ORM where it made one. Raises StoreError, UserError."""
    from mathse.drive import open_run, stages
    from mathse.record import Owed

    last: Path | None = None
    with (
        open_run(run_dir) as recording,
        suppress(Owed),
    ):  # one that is not done has a last model too
        recorded = recording.recorded()
        for stage in stages(recorded, recording.loaded):
            last = Path(stage.model.path)
    if last is None:
        raise StoreError(f"the run {run_dir} has made no model yet")
    cast = recording.cast
    its = _recipe_of(orm) if orm is not None else None
    options = its[0].orm.options if its else OrmOptions()  # of another folder nobody knows them
    if orm is None and recorded.orm is not None:
        orm, options = Path(recorded.orm.path), recording.recipe.orm.options
    judge = _judging(cast)
    return _solver(_with(cast.student, prompts), last, _with(judge, prompts), orm, options)


def _recipe_of(model: Path) -> tuple[Recipe, Cast] | None:
    """Of the run that a folder RUN/store/models/DIGEST is of; None for any other folder."""
    from mathse.drive import RECIPE
    from mathse.recipe_file import load_saved

    above = model.resolve().parents
    if [folder.name for folder in above[:2]] != ["models", "store"]:
        return None
    path = above[2] / RECIPE
    return load_saved(path) if path.is_file() else None


def _judging(cast: Cast | None) -> Leaf:
    """The judge of this cast that a model is behind; else the ORM as it is by default."""
    judges = cast.judges.values() if cast else ()
    chosen = [judge for judge in judges if judge.plugin.needs_model]
    return chosen[0] if chosen else leaf("judge", Use("orm"), where="orm")


def _with(chosen: Leaf, prompts: str | None) -> Leaf:
    """The leaf with another set of prompts."""
    if prompts is None:
        return chosen
    if "prompts" not in {field.name for field in fields(chosen.settings)}:
        raise RecipeError(f'--prompts: the {chosen.role} "{chosen.name}" reads none')
    return replace(chosen, settings=replace(chosen.settings, prompts=prompts))


def _solver(
    student: Leaf, model: Path, judge: Leaf, orm: Path | None, options: OrmOptions
) -> Solver:
    for folder in (model, orm):
        if folder is not None and not folder.is_dir():
            raise UserError(f"no model in {folder}")
    names = f'policy "{student.name}"', f'judge "{judge.name}"'
    with within(names[0]):
        policy = student.build(Context(model=model))
    with within(names[1]):
        weighing = judge.build(Context(model=orm)) if orm is not None else None
    return Solver(policy, weighing, options, *names)
