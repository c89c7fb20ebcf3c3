"""Where a leaf ends and the program begins: whatever its code or its library raises is one line.

The line names the stage and the leaf, in a worker as in the driver's own process; the whole trace goes
to the stage's log.
"""

import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from mathse.errors import MathseError, WorkerDied

T = TypeVar("T")


LESS = "smaller numbers under [...speed] need less"


def failure(error: Exception, *, stage: str, leaf: str, logs: Path | None, less: str = LESS) -> str:
    """What is said of a leaf that raised what nobody named. `less`: what needs less memory of a GPU."""
    said = " ".join(str(error).split())[:300]
    frames = traceback.extract_tb(error.__traceback__)
    where = f"in the {leaf}"
    if frames:
        where += f", {Path(frames[-1].filename).name}:{frames[-1].lineno}"
    if logs is not None:
        where += f"; see {logs / stage}.log"
    if isinstance(error, MemoryError):
        return f"{stage} ran out of memory ({where})"
    if type(error).__name__ == "OutOfMemoryError":  # torch's, which is not imported here
        return f"{stage} ran out of the GPU's memory: {less} ({where})"
    return f"{stage} failed: {type(error).__name__}: {said} ({where})"


@dataclass(slots=True)
class Boundary:
    """`with Boundary(...)`: around a leaf that runs in the driver's own process.

    Raises WorkerDied for what nobody named. What the program itself raises while the leaf pulls from
    `ours` is not the leaf's, and passes.
    """

    stage: str  # "round_1.sample"
    leaf: str  # 'policy "fake"'
    log: Callable[[str], None] = lambda trace: None
    logs: Path | None = None  # the folder of `log`, where it has one
    less: str = LESS
    passing: Exception | None = field(default=None, init=False)

    def ours(self, items: Iterator[T]) -> Iterator[T]:
        """The leaf's input, which the program makes."""
        try:
            yield from items
        except Exception as error:
            self.passing = error
            raise

    def __enter__(self) -> "Boundary":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not isinstance(error, Exception) or isinstance(error, MathseError):
            return
        if error is self.passing:
            return
        self.log("".join(traceback.format_exception(error)).rstrip())
        said = failure(error, stage=self.stage, leaf=self.leaf, logs=self.logs, less=self.less)
        raise WorkerDied(said) from error
