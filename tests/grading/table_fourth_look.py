"""What a fourth reader found: words behind numbers, references that say nothing, counts exchanged, limits, blanks."""

from cases import Case, table

_ANGLES = ("60", "45", "30", "90")
_COUNTS = ("0", "1", "2", "3")
_SIZES = ("17", "12", "5", "18")

WORDS: list[Case] = [
    *table(gold="rectangle", correct=("All angles are 90°. So ABCD is a rectangle.", "The angles are 90. It is not a square. It is a rectangle.", "Therefore it is a rectangle. Its area is 15."), incorrect=("The shape has 4 sides.", "It could be a rectangle of 5 by 3. It is a square.", "A rectangle has 4 right angles, so it's a rhombus.", "I don't think it is a rectangle.")),
    *table(gold="rectangle", correct=("Hence rectangle.", "We get a rectangle.", "I think it's a rectangle.", "So, the quadrilateral is a rectangle!", "rectangle (all angles are 90°)", "It could be a square, but it is a rectangle."), incorrect=("It could be a rectangle.", "It might be a rectangle.", "One might think it is a rectangle.", "We need to show that it is a rectangle.", "To prove: ABCD is a rectangle.", "It looks like a rectangle but it isn't.", "So it's either a square or a rectangle.")),
    *table(gold="isosceles right triangle", correct=("right isosceles triangle",), incorrect=("It could be a right isosceles triangle.",)),
    *table(gold="May", correct=("The month is May.",), incorrect=("It may be June.",)),
    *table(gold="increase", options=("increase", "decrease", "stay the same"), correct=("I think it will increase.", "It won't decrease, it will increase."), no_answer=("One might think it would increase.", "I don't think it will increase.", "It is wrong to say that it will increase.")),
    *table(gold="isosceles triangle", correct=("AB = 5 and AC = 5.\n\nIsosceles triangle.",), incorrect=("AB = 5 and AC = 6.\n\nScalene triangle.",)),
    *table(gold="Paris", correct=("We look at the 2 maps.\n\n**Paris**",), incorrect=("We look at the 2 maps of Paris.\n\n**London**",)),
    *table(gold="平行四边形", correct=("AB=5, CD=5。\n\n所以四边形ABCD是平行四边形。",), incorrect=("AB=5, CD=6。\n\n所以四边形ABCD是梯形。",)),
    *table(gold="1/2 or 0.5", correct=("We halve 1.\n\n0.5", "We halve 1. It is 1/2."), incorrect=("We halve 4.\n\n2",)),
    *table(gold="6 ## six", correct=("There are 6 cats. That's cute.", "So it is six.")),
    *table(gold="3 red and 2 blue", correct=("3 red and 2 blue", "2 blue and 3 red", "3 red balls and 2 blue balls", "There are 3 red marbles and 2 blue marbles.", "3 and 2"), incorrect=("3 blue and 2 red", "There are 3 blue and 2 red ones.", "3 blue balls and 2 red balls", "2 red and 3 blue", "3 red and 3 blue")),
    *table(gold="3 dogs and 2 cats", correct=("2 cats and 3 dogs",), incorrect=("3 cats and 2 dogs",)),
    *table(gold="x>3", correct=("all real numbers greater than 3", "The solution is all real numbers greater than 3.", "All numbers that are larger than 3."), incorrect=("all real numbers less than 3", "all integers greater than 3", "all real numbers greater than or equal to 3", "all real numbers greater than 4")),
    *table(gold="x\\ge 3", correct=("all real numbers greater than or equal to 3", "all real numbers at least 3")),
    *table(gold="A→B", correct=("A→B",), incorrect=("B→A", "B")),
    *table(gold="Vitamin A", correct=("vitamin A",), incorrect=("Vitamin", "Vitamin C")),
    *table(gold="a circle", correct=("circle", "A circle", "the circle"), incorrect=("a square",)),
    *table(gold="3", incorrect=("all real numbers greater than 3", "numbers greater than 3")),
]  # fmt: skip

REFERENCES: list[Case] = [
    *(case for gold in ("(略)", "（略）", "略", "如图所示", "如图1", "$$", "\\frac{", "\\frac{1}{2", "(omitted)", "[image]", "<image>", "[figure 2]", "proof", "See above.", "As shown in the figure.", "#VALUE!", "#REF!", "\\text{}", "\\sqrt{}", "\\text{N/A}", "**N/A**", "“”", "()", "不唯一", "Answers may vary.") for case in table(gold=gold, unscored=("3", "B", ""))),
    *(case for gold in ("答案不唯一，如3", "3, 答案不唯一", "Answers will vary, for example 3", "3 (answers may vary)") for case in table(gold=gold, correct=("3", "So x = 3."), unscored=(("5", "it may be another of the right ones"),), no_answer=("I cannot see the figure.",))),
    *table(gold="{}", correct=("\\emptyset", "no solution"), incorrect=("3",)),
    *table(gold="figure", incorrect=("3",)),
    *table(gold="12 (cm)", correct=("12", "12 cm", "12 (cm)", "120 mm"), incorrect=("12 m", "13", "12 (m)")),
    *table(gold="12（cm）", correct=("12", "12cm"), incorrect=("12 m",)),
    *table(gold="5 (m)", correct=("5", "5 m", "500 cm"), incorrect=("5 cm", "5 (cm)")),
    *table(gold="36 (km/h)", correct=("36", "10 m/s"), incorrect=("36 m/s",)),
    *table(gold="25 (%)", correct=("25%", "25", "0.25"), incorrect=("2.5", "52%")),
    *table(gold="f(m)", correct=("f(m)",), incorrect=("5", "f(n)")),
]  # fmt: skip

