"""A published row with an odd id, odd options or an odd text: left out and said, or named by its place."""

import pickle
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy
import pytest
from hostile import png, write_lines
from layouts import picture, write_json, write_table
from reading import bad, good, read

from mathse.roles import BadRow, SourceRow
from mathse.sources.lines import TOO_LONG

Rows = list[SourceRow | BadRow]
TURNS = [{"from": "human", "value": "Area?"}, {"from": "gpt", "value": "The answer is 6."}]
PICKLED: dict[str, Any] = {
    "subject": "如图,求∠1", "choices": ["40°", "50°", "60°", "70°"], "label": 2,
    "image": numpy.full((20, 30), 255, dtype=numpy.uint8),
}  # fmt: skip
ENDLESS = 10**5000  # Python writes and reads no whole number so long
ASKED: dict[str, Any] = {"question": "1 + 1?", "answer": "2"}


def geometry3k(folder: Path, value: dict[str, Any]) -> Rows:
    picture(folder, "train/11/img_diagram.png")
    plain = {"compact_text": "Find x.", "compact_choices": ["30", "40"], "answer": "B"}
    write_json(folder / "train/11/data.json", plain | value)
    return read("geometry3k", folder)


def geoqa_plus(folder: Path, value: dict[str, Any]) -> Rows:
    (folder / "Mix-train.pk").write_bytes(pickle.dumps([PICKLED | value]))
    return read("geoqa_plus", folder)


def math_puma(folder: Path, value: dict[str, Any]) -> Rows:
    asked = {"image_url": "", "instruction": "What is 6 * 7?", "output": "42"}
    write_json(folder / "train.json", [asked | value])
    return read("math_puma", folder)


def multimath(folder: Path, value: dict[str, Any]) -> Rows:
    write_json(folder / "solution" / "chat_train_en.json", [{"conversations": TURNS} | value])
    return read("multimath", folder)


def we_math(folder: Path, value: dict[str, Any]) -> Rows:
    picture(folder, "1.png")
    plain = {"ID": "2steps_1", "key": "2steps_multi", "question": "How long?", "answer": "B"}
    plain["image_path"] = "1.png"
    write_json(folder / "testmini.json", [plain | {"option": "A. 14;B. 7"} | value])
    return read("we_math", folder)


def mathverse(folder: Path, value: dict[str, Any]) -> Rows:
    plain = {"problem_index": "9", "problem_version": "Text Only", "question": "1 + 1?"}
    write_json(folder / "testmini.json", [plain | {"image": "", "answer": "2"} | value])
    return read("mathverse", folder)


def mmk12(folder: Path, value: dict[str, Any]) -> Rows:
    write_table(folder / "train-0.parquet", ASKED | value)
    return read("mmk12", folder)


def virl39k(folder: Path, value: dict[str, Any]) -> Rows:
    write_table(folder / "39Krelease.parquet", ASKED | value)
    return read("virl39k", folder)


def unigeo(folder: Path, value: dict[str, Any]) -> Rows:
    rows = [PICKLED | {"English_problem": "Find x."} | value]
    (folder / "calculation_train.pk").write_bytes(pickle.dumps(rows))
    return read("unigeo", folder)


def mathvision(folder: Path, value: dict[str, Any]) -> Rows:
    return read("mathvision", write_lines(folder / "test.jsonl", ASKED | value))


DECODED = {"decoded_image": {"bytes": png(), "path": None}}


def mathvista(folder: Path, value: dict[str, Any]) -> Rows:
    write_table(folder / "testmini-0.parquet", ASKED | DECODED | value)
    return read("mathvista", folder)


def dynamath(folder: Path, value: dict[str, Any]) -> Rows:
    write_table(folder / "sample_variant1-0.parquet", ASKED | DECODED | value)
    return read("dynamath", folder)


