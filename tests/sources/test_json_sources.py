"""The JSON layouts on real data, and options, several images and streams."""

import json
import time
from pathlib import Path

import pytest
from hostile import jpeg, png, write_lines
from hypothesis import given, settings
from hypothesis import strategies as st
from layouts import write_table
from reading import DATA, bad, good, needs_data, read

from mathse.sources import items
from mathse.sources.choices import split_choices
from mathse.sources.items import json_items


@needs_data
def test_mathvision_loads_whole() -> None:
    rows = read("mathvision", DATA / "mathvision")
    assert len(rows) == 845
    assert [len(row.images) for row in good(rows)] == [1] * 845


@needs_data
def test_dynamath_loads_whole_with_options_as_data() -> None:
    rows = good(read("dynamath", DATA / "dynamath"))
    assert [len(row.images) for row in rows] == [1] * 501
    choices = [row for row in rows if row.meta["answer_type"] == "multiple choice"]
    assert len(choices) == 174
    assert all(2 <= len(row.options) <= 6 for row in choices)
    assert all("(B)" not in row.question and "hoice" not in row.question for row in choices)


@pytest.mark.parametrize(
    ("text", "question", "options"),
    [
        ("Even? choice: (A) yes (B) no ", "Even?", ("yes", "no")),
        ("Which? Choices: (A) (B) (C)", "Which?", ("A", "B", "C")),
        ("Where is (A)? Choices: (A) left (B) right", "Where is (A)?", ("left", "right")),
        ("Largest?\nA. Group 1\nB. Group 2", "Largest?", ("Group 1", "Group 2")),
        ("Sets?\nA: [1, 2]\nB: [3]\n", "Sets?", ("[1, 2]", "[3]")),
        ("Points (A) and (C) are joined", "Points (A) and (C) are joined", ()),
        ("Only (A) is there", "Only (A) is there", ()),
    ],
)
def test_options_out_of_a_text(text: str, question: str, options: tuple[str, ...]) -> None:
    assert split_choices(text) == (question, options)


def test_jsonl_keeps_several_images_and_none(tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(png())
    write_lines(
        tmp_path / "problems.jsonl",
        {"id": 7, "question": "Sum?", "answer": 12.5, "images": ["a.png", "b.png"], "level": 3},
        {"question": "2 + 2?", "answer": "4"},
    )
    first, second = good(read("jsonl", tmp_path))
    assert (first.source_id, first.gold, len(first.images)) == ("7", "12.5", 2)
    assert first.meta == {"level": 3}
    assert (second.source_id, second.images) == ("2", ())


def test_json_items_streams_an_array_and_an_object(tmp_path: Path) -> None:
    rows = [{"n": i, "text": "ä" * (i % 700)} for i in range(3_000)]
    file = tmp_path / "rows.json"
    file.write_text(json.dumps(rows, indent=1, ensure_ascii=False))
    assert [item.value for item in json_items(file)] == rows
    file.write_text(json.dumps({str(row["n"]): row for row in rows}))
    assert [(item.key, item.value) for item in json_items(file)] == [
        (str(row["n"]), row) for row in rows
    ]


@pytest.mark.parametrize(
    ("text", "count", "reason"),
    [
        (b'[{"a": 1}, {"a": ', 1, "breaks off"),
        (b'[{"a": 1}, {"a": 2} {"a": 3}]', 2, "expected"),
        (b'[{"a": 1}, 7, {"a": 3}]', 2, "not an object"),
        (b'[{"a": "\xff"}, {"a": 3}]', 1, "not UTF-8"),
    ],
)
def test_a_broken_array_says_so(tmp_path: Path, text: bytes, count: int, reason: str) -> None:
    file = tmp_path / "rows.json"
    file.write_bytes(text)
    values = [item.value for item in json_items(file)]
    assert len([value for value in values if isinstance(value, dict)]) == count
    (said,) = [value for value in values if isinstance(value, str)]
    assert reason in said


def test_a_bad_entry_of_an_array_is_passed_over(tmp_path: Path) -> None:
    """Too large, or no JSON inside its brackets: the rest is read, in bounded memory."""
    file = tmp_path / "rows.json"
    with file.open("w") as out:
        out.write('[{"n": 1}, {"n": 2, "text": "')
        for _ in range(40):
            out.write('x ]} \\" \\\\' * (1 << 16))
        out.write('"}, {"n": 3}, {\'n\': 4}, {"n": 5, "deep": [{"a": "]"}]}]')
    values = [item.value for item in json_items(file)]
    assert values == [
        {"n": 1}, "is oversized: more than 8 MB", {"n": 3}, "is not JSON at column 2",
        {"n": 5, "deep": [{"a": "]"}]},
    ]  # fmt: skip


@settings(max_examples=60)
@given(
    st.lists(
        st.dictionaries(
            st.text(max_size=5),
            st.recursive(
                st.text(max_size=30) | st.integers() | st.none() | st.booleans(),
                lambda inner: st.lists(inner, max_size=3),
                max_leaves=5,
            ),
            max_size=4,
        ),
        max_size=6,
    ),
    st.integers(1, 40),
)
def test_json_items_reads_what_json_reads(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, object]], chunk: int
) -> None:
    """However the file is cut into pieces while it is read."""
    file = tmp_path_factory.mktemp("items") / "rows.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(items, "_CHUNK", chunk)
        assert [item.value for item in json_items(file)] == rows


