"""A cheap look that says no never misses what the dear one finds; a way round decides as the long way does."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathse.grading import (
    clean,
    counted,
    denied,
    embedded,
    letters,
    measures,
    pick,
    prose,
    quantities,
    questions,
    reading,
    spoken,
    tokens,
    unannounced,
    unfinished,
    unreadable,
)

_NEVER = re.compile(r"(?!)")


def _texts(*words: str, most: int = 9) -> st.SearchStrategy[str]:
    """Texts of these words, with blanks and digits between some."""
    parts = [*words, " ", " ", "5", "x", ", ", ". "]
    return st.lists(st.sampled_from(parts), max_size=most).map("".join)


_FORMULAS = _texts(
    "$", "\\frac", "\\sqrt", "\\pi", "{", "}", "(", ")", "=", "+", "-", "/", "^", "10", "a", "0", "xy", "1 ", " = ", ".", "$$", "!", "*", "\\,", "12"
)  # fmt: skip


@settings(max_examples=1000)
@given(_FORMULAS)
def test_what_is_spelled_already_is_not_respelled(text: str) -> None:
    if clean._SPELLED.fullmatch(text):
        assert clean.normalise.__wrapped__(text) == clean._respelled(text)


_MEASURES = _texts(
    "\\frac{3}{4}", "-", "12", "0.5", " ", "cm", "m", "am", "pm", "°", "USD", "k", "in", "km", "A", "s", "degrees", "mar", "rem"
)  # fmt: skip


@settings(max_examples=500)
@given(_MEASURES)
def test_a_plain_measure_is_what_the_readers_read(text: str) -> None:
    read = reading.read_clean.__wrapped__
    quickly = read(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_PLAIN_ENDS", frozenset())
        assert read(text) == quickly


@settings(max_examples=500)
@given(_texts("=", "a", "i.e.", "\\frac{1}{2}", "$", "-", "_", "°", "n", "k", "M", "%", "so", "\\therefore", "(", ")", "<"))  # fmt: skip
def test_bare_mathematics_is_read_as_a_sentence_is(text: str) -> None:
    question = "How many a are left? Find the least k."
    quickly = pick.value_in.__wrapped__(text, question)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pick, "_BARE", _NEVER)
        assert pick.value_in.__wrapped__(text, question) == quickly


_DENIALS = _texts(
    "not ", "5", "is ", "wrong", "(", ")", "cannot be ", "but it is not", "three", "does not work", "\\frac12", "错了", "不是", "三", "never ", "is",
    "incorrect", "I don't think ", "\n",
)  # fmt: skip


@settings(max_examples=500)
@given(_DENIALS)
def test_a_denial_is_never_missed(text: str) -> None:
    if denied._BEFORE.search(text) or denied._AFTER.search(text):
        assert denied._STATES.search(text)
    if " " not in text and "(" not in text and text.isascii() and text.isprintable():
        assert denied._BEFORE.search(text) is denied._AFTER.search(text) is None
        assert denied._BUT_NOT.search(text) is None
        assert embedded.kept(text) == text


@given(_texts("A", "b", "(C)", "D", "and ", "are wrong", "not ", "rejected", "a ", "no ", "ABC", "$"))  # fmt: skip
def test_letters_that_are_rejected_are_never_missed(text: str) -> None:
    said = clean.normalise(text)
    if len(letters.rejected(said)) > 1:
        assert letters.may_reject(text, len(letters.rejected(said)))
    if letters._REJECTED.search(said):
        assert letters._ALONE.search(said)


_ENDS = _texts("we ", "so", "then", "=", "3", "*", "the", "Next,", "know that ", "，", "\\frac", "$", "a", ")", "5.", "Let us", "！")  # fmt: skip


@given(_ENDS)
def test_a_text_that_dangles_is_never_missed(text: str) -> None:
    text = text.rstrip()
    if len(text) > unfinished._ENDS_WHOLE and unfinished._DANGLES.search(
        text, max(0, len(text) - 40)
    ):
        assert unfinished.dangles(text)


_QUESTION = _texts("as a ", "fraction", "exact ", "value", "Factor", "factorise", "in terms of", "最简", "因式分解", "mixed", "number", "radical form", "factors", "how many", "几", "多少", "count ", "number of")  # fmt: skip


@given(_QUESTION)
def test_what_is_asked_for_is_never_missed(text: str) -> None:
    asked = questions.Asked(text)
    assert asked.exact == (questions._EXACT.search(text) is not None)
    assert asked.counted == (questions._COUNTED.search(text) is not None)
    assert asked.factored == (questions._FACTORED.search(text) is not None)


_FRONT = ["I don't ", "think ", "that ", "if ", "suppose ", "not ", "sure ", "check ", "the ", "your ", "my ", "Many ", "people ", "answer ", "whether ", "doubt ", "n't ", "say ", "NOT ", "a "]  # fmt: skip


@given(_texts(*_FRONT))
def test_a_doubted_announcement_is_never_missed(text: str) -> None:
    slowly = [unannounced._NOT_ANNOUNCED, unannounced._SUPPOSED, embedded._DOUBTED_BEFORE, re.compile("not the $", re.I)]  # fmt: skip
    if text.endswith(unannounced._POSSESSIVES) and not text.endswith(unannounced._WRONG_ENDS):
        found = any(pattern.search(text) for pattern in slowly)
        assert unannounced.about_another(text, "") == found


@given(_texts("more ", "than ", "half of ", "at ", "least ", "不是", "至多", "No ", "quarter of ", "twice ", "the ", "n't "))  # fmt: skip
def test_a_hedge_is_never_missed(text: str) -> None:
    assert counted.hedged(text) == (counted._HEDGED.search(text) is not None)


_CONCLUSIONS = _texts("So", "so ", "This means ", "therefore", "\\therefore ", "THEREFORE", "hence", "Consequently", "conclude", "finally", "所以", "综上", "共",
    "that is ", "We get ", "can find ", "gives us", "which means that", "i.e. ", "Namely, ", "即", "解得", "yields ")  # fmt: skip


@given(_CONCLUSIONS)
def test_a_conclusion_is_never_missed(text: str) -> None:
    assert prose.concludes(text, 0, len(text)) == (prose.CONCLUDES.search(text) is not None)
    if pick._RESULT.search(text):
        assert prose.has_one(text, pick._RESULTS)


@given(_texts("or more", "AND UPWARDS", "+", "5", "以上", "or", "higher", "cm"))
def test_a_bound_at_the_end_is_never_missed(text: str) -> None:
    found = spoken.BOUND_BEHIND.search(text)
    if found and found.end() == len(text):
        assert text[-8:].casefold().endswith(spoken._BOUND_ENDS)


@given(_texts("(", "note", ")", "2", "\\pi"))
def test_a_note_at_the_end_is_never_missed(text: str) -> None:
    if reading._TRAILING_NOTE.search(text):
        assert ")" in text[-2:]


@given(_texts("\\frac", "{", "}", "<=", "<", "=", "0.5", ".", "ab", "\\", "#", "三", "\n", "°"))
def test_the_tokens_of_a_text_are_all_of_it(text: str) -> None:
    try:
        found = tokens.tokens(text)
    except tokens.Unreadable:
        return
    written = "".join("\\" * (kind == "c") + token for kind, token in found)
    assert written == "".join(text.split())


_GUARDS: list[tuple[Callable[[str], object], re.Pattern[str], tuple[str, ...]]] = [
    (clean._MAY_BE_FEET.search, clean._FEET, ("'", "''", '"', "6", " ")),
    (clean._MAY_BE_SPACED.search, clean._SPACED, ("123", "4", " 567", " ")),
    (prose._NUMBERED.search, prose._LIST_NUMBER, ("\n", "2.", "**", " ", "Compare", "* ")),
    (lambda text: "^" in text and "10" in text, clean._TIMES_TEN, ("3", "x", "10", "^", " ")),
]


@given(st.data())
@pytest.mark.parametrize(("guard", "pattern", "words"), _GUARDS)
def test_what_a_pattern_finds_is_never_missed(
    guard: Callable[[str], object],
    pattern: re.Pattern[str],
    words: tuple[str, ...],
    data: st.DataObject,
) -> None:
    text = data.draw(_texts(*words))
    if pattern.search(text):
        assert guard(text)


@given(_texts("max", "最", "Least ", "area", "maximum", "is", "the greatest ", "smallest", "volume"))  # fmt: skip
def test_two_extremes_are_never_missed(text: str) -> None:
    if {0, 1} <= {n for n, (kind, _) in enumerate(quantities._KINDS) if kind.search(text)}:
        assert quantities._two_extremes_in(text)


@given(_texts("$", "\\frac{1}", "{2}", "\\sqrt{3}", "-", "}", "\\quad", "/0", "n/a", "\\text{none}", "vary", "(", ")"))  # fmt: skip
def test_a_reference_that_begins_as_a_formula_can_be_read(text: str) -> None:
    if unreadable._FORMULA.fullmatch(text):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(unreadable, "_FORMULA", _NEVER)
            assert not unreadable.unreadable(text)


@given(_texts("5", "cm", "-", "°", "\\frac{1}{2}", "x"))
def test_a_plain_measure_is_no_other_value(text: str) -> None:
    quickly = measures.quantity(text) if text else None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(measures, "plain", lambda text: None)
        slowly = measures.quantity(text) if text else None
    assert quickly == slowly