READERS = {
    "geometry3k": (geometry3k, "id"), "geoqa_plus": (geoqa_plus, "id"),
    "math_puma": (math_puma, "id"), "multimath": (multimath, "id"), "mmk12": (mmk12, "id"),
    "virl39k": (virl39k, "qid"), "we_math": (we_math, "ID"), "mathverse": (mathverse, "problem_index"),
    "unigeo": (unigeo, "id"), "mathvision": (mathvision, "id"), "mathvista": (mathvista, "pid"),
    "dynamath": (dynamath, "id"),
}  # fmt: skip
NAMELESS = (float("nan"), float("inf"), [1], {"a": 1}, True, " ", "None", "nan", "null")


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("odd", NAMELESS, ids=repr)
def test_an_id_that_names_nothing_leaves_its_row_out(
    tmp_path: Path, name: str, odd: object
) -> None:
    reader, field = READERS[name]
    rows = reader(tmp_path, {field: odd})
    assert not good(rows)
    assert [row.reason for row in bad(rows)] == [f"the id is {odd!r}, neither a text nor a number"]
    assert bad(rows)[0].source_id not in ("None", "nan", "None/None")


PLACES = {
    "geometry3k": "11", "geoqa_plus": "0", "math_puma": "0", "multimath": "0", "mmk12": "train-0/0",
    "virl39k": "0", "unigeo": "0",
}  # fmt: skip
ABSENT = object()


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("missing", [None, "", ABSENT], ids=["null", "empty", "absent"])
def test_a_row_without_an_id_is_named_by_its_place(
    tmp_path: Path, name: str, missing: object
) -> None:
    """Where a benchmark's figures need the id, it is left out instead."""
    reader, field = READERS[name]
    if name in ("we_math", "mathverse"):  # their rows here are written with an id
        missing = None if missing is ABSENT else missing
    rows = reader(tmp_path, {} if missing is ABSENT else {field: missing})
    assert [row.source_id for row in good(rows)] == ([PLACES[name]] if name in PLACES else [])
    assert len(rows) == 1


@pytest.mark.parametrize("name", READERS)
def test_a_number_is_an_id_however_it_is_stored(tmp_path: Path, name: str) -> None:
    reader, field = READERS[name]
    for number in (7, 7.0):  # a table with a gap stores whole numbers as 7.0
        (row,) = good(reader(tmp_path, {field: number}))
        assert "7" in row.source_id.split("/")


def test_a_number_of_numpy_is_an_id_and_a_label(tmp_path: Path) -> None:
    (row,) = good(geoqa_plus(tmp_path, {"id": numpy.int64(7), "label": numpy.int64(2)}))
    assert (row.source_id, row.gold) == ("7", "C")


LEFT_OUT: list[tuple[str, dict[str, Any], str]] = [
    ("geometry3k", {"compact_choices": "30, 40"}, '"compact_choices" is not a list'),
    ("geometry3k", {"compact_choices": {"A": "30"}}, '"compact_choices" is not a list'),
    ("geometry3k", {"compact_choices": None, "choices": 30}, '"choices" is not a list'),
    ("geoqa_plus", {"choices": "40 50 60 70"}, '"choices" is not a list'),
    ("geoqa_plus", {"choices": {"A": "40"}}, '"choices" is not a list'),
    ("geoqa_plus", {"label": True}, "options without their gold: label True of 4"),
    ("we_math", {"option": ["14", "7"]}, '"option" is not a text with its letters in order'),
    ("we_math", {"option": "14;7"}, '"option" is not a text with its letters in order'),
    ("we_math", {"key": None}, "the key is None, neither a text nor a number"),
    ("mathverse", {"problem_version": None}, "the problem_version is None, neither a text nor a number"),
    ("mmk12", {"question": [1, 2]}, "the question is [1, 2], neither a text nor a number"),
    ("mathverse", {"answer": float("nan")}, "the reference answer is nan, neither a text nor a number"),
    ("mathverse", {"answer": True}, "the reference answer is True, neither a text nor a number"),
    ("mathverse", {"answer": ["1", None]}, "the reference answer is ['1', None], neither a text nor a number"),
    ("mathverse", {"answer": []}, "no reference answer"),
    ("mathverse", {"answer": " "}, "no reference answer"),
    ("geometry3k", {"compact_choices": ["30", float("nan")]}, "an option is not a text or a number"),
    ("virl39k", {"question": [1, 2]}, "the question is [1, 2], neither a text nor a number"),
    ("virl39k", {"question": None}, "no question"),
    ("virl39k", {"answer": [[1, 2]]}, "the reference answer is [[1, 2]], neither a text nor a number"),
    ("geoqa_plus", {"subject": ENDLESS}, f"the question is a value that {TOO_LONG}, neither a text nor a number"),
    ("geoqa_plus", {"id": ENDLESS}, f"the id is a value that {TOO_LONG}, neither a text nor a number"),
    ("geoqa_plus", {"choices": [ENDLESS, "50°", "60°"]}, "an option is not a text or a number"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "reason"), LEFT_OUT)
