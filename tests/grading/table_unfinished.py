"""Responses that break off behind a value of their working."""

from cases import Case, table

CASES: list[Case] = [
    *table(
        gold="5",
        correct=(
            "x = 5,",
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
