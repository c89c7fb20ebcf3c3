"""Files that people do have: empty ones, image folders, rows whose fields are of another kind."""

from pathlib import Path

import pytest
from hostile import png, write_lines
from reading import bad, good, read

from mathse.cli import main

JSON = ("mathvista", "dynamath", "mathverse", "mathv360k", "mavis", "multimath", "math_puma")


@pytest.mark.parametrize("name", JSON)
@pytest.mark.parametrize("content", ["", " \n\t"])
def test_an_empty_json_file_is_one_line(
    tmp_path: Path, name: str, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "empty.json"
    file.write_text(content)
    assert main(("sources", "check", name, str(file))) == 2
    assert capsys.readouterr().err == f"mathse: {file} is empty\n"


def test_a_local_image_folder_is_read_through_datasets(tmp_path: Path) -> None:
    """The library stores whole paths; those inside the folder are its own."""
    folder, outside = tmp_path / "folder", tmp_path / "other.png"
    folder.mkdir()
    outside.write_bytes(png())
    (folder / "a.png").write_bytes(png())
    line = {"file_name": "a.png", "question": "Area?", "answer": "1"}
    write_lines(folder / "metadata.jsonl", line)
    (row,) = good(read("datasets", folder))
    assert row.images == (folder / "a.png",)
    names = (folder / "a.png", outside, folder / ".." / "other.png")
    lines = [{"question": "?", "answer": "1", "image": str(name)} for name in names]
    rows = read("jsonl", write_lines(folder / "p.jsonl", *lines))
    assert len(good(rows)) == 1
    assert all("leaves the data set's folder" in said.reason for said in bad(rows))
