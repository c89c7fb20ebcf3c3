"""Hostile input: everything is graded within the limits on time and memory, and nothing is executed."""

import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
import table_closing
import table_values

from mathse.grading import grade
from mathse.grading.response import MAX_RESPONSE

SECONDS = 0.05
OPTIONS = ("red car", "blue car", "5 cm", "12")
QUESTION = "Is the number of red cars less than 5?"

HOSTILE: dict[str, str] = {
    "a tower of powers": "9**9**9**9",
    "a tower in a box": "\\boxed{10^{10^{10}}}",
    "a factorial": "\\boxed{(10^9)!}",
    "factorials": "5!!!!!!!!",
    "a binomial": "\\binom{1000000}{500000}",
    "100 KB of digits": "1" * 100_000,
    "100 KB of digits, boxed": "\\boxed{" + "9" * 100_000 + "}",
    "a long decimal": "0." + "3" * 100_000,
    "a huge exponent": "1e999999999",
    "braces 10,000 deep": "{" * 10_000 + "5" + "}" * 10_000,
    "parentheses 10,000 deep": "(" * 10_000 + "5" + ")" * 10_000,
    "boxes 5,000 deep": "\\boxed{" * 5_000 + "5" + "}" * 5_000,
    "boxes that stay open": "\\boxed{" * 40_000,
    "fractions 3,000 deep": "\\frac{1}{" * 3_000 + "2" + "}" * 3_000,
    "signs": "-" * 1_900 + "5",
    "a 1 MB response": "The answer is 5. " * 60_000,
    "1 MB without a space": "a" * 1_000_000,
    "lines": "\n" * 390_000,
    "announcements": "The answer is " * 28_000,
    "announcements of letters": "The answer is B and " * 19_000,
    "Chinese announcements": "答案是" * 130_000,
    "letters": "A and " * 60_000,
    "labels": "(A) " * 90_000,
    "rejected letters": "B is wrong. " * 30_000,
    "second thoughts": "\\boxed{5} wait no " * 20_000,
    "next questions": "\nQuestion: " * 36_000,
    "thoughts": "<think>" * 50_000,
    "tags": "<answer>" * 49_000,
    "code": "def f():\n  return 5\n" * 18_000,
    "fences": "```python\n" * 39_000,
    "equals signs": "=" * 300_000,
    "alternatives": "5 or " * 79_000,
    "list": "5, " * 130_000,
    "backslashes": "\\" * 390_000,
    "styles": "\\text{" * 60_000,
    "circled digits": "①" * 300_000,
    "zero-width spaces": "5" + "\u200b" * 300_000,
    "right-to-left marks": "\u202e5\u202c" * 90_000,
    "combining marks": "a" + "\u0301" * 300_000,
    "lone surrogates": "\ud800\udfff 5",
    "NUL bytes": "\x00" * 100_000 + "5",
    "Chinese numerals": "一" * 390_000,
    "Chinese fractions": "分之" * 190_000,
    "units": "5 cm" + " per cm" * 50_000,
    "number words": "one hundred and " * 24_000,
    "ratios": "1:" * 190_000,
    "unions": "\\cup (1,2)" * 30_000,
    "plus-minus": "\\boxed{" + "\\pm 1," * 300 + "}",
    "a polynomial": "\\boxed{(x+1)^{10000}}",
    "nested functions": "\\boxed{" + "\\sin(" * 35 + "x" + ")" * 35 + "}",
    "a near tie": "\\boxed{1.4142135623730951}",
}


def seconds(response: str, gold: str, options: tuple[str, ...] | None) -> float:
    """Processor time of one grading: the better of two, as other processes run beside the tests."""
    taken = []
    for question in (QUESTION, QUESTION + " "):
        begun = time.process_time()
        grade(response=response, gold=gold, options=options, question=question)
        taken.append(time.process_time() - begun)
    return min(taken)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_response_is_graded_in_time(name: str) -> None:
    response = HOSTILE[name]
    assert seconds(response, "\\frac{5}{7}", None) < SECONDS
    assert seconds(response, "1; 2", None) < SECONDS
    assert seconds(response, "B", OPTIONS) < SECONDS


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_reference_or_question_is_read_in_time(name: str) -> None:
    hostile = HOSTILE[name]
    assert seconds("The answer is 5.", hostile[:1_900], None) < SECONDS
    assert seconds("The answer is 5.", hostile, None) < SECONDS
    begun = time.process_time()
    grade(response="B", gold="B", options=[hostile, "5", hostile[:50]], question=hostile)
    assert time.process_time() - begun < 2 * SECONDS