ODD_LINES = [
    ('{"id": "a", "query": "1 + 1?", "label": "2"}', 'no question: no field "question" among \'id, query, label\'; the setting "question" names it'),
    ('{"id": "a", "question": "1 + 1?", "label": "2"}', 'no reference answer: no field "answer" among \'id, question, label\'; the setting "answer" names it'),
    ('{"id": "a", "question": "1 + 1?", "answer": ""}', "no reference answer"),
    ('{"id": "a", "question": "1 + 1?", "answer": "2", "image": "https://x.org/a.png"}', "image 'https://x.org/a.png' is an address, not a file: save the picture in the data set's folder"),
    ('{"id": "a", "question": "1 + 1?", "answer": "2"', "is not JSON: it breaks off"),
    ('{"id": "a", "question": "1 + 1?"; "answer": "2"}', "is not JSON at column 33"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "reason"), ODD_LINES)
def test_what_is_wrong_with_a_line_is_said(tmp_path: Path, line: str, reason: str) -> None:
    (tmp_path / "p.jsonl").write_text(line + "\n", encoding="utf-8")
    (row,) = bad(read("jsonl", tmp_path))
    assert row.reason == reason


def test_an_archive_of_pictures_is_to_be_unpacked(tmp_path: Path) -> None:
    asked = {"id": "a", "question": "1 + 1?", "answer": "2", "image": "images/a.png"}
    write_lines(tmp_path / "p.jsonl", asked)
    (tmp_path / "images.zip").write_bytes(b"PK")
    (row,) = bad(read("jsonl", tmp_path))
    assert row.reason == "image 'images/a.png' is missing: unpack images.zip"


def test_columns_of_other_names_are_said(tmp_path: Path) -> None:
    write_table(tmp_path / "p.parquet", {"query": "1 + 1?", "label": "2"})
    (row,) = bad(read("parquet", tmp_path))
    assert row.reason.startswith("no question: no field \"question\" among 'query, label'")
    assert len(good(read("parquet", tmp_path, question="query", answer="label"))) == 1


def test_3000_problems_with_images_load_quickly(tmp_path: Path) -> None:
    picture = jpeg()
    for i in range(3_000):
        (tmp_path / f"{i}.jpg").write_bytes(picture)
    lines = ({"question": f"{i} + 1?", "answer": i + 1, "image": f"{i}.jpg"} for i in range(3_000))
    file = write_lines(tmp_path / "p.jsonl", *lines)
    start = time.perf_counter()
    assert len(good(read("jsonl", file))) == 3_000
    assert time.perf_counter() - start < 10
