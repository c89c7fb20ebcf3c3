"""What names a row: its published id where it has one, else its place in the file.

An id is a text or a finite number; 7.0 is 7, since a table with a gap stores whole numbers so. Anything
else (a list, NaN, the text "None" that a script once wrote) names nothing, and its row is left out
and said. A row whose id is absent, null or empty is named by its place, which is the same each time.
"""

import math
from collections.abc import Mapping
from decimal import Decimal
from numbers import Integral, Real
from typing import Any

from mathse.roles import BadRow
from mathse.sources.lines import decimal, shown

NOTHING = ("none", "nan", "null", "<na>", "nat", "")  # what scripts write where there is no id


def id_of(found: object, key: str, *, what: str = "id") -> str | BadRow:
    """A published id as text; under `key` the row is left out whose id names nothing."""
    text = _text(found)
    if text is None or text.strip().casefold() in NOTHING:
        return BadRow(key, f"the {what} is {shown(found)}, neither a text nor a number")
    return text


def own_id(value: Mapping[str, Any], name: str, place: str) -> str | BadRow:
    """The id in the field `name`; its `place` where the row has none."""
    return place if lacks_id(value, name) else id_of(value[name], place)


def lacks_id(value: Mapping[str, Any], name: str) -> bool:
    """Whether the field `name` is absent, null or empty."""
    found = value.get(name)
    return found is None or (isinstance(found, str) and not found)


def group_in(value: Mapping[str, Any], name: str, source_id: str) -> str | BadRow | None:
    """The group in the field `name`; None where the row has none."""
    if value.get(name) in (None, ""):
        return None
    return id_of(value[name], source_id, what="group")


def _text(found: object) -> str | None:
    if isinstance(found, str):
        return found
    if isinstance(found, bool) or not isinstance(found, Integral | Real | Decimal):
        return None
    if isinstance(found, Integral):
        return decimal(int(found))
    number = float(found)
    if not math.isfinite(number):
        return None
    return str(int(number)) if number.is_integer() else str(found)
