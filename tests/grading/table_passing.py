"""Options that are only spoken of (`Option A is tempting`), and clauses that their sentence does not assert."""

from cases import Case, table

_ANGLES = ("60", "45", "30", "90")
_PICTURES = ("A", "B", "C", "D")

CASES: list[Case] = [
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
]  # fmt: skip
