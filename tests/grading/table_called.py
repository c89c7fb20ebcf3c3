"""What an answer calls its value, beside what the reference calls it."""

from cases import Case, table

CASES: list[Case] = [
    *table(
        gold="AB=5",
        correct=(
            "5",
            "AB=5",
            "AB=CD=5",
            "CD=AB=5",
            "BA=5",
            "x=5",
            "So AB = 5.",
            "The length is 5.",
        ),
        incorrect=("CD=5", "CD=EF=5", "\\boxed{CD=5}", "AB=6"),
    ),
    *table(
        gold="\\angle A=30°",
        correct=("∠A = 30°", "30°", "\\angle BAC=30^\\circ", "x = 30°"),
        incorrect=("\\boxed{\\angle B=30°}", "\\angle ABC=30^\\circ"),
    ),
    *table(gold="P(A)=0.3", correct=("0.3", "P(A) = 0.3", "p = 0.3"), incorrect=("P(B)=0.3",)),
    *table(gold="f(2)=5", correct=("5", "f( 2 ) = 5", "y = 5"), incorrect=("f(3)=5", "g(2)=5")),
    *table(
        gold="x=1, y=2",
        correct=("y=2, x=1", "1, 2", "X=1, Y=2"),
        incorrect=("a=1, b=2", "x=2, y=1"),
    ),
    *table(gold="x=5", correct=("n=5", "5", "the number is 5", "AB=5"), incorrect=("n=6",)),
]
