"""A shortcut never changes a grade: what it decides, the long way decides too."""

import re
import string
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_tables import TABLES, outcome

from mathse.grading import (
    choices,
    clean,
    compare,
    counts,
    find_choice,
    letters,
    measures,
    near,
    quantities,
    reading,
    response,
    units,
)
from mathse.grading import grade as grading
from mathse.grading.questions import NOTHING_ASKED
from mathse.grading.splitting import split_top
from mathse.grading.values import Quantity

_CASES = [case for name in sorted(TABLES) for case in TABLES[name]]
_WHOLE = grading.__globals__  # the module `grade`, whose name the function has
_NOTHING: frozenset[int] = frozenset()


@pytest.mark.parametrize(
    "shortcut",
    ["_word_by_word", "choices.plainly", "choices._labelled", "compare._plain"],
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
    elif shortcut == "choices._labelled":
        monkeypatch.setattr(choices, "_labelled", lambda clean, options, count: None)
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
    slowly = [(m.start(), n) for n, (kind, _) in enumerate(quantities._KINDS) if (m := kind.search(text))]  # fmt: skip
    assert quantities._kinds(text) == tuple(n for _, n in sorted(slowly))
    assert quantities._any_in(text) or not slowly


@given(st.text(alphabet=string.ascii_letters + string.digits + " .,$²٣三", max_size=40))
def test_the_numbers_of_a_sentence_are_found_from_its_ends(text: str) -> None:
    digits = [at for at, char in enumerate(text) if char.isdigit()]
    assert quantities._numbers(text) == ((digits[0], digits[-1]) if digits else None)


_SPOKEN = st.lists(
    st.sampled_from(
        ["A", "b", "C", "D", "(c)", "a", "x", "the ", "answer ", "option ", "is ", "not ", " and ", "so ", " wrong", "picture ",
         "is correct", " ", ", ", ".", "rejected ", "rather than "]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@settings(max_examples=300)
@given(_SPOKEN)
def test_a_letter_that_is_named_or_rejected_is_never_missed(text: str) -> None:
    said = clean.normalise(text)
    named = letters.named(said, 4, pictures=True) | letters.subject(said, 4)
    if named or len(letters.rejected(said)) > 1:
        assert letters.may_be_named(text)


@pytest.mark.parametrize("name", units.BASES)
def test_a_plain_unit_is_what_its_pattern_reads(name: str) -> None:
    assert units.unit(name) == units.unit(f"{name} ")  # the blank takes it the long way


_MEASURE = st.lists(
    st.sampled_from(["3", "1.5", "20", "米", "厘米", "m", "cm", "^2", "^{2}", "小时", "个半", "半", "三", " ", "hours", "元", "角"]),
    min_size=1,
    max_size=6,
).map("".join)  # fmt: skip


@given(_MEASURE)
def test_one_number_is_no_sum_of_measures(text: str) -> None:
    if measures._ONE_NUMBER.fullmatch(text):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(measures, "_ONE_NUMBER", re.compile(r"(?!)"))
            assert measures._compound(text) is None


def test_what_keywords_share_stands_in_each() -> None:
    assert all(shared in word for shared, words in response._KEYWORDS for word in words)


_TOTALS = st.lists(
    st.sampled_from(["Three", "3", "two", "5", "Five", "12", "of", "out of", "the", "all", "these", "cards", "are red", "Of", "1.5"]),
    max_size=9,
).map(" ".join)  # fmt: skip


@given(_TOTALS)
def test_a_total_is_never_missed(text: str) -> None:
    if not text.startswith(counts._FIRST):
        assert counts.of_total(text, "") == counts._OF_TOTAL.sub(counts._count, text)
