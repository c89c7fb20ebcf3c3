"""What an ORM by steps reads of a path, weighed."""

import pytest

from mathse.judges.by_steps import Read
from mathse.judges.parse import parse_verdict
from mathse.local.inputs import Prompt


@pytest.mark.parametrize(
    ("wrong", "p_correct", "first"),
    [
        ([0.1, 0.2], 0.72, None),
        ([0.1, 0.9, 0.1], 0.081, 2),
        ([0.2, 0.2, 0.2, 0.2], 0.4096, 1),  # each rather right, and the path rather wrong
        ([0.1, 0.4, 0.2], 0.432, 2),
        ([0.4, 0.7], 0.18, 2),  # 0.4 that the first is, 0.42 that it is the second
        ([0.5], 0.5, 1),
        ([0.45, 0.6], 0.22, 1),
    ],
)
def test_a_path_is_right_when_all_of_it_is_likelier_than_not(
    wrong: list[float], p_correct: float, first: int | None
) -> None:
    read = Read(Prompt("", ()), [f"a = {at}." for at in range(len(wrong))], wrong, 1)
    assert read.p_correct == pytest.approx(p_correct)
    assert read.first_wrong == first
    assert ("wrong" in read.target) is (first is not None)


@pytest.mark.parametrize(
    ("wrong", "answer", "p_correct", "first"),
    [
        ([0.2, 0.5], 0.999, 0.864, None),  # one in ten wrong paths has the right answer: 0.4 / 0.46
        ([0.1, 0.1], 0.001, 0.005, 1),  # all steps seem right, and the answer is not
        ([0.1, 0.95], 0.999, 0.32, 2),
        ([0.2, 0.5], 0.1, 0.075, 2),
        ([0.0], 0.000001, 1.0, None),  # surer of its steps than anything can say
    ],
)
def test_the_reference_answer_weighs_as_much_as_luck_is_rare(
    wrong: list[float], answer: float, p_correct: float, first: int | None
) -> None:
    steps = [f"a = {at}." for at in range(len(wrong))]
    read = Read(Prompt("", ()), steps, wrong, 1, answer=answer, luck=0.1)
    assert read.p_correct == pytest.approx(p_correct, abs=0.005)
    assert read.first_wrong == first
    said = "right" if first is None or answer > 0.5 else "wrong"
    assert read.target.startswith(f'{{"answer": "{steps[-1]} {said}", "steps": "')
    assert parse_verdict(read.target).outcome == ("correct" if first is None else "incorrect")
