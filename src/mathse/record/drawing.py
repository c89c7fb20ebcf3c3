"""A few problems of a large source: all are read, for the draw is by content, and only what is drawn is stored.

A source may make its images (a table holds their bytes). They lie aside until the draw is over, and no longer
than a problem that may still be drawn names them: a gigabyte of pictures is not copied for five problems.
"""

import heapq
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from mathse.rows import Problem
from mathse.store.files import ASIDE, image_suffix
from mathse.tables import Ref, drawn_by


class Aside:
    """Images in a folder that goes when the reading is done."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.uses: Counter[Path] = Counter()  # by problems that may still be drawn

    def keep_image(self, name: str, content: bytes) -> Path:
        """Writes the image, unless it is there."""
        path = self.folder / f"{name}{image_suffix(content)}"
        if not path.exists():
            path.write_bytes(content)
        return path

    def draw(self, problems: Iterable[Problem], size: int, *, key: str) -> list[Problem]:
        """The problems that `Table.draw` would take of a table of all of them."""
        heap: list[tuple[int, int, Problem]] = []  # the last to be taken first
        for number, problem in zip(count(), problems, strict=False):
            self.uses.update(image.path for image in problem.images)
            rank = -int.from_bytes(drawn_by(Ref(problem.id), key=key))
            if len(heap) < size:
                heapq.heappush(heap, (rank, number, problem))
            else:
                self._give_up(heapq.heappushpop(heap, (rank, number, problem))[2])
        return [problem for _, _, problem in sorted(heap, key=lambda entry: entry[1])]

    def _give_up(self, problem: Problem) -> None:
        self.uses.subtract(image.path for image in problem.images)
        for image in problem.images:
            if image.path.parent == self.folder and not self.uses[image.path]:
                image.path.unlink(missing_ok=True)


@contextmanager
def aside(store: Path) -> Iterator[Aside]:
    """A folder beside the recording's images, on the same disk."""
    with tempfile.TemporaryDirectory(prefix=ASIDE, dir=store) as folder:
        yield Aside(Path(folder))
