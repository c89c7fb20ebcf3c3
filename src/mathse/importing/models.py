"""A model that a person brings (an M_0, an ORM): copied into the store under its digest, with its origin."""

import shutil
from pathlib import Path

from mathse.errors import UserError
from mathse.rows import Json, canonical_json, digest
from mathse.store import Store
from mathse.store.files import install_model, model_digest

# Opening a pickle can run code: weights are taken as safetensors only.
PICKLED = (".bin", ".pt", ".pth", ".pkl", ".ckpt")


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


def take_model(store: Store, folder: Path, *, what: str, by: str) -> str:
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