def test_the_limits_are_named_and_do_not_depend_on_the_clock() -> None:
    long = grade(response="5 " * MAX_RESPONSE, gold="5")
    assert (long.outcome, long.extracted) == ("incorrect", None)
    assert "limit" in long.rule
    assert grade(response="5", gold="5" * 100_000).outcome == "unscored"
    tower = "\\boxed{9^{9^{9^9}}}"
    assert {grade(response=tower, gold="9").outcome for _ in range(3)} == {"incorrect"}


@pytest.mark.parametrize("space", ["", " "])
@pytest.mark.parametrize(
    "form", ["{0}", "The answer is {0}", "x = {0}", "\\boxed{{{0}}}", "Thus the sum is {0}."]
)
@pytest.mark.parametrize("times", [250, 410, 600, 1_500, 3_000, 9_000])
def test_the_end_of_a_formula_over_a_limit_is_not_its_value(
    form: str, times: int, space: str
) -> None:
    found = grade(response=form.format(f"1{space}+{space}" * times + "7"), gold="7")
    assert found.outcome in ("incorrect", "no_answer")
    if found.extracted and form == "{0}":
        assert "limit" in found.rule


def test_an_argument_that_is_no_text_is_named() -> None:
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"response": None, "gold": "5"}, "response must be a str, not NoneType"),
        ({"response": "5", "gold": 5}, "gold must be a str, not int"),
        ({"response": "5", "gold": "5", "question": 5}, "question must be a str or None, not int"),
        (
            {"response": "5", "gold": "5", "options": "AB"},
            "options must be a sequence of str, not str",
        ),
        ({"response": "5", "gold": "5", "options": [1, 2]}, "each option must be a str, not int"),
    ]
    for arguments, said in wrong:
        with pytest.raises(TypeError, match=f"^{said}$"):
            grade(**arguments)


def test_the_rule_names_the_place_and_the_comparison() -> None:
    def rule(response: str, gold: str, **more: Any) -> str:
        return grade(response=response, gold=gold, **more).rule

    assert rule("\\boxed{0.5}", "1/2") == "boxed; equal value"
    assert rule("\\boxed{1/2}", "1/2") == "boxed; the same value"
    assert rule("The answer is 5 m.", "500 cm") == "announced; another unit, converted"
    assert rule("The answer is 5 m.", "5 kg") == "announced; another unit"
    assert rule("B", "C", options=("1", "2", "3")).endswith("; another option")


def test_memory_stays_bounded() -> None:
    code = (
        "import re, sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]); import test_limits as t\n"
        "from mathse.grading import grade\n"
        "for text in t.HOSTILE.values():\n"
        "    for gold, options in (('5/7', None), ('1; 2', None), ('B', t.OPTIONS)):\n"
        "        grade(response=text, gold=gold, options=options)\n"
        "        grade(response='5', gold=text[:1900], options=options)\n"
        # ru_maxrss would count what the parent held before exec: VmHWM is this program's own.
        "print(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])"
    )
    here = str(Path(__file__).parent)
    done = subprocess.run(
        [sys.executable, "-c", code, here], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) // 1024 < 200  # MiB, pytest included


def test_no_text_is_executed(tmp_path: Path) -> None:
    mark = tmp_path / "executed"
    attack = f"__import__('pathlib').Path('{mark}').touch()"
    for text in (
        attack,
        f"\\boxed{{{attack}}}",
        f"eval({attack!r})",
        f"sin({attack})",
        f"{{{attack}}}",
    ):
        grade(response=text, gold="5", options=[attack, "5"], question=attack)
        grade(response="5", gold=text)
        grade(response=text, gold=text)
    assert not mark.exists()


def test_the_package_holds_nothing_that_executes_text() -> None:
    import mathse.grading

    for path in Path(mathse.grading.__file__).parent.glob("*.py"):
        source = path.read_text()
        for call in (" eval(", "exec(", "sympify(", "parse_expr(", "parse_latex(", "literal_eval("):
            assert call not in source, f"{path.name} calls {call}"


def test_threads_and_order_change_nothing() -> None:
    cases = [*table_closing.CASES, *table_values.CASES]
    wrong: list[str] = []

    def work(rows: list[table_closing.Case]) -> None:
        for case in rows:
            found = grade(
                response=case.response, gold=case.gold, options=case.options, question=case.question
            )
            if found.outcome != case.want:
                wrong.append(case.response)

    threads = [threading.Thread(target=work, args=(cases[n::2][::-1],)) for n in (0, 1, 0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
