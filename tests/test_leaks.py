"""Which diagnoses give the answer away, and which do not."""

import pytest

from mathse.leaks import reveals, told
from mathse.rows import Feedback, Problem

PATH = "Step 1: The figure shows width 12 and height 7. Step 2: area = 12 * 7 = 74. The answer to this problem is 74."
OPTIONS = ("84", "38", "74", "19")

# (gold, options, path, analysis, whether it tells)
CASES = [
    # free-form numbers
    ("84", (), PATH, "Step 2 has a calculation error: 12 * 7 is not 74.", False),
    ("84", (), PATH, "Step 2: the product should be 84.", True),
    ("84", (), PATH, "the product should be 84.0", True),
    ("84", (), PATH, "168/2 is what the product should be.", True),
    ("84", (), PATH, "The product has 4 in its last place.", False),
    ("84", (), PATH, "184 is not what the figure shows.", False),
    ("2", (), PATH, "Step 2 is wrong.", False),
    ("2", (), PATH, "It is 2.", True),
    ("12", (), PATH, "Step 1: the figure does not show width 12 and height 7.", False),
    ("0.5", (), PATH, "It should be 1/2.", True),
    ("36 pi", (), PATH, "the area is 36 pi", True),
    ("36 pi", (), PATH, "the radius is 36", False),
    ("50%", (), PATH, "the share is 50%", True),
    # options
    ("A", OPTIONS, PATH, "74 is not what belongs to option C.", False),
    ("A", OPTIONS, PATH, "The right answer is A.", True),
    ("A", OPTIONS, PATH, "It should be option (A).", True),
    ("A", OPTIONS, PATH, "Choose (A) instead.", True),
    ("A", OPTIONS, PATH, "A rectangle has two sides of each length.", False),
    ("A", OPTIONS, PATH, "12 times 7 makes 84.", True),
    # words and tuples
    ("Thursday", (), PATH, "It was a Thursday eight days before.", True),
    ("Thursday", (), PATH, "The days are counted from the wrong end.", False),
    ("(3, 4)", (), PATH, "The point is (3,4).", True),
    ("(3, 4)", (), PATH, "The point is not (4, 3).", False),
    ("(3, 4)", (), "It is (3, 5).", "The point is (3, 4).", True),
    ("(3, 4)", (), "Is it (3, 4)?", "Nothing leads to (3, 4) here.", False),
    ("[1, 6, 2]", (), "It is [1, 6, 5].", "The order is [1, 6, 2].", True),
    ("square $D$", (), PATH, "The last one is square D.", True),
    ("square $D$", (), PATH, "The square is not D.", False),
    ("yes", (), PATH, "Eyes are easily deceived here.", False),
    # a letter that is called right
    ("B", OPTIONS, PATH, "It should be B.", True),
    ("B", OPTIONS, PATH, "It should be B, not C.", True),
    ("B", OPTIONS, PATH, "It is B, not C.", True),
    ("B", OPTIONS, PATH, "B is right.", True),
    ("B", OPTIONS, PATH, "B is the correct option.", True),
    ("B", OPTIONS, PATH, "So (B) is correct, since the sides are equal.", True),
    ("B", OPTIONS, PATH, "The correct one is B", True),
    ("B", OPTIONS, PATH, "The correct answer: B", True),
    ("B", OPTIONS, PATH, "The correct answer is **B**.", True),
    ("B", OPTIONS, PATH, "The answer must therefore be 'B'.", True),
    ("B", OPTIONS, PATH, "The answer is $\\boxed{B}$.", True),
    ("B", OPTIONS, PATH, "Choose B instead.", True),
    ("B", OPTIONS, PATH, "This is not C but B.", True),
    ("B", OPTIONS, PATH, "That makes option b the right one.", True),
    ("B", OPTIONS, PATH, "The second option fits.", True),
    ("B", OPTIONS, PATH, "Second option, not third.", True),
    ("A", OPTIONS, PATH, "It is option a.", True),
    ("A", OPTIONS, PATH, "It is no option a student would choose.", False),
    ("A", OPTIONS, PATH, "It should be A.", True),
    ("A", OPTIONS, PATH, "A is right.", True),
    ("A", OPTIONS, PATH, "The correct answer: A", True),
    ("A", OPTIONS, PATH, "The answer A is right because the sides are equal.", True),
    ("B", (), PATH, "The correct answer is B.", True),
    ("B", (), PATH, "(B)", True),
    ("B", (), PATH, "The right option is (B).", True),
    ("(B)", (), PATH, "It should be B.", True),
    # the same letter for something else
    ("A", OPTIONS, PATH, "The correct answer: A rectangle was meant.", False),
    ("A", OPTIONS, PATH, "It is A student's guess.", False),
    ("A", OPTIONS, PATH, "A is right of C in the figure.", False),
    ("B", OPTIONS, PATH, "The angle B is right.", False),
    ("B", OPTIONS, PATH, "B is a right angle.", False),
    ("B", OPTIONS, PATH, "B is the midpoint, which step 2 forgets.", False),
    ("B", OPTIONS, PATH, "The line from A to B, not C, is the height.", False),
    ("B", OPTIONS, PATH, "Look at point B and at angle ABC.", False),
    ("B", OPTIONS, PATH, "P(B) and f(B) are mixed up.", False),
    ("B", OPTIONS, PATH, "One of the points is B.", False),
    ("B", OPTIONS, PATH, "Option C does not fit.", False),
    ("B", OPTIONS, PATH, "The second step has another option.", False),
    ("B", (), PATH, "The triangle has its right angle at B.", False),
    ("B", (), PATH, "The height ends in B'.", False),
    ("B", (), "The answer is: B.", "The correct answer is: B.", True),
    ("B", (), "The answer is B.", "Nothing leads to 'The answer is B.'", False),
    ("B", (), "The answer is B.", "The answer is B. is right: the correct answer is B.", True),
    # units that are glued on, or other ones
    ("24 cm", (), PATH, "The length should come to 24cm.", True),
    ("24 cm", (), PATH, "The square has 24cm².", True),
    ("24", (), PATH, "The square has 24cm^2.", True),
    ("24", (), PATH, "It turns by 24° then.", True),
    ("24 cm", (), PATH, "The length comes to 0.24 m.", True),
    ("24", (), PATH, "The 24th term is another one.", False),
    ("2", (), PATH, "The diameter is 2r.", False),
    ("2", (), PATH, "It uses r^2, and r² is no length; x_2 neither.", False),
    ("24 cm", (), PATH, "124cm is too long.", False),
    ("24 cm", (), PATH, "24x is no length.", False),
    # the value in other forms
    ("2\\sqrt{3}", (), PATH, "The height comes to 2√3.", True),
    ("2\\sqrt{3}", (), PATH, "The height comes to 2*sqrt(3).", True),
    ("2\\sqrt{3}", (), PATH, "The height (that is, \\sqrt{12}) is too small.", True),
    ("2\\sqrt{3}", (), PATH, "The height comes to √3.", False),
    ("2\\sqrt{3}", (), PATH, "The height comes to 3√2.", False),
    ("3/4", (), PATH, "The share is \\frac{3}{4}.", True),
    ("3/4", (), PATH, "The share is $\\dfrac{3}{4}$, of course.", True),
    ("3/4", (), PATH, "The share is 0.75.", True),
    ("3/4", (), PATH, "The share is ¾, three quarters.", True),
    ("3/4", (), PATH, "Three quarters are shaded.", True),
    ("3/4", (), PATH, "The share is \\frac{4}{3}.", False),
    ("3/4", (), PATH, "Three of the quarters are counted twice.", False),
    ("-5", (), PATH, "x is −5.", True),
    ("-5", (), PATH, "x is 5.", False),
    ("12π", (), PATH, "The area is 12 pi, as a circle's.", True),
    ("24", (), PATH, "It should be twenty-four.", True),
    ("24", (), PATH, "There are twenty-four of them.", True),
    ("5", (), PATH, "There are five hands.", True),
    ("1", (), PATH, "The slope is one.", True),
    ("1/2", (), PATH, "The share is one half.", True),
    ("20", (), PATH, "It should be twenty-four.", False),
    ("4", (), PATH, "It should be twenty-four.", False),
    ("5", (), PATH, "two and three are primes", False),
    ("1", (), PATH, "One of the sides is wrong, the other one is not.", False),
    ("2", (), PATH, "The two sides differ, and the second step needs both.", False),
    ("1/2", (), PATH, "It forgets that a triangle has half of that area.", False),
    ("1/3", (), PATH, "The third step is wrong.", False),
    ("1/2", (), PATH, "The area of a triangle is half of base times height.", False),
    ("3", (), PATH, "A sum of three numbers is taken where a product is needed.", False),
    ("5", (), PATH, "The number is five.", True),
    ("5", (), PATH, "It needs five, not six.", True),
    ("6.2832", (), PATH, "The circumference is 2πr and no other.", False),
    ("24", (), PATH, "It should be 3*8.", True),
    ("24", (), PATH, "It should be 3 × 8, or so.", True),
    ("24", (), PATH, "It should be 3 times 8.", True),
    ("24", (), PATH, "It should be 20 + 4.", True),
    ("24", (), PATH, "4! = 24", True),
    ("24", (), PATH, "It needs (3 + 9) * 2 there.", True),
    ("24", (), PATH, "It should be 3 * 9.", False),
    ("24", (), PATH, "It should be 3 and 8.", False),
    # numbers of places
    ("24", (), PATH, "The answer is step 24.", True),
    ("24", (), PATH, "In line 24 you should see it.", True),
    ("24", (), PATH, "The answer is part 24.", True),
    ("3", (), PATH, "The answer is figure 3.", True),
    ("3", (), PATH, "Step 3 is wrong, line 3 too.", False),
    ("3", (), PATH, "Steps 2 and 3 are wrong.", False),
    ("2", (), PATH, "1. The width is fine.\n2. The product is not.", False),
    # what the path holds, and who says so
    ("84", (), PATH + " Or is it 84?", "Nothing leads to 'Or is it 84?'", False),
    ("84", (), PATH, "12 times 7 is not 74.", False),
    ("84", (), PATH, "12×7 is not 74.", False),
    ("84", (), PATH, "7 * 12 is not 74.", True),
    ("84", (), PATH, "The area should be 12 * 7, and not 74.", True),
    ("7", (), PATH, "The height 7 is misread.", False),
    ("7", (), PATH, "It is 7.", True),
    ("12", (), PATH, "The width 12 is the answer: the correct answer is 12.", True),
    ("74", (), PATH, "Step 2 breaks off: area = 12 * 7 = 74 does not follow.", False),
    ("74", (), PATH, "The answer to this problem is 74. That should be 74 indeed.", True),
]  # fmt: skip

