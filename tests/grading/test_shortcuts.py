"""A shortcut never changes a grade: what it decides, the long way decides too."""

import re
import string
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_tables import TABLES, outcome

from mathse.grading import choices, clean, compare, find_choice, near, quantities, reading, response
from mathse.grading import grade as grading
from mathse.grading.questions import NOTHING_ASKED
from mathse.grading.splitting import split_top
from mathse.grading.values import Quantity

_CASES = [case for name in sorted(TABLES) for case in TABLES[name]]
_WHOLE = grading.__globals__  # the module `grade`, whose name the function has
_NOTHING: frozenset[int] = frozenset()


@pytest.mark.parametrize(
    "shortcut",
    ["_word_by_word", "choices.plainly", "compare._plain"],
)
def test_a_table_gets_its_grades_without_the_shortcut(
    shortcut: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [outcome(case) for case in _CASES]
    if shortcut == "_word_by_word":
        monkeypatch.setitem(_WHOLE, shortcut, lambda at, wanted: None)
    elif shortcut == "choices.plainly":
        monkeypatch.setattr(choices, "plainly", lambda text, options, count: _NOTHING)
        assert find_choice.choices is choices
    else:
        monkeypatch.setattr(compare, "_plain", lambda gold, said: False)
    after = [outcome(case) for case in _CASES]
    changed = [(c, a, b) for c, a, b in zip(_CASES, before, after, strict=True) if a != b]
    assert not changed, changed[:5]


_NUMBERS = st.fractions(min_value=-1000, max_value=1000, max_denominator=60)


@given(_NUMBERS, _NUMBERS)
def test_plain_numbers_as_same_quantity_has_them(a: Fraction, b: Fraction) -> None:
    for gold, said in ((a, b), (a, a)):
        slowly = near.same_quantity(Quantity(gold), Quantity(said), NOTHING_ASKED)
        assert compare.equal(Quantity(gold), Quantity(said)) == slowly


_PLAIN = st.text(
    alphabet=string.ascii_letters + string.digits + " .,;:()?=+<>[]/%'\"-", max_size=60
)


@given(_PLAIN)
def test_a_text_without_marks_has_none_to_take_off(text: str) -> None:
    if "rac" not in text and "imes" not in text:
        assert clean._MARKED.search(text) is None
        assert clean._unmarked(text) == clean._BLANKS.sub(" ", text)


def test_no_spelling_is_respelled() -> None:
    respelled = {
        v: v.translate(clean._CHARS) for v in clean._PLAINER.values() if isinstance(v, str)
    }
    assert all(one == other for one, other in respelled.items())


# A separator, and a text that it matches.
_SEPARATORS = [
    (reading._SEMI, ";"),
    (reading._OR, " or "),
    (reading._AND, ","),
    (reading._COMMA, ","),
    (reading._EQUAL, "="),
]
_WORDS = st.lists(
    st.sampled_from(
        ["x", "3", " or ", ", or ", ",", ";", " and ", "=", "和", "或者", ")", " ", "!="]
    )
).map("".join)


@given(_WORDS, st.sampled_from(_SEPARATORS))
def test_text_without_brackets_is_split_as_with_some(
    text: str, separator: tuple[re.Pattern[str], str]
) -> None:
    pattern, between = separator
    parts = split_top(text + "y", pattern)
    assert split_top(f"{text}y{between}()", pattern) == [*parts, "()"]


_LINES = st.lists(
    st.sampled_from(
        ["\n", " ", "\t", "#", "**", "[", "Question", "Problem", "Q", "Human", "User", "INST", "题目", "问", "提示", ":",
         "：", "]", "1", "x"]
    )
).map("".join)  # fmt: skip


@settings(max_examples=300)
@given(_LINES)
def test_an_invented_question_is_never_missed(text: str) -> None:
    if response._NEXT.search(text):
        assert response._MAY_ASK.search(text)


_KINDS = st.lists(
    st.sampled_from(
        ["the ", "MAX", "maximal", "Minimum", "least", " area", "radii", "Diameters", "最", "大", "面积", "x", " ", "volume",
         "Perimeter", "circumference", "biggest", "LOWEST", "半径", "直径", "周长", "体积"]
    )
).map("".join)  # fmt: skip


@given(_KINDS)
def test_a_kind_of_quantity_is_never_missed(text: str) -> None:
    if any(kind.search(text) for kind in quantities._KINDS):
        assert quantities._any_in(text)
