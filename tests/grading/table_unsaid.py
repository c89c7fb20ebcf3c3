"""Answers that are doubted, denied to be known, or never come: a value stands there, and nobody says it."""

from cases import Case, table

CASES: list[Case] = [
    *table(
        gold="18",
        correct=("I am certain that the answer is 18.", "There is no doubt that it is 18.", "We can conclude that x = 18.", "x = 18", "So d = 2*9 = 18", "d = 2 * 9 = 18", "I'm not sure which formula was meant, but it is 18."),
        incorrect=("I am certain that the answer is 17.",),
        no_answer=(
            "I don't have enough information to say if it is 18.", "We cannot conclude that x = 18.", "I am not certain that the answer is 18.", "There is no way to know if x = 18.",
            "No one can say if it is 18.", "Nobody knows whether it is 18.", "I doubt that it is 18.", "I doubt the answer is 18.", "We cannot conclude that the answer is 18.",
            "I'm not sure. It might be 18, or not.", "I am not sure that x = 18.",
            "d = 2 * 9 =", "2*9 =", "x = 18 =", "So d = 2*9 =", "$d = 2 \\cdot 9 =$", "18 =",
        ),
    ),
    *table(gold="=", correct=("=",), incorrect=("<",)),
]  # fmt: skip
