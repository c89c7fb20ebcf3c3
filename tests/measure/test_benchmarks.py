"""The benchmarks' published figures, on answers counted by hand."""

import itertools
from dataclasses import asdict

import pytest

from mathse.cli.evaluate_text import figure
from mathse.evaluation.benchmarks import (
    BENCHMARKS,
    Mastery,
    benchmark,
    dynamath,
    mathverse,
    we_math,
)
from mathse.evaluation.figures import counts
from mathse.evaluation.scores import Answered, Grade
from mathse.evaluation.several import Path, powers, several
from mathse.plugins import BUILT_IN
from mathse.rows import PathStatus, Problem, Rollout, Verdict

NUMBERS = itertools.count()


def answered(grade: Grade, status: PathStatus = "finished", **tags: str) -> Answered:
    return Answered(str(next(NUMBERS)).encode(), grade, status, tags=tags)


def wemath_group(name: str, steps: list[bool], whole: bool) -> list[Answered]:
    kind = f"{len(steps)}steps"
    parts = {f"{kind}_{i + 1}": right for i, right in enumerate(steps)} | {f"{kind}_multi": whole}
    return [
        answered("correct" if right else "incorrect", problem=name, step=step)
        for step, right in parts.items()
    ]


@pytest.mark.parametrize(
    ("steps", "whole", "strict", "loose"),
    [  # the rules of the authors' four_dimensional_metrics.py
        ([True, True], True, "CM", "CM"),
        ([True, False], True, "RM", "CM"),
        ([False, False], True, "RM", "RM"),
        ([True, True], False, "IG", "IG"),
        ([True, False], False, "IK", "IK"),
        ([True, True, False], True, "RM", "CM"),
    ],
)
def test_we_math_outcomes(steps: list[bool], whole: bool, strict: str, loose: str) -> None:
    mastery = Mastery(tuple(steps), whole)
    assert (mastery.outcome(strict=True), mastery.outcome(strict=False)) == (strict, loose)


def test_we_math_score_strict_and_loose() -> None:
    answers = [
        *wemath_group("a", [True, True], True),  # CM, CM
        *wemath_group("b", [True, False], True),  # RM strict, CM loose
        *wemath_group("c", [True, True, True], False),  # IG
        *wemath_group("d", [False, True, True], False),  # IK
        *wemath_group("e", [True, True], True)[:2],  # its whole is missing: not counted
    ]
    found = we_math(answers)
    assert found["score (strict)"].value == pytest.approx((4 - 0.5 - 1 - 1) / 4)
    assert found["score (loose)"].value == pytest.approx((4 - 0.5 - 0 - 1) / 4)
    assert found["score (strict)"].n == 4
    assert found["RM (strict)"].value == pytest.approx(1 / 2)
    assert found["RM (loose)"].value == 0


def test_dynamath_average_and_worst_case() -> None:
    answers = [
        answered("correct" if right else "incorrect", seed=seed, variant=str(variant))
        for seed, variants in {"1": [1, 1, 1], "2": [1, 0, 1], "3": [0, 0, 0]}.items()
        for variant, right in enumerate(variants)
    ]
    found = dynamath(answers)
    assert found["average"].value == pytest.approx(5 / 9)
    assert found["worst case"].value == pytest.approx(1 / 3)
    assert found["robustness"].value == pytest.approx(3 / 5)
    assert found["variants a seed"].value == 3


def test_a_dynamath_seed_without_one_of_its_variants_is_in_no_worst_case() -> None:
    """A variant whose picture cannot be read has no answer; one whose reference cannot be has no score."""
    grades = {"1": "ccc", "2": "cic", "3": "cc", "4": "ccu", "5": "iu"}
    words = {"c": "correct", "i": "incorrect", "u": "unscored"}
    answers = [
        answered(words[grade], seed=seed, variant=str(variant))  # type: ignore[arg-type]
        for seed, variants in grades.items()
        for variant, grade in enumerate(variants)
    ]
    found = dynamath(answers)
    assert (found["average"].value, found["average"].n) == (pytest.approx(9 / 11), 11)
    assert (found["worst case"].value, found["worst case"].n) == (0.5, 2)
    assert found["robustness"].value == pytest.approx(0.5 / (5 / 6))
    assert found["variants a seed"].n == 5


