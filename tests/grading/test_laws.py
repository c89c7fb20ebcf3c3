"""Laws of grading, over values and renderings that hypothesis makes."""

from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mathse.grading import canonical, equal, extract, grade, normalise, read, same_answer

WHOLE = st.integers(-9_999, 9_999)
POSITIVE = st.integers(1, 999)


@st.composite
def fractions(draw: st.DrawFn) -> str:
    value = Fraction(draw(WHOLE), draw(st.integers(2, 99)))
    assume(value.denominator > 1)
    sign = "-" if value < 0 else ""
    return f"{sign}\\frac{{{abs(value.numerator)}}}{{{value.denominator}}}"


@st.composite
def mixed(draw: st.DrawFn) -> str:
    below = draw(st.integers(2, 20))
    above = draw(st.integers(1, below - 1))
    return f"{draw(st.integers(1, 50))}\\frac{{{above}}}{{{below}}}"


SURD = st.sampled_from([2, 3, 5, 6, 7, 10, 11, 13])
NUMBERS = st.one_of(
    WHOLE.map(str),
    st.decimals(-999, 999, places=2).map(lambda d: f"{d:.2f}"),
    fractions(),
    mixed(),
    st.tuples(st.integers(2, 40), SURD).map(lambda p: f"{p[0]}\\sqrt{{{p[1]}}}"),
    st.integers(2, 60).map(lambda n: f"{n}\\pi"),
    st.tuples(POSITIVE, SURD).map(lambda p: f"{p[0]}+\\sqrt{{{p[1]}}}"),
    st.tuples(st.integers(1, 9), st.integers(3, 9)).map(lambda p: f"{p[0]}\\times10^{{{p[1]}}}"),
)
ANSWERS = st.one_of(
    NUMBERS,
    st.integers(1, 100).map(lambda n: f"{n}\\%"),
    st.tuples(WHOLE, WHOLE).map(lambda p: f"({p[0]},{p[1]})"),
    st.tuples(POSITIVE, POSITIVE).map(lambda p: f"{p[0]}:{p[1]}"),
    st.sets(WHOLE, min_size=2, max_size=4).map(
        lambda s: "\\{" + ",".join(map(str, sorted(s))) + "\\}"
    ),
    st.tuples(WHOLE, POSITIVE).map(lambda p: f"[{p[0]},{p[0] + p[1]})"),
    WHOLE.map(lambda n: f"x={n}"),
    WHOLE.map(lambda n: f"x>{n}"),
    st.tuples(st.integers(2, 9), WHOLE).map(lambda p: f"y={p[0]}x{p[1]:+d}"),
    st.tuples(POSITIVE, st.sampled_from(["cm", "kg", "km/h", "cm^{2}", "^\\circ"])).map(
        lambda p: f"{p[0]}{p[1]}" if p[1][0] == "^" else f"{p[0]}\\text{{ {p[1]}}}"
    ),
)
RENDERINGS = (
    "{0}", "${0}$", "\\({0}\\)", "$${0}$$", "\\boxed{{{0}}}", "$\\boxed{{{0}}}$", "**${0}$**",
    "The answer to this problem is ${0}$.", "The answer is {0}.", "Answer: ${0}$", "**Answer:** ${0}$",
    "Therefore, the answer is $\\boxed{{{0}}}$.", "### Final Answer\n\n${0}$", "#### {0}",
    "<think>It may be 12345.</think>${0}$", "<answer>{0}</answer>", "【答案】${0}$<eoa>",
    "故答案为：${0}$．", "答案是{0}。", "答：${0}$", "So we are done.\n\nFinal answer: ${0}$",
    "\\[\\boxed{{\\displaystyle {0}}}\\]", "The final answer is $\\boxed{{{0}}}$. I hope it is correct.",
)  # fmt: skip
WORKING = (
    "We look at the figure first.", "The base is 17 and the height is 23.", "设底边长为17。",
    "First, $3 \\cdot 19 = 57$.", "By the theorem of Pythagoras, $c^2 = 13^2 + 31^2$.",
    "Note that option B would need a height of 29.", "Let us call the unknown side $s$, with $s > 37$.",
    "1. The perimeter is 41 cm.", "There are 43 red cubes and 47 blue ones.", "\\boxed{53} is the first part.",
)  # fmt: skip


