"""A picture that does not open stops another's trainer: its rows are left out of an export, and said."""

import json
from pathlib import Path

import pytest
from PIL import Image

from mathse.cli import main

COUNT = 30


@pytest.fixture(scope="module")
def run_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run of which every third problem shows a PNG that only decoding finds damaged."""
    folder = tmp_path_factory.mktemp("pictures")
    Image.effect_noise((64, 64), 90).save(folder / "good.png")
    content = bytearray((folder / "good.png").read_bytes())
    content[60:-20] = bytes(len(content) - 80)  # the header and the end mark stay
    (folder / "damaged.png").write_bytes(content)
    rows = [
        {"id": f"p{i}", "question": f"What is {i} + {i + 3} * 2?", "answer": str(3 * i + 6),
         "group": str(i), "image": "good.png" if i % 3 else "damaged.png"}
        for i in range(COUNT)
    ]  # fmt: skip
    (folder / "problems.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    uses = [("base", "fake"), ("student", "fake"), ("teacher", "fake_teacher"), ("trainer", "fake")]
    recipe = f'rounds = 1\n[problems]\nsource = "jsonl"\npath = "{folder}"\n'
    recipe += "".join(f'[{role}]\nuse = "{name}"\n' for role, name in uses)
    recipe += '[judges.judge]\nuse = "fake"\n[judges.judge.settings]\nerror_rate = 0.0\n'
    (folder / "recipe.toml").write_text(
        recipe + "[problems.split]\nseed = 0.7\ntest = 0.2\ndev = 0.0\n"
    )
    assert (
        main(("run", str(folder / "recipe.toml"), "--run-dir", str(folder / "run"), "--quiet")) == 0
    )
    return folder / "run"


@pytest.mark.parametrize("kind", ["messages", "parquet"])
def test_a_row_whose_picture_does_not_open_is_left_out_and_said(
    run_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    out = tmp_path / "out"
    capsys.readouterr()
    assert main(("export", str(run_dir), "--format", kind, "--out", str(out))) == 0
    said = capsys.readouterr().err.splitlines()[-1]  # behind how far it was
    manifest = json.loads((out / "manifest.json").read_text())
    lost, whole = manifest["left_out"], manifest["rows"]
    assert min(lost, whole) > 0
    assert said.startswith(
        f"mathse: {lost} of {lost + whole} rows are left out: their pictures do not open; the first: problem p"
    )
    assert "is damaged" in said
    for picture in (out / "images").glob("*"):
        with Image.open(picture) as opened:
            opened.load()
