"""Your own base model: a folder on this machine, or an id on the model hub at a stated revision.

Weights are taken as safetensors only: a pickle can run code when it is opened. A big model is not
copied where the file system can link its files.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from mathse.errors import RecipeError
from mathse.roles import Context, NoSettings, Plugin

# Weights, configs, tokenizers, chat templates; a model's own code is loaded only on request.
WANTED = ("*.safetensors", "*.json", "*.jinja", "*.txt", "*.model", "*.tiktoken", "*.py")


@dataclass(frozen=True, slots=True)
class FolderSettings:
    """Where the model is. In the recipe key only as words; the model's digest names its content."""

    path: str = ""  # a folder on this machine
    hub: str = ""  # or an id on the hub: "Qwen/Qwen2-VL-7B-Instruct"
    revision: str = "main"  # of the hub id; name a commit to have the same model for ever


@dataclass(frozen=True, slots=True)
class FolderBase:
    """Takes over a model folder."""

    settings: FolderSettings

    def make(self, out: Path) -> None:
        """Links or copies the files to `out`. Raises RecipeError where there is no such model."""
        chosen = self.settings
        folder = _here(chosen) or _download(chosen)
        if not (folder / "config.json").is_file():
            raise RecipeError(f"no model in {folder}: it has no config.json")
        if not any(folder.glob("*.safetensors")):
            raise RecipeError(
                f"no *.safetensors in {folder}: other kinds of weights are not opened"
            )
        out.mkdir(parents=True)
        paths = sorted({path for pattern in WANTED for path in folder.glob(pattern)})
        for path in paths:
            _link_or_copy(path.resolve(), out / path.name)


def _here(settings: FolderSettings) -> Path | None:
    """The folder on this machine; None: it is the hub's."""
    return Path(settings.path).expanduser() if settings.path else None


def _config(settings: FolderSettings) -> Path | None:
    folder = _here(settings)
    return folder / "config.json" if folder else None


def _link_or_copy(path: Path, target: Path) -> None:
    try:
        os.link(path, target)
    except OSError:  # another file system, or one without hard links
        shutil.copyfile(path, target)


def _download(settings: FolderSettings) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    try:
        return Path(
            snapshot_download(settings.hub, revision=settings.revision, allow_patterns=list(WANTED))
        )
    except (HfHubHTTPError, LocalEntryNotFoundError, OSError, ValueError) as error:
        reason = str(error).strip().splitlines()[0]
        raise RecipeError(f'cannot fetch the base model "{settings.hub}": {reason}') from error


def _build(settings: FolderSettings, speed: NoSettings, context: Context) -> FolderBase:
    if bool(settings.path) == bool(settings.hub):
        raise RecipeError('the base "folder" needs either "path" or "hub"')
    return FolderBase(settings)


PLUGIN = Plugin(settings=FolderSettings, speed=NoSettings, build=_build, config=_config)
