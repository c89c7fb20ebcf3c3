"""What every worker that runs a model on the CPU imports, once for all of them (mathse.worker.nursery)."""

import os
import sys


def prepare() -> None:
    """The imports that take long; no tensor is made, so no thread is started."""
    import torch
    from transformers import AutoModelForImageTextToText, AutoProcessor

    _ = (
        torch,
        AutoModelForImageTextToText,
        AutoProcessor,
    )  # the latter's own modules come with their names


def born() -> None:
    """In a worker just forked: as many threads as a process that imports torch itself would have."""
    import torch

    asked = os.environ.get("OMP_NUM_THREADS", "")
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    torch.set_num_threads(int(asked) if asked.isdigit() and int(asked) else cores)
