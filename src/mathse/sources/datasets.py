"""Any data set of the hub, or a local folder of one, through the `datasets` library.

    [problems]
    source = "datasets"
    settings = { hub = "MathLLMs/MathVision", split = "testmini", fields = { image = "decoded_image" } }

`path` may instead be a folder: one that `save_to_disk` wrote, or one that `load_dataset` understands
(parquet, jsonl, an image folder with metadata). Images are taken as the bytes that are stored.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mathse.errors import SourceError
from mathse.roles import BadRow, Context, NoSettings, Plugin, SourceRow
from mathse.sources.images import Folder, one_line
from mathse.sources.jsonl import Fields
from mathse.sources.parquet import table_row
from mathse.sources.rows import unique
from mathse.sources.tables import BATCH, batch_rows


@dataclass(frozen=True, slots=True)
class Settings:
    """Which data set, which part, and what its columns are called."""

    hub: str = ""  # "OWNER/NAME"; "": the folder that `path` names
    config: str = ""
    split: str = "train"
    revision: str = ""  # a commit of the hub, so that the same data come again
    fields: Fields = field(default_factory=Fields)


@dataclass(frozen=True, slots=True)
class HubDatasets:
    """Reads one split."""

    settings: Settings = Settings()

    def read(self, path: Path) -> Iterator[SourceRow | BadRow]:
        """Every row in order. Raises SourceError if the library cannot load it."""
        table = _load(path, self.settings)
        local = not self.settings.hub
        folder = Folder((path if path.is_dir() else path.parent) if local else Path())
        return unique(
            table_row(value, self.settings.fields, folder, number)
            for number, value in enumerate(_values(table))
        )


def _values(table: Any) -> Iterator[dict[str, Any]]:
    for batch in table.with_format("arrow").iter(batch_size=BATCH):
        yield from batch_rows(batch)


def _load(path: Path, settings: Settings) -> Any:
    import datasets

    name = settings.hub or str(path)
    try:
        if not settings.hub and (path / "dataset_info.json").is_file():
            table = datasets.load_from_disk(name)
        elif not settings.hub and (path / "dataset_dict.json").is_file():
            table = datasets.load_from_disk(name)[settings.split]
        elif not settings.hub and path.is_file():
            raise SourceError(f'{path} is a file; "datasets" reads a folder')
        elif settings.hub or path.exists():
            table = datasets.load_dataset(
                name,
                settings.config or None,
                split=settings.split,
                revision=settings.revision or None,
            )
        else:
            raise SourceError(f"no data at {path}; for the hub set problems.settings.hub")
    except SourceError:
        raise
    # The boundary of the library: it raises its own, the hub's, the network's and Arrow's errors.
    except Exception as error:
        raise SourceError(f"datasets cannot load {name}: {one_line(error)}") from error
    for column, feature in table.features.items():
        table = _undecoded(table, column, feature)
    return table


def _undecoded(table: Any, column: str, feature: Any) -> Any:
    """The table with its image columns as stored bytes instead of decoded pictures."""
    import datasets

    stored = datasets.Image(decode=False)
    if isinstance(feature, datasets.Image):
        return table.cast_column(column, stored)
    if isinstance(getattr(feature, "feature", None), datasets.Image):
        return table.cast_column(column, type(feature)(stored))
    return table


def _build(settings: Settings, speed: NoSettings, context: Context) -> HubDatasets:
    return HubDatasets(settings)


PLUGIN = Plugin(settings=Settings, speed=NoSettings, build=_build)
