"""Which option a response names where more than one way of reading it would name another."""

from cases import Case, table

_LETTERS = ("A", "B", "C", "D", "E")
_PI = ("3", "3.14", "$\\pi$", "$\\frac{22}{7}$")
_KM = ("5 km", "8 km", "12 km", "15 km")
_PERCENTS = ("30", "35", "40", "70")
_THAN = (
    "$\\text{less than }{AB + CD}$",
    "$\\text{greater than }{AB + CD}$",
    "$\\text{equal to }{AB + CD}$",
    "$\\text{not known}$",
)
_PROGRAM = (
    "Let's solve it with Python. answers = ['C']\n\n# So the answer must be smaller than C.\n"
    "answers.append('12')\n\nprint(answers)"
)
_BOXES = "(A) \\boxed{A}\n(B) \\boxed{B}\n(C) \\boxed{C}\n(D) \\boxed{D}\n(E) \\boxed{E}"

CASES: list[Case] = [
    *table(
        gold="D",
        options=("1", "1.9", "$2(\\sqrt{7}-2)$", "$3(\\sqrt{7}-2)$", "$3(\\sqrt{7}-1)$"),
        correct=("\\boxed{3(\\sqrt{7}-2)}", "\\boxed{3\\sqrt{7}-6}", "The side is $3\\sqrt7 - 6$.", "1.94", "1.937"),
        incorrect=("1.9", "\\boxed{2\\sqrt{7}-4}", "\\boxed{3\\sqrt{7}-3}"),
    ),
    *table(
        gold="B",
        options=("1", "1.9", "$2(\\sqrt{7}-2)$", "$3(\\sqrt{7}-2)$", "$3(\\sqrt{7}-1)$"),
        correct=("1.9", "\\boxed{19/10}"),
        incorrect=("\\boxed{3\\sqrt{7}-6}", "1.94"),
    ),
    *table(
        gold="C",
        options=_PI,
        correct=("\\boxed{2\\pi/2}", "The ratio is $\\pi$."),
        incorrect=("3.14", "\\boxed{22/7}", "\\boxed{44/14}", "3.1416"),
    ),
    *table(gold="D", options=_PI, correct=("22/7", "\\boxed{44/14}"), incorrect=("3.14", "\\pi", "3.1416")),
    *table(
        gold="A",
        options=_KM,
        correct=(
            "Her house is 5 km away.",
            "Her house is 5 km away. So it is nearer than the school.",
            "The way there and back is 10 km, so her house is 5 km away.",
            "Therefore, twice the way is 10 km. Hence the way is 5 km.",
            "Thus twice the way is 10 km. The way itself is 5 km.",
            "So the way is 5 km = 5000 m.",
            "Therefore, the way is 15 km - 10 km = 5 km.",
            "Therefore, the way is 10 km. However, her house is only 5 km away.",
            "Her house is 5 km away. There is no answer but this.",
        ),
        incorrect=(
            "Her house is 5 km away. Therefore, the school is 21 km away.",
            "Her house is 5 km away. Thus the total is 5 km + 16 km = 21 km.",
            "So the total is 5 km + 16 km = 21 km.",
            "Her house is 5 km away. Therefore, the way is 15 km.",
            "However, her house is 5 km away. Therefore, the total is 21 km.",
        ),
        no_answer=(
            "However, her house is 5 km away. Therefore, the total is 21 km.\n\nHowever, none of the options match this. It is not possible to solve the problem.",
            "12 - 12 = 0, hence no answer exists.",
            "Her house is 5 km away, and the school too. Hence there is no correct answer.",
            "Her house is 5 km away. So the way is 21 km. But it cannot be determined from the picture.",
        ),
    ),
    *table(
        gold="C",
        options=_LETTERS,
        correct=(
            "```python\nchoice = 'D'\nprint(choice)\n```\nThe answer is C.",
            _BOXES + "\nThe answer is C.",
            "(A) no, (B) no: \\boxed{C}",
            "First \\boxed{A}, but that is the small one. So \\boxed{C}",
        ),
        incorrect=("\\boxed{A = C}", "\\boxed{C = A}", "C, d", "C, d, e", "C and d"),
        no_answer=(_PROGRAM, _BOXES, "The answer must be smaller than C."),
    ),
    *table(gold="E", options=_LETTERS, no_answer=(_BOXES,), correct=(_BOXES + "\n\n\\boxed{E}",)),
    *table(gold="E", options=("1", "2", "3", "4", "5"), no_answer=(_BOXES,)),
    *table(gold="B", options=("1", "2", "3", "4"), correct=("\\boxed{B = 2}",), incorrect=("\\boxed{B = C}", "\\boxed{B = 3}")),
    *table(
        gold="E",
        correct=(
            "- Piece E (the long one): fits as well.\n\n\\boxed{\\text{E}}",
            "So the piece that is left over is E: \\boxed{E}",
            _BOXES + "\n\n\\boxed{E}",
        ),
        incorrect=(
            "- Piece E (the long one): fits as well.\n\n\\boxed{\\text{None}}",
            "- Piece E: fits as well.\n\nSo every piece fits: $\\boxed{\\text{none of them}}$",
            "E, a, b",
        ),
        no_answer=(_PROGRAM, _BOXES),
    ),
    *table(
        gold="B",
        options=_PERCENTS,
        question="What percent of the figure is grey?",
        correct=("35%", "\\boxed{35\\%}", "The answer is 35%.", "So 35% of it is grey.", "35", "0.35 of it is grey, which is 35 percent."),
        incorrect=("30%", "The answer is 70%.", "65%", "0.35%"),
    ),
    *table(
        gold="B",
        options=_PERCENTS,
        question="How many cards are grey?",
        correct=("35", "The answer is 35."),
        incorrect=("35%", "\\boxed{35\\%}"),
    ),
    *table(
        gold="B",
        options=_THAN,
        correct=("Greater", "greater than", "The answer is greater.", "\\boxed{\\text{greater than}}", "Greater than AB + CD"),
        incorrect=("Less", "less than", "Equal to", "The answer is less."),
        no_answer=("Great", "Greatest", "greater or less", "other"),
    ),
    *table(
        gold="A",
        options=("greater than 5", "greater than 7", "less than 5"),
        correct=("greater than 5",),
        no_answer=("Greater", "greater than"),
        incorrect=("Less", "less than"),
    ),
]  # fmt: skip
