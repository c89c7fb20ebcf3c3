"""Both trainers: the same weights from the same rows; killed, they go on where they stopped."""

import dataclasses
import importlib
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from mathse import plugins
from mathse.errors import RecipeError
from mathse.local.load import Loaded, load
from mathse.roles import Context, Trained
from mathse.rows import Example, Problem, Solve
from mathse.settings import parse
from mathse.trainers import trl_run
from mathse.trainers.settings import SftSettings, SftSpeed

SOLUTION = "Step 1: 2 + 3 = 5. The answer to this problem is {}."
SETTINGS = {"learning_rate": 1e-2, "batch": 4, "epochs": 4, "prompts": "short", "warmup": 0.2}


def examples(problems: list[Problem]) -> list[Example]:
    return [Example(Solve(problem), SOLUTION.format(at)) for at, problem in enumerate(problems)]


def train(
    name: str,
    rows: list[Example],
    start: Path,
    folder: Path,
    *,
    progress: Callable[[int, int, str], None] = lambda done, total, note: None,
    speed: dict[str, object] | None = None,
    **settings: object,
) -> Trained:
    plugin = plugins.find("trainer", name)
    chosen = parse(plugin.settings, SETTINGS | settings, where="trainer")
    pace = parse(plugin.speed, {"device": "cpu", "micro_batch": 2, **(speed or {})}, where="speed")
    trainer = plugin.build(chosen, pace, Context(model=None))
    (folder / "work").mkdir(parents=True, exist_ok=True)
    trained = trainer.train(
        rows, start=start, out=folder / "out", work=folder / "work", seed=5, progress=progress
    )
    assert isinstance(trained, Trained)
    return trained


def weights(folder: Path) -> dict[str, object]:
    """Through plain `transformers`, as anyone would load it."""
    from transformers import AutoModelForImageTextToText, AutoProcessor

    AutoProcessor.from_pretrained(folder)
    return dict(AutoModelForImageTextToText.from_pretrained(folder).state_dict())


def changed(one: dict[str, object], other: dict[str, object], tolerance: float = 0.0) -> set[str]:
    """The weights that differ by more."""
    return {
        name
        for name, tensor in one.items()
        if float((tensor - other[name]).abs().max()) > tolerance  # type: ignore[operator]
    }


@pytest.mark.parametrize("freeze", ["vision", "tower", "nothing"])
def test_both_trainers_come_to_the_same_model(
    tiny: Path, problems: list[Problem], tmp_path: Path, freeze: str
) -> None:
    found = {
        name: train(name, examples(problems), tiny, tmp_path / name, freeze=freeze)
        for name in ("sft", "lean")
    }
    assert found["sft"].rows == found["lean"].rows == len(problems)
    assert found["sft"].steps == found["lean"].steps == 8
    curves = [dict(one.curve) for one in found.values()]
    assert curves[0].keys() == curves[1].keys() == set(range(1, 9))
    assert all(abs(curves[0][step] - curves[1][step]) < 1e-3 for step in curves[0])
    assert curves[0][8] < 0.7 * curves[0][1]  # it learns
    new, other = weights(tmp_path / "sft" / "out"), weights(tmp_path / "lean" / "out")
    assert not changed(new, other, 2e-4)
    learnt = changed(new, weights(tiny))
    assert any("text_model" in name for name in learnt)
    assert any("vision_model" in name for name in learnt) is (freeze == "nothing")
    assert any("connector" in name for name in learnt) is (freeze != "vision")


@pytest.mark.parametrize("name", ["lean", "sft"])
def test_a_training_of_one_step_learns(
    tiny: Path, problems: list[Problem], tmp_path: Path, name: str
) -> None:
    """A warm-up that were rounded up would give its only step a rate of 0."""
    trained = train(name, examples(problems)[:3], tiny, tmp_path, epochs=1)
    assert trained.steps == 1
    assert changed(weights(tmp_path / "out"), weights(tiny))


