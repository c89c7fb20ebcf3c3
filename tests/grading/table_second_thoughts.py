"""Answers that are corrected or taken back, letters and numbers."""

from cases import Case, table

_SIDES = ("3", "5", "7", "9")
_FROM_C_TO_D = (
    "The answer is C. Wait, no, D.",
    "The answer is C. No wait, D.",
    "C. Wait, D.",
    "C... no, D",
    "Answer: C. No, D.",
    "The answer is C. Actually D.",
    "答案是C。不对，是D。",
)

CASES: list[Case] = [
    *table(
        gold="D",
        options=_SIDES,
        correct=_FROM_C_TO_D,
        incorrect=("The answer is D. No, C.", "The answer is C. No doubt."),
    ),
    *table(
        gold="C",
        correct=(
            "The answer is C. No other option works.",
            "The answer is C. Actually, D is wrong.",
            "The answer is C. No doubt.",
            "The answer is C. Wait, let me check. Yes, C.",
        ),
        incorrect=_FROM_C_TO_D,
    ),
    *table(gold="D", correct=_FROM_C_TO_D),
    *table(
        gold="5",
        correct=(
            "The answer is 4. No wait. 5.",
            "4. Wait, 5.",
            "The answer is 4. Wait, no, it is 5.",
            "答案：4\n修正：5",
            "The answer is 5. Wait, no, I was right: 5.",
            "\\boxed{5} is the number of cubes.",
        ),
        incorrect=("The answer is 5. No wait. 4.", "答案：5\n修正：4"),
        no_answer=(
            "The answer is 5. I take that back.",
            "The answer is 5. Never mind that.",
            "\\boxed{5} is incorrect.",
            "The answer is 5... or is it 6?",
            "Answer: 5 - no wait, that is too small.",
        ),
    ),
    *table(
        gold="C",
        question="Which of the statements is wrong?",
        correct=("\\boxed{C} is wrong.", "Statement \\boxed{C} is incorrect."),
    ),
]
