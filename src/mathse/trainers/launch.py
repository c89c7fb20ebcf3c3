"""A training in several processes: `accelerate launch` starts them, this waits and passes on progress.

The job travels in a file of its `work` folder that only we write; what the first process reports comes
back as JSON lines. A process ends with the worker that started it.
"""

import json
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from mathse.errors import WorkerDied
from mathse.roles import Trained
from mathse.trainers.trl_run import Job, Progress, run

MARK = "mathse-training "  # before a line that is for us


def launch(job: Job, progress: Progress, log: Callable[[str], None]) -> Trained:
    """Raises WorkerDied with the last words of a launch that failed."""
    job.work.mkdir(parents=True, exist_ok=True)
    path = job.work / "job.pickle"
    path.write_bytes(pickle.dumps(job))
    command = [sys.executable, "-m", "accelerate.commands.launch"]
    if job.speed.accelerate_config:
        command += ["--config_file", job.speed.accelerate_config]
    else:
        # "multi_gpu" is the launcher's name for torchrun; "--cpu" would start one process only. Whether
        # the processes use CPUs, they find in the job.
        command += ["--multi_gpu", "--num_machines", "1"]
        command += ["--mixed_precision", "no", "--dynamo_backend", "no"]
    command += ["--num_processes", str(job.speed.processes)]
    command += ["--module", "mathse.trainers.launch", str(path), str(os.getpid())]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    last, trained = "nothing said", None
    for line in process.stdout:
        if not line.startswith(MARK):
            last = line.strip() or last
            log(line.rstrip())
            continue
        said = json.loads(line.removeprefix(MARK))
        if "step" in said:
            progress(said["step"], said["of"], said["note"])
        else:
            curve = tuple((int(step), float(loss)) for step, loss in said["curve"])
            trained = Trained(said["rows"], said["dropped"], said["steps"], curve, said["note"])
    if process.wait() or trained is None:
        raise WorkerDied(f"accelerate launch ended with status {process.returncode}: {last}")
    return trained


def main(path: Path, parent: int) -> None:
    """One of the processes."""
    _end_with(parent)
    job: Job = pickle.loads(path.read_bytes())
    first = int(os.environ.get("RANK", "0")) == 0

    def progress(step: int, of: int, note: str) -> None:
        if first:
            _say({"step": step, "of": of, "note": note})

    trained = run(job, progress)
    if first:
        _say({
            "rows": trained.rows,
            "dropped": trained.dropped,
            "steps": trained.steps,
            "curve": trained.curve,
            "note": dict(trained.note),
        })  # fmt: skip


def _say(message: dict[str, object]) -> None:
    sys.stdout.write(f"{MARK}{json.dumps(message)}\n")
    sys.stdout.flush()


def _end_with(parent: int) -> None:
    """No process outlives the worker: a SIGKILL of it reaches nobody else."""

    def watch() -> None:
        while True:
            time.sleep(1)
            try:
                os.kill(parent, 0)
            except ProcessLookupError:
                os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
