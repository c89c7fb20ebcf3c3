"""What real responses of many models taught: kinds and questions spoken of, verdicts first, lists and headings."""

from cases import Case, table

_YES_NO = ("Yes", "No")
_LOWER = ("yes", "no")
_SAMPLES = ("neither; both are as warm", "sample B", "sample A")

CASES: list[Case] = [
    *table(
        gold="No",
        options=_YES_NO,
        question="Is this a periodic function?",
        correct=(
            ("This is not a periodic function. A periodic function repeats itself.", "true of any periodic function"),
            "It is not periodic. Periodic functions repeat their values.",
            "f is not a periodic function. Any periodic function returns to its value after a while.",
            "By definition, a periodic function repeats itself, but this function does not repeat itself, so it is not periodic.",
        ),
        incorrect=("This is a periodic function. A function that is not periodic never repeats itself.",),
        no_answer=("A periodic function repeats its values.", "Periodic functions repeat their values."),
    ),
    *table(
        gold="No",
        options=_YES_NO,
        question="Is the function even?",
        correct=("The function is not even. An even function is symmetric about the y-axis.",),
        incorrect=("The function is even. An even function is symmetric about the y-axis.",),
        no_answer=("An even function is symmetric about the y-axis.", "Even functions are symmetric."),
    ),
    *table(
        gold="Yes",
        options=_YES_NO,
        question="Is a square a rectangle?",
        correct=(("A square is a rectangle.", "asked of the kind"), "Every square is a rectangle."),
        incorrect=("A square is not a rectangle.",),
    ),
    *table(
        gold="Yes",
        options=_YES_NO,
        question="Are the triangles similar?",
        correct=("The triangles are similar. Similar triangles have equal angles.", "They are similar. All similar triangles have equal angles."),
        incorrect=("The triangles are not similar. Similar triangles have equal angles.",),
        no_answer=("Similar triangles have equal angles.", "A: It is hard to tell."),
    ),
    *table(
        gold="yes",
        options=_LOWER,
        question="Is Violet greater than Tomato?",
        correct=("Violet bars are greater than Tomato bars.", "A Violet bar is greater than a Tomato bar."),
    ),
    *table(
        gold="no",
        options=_LOWER,
        question="Is Olive the minimum?",
        correct=(
            ("No, Olive is not the minimum. The minimum color is A.", "the letter is the chart's"),
            "No, the minimum is B.",
            "No. The smallest option is D (Teal).",
            "A: No, Olive is not the minimum. It is the third from the left.",
            "A: No",
            "C. No, Olive is not the minimum. The minimum option is D (Teal).",
            "B. No, Olive is not the minimum.",
            "No, it is A.", "A: Olive is not the minimum.", "A. No, it is not.", "A) No", "B: No", "The question is whether Olive is the minimum. It is not.",
            "No\n\nThe letter A stands below the smallest bar.",
        ),
        incorrect=("Yes, Olive is the minimum. It is not B.", "A: Yes, it is the minimum.", "A. Yes", "Yes.", "(A)", "A: Olive is the minimum.", "B. Yes, it is."),
        no_answer=(
            "No, I cannot tell which one is the minimum.", "Yes/No", "yes or no", "(C) yes\n(D) no", "(A) Yes\n(B) No",
            "Question: Is Olive the minimum?\nChoices:\n(A) yes\n(B) no", "Options:\nA. yes\nB. no", "yes\nno", "- yes\n- no",
            "(A) yes (B) no", "A. yes B. no", "Choices: (A) yes, (B) no", "(B) no\n(A) yes",
        ),
    ),
    *table(
        gold="yes",
        options=_LOWER,
        question="Is Olive the minimum?",
        correct=("(A) yes\n(B) no\n\nYes.", "(A) yes\n(B) no\nThe answer is A.", "(A) yes\n(B) no\n(A)", "A: Yes, it is."),
        incorrect=("No, Olive is not the minimum. The minimum color is A.", "A: No, it is not."),
        no_answer=("(C) yes\n(D) no", "(A) Yes\n(B) No", "Yes/No"),
    ),
    *table(gold="yes", question="Is it red?", no_answer=("(A) Yes\n(B) No", "Yes / No", "(C) yes\n(D) no"), correct=("(A) Yes",)),
    *table(
        gold="yes",
        options=_LOWER,
        question="Is Olive the high median?",
        correct=(
            "Olive is the high median.", "The question asks about the high median. Olive is the high median.",
            "The question is whether Olive is the high median. Yes.", "Olive is the median, as the question wants.",
        ),
        incorrect=("The question asks about the high median. Olive is not the high median.",),
        no_answer=(
            "It seems the question is asking about the high median of some data, like Olive and Teal.",
            "The question is asking whether Olive is the high median.",
            "This question asks about the high median. Olive is a shade of green.",
            "Olive is a color between yellow and green.",
            "The problem is about whether Olive is the high median.", "We need to determine whether Olive is the high median.",
            "You want to know if Olive is the high median.", "Is Olive the high median?", "Is Olive the high median? Olive is a shade of green.",
            "A high median is a value in the middle.",
        ),
    ),
    *table(
        gold="sample B",
        options=_SAMPLES,
        question="Which sample has the higher temperature?",
        correct=(
            "Sample A:\nE = 4\n\nSample B:\nE = 9\n\nSample B is warmer.", "Sample B: its particles are faster.", "Answer: sample B",
            "The warmer one: sample B", "Sample B:\nThe particles in sample B are faster.",
        ),
        incorrect=("Sample A:\nE = 9\n\nSample B:\nE = 4\n\nSample A is warmer.",),
        no_answer=(
            "Sample A:\nE = 4 v\n\nSample B:\nE = 3", "Sample B: E = 3", "Sample A:\nE = m v\n= 4 r\n\nSample B:\nE = m v\n= 4 r_",
            "**Sample B:**\nE = 3 v",
        ),
    ),
    *table(
        gold="dog",
        options=("cat", "dog", "cow"),
        correct=(
            "Cat: 4 legs.\nDog: 4 legs.\nIt is a dog.", "Dog: it barks.", "dog\ndog", "cat\ndog\n\nThe answer is dog.", "(A) cat (B) dog\nI choose (B).",
            "(B) dog", "(B) dog\nIt barks.", "(A) cat\n(B) dog\n\nThe picture shows a dog.", "A. Wrong\nB. Right\nC. Wrong",
        ),
        incorrect=("dog\n(A)", "Cat: it purrs."),
        no_answer=(
            "cat\ndog", "- cat\n- dog\n- cow", "1. cat\n2. dog", "(A) cat (B) dog", "A. cat; B. dog", "Options: A. cat B. dog",
            "(B) dog\n(A) cat", "(A) cat\n(B) dog\n(A) cat\n(B) dog", "Cat: 4 legs.\nDog: 4 legs.", "**Dog:**\nLegs = 4",
            "(A) cat\n(B) dog", "(B) dog\n(C) cow", "(E) dog\n(F) cow", "Which is it?\n(A) cat\n(B) dog",
        ),
    ),
    *table(
        gold="5.5",
        options=("3.5", "4.5", "5.5"),
        correct=("(C) 5.5", "(C) 5.5\nThe side is 5.5 long."),
        incorrect=("(B) 4.5",),
        no_answer=("(B) 4.5\n(C) 5.5", "(E) 4.5\n(F) 5.5"),
    ),
    *table(gold="AC", options=("cat", "dog", "cow"), correct=("A, C", "(A) and (C)")),
]  # fmt: skip
