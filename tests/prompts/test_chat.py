"""Tasks become messages: images where the text names them, loss on the target alone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathse import chat
from mathse.prompts import load_prompts
from mathse.rows import (
    Annotate,
    Critique,
    Example,
    Feedback,
    Image,
    Problem,
    Reflect,
    Solve,
    Task,
    digest,
)

SHORT, FULL = load_prompts("short"), load_prompts("full")


def problem(question: str, *, images: int = 0, options: tuple[str, ...] = ()) -> Problem:
    pictures = tuple(Image(f"{i}", Path(f"{i}.png")) for i in range(1, images + 1))
    gold = "B" if options else "84"
    return Problem(digest(question), question, options, gold, pictures, "group", "fake", "1", None)


def layout(question: str, images: int) -> list[str]:
    """The parts of the short prompt, images by their file."""
    parts = chat.messages(Solve(problem(question, images=images)), SHORT)[0]["content"]
    return [p["path"] if p["type"] == "image" else p["text"] for p in parts]


@pytest.mark.parametrize(
    ("question", "images", "expected"),
    [
        ("What?", 0, ["What?"]),
        ("What?", 2, ["1.png", "2.png", "What?"]),
        ("<image1> What?", 1, ["1.png", " What?"]),
        ("In <image2> and <image1>.", 2, ["In ", "2.png", " and ", "1.png", "."]),
        ("See <image2>.", 3, ["1.png", "3.png", "See ", "2.png", "."]),
        ("<image>\nWhat?", 1, ["1.png", "\nWhat?"]),
        ("<image> or <image>?", 2, ["1.png", " or ", "2.png", "?"]),
        ("A <image>", 2, ["1.png", "A ", "2.png"]),
        # 108 rows of MATH-Vision name a second image and ship one that holds both.
        ("<image1> and <image2>", 1, ["1.png", " and [image 2]"]),
        ("<image1> again <image1>", 1, ["1.png", " again [image 1]"]),
        ("no <image> here", 0, ["no [image] here"]),
        ("<image0>", 1, ["1.png", "[image 0]"]),
    ],
)
def test_images_stand_where_the_text_names_them(
    question: str, images: int, expected: list[str]
) -> None:
    assert layout(question, images) == expected


@given(
    st.lists(st.sampled_from(["a ", "<image>", "<image1>", "<image2>", "<IMAGE 3>"])),
    st.integers(0, 3),
)
def test_every_image_once_and_no_mark_left(pieces: list[str], count: int) -> None:
    content = chat.messages(Solve(problem("".join(pieces), images=count)), SHORT)[0]["content"]
    files = [part["path"] for part in content if part["type"] == "image"]
    assert sorted(files) == [f"{i}.png" for i in range(1, count + 1)]
    assert not any("<image" in p["text"].lower() for p in content if p["type"] == "text")
    assert sum(p["text"].count("a ") for p in content if p["type"] == "text") == pieces.count("a ")


def test_options_have_letters_and_the_reference_its_text() -> None:
    task = Critique(problem("Which?", options=("7", "12")), "It is 12.", with_reference=True)
    assert chat.messages(task, SHORT)[0]["content"] == [
        {
            "type": "text",
            "text": "Which?\n(A) 7\n(B) 12\nreference (B) 12\nCheck the steps. It is 12.",
        }
    ]


def text_of(task: Task) -> str:
    return "".join(
        p["text"] for p in chat.messages(task, FULL)[0]["content"] if p["type"] == "text"
    )


@pytest.mark.parametrize("binary", [False, True])
def test_a_judge_without_reference_sees_none(binary: bool) -> None:
    def judged(gold: str) -> str:
        question = problem("What?")
        changed = Problem(
            question.id, "What?", (), gold, (), "group", "fake", "1", f"The answer is {gold}"
        )
        return text_of(Critique(changed, "path", with_reference=False, binary=binary))

    assert judged("84") == judged("4711")


def test_a_path_cannot_fill_a_placeholder_or_bring_an_image() -> None:
    task = Critique(problem("What?", images=1), "{reference} <image1> <image>", with_reference=True)
    assert "{reference} [image 1] [image]" in text_of(task)
    assert chat.images(chat.messages(task, FULL)) == ["1.png"]


@pytest.mark.parametrize(
    ("task", "name"),
    [
        (Solve(problem("q")), "solve"),
        (Annotate(problem("q"), "p"), "annotate"),
        (Annotate(problem("q"), "p", with_reference=False), "diagnose"),
        (Reflect(problem("q"), "p", Feedback("s", "a")), "reflect"),
        (Reflect(problem("q"), "p", None), "reflect_without_feedback"),
        (Critique(problem("q"), "p", with_reference=True), "judge"),
        (Critique(problem("q"), "p", with_reference=False), "judge_without_reference"),
        (Critique(problem("q"), "p", with_reference=True, binary=True), "judge_binary"),
        (
            Critique(problem("q"), "p", with_reference=False, binary=True),
            "judge_binary_without_reference",
        ),
    ],
)
def test_each_task_has_its_prompt(task: Task, name: str) -> None:
    assert chat.prompt_name(task) == name
    assert chat.messages(task, FULL)  # every placeholder of it has a value


def test_a_training_row_is_the_prompt_and_the_target() -> None:
    example = Example(Solve(problem("What?", images=1)), "Step 1: <image> is 84.")
    row = chat.training(example, SHORT)
    assert row.prompt == chat.messages(example.task, SHORT)
    assert [m["role"] for m in row.messages] == ["user", "assistant"]
    assert row.completion[0]["content"] == [{"type": "text", "text": "Step 1: [image] is 84."}]
