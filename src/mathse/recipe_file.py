"""Recipe files: found by path or name, changed by `--set a.b=v`, written back as they were resolved.

`extends = "other.toml"` (a path relative to the file) takes another recipe's tables first: so an
ablation is a file of a few lines.
"""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import mathse
from mathse.errors import RecipeError, UnknownKey
from mathse.plugins import suggestion
from mathse.recipe import Cast, Recipe, cast, resolved
from mathse.recipe_check import check, check_prices
from mathse.settings import as_table, parse

DEFAULT = "quickstart"
OF_A_STUDY = ("study", "ablation")


def load(name: str, changes: Iterable[str] = ()) -> tuple[Recipe, Cast]:
    """The recipe of this path or name, with `a.b=v` changes. Raises RecipeError in one line."""
    table = read(find(name))
    for change in changes:
        apply(table, change)
    return resolve(table)


def load_saved(path: Path) -> tuple[Recipe, Cast]:
    """The recipe that a run was recorded with. Raises RecipeError, which says so of a key unknown now."""
    table = read(path)
    try:
        return resolve(table)
    except UnknownKey as error:
        raise RecipeError(f"{error} in {path}: another version of mathse made this run") from error
    except RecipeError as error:
        raise RecipeError(f"{error} in {path}") from error


def load_into(saved: Path, name: str, changes: Iterable[str] = ()) -> tuple[Recipe, Cast, str]:
    """`load` for a run whose recipe is saved there: what was imported into it stays part of it.

    Another recipe names other imports or none, and none is no wish to lose what a person brought: only
    `--set imports.m0=""` is. The text says what was kept, on one line; empty where there was nothing.
    """
    if find(name).resolve() == saved.resolve():
        load_saved(saved)  # a mistake of the file is not one of the changes
    table, changed = read(find(name)), list(changes)
    for change in changed:
        apply(table, change)
    held = read(saved).get("imports") if saved.is_file() else None
    named = table.get("imports", {})
    said = []
    if isinstance(held, Mapping) and isinstance(named, Mapping):
        for what, digest in held.items():
            if digest and not named.get(what) and not _changes(changed, f"imports.{what}"):
                table["imports"] = named = {**named, what: digest}
                said.append(f"{what} {digest}")
    recipe, found = resolve(table)
    return recipe, found, ", ".join(said)


def _changes(changes: Iterable[str], key: str) -> bool:
    return any(_split(change)[0] == key.split(".") for change in changes)


def resolve(table: Mapping[str, Any]) -> tuple[Recipe, Cast]:
    """The recipe of these tables. What only a study reads (mathse.study) is no part of it."""
    table = {key: value for key, value in table.items() if key not in OF_A_STUDY}
    recipe = _absolute(parse(Recipe, table, where=""))
    check(recipe)
    found = cast(recipe)
    check_prices(recipe, found)
    return resolved(recipe, found), found


def find(name: str) -> Path:
    """`recipes/fake.toml`, `fake.toml` or `fake`: a file that is there, else one that is shipped."""
    path = Path(name)
    if path.is_file():
        return path
    wanted = Path(*(part for part in path.parts if part != "recipes"))
    for folder in shipped():
        if wanted.name and (folder / wanted.with_suffix(".toml")).is_file():
            return folder / wanted.with_suffix(".toml")
    if path.is_dir():
        raise RecipeError(f"{path} is a folder, not a recipe: {', '.join(_known())}")
    raise RecipeError(
        f'no recipe "{name}"{suggestion(str(wanted).removesuffix(".toml"), _known())}'
    )


def _known() -> list[str]:
    """The names of the recipes that are shipped."""
    return sorted(
        str(found.relative_to(folder).with_suffix(""))
        for folder in shipped()
        for found in folder.rglob("*.toml")
    )


def shipped() -> list[Path]:
    """Where the shipped recipes lie (a checkout has them at its root, linked into the package)."""
    folder = Path(mathse.__file__).parent / "recipes"
    return [folder] if folder.is_dir() else []


