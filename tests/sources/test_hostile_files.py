"""Hostile files: one clear line each, bounded memory, and the rest loads."""

import random
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from hostile import IMAGES, jpeg, png, write_lines
from reading import bad, good, read

from mathse.cli import main
from mathse.errors import SourceError
from mathse.roles import BadRow
from mathse.sources.items import json_items
from mathse.sources.rows import row


@pytest.mark.parametrize("name", IMAGES)
def test_a_hostile_image_is_one_line_and_the_rest_loads(tmp_path: Path, name: str) -> None:
    content, reason = IMAGES[name]
    (tmp_path / "data").mkdir()
    (tmp_path / "secret.png").write_bytes(png())
    (tmp_path / "data" / "good.png").write_bytes(png())
    if content is not None:
        (tmp_path / "data" / name).write_bytes(content)
    names = ("good.png", name, "good.png")
    lines = [{"question": "Area?", "answer": "1", "image": image} for image in names]
    rows = read("jsonl", write_lines(tmp_path / "data" / "p.jsonl", *lines))
    assert len(good(rows)) == 2
    (said,) = bad(rows)
    assert reason in said.reason
    assert "\n" not in said.reason


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(png())
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    file = write_lines(folder / "p.jsonl", {"question": "?", "answer": "1", "image": "link.png"})
    (said,) = bad(read("jsonl", file))
    assert "is a link out of" in said.reason


def test_a_link_inside_the_hub_cache_is_followed(tmp_path: Path) -> None:
    blobs, snapshot = tmp_path / "blobs", tmp_path / "snapshots" / "abc"
    blobs.mkdir()
    snapshot.mkdir(parents=True)
    (blobs / "0a1b").write_bytes(png())
    (snapshot / "link.png").symlink_to("../../blobs/0a1b")
    file = write_lines(snapshot / "p.jsonl", {"question": "?", "answer": "1", "image": "link.png"})
    assert len(good(read("jsonl", file))) == 1


def test_broken_lines_are_named_and_the_rest_loads(tmp_path: Path) -> None:
    plain = '{"id": "%s", "question": "2 + 2?", "answer": "4"}\n'
    lines = [
        "\ufeff".encode(),
        (plain % "a").encode(),
        b"{'id': 1}\n",
        '{"question": "größer?", "answer": "1"}\n'.encode("latin-1"),
        b"[1, 2]\n",
        (plain % "a").encode(),
        b'{"id": "e", "question": "?"}\n',
        b'{"id": "f", "question": "Which?", "options": ["1", "2"], "answer": "D"}\n',
        ("[" * 100_000 + "\n").encode(),
        (plain % "z").encode(),
    ]
    (tmp_path / "p.jsonl").write_bytes(b"".join(lines))
    rows = read("jsonl", tmp_path)
    assert [row.source_id for row in good(rows)] == ["a", "z"]
    expected = ["not JSON", "not UTF-8", "not an object", "duplicate id", "no reference answer"]
    expected += ["options without their gold", "not JSON"]
    for said, part in zip(bad(rows), expected, strict=True):
        assert part in said.reason


HALF = '{"id": "h", "question": "2 + \\ud800?", "answer": "4", "image": "good.png"}\n'