def outcome(response: str, gold: str, **more: str) -> str:
    return grade(response=response, gold=gold, **more).outcome  # type: ignore[arg-type]


@settings(max_examples=150, deadline=None)
@given(ANSWERS, st.sampled_from(RENDERINGS))
def test_a_reference_equals_itself_in_every_rendering(gold: str, rendering: str) -> None:
    assert outcome(rendering.format(gold), gold) == "correct"


@settings(max_examples=150, deadline=None)
@given(NUMBERS, st.lists(st.sampled_from(WORKING), max_size=4), st.sampled_from(["\n", " "]))
def test_sentences_before_the_final_one_change_nothing(
    gold: str, working: list[str], space: str
) -> None:
    final = f"The answer to this problem is ${gold}$."
    response = space.join([*working, final])
    assert outcome(response, gold) == "correct"
    assert outcome(response, "-424242") == "incorrect"


# How an option ends a response: {0} its letter, {1} the small one, {2} its text.
LAST_OPTIONS = (
    "{0}", "({0})", "({1})", "{0}.", "{0}: {2}", "{0}. {2}", "({0}) {2}", "{0} ({2})", "{0} ({2} by symmetry)",
    "{0} (1 incorrect conclusion)", "**Answer:** {0}", "Answer: ({0}) {2}", "答案：{0}", "【答案】{0}", "故选{0}", "#### {0}",
    "\\boxed{{{0}}}", "So it is ({0}).", "The answer is {0}.", "Option {0} is correct.",
)  # fmt: skip
FRONTS = (
    *WORKING[:4],
    "The picture shows a triangle.",
    "我们看图。",
    "Look at it!",
    "Two sides are equal.",
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.integers(60, 500), min_size=4, max_size=4, unique=True),
    st.integers(0, 3),
    st.integers(0, 3),
    st.sampled_from(LAST_OPTIONS),
    st.lists(st.sampled_from(FRONTS), min_size=1, max_size=3),
    st.sampled_from(["\n", "\n\n", " "]),
)
def test_sentences_in_front_of_an_option_change_nothing(
    values: list[int], right: int, said: int, form: str, fronts: list[str], space: str
) -> None:
    assume(form != "#### {0}" or space != " ")  # it begins a line
    options = [str(value) for value in values]
    final = form.format(chr(65 + said), chr(97 + said), options[said])
    expected = "correct" if said == right else "incorrect"
    for response in (final, space.join([*fronts, final])):
        assert grade(response=response, gold=chr(65 + right), options=options).outcome == expected


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["rectangle", "isosceles triangle", "Paris", "Tuesday", "平行四边形", "3 red and 2 blue"]),
    st.sampled_from(["{0}", "{0}.", "**{0}**", "So it is {0}.", "It is {0}.", "The answer is {0}.", "\\boxed{{{0}}}"]),
    st.lists(st.sampled_from(FRONTS), min_size=1, max_size=3),
    st.sampled_from(["\n", "\n\n"]),
)  # fmt: skip
def test_sentences_in_front_of_words_change_nothing(
    gold: str, form: str, fronts: list[str], space: str
) -> None:
    final = form.format(gold)
    assert outcome(final, gold) == "correct"
    assert outcome(space.join([*fronts, final]), gold) == "correct"
    assert outcome(space.join([*fronts, final]), "rhombus") == "incorrect"


