"""Models that a person brought: known to the recording by their digest, with where they came from.

Whatever is wrong with one is said before anything is paid: that the recording has none of this digest, or
made it as something else, when a run begins; that it is another model than M_base, once M_base is made.
"""

import json
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Literal, NamedTuple

from mathse.errors import StoreError
from mathse.recipe import Imports
from mathse.rows import Checkpoint
from mathse.store import Reader
from mathse.store.database import NAME

Part = Literal["m0", "orm"]
MADE_AS: dict[Part, frozenset[str]] = {  # verbs of trainings
    "m0": frozenset({"base", "fine_tune"}),
    "orm": frozenset({"fine_tune_orm"}),
}
CONFIG = "config.json"
# What two checkpoints of one model share, however old the transformers that wrote them.
SIZES = ("hidden_size", "intermediate_size", "num_attention_heads", "num_hidden_layers")


class Difference(NamedTuple):
    """Where two models differ."""

    key: str  # "model_type", "text_config.hidden_size"
    found: object
    wanted: object


def imported(reader: Reader, digest: str) -> Checkpoint:
    """The model of this digest. Raises StoreError where the recording has none."""
    found = reader.one("SELECT path FROM model WHERE digest = ?", (digest,))
    if found is None:
        raise unknown(reader.path, digest)
    return Checkpoint(digest, str(reader.folder / found[0]))


def check_imports(imports: Imports, folder: Path) -> None:
    """Raises StoreError where a model that the recipe names is not there, or was made as something else."""
    asked: list[tuple[Part, str]] = [("m0", imports.m0), ("orm", imports.orm)]
    for part, digest in asked:
        if not digest:
            continue
        if not (folder / NAME).is_file():
            raise unknown(folder / NAME, digest)
        with closing(Reader(folder)) as reader:
            path = Path(imported(reader, digest).path)
            if not path.is_dir():
                raise StoreError(f"the model {digest} is missing: there is no {path}")
            if misplaced(part, made_as(reader, digest)):
                no = "no " if part == "orm" else "an "
                raise StoreError(
                    f"imports.{part} names {digest}, which is {no}ORM, as the recording {reader.path} says"
                )


def unknown(path: Path, digest: str) -> StoreError:
    """A recording without this model."""
    return StoreError(f"the recording {path} has no model {digest}: bring it with mathse import")


def made_as(reader: Reader, digest: str) -> frozenset[str]:
    """As what a recording made the model of this digest: verbs; empty: it made none such."""
    query = (
        "SELECT DISTINCT verb FROM training JOIN recipe ON recipe.id = training.recipe"
        " WHERE model = ?"
    )
    return frozenset(verb for (verb,) in reader.every(query, (digest,)))


def misplaced(part: Part, verbs: frozenset[str]) -> bool:
    """Whether a model made so is known to be none for this part."""
    return bool(verbs) and not verbs & MADE_AS[part]


def check_like(m0: Path, base: Path) -> None:
    """Raises StoreError where an M_0 is no fine-tuned `base`: both are model folders, or their configs."""
    differs = difference(m0, base)
    if differs is not None:
        key, found, wanted = differs
        raise StoreError(
            f"{m0} is no fine-tuned M_base: its {key} is {found}, that of {base} is {wanted}"
        )


def difference(m0: Path, base: Path) -> Difference | None:
    """The first difference between two configs of `transformers`; None also where one has none."""
    configs = [_config(model) for model in (m0, base)]
    found, wanted = configs
    if found is None or wanted is None:
        return None
    kinds = (found.get("model_type"), wanted.get("model_type"))
    if kinds[0] != kinds[1]:
        return Difference("model_type", *kinds)
    return _sizes(found, wanted, "")


def _sizes(found: Mapping[str, Any], wanted: Mapping[str, Any], prefix: str) -> Difference | None:
    """Only what both say is compared: newer versions write the same size in another place."""
    for key in sorted(found.keys() & wanted.keys()):
        one, other = found[key], wanted[key]
        if key in SIZES and one != other:
            return Difference(prefix + key, one, other)
        if isinstance(one, dict) and isinstance(other, dict):
            inner = _sizes(one, other, f"{prefix}{key}.")
            if inner is not None:
                return inner
    return None


def _config(model: Path) -> dict[str, Any] | None:
    file = model / CONFIG if model.is_dir() else model
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None
