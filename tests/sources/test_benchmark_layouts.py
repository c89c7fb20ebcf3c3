"""The benchmarks' published layouts, written out small and read back."""

from pathlib import Path
from typing import Any

import pytest
from hostile import png
from layouts import picture, write_json, write_table
from reading import bad, good, read


def test_mathvista(tmp_path: Path) -> None:
    picture(tmp_path, "images/2.jpg")
    published: dict[str, Any] = {"pid": "2", "question": "what is the total volume of the cup?"}
    published |= {"image": "images/2.jpg", "choices": None, "unit": "g", "precision": None}
    published |= {"answer": "1000", "question_type": "free_form", "answer_type": "integer"}
    published["metadata"] = {"task": "textbook question answering", "skills": ["numeric"]}
    choice = published | {"pid": "3", "choices": ["no", "yes"], "answer": "yes"}
    write_json(tmp_path / "data" / "testmini.json", {"2": published, "3": choice})
    first, second = good(read("mathvista", tmp_path))
    assert (first.gold, first.meta["unit"], first.meta["task"]) == (
        "1000", "g", "textbook question answering",
    )  # fmt: skip
    assert first.meta["answer_form"] == "(Unit: g) The answer is an integer, such as 3."
    assert (second.gold, second.options) == ("B", ("no", "yes"))
    assert "answer_form" not in second.meta  # the options say it
    table = {key: value for key, value in choice.items() if key != "image"}
    table["decoded_image"] = {"bytes": png(), "path": None}
    write_table(tmp_path / "hub" / "data" / "testmini-0.parquet", table)
    (from_hub,) = good(read("mathvista", tmp_path / "hub"))
    assert (from_hub.source_id, from_hub.gold, len(from_hub.images)) == ("3", "B", 1)


def test_mathverse(tmp_path: Path) -> None:
    picture(tmp_path, "images/images_version_1-4/1.png")
    asked = "Which is equal to x?\nChoices:\nA:12\nB:13"
    published = {"problem_index": "9", "problem_version": "Text Lite", "question": asked}
    published |= {"image": "images_version_1-4/1.png", "answer": "B", "sample_index": "1"}
    hidden = published | {"problem_version": "Vision Only", "question": ""}
    hidden["question_for_eval"] = asked
    text = published | {"problem_version": "Text Only", "image": ""}
    write_json(tmp_path / "testmini.json", [published, hidden])
    write_json(tmp_path / "testmini_text_only.json", [text])
    lite, vision, text_only = good(read("mathverse", tmp_path))
    assert (lite.question, lite.options) == ("Which is equal to x?", ("12", "13"))
    assert (vision.options, vision.meta["options_in_image"]) == ((), ["12", "13"])
    assert "12" not in vision.question
    assert (text_only.source_id, text_only.images) == ("Text Only/9", ())
    assert {row.group for row in (lite, vision, text_only)} == {"mathverse/9"}


def test_we_math(tmp_path: Path) -> None:
    picture(tmp_path, "data/2steps/image/109-multi.png")
    published = {"ID": "2steps_109", "key": "2steps_multi", "question": "How long?", "answer": "B"}
    published |= {"option": "A. 14;B. 7;C. 12;D. 18; E. No correct answer"}
    published |= {"image_path": "2steps/image/109-multi.png", "knowledge concept": "Translation"}
    write_json(tmp_path / "data" / "testmini.json", [published])
    (row,) = good(read("we_math", tmp_path))
    assert row.source_id == "2steps_109/2steps_multi"
    assert row.options == ("14", "7", "12", "18", "No correct answer")


@pytest.mark.parametrize("name", ["sample{0}-00000-of-0000{0}", "sample_variant{0}-0"])
def test_dynamath_variants(tmp_path: Path, name: str) -> None:
    published = {"id": "15", "question": "how many zeros? choice: (A) 2 (B) 1 (C) 0"}
    published |= {"answer_type": "multiple choice", "ground_truth": "C"}
    table = published | {"decoded_image": {"bytes": png(), "path": None}}
    for variant in (1, 2, 10):
        write_table(tmp_path / "data" / f"{name.format(variant)}.parquet", table)
    write_table(tmp_path / "data" / "sample_all-0.parquet", table)
    rows = good(read("dynamath", tmp_path))
    assert [row.source_id for row in rows] == ["15/1", "15/2", "15/10"]
    assert [row.meta["variant"] for row in rows] == [1, 2, 10]
    assert {(row.gold, row.options, row.group) for row in rows} == {
        ("C", ("2", "1", "0"), "dynamath/15")
    }
    number = {"id": "16", "question": "2 pi / 3?", "answer_type": "float", "ground_truth": "2.0944"}
    number |= {"decoded_image": {"bytes": png(), "path": None}}
    write_table(tmp_path / "float" / "sample_variant1-0.parquet", number)
    (row,) = good(read("dynamath", tmp_path / "float"))
    assert (
        row.meta["answer_form"]
        == "The answer is a number with three decimal places, such as 1.234."
    )
    assert "answer_form" not in rows[0].meta


UNPICTURED: dict[str, tuple[str, str, dict[str, Any]]] = {
    "mathvista": ("testmini.json", "image", {"pid": "2", "question": "?", "answer": "1"}),
    "mathverse": ("testmini.json", "image", {"problem_index": "2", "problem_version": "Text Lite",
                                             "question": "?", "answer": "1"}),
    "we_math": ("testmini.json", "image_path", {"ID": "2", "key": "2steps_1", "question": "?",
                                                "answer": "A", "option": "A. 1;B. 2"}),
    "dynamath": ("dataset.json", "image", {"question": "?", "answer": "1"}),
}  # fmt: skip


@pytest.mark.parametrize("name", UNPICTURED)
def test_a_row_that_lost_its_image_is_no_text_problem(tmp_path: Path, name: str) -> None:
    """Absent, null, empty: it would be asked, and scored, without what it is about."""
    file, field, published = UNPICTURED[name]
    lost: list[dict[str, Any]] = [{}, {field: None}, {field: ""}, {field: []}]
    for row in lost:
        write_json(tmp_path / file, {"2": published | row})
        (found,) = bad(read(name, tmp_path))
        assert found.reason == "the row names no image, and every problem of this kind has one"


@pytest.mark.parametrize("cell", [None, {"bytes": None, "path": None}])
@pytest.mark.parametrize(("name", "file"), [("mathvista", "testmini-0"), ("dynamath", "sample1-0")])
def test_a_table_row_that_lost_its_image_is_no_text_problem(
    tmp_path: Path, name: str, file: str, cell: object
) -> None:
    row = {"pid": "1", "id": "1", "question": "?", "answer": "1", "ground_truth": "1"}
    whole = row | {"pid": "2", "id": "2", "decoded_image": {"bytes": png(), "path": "1.png"}}
    write_table(tmp_path / f"{file}.parquet", whole, row | {"decoded_image": cell})
    rows = read(name, tmp_path)
    assert (len(good(rows)), len(bad(rows))) == (1, 1)
