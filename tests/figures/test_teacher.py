"""The solver-teacher: its rates are what its settings say, and its words give no answer away."""

from dataclasses import replace
from random import Random

import pytest

from mathse.figures.checker import ERROR_TYPES, check, sentences
from mathse.figures.families import NAMES
from mathse.figures.mistakes import plant
from mathse.figures.teacher import (
    ErrorRates,
    TeacherSettings,
    annotate,
    diagnosis_is_right,
    reflect,
    reveals_answer,
    solve,
)
from mathse.figures.world import problems

NEVER_WRONG = ErrorRates(vision=0, question=0, knowledge=0, calculation=0, reasoning=0)
PERFECT = TeacherSettings(
    coverage=(1, 1, 1, 1), errors=NEVER_WRONG, annotate_error_rate=0, reflect_right_diagnosis=1
)
WORLD = list(problems(n=400, seed=31, families=NAMES))


def drafts(carried: bool = True) -> list:
    rng = Random(6)
    planted = [plant(problem, rng, rng.choice(ERROR_TYPES), carried=carried) for problem in WORLD]
    return [(problem, made) for problem, made in zip(WORLD, planted, strict=True) if made]


def test_solutions_of_a_perfect_teacher_are_correct() -> None:
    for problem in WORLD:
        text = solve(problem, PERFECT, 1)
        assert text is not None
        assert check(problem, text).outcome == "correct"


def test_coverage_and_error_rates_are_the_settings() -> None:
    settings = TeacherSettings(
        coverage=(0.8, 0.8, 0.8, 0.8), errors=ErrorRates(0.06, 0.06, 0.06, 0.06, 0.06)
    )
    written = [(problem, solve(problem, settings, 2)) for problem in WORLD]
    solved = [(problem, text) for problem, text in written if text is not None]
    assert 0.72 < len(solved) / len(WORLD) < 0.88
    wrong = [check(problem, text) for problem, text in solved]
    wrong = [report for report in wrong if report.outcome == "incorrect"]
    assert 0.22 < len(wrong) / len(solved) < 0.38
    assert {report.error_type for report in wrong} == set(ERROR_TYPES)
    assert 0.1 < sum(report.answer_right for report in wrong) / len(wrong) < 0.45


def test_everything_is_a_function_of_seed_and_arguments() -> None:
    settings = TeacherSettings()
    for problem, planted in drafts()[:60]:
        assert solve(problem, settings, 5) == solve(problem, settings, 5)
        note = annotate(problem, planted.text, settings, 5)
        assert note == annotate(problem, planted.text, settings, 5)
        assert note is not None
        given = (planted.text, note.error_step, note.analysis, settings, 5)
        assert reflect(problem, *given) == reflect(problem, *given)
    texts = {solve(problem, settings, seed) for problem in WORLD[:40] for seed in range(8)}
    assert len(texts) > 60


@pytest.mark.parametrize("carried", [True, False])
def test_annotation_names_the_step_and_never_the_answer(carried: bool) -> None:
    for problem, planted in drafts(carried):
        note = annotate(problem, planted.text, PERFECT, 3)
        assert note is not None
        assert (note.error_step, note.step) == (planted.step_text, planted.step)
        assert planted.error_type in note.analysis
        question = problem.question
        assert not reveals_answer(
            note.analysis, answer=question.answer, options=question.options
        ), (note, question.answer)


def test_annotation_errs_at_the_set_rate() -> None:
    settings = replace(PERFECT, annotate_error_rate=0.3)
    notes = [
        (planted, annotate(problem, planted.text, settings, 4)) for problem, planted in drafts()
    ]
    wrong = sum(note is not None and note.step != planted.step for planted, note in notes)
    assert 0.22 < wrong / len(notes) < 0.38


def test_nothing_to_annotate_in_a_right_or_unreadable_path() -> None:
    problem = WORLD[0]
    assert annotate(problem, problem.question.solution_text, PERFECT, 1) is None
    assert annotate(problem, "Let us see.", PERFECT, 1) is None


def mended(settings: TeacherSettings, diagnosis: str) -> float:
    """Share of drafts that reflection makes correct, with this kind of diagnosis."""
    good = 0
    made = drafts()
    for problem, planted in made:
        note = annotate(problem, planted.text, PERFECT, 1)
        assert note is not None
        if diagnosis == "none":
            step, analysis = None, None
        elif diagnosis == "right":
            step, analysis = note.error_step, note.analysis
        else:
            steps = sentences(planted.text)
            step = next(text for text in steps if text != planted.step_text)
            analysis = "This step has a reasoning error."
        text = reflect(problem, planted.text, step, analysis, settings, 7)
        good += check(problem, text).outcome == "correct"
    return good / len(made)


