"""Each published layout, written out small with the row that its module quotes, and read back."""

import pickle
from pathlib import Path
from typing import Any

import numpy
import pytest
from hostile import png, write_lines
from layouts import picture, write_json, write_table
from reading import bad, good, read

from mathse.errors import SourceError
from mathse.roles import BadRow
from mathse.sources.chartqa import blanks
from mathse.sources.conversations import final_answer, question_of
from mathse.sources.virl39k import unboxed


def test_geometry3k(tmp_path: Path) -> None:
    picture(tmp_path, "train/11/img_diagram.png")
    text = "In \\odot X, AB = 30, CD = 30, and m \\widehat CZ = 40. Find m \\widehat AB."
    options = ["30", "40", "60", "80"]
    published = {"compact_text": text, "compact_choices": options, "answer": "D", "id": 11}
    published |= {"problem_type_goal": ["Angle"], "unit": "cm", "detailed_solution": " "}
    write_json(tmp_path / "train/11/data.json", published)
    write_json(tmp_path / "train/12/data.json", published | {"id": 12})
    picture(tmp_path, "train/13/img_diagram.png")
    (tmp_path / "train/__MACOSX").mkdir()
    rows = read("geometry3k", tmp_path)
    (row,) = good(rows)
    assert (row.source_id, row.question, row.gold) == ("11", text, "D")
    assert row.options == ("30", "40", "60", "80")
    assert row.meta == {"problem_type_goal": ["Angle"], "unit": "cm"}
    no_picture, no_data = bad(rows)
    assert "is missing" in no_picture.reason
    assert no_data == BadRow("13", "data.json is missing")


def test_chartqa(tmp_path: Path) -> None:
    split = tmp_path / "ChartQA Dataset" / "train"
    picture(split, "png/3887.png")
    query = "In which year the difference between blue and green graph 1?"
    human = [{"imgname": "3887.png", "query": query, "label": "[2018, 2019]"}]
    write_json(split / "train_human.json", human)
    write_json(split / "train_augmented.json", [*human, {"query": query, "label": "2018"}])
    rows = read("chartqa", tmp_path)
    assert [row.source_id for row in good(rows)] == ["train_human/0", "train_augmented/0"]
    assert {row.group for row in good(rows)} == {"chartqa/3887.png"}
    assert (good(rows)[0].gold, good(rows)[0].meta["blanks"]) == ("2018; 2019", ["2018", "2019"])
    assert "no image" in bad(rows)[0].reason
    assert len(read("chartqa", split, part="human")) == 1


@pytest.mark.parametrize(
    ("label", "gold"),
    [
        ("[4, 9]", ["4", "9"]), ("[4,9]", ["4", "9"]), ("[Red, Light blue]", ["Red", "Light blue"]),
        ("[1,200, 1,300]", ["1,200", "1,300"]), ("[2018]", "[2018]"), ("2018", "2018"), (7, 7),
    ],
)  # fmt: skip
def test_several_answers_of_chartqa(label: object, gold: object) -> None:
    assert blanks(label) == gold


@pytest.mark.parametrize("name", ["geoqa_plus", "unigeo"])
def test_pickled_geometry(tmp_path: Path, name: str) -> None:
    pixels = numpy.full((20, 30), 255, dtype=numpy.uint8)
    common = {"choices": ["40°", "50°", "60°", "70°"], "label": 2, "image": pixels}
    common |= {"numbers": [60.0, 2], "formal_point": {"平行线"}, "answer": "故选C"}
    asked = {"subject": "如图,求∠1", "English_problem": "angle 2 = N_0 , find N_1 angle 1"}
    rows = [common | asked | {"id": i} for i in (7, 7, 8)]
    rows[2]["label"] = 4
    file = {"geoqa_plus": "Mix-train.pk", "unigeo": "calculation_train.pk"}[name]
    (tmp_path / file).write_bytes(pickle.dumps(rows))
    found = read(name, tmp_path)
    (row,) = good(found)
    assert (row.source_id, row.gold, row.options[2]) == ("7", "C", "60°")
    question = {"geoqa_plus": "如图,求∠1", "unigeo": "angle 2 = 60 , find 2 angle 1"}[name]
    assert row.question == question
    (image,) = row.images
    assert callable(image)
    assert image().startswith(b"\x89PNG")
    assert [said.reason.split(":")[0] for said in bad(found)] == [
        "duplicate id '7'", "options without their gold",
    ]  # fmt: skip


