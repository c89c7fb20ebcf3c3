"""Forms that other graders' own tests have: relations and matrices in prose, boxed references, odd separators."""

from cases import Case, table

MATRIX = "\\begin{pmatrix} 0 & 3 \\\\ 0 & -1 \\end{pmatrix}"

CASES: list[Case] = [
    *table(
        gold="\\sin^{-1} x",
        correct=("\\arcsin x", "\\sin^{-1}(x)"),
        incorrect=("\\frac{1}{\\sin x}", "(\\sin x)^{-1}"),
    ),
    *table(gold="\\tan^{-1} x", incorrect=("\\cot x",), correct=("\\arctan x",)),
    *table(gold="\\sec^{-1} x", incorrect=("\\cos x",), correct=("\\arccos\\frac{1}{x}",)),
    *table(
        gold="\\arctan\\frac{3}{4}",
        correct=("\\boxed{\\tan^{-1}\\left(\\frac{3}{4}\\right)}",),
        incorrect=("\\frac{4}{3}",),
    ),
    *table(
        gold="5",
        correct=(
            "Thus $x=5$ is the solution.",
            "So r = 5 is the radius.",
            "So $r = 5$ is the radius of the circle.",
            "Therefore x = 5 is the answer.",
            "x = 2 + 3 = 5 is the answer.",
        ),
        incorrect=("Thus $x=6$ is the solution.",),
        no_answer=("Thus $x=5$ is the wrong answer.",),
    ),
    *table(
        gold="y=-2x+3",
        correct=("Hence y = -2x + 3 is the equation of the line.",),
        incorrect=("Hence y = 2x + 3 is the equation of the line.",),
    ),
    *table(gold="x=5", correct=("Thus $x=5$ is the solution.",)),
    *table(
        gold="$x >= 5$",
        correct=("Therefore $x \\geq 5$ is the solution.", "The solution is $x \\ge 5$.", "$-x \\le -5$", "We find that $5 \\le x$."),
        incorrect=("Therefore $x > 5$ is the solution.", "Therefore $x \\leq 5$ is the solution.", "$-x \\ge -5$", "5"),
    ),
    *table(gold="$x \\neq 3$", correct=("We find that $x \\neq 3$.", "The solution is $x != 3$"), incorrect=("The solution is $x = 3$", "The solution is $x != 5$")),
    *table(
        gold=MATRIX,
        correct=(
            f"The product is ${MATRIX}$.", "$\\begin{bmatrix}0&3\\\\0&-1\\end{bmatrix}$", f"\\boxed{{\n{MATRIX}\n}}",
            "Thus $\\left[\\begin{array}{cc} 0 & 3 \\\\ 0 & -1 \\end{array}\\right]$",
        ),
        incorrect=("$\\begin{pmatrix} 0 & 3 & 0 & -1 \\end{pmatrix}$", "$\\begin{pmatrix} 0 & 0 \\\\ 3 & -1 \\end{pmatrix}$", "The product is $\\begin{pmatrix} 0 & 3 \\\\ 0 & 1 \\end{pmatrix}$."),
    ),
    *table(
        gold="$[-1, -\\frac{1}{2}) \\cup (0, 1)$",
        correct=("$[-1, -\\tfrac12) \\cup (0, 1)$", "The domain is $\\boxed{[-1,-0.5)\\cup(0,1)}$.", "$(0,1) \\cup [-1,-\\frac12)$"),
        incorrect=("$(-1, -\\tfrac12) \\cup (0, 1)$", "$[-1, -\\tfrac12) \\cup (0, 1]$", "$[-1, 1)$"),
    ),
    *table(gold="1 \\leq |z| \\leq 2", correct=("$z \\in [-2,-1] \\cup [1,2]$", "1 <= |z| <= 2"), incorrect=("$z \\in [1,2]$", "$z \\in (-2,-1) \\cup (1,2)$")),
    *table(gold="So $x^2 = 4$ and the answer is $\\boxed{2}$, as $x>0$.", correct=("2", "x = 2"), incorrect=("4", "-2", "0")),
    *table(gold="That makes $\\boxed{20}$ percent.", correct=("20%", "20", "0.2"), incorrect=("2%", "200%")),
    *table(gold="\\boxed{3} papers and \\boxed{4} bins", correct=("3 and 4", "\\boxed{3, 4}"), incorrect=("4, 3", "3", "34")),
    *table(gold="11111111100", correct=("$11,\\! 111,\\! 111,\\! 100$", "11{,}111{,}111{,}100", "11 {, }111{,}111{,}100"), incorrect=("$11,\\! 111,\\! 111,\\! 101$", "11, 111")),
    *table(gold="$(11,7)or(7,11)$", correct=("(7,11), (11,7)", "(11,7) or (7,11)"), incorrect=("(11,7)", "(7,7), (11,11)", "(7,11), (11,7), (0,0)")),
    *table(gold="21, 16 or 11", correct=("11, 16, 21", "21, 16, 11"), incorrect=("21, 16", "21", "21, 16, 12")),
    *table(gold="$A:B=1$", correct=("1", "A:B = 1", "1:1"), incorrect=("2", "A")),
    *table(gold="(3, \\frac{\\pi}{2})", correct=("$\\\\boxed{\\\\left( 3, \\\\frac{\\\\pi}{2} \\\\right)}.$", "(3, π/2)"), incorrect=("(3, π)", "(\\frac{\\pi}{2}, 3)")),
    *table(gold="12", correct=("There are 12 of them. I hope it is correct. <|im_start|>user", "12<|im_end|>\n<|im_start|>user\nNext: what is 3+4?"), incorrect=("There are 21 of them. <|im_start|>user\n12",)),
    *table(gold="1", incorrect=("$-[0,1)$", "$[0,1)$", "\\boxed{2}")),
    *table(gold="12:00", correct=("12:00",), incorrect=("1:00", "12:30", "0:12")),
    *table(gold="3:15", question="What time does the clock show?", correct=("3:15", "3:15 pm"), incorrect=("1:05", "2:10", "15:75", "3:50")),
]  # fmt: skip
