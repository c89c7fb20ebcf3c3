"""References that list words, as ChartQA's labels in brackets do."""

from cases import Case, table

TWO = "Which two colors are used for the bars?"
CASES: list[Case] = [
    *table(
        gold="Red; Blue",
        correct=("Red; Blue", "Red, Blue", "Red and Blue", "red, blue.", "[Red, Blue]", "The answer is Red and Blue.", "\\boxed{\\text{Red, Blue}}", "The colors are red and blue.", "**Red**, **Blue**"),
        incorrect=("Red, Green", "Blue; Red", "Blue, Red", "The answer is Red and Green.", "The colors are red and green."),
        no_answer=("Red", "I do not know."),
    ),
    *table(
        gold="Red; Blue",
        question=TWO,
        correct=("Blue, Red", "Blue and Red", "The answer is blue and red.", "The two colors are blue and red."),
        incorrect=("Blue, Blue", "Red, Green", "The two colors are blue and green."),
        no_answer=("Red, Blue, Green is the answer.",),
    ),
    *table(gold="Red, Blue", question=TWO, correct=("Red and Blue", "Blue, Red", "Red; Blue"), incorrect=("Red", "Red, Green")),
    *table(
        gold="Red; Blue",
        question="What are the colors of the highest and the lowest bar?",
        correct=("Red and Blue",),
        incorrect=("Blue and Red", ("Blue; Red", "one by one, in the order of the question")),
    ),
    *table(gold="Cuba; Chad; Mali", question="Which three countries have the lowest values, in ascending order?", correct=("Cuba, Chad, and Mali", "Cuba, Chad and Mali"), incorrect=("Chad, Cuba, Mali",)),
    *table(gold="Trinidad and Tobago; Cuba", question="Which two countries are shown?", correct=("Cuba, Trinidad and Tobago", "Trinidad and Tobago; Cuba")),
    *table(
        gold="Red, Blue",
        correct=("If you look closely, the colors are red, blue.",),
        incorrect=("The colors are not red, blue.", "I don't think the colors are red, blue.", "It is not true that they are red, blue.", "The wrong answer is red, blue.", "If the colors were red, blue"),
        no_answer=("I doubt that the colors are red, blue.", "I am not sure whether they are red, blue."),
    ),
    *table(gold="Agree; Disagree", correct=("Agree and Disagree", "Agree, Disagree"), incorrect=("Disagree, Agree",)),
]  # fmt: skip
