"""How large something may be: a bound is an answer, and no number."""

from cases import Case, table

CASES: list[Case] = [
    *table(
        gold="5",
        correct=(
            "=> 5",
            "-> 5",
            "x => 5",
            "There are 5 or so.",
            "Since AB > 3, AB = 5.",
            "We add 3 + 2 to get 5",
        ),
        incorrect=(
            "\\boxed{>5}",
            "\\boxed{\\le 5}",
            "\\boxed{\\geq 5}",
            "\\boxed{\\neq 5}",
            "\\boxed{5 \\text{ or more}}",
            "The answer is <5.",
            "The answer is ≠5.",
            "The answer is 5 or more.",
            "≥ 5",
            "5 or more",
            "5 or less",
            "5以上",
        ),
        no_answer=("5+ apples",),
    ),
    *table(gold="≥ 5", correct=("\\boxed{\\geq 5}", "x ≥ 5", "5 or more"), incorrect=("5", "> 5")),
    *table(
        gold="x > 3",
        correct=("x > 3", "\\{t \\mid t > 3\\}", "(3, \\infty)", "3 < x", "> 3"),
        incorrect=("y > 3", "x > 4", "x ≥ 3", "3"),
    ),
    *table(gold="x<1 or x>3", correct=("x<1 or x>3",), incorrect=("y<1 or y>3",)),
]
