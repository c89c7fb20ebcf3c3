"""What a sentence supposes, gives, asks, denies or checks is no result; conditions and other quantities beside it."""

from cases import Case, table

CASES: list[Case] = [
    *table(
        gold="5",
        correct=(
            "x = 5", "Let x be the number. Then 2x = 10, so x = 5.", "Suppose x = 3. Then y = 2x - 1 = 5.", "If x = 3, then y = 5.",
            "Given that AB = 3, BC = 5.", "We know that 2x = 10, so x = 5.", "Is it 4? No, it is 5.", "Let's see: 2 + 3 = 5.",
            "I'm not sure about the unit, but the answer is 5.", "The answer is not 4 but 5.", "The answer is 5, not 4.",
            "The value of k is 5. This is confirmed by 3 + 5 = 8.", "The value of k is 5. It can be confirmed that 3 + 5 = 8.",
        ),
        incorrect=("Let x = 5, so y = 10.", "If x = 5, then y = 10.", "The answer is not 5 but 6."),
        no_answer=(
            "Is it 5?", "If x were 5, then we would get a contradiction.", "Suppose the answer is 5.", "Assume x = 5.", "Let x = 5.",
            "Suppose that x = 5.", "The answer is not always 5", "The answer is not 5", "There are no 5s", "The question asks for 5",
            "Let me think about whether the answer is 5", "I'm not sure if the answer is 5.", "Could the answer be 5?",
            "假设x=5。", "设x=5。", "题目问的是5吗？", "The answer is $\\boxed{}$.",
        ),
    ),
    *table(gold="not prime", correct=("The answer is not prime.",), incorrect=("The answer is prime.",)),
    *table(
        gold="24", question="What is the area?",
        correct=("Area = 24\n\nPerimeter = 20", "Perimeter = 20\n\nArea = 24", "The area is 24.", "The base is 6 and the height is 8, so 24.", "It is 24."),
        incorrect=("Area = 20\n\nPerimeter = 24", "Area = 24 + 1 = 25"),
        no_answer=("We know that the radius is 24.", "Given: the base is 24."),
    ),
    *table(gold="5", question="Find BC.", correct=("BC = 5.", "Given AB = 3, BC = 5."), no_answer=("Given: AB = 5.",)),
    *table(
        gold="24", correct=("24\n\nThe base is 6 and the height is 8", "24\n\nThe two sides are 4 and 6."),
        incorrect=("25\n\nThe base is 6 and the height is 24", "24\n\nSo the area is 25.", "24\n\n24 + 1 = 25"),
    ),
    *table(
        gold="2",
        correct=("综上，$a$ 的最小值为 $2$，此时 $x=1$。", "所以最小值为2，当x=1时取得。", "So the minimum is 2, when x = 1.", "So the minimum value is 2, attained at x = 1."),
        incorrect=("综上，$a$ 的最小值为 $1$，此时 $x=2$。", "所以最小值为1，当x=2时取得。", "So the minimum is 1, when x = 2.", "So the minimum value is 1, attained at x = 2."),
    ),
    *table(
        gold="4", question="求y的最大值",
        correct=("综上，当 $x=1$ 时，$y$ 取得最大值 $4$。", "当x=1时，y有最大值4。", "当x=1时，最大值为4，最小值为-2。", "最小值为-2，最大值为4。"),
        incorrect=("综上，当 $x=4$ 时，$y$ 取得最大值 $1$。", "当x=4时，y有最大值1。", "当x=1时，最大值为-2，最小值为4。"),
    ),
    *table(
        gold="-2", question="What is the minimum value of the function?",
        correct=("The maximum is 4 and the minimum is -2.", "The minimum is -2 and the maximum is 4.", "The minimum value is -2, and the maximum value is 4."),
        incorrect=("The maximum is -2 and the minimum is 4.", "The minimum is 4 and the maximum is -2."),
    ),
    *table(
        gold="4, -4", question="Find the maximum and the minimum.",
        correct=("The minimum is -4 and the maximum is 4", "The maximum is 4 and the minimum is -4.", "4 and -4"),
        incorrect=("The minimum is 4 and the maximum is -4", "The maximum is -4 and the minimum is 4."),
    ),
    *table(
        gold="甲", correct=("所以被录用的是甲同学，而不是乙。", "被录用的是甲。", "是甲同学"),
        incorrect=("所以被录用的是乙同学，而不是甲。", "被录用的是乙。"),
    ),
    *table(gold="A", correct=("乙没有去过B城市，因此乙去过的城市是A。", "So the city is A."), incorrect=("乙没有去过A城市，因此乙去过的城市是B。", "So the city is B.")),
    *table(
        gold="right isosceles triangle", correct=("isosceles right triangle", "It is an isosceles right triangle.", "right isosceles triangle"),
        incorrect=("isosceles triangle", "right triangle", "right isosceles trapezoid"),
    ),
    *table(gold="dog bites man", correct=("dog bites man",), incorrect=("man bites dog",)),
    *table(
        gold="decrease", options=("decrease", "can't tell", "stay same", "increase"),
        correct=("The supply would go down", "It drops.", "It would fall.", "The supply decreases."),
        incorrect=("The supply would go up", "It rises.", "It remains unchanged.", "It would grow."),
    ),
]  # fmt: skip
