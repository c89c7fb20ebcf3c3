"""UniGeo, calculation part (arXiv 2212.02746): GeoQA's problems with their English translation.

Layout: https://github.com/chen-judge/UniGeo (calculation_train.pk, _val, _test: pickled lists). The
authors' reader (Geoformer/src/geo_data.py) takes `English_problem`, `numbers`, `choice_nums`, `label`,
`image`, `manual_program`, `id`, and `answer` (the Chinese solution); `N_0` in the text stands for the
first number. UNVERIFIED: the fields are the authors', but no row could be seen when this was written.
The proving part has no final answer that could be graded and is not read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from mathse.roles import BadRow, Context, NoSettings, Plugin, SourceRow
from mathse.sources.geoqa_plus import geo_row, with_numbers
from mathse.sources.jsonl import the_file
from mathse.sources.pickles import pickled_items
from mathse.sources.rows import unique


@dataclass(frozen=True, slots=True)
class Settings:
    """Which split is read where `path` is a folder, and in which language."""

    split: Literal["train", "val", "test"] = "train"
    language: Literal["en", "zh"] = "en"


@dataclass(frozen=True, slots=True)
class UniGeo:
    """Reads calculation_SPLIT.pk."""

    settings: Settings = Settings()

    def read(self, path: Path) -> Iterator[SourceRow | BadRow]:
        """Every row in the list's order."""
        file = the_file(path, f"calculation_{self.settings.split}.pk")
        return unique(
            BadRow(key, value)
            if isinstance(value, str)
            else geo_row(key, value, self._asked(value))
            for key, value in pickled_items(file)
        )

    def _asked(self, value: dict[str, Any]) -> str | None:
        text = value.get("English_problem" if self.settings.language == "en" else "subject")
        return with_numbers(text, value.get("numbers")) if isinstance(text, str) else None


def _build(settings: Settings, speed: NoSettings, context: Context) -> UniGeo:
    return UniGeo(settings)


PLUGIN = Plugin(settings=Settings, speed=NoSettings, build=_build, light=True)