def read(path: Path, *, below: tuple[Path, ...] = ()) -> dict[str, Any]:
    """The file's tables, after those of what it extends; `below`: the files that extend it.

    Raises RecipeError in one line, also where files extend each other in a circle.
    """
    if path.resolve() in below:
        circle = " extends ".join(file.name for file in (*below, path))
        raise RecipeError(f"a recipe extends itself: {circle}")
    table = own(path)
    parent = table.pop("extends", None)
    if parent is None:
        return table
    if not isinstance(parent, str) or not (path.parent / parent).is_file():
        raise RecipeError(f'{path} extends "{parent}", which is not there')
    return merged(read(path.parent / parent, below=(*below, path.resolve())), table)


def own(path: Path) -> dict[str, Any]:
    """The file's tables, without those of what it extends. Raises RecipeError in one line."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RecipeError(f"cannot read {path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RecipeError(f"{path} is no TOML: {error}") from error
    except RecursionError:
        raise RecipeError(f"{path} is no recipe: it is nested too deep") from None


def merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Tables key by key; an empty one empties: `settings = {}`.

    A leaf that is chosen anew (`use`) takes none of the other's settings.
    """
    if "use" in above and above["use"] != below.get("use"):
        below = {k: v for k, v in below.items() if k not in ("settings", "speed")}
    result = dict(below)
    for key, value in above.items():
        both = value and isinstance(value, Mapping) and isinstance(result.get(key), Mapping)
        result[key] = merged(result[key], value) if both else value
    return result


def apply(table: dict[str, Any], change: str) -> None:
    """One `a.b=v`; v is a TOML value, else a text. A key with a dot is quoted: `prices."gpt-4.1".tokens_in=2`."""
    keys, value = _split(change)
    if not keys or not all(keys):
        raise RecipeError(f'--set wants "a.b=value", not "{change}"')
    try:
        parsed: Any = tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        parsed = value
    except RecursionError:
        raise RecipeError(f"--set {'.'.join(keys)}: it is nested too deep") from None
    for key in reversed(keys):
        parsed = {key: parsed}
    changed = merged(table, parsed)
    table.clear()
    table.update(changed)


def _split(change: str) -> tuple[list[str], str]:
    """The keys before the "=" that no key quotes, and the text behind it; no keys where there is no "="."""
    for end in (at for at, mark in enumerate(change) if mark == "="):
        if keys := _keys(change[:end]):
            return keys, change[end + 1 :].strip()
    name, equals, value = change.partition("=")  # as it stands where TOML wants it quoted
    return (name.strip().split(".") if equals else []), value.strip()


def _keys(name: str) -> list[str]:
    """The parts of a dotted key, as TOML reads it; none where it does not."""
    try:
        held: Any = tomllib.loads(f"{name} = 0") if "\n" not in name else 0
    except (tomllib.TOMLDecodeError, RecursionError):
        return []
    keys = []
    while isinstance(held, dict):
        ((key, held),) = held.items()
        keys.append(key)
    return keys


def to_toml(recipe: Recipe) -> str:
    """The resolved recipe as a file that `load` reads back to the same Recipe."""
    return "\n".join(_lines(as_table(recipe), "")) + "\n"


def _absolute(recipe: Recipe) -> Recipe:
    """Paths as they are meant here: a saved recipe may be run again from another folder."""
    store, path = (
        str(Path(name).expanduser().resolve()) if name else ""
        for name in (recipe.store, recipe.problems.path)
    )
    return replace(recipe, store=store, problems=replace(recipe.problems, path=path))


def _lines(table: Mapping[str, Any], prefix: str) -> Iterable[str]:
    for key, value in table.items():
        if not isinstance(value, Mapping):
            yield f"{_key(key)} = {_value(value)}"
    for key, value in table.items():
        if isinstance(value, Mapping):
            name = f"{prefix}.{_key(key)}" if prefix else _key(key)
            yield f"\n[{name}]"
            yield from _lines(value, name)


def _key(key: str) -> str:
    plain = key.replace("_", "").replace("-", "")
    return key if plain.isascii() and plain.isalnum() else json.dumps(key, ensure_ascii=False)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # JSON's escapes are TOML's; only DEL stands bare in JSON and may not in TOML.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + "}"
    return repr(value)