def test_mathverse_all_is_the_mean_of_the_five_with_an_image() -> None:
    answers = [answered("correct", version="Text Lite"), answered("correct", version="Text Only")]
    answers += [answered("incorrect", version="Vision Only")] * 3
    found = mathverse(answers)
    assert found["ALL"].value == pytest.approx(0.5)
    assert found["Text Only"].value == 1
    assert list(found) == ["ALL", "Text Lite", "Vision Only", "Text Only"]


def test_mathvista_names_gps() -> None:
    answers = [answered("correct", task="geometry problem solving"), answered("no_answer")]
    found = BENCHMARKS["mathvista"].figures(answers)
    assert (found["ALL"].value, found["GPS"].value) == (0.5, 1.0)


def test_each_answer_is_counted_once() -> None:
    answers = [
        answered("correct", "cut_off"), answered("incorrect"), answered("incorrect", "cut_off"),
        answered("no_answer", "cut_off"), answered("no_answer"), answered("unscored"),
    ]  # fmt: skip
    assert counts(answers) == {
        "correct": 1, "incorrect": 1, "no_answer": 1, "cut_off": 2, "unscored": 1,
    }  # fmt: skip


def test_every_benchmark_reads_a_source_that_is_there() -> None:
    assert {one.source for one in BENCHMARKS.values()} <= set(BUILT_IN["source"])
    assert all(one.link.startswith("https://") for one in BENCHMARKS.values())
    assert benchmark("jsonl").source == "jsonl"


def written(answer: str, grade: Grade, sample: int, p: float | None = None) -> Path:
    said = None if p is None else Verdict("correct" if p > 0.5 else "incorrect", p_correct=p)
    rollout = Rollout(f"We compute. The answer to this problem is {answer}.", "finished")
    return Path(Answered(b"q", grade, sample=sample), rollout, said)


def problem(gold: str) -> Problem:
    return Problem(
        id=b"q", question="How much?", options=(), gold=gold, images=(), group="", source="",
        source_id="1", solution=None,
    )  # fmt: skip


def test_majority_and_best_of_n() -> None:
    paths = [
        written("7", "incorrect", 0, 0.2), written("7.0", "incorrect", 1, 0.2),
        written("8", "correct", 2, 0.9), written("9", "incorrect", 3, 0.1),
    ]  # fmt: skip
    found = several(paths, {b"q": problem("8")})
    assert (found.majority.accuracy, found.mean.accuracy) == (0, 0.25)
    assert found.best_of_n is not None
    assert found.best_of_n.accuracy == 1
    assert found.pass_at == {1: 0.25, 2: 0.5, 4: 1.0}
    assert several([written("7", "incorrect", 0)], {b"q": problem("8")}).best_of_n is None


@pytest.mark.parametrize("gold", ["7", "8", "nothing of the kind"])
def test_what_selects_reads_no_reference(gold: str) -> None:
    """Whatever the reference is, the same path is chosen; only its grade is looked up."""
    paths = [written("7", "unscored", 0, 0.4), written("8", "correct", 1, 0.9)]
    found = several(paths, {b"q": problem(gold)})
    assert found.best_of_n is not None
    assert found.best_of_n.accuracy == 1
    assert found.majority.unscored == 1  # the earlier of two that weigh the same


def test_powers() -> None:
    assert [powers(n) for n in (0, 1, 2, 6, 8)] == [[], [1], [1, 2], [1, 2, 4, 6], [1, 2, 4, 8]]


def test_a_count_is_no_percentage() -> None:
    """One variant a seed is 1.0, not 100.0 %; a share of 1 is."""
    shown = {k: figure(asdict(one)) for k, one in dynamath([answered("correct", seed="1")]).items()}
    assert shown["variants a seed"] == "  1.0, n = 1"
    assert shown["worst case"] == "100.0 %, n = 1"