@pytest.mark.parametrize("name", ["jsonl", "mathvision"])
def test_half_a_character_spoils_its_row_alone(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """JSON may escape a lone surrogate, which no database and no terminal takes."""
    (tmp_path / "good.png").write_bytes(png())
    rows = [HALF, HALF.replace("\\ud800", "\\ud83d\\ude00"), HALF.replace("ud800", "\\ud800")]
    lines = [row.replace('"h"', f'"{i}"') for i, row in enumerate(rows)]
    (tmp_path / "test.jsonl").write_text("".join(lines), encoding="utf-8")
    assert main(("sources", "check", name, str(tmp_path / "test.jsonl"))) == 0
    said = capsys.readouterr().out
    assert "3 rows, 2 loaded, 1 left out" in said
    assert "line 1: is not UTF-8: it escapes half of a character" in said


@pytest.mark.parametrize("field", ["id", "question", "answer", "options", "solution", "source"])
def test_a_parquet_cell_that_is_not_utf_8_spoils_its_row_alone(tmp_path: Path, field: str) -> None:
    """Arrow writes such bytes without a word; reading them as text fails."""
    kinds = {"options": pyarrow.list_(pyarrow.string())}
    raw: dict[str, Any] = {"question": [b"Which?"] * 2, "answer": [b"A"] * 2}
    raw |= {"id": [b"a", b"b"], "options": [[b"1"], [b"2"]]}
    raw[field] = [b"1", b"\xff"] if field != "options" else [[b"1"], [b"\xff"]]
    arrays = {}
    for name, cells in raw.items():
        binary = pyarrow.list_(pyarrow.binary()) if name == "options" else pyarrow.binary()
        text = kinds.get(name, pyarrow.string())
        arrays[name] = pyarrow.array(cells, binary).view(text)
    pyarrow.parquet.write_table(pyarrow.table(arrays), tmp_path / "p.parquet")
    for name in ("parquet", "datasets"):
        rows = read(name, tmp_path)
        assert len(good(rows)) == 1
        assert [row.reason for row in bad(rows)] == ["holds text that is not UTF-8"]


def test_half_a_character_in_a_pickle_or_a_key(tmp_path: Path) -> None:
    """Every way into a row is checked, and what is said of it can be printed."""
    said = row(source_id="\udcff", question="1 + 1?", gold="2", images=[])
    assert said == BadRow("\\udcff", "holds text that is not UTF-8")
    said = row(source_id="1", question="1 + 1?", gold="2", images=[], meta={"a": ["\ud800"]})
    assert said == BadRow("1", "holds text that is not UTF-8")
    (tmp_path / "a.json").write_text('{"\\ud800": {"a": 1}, "b": {"a": 2}}')
    assert [tuple(item) for item in json_items(tmp_path / "a.json")] == [
        ("\\ud800", "is not UTF-8"),
        ("b", {"a": 2}),
    ]


def test_a_file_in_utf_16_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "p.jsonl").write_bytes('{"question": "?"}'.encode("utf-16"))
    with pytest.raises(SourceError, match="UTF-16"):
        read("jsonl", tmp_path)


def test_a_line_of_200_mb_is_skipped_in_bounded_memory(tmp_path: Path) -> None:
    file = tmp_path / "p.jsonl"
    with file.open("wb") as out:
        out.write(b'{"question": "1 + 1?", "answer": "2"}\n{"question": "')
        for _ in range(200):
            out.write(b"x" * (1 << 20))
        out.write(b'", "answer": "3"}\n{"question": "3 + 1?", "answer": "4"}\n')
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rows = read("jsonl", file)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert [row.gold for row in good(rows)] == ["2", "4"]
    (said,) = bad(rows)
    assert said == BadRow("line 2", "is oversized: 200 MB, at most 8")
    assert grown < 64 << 10, f"{grown >> 10} MB"


READING = """
import resource, sys
from pathlib import Path
from mathse.plugins import find
from mathse.roles import Context

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10

plugin = find("source", "parquet")
source = plugin.build(plugin.settings(), plugin.speed(), Context(model=None))
assert [len(row.images) for row in source.read(Path(sys.argv[1]))] == [0]  # the library is there now
before = peak()
print(sum(len(row.images) for row in source.read(Path(sys.argv[2]))), peak() - before)
"""


def test_pictures_in_a_table_are_not_read_all_at_once(tmp_path: Path) -> None:
    """Three row groups of 75 MB; the library's own way held 400 MB of them."""
    picture, noise = jpeg()[:-2], random.Random(0)
    few, many = tmp_path / "few.parquet", tmp_path / "many.parquet"
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist([{"question": "?", "answer": "1"}]), few)
    writer = None
    for group in range(3):
        rows = [
            {"id": f"{group}-{i}", "question": "?", "answer": "1",
             "image": {"bytes": picture + noise.randbytes(150_000) + b"\xff\xd9", "path": None}}
            for i in range(500)
        ]  # fmt: skip
        table = pyarrow.Table.from_pylist(rows)
        writer = writer or pyarrow.parquet.ParquetWriter(many, table.schema)
        writer.write_table(table)
    assert writer is not None
    writer.close()
    command = [sys.executable, "-c", READING, str(few), str(many)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    images, grown = map(int, done.stdout.split())
    assert images == 1500
    assert grown < 250, f"{grown} MB"
