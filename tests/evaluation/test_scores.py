"""Scores, transitions and a judge's card against hand-counted cases and the laws that tie them."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathse.evaluation.judging import Examined, calibration_error, card, purity
from mathse.evaluation.scores import Answered, Grade, lengths, pass_at, score, score_by
from mathse.evaluation.transitions import right_by_problem, steps, transition

GRADES: tuple[Grade, ...] = ("correct", "incorrect", "no_answer", "unscored")


def answered(grades: list[Grade], **tags: str) -> list[Answered]:
    return [Answered(bytes([i]), grade, tags=tags) for i, grade in enumerate(grades)]


def test_a_hand_counted_score() -> None:
    answers = [
        *answered(["correct", "incorrect", "no_answer", "unscored"]),
        Answered(b"x", "incorrect", status="cut_off", characters=10, tokens=4),
    ]
    found = score(answers)
    assert (found.n, found.right, found.accuracy) == (4, 1, 0.25)
    assert (found.no_answer, found.cut_off, found.unscored) == (1, 1, 1)
    assert found.interval.low < 0.25 < found.interval.high
    assert lengths(answers).characters_mean == 2
    assert lengths([]).tokens_mean == 0


@given(st.lists(st.tuples(st.sampled_from(GRADES), st.sampled_from("123")), max_size=40))
def test_groups_add_up_to_the_whole(cases: list[tuple[Grade, str]]) -> None:
    answers = [
        Answered(i.to_bytes(2, "big"), grade, tags={"level": level})
        for i, (grade, level) in enumerate(cases)
    ]
    parts = score_by(answers, "level").values()
    whole = score(answers)
    assert sum(part.n for part in parts) == whole.n
    assert sum(part.right for part in parts) == whole.right
    assert sum(part.unscored for part in parts) == whole.unscored


def test_levels_in_their_order_and_answers_without_one_left_out() -> None:
    answers = [Answered(b"1", "correct", tags={"level": level}) for level in ("10", "9", "hard")]
    assert list(score_by([*answers, Answered(b"2", "correct")], "level")) == ["9", "10", "hard"]


def test_pass_at_k_is_a_mean_over_problems() -> None:
    answers = [
        Answered(problem, grade, sample=i)
        for problem, grades in {b"a": "cici", b"b": "iiii"}.items()
        for i, grade in enumerate("correct" if g == "c" else "incorrect" for g in grades)
    ]
    assert pass_at(answers, 1) == pytest.approx(0.25)
    assert pass_at(answers, 3) == pytest.approx(0.5)
    with pytest.raises(ValueError, match="pass@5"):
        pass_at(answers, 5)


@given(
    st.dictionaries(st.binary(max_size=1), st.booleans()),
    st.dictionaries(st.binary(max_size=1), st.booleans()),
)
def test_a_transition_counts_the_common_problems(
    before: dict[bytes, bool], after: dict[bytes, bool]
) -> None:
    common = before.keys() & after.keys()
    found = transition(before, after, names=("base", "distilled"))
    back = transition(after, before, names=("distilled", "base"))
    assert found.n == len(common)
    assert found.right_right + found.right_wrong == sum(before[p] for p in common)
    assert (found.right_wrong, found.p, found.gain) == (back.wrong_right, back.p, -back.gain)


def test_the_papers_figure_4() -> None:
    """round 2 -> reflection of CogVLM2, rebuilt problem by problem."""
    cells = (
        [(True, True)] * 1018
        + [(False, False)] * 477
        + [(True, False)] * 229
        + [(False, True)] * 276
    )
    Random(1).shuffle(cells)
    before = {str(i).encode(): was for i, (was, _) in enumerate(cells)}
    after = {str(i).encode(): now for i, (_, now) in enumerate(cells)}
    (step,) = steps({"round_2": before, "reflection": after})
    assert (step.before, step.after, step.n) == ("round_2", "reflection", 2000)
    assert step.gain == pytest.approx(0.0235)
    assert step.broken == pytest.approx(0.184, abs=0.001)
    assert step.p == pytest.approx(0.0406, abs=0.0001)


def test_only_first_answers_are_compared() -> None:
    answers = [
        Answered(b"a", "incorrect"),
        Answered(b"a", "correct", sample=1),
        Answered(b"b", "unscored"),
    ]
    assert right_by_problem(answers) == {b"a": False}


def test_a_hand_counted_card() -> None:
    found = card(
        [
            Examined("correct", "correct", p_correct=0.9),
            Examined("correct", "unparsed"),
            Examined("incorrect", "incorrect", true_step=2, said_step=2, p_correct=0.1),
            Examined("incorrect", "incorrect", true_step=2, said_step=3),
            Examined("incorrect", "correct", true_step=1),
            Examined("incorrect", "incorrect"),  # no step is known: it broke off
            Examined("cannot_tell", "correct", p_correct=0.9),
        ]
    )
    assert (found.overall.hits, found.overall.n) == (4, 6)
    assert (found.positive.hits, found.positive.n) == (1, 2)
    assert (found.negative.hits, found.negative.n) == (3, 4)
    assert (found.step_exact.hits, found.step_near.hits, found.step_exact.n) == (1, 2, 3)
    assert (found.unparsed, found.cannot_tell) == (1, 1)
    assert found.calibration_error == pytest.approx(0.1)
    assert card([]).overall.value is None


def test_calibration() -> None:
    assert calibration_error([(0.75, True)] * 3 + [(0.75, False)]) == pytest.approx(0)
    assert calibration_error([(1.0, False), (0.0, True)]) == pytest.approx(1)
    assert calibration_error([]) is None


def test_purity_leaves_out_what_nobody_can_tell() -> None:
    found = purity(["correct", "correct", "incorrect", "cannot_tell"])
    assert (found.hits, found.n) == (2, 3)