VALUES: list[Case] = [
    *table(gold="e^{1000x}", correct=("\\exp(1000x)", "exp(1000x)"), incorrect=("\\exp(1001x)", "e^{1001x}")),
    *table(gold="\\exp(-1000)", correct=("e^{-1000}",), incorrect=("e^{-1001}", "0")),
    *table(gold="2 h 15 min", correct=("2h15m", "2h 15m", "135 min"), incorrect=("2h15s", "2h 50m")),
    *table(gold="90 min", correct=("1h30m", "1h 30m"), incorrect=("1h3m",)),
    *table(gold="5 ft 3 in", incorrect=("5 ft 3 m",)),
    *table(gold="y=6/x", correct=("xy=6", "6=xy"), incorrect=("xy=5", "xy=-6", "y=6x", "yx^2=6x")),
    *table(gold="xy-y=1", correct=("y=\\frac{1}{x-1}",), incorrect=("y=\\frac{1}{x+1}",)),
    *table(gold="∠1=∠2", correct=("∠2=∠1", "∠1=∠2"), incorrect=("∠1=∠3", "∠3=∠1")),
    *table(gold="42", correct=("I checked it in Python. The answer is 42.", "We write this in Python.\n\nresult = 6*7\n\nThe output is 42.", "Python gives x = 42."), no_answer=("Let us look at this. def f():\n    return 42", "We write this in Python.\n\nresult = 42", "We use Python: def f(x): return 42", "Answer: N/A", "\\boxed{?}", "The answer is ___.", "Answer: $\\underline{\\quad}$", "The answer is \\_\\_\\_.", "x = ___")),
    *table(gold="0", correct=("\\sin(x)^4-\\cos(x)^4+\\cos(2x)",), incorrect=("\\sin(x)^2+\\cos(x)^2-1+x", "$\\sum_{k=0}^n\\bigl(k\\bigr)$", "Final answer is $\\sum_{k=0}^n\\bigl(k\\bigr)$."), no_answer=("\\sum_{k=0}^n k", "So we get $\\sum_{k=0}^n a_k$.", "The limit is $\\lim_{x \\to 0} f(x)$.")),
    *table(gold="6", correct=("So $\\sum_{k=1}^{3} k = 6$.", "The integral $\\int_0^1 f$ is 6."), no_answer=("Thus $\\sum_{k=1}^{6} b_k$", "It is 11\\frac{6}{6}.", "11 6/6")),
    *table(gold="12", no_answer=("11 6/6", "11\\frac{6}{6}")),
    *table(gold="-5", correct=("The answer is -5.",), no_answer=("The answer is -.",)),
    *table(gold="5", incorrect=("1" * 20_000, "5" + "+0" * 9_000, "5" + " + 0" * 4_500, "The answer is 5" + "+0" * 9_000), correct=("The answer is 5.\n\n" + "1 " * 3_000,)),
]  # fmt: skip

OPTIONS: list[Case] = [
    *table(gold="B", options=_ANGLES, correct=("We look at it.\n\nB (45 by symmetry)", "We look at it.\n\nB: 45", "We look at it.\n\n(b)", "We look at it. B", "我们看图。B"), incorrect=("We look at it.\n\nA: 60", "The answer is 5.\n\n" + "1 " * 3_000), no_answer=("We look at it.\nB (wrong)", "B: incorrect", "We check each.\nB: 45 does not fit.", "B: 45 does not fit.", "We compare it with fig. B", "\\boxed{?}", "The answer is ___.", "Answer: N/A")),
    *table(gold="B", options=_ANGLES, correct=("B because A is wrong", "B, since A is incorrect.", "B (A is wrong)", "B; the rest are incorrect", "(B) since 60 is wrong", "B because it is not possible otherwise")),
    *table(gold="A", options=_ANGLES, incorrect=("We compute the vertex.\nA (2, 3)", "A: (2, 3)")),
    *table(gold="B", options=("(1, 2)", "(3, 4)"), correct=("B (3, 4)", "We compute it.\nB: (3, 4)"), incorrect=("A (1, 2)",)),
    *table(gold="B", options=_COUNTS, correct=("The picture shows a triangle.\nB (1 incorrect conclusion)", "B (1 incorrect conclusion)"), incorrect=("The picture shows a triangle.\nA (0 incorrect conclusions)",)),
    *table(gold="B", no_answer=("(a) 5\n(b) 6", "(a) 5\n\n(b)", "The points are:\nA: (1,2)\nB: (3,4)")),
    *table(gold="D", options=_SIZES, correct=("The answer is likely D.", "The answer is most likely D", "The answer is definitely D.", "A: 17 does not fit. B: 12 does not fit. C: 5 does not fit. D: 18 fits.", "A: 17 is too small. B: 12 no. C: 5 no.\nD: 18 fits"), incorrect=("The answer is likely C.", "A: 17 fits. B: 12 does not fit. C: 5 does not fit. D: 18 does not fit."), no_answer=("A: 17 fits. B: 12 fits. C: 5 doesn't fit. D: 18 doesn't fit.",)),
]  # fmt: skip

CASES: list[Case] = [*WORDS, *REFERENCES, *VALUES, *OPTIONS]
