"""Who is measured by `mathse evaluate`, as the person named it: a folder, a run, or an endpoint."""

import contextlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mathse.errors import UserError
from mathse.rows import Checkpoint

if TYPE_CHECKING:
    from mathse.sources.contamination import Asked

RUN = "recipe.toml"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A leaf's tables, and the checkpoint that it runs."""

    use: dict[str, Any]
    model: Checkpoint
    run: Path | None = None  # the run that made it
    prices: dict[str, Any] = field(default_factory=dict)
    options: dict[str, Any] = field(
        default_factory=dict
    )  # how an ORM was made, where that is known


def chosen_model(name: str, policy: str | None) -> Chosen:
    """The model of `--model`. Raises UserError, StoreError."""
    if name.startswith(("http://", "https://")):
        return _endpoint(name, policy or "openai")
    folder = Path(name)
    if (folder / RUN).is_file():
        return _last_of_run(folder)
    if not folder.is_dir():
        raise UserError(f"no model folder, run or endpoint at {name}")
    return Chosen({"use": policy or "transformers"}, _checkpoint(folder))


def chosen_orm(name: str, *, without_reference: bool) -> Chosen:
    """The ORM of `--orm`, which has to judge without the reference. Raises UserError."""
    if name.startswith(("http://", "https://")):
        return _endpoint(name, "llm")  # asked by a prompt that shows no reference
    folder = Path(name)
    if (folder / RUN).is_file():
        return _orm_of_run(folder, without_reference=without_reference)
    if not folder.is_dir():
        raise UserError(f"no ORM folder, run or endpoint at {name}")
    if not without_reference:
        raise _unknown(f"in {folder}")
    return Chosen({"use": "orm"}, _checkpoint(folder))


def _unknown(where: str) -> UserError:
    return UserError(
        f"cannot tell whether the ORM {where} judges without a reference, and best-of-n may not read "
        "one: name the run that made it, or say --orm-without-reference"
    )


def _endpoint(name: str, use: str) -> Chosen:
    address, _, model = name.partition("#")
    if not model:
        raise UserError(f"which model? name it behind the address: {address}#MODEL")
    local = urlsplit(address).hostname in ("localhost", "127.0.0.1", "::1")
    key_env = "" if local and "OPENAI_API_KEY" not in os.environ else "OPENAI_API_KEY"
    speed = {"base_url": address, "key_env": key_env}
    return Chosen(
        {"use": use, "settings": {"model": model}, "speed": speed}, Checkpoint(model, model)
    )


def _last_of_run(run_dir: Path) -> Chosen:
    from mathse.drive import open_run, stages
    from mathse.record import Owed
    from mathse.settings import as_table

    last: Checkpoint | None = None
    with open_run(run_dir) as recording, contextlib.suppress(Owed):
        for stage in stages(recording.recorded(), recording.loaded):
            last = stage.model  # a run that is not done has a last model too
    if last is None:
        raise UserError(f"the run {run_dir} has made no model yet")
    return Chosen(as_table(recording.cast.student.use()), last, run_dir)


def _orm_of_run(run_dir: Path, *, without_reference: bool) -> Chosen:
    from mathse.drive import open_run, stages
    from mathse.record import Owed
    from mathse.settings import as_table

    with open_run(run_dir) as recording, contextlib.suppress(Owed):
        if recording.recipe.imports.orm and not without_reference:
            raise _unknown(f"of {run_dir}, which was imported,")
        if recording.recipe.orm.options.without_reference <= 0 and not without_reference:
            raise UserError(
                f"the ORM of {run_dir} was trained on rows with a reference only "
                "(orm.options.without_reference = 0), and best-of-n may not read one"
            )
        recorded = recording.recorded()
        next(iter(stages(recorded, recording.loaded)), None)
    judges = [judge for judge in recording.cast.judges.values() if judge.plugin.needs_model]
    if recorded.orm is None or not judges:
        raise UserError(f"the run {run_dir} has no ORM")
    options = as_table(recording.recipe.orm.options)
    return Chosen(as_table(judges[0].use()), recorded.orm, run_dir, options=options)


def training(name: str) -> "Iterable[Asked]":
    """The problems of `RUN_DIR` that are trained on, or of a source named as `NAME=PATH`.

    They are read later, one by one; a wrong name, and a source of which nothing can be read, is said at
    once. Raises UserError, SourceError.
    """
    from mathse.plugins import find
    from mathse.recipe import Against
    from mathse.record.guard import Compared

    if (Path(name) / RUN).is_file():
        return _of_run(Path(name))
    source, equals, path = name.partition("=")
    if not equals:
        raise UserError(f"--trained-on wants a run's folder or NAME=PATH, not {name}")
    find("source", source)
    if path and not Path(path).exists():
        raise UserError(f"--trained-on {name}: there is nothing at {path}")
    found = Compared(Against(source, path))
    next(iter(found))
    return found


def _of_run(run_dir: Path) -> "Iterator[Asked]":
    """D of a run: what its models may have been trained on."""
    from mathse.drive import open_run
    from mathse.sources.contamination import Asked

    with open_run(run_dir) as recording:
        for problem in recording.reader.problems([ref.problem for ref in recording.loaded.d]):
            images = tuple(image.path for image in problem.images)
            yield Asked(f"{run_dir.name} {problem.source_id}", problem.question, images)


def _checkpoint(folder: Path) -> Checkpoint:
    from mathse.store.files import model_digest

    return Checkpoint(model_digest(folder), str(folder))
