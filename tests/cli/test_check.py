"""`mathse check`: one of each thing, on fakes and on a tiny real model."""

import json
from pathlib import Path

import pytest
import torch

from mathse.cli import main


@pytest.fixture
def problems(tmp_path: Path) -> Path:
    """Problems with a picture each, in the generic layout; the last one is the longest."""
    from PIL import Image as Picture

    rows = []
    for n in range(12):
        Picture.new("RGB", (50, 40 + n), (20 * n, 80, 120)).save(tmp_path / f"{n}.png")
        question = f"How many? {'Look closely. ' * n}"
        rows.append({"id": f"row {n}", "question": question, "answer": "3", "image": f"{n}.png"})
    (tmp_path / "problems.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path / "problems.jsonl"


def checked(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    assert main(["check", *arguments, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def test_the_fake_cast(capsys: pytest.CaptureFixture[str]) -> None:
    found = checked(["fake", "--run-dir", "/tmp/none"], capsys)
    tried = {one["what"]: one for one in found["tried"]}  # type: ignore[attr-defined]
    assert tried.keys() == {"sample", "judge.fake", "judge.truth", "train"}
    names = [one["name"] for one in found["stages"]]  # type: ignore[attr-defined]
    assert "round_2.fine_tune" in names
    assert found["unknown"] == []
    assert not Path("/tmp/none").exists()


def test_the_orm_is_tried_and_timed_as_its_own_trainer_goes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Also where a judge sees no reference: its stage is named after that, and is no hosted model's."""
    orm = {
        "judges.orm.use": "fake_orm", "judge.keys": "['orm']", "judge.card": "3", "orm.train": "true",
        "orm.accept": "truth", "orm.trainer": "{use = 'fake', speed = {seconds = 0.2}}",
    }  # fmt: skip
    sets = [word for name, value in orm.items() for word in ("--set", f"{name}={value}")]
    found = checked(["fake", "--run-dir", "/tmp/none", *sets], capsys)
    tried = {one["what"]: one["seconds"] for one in found["tried"]}  # type: ignore[attr-defined]
    assert tried["train_orm"] >= 0.2
    stages = {one["name"]: one["seconds_at_most"] for one in found["stages"]}  # type: ignore[attr-defined]
    assert stages["orm.fine_tune_orm"] == pytest.approx(tried["train_orm"])
    assert stages["orm.fine_tune"] == pytest.approx(tried["train"])
    assert stages["round_1.examine.judge.orm_without_reference"] > 0
    assert found["unknown"] == []
    assert main(["check", "fake", "--run-dir", "/tmp/none", *sets]) == 0
    assert "hosted" not in capsys.readouterr().out


@pytest.mark.parametrize("table", ["trainer", "orm.trainer"])
def test_what_a_trainer_cannot_do_is_found(
    problems: Path, capsys: pytest.CaptureFixture[str], table: str
) -> None:
    sets = tiny_run(problems) | {f"{table}.use": "lean", f"{table}.settings.lora.rank": 4}
    words = [word for name, value in sets.items() for word in ("--set", f"{name}={value}")]
    assert main(["check", "mathvision-smoke", *words]) == 2
    assert capsys.readouterr().err.splitlines()[-1].endswith('"lean" has no LoRA; use "sft"')


@pytest.mark.parametrize(
    ("teacher", "said"),
    [
        ("answers", "the teacher's or the source's solutions"),
        ("{use = 'openai', settings = {model = 'big'}}", "made up, of about 300 tokens"),
    ],
)
def test_the_longest_row_is_not_what_an_untaught_base_writes(
    problems: Path, capsys: pytest.CaptureFixture[str], teacher: str, said: str
) -> None:
    change = {"teacher": teacher} if teacher.startswith("{") else {"teacher.use": teacher}
    sets = tiny_run(problems) | change | {"teacher.distil.max_tokens": 300}
    words = [word for name, value in sets.items() for word in ("--set", f"{name}={value}")]
    found = checked(["mathvision-smoke", *words], capsys)
    tried = {one["what"]: one["said"] for one in found["tried"]}  # type: ignore[attr-defined]
    longest = {
        what: int(tried[what].partition("longest row ")[2].split()[0].replace(",", ""))
        for what in ("train", "train_orm")
    }
    assert said in tried["train"]
    assert longest["train_orm"] > longest["train"]
    assert (longest["train"] > 300) is said.startswith("made up")


def tiny_run(problems: Path) -> dict[str, object]:
    """What makes the smallest real run of mathvision-smoke."""
    return {
        "problems.source": "jsonl", "problems.path": str(problems), "problems.n": 0,
        "sampling.n": 1, "sampling.max_tokens": 6, "trainer.use": "lean",
        "trainer.settings.prompts": "short", "trainer.settings.batch": 2, "rounds": 1,
        "orm.trainer.settings.batch": 2, "base.use": "tiny_idefics3",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("mathse.policies.transformers_local.load", "sample"),
        ("mathse.policies.transformers_local.TransformersPolicy.write", "sample"),
        ("mathse.judges.orm.load", "judge.orm"),
        ("mathse.trainers.lean.LeanTrainer.train", "train"),
    ],
)
def test_a_gpu_that_is_too_small_is_one_line(
    problems: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    part: str,
    said: str,
) -> None:
    def full(*given: object, **named: object) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")

    monkeypatch.setattr(part, full)
    sets = [
        word for name, value in tiny_run(problems).items() for word in ("--set", f"{name}={value}")
    ]
    assert main(["check", "mathvision-smoke", *sets]) == 5
    last = capsys.readouterr().err.splitlines()[-1]
    line = f"mathse: {said} ran out of the GPU's memory: smaller numbers under [...speed] need less (in"
    assert last.startswith(line)


def test_no_round(capsys: pytest.CaptureFixture[str]) -> None:
    found = checked(["fake", "--run-dir", "/tmp/none", "--set", "rounds=0"], capsys)
    names = [one["name"] for one in found["stages"]]  # type: ignore[attr-defined]
    assert "distilled.fine_tune" in names
    assert "round_1.sample" not in names


def test_a_real_model(problems: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sets = [
        word for name, value in tiny_run(problems).items() for word in ("--set", f"{name}={value}")
    ]
    found = checked(["mathvision-smoke", "--run-dir", str(tmp_path / "run"), *sets], capsys)
    assert found["problems"] == 12
    assert str(found["longest"]).startswith("row 11")
    tried = {one["what"]: one for one in found["tried"]}  # type: ignore[attr-defined]
    assert tried["train"]["units"] == 2
    assert all(one["seconds"] > 0 for one in tried.values())
    assert found["memory"]["process"] > 10_000_000  # type: ignore[index]
    disk = found["disk"]
    assert disk["needed"] > 4 * disk["model"] > 0  # type: ignore[index]
    seconds = {one["name"]: one["seconds_at_most"] for one in found["stages"]}  # type: ignore[attr-defined]
    assert seconds["round_1.sample"] > 0
    assert not (tmp_path / "run").exists()


def test_a_mistake_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "mathvision-smoke", "--set", "problems.path=/nowhere"]) == 2
    error = capsys.readouterr().err.splitlines()
    assert [line for line in error if not line.startswith("check:")] == error[-1:]
    assert "/nowhere" in error[-1]
