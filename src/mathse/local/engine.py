"""What every worker that runs a model on the CPU imports, once for all of them (mathse.worker.nursery)."""


def prepare() -> None:
    """The imports that take long; no tensor is made, so no thread is started."""
    import torch
    from transformers import AutoModelForImageTextToText, AutoProcessor

    # The classes' own modules come only when their names are asked for.
    _ = torch, AutoModelForImageTextToText, AutoProcessor


def born(threads: int) -> None:
    """In a worker just forked: as many threads as a process that imports torch itself would have."""
    import torch

    torch.set_num_threads(threads)
