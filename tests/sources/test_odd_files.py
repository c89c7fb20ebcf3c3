"""Files that people do have: empty ones, image folders, rows whose fields are of another kind."""

import json
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from hostile import png, write_lines
from reading import bad, good, read

from mathse.cli import main
from mathse.errors import SourceError
from mathse.roles import BadRow, SourceRow

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


ODD_IDS = ({"a": 1}, [1], True, " ")


@pytest.mark.parametrize("name", ["jsonl", "mathvision", "parquet"])
def test_an_id_that_names_nothing_leaves_its_row_out(tmp_path: Path, name: str) -> None:
    plain = {"question": "1 + 1?", "answer": "2"}
    for odd in (*ODD_IDS, *((None, "") if name == "mathvision" else ())):
        said = _rows(tmp_path, name, {**plain, "id": odd}, {**plain, "id": odd})
        assert [row.reason for row in bad(said)] == [
            f"the id is {odd!r}, neither a text nor a number"
        ] * 2
    assert [row.source_id for row in good(_rows(tmp_path, name, {**plain, "id": 7}))] == ["7"]


@pytest.mark.parametrize("name", ["jsonl", "mathvision", "parquet"])
@pytest.mark.parametrize("options", ["ABC", {"A": "1"}, 5, True])
def test_options_that_are_no_list_leave_their_row_out(
    tmp_path: Path, name: str, options: object
) -> None:
    line = {"id": "a", "question": "Which?", "answer": "A", "options": options}
    assert bad(_rows(tmp_path, name, line)) == [BadRow("a", '"options" is not a list')]


@pytest.mark.parametrize("image", [None, ""])
def test_a_mathvision_question_needs_the_image_that_it_shows(tmp_path: Path, image: object) -> None:
    shown = {"id": "a", "question": "Area?\n<image1>", "answer": "1", "image": image}
    plain = {"id": "b", "question": "1 + 1?", "answer": "2", "image": image}
    rows = _rows(tmp_path, "mathvision", shown, plain)
    assert [row.source_id for row in good(rows)] == ["b"]
    assert [row.reason for row in bad(rows)] == [
        "the question shows <image1>, but the row has no image"
    ]


def _rows(folder: Path, name: str, *lines: dict[str, Any]) -> list[SourceRow | BadRow]:
    if name == "parquet":
        table = pyarrow.Table.from_pylist(list(lines))
        pyarrow.parquet.write_table(table, folder / "p.parquet")
        return read(name, folder / "p.parquet")
    return read(name, write_lines(folder / "test.jsonl", *lines))


def test_mathvista_choices_that_are_no_list_leave_their_row_out(tmp_path: Path) -> None:
    row = {"pid": "1", "question": "Which?", "answer": "1", "choices": "1, 2"}
    file = tmp_path / "testmini.json"
    file.write_text(json.dumps({"1": row, "2": {**row, "pid": [2], "choices": []}}))
    said = bad(read("mathvista", file))
    assert said == [
        BadRow("1", '"choices" is not a list'),
        BadRow("2", "the id is [2], neither a text nor a number"),
    ]


def test_datasets_does_not_take_a_file_to_the_hub(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write_lines(tmp_path / "p.jsonl", {"question": "1 + 1?", "answer": "2"})
    assert main(("sources", "check", "datasets", str(file))) == 2
    assert capsys.readouterr().err == f'mathse: {file} is a file; "datasets" reads a folder\n'


def test_nothing_to_check_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty, file = tmp_path / "empty.jsonl", tmp_path / "p.jsonl"
    empty.touch()
    write_lines(file, {"question": "1 + 1?", "answer": "2"})
    assert main(("sources", "check", "jsonl", str(empty))) == 1
    assert f"mathse: there is no row in {empty}\n" in capsys.readouterr().err
    against = f"jsonl={empty}"
    assert main(("sources", "check", "jsonl", str(file), "--against", against)) == 2
    said = f"mathse: {against.replace('=', ' ')}: there is no problem in it\n"
    assert capsys.readouterr().err.endswith(said)


TABLES = {
    "parquet": "p.parquet", "mmk12": "train-0.parquet", "virl39k": "39Krelease.parquet",
    "mathvista": "testmini-0.parquet", "mathvision": "test-0.parquet",
    "dynamath": "sample1-0.parquet",
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_a_damaged_part_of_a_table_takes_its_own_rows_alone(tmp_path: Path, name: str) -> None:
    rows = [
        {
            "id": f"r{i}",
            "qid": f"r{i}",
            "pid": f"r{i}",
            "question": f"What is {i}?",
            "answer": "1",
            "decoded_image": {"bytes": png(), "path": None},
        }
        for i in range(300)
    ]
    file = tmp_path / TABLES[name]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), file, row_group_size=100)
    whole = file.read_bytes()
    group = pyarrow.parquet.ParquetFile(file).metadata.row_group(1)
    at = group.column(3).dictionary_page_offset or group.column(3).data_page_offset
    file.write_bytes(whole[: at + 40] + b"\0" * 200 + whole[at + 240 :])
    found = read(name, file)
    assert [row.source_id.partition("/")[0] for row in good(found)] == [
        f"r{i}" for i in (*range(100), *range(200, 300))
    ]
    assert len(bad(found)) == 100
    assert {row.reason.partition(":")[0] for row in bad(found)} == {
        "its part of the file cannot be read"
    }
    file.write_bytes(whole[:-20])
    with pytest.raises(SourceError, match="cannot be read"):
        read(name, file)