@settings(max_examples=150, deadline=None)
@given(NUMBERS, NUMBERS)
def test_equality_is_symmetric_between_plain_numbers(a: str, b: str) -> None:
    one, other = read(a), read(b)
    assume(not ({getattr(one, "decimals", None), getattr(other, "decimals", None)} - {None}))
    assert equal(one, other) == equal(other, one)
    assert same_answer(a, b) == same_answer(b, a)


@settings(max_examples=150, deadline=None)
@given(WHOLE, WHOLE, st.sampled_from(RENDERINGS))
def test_another_number_is_another_answer(gold: int, said: int, rendering: str) -> None:
    expected = "correct" if gold == said else "incorrect"
    assert outcome(rendering.format(said), str(gold)) == expected


@settings(max_examples=150, deadline=None)
@given(st.fractions(-50, 50, max_denominator=40), st.fractions(-50, 50, max_denominator=40))
def test_fractions_are_equal_where_their_values_are(a: Fraction, b: Fraction) -> None:
    one = f"\\frac{{{a.numerator}}}{{{a.denominator}}}"
    assert outcome(f"{b.numerator}/{b.denominator}", one) == ("correct" if a == b else "incorrect")
    assert (canonical(one) == canonical(f"{b.numerator}/{b.denominator}")) == (a == b)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.integers(0, 500), min_size=3, max_size=6, unique=True),
    st.data(),
    st.sampled_from(
        ["{0}", "({0})", "{0}. {1}", "The answer is {0}.", "The answer is ({0}) {1}.", "\\boxed{{{0}}}",
         "\\boxed{{\\textbf{{({0}) }}{1}}}", "故选{0}", "答案：{0}", "The answer is {1}.", "\\boxed{{{1}}}",
         "Option {0} is correct.", "So it is ({0}).", "【答案】{0}<eoa>"]
    ),
)  # fmt: skip
def test_each_option_is_chosen_by_letter_text_and_value(
    values: list[int], data: st.DataObject, form: str
) -> None:
    options = [f"{value} cm" for value in values]
    right, said = (data.draw(st.integers(0, len(values) - 1)) for _ in range(2))
    response = form.format(chr(65 + said), f"{values[said]} cm")
    found = grade(response=response, gold=chr(65 + right), options=options)
    assert found.outcome == ("correct" if said == right else "incorrect")


@settings(max_examples=150, deadline=None)
@given(st.sets(WHOLE, min_size=2, max_size=5))
def test_sets_have_no_order_and_points_have_one(values: set[int]) -> None:
    ordered = sorted(values)
    shuffled = ordered[::-1]
    assert (
        outcome(
            "{" + ", ".join(map(str, shuffled)) + "}", "\\{" + ",".join(map(str, ordered)) + "\\}"
        )
        == "correct"
    )
    assert (
        outcome(f"({shuffled[0]}, {shuffled[-1]})", f"({ordered[0]},{ordered[-1]})") == "incorrect"
    )


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        st.one_of(
            st.characters(),
            st.sampled_from("0123456789+-*/^_{}()[]\\$,;:.=<>ABCx 是答案选的，。π√%°"),
        ),
        max_size=120,
    ),
    st.sampled_from(["5", "\\frac{1}{2}", "1;2", "B", "(1,2)", "x>3", "isosceles", "Yes", "①③"]),
    st.sampled_from([None, ["5", "6", "7"], ["Yes", "No"], ["A", "B", "C"]]),
)
def test_any_text_gets_a_grade_that_says_where_it_looked(
    response: str, gold: str, options: list[str] | None
) -> None:
    found = grade(response=response, gold=gold, options=options)
    assert found == grade(response=response, gold=gold, options=options)
    assert (found.span is None) == (found.extracted is None)
    if found.span is not None:
        assert response[found.span[0] : found.span[1]] == found.extracted
    if found.outcome == "no_answer":
        assert found.extracted is None
    assert found.rule
    extract(response, options=options)
    grade(response="5", gold=response)


@settings(max_examples=150, deadline=None)
@given(ANSWERS)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
