"""One stage for several workers (`run.workers`): who answers how many requests, on which cores and GPUs.

Leaves take a window of requests ahead, to sort them by length, so the first worker that is ready would
take them all: each has an equal share, in chunks as it asks for them, and no other's. No torch here.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from mathse.cores import cores
from mathse.worker.job import CHUNK, Job

ALONE = (sys.maxsize,)  # one worker, all requests
GPUS = Path("/proc/driver/nvidia/gpus")
ASKED = 20.0  # seconds that nvidia-smi has to answer
SHARED = ("auto", "cuda")  # a leaf's `device`, where it does not name one of several


def shares(owed: int, *, workers: int) -> tuple[int, ...]:
    """The most requests of each worker: as equal as can be, and no worker for less than a chunk."""
    started = max(1, min(workers, -(-owed // CHUNK)))
    return tuple((owed + worker) // started for worker in range(started))


def environments(job: Job, workers: int) -> list[dict[str, str]]:
    """What is set for each worker beside our own environment; nothing for one that is alone."""
    if workers == 1:
        return [{}]
    device = job.use.speed.get("device", "auto")
    found = devices(os.environ) if device in SHARED else []
    return [
        environment(k, workers, ours=os.environ, cores=cores(), devices=found)
        for k in range(workers)
    ]


def environment(
    worker: int, workers: int, *, ours: Mapping[str, str], cores: int, devices: Sequence[str]
) -> dict[str, str]:
    """Of worker 0 to workers - 1: its part of the cores, unless a person said how many, and of the GPUs."""
    found = {}
    if "OMP_NUM_THREADS" not in ours:
        threads = str(max(1, cores // workers))
        names = ("OMP_NUM_THREADS", "MKL_NUM_THREADS")
        found = {name: threads for name in names if name not in ours}
    if devices:
        own = devices[worker::workers] or [devices[worker % len(devices)]]
        found["CUDA_VISIBLE_DEVICES"] = ",".join(own)
    return found


def devices(ours: Mapping[str, str]) -> list[str]:
    """The GPUs that our environment leaves visible, as CUDA_VISIBLE_DEVICES names them."""
    named = ours.get("CUDA_VISIBLE_DEVICES")
    if named is not None:
        return [name for part in named.split(",") if (name := part.strip())]
    return [str(number) for number in range(_gpus())]


def _gpus() -> int:
    """The driver's tool first: in a container /proc may list GPUs of the machine that are not ours."""
    tool = shutil.which("nvidia-smi")
    if tool is not None:
        try:
            said = subprocess.run(
                [tool, "-L"], capture_output=True, text=True, timeout=ASKED, check=True
            )
        except (OSError, subprocess.SubprocessError):
            return 0  # it says so too where the driver does not answer
        return sum(line.startswith("GPU ") for line in said.stdout.splitlines())
    try:
        return len(list(GPUS.iterdir()))
    except OSError:
        return 0
