"""One damaged file among several: one line, and the others load. Where none can be read, a SourceError."""

import json
from pathlib import Path
from typing import Any

import pytest
from hostile import png
from layouts import write_table
from reading import bad, good, read

from mathse.cli import main
from mathse.errors import SourceError

SHARDS = {
    "parquet": "train-{}.parquet", "mmk12": "train-{}.parquet", "virl39k": "part-{}.parquet",
    "mathvista": "testmini-{}.parquet", "mathvision": "test-{}.parquet",
    "dynamath": "sample{}-0.parquet",
}  # fmt: skip
TURNS = [{"from": "human", "value": "Area?"}, {"from": "gpt", "value": "The answer is 6."}]
MAVIS = json.dumps([{"conversations": TURNS}])
DAMAGED = {
    "empty": (b"", "is empty"),
    "no JSON": (b"<html>404</html>", "is neither a JSON array nor a JSON object"),
    "UTF-16": (MAVIS.encode("utf-16"), "is UTF-16; save it as UTF-8"),
    "UTF-16, no mark": (MAVIS.encode("utf-16-le"), "is UTF-16; save it as UTF-8"),
    "UTF-16, big end first": (MAVIS.encode("utf-16-be"), "is UTF-16; save it as UTF-8"),
}


def shards(folder: Path, name: str) -> list[Path]:
    """Three files of two rows each."""
    files = [folder / SHARDS[name].format(number) for number in (1, 2, 3)]
    for at, file in enumerate(files):
        rows = [
            dict.fromkeys(("id", "qid", "pid"), f"{at}{i}")
            | {"question": f"{at} + {i}?", "answer": "1", "decoded_image": {"bytes": png()}}
            for i in range(2)
        ]
        write_table(file, *rows)
    return files


@pytest.mark.parametrize("name", SHARDS)
def test_a_damaged_shard_takes_its_own_rows_alone(tmp_path: Path, name: str) -> None:
    first, second, third = shards(tmp_path, name)
    second.write_bytes(second.read_bytes()[:100])
    rows = read(name, tmp_path)
    names = [row.source_id.partition("/")[0] for row in good(rows)]
    assert names == ["00", "01", "20", "21"]
    (lost,) = bad(rows)
    assert lost.source_id == second.name
    assert lost.reason.startswith(f"{second} cannot be read: ")
    for file in (first, third):
        file.write_bytes(b"none")
    with pytest.raises(SourceError, match="cannot be read"):
        read(name, tmp_path)


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_json_file_takes_its_own_rows_alone(
    tmp_path: Path, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    content, said = DAMAGED[damage]
    (tmp_path / "a.json").write_bytes(content)
    (tmp_path / "b.json").write_text(MAVIS)
    rows = read("mavis", tmp_path)
    assert [row.source_id for row in good(rows)] == ["b/0"]
    reason = f"{tmp_path / 'a.json'} {said}; nothing in it could be read"
    assert [(row.source_id, row.reason) for row in bad(rows)] == [("a.json", reason)]
    assert main(("sources", "check", "mavis", str(tmp_path))) == 1  # its rows are not accounted for
    assert "mavis: 2 rows, 1 loaded, 1 left out" in capsys.readouterr().out
    (tmp_path / "b.json").write_bytes(content)
    assert main(("sources", "check", "mavis", str(tmp_path))) == 2
    assert capsys.readouterr().err == f"mathse: {tmp_path / 'b.json'} {said}\n"


def test_lines_of_utf_16_without_its_mark_are_named(tmp_path: Path) -> None:
    row: dict[str, Any] = {"id": "1", "question": "1 + 1?", "answer": "2"}
    for coding in ("utf-16-le", "utf-16-be"):
        (tmp_path / "p.jsonl").write_bytes((json.dumps(row) + "\n").encode(coding))
        with pytest.raises(SourceError, match="is UTF-16; save it as UTF-8"):
            read("jsonl", tmp_path)
