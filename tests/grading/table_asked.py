"""What is said of the very thing that is asked for, among what is given, parts of a total, and explanations."""

from cases import Case, table

_SPENT = "Ann went to a shop. She bought 2+1/2 pounds of flour. How much did she spend? (Unit: $)"
_MODE = "Ben wrote down how many pages he read each day. What is the mode of the numbers?"
_PEAK = "In which year did the sales to women see their maximum?"
_MAX = "What is the maximum value of y?"
_ANGLE = "As shown in the figure, AB is parallel to CD. What is the degree of angle C?"
_GAP = "What is the age gap between these two people? (Unit: years)"
_TOTAL = "How many miles did the driver drive in total in March and May?"

CASES: list[Case] = [
    *table(
        gold="7.5",
        question=_SPENT,
        correct=(
            "Ann bought 2 + 1/2 = 2.5 pounds.\n\nThen, we multiply by the price: 2.5 pounds * $3 per pound = $7.50\n\nAnn spent $7.50.",
            "First, the flour that Ann bought: 2 + 1/2 = 2.5 pounds.\n\nShe spends 7.5 dollars.",
            "Ann bought 2.5 pounds of flour. She spent 2.5 * 3 = 7.5 dollars.",
        ),
        incorrect=(
            "Ann bought 2 + 1/2 = 2.5 pounds of flour. She spent $2.50.",
            "She spent $7.50 on flour and sugar. The flour was $4.", "The flour was $7.50. She spent $3 on sugar.",
        ),
    ),
    *table(
        gold="4",
        question="Fill in the blank. The model has 12 dots divided into 3 equal groups. There are (_) dots in each group.",
        correct=(
            "The model has 12 dots divided into 3 equal groups. There are 4 dots in each group.",
            "There are 4 dots in each group. The model has 12 dots divided into 3 equal groups.",
            "There are **4** dots in each group.",
        ),
        incorrect=(
            "The model has 12 dots divided into 3 equal groups. There are 3 dots in each group.",
            "The model has 12 dots divided into 4 equal groups. There are 3 dots in each group.",
        ),
    ),
    *table(
        gold="10",
        question=_MODE,
        correct=(
            "The mode of the numbers is 10, which means that he read most on Monday, then 8, 7, and 6 pages on other days.",
            "The mode of the numbers is 10, followed by 9 and 8.",
            "The mode of the numbers is 10. On Friday, he read 5 pages, and on Saturday, he read 9.",
            "The mode is 10 pages. He read 4 on Friday.",
            "The numbers are 9, 10, 10, 8. The mode is 10, with two days.",
        ),
        incorrect=(
            "The mode of the numbers is 9, followed by 10.",
            "The mode of the numbers is 9. On Friday, he read 10 pages.",
            "The mode is not 10, followed by 9.", "The mode of the numbers is 9 and 10.",
            ("The mode is 10. But he read 9 three times, so the mode is 9.", "something else is worked out behind it"),
            "The median of the numbers is 10. The mode is 9.",
        ),
        no_answer=(
            "I don't think that the mode of the numbers is 10.", "If the mode of the numbers is 10, he read a lot.",
        ),
    ),
    *table(
        gold="25",
        question="What is the area of the figure?",
        correct=("The area of the square is 20. Adding the triangle, 20 + 5 = 25.", "The area of the figure is 25. The square has 20."),
        incorrect=("The area of the figure is 20, with 5 for the triangle.",),
    ),
    *table(
        gold="2014",
        question=_PEAK,
        correct=(
            "The sales to women saw their maximum in 2014, with 8.1 units and 10.8 units for men.",
            "They were the largest in 2014, at 8.1 units.",
            "In 2014, when 8.1 units were sold.",
        ),
        incorrect=("The sales to women saw their maximum in 2013, with 2014 units.", "In 2015, with 8.1 units.", "It was not in 2014, with 8.1 units.", "Between 2010 and 2014, with 8 units."),
    ),
    *table(
        gold="4",
        question=_MAX,
        correct=(
            "The maximum value of y is 4. This is because the curve rises until x = 2. At this value of x, y = \\pi, which is the largest.",
            "The maximum value of y is 4, reached at x = 2.",
        ),
        incorrect=("The maximum value of y is 3. At x = 4, it falls.", "The maximum value of x is 4, and y is 3 there."),
    ),
    *table(
        gold="50",
        question=_ANGLE,
        correct=(
            "Since angle D is 50°, angle C is the same.", "Since angle D is 50°, so is angle C.", "Angle D is 50°, so angle C is also 50°.",
            "Angle C is 50°, so angle C is acute.", "Since angle D is 40°, angle C is 50°.", "Since angle C equals angle D, it is 50°.", "Given that angle D is 40°, we know that angle C is 50°.",
        ),
        incorrect=("Given that CD is vertical, and angle D is 50°, we can deduce that angle C is a right angle (90°).",),
        no_answer=(
            "Angle D is 50°, so angle C is a right angle.", "Angle D is 50°, therefore angle C is obtuse.",
            "Since angle D is 50°, angle C is a right angle.", "Because angle D is 50, angle C is acute.",
        ),
    ),
    *table(
        gold="5",
        question="What is x?",
        correct=("Since 2 + 3 = 5, it is 5.", "Since x + 1 = 6, x is five.", "Given x + 1 = 6, and so x = 5."),
        no_answer=("Suppose x = 5, and y = 6.",),
    ),
    *table(
        gold="C",
        options=("6/5", "7/6", "\\frac{9}{5}"),
        question="What is the distance between AB and CD?",
        correct=(("So the distance is 1.8, which is not in the options.", "it is, in another form"), "We get 1.8, but this is not among the options."),
        incorrect=("So the distance is 1.2, which is not in the options.", "None of the options is 1.8."),
        no_answer=("Half of it is 9/5, and the distance is 0.9, which is not in the options.", "1.8 is not in the options."),
    ),
    *table(
        gold="0",
        question=_GAP,
        correct=("There is no age gap between them.", "Both were born in 1950, so there is no age gap.", "There is no gap.", "There is no gap between Tom and Sue."),
        incorrect=("There is no difference between the methods. It is 5 years.","There is no gap of 3 years; it is 5.", "The age gap is 10 years."),
        no_answer=("There is no age gap given.", "There is no information about the age gap."),
    ),
    *table(
        gold="300",
        question=_TOTAL,
        correct=("100 in March and 200 in May, 300 in total.", "In March: 100.\nIn May: 200.\n100 + 200 = 300", "In March and May, the driver drove 300 miles."),
        incorrect=("In March and May, the driver drove 400 miles.",),
        no_answer=(
            "1. In March, the driver drove 100 miles.\n2. In May, the driver drove 300 miles.", "In May, the driver drove 300 miles.",
            "100 in March, 300 in May.", "March: 100. May: 300.",
        ),
    ),
]  # fmt: skip