def test_a_pickle_that_wants_to_run_something_is_refused(tmp_path: Path) -> None:
    proof = tmp_path / "proof"

    class Evil:
        def __reduce__(self) -> tuple[Any, ...]:
            return (Path.touch, (proof,))

    (tmp_path / "Mix-train.pk").write_bytes(pickle.dumps([Evil()]))
    with pytest.raises(SourceError, match="which a list of rows does not need"):
        read("geoqa_plus", tmp_path)
    assert not proof.exists()


def test_mathv360k(tmp_path: Path) -> None:
    picture(tmp_path, "data_images/TabMWP/images/1.png")
    hint = "<image>\nHint: Please answer the question and provide the correct option letter, e.g., A, B, C, D, at the end."
    asked = f"{hint}\nQuestion: How many are left?\nChoices:\n(A) 3\n(B) 4"
    turns = [{"from": "human", "value": asked}, {"from": "gpt", "value": "The answer is B"}]
    rows = [{"image": "TabMWP/images/1.png", "conversations": turns}, {"image": "1.png"}]
    write_json(tmp_path / "train_samples_all_tuning.json", rows)
    found = read("mathv360k", tmp_path)
    (row,) = good(found)
    assert (row.question, row.options) == ("<image>\nHow many are left?", ("3", "4"))
    assert (row.gold, row.solution, len(row.images)) == ("B", None, 1)
    assert bad(found)[0].reason == "no conversation of two turns"


def test_mavis(tmp_path: Path) -> None:
    picture(tmp_path, "part/img/7.png")
    asked = (
        "<image>\nAccording to the question shown in the image, please first perform reasoning, then "
        "finally select the right answer from the choices, e.g., Answer: xxx.\n"
        "Question: Find BE.\nChoices:\nA: 12\nB: 13"
    )
    solution = "By Pythagoras BE = 13, since the legs are 5 and 12.\nAnswer: B"
    turns = [{"from": "human", "value": asked}, {"from": "gpt", "value": solution}]
    published = {"id": "a", "image": "img/7.png", "subject": "Geometry", "conversations": turns}
    write_json(tmp_path / "part" / "Geometry_Caption_to_Question.json", [published])
    (row,) = good(read("mavis", tmp_path))
    assert (row.question, row.options, row.gold) == ("<image>\nFind BE.", ("12", "13"), "B")
    assert row.solution == solution
    assert row.meta == {"subject": "Geometry"}
    drawn = picture(tmp_path, "drawn/rule_base_geo_vision_dom/depth3/2.png")
    for there in ("/home/x/rule_base_geo_vision_dom", "RuleBaseGeo_For_Vision_Dominant"):
        rows = [published | {"image": f"{there}/depth3/2.png"}]
        write_json(tmp_path / "drawn" / "DataEngine_Geometry.json", rows)
        (row,) = good(read("mavis", tmp_path / "drawn"))
        assert row.images == (drawn,)


def test_multimath(tmp_path: Path) -> None:
    picture(tmp_path, "RGB_images/a.png")
    solution = "Step 1: The triangles are similar, so AB : DE = 2 : 1.\nThe final answer is: 6 cm."
    turns = [{"from": "human", "value": "<image>\nFind AB."}, {"from": "gpt", "value": solution}]
    rows = [{"id": "x", "image": "a.png", "conversations": turns}]
    write_json(tmp_path / "solution" / "chat_train_en.json", rows)
    (row,) = good(read("multimath", tmp_path))
    assert (row.source_id, row.question, row.gold) == ("x", "<image>\nFind AB.", "6 cm")


def test_math_puma(tmp_path: Path) -> None:
    picture(tmp_path, "images/a.png")
    output = "The angles add up to 180 degrees, so x = 35.\nThe answer is 35."
    rows = [{"image_url": "images/a.png", "instruction": "What is x?", "output": output}]
    rows.append({"image_url": "", "instruction": "What is 6 * 7?", "output": "42"})
    write_lines(tmp_path / "train.jsonl", *rows)
    with_image, text_only = good(read("math_puma", tmp_path))
    assert (with_image.gold, len(with_image.images)) == ("35", 1)
    assert (text_only.gold, text_only.images) == ("42", ())


