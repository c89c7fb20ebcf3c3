"""Styles of several models: units, roundings, programs, hedges; and near misses of what was mended."""

from cases import Case, table

CASES: list[Case] = [
    *table(
        gold="2.5 m",
        question="How high up the wall does the ladder reach?",
        correct=("The ladder reaches a height of 250 cm up the wall.",),
        incorrect=("The ladder reaches a height of 2.5 cm up the wall.",),
    ),
    *table(
        gold="54 km/h",
        question="What is the speed of the train in km/h?",
        correct=(
            "v = d/t = 300 m / 20 s = 15 m/s\n\nConverting: 15 × 3.6 = 54 km/h\n\nThe speed of the train is 54 km/h, i.e. 15 m/s.",
        ),
    ),
    *table(
        gold="30",
        question="What is the volume of the box in cubic centimeters?",
        correct=("The volume of the box is $5 \\times 3 \\times 2 = 30\\ \\mathrm{cm}^3$.",),
        incorrect=(
            "The volume of the box is $5 \\times 3 \\times 2 = 30$, and its surface area is $62\\ \\mathrm{cm}^2$. The surface area is therefore 62 square centimeters.",
        ),
    ),
    *table(
        gold="28.27",
        question="What is the area of the circle, to two decimal places?",
        correct=(
            "Using A = πr² with r = 3, the area is 9π, which is approximately 28.27 square units.",
        ),
        incorrect=(
            "Using A = πr² with r = 3, the area is approximately 28 square units.",
            "The circumference is 2πr, approximately 18.85 units.",
        ),
    ),
    *table(
        gold="$9\\pi$",
        question="What is the area of the circle?",
        correct=(
            "Using A = πr² with r = 3, the area is 9π, which is approximately 28.27 square units.",
        ),
    ),
    *table(
        gold="55",
        question="What is the sum of the first 10 positive integers?",
        correct=(
            "```python\ntotal = sum(range(1, 11))\nprint(total)\n```\n```output\n55\n```\nThe sum of the first ten positive integers is $55$.",
        ),
        incorrect=(
            "```python\nprint(sum(range(10)))\n```\n```output\n45\n```\nThe sum is 45, since range(10) stops before 10. It should have been 55 with range(11), but the output is 45.",
        ),
        no_answer=(
            "```python\ntotal = 0\nfor i in range(1, 11):\n    total += i\nprint(total)\n```",
        ),
    ),
    *table(
        gold="18",
        question="What is the perimeter?",
        correct=(
            "At first glance the perimeter seems to be 16, but we forgot the top edge. Adding it gives 18. So the perimeter is 18.",
        ),
        incorrect=(
            "The perimeter could be 18 if the missing side is 2, but the side is 3, so the perimeter is 20.",
        ),
        no_answer=(
            "The perimeter is either 16 or 18, depending on the missing side, which cannot be read from the figure.",
        ),
    ),
    *table(
        gold="x = 4",
        question="Solve 3x - 5 = 7.",
        correct=("Solving 3x − 5 = 7:\n3x = 12\nx = 4\n\n✅ Check: 3·4 − 5 = 7 ✔",),
        incorrect=("Solving 3x − 5 = 7:\n3x = 12\nx = 3",),
    ),
    *table(
        gold="$-2<x<3$",
        question="Solve $x^2-x-6<0$.",
        correct=(
            "The parabola lies below the x-axis between its zeros, i.e. for x in (-2, 3).\n\nHence the solution is x ∈ (-2, 3).",
        ),
        incorrect=(
            "The parabola lies above the x-axis outside of its zeros. Hence the solution is x < -2 or x > 3.",
        ),
    ),
    *table(
        gold="E",
        options=("A", "B", "C", "D", "E"),
        question="Which net can be folded into the cube?",
        correct=(
            "None of the first four figures can be folded into the cube, because in each of them two opposite faces touch. That leaves figure E.",
        ),
        incorrect=(
            "Figure E has two opposite faces touching, so it can be ruled out; the only net that works is C.",
        ),
        no_answer=(
            "Let's check each net in turn. In net A the faces with the star and the dot are adjacent. In net B they are opposite. In net C",
        ),
    ),
    *table(
        gold="3/8",
        question="What is the probability of exactly two heads?",
        correct=(
            "Out of 8 equally likely outcomes (HHH, HHT, HTH, THH, HTT, THT, TTH, TTT), exactly 3 have two heads. P(two heads) = 3/8 or 37.5%.",
        ),
        incorrect=(
            "Out of 8 equally likely outcomes, 4 have at least two heads, so P = 4/8 = 1/2.",
        ),
    ),
    *table(
        gold="45 minutes",
        question="How long did the trip take?",
        correct=(
            "She arrives at 9:15 after leaving at 8:30, which means that the trip took 45 minutes.",
            "The trip took three quarters of an hour, that is 0.75 h.",
        ),
    ),
    *table(
        gold="increase",
        options=("decrease", "increase", "stay the same"),
        question="What happens to the solubility when the temperature increases?",
        correct=(
            "As the temperature goes up, the solubility of the salt rises as well, so it would increase.",
        ),
        incorrect=("If the temperature increases, the solubility of the gas becomes smaller.",),
    ),
    *table(
        gold="triangle ABD",
        question="Which triangle is congruent to triangle CBD?",
        correct=("The triangle congruent to triangle CBD is triangle ABD, by SAS.",),
    ),
    *table(
        gold="AD",
        question="Which segment is the altitude to BC?",
        incorrect=("The altitude to BC is the segment AE, while AD is only the median.",),
    ),
    *table(
        gold="5",
        question="How many animals are there?",
        correct=(
            "Thought: the chart shows 3 cats and 2 dogs.\nAction: add them.\nObservation: 3 + 2 = 5.\nFinal answer: there are 5 animals.",
        ),
    ),
    *table(
        gold="24",
        question="In how many ways can 4 books be arranged?",
        correct=(
            "<think>4! = 24, or is it arrangements with repetition, 4^4 = 256? No, each is used once.</think>There are 4! = 24 ways to arrange the books.",
        ),
        incorrect=("<think>4! = 24.</think>There are 4^4 = 256 ways to arrange the books.",),
        no_answer=("<think>4! = 24, so the answer is 24. But wait, maybe two of the books are",),
    ),
    *table(
        gold="5",
        correct=("The missing side is 5.",),
        no_answer=("The sum of the sides is 5 more than",),
    ),
    *table(
        gold="5",
        question="Find the side.",
        no_answer=(
            "The side is missing.",
            "The figure isn't attached, but squares often have sides of 5.",
            "The chart with 5 bars was not uploaded.",
        ),
    ),
    *table(
        gold="6;8",
        question="BC=____，CD=____。",
        correct=("(1) BC is 6.\n(2) CD is 8.",),
        incorrect=(
            "(1) BC is 8.\n(2) CD is 6.",
            "(2) CD = 8",
        ),
    ),
    *table(
        gold="1",
        correct=("The equation holds for x = 1.",),
        incorrect=(
            "The inequality holds for x > 1.",
            "It holds whenever x < -2 or x > 1.",
        ),
    ),
    *table(gold="x>1", correct=("The inequality holds for x > 1.",)),
    *table(gold="9", correct=("Now the sides are:\n3 and 3, so the area is 9.",)),
    *table(gold="14", no_answer=("Subtracting 6 from both sides gives 2w =",)),
    *table(
        gold="yes",
        options=("yes", "no"),
        question="Are the two triangles similar?",
        correct=("They are not different: the angles agree. So they are similar.",),
        incorrect=("The sides differ, so they aren't similar.",),
        no_answer=("They are triangles.",),
    ),
]
