"""How a stage is shared out: requests, cores and GPUs of each worker."""

from pathlib import Path

import pytest

from mathse.cores import cores
from mathse.recipe import Use
from mathse.worker import sharing
from mathse.worker.job import CHUNK, Job
from mathse.worker.sharing import environment, environments, shares

SHARES = [
    # owed, workers, shares
    (1, 1, (1,)),
    (10_000, 1, (10_000,)),
    (0, 4, (0,)),
    (CHUNK, 4, (CHUNK,)),  # what one message holds is no work for two
    (CHUNK + 1, 4, (32, 33)),
    (600, 2, (300, 300)),
    (601, 2, (300, 301)),
    (1000, 3, (333, 333, 334)),
    (200, 64, (50, 50, 50, 50)),
]

OMP, MKL, CUDA = "OMP_NUM_THREADS", "MKL_NUM_THREADS", "CUDA_VISIBLE_DEVICES"
GIVEN = [
    # cores, workers, devices, ours -> what each worker is given
    (2, 2, [], {}, [{OMP: "1", MKL: "1"}] * 2),
    (16, 3, [], {}, [{OMP: "5", MKL: "5"}] * 3),
    (2, 4, [], {}, [{OMP: "1", MKL: "1"}] * 4),  # never none
    (8, 2, [], {OMP: "8"}, [{}] * 2),  # a person said how many
    (8, 2, [], {OMP: "8", MKL: "3"}, [{}] * 2),
    (8, 2, [], {MKL: "3"}, [{OMP: "4"}] * 2),
    (8, 2, ["0", "1"], {OMP: "8"}, [{CUDA: "0"}, {CUDA: "1"}]),
    (8, 2, ["3", "5", "7"], {OMP: "8"}, [{CUDA: "3,7"}, {CUDA: "5"}]),
    (8, 3, ["0", "1"], {OMP: "8"}, [{CUDA: "0"}, {CUDA: "1"}, {CUDA: "0"}]),
    (8, 2, ["GPU-8a", "MIG-9b"], {OMP: "8"}, [{CUDA: "GPU-8a"}, {CUDA: "MIG-9b"}]),
]


@pytest.mark.parametrize(("owed", "workers", "expected"), SHARES)
def test_requests_are_shared_equally(owed: int, workers: int, expected: tuple[int, ...]) -> None:
    assert shares(owed, workers=workers) == expected


@pytest.mark.parametrize(("cores", "workers", "devices", "ours", "expected"), GIVEN)
def test_each_worker_has_its_cores_and_gpus(
    cores: int,
    workers: int,
    devices: list[str],
    ours: dict[str, str],
    expected: list[dict[str, str]],
) -> None:
    found = [
        environment(k, workers, ours=ours, cores=cores, devices=devices) for k in range(workers)
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("visible", "tool", "listed", "expected"),
    [
        ("2,GPU-8a", "echo 'GPU 0: never asked'", 4, ["2", "GPU-8a"]),
        ("", "echo 'GPU 0: never asked'", 4, []),  # a person hid them all
        (None, "printf 'GPU 0: A\\nGPU 1: B\\n  MIG 1g.5gb Device 0\\n'", 4, ["0", "1"]),
        (None, "echo 'NVIDIA-SMI has failed' >&2; exit 9", 4, []),
        (None, None, 3, ["0", "1", "2"]),  # no tool, but the kernel's list
        (None, None, 0, []),
    ],
)  # fmt: skip
def test_gpus_are_found_without_torch(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    visible: str | None,
    tool: str | None,
    listed: int,
    expected: list[str],
) -> None:
    for number in range(listed):
        (tmp_path / "gpus" / f"0000:{number}").mkdir(parents=True)
    tools = tmp_path / "tools"
    tools.mkdir()
    if tool is not None:
        (tools / "nvidia-smi").write_text(f"#!/bin/sh\n{tool}\n")
        (tools / "nvidia-smi").chmod(0o755)
    monkeypatch.setattr(sharing, "GPUS", tmp_path / "gpus")
    monkeypatch.setenv("PATH", str(tools))
    ours = {} if visible is None else {CUDA: visible}
    assert sharing.devices(ours) == expected


@pytest.mark.parametrize(
    ("device", "workers", "expected"),
    [
        ("auto", 2, ["6", "7"]),
        ("cuda", 2, ["6", "7"]),
        ("cuda:1", 2, [None, None]),  # the person's choice, which a share might not hold
        ("cpu", 2, [None, None]),
        ("auto", 1, [None]),
    ],
)
def test_a_device_that_is_named_stays(
    monkeypatch: pytest.MonkeyPatch, device: str, workers: int, expected: list[str | None]
) -> None:
    monkeypatch.setenv(CUDA, "6,7")
    job = Job("a", "write", "policy", Use("transformers", speed={"device": device}), light=False)
    assert [own.get(CUDA) for own in environments(job, workers)] == expected


@pytest.mark.parametrize(
    ("quota", "granted"),
    [
        ("max 100000", 8),  # no limit
        ("300000 100000", 3),
        ("250000 100000", 2),
        ("50000 100000", 1),  # half a core
        ("6400000 100000", 8),  # more than there are
        ("", 8),
        (None, 8),  # another system, or another version of it
    ],
)
def test_the_cores_of_a_container_are_those_that_it_is_granted(
    quota: str | None, granted: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("os.sched_getaffinity", lambda process: set(range(8)), raising=False)
    monkeypatch.setattr("os.cpu_count", lambda: 128)
    if quota is not None:
        (tmp_path / "cpu.max").write_text(f"{quota}\n")
    assert cores(tmp_path / "cpu.max") == granted