ASKED = "The square has side 5. The cube has edge 3 cm and two faces are red. What is the area?"
# (gold, analysis, whether it tells): numbers that the question gives
GIVEN = [
    ("5", "The question says 5, not 6.", False),
    ("5", "5 + 3 is not 9.", False),
    ("5", "The side 5 is not what the figure shows.", False),
    ("5", "The square has side 5.", False),
    ("2", "Only two faces are red.", False),
    ("5", "The difference is 5.", True),
    ("5", "x = 5", True),
    ("5", "The area should be 5 cm.", True),
    ("3", "The correct answer is edge 3, that is: 3 cm", True),
    ("2", "The number is two.", True),
    ("6", "There are 6 of them.", True),
    ("4", "One can see four faces on it.", True),
    ("4", "One can see four lines on it.", False),
]


def problem(gold: str, options: tuple[str, ...]) -> Problem:
    return Problem(b"", "What is the area?", options, gold, (), "", "", "", None)


@pytest.mark.parametrize(("gold", "options", "path", "analysis", "leaks"), CASES)
def test_cases(gold: str, options: tuple[str, ...], path: str, analysis: str, leaks: bool) -> None:
    assert reveals(analysis, problem(gold, options), path) is leaks


@pytest.mark.parametrize(("gold", "analysis", "leaks"), GIVEN)
def test_what_the_question_gives(gold: str, analysis: str, leaks: bool) -> None:
    asked = Problem(b"", ASKED, (), gold, (), "", "", "", None)
    assert reveals(analysis, asked, "Step 1: I look at the figure.") is leaks


