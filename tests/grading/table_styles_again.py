"""Styles of several models, a second time: conditions, conclusions, numbered lines, what is missing."""

from cases import Case, table

CASES: list[Case] = [
    *table(
        gold="decrease",
        options=("decrease", "increase", "stay the same"),
        question="What happens to the solubility of the gas when the temperature increases?",
        correct=("If the temperature increases, the solubility of the gas becomes smaller.",),
    ),
    *table(
        gold="stay the same",
        options=("decrease", "increase", "stay the same"),
        question="What happens to the period when the mass increases?",
        correct=("When the mass increases, the period does not change.",),
        incorrect=("When the mass increases, the period will increase too.",),
    ),
    *table(
        gold="decrease",
        options=("decrease", "increase", "stay the same"),
        question="What happens to the current when the resistance increases?",
        correct=("As the resistance increases, the current decreases, because I = V/R.",),
        no_answer=("As the resistance increases, we have to look at Ohm's law.",),
    ),
    *table(
        gold="5",
        question="Find the missing side.",
        correct=("The missing side of the triangle is \\(\\sqrt{3^2+4^2} = 5\\).",),
        incorrect=("The missing side of the triangle is \\(\\sqrt{3+4} \\approx 2.65\\).",),
        no_answer=(
            "Some information is missing: without the second leg the hypotenuse can't be found.",
        ),
    ),
    *table(
        gold="B",
        options=("circle", "square", "triangle"),
        question="Which shape comes next?",
        no_answer=(
            "The picture was not uploaded, so I would guess the pattern repeats every 3 shapes.",
        ),
    ),
    *table(
        gold="square",
        options=("circle", "square", "triangle"),
        question="Which shape comes next?",
        correct=(
            "The shapes repeat circle, square, triangle. The last one shown is a circle, so the next one is a square.",
        ),
        incorrect=(
            "The shapes repeat circle, square, triangle. The last one shown is a square, so the next one is a triangle.",
        ),
    ),
    *table(
        gold="3; 7",
        question="The first term is ___ and the common difference is ___.",
        correct=("1. The first term is 3.\n2. The common difference is 7.",),
        incorrect=(
            "1. The first term is 7.\n2. The common difference is 3.",
            "1. The first term is 3.\n2. The common difference is 4.",
        ),
    ),
    *table(
        gold="10",
        question="How many kilometers does she walk in total?",
        correct=(
            "She walks 4 km to the north and 6 km to the south, which means that she walks 10 km in total.",
        ),
    ),
    *table(
        gold="10",
        question="How many hours does she need?",
        incorrect=("She walks 10 km, which means that she needs 2.5 hours.",),
    ),
    *table(
        gold="4",
        question="How many kilometers does she walk in total?",
        incorrect=("She walks 4 km at first, which means 10 km in total.",),
    ),
    *table(
        gold="-1/2",
        question="What is the slope of the line?",
        correct=(
            "Slope = (y2 − y1)/(x2 − x1) = (1 − 3)/(4 − 0) = −2/4 = −1/2",
            "The slope of the line is **-0.5**.",
        ),
        incorrect=("Slope = (y2 − y1)/(x2 − x1) = (1 − 3)/(4 − 0) = −2",),
    ),
    *table(
        gold="C",
        options=("f", "g", "h", "k"),
        question="Which function is shown?",
        correct=(
            "Option (C) is the correct one as the graph opens downward and its vertex is at (1, 4).",
            "**Answer: C**\n\nExplanation: A and B open upward, and D has its vertex at (−1, 4).",
        ),
        incorrect=(
            "Option (C) can't be correct as the graph opens downward. The right choice is (A).",
        ),
    ),
    *table(
        gold="平行四边形",
        question="四边形ABCD是什么四边形？",
        correct=("因为AB∥CD且AB=CD，所以四边形ABCD是平行四边形。",),
        incorrect=("因为AB∥CD且AB⊥BC，所以四边形ABCD是直角梯形。",),
    ),
    *table(
        gold="C",
        options=("1个", "2个", "3个", "4个"),
        question="正确结论的个数是",
        correct=(
            "综上，正确的结论是①③④，共3个，故选C。",
            "①正确，②错误，③正确，④正确，所以正确的结论有3个。",
        ),
        incorrect=("①正确，②错误，③正确，④错误，所以正确的结论有2个。",),
    ),
    *table(
        gold="8%",
        question="By how many percentage points did it drop?",
        correct=("The percentage dropped from 20% to 12%, a decrease of 8 percentage points.",),
    ),
    *table(
        gold="1.5e8 km",
        question="What is the distance of the sun?",
        correct=("The distance is about 150,000,000 km, i.e. $1.5\\times 10^8$ km.",),
        incorrect=("The distance is about $1.5\\times 10^{11}$ km.",),
    ),
    *table(
        gold="12π cm²",
        question="Find the lateral surface area of the cone.",
        correct=("The lateral surface area is π·r·l = π·3·4 = 12π cm².",),
        incorrect=(
            "The base area is 9π cm² and the lateral surface area is 12π cm², so the total surface area is 21π cm².",
        ),
    ),
    *table(
        gold="yes",
        options=("yes", "no"),
        question="Are the two triangles similar?",
        correct=("Both triangles have angles of 40°, 60° and 80°. Therefore, they are similar.",),
        incorrect=(
            "One triangle has a 40° angle and the other does not. Therefore, they are not similar.",
        ),
    ),
    *table(
        gold="no",
        options=("yes", "no"),
        question="Does the graph represent a function?",
        correct=(
            "The function fails the vertical line test at x = 2, so the graph does not represent a function.",
        ),
        incorrect=("Each vertical line meets the graph once, so the graph represents a function.",),
    ),
    *table(
        gold="14",
        question="Solve for 2w.",
        no_answer=(
            "We have 2(w + 3) = 20. Expanding, 2w + 6 = 20. Subtracting 6 from both sides gives 2w =",
        ),
    ),
    *table(
        gold="7",
        question="What is the width?",
        correct=(
            "Let w be the width. Then the length is w + 3, and the perimeter is 2(w + w + 3) = 34. Solving gives w = 7.",
        ),
        no_answer=(
            "Let w be the width. Then the length is w + 3, and the perimeter is 2(w + w + 3) = 34. Now we will solve for",
        ),
    ),
    *table(
        gold="4:30 PM",
        question="When does the movie end?",
        correct=(
            "The movie starts at 2:15 PM and lasts 2 hours 15 minutes, so it ends at 4:30 PM.",
        ),
        incorrect=(
            "The movie starts at 2:15 PM and lasts 2 hours 15 minutes, so it ends at 4:15 PM.",
        ),
    ),
    *table(
        gold="x=-1或x=3",
        question="解方程 $x^2-2x-3=0$",
        correct=("由 (x+1)(x-3)=0 得 x=-1 或 x=3。",),
        incorrect=("由 (x+1)(x-3)=0，且x>0，得 x=3。",),
    ),
    *table(
        gold="20",
        question="What is the average?",
        correct=(
            "The average is (10 + 20 + 30)/3 = 60/3 = 20.\n\nIf you need further clarification about the chart, feel free to ask!",
        ),
        incorrect=("The median is 20, while the average is (10 + 20 + 36)/3 = 22.",),
    ),
    *table(
        gold="16",
        question="How many subsets are there?",
        correct=("$2^4=16$. Thus there are $\\boxed{16\\text{ subsets}}$.",),
        incorrect=("$2^4=16$; removing the empty set leaves $\\boxed{15\\text{ subsets}}$.",),
    ),
    *table(
        gold="(-∞, -2) ∪ (1, +∞)",
        question="Solve the inequality.",
        correct=("The inequality holds for x < -2 or x > 1.",),
        incorrect=("The inequality holds for -2 < x < 1.",),
    ),
    *table(
        gold="12",
        question="What is the value for 2015?",
        incorrect=(
            "The chart does not show the value for 2015, but the one for 2014 is 12, and it grew by 3 each year. So the value for 2015 is 15.",
        ),
    ),
    *table(
        gold="6", question="What is the larger number?", incorrect=("The two numbers are 6 and 8.",)
    ),
    *table(
        gold="8",
        question="What is the larger number?",
        correct=("The two numbers are 6 and 8, and the larger one is 8.",),
    ),
    *table(
        gold="6",
        question="How many apples are left?",
        correct=("How many apples are left? 10 - 4 = 6",),
    ),
    *table(
        gold="$\\frac{\\pi}{6}$",
        question="Find θ in radians.",
        correct=("Since sin θ = 1/2 and θ is acute, θ = 30° = π/6 radians.",),
    ),
    *table(
        gold="$\\frac{\\pi}{6}$",
        question="Find θ.",
        correct=("Since sin θ = 1/2 and θ is acute, θ = 30°.",),
    ),
    *table(
        gold="0.05",
        question="What is the probability?",
        correct=("The probability is 1/20, or 5%.",),
    ),
    *table(
        gold="5", question="How many of 20 are red?", incorrect=("The probability is 1/20, or 5%.",)
    ),
]
