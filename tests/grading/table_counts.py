"""What is counted and what it is counted of, pronouns that are no number, rows of numbers, forms that are no result."""

from cases import Case, table

_HOW_MANY = "How many of the numbers can be written into the square?"
_SHARE = "What fraction of the cards is red?"

CASES: list[Case] = [
    *table(
        gold="3",
        question=_HOW_MANY,
        correct=(
            "Nora can write three of the six numbers into the square.",
            "She can write 3 of the 6 numbers.",
            "She can write $3$ of the $6$ numbers in place of $y$.",
            "So 3 out of the 6 numbers fit.",
            "3 out of 6 numbers fit.",
            "The answer is three of the six numbers.",
            "Only three of all six numbers fit.",
            "\\boxed{3 \\text{ of the } 6}",
        ),
        incorrect=(
            "Nora can write two of the three numbers into the square.",
            "She can write 2 of the 3 numbers.",
            "So 2 out of the 3 numbers fit.",
            "The answer is one of the three numbers.",
            "Each of the 6 fits.",
        ),
    ),
    *table(
        gold="6",
        question=_HOW_MANY,
        correct=("All 6 of the numbers fit.", "Of the 8 numbers 6 fit.", "Of the eight numbers, six fit.", "Six of the eight numbers fit.", "6 of the 6 numbers fit."),
        incorrect=(
            "Nora can write three of the six numbers into the square.",
            "3 out of 6 numbers fit.",
            "The answer is three of the six numbers.",
        ),
    ),
    *table(
        gold="1",
        question="How many of the lamps are lit?",
        correct=("One of the four lamps is lit.", "Only one of the four lamps is lit.", "Exactly 1 of the 4 lamps is lit.", "There is one.", "No lamp but one is lit.", "One can is enough for one lamp."),
        incorrect=("Four of the lamps are lit.", "There is no one answer.", "Of the 4 lamps 3 are lit."),
        no_answer=(
            "One can see the lit lamps in the picture.",
            "It is as many as hang on any one wall.",
            "It depends on which one you look at.",
            "The first one is a lamp.",
        ),
    ),
    *table(
        gold="2/5",
        question=_SHARE,
        correct=("2 out of 5", "The fraction is 2 out of 5.", "2/5 of the cards are red."),
        incorrect=("3 out of 5", "5 out of 2"),
    ),
    *table(gold="5", question=_SHARE, incorrect=("2 out of 5", "The fraction is 2 out of 5.")),
    *table(
        gold="4",
        correct=("3 + 1 = 4", "The digits are 2 0 1 6, and the last but two is 4."),
        incorrect=("1 2 4", "2 4 1 3 4", "The answer is 3 1 4.", "\\boxed{1 2 3 4}"),
    ),
    *table(
        gold="0",
        correct=(
            "12 - 12 = 0",
            "So it is 0. [asy] pair A=(0,0), B=(5,0); draw(A--B); [/asy]",
            "[asy] pair A=(0,0), B=(5,0); draw(A--B); [/asy] The answer is: 0",
        ),
        no_answer=(
            "12 - 12 = 0, hence no answer exists.",
            "So 2x = 0. There is no right answer.",
            '[asy] pair A=(0,0), B=(5,0), C=(0,0); draw(A--B); label("$0$",(A+B)/2,S); [/asy]',
            '[asy] size(100); pair A=(0,0), B=(5,0), C=(0,0); draw(A--B--C); draw(B--C); label("The answer is 0", A);',
            "<client.types.Answer object at 0x7f1e7551b140>",
        ),
    ),
    *table(gold="1000000", correct=("1 000 000", "\\boxed{1\\,000\\,000}"), incorrect=("1 0 0",)),
    *table(
        gold="2 5 1 3",
        correct=("2 5 1 3", "The answer is 2 5 1 3.", "\\boxed{2 5 1 3}"),
        incorrect=("2 5 3 1", "3"),
    ),
    *table(
        gold="$x^2 + y^2 = 25$",
        question="Find the equation of the circle.",
        correct=(
            "The equation in standard form is $x^2 + y^2 = 25$.",
        ),
        incorrect=("The equation in standard form is $x^2 + y^2 = 5$.",),
        no_answer=(
            "The final answer will be the equation of the circle in the form $x^2 + y^2 = r^2$.",
            "The answer is an equation in the form $(x-a)^2 + (y-b)^2 = r^2$.",
        ),
    ),
    *table(
        gold="$n^2$",
        correct=("The answer is all numbers of the form $n^2$, so $n^2$.",),
        incorrect=("The answer is $n^3$.",),
    ),
    *table(
        gold="35{degrees}",
        correct=("35", "35°", "35 degrees", "\\boxed{35^\\circ}", "The angle is 35°.", "35{degrees}"),
        incorrect=("53", "35 cm", "145°", "\\boxed{35^2}"),
    ),
    *table(
        gold="30",
        correct=(
            "Area = (a + b)h/2 = ((3+7)*(8-2)/2 = 30",
            "A = (3+7))*6/2 = 30 cm^2",
            "\\boxed{((3+7)*6/2 = 30}",
        ),
        incorrect=("Area = ((3+7)*6/2 = 60", "Area = 30 = ((3+7)*6/2", "Area = ((3+7)*(8-2)/2"),
    ),
]  # fmt: skip