def test_a_row_with_an_odd_field_is_left_out_and_said(
    tmp_path: Path, name: str, value: dict[str, Any], reason: str
) -> None:
    reader, _ = READERS[name]
    rows = reader(tmp_path, value)
    assert [row.reason for row in bad(rows)] == [reason]
    assert not good(rows)


def test_what_json_cannot_say_is_not_kept_of_a_problem(tmp_path: Path) -> None:
    """SQLite reads no NaN, and so the whole recording would count as damaged."""
    odd = {"id": "1", "level": float("nan"), "subject": [1, float("inf")]}
    (row,) = good(mathvision(tmp_path, odd))
    assert row.meta == {"level": None, "subject": [1, None]}
    write_table(tmp_path / "hub" / "test-0.parquet", ASKED | {"id": "1", "level": Decimal("2.5")})
    (row,) = good(read("mathvision", tmp_path / "hub"))
    assert row.meta == {"level": "2.5"}


def test_options_as_an_array_and_points_of_any_kind_are_read(tmp_path: Path) -> None:
    value = {"choices": numpy.array([40, 50, 60, 70]), "formal_point": {"a", 1}}
    (row,) = good(geoqa_plus(tmp_path, value))
    assert (row.options, row.gold) == (("40", "50", "60", "70"), "C")
    program = numpy.array([1, 2])
    odd = {"formal_point": 5, "manual_program": program, "problem_type": float("nan")}
    (row,) = good(geoqa_plus(tmp_path, odd))
    assert row.meta == {"manual_program": "[1 2]"}


def test_a_number_is_an_answer_however_it_is_stored(tmp_path: Path) -> None:
    for number, text in ((0, "0"), (Decimal("3.50"), "3.50"), (2.5, "2.5")):
        (row,) = good(virl39k(tmp_path, {"answer": number}))
        assert row.gold == text
    options = [numpy.int64(40), numpy.float64(2.5), 3]
    (row,) = good(geoqa_plus(tmp_path, {"choices": options, "manual_program": ENDLESS}))
    assert (row.options, row.meta) == (("40", "2.5", "3"), {})


ENDLESS_LINE = '{"id": "a", "question": "1 + 1?", "answer": ' + "1" * 6000 + "}"


@pytest.mark.parametrize("name", ["jsonl", "mathvista", "geometry3k"])
def test_a_number_of_6000_digits_is_said_so(tmp_path: Path, name: str) -> None:
    file = {"jsonl": "p.jsonl", "mathvista": "testmini.json", "geometry3k": "train/1/data.json"}[
        name
    ]
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    text = f"[{ENDLESS_LINE}]" if name == "mathvista" else ENDLESS_LINE
    (tmp_path / file).write_text(text)
    (row,) = read(name, tmp_path)
    assert isinstance(row, BadRow)
    assert row.reason.endswith("holds a number of more than 4,300 digits")


def test_a_pickled_row_nested_too_deep_is_said_so(tmp_path: Path) -> None:
    odd: list[Any] = []
    for _ in range(120):
        odd = [odd]
    assert [row.reason for row in bad(geoqa_plus(tmp_path, {"odd": odd}))] == ["is nested too deep"]


def test_jsonl_takes_none_of_them_either(tmp_path: Path) -> None:
    ids = [float("nan"), "None", 7.0, None, "8"]
    rows = read("jsonl", write_lines(tmp_path / "p.jsonl", *[{**ASKED, "id": i} for i in ids]))
    assert [row.source_id for row in good(rows)] == ["7", "4", "8"]
    assert [row.source_id for row in bad(rows)] == ["1", "2"]
