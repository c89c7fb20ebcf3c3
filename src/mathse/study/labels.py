"""Labels that a person gave to the card's paths: lines of JSON with `id` and `label`."""

import json
from collections.abc import Mapping
from pathlib import Path

from mathse.errors import RecipeError

LABELS = ("correct", "incorrect")


def read_labels(name: str, *, beside: Path) -> Mapping[str, str]:
    """Path's id -> label, of the file of this name, or of that name in the recipe's own folder.

    Lines whose label is still empty are left out. Raises RecipeError: no such file, no such lines.
    """
    path = Path(name) if Path(name).is_file() else beside / name
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
        given = {str(row["id"]): str(row["label"]) for row in rows}
    except OSError as error:
        raise RecipeError(f'"study.card.hand": {name}: {error.strerror}') from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise RecipeError(f'{path}: no lines with "id" and "label": {error}') from error
    if other := sorted(set(given.values()) - {*LABELS, ""}):
        raise RecipeError(f'{path}: a label is "correct" or "incorrect", not "{other[0]}"')
    return {key: label for key, label in given.items() if label}
