"""How models word a choice: announced, led to, left over; and wordings that choose nothing."""

from cases import Case, table

FOUR = ("5", "6", "7", "8")

CASES: list[Case] = [
    *table(
        gold="C", options=FOUR,
        correct=(
            "Hence option (c)", "Option c is correct", "Hence, the correct option is (c).", "(c) 7", "c) 7", "→ C", "∴ C", "C!",
            "B or C? I pick C.", "only C works", "It must be C", "that leaves C", "Clearly C.", "{'answer': 'C'}", "Selected option: C",
            "Eliminate A, B and D.", "A, B, and D are incorrect.", "Neither A nor B nor D fits, so C.", "We get 7, which matches choice (C).",
            "it equals 7 which corresponds to option C.", "$\\textbf{(C)}\\ 7$", "\\boxed{C: 7}", "C选项是正确的", "A、B、D错误，C正确",
            "选项A、B、D都不对，所以选C。", "Answer:\n\nC", "The answer is:\n\n**C**", "The answer cannot be A or B. D is too large. So it's C.",
        ),
        incorrect=(
            "C? No, D.", "Eliminating C, B and D leaves A.", "A, B、C都不对，选D", "B, C, and D are incorrect.", "C or D? I pick D.",
            "Since AB = 7, the answer is 8.", "(d) 8",
        ),
        no_answer=("The answer is between C and D.", "If C were right, x would be 7.", "Let me analyze option C first.", "7 is too small.", "C is wrong.", "C不对", "不选C"),
    ),
    *table(
        gold="Yes", options=("Yes", "No"), question="Is the number of tiny cars greater than the number of large vans?",
        correct=("The number of large vans is less than the number of tiny cars.", "There are more tiny cars than large vans."),
        incorrect=("The number of large vans is greater than the number of tiny cars.", "The numbers are equal.", "There are fewer tiny cars than large vans."),
    ),
    *table(
        gold="yes", options=("yes", "no"), question="Is Sky Blue the minimum?",
        correct=("Sky Blue has the lowest value.", "The minimum is Sky Blue."),
        incorrect=("Sky Blue is greater than the minimum.", "Sky Blue is higher than Light Green, which is the minimum.", "The minimum is Light Green."),
    ),
    *table(
        gold="Yes", options=("Yes", "No"), question="Is the sum of the angles 180 degrees?",
        correct=("The sum of the angles is 180 degrees.",), incorrect=("The sum of the angles is 360 degrees.",),
    ),
    *table(gold="是", options=("是", "否"), question="甲比乙高吗？", correct=("甲比乙高。", "乙比甲矮。"), incorrect=("乙比甲高。", "甲比乙矮。", "甲不比乙高。")),
    *table(
        gold="blue", options=("red", "blue", "green", "yellow"), question="What color is the car?",
        correct=("The car is blue.", "It is not red, it is blue.", "The color of the car is blue, not red."),
        incorrect=("The car is red, not blue.", "It could be blue or red.", "blue or red"), no_answer=("The car is not blue.",),
    ),
]  # fmt: skip
