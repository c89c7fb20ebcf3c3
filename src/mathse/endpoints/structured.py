"""JSON answers: the schema that is asked for, and what is wrong with an answer that does not keep it.

Strict on purpose: a guess at what a judge meant is a verdict that nobody gave. Servers that know
schemas are asked to keep this one; all others are asked once more, with the complaint.
"""

import json
import re
from collections.abc import Mapping

from mathse.rows import Json

STATUS: Mapping[str, Json] = {"type": "string", "enum": ["CORRECT", "WRONG"]}
TEXT: Mapping[str, Json] = {"type": ["string", "null"]}

_FENCE = re.compile(r"```[ \t]*(?:json)?[ \t]*\n(.*?)\n?```", re.DOTALL)


def schema(*, binary: bool) -> dict[str, Json]:
    """The JSON schema of a verdict or an annotation; `binary`: of the status alone."""
    properties: dict[str, Json] = {"status": dict(STATUS)}
    if not binary:
        properties |= {"error_step": dict(TEXT), "error_analysis": dict(TEXT)}
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def complaint(text: str, *, binary: bool) -> str | None:
    """What keeps this text from being such an object, in a few words; None: nothing."""
    said = parsed(text, binary=binary)
    return said if isinstance(said, str) else None


def parsed(text: str, *, binary: bool) -> dict[str, str | None] | str:
    """The object's keys and texts, or what is wrong with it."""
    fenced = _FENCE.findall(text)
    if len(fenced) == 1:
        text = fenced[0]
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return "it is not one JSON object"
    if not isinstance(said, dict):
        return "it is not a JSON object"
    keys = {"status"} if binary else {"status", "error_step", "error_analysis"}
    if missing := keys - said.keys():
        return f"it lacks {', '.join(sorted(missing))}"
    if said["status"] not in ("CORRECT", "WRONG"):
        return 'its status is neither "CORRECT" nor "WRONG"'
    if not all(said[key] is None or isinstance(said[key], str) for key in keys):
        return "a value is neither a text nor null"
    if said["status"] == "CORRECT" and any(said[key] for key in keys - {"status"}):
        return 'its status is "CORRECT", and yet it names an error'
    return {key: (said[key] or "").strip() or None for key in sorted(keys)}