def test_virl39k(tmp_path: Path) -> None:
    for name in ("a.jpg", "b.jpg"):
        picture(tmp_path, "images", name)
    published = {"question": "<image><image> Same area?", "answer": "\\boxed{\\frac{1}{2}}"}
    published |= {"qid": "q1", "image": ["images/a.jpg", "images/b.jpg"], "category": "Geometry"}
    text_only = published | {"qid": "q2", "image": [], "answer": "\\boxed{A}"}
    write_table(tmp_path / "39Krelease.parquet", published, text_only)
    first, second = good(read("virl39k", tmp_path))
    assert (first.gold, len(first.images)) == ("\\frac{1}{2}", 2)
    assert (second.gold, second.images) == ("A", ())


@pytest.mark.parametrize(
    ("answer", "inner"),
    [("\\boxed{7}", "7"), ("\\boxed{1} and \\boxed{2}", "\\boxed{1} and \\boxed{2}"), ("7", "7")],
)
def test_one_box_is_opened(answer: str, inner: str) -> None:
    assert unboxed(answer) == inner


def test_mmk12(tmp_path: Path) -> None:
    image = {"bytes": png(), "path": None}
    published = {"id": "k1", "question": "Which is larger?\nA. 12\nB. 13", "answer": "B"}
    published |= {"subject": "math", "image": image}
    cut = published | {"id": "k2", "image": {"bytes": png()[:-20], "path": None}}
    write_table(tmp_path / "data" / "test-00000-of-00001.parquet", published, cut)
    rows = read("mmk12", tmp_path, split="test")
    (row,) = good(rows)
    assert (row.question, row.options, row.gold) == ("Which is larger?", ("12", "13"), "B")
    assert "truncated PNG" in bad(rows)[0].reason
    with pytest.raises(SourceError, match="train"):
        read("mmk12", tmp_path)


def test_parquet_and_datasets_read_the_same(tmp_path: Path) -> None:
    import datasets

    image = {"bytes": png(), "path": None}
    rows = [
        {"id": "a", "question": "Which?", "options": ["1", "2"], "answer": "B", "images": [image]},
        {"id": "b", "question": "6 * 7?", "options": [], "answer": "42", "images": []},
    ]
    features = datasets.Features(
        id=datasets.Value("string"),
        question=datasets.Value("string"),
        options=datasets.List(datasets.Value("string")),
        answer=datasets.Value("string"),
        images=datasets.List(datasets.Image()),
    )
    table = datasets.Dataset.from_list(rows, features=features)
    table.to_parquet(tmp_path / "train.parquet")
    table.save_to_disk(tmp_path / "saved")
    expected = [("a", "B", ("1", "2"), 1), ("b", "42", (), 0)]
    for name, path in (("parquet", tmp_path), ("datasets", tmp_path / "saved")):
        found = good(read(name, path))
        said = [(row.source_id, row.gold, row.options, len(row.images)) for row in found]
        assert said == expected, name
        (bytes_of,) = found[0].images
        assert callable(bytes_of)
        assert bytes_of() == png()
    with pytest.raises(SourceError, match="set problems"):
        read("datasets", tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("solution", "answer"),
    [
        ("The answer is B", "B"),
        ("So x = 5.\nAnswer: 5.", "5"),
        ("Long reasoning over several lines\nthat ends.\nThe answer is: 3.5 cm.", "3.5 cm"),
        ("42", "42"),
        ("We find \\boxed{\\frac{3}{4}} after a long computation of the area of the triangle.", "\\frac{3}{4}"),
    ],
)  # fmt: skip
def test_the_final_answer_of_a_published_solution(solution: str, answer: str) -> None:
    assert final_answer(solution, ()) == answer


def test_a_question_keeps_its_image_mark_and_loses_the_request() -> None:
    asked = "<image>\nHint: Please answer the question requiring an integer answer.\nQuestion: How many?"
    assert question_of(asked) == "<image>\nHow many?"
    assert question_of("Please find x.\nIt is 3.") == "Please find x.\nIt is 3."
