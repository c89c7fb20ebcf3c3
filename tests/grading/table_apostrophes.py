"""Apostrophes as they are printed, and what else was labelled before it was graded a third time."""

from cases import Case, table

CASES: list[Case] = [
    *table(
        gold="5",
        question="Find x.",
        correct=("It’s 5.",),
        incorrect=("It isn’t 5. It’s 6.",),
        no_answer=(
            "I can’t see the image, but a side of 5 is common in such problems.",
            "Unfortunately, the figure isn’t visible, so 5 is only a guess based on typical triangles.",
            "It isn’t 5.",
            "The value of x can’t be 5.",
        ),
    ),
    *table(
        gold="B",
        options=("3", "4", "5", "6"),
        question="Find x.",
        incorrect=("The answer isn’t B, it’s C.",),
        no_answer=("The answer isn’t B.",),
    ),
    *table(
        gold="C",
        options=("3", "4", "5", "6"),
        question="Find x.",
        correct=("The answer isn’t B, it’s C.",),
    ),
    *table(
        gold="yes",
        options=("yes", "no"),
        question="Are the lines parallel?",
        correct=("The lines don’t meet, as they have the same slope. They are parallel.",),
        incorrect=("No, the lines don’t have the same slope, so they aren’t parallel.",),
        no_answer=("I don’t know whether the lines are parallel.",),
    ),
    *table(
        gold="no",
        options=("yes", "no"),
        question="Are the lines parallel?",
        correct=("The lines aren’t parallel.",),
    ),
    *table(
        gold="12",
        question="Find x.",
        incorrect=("The answer is 12. Wait, that’s not right. It’s 14.",),
        no_answer=("The answer is 12. Wait, that’s wrong.",),
    ),
    *table(
        gold="14",
        question="Find the area.",
        correct=("Let’s compute: 2 × 7 = 14. So the area’s 14.",),
        incorrect=("There’s no way the area is 14; it’s 15.",),
        no_answer=("Let’s say that the area is 14.",),
    ),
    *table(
        gold="red",
        options=("red", "blue", "green"),
        question="Which bar is the tallest?",
        correct=("The tallest bar is the red one.",),
        incorrect=(
            "Red is taller than green, but blue is taller than red. So the tallest is blue.",
            "Blue is taller than red.",
        ),
    ),
    *table(
        gold="9",
        question="What is the volume?",
        incorrect=(
            "Three times three is 9, so the volume is 9 × 3 = 27.",
            "The base has an area of 9. Multiplying by the height 3 yields a volume of 27.",
        ),
        no_answer=("The base has an area of 9. Next, multiply by the height to get the volume.",),
    ),
    *table(
        gold="60",
        question="What is ∠C?",
        incorrect=("∠A = 60°, ∠B = 70°, so ∠C = 180° − 60° − 70° = 50°.",),
    ),
    *table(
        gold="50",
        question="What is ∠C?",
        correct=(
            "∠A = 60°, ∠B = 70°, so ∠C = 180° − 60° − 70° = 50°.",
            "$$\\angle C = 180^\\circ - (60^\\circ + 70^\\circ) = 50^\\circ$$",
        ),
        incorrect=(
            "$$\\angle C = 180^\\circ - (60^\\circ + 70^\\circ) = 180^\\circ - 130^\\circ$$ so ∠C = 40°",
        ),
    ),
    *table(
        gold="D",
        options=("1", "2", "3", "4"),
        question="选择正确答案",
        correct=("【答案】D\n【解析】本题考查三角形内角和定理，A、B、C均不正确。",),
        incorrect=("【解析】D不符合题意。【答案】C",),
        no_answer=("【解析】本题考查三角形内角和定理。",),
    ),
    *table(
        gold="1/3",
        question="求概率。",
        correct=("P = 2/6，约分得 1/3。",),
        incorrect=("P = 2/6，约分得 1/2。",),
    ),
    *table(
        gold="3",
        question="有几种方法？",
        correct=("所以共有3种不同的方法。",),
        incorrect=("每种有3个，所以共有3×4=12种。",),
    ),
    *table(
        gold="甲",
        question="谁的成绩更稳定？",
        correct=("甲的成绩更稳定，因为甲的方差小于乙的方差。",),
        incorrect=("乙的方差小于甲的方差，所以乙的成绩更稳定。",),
    ),
]
