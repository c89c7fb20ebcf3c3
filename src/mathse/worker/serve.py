"""What a leaf does in a stage, in a worker or in the driver: the same few lines."""

from collections.abc import Callable, Iterator
from typing import Any

from mathse.worker.job import Job


def serve(
    job: Job, leaf: Any, items: Iterator[Any], progress: Callable[[int, int, str], None]
) -> Iterator[Any]:
    """The leaf's answers to these items; of a training its Trained; of a base nothing."""
    if job.kind == "write":
        yield from leaf.write(items)
    elif job.kind == "judge":
        yield from leaf.judge(items)
    elif job.kind == "base":
        leaf.make(job.out)
    else:
        yield leaf.train(
            items, start=job.model, out=job.out, work=job.work, seed=job.seed, progress=progress
        )
