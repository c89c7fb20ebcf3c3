"""The images of exported rows: each looked at and copied once, under the digest that it has in the recording."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mathse.exporting.rows import Rows
from mathse.sources.images import decode


@dataclass(slots=True)
class Images:
    """OUT/images/. Names in the files are absolute, or relative to OUT for a folder that moves."""

    out: Path
    relative: bool = False
    done: set[str] = field(default_factory=set)

    def names(self, paths: Iterable[Path]) -> list[str]:
        """These images as the rows name them."""
        return [self._name(path) for path in paths]

    def _name(self, path: Path) -> str:
        target = self.out / "images" / path.name
        if path.name not in self.done:
            target.parent.mkdir(exist_ok=True)
            # A copy and no link: whoever edits it must not change the recording.
            shutil.copyfile(path, target)
            self.done.add(path.name)
        return f"images/{path.name}" if self.relative else str(target.resolve())


@dataclass(slots=True)
class Whole:
    """Rows whose pictures open: another's trainer would stop at one that does not, far from its cause."""

    count: Callable[[int], None] = lambda done: None  # told how many pictures were decoded
    faults: dict[Path, str | None] = field(default_factory=dict)  # of each picture
    left_out: dict[str, str] = field(default_factory=dict)  # row -> why

    def only(self, rows: Iterable[Rows]) -> Iterator[Rows]:
        """The rows of which every pixel can be read; the others are in `left_out`."""
        for row in rows:
            found = [(path, self._fault(path)) for path in row.prompt.images]
            bad = next((f"image {path} {fault}" for path, fault in found if fault), None)
            if bad is None:
                yield row
            else:
                self.left_out[row.id] = f"problem {row.about['source_id']}: {bad}"

    def _fault(self, path: Path) -> str | None:
        if path not in self.faults:
            self.faults[path] = decode(path)
            self.count(len(self.faults))
        return self.faults[path]
