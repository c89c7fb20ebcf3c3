"""Which of several options: the one that is ranked as the question asks, and not what it speaks of itself."""

from cases import Case, table

_YN = ("yes", "no")
_DANCES = ("Hip hop", "Jazz", "Ballet", "Tap")
_MONTHS = ("July", "February", "May")
_SAMPLES = ("neither; the samples have the same temperature", "sample A", "sample B")
_SHAPES = ("circle", "square", "triangle", "rectangle")
_PROMPT = (
    "Hint: Please answer the question and provide the correct option letter, e.g., A, B, C, D, at the end.\n"
    "Question: Is Teal the minimum?\nChoices:\n(A) yes\n(B) no"
)

CASES: list[Case] = [
    *table(  # a place behind the first is another
        gold="Jazz",
        options=_DANCES,
        question="Which dance is the most popular?",
        correct=(
            "Jazz is the most popular, followed by ballet.",
            "The most popular dance is jazz with 45 votes, and the second most popular is ballet with 40 votes.",
            "Jazz is the most popular dance. Ballet is the second most popular dance.",
            "The least popular one is Tap, while Jazz is the most popular one.",
            "Most students like jazz.",
        ),
        incorrect=(
            "Ballet is the most popular, followed by jazz.",
            "Ballet is the most popular dance. Jazz is the second most popular dance.",
            "Ballet is the most popular one, whereas Jazz is the least popular one.",
        ),
    ),
    *table(
        gold="Ballet",
        options=_DANCES,
        question="Which dance is the second most popular?",
        correct=(
            "Jazz is the most popular dance. Ballet is the second most popular dance.",
            "The second most popular dance is ballet, and the third most popular is tap.",
        ),
        incorrect=("The third most popular dance is ballet, the second most popular is tap.",),
    ),
    *table(
        gold="February",
        options=_MONTHS,
        question="Which month is the driest?",
        correct=(
            "The wettest month is July and the driest is February.",
            "February is the driest month.",
        ),
        incorrect=(
            "According to the graph, the driest month is July. February is the second driest.",
            "The wettest month is February and the driest is July.",
        ),
    ),
    *table(  # a reason names other things
        gold="triangle",
        options=_SHAPES,
        question="What comes next?",
        correct=(
            "The next shape in the pattern is a triangle because the pattern goes circle, square, triangle.",
            "It is a triangle, since a circle and a square came before.",
        ),
        incorrect=(
            "The next shape is a square because the pattern goes circle, square, triangle.",
        ),
    ),
    *table(  # an option of two statements is named by either
        gold=_SAMPLES[0],
        options=_SAMPLES,
        question="Which sample has the higher temperature?",
        correct=(
            "The samples have the same temperature.",
            "Neither. Both samples have the same average kinetic energy, so they have the same temperature.",
            "Both samples have the same average kinetic energy, so neither has a higher temperature.",
        ),
        incorrect=(
            "Sample A has the higher temperature.",
            "The samples do not have the same temperature; sample B has the higher one.",
        ),
    ),
    *table(  # what the question speaks of is not what it asks for
        gold="Hawk",
        options=("Deer", "Mountain lion", "Snake", "Hawk"),
        question="What eats the snake?",
        correct=("In the given food web, the snake is eaten by the hawk.",),
        incorrect=(
            "The snake is eaten by the deer.",
            "The deer and the hawk eat the snake.",
        ),
    ),
    *table(  # a comparison from its other side
        gold="Elm St",
        options=("Elm St", "Maple St"),
        question="Which street received less rain?'",
        correct=(
            "Maple St received more rain than Elm St.",
            "Elm St received less rain than Maple St.",
            "Maple St received more rain than Elm St. So the answer is Elm St.",
        ),
        incorrect=(
            "Elm St received more rain than Maple St.",
            "Maple St received less rain than Elm St.",
        ),
    ),
    *table(
        gold="red",
        options=("red", "blue"),
        question="Which function has a larger value at x=1?",
        correct=("Compared with the blue function, the red function has a larger value at x=1.",),
        incorrect=("Unlike the red function, the blue function has a large value at x=1.",),
    ),
    *table(  # of two options one denies the other
        gold="nonlinear",
        options=("linear", "nonlinear"),
        question="The table shows a function. Is the function linear or nonlinear?'",
        correct=("The function is not linear since the rate of change is not constant.",),
        incorrect=(
            "The function is linear since the rate of change is constant.",
            "The function is not nonlinear; it is linear.",
        ),
    ),
    *table(
        gold="-\\infty",
        options=("-\\infty", "0", "1", "\\infty"),
        question="What is the limit as x approaches 2 from the right side?",
        correct=("The function goes down to negative infinity.",),
        incorrect=("The function goes up to infinity.", "It goes to positive infinity."),
    ),
    *table(
        gold="0",
        options=("-\\infty", "0", "1", "\\infty"),
        question="What is the limit as x approaches negative infinity?",
        correct=("The limit of the function as x approaches infinity is 0.",),
    ),
    *table(  # what is said of the very thing that is asked about
        gold="No",
        options=("Yes", "No"),
        question="Is the function differentiable at x=0?",
        correct=(
            "The function has a corner at x=0, so it is not differentiable at that point.",
            "There is a corner, so it is not differentiable there.",
        ),
        incorrect=("The function has no corner at x=0, so it is differentiable at that point.",),
    ),
    *table(
        gold="Yes",
        options=("Yes", "No"),
        question="Look at this table: Is this relation a function?'",
        correct=("This is a function. Each x has one y.",),
        incorrect=("This is not a function. One x has two values of y.",),
    ),
    *table(
        gold="yes",
        options=_YN,
        question="Lori has $30. Does she have enough to buy a hat and a scarf?'",
        correct=(
            "The total cost is $29, which is less than the $30 that Lori has. Therefore, she has enough money.",
        ),
        incorrect=("The total cost is $31. Therefore, she does not have enough money.",),
    ),
    *table(  # of two extremes the one that is asked for
        gold="120",
        question="What is the value of the largest bar?",
        correct=(
            "The value of the largest bar is 120, and the value of the smallest one is 40.",
            "The value of the smallest bar is 40, and the value of the largest one is 120.",
        ),
        incorrect=(
            "The value of the largest bar is 40, and the value of the smallest one is 120.",
        ),
    ),
    *table(  # no chain of equals
        gold="3",
        question="How many zeros does this function have?",
        correct=("The function has three zeros, at x = -2, x = 0 and x = 1.",),
        incorrect=(
            "The function has two zeros, at x = 1 and x = 3.",
            "The function has one zero, at x = 3.",
        ),
    ),
    *table(  # the prompt around a question is none of it
        gold="yes",
        options=_YN,
        question=_PROMPT,
        correct=(
            "Teal has the lowest value among all of the bars in the chart, so it is the minimum.",
        ),
        incorrect=("Teal is not the minimum.", "Red is the minimum."),
        no_answer=("The image is a bar chart with several colors.",),
    ),
]
