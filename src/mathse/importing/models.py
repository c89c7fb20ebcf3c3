"""A model that a person brings (an M_0, an ORM): copied into the store under its digest, with its origin."""

import json
import shutil
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from mathse.errors import MathseError, StoreError, UserError
from mathse.recipe import Cast, Leaf, Recipe
from mathse.record.imports import Part, check_like, made_as, misplaced
from mathse.roles import Context
from mathse.rows import Json, canonical_json, digest
from mathse.store import Reader, Store
from mathse.store.database import NAME
from mathse.store.files import install_model, model_digest

# Opening a pickle can run code: weights are taken as safetensors only.
PICKLED = (".bin", ".pt", ".pth", ".pkl", ".ckpt")


def check_m0(cast: Cast, folder: Path) -> None:
    """Raises UserError where this student could not write with this model, or it is no fine-tuned M_base."""
    student = cast.student
    if not student.plugin.needs_model:
        raise UserError(f'the student "{student.name}" runs no model of this run: it takes no M_0')
    _check_fit(folder, [student], what="student")
    base = cast.base.plugin.config(cast.base.settings)
    if base is not None:  # else it is found out when the run has made it, before anything is paid
        check_like(folder, base)


def check_orm(recipe: Recipe, cast: Cast, folder: Path) -> None:
    """Raises UserError where no judge of the run would run this ORM, or none that runs one could."""
    asked = (*recipe.judge.keys, recipe.judge.feedback, recipe.judge.audit, recipe.evaluation.judge)
    judges = [cast.judges[name] for name in dict.fromkeys(asked) if name in cast.judges]
    running = [judge for judge in judges if judge.plugin.needs_model]
    if not running:
        names = ", ".join(f'"{name}"' for name in recipe.judge.keys)
        raise UserError(
            f"no judge of this recipe runs an ORM (judge.keys has {names}): name one in [judges], such "
            'as use = "orm", and in judge.keys'
        )
    _check_fit(folder, running, what="judge")


def check_part(part: Part, folder: Path, store: Path) -> None:
    """Raises UserError where a recording made the model as something else: the run's, or the folder's own.

    A model that no recording knows cannot be told: an ORM and an M_0 are of the same form.
    """
    name = model_digest(folder)
    for recording in (store, folder.resolve().parent.parent):  # STORE/models/DIGEST
        verbs = _verbs(recording, name)
        if misplaced(part, verbs):
            known = f"it was made by {', '.join(sorted(verbs))}, as {recording / NAME} says"
            raise UserError(f"{folder} is no {'M_0' if part == 'm0' else 'ORM'}: {known}")


def _verbs(recording: Path, name: str) -> frozenset[str]:
    if not (recording / NAME).is_file():
        return frozenset()
    try:
        with closing(Reader(recording)) as reader:
            return made_as(reader, name)
    except StoreError:  # another version wrote it: it says nothing here
        return frozenset()


def _check_fit(folder: Path, leaves: Sequence[Leaf], *, what: str) -> None:
    """Light leaves open the model; for the others its files have to be those that transformers loads."""
    light = [leaf for leaf in leaves if leaf.plugin.light]
    check_model(folder, weights=len(light) < len(leaves))
    for leaf in light:
        try:
            leaf.build(Context(model=folder))
        except MathseError as error:
            raise UserError(
                f'{folder} is no model that the {what} "{leaf.name}" runs: {error}'
            ) from error


def check_model(folder: Path, *, weights: bool) -> None:
    """Raises UserError for what is no model. `weights`: it has to be one that transformers loads."""
    files = [path for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else []
    if not files:
        raise UserError(f"no model in {folder}")
    pickled = [path.name for path in files if path.suffix in PICKLED]
    if pickled:
        raise UserError(f"{folder} holds {pickled[0]}: weights are taken as safetensors only")
    if not weights:
        return
    if (folder / "adapter_config.json").is_file():
        raise UserError(f"{folder} holds an adapter: merge it into its model first")
    if not (folder / "config.json").is_file():
        raise UserError(f"no model in {folder}: it has no config.json")
    if not any(folder.glob("*.safetensors")):
        raise UserError(f"no model in {folder}: it has no *.safetensors")
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except ValueError as error:
        raise UserError(f"no model in {folder}: its config.json is no JSON") from error
    if not isinstance(config, dict) or not isinstance(config.get("model_type"), str):
        raise UserError(f"no model in {folder}: its config.json names no model_type")


def take_model(store: Store, folder: Path, *, what: Part, by: str) -> str:
    """Copies and records a checked model; returns its digest."""
    name = model_digest(folder)
    made: dict[str, Json] = {"verb": "import", "leaf": "import", "what": what, "by": by,
                             "from": str(folder.resolve()), "digest": name}  # fmt: skip
    recipe = store.add_recipe(digest("import", canonical_json(made)), "import", made)
    if not (store.folder / "models" / name).exists():
        work = store.folder / "work" / f"import-{name}"
        shutil.rmtree(work, ignore_errors=True)
        work.parent.mkdir(exist_ok=True)
        shutil.copytree(folder, work)
        install_model(store.folder, work, name)
    with store.transaction() as db:
        db.execute(
            "INSERT OR IGNORE INTO model (digest, recipe, input, path, json) VALUES (?, ?, ?, ?, ?)",
            (name, recipe, None, f"models/{name}", canonical_json({"imported": made})),
        )
    return name
