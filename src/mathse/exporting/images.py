"""The images of exported rows: each copied once, under the digest that it has in the recording."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path


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
