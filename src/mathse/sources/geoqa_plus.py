"""GeoQA+ (COLING 2022): Chinese geometry problems with four options, an extension of GeoQA.

Layout: https://github.com/SCNU203/GeoQA-Plus (data.zip: GeoQA-train.pk, Mix-train.pk, new-test.pk,
pickled lists). The authors' reader (GeoQA+/utils.py) takes `image` (grey pixels), `token_list`,
`numbers`, `choice_nums`, `label` (the right option, from 0), `manual_program`, `formal_point`, `id`;
GeoQA's own rows also carry `subject` (the question), `choices` and `answer` (a solution).
UNVERIFIED: the fields are the authors', but no row could be seen when this was written.

The pickle is read without running it (see `pickles`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mathse.roles import BadRow, Context, NoSettings, Plugin, SourceRow
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
    source_id = str(value.get("id", key))
    options = list(value.get("choices") or value.get("choice_nums") or [])
    label = value.get("label")
    if not isinstance(label, int) or not 0 <= label < len(options):
        return BadRow(source_id, f"options without their gold: label {label!r} of {len(options)}")
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
                "formal_point": sorted(value.get("formal_point") or []),
                "manual_program": value.get("manual_program"),
                "problem_type": value.get("problem_type"),
            }
        ),
    )


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
