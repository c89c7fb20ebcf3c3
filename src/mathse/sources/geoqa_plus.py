"""GeoQA+ (COLING 2022): Chinese geometry problems with four options, an extension of GeoQA.

Layout: https://github.com/SCNU203/GeoQA-Plus (data.zip: GeoQA-train.pk, Mix-train.pk, new-test.pk,
pickled lists). The authors' reader (GeoQA+/utils.py) takes `image` (grey pixels), `token_list`,
`numbers`, `choice_nums`, `label` (the right option, from 0), `manual_program`, `formal_point`, `id`;
GeoQA's own rows also carry `subject` (the question), `choices` and `answer` (a solution)
(https://huggingface.co/datasets/hz2475/geoQA, a copy of GeoQA, has the same: `choices` are texts, `label` and `id`
whole numbers). UNVERIFIED: the fields are the authors', but no row could be seen when this was written.

The pickle is read without running it (see `pickles`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from numbers import Integral
from pathlib import Path
from typing import Any

from mathse.roles import BadRow, Context, NoSettings, Plugin, SourceRow
from mathse.sources.ids import own_id
from mathse.sources.jsonl import the_file
from mathse.sources.pickles import pickled_items, picture
from mathse.sources.rows import LETTERS, meta_of, row, unique


@dataclass(frozen=True, slots=True)
class Settings:
    """Which file is read where `path` is a folder."""

    file: str = "Mix-train.pk"


@dataclass(frozen=True, slots=True)
class GeoQAPlus:
    """Reads one .pk file."""

    settings: Settings = Settings()

    def read(self, path: Path) -> Iterator[SourceRow | BadRow]:
        """Every row in the list's order."""
        file = the_file(path, self.settings.file, "*.pk")
        return unique(
            BadRow(key, value)
            if isinstance(value, str)
            else geo_row(key, value, value.get("subject") or _joined(value))
            for key, value in pickled_items(file)
        )


def geo_row(key: str, value: Mapping[str, Any], question: object) -> SourceRow | BadRow:
    """A row of GeoQA's family; its options are `choices`, else the numbers behind them."""
    source_id = own_id(value, "id", key)
    if isinstance(source_id, BadRow):
        return source_id
    options = _options(value, source_id)
    if isinstance(options, BadRow):
        return options
    published = value.get("label")
    whole = isinstance(published, Integral) and not isinstance(published, bool)
    label = int(str(published)) if whole else -1
    if not 0 <= label < len(options[: len(LETTERS)]):
        said = f"label {published!r} of {len(options)}"
        return BadRow(source_id, f"options without their gold: {said}")
    solution = value.get("answer")
    return row(
        source_id=source_id,
        question=question,
        options=options,
        gold=LETTERS[label],
        images=[picture(value.get("image"))],
        solution=solution if isinstance(solution, str) else None,
        meta=meta_of(
            {
                "formal_point": _points(value.get("formal_point")),
                "manual_program": value.get("manual_program"),
                "problem_type": value.get("problem_type"),
            }
        ),
    )


def _options(value: Mapping[str, Any], source_id: str) -> list[Any] | BadRow:
    """`choices`, else `choice_nums`: a list, or an array of NumPy."""
    for name in ("choices", "choice_nums"):
        found: Any = value.get(name)
        listed: Any = found.tolist() if hasattr(found, "tolist") else found
        if isinstance(listed, list | tuple) and listed:
            return list(listed)
        if listed:
            return BadRow(source_id, f'"{name}" is not a list')
    return []


def _points(found: object) -> list[str]:
    """The names of points, in order."""
    listed = found if isinstance(found, set | frozenset | list | tuple) else []
    return sorted(str(point) for point in listed)


def with_numbers(text: str, numbers: object) -> str:
    """`N_0`, `N_1`, ... of a text as the numbers that they stand for."""
    listed = list(numbers) if isinstance(numbers, list | tuple) else []
    for i in reversed(range(len(listed))):
        text = text.replace(
            f"N_{i}", f"{listed[i]:g}" if isinstance(listed[i], float) else str(listed[i])
        )
    return text


def _joined(value: Mapping[str, Any]) -> str | None:
    tokens = value.get("token_list")
    if not isinstance(tokens, list):
        return None
    return with_numbers("".join(str(token) for token in tokens), value.get("numbers"))


def _build(settings: Settings, speed: NoSettings, context: Context) -> GeoQAPlus:
    return GeoQAPlus(settings)


PLUGIN = Plugin(settings=Settings, speed=NoSettings, build=_build, light=True)
