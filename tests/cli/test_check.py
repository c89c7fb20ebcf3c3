"""`mathse check`: one of each thing, on fakes and on a tiny real model."""

import json
from pathlib import Path

import pytest

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


def test_no_round(capsys: pytest.CaptureFixture[str]) -> None:
    found = checked(["fake", "--run-dir", "/tmp/none", "--set", "rounds=0"], capsys)
    names = [one["name"] for one in found["stages"]]  # type: ignore[attr-defined]
    assert "distilled.fine_tune" in names
    assert "round_1.sample" not in names


def test_a_real_model(problems: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changes = {
        "problems.source": "jsonl", "problems.path": str(problems), "problems.n": 0,
        "sampling.n": 1, "sampling.max_tokens": 6, "trainer.use": "lean",
        "trainer.settings.prompts": "short", "trainer.settings.batch": 4, "rounds": 1,
    }  # fmt: skip
    sets = [word for name, value in changes.items() for word in ("--set", f"{name}={value}")]
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