def test_a_right_diagnosis_helps_and_a_wrong_one_misleads() -> None:
    settings = replace(TeacherSettings(), errors=NEVER_WRONG)
    right, none, wrong = (mended(settings, kind) for kind in ("right", "none", "wrong"))
    assert abs(right - settings.reflect_right_diagnosis) < 0.07
    assert abs(none - settings.reflect_no_diagnosis) < 0.09
    assert abs(wrong - settings.reflect_wrong_diagnosis) < 0.09
    assert wrong < none < right


def test_blaming_a_right_draft_misleads() -> None:
    settings = replace(TeacherSettings(), errors=NEVER_WRONG, reflect_wrong_diagnosis=0)
    for problem in WORLD[:100]:
        draft = problem.question.solution_text
        text = reflect(problem, draft, sentences(draft)[0], "Step 1 is wrong.", settings, 1)
        assert check(problem, text).outcome == "incorrect"


def test_diagnosis_is_known_by_its_text_or_its_number() -> None:
    problem, planted = drafts()[0]
    report = check(problem, planted.text)
    place = f"Step {planted.step}"
    assert diagnosis_is_right(report, planted.text, planted.step_text, None)
    assert diagnosis_is_right(report, planted.text, f"{place}: {planted.step_text}", "anything")
    assert not diagnosis_is_right(report, planted.text, "area = 1 * 1 = 1.", None)
    assert diagnosis_is_right(report, planted.text, None, f"{place} has an error.")
    assert diagnosis_is_right(report, planted.text, place, None)
    assert not diagnosis_is_right(report, planted.text, f"Step {planted.step + 1}", None)


def test_the_teachers_own_words_are_a_right_diagnosis() -> None:
    for problem, planted in drafts():
        note = annotate(problem, planted.text, PERFECT, 1)
        assert note is not None
        report = check(problem, planted.text)
        assert diagnosis_is_right(report, planted.text, None, note.analysis), note


def test_a_path_that_breaks_off_has_no_faulty_step() -> None:
    for problem in WORLD[:40]:
        whole = problem.question.solution_text
        cut = whole[: whole.rindex("The answer")]
        note = annotate(problem, cut, PERFECT, 1)
        assert note is not None
        assert note.analysis == "The solution breaks off without an answer."
        report = check(problem, cut)
        assert (report.outcome, report.step) == ("incorrect", None)
        assert diagnosis_is_right(report, cut, None, note.analysis)


def test_what_is_beyond_the_teacher_is_so_at_every_seed() -> None:
    half = replace(PERFECT, coverage=(0.5, 0.5, 0.5, 0.5))
    solved = [[solve(problem, half, seed) is not None for problem in WORLD] for seed in range(3)]
    assert solved[0] == solved[1] == solved[2]
    assert 0.4 < sum(solved[0]) / len(WORLD) < 0.6


# (text, answer, options, reveals)
LEAKS = [
    ("Step 3 has a calculation error: 12 * 7 is not 74.", "84", (), False),
    ("Step 3 has a calculation error: 12 * 7 is 84.", "84", (), True),
    ("Step 3 has a calculation error.", "3", (), False),
    ("Step 2: it should be 3.", "3", (), True),
    ("the area is 36 pi", "36 pi", (), True),
    ("36 is not the area", "36 pi", (), False),
    ("it should be (3, 4)", "(3, 4)", (), True),
    ("184 and 840 are wrong", "84", (), False),
    ("34 * 9 is not 306", "306 in^2", (), True),
    ("36 is not so", "36 pi cm", (), False),
    ("it is 306", "B", ("84 in^2", "306 in^2", "3 in^2", "9 in^2"), True),
    ("the right option is B", "B", ("19", "84", "38", "94"), True),
    ("it should come to 84", "B", ("19", "84", "38", "94"), True),
    ("the figure does not show x of A 3", "A", ("19", "84", "38", "94"), False),
]


@pytest.mark.parametrize(("text", "answer", "options", "reveals"), LEAKS)
def test_leaks(text: str, answer: str, options: tuple[str, ...], reveals: bool) -> None:
    assert reveals_answer(text, answer=answer, options=options) == reveals
