"""What a data set pastes into the turns of a conversation: options in the question, the reference in the solution."""

from pathlib import Path

import pytest
from layouts import picture, write_json
from reading import bad, good, read

from mathse.sources.choices import split_choices
from mathse.sources.conversations import UNANNOUNCED, final_answer

FOUR = ("3", "4", "5", "6")
ONE_LINE = [
    # One line, of real responses' questions ("How many conclusions are incorrect? (  )\nA. 0  B. 1 ...").
    ("How many? (  )\nA. 3  B. 4  C. 5  D. 6", "How many? (  )", FOUR),
    ("How many? A. 3 B. 4 C. 5 D. 6", "How many?", FOUR),
    ("How many?\nA. 3 B. 4\nC. 5 D. 6", "How many?", FOUR),
    ("Choices: A) 3 B) 4 C) 5 D) 6", "", FOUR),
    ("如图，则x=（　　） A．3 B．4 C．5 D．6", "如图，则x=（　　）", FOUR),
    ("Find f.\nA. f(A) = 1 B. f(B) = 2 C. 3", "Find f.", ("f(A) = 1", "f(B) = 2", "3")),
    ("x is\nA. $\\frac{1}{2}$ B. $3$ C. 5 cm.", "x is", ("$\\frac{1}{2}$", "$3$", "5 cm.")),
]
NOT_OPTIONS = [
    "How many? A. 3 B. 4",
    "They meet in A. The line through B. is cut in C. What is D?",
    "The right angle is in A. Its legs end in B. and in C. Find BC.",
    "Look at circle A. Circle B. Circle C. Which is largest",
    "A. 3 B. 4 C. 5 D. 6. Please answer with the letter.",
    "How long is A: 3 B: 4 C: 5",
    "The point A. 3 B. 4 C. 5",
    "Given P(A) = 0.3 and P(B) = 0.5, find P(AB)",
]  # fmt: skip


@pytest.mark.parametrize(("text", "question", "options"), ONE_LINE)
def test_options_on_one_line(text: str, question: str, options: tuple[str, ...]) -> None:
    assert split_choices(text) == (question, options)


@pytest.mark.parametrize("text", NOT_OPTIONS)
def test_points_and_events_are_no_options(text: str) -> None:
    assert split_choices(text) == (text, ())


ANNOUNCED = [
    ("They are alike, because the sides are. Answer: B", "B"),
    ("So the answer is A\nAnswer: A", "A"),
    ("1. The legs are 3 and 4.\n**Answer:** 5", "5"),
    ("So $x$ is five, \\boxed{5}, as the triangle is right and its legs are 3 and 4.", "5"),
    ("The correct option is C.", "C"),
    ("综上所述，故选：B.", "B"),
    ("综上所述，答案为 12.", "12"),
    ("B", "B"),
    ("6 cm", "6 cm"),
]
UNSAID = [
    "I do not know",
    "No idea",
    "So x = 5",
    "Yes, both of them",
    "Step 1: AB = 3\nStep 2: AC = 4",
]


@pytest.mark.parametrize(("turn", "gold"), [*ANNOUNCED, *((turn, None) for turn in UNSAID)])
@pytest.mark.parametrize("options", [(), FOUR], ids=["free", "options"])
def test_a_solution_has_to_announce_its_answer(
    turn: str, gold: str | None, options: tuple[str, ...]
) -> None:
    assert final_answer(turn, options, announced=True) == gold


@pytest.mark.parametrize(("name", "file"), [("mavis", "a.json"), ("multimath", "solution/chat_train_en.json")])  # fmt: skip
def test_a_turn_without_an_answer_is_left_out(tmp_path: Path, name: str, file: str) -> None:
    picture(tmp_path, "a.png")
    said = ["I do not know", "because the sides are alike. Answer: B"]
    asked = "<image>\nWhich?\nA. 3 B. 4 C. 5 D. 6"
    turns = [[{"from": "human", "value": asked}, {"from": "gpt", "value": turn}] for turn in said]
    write_json(tmp_path / file, [{"image": "a.png", "conversations": one} for one in turns])
    rows = read(name, tmp_path)
    assert [(row.question, row.options, row.gold) for row in good(rows)] == [
        ("<image>\nWhich?", FOUR, "B")
    ]
    assert [row.reason for row in bad(rows)] == [UNANNOUNCED]
