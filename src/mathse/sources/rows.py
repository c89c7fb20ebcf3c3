"""What one published row becomes: the checks that every source shares.

`row` takes the fields as the source found them and gives a `SourceRow`, or a `BadRow` that says
what is wrong; `unique` turns a repeated id into a `BadRow`.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from numbers import Integral, Real
from typing import Any

from mathse.roles import BadRow, SourceRow
from mathse.rows import Json
from mathse.sources.images import Folder, ImageFile
from mathse.sources.lines import decimal, escaped, is_utf8, shown

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MAX_TEXT = 100_000  # characters of a question, an answer or a solution
UNPICTURED = "the row names no image, and every problem of this kind has one"
NOT_UTF8 = "holds text that is not UTF-8"


def row(
    *,
    source_id: str,
    question: object,
    gold: object,
    images: Sequence[ImageFile | str],
    options: Sequence[object] = (),
    group: str | None = None,
    solution: object = None,
    meta: Mapping[str, object] | None = None,
    pictured: bool = False,
) -> SourceRow | BadRow:
    """A row, checked. A text among `images` is what is wrong with that image; `pictured`: it has to have one.

    A list as `gold` is an answer with several blanks: `a; b`, in order, and `blanks` in the meta.
    """
    known = {key: as_json(value) for key, value in (meta or {}).items()}
    texts_of = (source_id, question, gold, list(options), solution, group, known)
    if not is_utf8(as_json(texts_of)):
        return BadRow(escaped(source_id), NOT_UTF8)
    gold, blanks = joined(gold)
    known |= blanks
    for image in images:
        if isinstance(image, str):
            return BadRow(source_id, image)
    if pictured and not images:
        return BadRow(source_id, UNPICTURED)
    asked, answer = as_text(question), as_text(gold)
    if not asked:
        return BadRow(source_id, _lacking("question", question))
    if answer is None or not answer.strip():
        return BadRow(source_id, _lacking("reference answer", gold))
    texts = tuple(as_text(option) for option in options)
    if any(text is None for text in texts):
        return BadRow(source_id, "an option is not a text or a number")
    if len(texts) > len(LETTERS):
        return BadRow(source_id, f"{len(texts)} options, at most {len(LETTERS)}")
    fault = _gold_fault(answer.strip(), [text for text in texts if text is not None])
    if fault:
        return BadRow(source_id, fault)
    said = as_text(solution)
    if max(len(asked), len(answer), len(said or "")) > MAX_TEXT:
        return BadRow(source_id, f"oversized: a text of more than {MAX_TEXT:,} characters")
    return SourceRow(
        source_id=source_id,
        question=asked,
        options=tuple(text for text in texts if text is not None),
        gold=answer,
        images=tuple(image for image in images if not isinstance(image, str)),
        group=group,
        solution=said or None,
        meta=known,
    )


def joined(gold: object) -> tuple[object, dict[str, Json]]:
    """A list as the answer `a; b`, with its `blanks` for the meta; anything else as it is."""
    if not isinstance(gold, list | tuple):
        return gold, {}
    parts = [as_text(part) for part in gold]
    text = "; ".join(part.strip() for part in parts if part) if all(parts) else gold or None
    return text, {"blanks": [part or "" for part in parts]}


def _lacking(what: str, found: object) -> str:
    """Why a row has no question, or no reference answer."""
    if found is None or isinstance(found, str):
        return f"no {what}"
    return f"the {what} is {shown(found)}, neither a text nor a number"


def _gold_fault(gold: str, options: Sequence[str]) -> str | None:
    letter = gold.strip("().").upper()
    if options and len(letter) == 1 and letter in LETTERS[len(options) :] and gold not in options:
        return f"options without their gold: {gold!r} with {len(options)} options"
    return None


def as_text(value: object) -> str | None:
    """A text as it is; a number as it is written; else None. NaN and booleans are no answer."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, Integral | Real | Decimal):
        return None
    if isinstance(value, Integral):
        return decimal(int(value))
    return str(value) if math.isfinite(value) else None


def options_in(value: Mapping[str, Any], name: str, key: str) -> list[Any] | BadRow:
    """The options of a field that is absent, empty or a list."""
    found = value.get(name) or []
    return found if isinstance(found, list) else BadRow(key, f'"{name}" is not a list')


def as_json(value: Any) -> Json:
    """A value that JSON can hold: what it cannot is its text; NaN, infinities and endless numbers are null."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, int) and decimal(value) is None:
        return None
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(item) for item in value]
    return str(value)


def meta_of(published: Mapping[str, Any], *used: str) -> dict[str, Json]:
    """What the published row holds beside the fields `used`; empty fields are left out."""
    kept = {key: as_json(value) for key, value in published.items() if key not in used}
    return {key: value for key, value in kept.items() if value not in (None, "", [], {})}


def files(folder: Folder, names: object) -> list[ImageFile | str]:
    """The images of a field that holds no name, one, or a list of them."""
    if names is None or names == "":
        return []
    listed = names if isinstance(names, list | tuple) else [names]
    return [folder.file(name) for name in listed]


def unique(rows: Iterable[SourceRow | BadRow]) -> Iterator[SourceRow | BadRow]:
    """The same rows; one whose id was seen before is a `BadRow` instead."""
    seen: set[str] = set()
    for found in rows:
        if isinstance(found, SourceRow):
            if found.source_id in seen:
                yield BadRow(found.source_id, f"duplicate id {shown(found.source_id)}")
                continue
            seen.add(found.source_id)
        yield found