@pytest.mark.parametrize("name", ["lean", "sft"])
def test_a_training_that_leaves_the_numbers_is_no_model(
    tiny: Path, problems: list[Problem], tmp_path: Path, name: str
) -> None:
    with pytest.raises(RecipeError, match="left the numbers"):
        train(name, examples(problems), tiny, tmp_path, learning_rate=1e30, clip=1e30)
    assert not (tmp_path / "out").exists()


def test_lora_is_merged_and_leaves_the_tower_alone(
    tiny: Path, problems: list[Problem], tmp_path: Path
) -> None:
    trained = train("sft", examples(problems), tiny, tmp_path, lora={"rank": 4})
    assert dict(trained.curve)[8] < dict(trained.curve)[1]
    learnt = changed(weights(tmp_path / "out"), weights(tiny))
    assert learnt
    assert all("text_model.layers" in name or "connector" in name for name in learnt)


@pytest.mark.parametrize("name", ["lean", "sft"])
def test_layers_read_again_come_to_the_same_losses(
    tiny: Path, problems: list[Problem], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """gradient_checkpointing: memory is saved, and nothing else changes."""
    module = importlib.import_module("mathse.trainers." + {"sft": "trl_run"}.get(name, name))
    models = []

    def load_and_keep(*given: Any, **named: Any) -> Loaded:
        models.append(load(*given, **named))
        return models[-1]

    monkeypatch.setattr(module, "load", load_and_keep)
    losses = [
        [loss for _, loss in train(name, examples(problems), tiny, tmp_path / str(on),
                                   speed={"gradient_checkpointing": on}, steps=2).curve]
        for on in (False, True)
    ]  # fmt: skip
    assert losses[0] == pytest.approx(losses[1], abs=1e-4)
    again = [one.model.model.text_model.gradient_checkpointing for one in models]
    assert again == [False, True]


def test_one_process_trains_on_one_gpu(
    tiny: Path, problems: list[Problem], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if this machine had eight: no batch is split among them, and none is pinned, being on one already."""
    monkeypatch.setattr("torch.cuda.device_count", lambda: 8)
    job = trl_run.Job((), SftSettings(), SftSpeed(device="cuda"), tiny, tmp_path, tmp_path, 1)
    arguments = trl_run._arguments(job, [((0,),)], on_cpu=False)
    assert (arguments.n_gpu, arguments.train_batch_size) == (1, 1)
    assert not arguments.dataloader_pin_memory

    def second(*given: Any, **named: Any) -> Loaded:
        loaded = load(tiny, dtype="float32", device="cpu")
        return dataclasses.replace(loaded, device=torch.device("cuda:1"))

    monkeypatch.setattr(trl_run, "load", second)
    with pytest.raises(RecipeError, match='first GPU that it sees, not on "cuda:1": set CUDA_VIS'):
        train("sft", examples(problems), tiny, tmp_path, speed={"device": "cuda:1"})


def test_nothing_is_cut_in_silence(tiny: Path, problems: list[Problem], tmp_path: Path) -> None:
    rows = [*examples(problems[:2]), Example(Solve(problems[2]), "long " * 400)]
    for name in ("lean", "sft"):
        trained = train(name, rows, tiny, tmp_path / name, longest=300)
        assert (trained.rows, trained.dropped, trained.note["longest"]) == (2, 1, 300)
    with pytest.raises(RecipeError, match="nothing to fine-tune on: 1 rows are over-long"):
        train("lean", rows[2:], tiny, tmp_path / "none", longest=300)


CHILD = """
import pickle, sys, time
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_training import train
job = pickle.loads(Path(sys.argv[1]).read_bytes())
def progress(done, total, note):
    if done == job["stop"]:
        print("stopping", flush=True)
        time.sleep(60)
train(job["name"], job["rows"], job["start"], job["folder"], progress=progress,
      speed={{"checkpoint_steps": 2}}, matrix_learning_rate=job["matrix"])
"""


@pytest.mark.parametrize(("name", "matrix"), [("lean", 0.0), ("lean", 2e-2), ("sft", 0.0)])
def test_a_killed_training_goes_on_inside_and_comes_to_the_same_model(
    tiny: Path, problems: list[Problem], tmp_path: Path, name: str, matrix: float
) -> None:
    """SIGKILL after step 5 of 8; whole checkpoints stood at 2 and 4."""
    rows = examples(problems)
    whole = train(name, rows, tiny, tmp_path / "whole", matrix_learning_rate=matrix)
    job = {"name": name, "rows": rows, "start": tiny, "folder": tmp_path / "killed", "stop": 5}
    job["matrix"] = matrix
    (tmp_path / "job").write_bytes(pickle.dumps(job))
    code = CHILD.format(tests=str(Path(__file__).parent))
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "job")], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    for line in child.stdout:
        if line.strip() == "stopping":
            os.kill(child.pid, signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL
    steps: list[int] = []
    resumed = train(
        name,
        rows,
        tiny,
        tmp_path / "killed",
        progress=lambda done, total, note: steps.append(done),
        speed={"checkpoint_steps": 2},
        matrix_learning_rate=matrix,
    )
    assert steps == [5, 6, 7, 8]
    assert [step for step, _ in resumed.curve] == list(range(1, 9))
    assert resumed.curve == whole.curve
    assert not changed(weights(tmp_path / "whole/out"), weights(tmp_path / "killed/out"))


def test_no_checkpoint_follows_the_last_step(
    tiny: Path, problems: list[Problem], tmp_path: Path
) -> None:
    """The model itself does: beside it, weights and AdamW's state of 7B would be another 90 GB."""
    train("sft", examples(problems), tiny, tmp_path, speed={"checkpoint_steps": 4})
    assert [folder.name for folder in (tmp_path / "work").glob("checkpoint-*")] == ["checkpoint-4"]


def test_a_half_written_checkpoint_is_no_checkpoint(tmp_path: Path) -> None:
    from mathse.trainers.trl_run import COMPLETE, last_checkpoint

    for step in (2, 4):
        (tmp_path / f"checkpoint-{step}").mkdir()
    (tmp_path / "checkpoint-2" / COMPLETE).touch()
    assert last_checkpoint(tmp_path) == str(tmp_path / "checkpoint-2")
    assert not (tmp_path / "checkpoint-4").exists()


@pytest.mark.slow
def test_two_processes_come_to_the_same_model(
    tiny: Path, problems: list[Problem], tmp_path: Path
) -> None:
    steps: list[int] = []
    alone = train("sft", examples(problems), tiny, tmp_path / "alone")
    shared = train(
        "sft",
        examples(problems),
        tiny,
        tmp_path / "shared",
        progress=lambda done, total, note: steps.append(done),
        speed={"processes": 2},
    )
    assert steps == list(range(1, 9))
    assert (shared.rows, shared.steps) == (alone.rows, alone.steps)
    assert shared.note == alone.note
    assert not changed(
        weights(tmp_path / "alone" / "out"), weights(tmp_path / "shared" / "out"), 2e-4
    )


@pytest.mark.parametrize(
    ("settings", "speed", "said"),
    [
        ({"lora": {"rank": 4}}, {}, '"lean" has no LoRA'),
        ({"matrix_learning_rate": -1.0}, {}, "matrix_learning_rate"),
        ({}, {"processes": 2}, "runs in one process"),
        ({"epochs": 0}, {}, "epochs"),
        ({"warmup": 3.0}, {}, "warmup"),
    ],
)
def test_settings_that_make_no_training_are_one_line(
    tiny: Path, tmp_path: Path, settings: dict[str, object], speed: dict[str, object], said: str
) -> None:
    with pytest.raises(RecipeError, match=said):
        train("lean", [], tiny, tmp_path, speed=speed, **settings)
