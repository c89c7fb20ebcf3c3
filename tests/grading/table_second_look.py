"""Forms that a second reader found: suppositions, second thoughts, judged options, polarity, programs."""

from cases import Case, table

FOUR = ("5", "6", "7", "8")
PICTURES = ("A", "B", "C", "D", "E")
YES_NO = ("Yes", "No")
CHANGE = ("decrease", "can't tell", "stay same", "increase")

CASES: list[Case] = [
    *table(
        gold="B", options=FOUR,
        correct=(
            "Answer - B", '{"answer": "B"}', "Answer: option 2", "I choose the second option.", "Not C, but B.",
            "A is a distractor. B", "Therefore, only the second option remains.", "C, no, B",
            "I think the answer is A, wait, no, it's actually B.", "(A) No. (B) Yes. (C) No. (D) No.",
            "A) 5: incorrect\nB) 6: correct\nC) 7: incorrect\nD) 8: incorrect",
            "Option A is wrong because 5 is too small. Option C is wrong. Option D is wrong. Therefore, only the second option remains.",
            "答案应该是A吧？不对，再算一遍，应该是B。", "Statement B is correct.", "The correct one is B.",
        ),
        incorrect=(
            "Not B, but C.", "None of the above.", "I think the answer is B, wait, no, it's actually A.", "Answer: option 3",
            "A) 5: incorrect\nB) 6: incorrect\nC) 7: correct\nD) 8: incorrect", "B is a distractor. C", "B, no C",
        ),
        no_answer=(
            "Option B would be correct if the angle were right, which it is not.", "If it were 6, B would be right.",
            "Consider option B.", "Many students choose B.", "B is tempting but wrong.", "Why is the answer B?",
            "(A) No. (B) No. (C) No. (D) No.",
        ),
    ),
    *table(
        gold="C", options=FOUR, question="下列说法错误的是",
        correct=("错误的是C选项。", "A项正确；B项正确；C项错误；D项正确。", "A项正确；B项正确；C项不正确；D项正确。"),
        incorrect=("错误的是B选项。", "A项正确；B项错误；C项正确；D项正确。"),
    ),
    *table(
        gold="C", options=("iron", "zinc", "salt", "sugar"),
        correct=("Option C is the best.", "salt"), no_answer=("Vitamin C is the best.",),
    ),
    *table(
        gold="D", options=PICTURES,
        correct=(
            "The tallest bar is bar D.", "In the picture, D is the odd one out.", "So D fits.",
            "Picture D, because its arrow turns the other way than A, B, C and E.",
            "All but D can be drawn in one line, thus D cannot be drawn.",
        ),
        incorrect=("The tallest bar is bar C.", "In the picture, E is the odd one out.", "thus C cannot be drawn."),
        no_answer=("D is wrong.", "Thus D is not correct."),
    ),
    *table(
        gold="increase", options=CHANGE, correct=("It would increase.", "increase"),
        incorrect=("It would decrease.",), no_answer=("It would not increase.",),
    ),
    *table(
        gold="No", options=YES_NO, question="Is Olive the maximum?",
        correct=(
            "The maximum is Red.", "Red is the maximum.", "Yellow is the maximum, not Olive.", "Olive is hardly the maximum.",
            "Olive is anything but the maximum.", "Olive is nearly the maximum.", "Olive is the second highest.",
            "Red has the greatest value, so Olive has the second greatest.", "Yes, Olive is the maximum... no, sorry: No.",
        ),
        incorrect=("Olive is the maximum.", "The maximum is Olive.", "It is the maximum.", "Olive has the highest value."),
        no_answer=("Red is not the maximum.", "Red is the minimum."),
    ),
    *table(
        gold="Yes", options=YES_NO, question="Is Cyan less than Red?",
        correct=("Cyan is less than Red.", "Red is greater than Cyan.", "Red is not less than Cyan."),
        incorrect=("Red is less than Cyan.", "Cyan is greater than Red.", "They are equal.", "Cyan and Red are equal."),
    ),
    *table(
        gold="Yes", options=YES_NO, question="Are there more cars than buses?",
        correct=("There are more cars than buses.", "There are fewer buses than cars.", "There are twice as many cars as buses, so there are more cars than buses."),
        incorrect=("There are more buses than cars.", "There are as many cars as buses.", "There are fewer cars than buses."),
    ),
    *table(
        gold="No", options=YES_NO, question="Does Olive intersect Blue?",
        correct=("Olive intersects Red, not Blue.", "Olive does not intersect Blue."),
        incorrect=("Olive intersects Blue.", "Olive intersects Blue, not Red."),
    ),
    *table(
        gold="18",
        correct=(
            "The value of k is 18. I hope this helps! Let me know if you have 2 other questions.", '{"answer": 18}', '{"answer": "18"}',
            "So the answer is 36. But the question asks for half of it, which is 18.",
            "```python\nprint(9 * 2)\n```\n```output\n18\n```",
        ),
        incorrect=("So the answer is 18. But the question asks for half of it, which is 9.",),
        no_answer=(
            '```python\ndef money():\n    """Answer: 18"""\n    return 18\nprint(money())\n```',
            "def money():\n    # The answer is 18\n    total = 9*2\n    return total",
            "```python\nx = 18/0\n```\n```output\nZeroDivisionError: division by zero (18)\n```",
            "First we compute the area of triangle ABC which is 18. Next we compute the area of triangle",
            "To solve this, we need the law of cosines:\n$c^2 = a^2 + b^2 - 2ab\\cos C = 18 + 36 - 60\\cos 60",
        ),
    ),
    *table(
        gold="4", question="What is the minimum number of moves?",
        correct=("The minimum number is \\boxed{4} moves and the maximum is \\boxed{6}.", "The maximum is \\boxed{6} and the minimum is \\boxed{4}."),
        incorrect=("The minimum number is \\boxed{6} moves and the maximum is \\boxed{4}.", "\\boxed{4} and \\boxed{6}"),
    ),
    *table(
        gold="13", question="How many more cubes does Ann need?",
        correct=("Therefore, there are 14 cubes in the tower, which means Ann needs 13 more cubes to complete it.",),
        incorrect=("Therefore, there are 13 cubes in the tower, which means Ann needs 14 more cubes to complete it.",),
    ),
    *table(
        gold="5", question="What is the age gap?",
        correct=("The man on the left is about 5 years older than the man on the right, who is 40.",),
        incorrect=("The man on the left is 40 years older than the man on the right, who is 5.",),
    ),
]  # fmt: skip
