"""What every worker that runs a model on the CPU imports, once for all of them (mathse.worker.nursery)."""

import os
import sys

import torch
from transformers import AutoModelForImageTextToText, AutoProcessor

__all__ = ["AutoModelForImageTextToText", "AutoProcessor", "born"]


def born() -> None:
    """In a worker just forked: as many threads as a process that imports torch itself would have."""
    asked = os.environ.get("OMP_NUM_THREADS", "")
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    torch.set_num_threads(int(asked) if asked.isdigit() and int(asked) else cores)
