"""Options that are only spoken of (`Option A is tempting`), and clauses that their sentence does not assert."""

from cases import Case, table

_ANGLES = ("60", "45", "30", "90")
_PICTURES = ("A", "B", "C", "D")

CASES: list[Case] = [
    *table(
        gold="A",
        correct=("A 60", "A is the answer.", "A because it fits.", "Option A has three sides."),
        no_answer=("A triangle has three angles that sum to 180°.", "A 60° angle is formed."),
    ),
    *table(
        gold="A",
        options=("60°", "45°", "30°", "90°"),
        correct=("A 60°", "A. 60° is the angle.", "A 60° angle"),
        incorrect=("A triangle has three sides, and its angles sum to 180°.",),
    ),
    *table(
        gold="C",
        correct=("[C]", "C;", "C (C)", "选C", "本题选C", "C. A and B are symmetric."),
        incorrect=("[C] [D]", "C; D", "C\nD", "C and D are correct."),
        no_answer=(
            "C and D are symmetric.",
            "本题选C还是D？",
            "很多人会误选C",
            "如果选C，则错误",
        ),
    ),
    *table(
        gold="C",
        options=("3", "5", "7", "9"),
        correct=("[C]", "选C", "若x=7，则选C"),
        incorrect=("[C] [D]", "C; D"),
        no_answer=(
            "C and D are symmetric.",
            "本题选C还是D？",
            "很多人会误选C",
            "如果选C，则错误",
        ),
    ),
    *table(
        gold="B",
        options=_ANGLES,
        correct=(
            "Option A is a distractor. The angle is 45 degrees.",
            "Option A uses the wrong formula. The angle is 45 degrees.",
            "Option A would be 60. Computing: 90/2 = 45.",
            "Option A looks plausible, however I get 45 degrees.",
            "(A) uses the wrong formula. The angle is 45.",
            "A is a distractor. The angle is 45 degrees.",
            "Option A seems right. But 90/2 = 45.",
            "Option A could be right, but the angle is 45.",
            "A common mistake is option A. It is 45.",
            "Unlike option A, we get 45.",
            "D is the midpoint of BC. The angle is 45.",
            "Hence A is the center. The angle is 45°.",
            "B is 45.",
            "Option B gives 45, and option A gives 60, so B.",
            "B is the correct one. Option A is tempting.",
            "The answer is B, because option A is a distractor.",
            "I choose option B, which has 45 degrees.",
            "So B is our answer.",
            "Option B fits. Option A does not.",
        ),
    ),
    *table(
        gold="A",
        options=_ANGLES,
        incorrect=(
            "Option A is a distractor. The angle is 45 degrees.",
            "Option A uses the wrong formula. The angle is 45 degrees.",
            "A is a distractor. The angle is 45 degrees.",
            "(A) uses the wrong formula. The angle is 45.",
            "A common mistake is option A. It is 45.",
            "Unlike option A, we get 45.",
        ),
        no_answer=("Option A is tempting. But it cannot be determined from the figure.",),
    ),
    *table(
        gold="D",
        options=_ANGLES,
        correct=("D is right.", "So D is correct.", "D is 90."),
        no_answer=(
            "D is the midpoint of side BC, so AD is a median.",
            "So D is the midpoint of side BC.",
            "Point D lies on BC.",
        ),
    ),
    *table(
        gold="C",
        options=_PICTURES,
        correct=("Option C shows a rotated triangle.", "C has three sides.", "So C is the odd one out."),
        no_answer=("C is the midpoint of BD.",),
    ),
    *table(
        gold="18",
        correct=(
            "I don't think it's 20 but 18.",
            "I don't think we need the radius, so it is 18.",
            "It is not true that x = 20, it is 18.",
            "There is no doubt that x = 18.",
            "It is not difficult to show that x = 18.",
        ),
        incorrect=("I don't think it is 18, it is 20.", "I don't think it is 18. It is 20."),
        no_answer=(
            "I don't think the answer is 18",
            "I don't think the answer is 18.",
            "I do not believe the answer is 18.",
            "I don’t think that it is 18.",
            "It is not the case that x = 18.",
            "It is not true that the answer is 18.",
            "It's false that x = 18.",
            "It is unlikely that x = 18.",
            "Nobody says it is 18.",
            "There is no reason to believe x = 18.",
            "It would be wrong to say 18.",
        ),
    ),
    *table(
        gold="B",
        options=_ANGLES,
        no_answer=(
            "I don't think the answer is B.",
            "I don't think it's B.",
            "I don't believe that option B is right.",
            "I don't think that B is correct.",
            "We don't think it is (B).",
        ),
        incorrect=("I don't think it is B, it is C.",),
    ),
    *table(gold="Yes", no_answer=("I don't think the answer is yes.", "I do not think it is true.")),
    *table(
        gold="18",
        correct=(
            "I think it is 18.", "I'm fairly sure it's 18.", "We don't know y, but x = 18.", "I don't know why, but it is 18.",
            "It is not hard to see that x = 18.", "It does not depend on y, x = 18.", "We claim that x = 18.", "One answer is 18.",
            "One may conclude that x = 18.", "The wrong answer is 20, so it is 18.", "It is impossible that x < 18, so x = 18.",
            "People say numbers; the sum is 18.", "Most of them are red, so 18.",
        ),
        no_answer=(
            "One might think it is 18.", "A student could think that x = 18.", "You might expect 18.", "You'd think it is 18.",
            "Some people believe it is 18.", "Many think that the answer is 18.", "The teacher claims that x = 18.",
            "It is a common mistake to say 18.", "It would be a mistake to conclude that x = 18.", "It's false to say that x = 18.",
            "I'd be surprised if it were 18.", "It looks like 18 but it isn't.", "It's hardly 18.", "We were told that it's 18.",
            "The naive answer is 18.", "A wrong approach gives 18.",
        ),
    ),
    *table(
        gold="B",
        options=_ANGLES,
        correct=(
            "B seems right.", "B is most likely.", "Probably B.", "I'd say B.", "It's B, I think.", "Option B is the one.",
            "Option B is the solution.", "Therefore option B is what we want.", "The one that fits is B.", "Option B gives 45.",
            "Option A seems right. However, the angle is 45.",
        ),
        no_answer=(
            "Don't choose B.", "Never choose B.", "B is what one would get by mistake.", "In triangle ABC, B is the right angle.",
            "B denotes the base.", "B might be tempting.",
        ),
    ),
]  # fmt: skip
