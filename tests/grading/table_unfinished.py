"""Responses that break off behind a value of their working, and such that go on with another problem."""

from cases import Case, table

_GOES_ON = (
    "The answer is 4.\n\nNow consider another problem: what is 2+3? The answer is 5.",
    "答案是4。\n\n例2：求2+3。答案是5。",
    "\\boxed{4}\n\nBonus: what is 2+3? \\boxed{5}",
    "The answer is 4.\n\nHere is a similar problem: what is 2+3? The answer is 5.",
)

CASES: list[Case] = [
    *table(gold="4", correct=_GOES_ON),
    *table(gold="5", incorrect=_GOES_ON),
    *table(
        gold="5",
        correct=(
            "x = 5,",
            "$$x=5$$,",
            "5 cm,",
            "The answer is 5 because the",
            "So AB = 5",
            "首先，AB=2。其次，BC=3。所以AC=5",
        ),
        no_answer=(
            "Since AB = 5, we know that the perimeter",
            "so we need to subtract 5 from",
            "So 5 × ",
            "so the answer is the sum of 5 and",
            "\\[ x = 5 \\cdot",
            "首先，AB=5。其次，",
            "AB = 5.\n\nNow",
            "AB = 5. Next,",
            "Since AB = 5, and AC is parallel to BD,",
        ),
    ),
]
