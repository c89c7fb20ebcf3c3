"""TOML tables -> frozen dataclasses: every key known, every value of its type, or one clear line."""

import dataclasses
import math
import types
import typing
from collections.abc import Mapping
from typing import Any, TypeVar

from mathse.bounds import Bounds
from mathse.errors import RecipeError, UnknownKey
from mathse.plugins import suggestion

T = TypeVar("T")


def parse(kind: type[T], table: Mapping[str, Any], *, where: str) -> T:
    """An instance of the frozen dataclass `kind`. Raises RecipeError naming `where` and the key."""
    hints = typing.get_type_hints(kind, include_extras=True)
    fields = {field.name: field for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    values: dict[str, Any] = {}
    for key, value in table.items():
        name = f"{where}.{key}" if where else key
        if key not in fields:
            raise UnknownKey(f'unknown key "{name}"{suggestion(key, list(fields))}')
        values[key] = coerce(hints[key], value, name)
    for name, field in fields.items():
        required = (
            field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        )
        if required and name not in values:
            raise RecipeError(f'"{f"{where}.{name}" if where else name}" is missing')
    return kind(**values)


def coerce(hint: Any, value: Any, name: str) -> Any:
    """The value as this type; an int is also a float. Raises RecipeError."""
    if hint is Any:
        return value
    origin = typing.get_origin(hint)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        if not isinstance(value, Mapping):
            raise RecipeError(f'"{name}" should be a table')
        return parse(hint, value, where=name)
    if origin is typing.Annotated:
        inner, *noted = typing.get_args(hint)
        return _within(coerce(inner, value, name), noted, name)
    if origin is typing.Literal:
        choices = typing.get_args(hint)
        if value not in choices:
            said = ", ".join(repr(choice) for choice in choices)
            raise RecipeError(f'"{name}" is {value!r}, but should be one of {said}')
        return value
    if origin in (types.UnionType, typing.Union):
        inner = next(arg for arg in typing.get_args(hint) if arg is not type(None))
        return None if value is None else coerce(inner, value, name)
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise RecipeError(f'"{name}" should be a list')
        inner = typing.get_args(hint)[0]
        return tuple(coerce(inner, item, f"{name}[{i}]") for i, item in enumerate(value))
    if origin is dict or hint is dict:
        if not isinstance(value, Mapping):
            raise RecipeError(f'"{name}" should be a table')
        inner = (typing.get_args(hint) or (str, Any))[1]
        return {key: coerce(inner, item, f"{name}.{key}") for key, item in value.items()}
    return _plain(hint, value, name)


def _within(value: Any, noted: list[Any], name: str) -> Any:
    for bounds in noted:
        fault = bounds.fault(value) if isinstance(bounds, Bounds) else None
        if fault:
            raise RecipeError(f'"{name}" is {value}, but should be {fault}')
    return value


def _plain(hint: type, value: Any, name: str) -> Any:
    if hint is float and type(value) is int:
        value = float(value)
    if type(value) is float and not math.isfinite(value):
        raise RecipeError(f'"{name}" is {value}, but should be a finite number')
    if type(value) is not hint:
        words = {int: "a whole number", float: "a number", str: "a text", bool: "true or false"}
        raise RecipeError(f'"{name}" is {value!r}, but should be {words.get(hint, hint)}')
    if type(value) is str and "\0" in value:
        raise RecipeError(f'"{name}" is {value!r}, but should be a text without NUL')
    return value


def as_table(value: Any) -> Any:
    """Back to plain TOML / JSON values; what is None is left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = ((f.name, getattr(value, f.name)) for f in dataclasses.fields(value))
        return {name: as_table(item) for name, item in fields if item is not None}
    if isinstance(value, tuple | list):
        return [as_table(item) for item in value]
    if isinstance(value, Mapping):
        return {key: as_table(item) for key, item in value.items() if item is not None}
    return value
