"""A judge's JSON: exactly the form, or unparsed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathse.judges.parse import decided, parse_verdict, taught, verdict_json
from mathse.rows import Feedback

GOOD = '{"status": "WRONG", "error_step": "x = 2", "error_analysis": "a slip"}'
RIGHT = '{"status": "CORRECT", "error_step": null, "error_analysis": null}'
words = st.text(st.characters(codec="utf-8"))


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (GOOD, "incorrect"),
        (RIGHT, "correct"),
        (f"\n {GOOD} \n", "incorrect"),
        (f"```json\n{GOOD}\n```", "incorrect"),
        (f"Here is my verdict:\n```\n{RIGHT}\n```\nI am sure.", "correct"),
        (f"```json\n{RIGHT}\n```\n```json\n{GOOD}\n```", "unparsed"),  # two fenced blocks
        (f"The verdict: {RIGHT}", "unparsed"),
        (f"{RIGHT}\nThe solution is correct.", "unparsed"),
        (f"{RIGHT}{RIGHT}", "unparsed"),
        (f"[{RIGHT}]", "unparsed"),
        ("CORRECT", "unparsed"),
        ("The solution is correct.", "unparsed"),
        ("", "unparsed"),
        ("{}", "unparsed"),
        ("null", "unparsed"),
        (RIGHT[:-1], "unparsed"),
        (RIGHT.replace("CORRECT", "correct"), "unparsed"),
        (RIGHT.replace("CORRECT", "CORRECT "), "unparsed"),
        ('{"status": "CORRECT"}', "unparsed"),  # two keys are missing
        ('{"status": "CORRECT", "error_step": "x", "error_analysis": null}', "unparsed"),
        ('{"status": "CORRECT", "error_step": "", "error_analysis": " "}', "correct"),
        ('{"status": "WRONG", "error_step": null, "error_analysis": null}', "incorrect"),
        ('{"status": "WRONG", "error_step": 3, "error_analysis": "a"}', "unparsed"),
        ('{"status": "WRONG", "error_step": ["x"], "error_analysis": "a"}', "unparsed"),
        ('{"status": true, "error_step": null, "error_analysis": null}', "unparsed"),
        ('{"status": "WRONG", "status": "CORRECT", "error_step": null, "error_analysis": null}', "unparsed"),
        (GOOD[:-1] + ', "improvement_suggestion": "read again"}', "incorrect"),
        (GOOD[:-1] + ', "confidence": "high"}', "unparsed"),
        ('{"status": "WRONG", "error_step": "\\ud800", "error_analysis": "a"}', "unparsed"),
        ("[" * 100_000, "unparsed"),
        ('{"status": ' * 50_000, "unparsed"),
    ],
)  # fmt: skip
def test_strict_reading(text: str, outcome: str) -> None:
    verdict = parse_verdict(text)
    assert verdict.outcome == outcome
    assert verdict.text == text
    if outcome == "unparsed":
        assert (verdict.error_step, verdict.analysis) == (None, None)


def test_step_and_analysis_are_read() -> None:
    verdict = parse_verdict(GOOD)
    assert (verdict.error_step, verdict.analysis) == ("x = 2", "a slip")


def test_binary_needs_the_status_alone() -> None:
    assert parse_verdict('{"status": "CORRECT"}', binary=True).outcome == "correct"
    assert parse_verdict('{"status": "WRONG"}', binary=True).outcome == "incorrect"
    assert parse_verdict("CORRECT", binary=True).outcome == "unparsed"


@given(correct=st.booleans(), step=words, analysis=words, binary=st.booleans())
def test_what_is_written_is_read_back(
    correct: bool, step: str, analysis: str, binary: bool
) -> None:
    feedback = Feedback(step.strip() or None, analysis.strip() or None)
    line = verdict_json(correct=correct, feedback=feedback, binary=binary)
    verdict = parse_verdict(line, binary=binary)
    assert verdict.outcome == ("correct" if correct else "incorrect")
    if not (correct or binary):
        assert Feedback(verdict.error_step, verdict.analysis) == feedback


@given(st.text())
def test_no_text_raises_and_words_are_no_verdict(text: str) -> None:
    verdict = parse_verdict(text)
    assert verdict.outcome == "unparsed"


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | words,
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from(["status", "error_step", "error_analysis"]), inner)
        ),
    )
)
def test_other_json_is_unparsed_unless_it_has_the_form(value: object) -> None:
    outcome = parse_verdict(json.dumps(value)).outcome
    formed = isinstance(value, dict) and value.get("status") in ("CORRECT", "WRONG")
    assert formed or outcome == "unparsed"


@pytest.mark.parametrize(
    ("steps", "analysis", "chosen", "learnt"),
    [
        ("a = 5. right It is 5; right right or not. right", None, ["right"] * 3,
         ["a = 5. right It is 5; right right or not. right"]),
        ("Wrong way. wrong", "No.", ["wrong", '"No."}'], ["wrong", '"No."}']),
        ("a = 5. right b = 6! right c = 8? wrong", 'Say "8".', ["right", "right", "wrong", '"Say \\"8\\"."}'],
         ["a = 5. right b = 6! right", "wrong", '"Say \\"8\\"."}']),
        ("a = 5. right c = 8; wrong", None, ["right", "wrong"], ["a = 5. right", "wrong"]),
    ],
)  # fmt: skip
def test_what_is_decided_and_what_is_learnt_of_a_verdict_by_steps(
    steps: str, analysis: str | None, chosen: list[str], learnt: list[str]
) -> None:
    correct = steps.endswith("right")
    text = verdict_json(correct=correct, feedback=Feedback("c = 8?", analysis), steps=steps)
    assert [text[start:end] for start, end in decided(text)] == chosen
    assert [text[start:end] for start, end in taught(text)] == learnt


def test_the_answer_is_checked_before_the_steps() -> None:
    """Its words are given, right or wrong; its verdict is learnt, and no step before one that is right."""
    steps, answer = "a = 5. right b = 6. wrong", "The answer is 6. wrong"
    text = verdict_json(
        correct=False, feedback=Feedback("b = 6.", None), steps=steps, answer=answer
    )
    assert text.startswith('{"answer": "The answer is 6. wrong", "steps": "a = 5. right')
    assert [text[start:end] for start, end in decided(text)] == ["wrong", "right", "wrong"]
    assert [text[start:end] for start, end in taught(text)] == ["wrong", "a = 5. right", "wrong"]
    assert parse_verdict(text).outcome == "incorrect"
    right = verdict_json(correct=True, steps="a = 5. right", answer="a = 5. right")
    assert parse_verdict(right).outcome == "correct"
    assert parse_verdict(right.replace("5. right", "5. wrong", 1)).outcome == "unparsed"
    none = verdict_json(correct=False, steps="a = 5. wrong", answer="a = 5. right")
    assert [none[start:end] for start, end in taught(none)] == ["right", "wrong"]


def test_steps_are_checked_before_the_verdict() -> None:
    feedback = Feedback("area = 12 * 7 = 94.", "Step 2 is wrong.")
    line = verdict_json(correct=False, feedback=feedback, steps="3 + 4 = 7. right 7 + 1 = 9. wrong")
    assert line.startswith('{"steps": "3 + 4 = 7. right 7 + 1 = 9. wrong", "status": "WRONG"')
    assert parse_verdict(line).error_step == feedback.error_step
    line = verdict_json(correct=True, steps="3 + 4 = 7. right 7 + 1 = 8. right")
    assert parse_verdict(line).outcome == "correct"
    assert parse_verdict(line.replace("8. right", "8. wrong")).outcome == "unparsed"