def test_options_that_stand_only_in_the_picture() -> None:
    asked = Problem(b"", "Which one?", (), "B", (), "", "", "", None, {"options_in_image": ["12", "15"]})  # fmt: skip
    assert reveals("The value comes to 15.", asked, "It is A.")
    assert reveals("The correct option is B.", asked, "It is A.")
    assert not reveals("The value does not come to 12.", asked, "It is A.")


def test_what_leaks_is_withheld_and_the_rest_is_told() -> None:
    asked = problem("84", ())
    step = "area = 12 * 7 = 74."
    assert told(Feedback(step, "It is 84."), asked, PATH) == Feedback(step, None)
    assert told(Feedback(None, "It is 84."), asked, PATH) is None
    assert told(Feedback("it is 84", "Look again."), asked, PATH) == Feedback(None, "Look again.")
    fine = Feedback(step, "Look at the product again.")
    assert told(fine, asked, PATH) == fine
    assert told(None, asked, PATH) is None


def test_the_answer_quoted_from_the_path_is_no_leak() -> None:
    """A right answer reached by a faulty step: the path holds it already."""
    path = "Step 1: width = 13. Step 2: area = 12 * 7 = 84."
    assert told(
        Feedback("width = 13", "area = 12 * 7 is right, width = 13 is not."),
        problem("84", ()),
        path,
    )


def test_figures_annotations_never_leak() -> None:
    """The built-in teacher checks itself by another rule; ours must agree that it is clean."""
    from mathse.figures.teacher import TeacherSettings, annotate, solve
    from mathse.figures.world import problems

    teacher = TeacherSettings()
    seen = withheld = 0
    for made in problems(n=600, seed=11):
        for seed in range(4):
            path = solve(made, teacher, seed)
            said = annotate(made, path, teacher, seed) if path else None
            if path is None or said is None:
                continue
            asked = Problem(b"", made.question.text, made.question.options, made.question.answer, (), "", "", "", None)  # fmt: skip
            seen += 1
            withheld += reveals(said.analysis, asked, path)
    assert seen > 100
    assert withheld <= 0.05 * seen, f"{withheld} of {seen} withheld"
