"""Options that a sentence supposes, was given, denies or only points to, and options whose word is inflected."""

from cases import Case, table

_SIDES = ("3", "5", "7", "9")
_ANGLES = ("30°", "45°", "60°", "90°")
_FIRST_FOUR = ("1", "2", "3", "4")
_CHANGES = ("increases", "decreases", "stays the same", "cannot be determined")
_LINES = ("parallel", "perpendicular", "neither", "cannot be determined")

CASES: list[Case] = [
    *table(
        gold="B",
        options=_SIDES,
        correct=(
            "So x = 5.",
            "x = 5",
            "5",
            "It is 5.",
            "Let x be the side. Then x = 5.",
            "It cannot be 3, so it is 5.",
            "If the side is 3, the area is 5.",
        ),
        no_answer=(
            "Let x = 5.",
            "Suppose x = 5. Then",
            "We are given AB = 5.",
            "已知AB=5，求面积。",
            "If the side were 5, it would fit.",
            "5 cannot be the answer",
            "5 does not work.",
            "5 isn't the answer.",
            "Assume the side is 5.",
        ),
    ),
    *table(
        gold="C",
        options=_ANGLES,
        correct=("The angle is 60°.", "Given that angle A = 30°, angle B = 60°."),
        no_answer=(
            "60° is not the answer.",
            "Given that angle A = 60°, find B.",
            "The figure shows that triangle ABD is equilateral, so angle ABD = 60°.\n\nNext, we need to find angle DBC. Since DC is parallel to AB,",
        ),
    ),
    *table(
        gold="B",
        options=_FIRST_FOUR,
        correct=("Step 3: so the slope is 2.", "In Figure 1, the slope is 2."),
        no_answer=(
            "**Step 2:** Read the graph.",
            "As shown in Figure 2, the lines meet.",
            "We use Theorem 2.",
            "步骤2：观察图形",
            "由图2可知，两条直线相交。",
        ),
    ),
    *table(
        gold="2",
        correct=("2.", "2. So the slope is 2.", "2. Because 1 + 1 = 2.", "由图1可知，斜率为2。"),
        no_answer=(
            "2. Compare the slopes of the lines.",
            "1. Read the graph.\n2. Compare the slopes.",
            "第2步，观察图形。",
            "步骤2：观察图形",
            "由图2可知，两条直线相交。",
            "2 does not work.",
        ),
    ),
    *table(
        gold="4",
        question="How many objects are left?",
        correct=("There are 4 objects left:\n\n1. Red cube\n2. Blue ball\n3. Cone\n4. Cube",),
    ),
    *table(gold="2", question="哪个图与众不同？", correct=("图2", "由图2可知，图2不同。")),
    *table(
        gold="A",
        options=_CHANGES,
        correct=(
            "It increases.",
            "It will increase.",
            "It is increasing.",
            "It does not decrease, it increases.",
        ),
        no_answer=(
            "It does not increase.",
            "It is not increasing.",
            "It won't increase.",
            "It never increases.",
        ),
    ),
    *table(
        gold="A",
        options=_LINES,
        correct=("They are parallel.", "The lines are parallel, not perpendicular."),
        no_answer=(
            "None are parallel.",
            "They look parallel but are not.",
            "They are no longer parallel.",
        ),
    ),
    *table(gold="C", options=_LINES, correct=("They are neither parallel nor perpendicular.",)),
]
