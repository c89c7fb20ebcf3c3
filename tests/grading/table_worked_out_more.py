"""Options, verdicts and Chinese sentences at the end of working: another case, what is only given, what a curve is said to have."""

from cases import Case, table

_TAP = "Tap P alone fills the tank in 12 minutes. Tap Q alone fills half of the tank in 6 minutes. How many minutes would it take both to fill the tank?"
_DATES = ("03/09/2011", "04/02/2011", "03/08/2012", "02/03/2011", "03/07/2011", "03/02/2011")
_SINE = "Let x(t) = cos(400 pi t). The sampling frequency is 300 Hz, and nothing else is known of the signal. Does aliasing occur?"

CASES: list[Case] = [
    *table(
        gold="B",
        options=("5", "6", "7", "8"),
        question=_TAP,
        correct=(
            "Tap Q alone fills half of the tank in 6 minutes, and all of it in 12. Together they fill it in 6 minutes.",
            "If both run, it would take them 6 minutes to fill the tank.",
        ),
        incorrect=(
            "If P runs alone, it takes 12 minutes to fill the tank. If Q runs alone, it takes 6 minutes to fill half of the tank. If both run, it would take them 9 minutes to fill the tank.",
        ),
    ),
    *table(
        gold="F",
        options=_DATES,
        question="Today is the ninth day of March 2011. What is the date one week ago in MM/DD/YYYY?",
        correct=(
            "One week ago, it was 03/02/2011.",
            "F",
            "The answer is F.",
            "So the date one week ago would be 03/02/2011, not 03/09/2011.",
        ),
        incorrect=(
            "One week ago, it was 02/03/2011.",
            "The answer is E.",
            "One week ago would be 03/16/2011, I think, but no option says so.",
        ),
        no_answer=("False.", "It is not the ninth. No."),
    ),
    *table(
        gold="False",
        question="Does r(t) = (2t, 3t^2) parametrize a line?",
        correct=(
            "No, it does not.",
            "False.",
            "So the curve r(t) = (2t, 3t^2) does not parametrize a line.",
        ),
        incorrect=("So r(t) = (2t, 3t^2) does parametrize a line.",),
    ),
    *table(
        gold="True",
        question="Does r(t) = (2t, 3t^2) parametrize a line?",
        incorrect=("So r(t) = (2t, 3t^2) does not parametrize a line.",),
        no_answer=(
            "Step 1: Given the equation of the line r(t) = (2t, 3t^2), put t = 0 to parametrize it.\nStep 2: Compare the points.",
            "Step 1: Given the equation of the line, r(t) = (2t, 3t^2), substitute t = 0.\nStep 2: Find whether r(t) = (2t, 3t^2) does parametrize a line.",
            "Check that r(t) = (2t, 3t^2) does parametrize a line.",
        ),
    ),
    *table(
        gold="True",
        question=_SINE,
        correct=(
            "Therefore, the answer is: Aliasing will occur for this signal at 300 Hz.",
            "So aliasing occurs.",
            "Since 300 < 400, aliasing does occur.",
        ),
        incorrect=(
            "Therefore, the answer is: Aliasing will not occur for this signal at 300 Hz.",
            "So no aliasing occurs.",
            "Aliasing never occurs here.",
        ),
        no_answer=("Aliasing is what a low sampling frequency leads to.",),
    ),
    *table(
        gold="3",
        question="函数$f(x)$在区间$[0,\\pi]$上的最大值是____．",
        correct=(
            "所以，函数 $f(x) = 2\\sin x + 1$ 在区间 $[0, \\pi]$ 上的最大值是 $3$。",
            "因此，函数 $f(x)=2\\sin x+1$ 的最大值为 $3$。",
            "函数$f(x)=2\\sin x+1$的最大值等于3。",
        ),
        incorrect=(
            "所以最大值不是 $3$，而是 $2$。",
            "所以，函数 $f(x) = 3\\sin x - 1$ 在区间 $[0, \\pi]$ 上的最大值是 $2$。",
        ),
        no_answer=(
            "所以，函数 $f(x) = 3$ 的最大值不是 $3$。",
            "最大值不是 $3$。",
            "所以 $3$ 是错误的。",
        ),
    ),
    *table(
        gold="0",
        question="Determine the period of the signal (in samples).",
        incorrect=(
            (
                "The period is therefore the number of samples between two zero-crossings.",
                "zero-crossings are none",
            ),
        ),
    ),
    *table(
        gold="D",
        options=("Triangle", "Square", "Circle", "No correct answer"),
        question="Which shape is drawn?",
        correct=(
            "<Answer>: D. No correct answer.",
            "<Answer>:\nD",
            "Option A: Triangle - This option is correct only where it has three sides.\n\n<Answer>: D. No correct answer.",
        ),
        incorrect=(
            "Option A: Triangle - This option is incorrect.\n\nOption D: No correct answer - This option is incorrect because there are two right ones.\n\n<Answer>: B. Square.",
            "<Answer>: A. Triangle, not D.",
        ),
    ),
    *table(
        gold="B",
        options=("Triangle", "Square", "Circle", "No correct answer"),
        question="Which shape is drawn?",
        correct=(
            "Option A: Triangle - This option is incorrect.\n\nOption D: No correct answer - This option is incorrect because there are two right ones.\n\n<Answer>: B. Square.",
            "<Answer>: B.",
        ),
        incorrect=(
            "选项 B. Square 是错误的，选 C。",
            "它有三条边，这对应于选项 B. Square 是错误的，因为 Square 有四条边。",
            "所以 $n = 3$，对应选项 B. $n=4$ 是错误的。",
        ),
    ),
    *table(
        gold="2",
        question="How many of the five lamps are lit?",
        correct=("2 out of 5", "2 of 5", "2 out of the 5.", "2 of the 5 lamps"),
        incorrect=("5 out of 2", "3 out of 5"),
    ),
    *table(
        gold="2/5",
        question="What is the probability that a lamp is lit?",
        correct=("2 out of 5", "2 in 5"),
        incorrect=("2", "3 out of 5"),
    ),
    *table(
        gold="5",
        question="How many of the five lamps are lit?",
        incorrect=("2 out of 5", "2 of the 5"),
    ),
    *table(
        gold="11",
        question="If 2x = 12, what is the value of x + 5?",
        correct=(
            "x = 6. Therefore x + 5 = 11.",
            "x = 6, so x + 5 = 6 + 5 = 11.",
            "2x = 12, x = 6.\nTherefore,\nx + 5 = 11",
        ),
        incorrect=("x = 11. Therefore x + 5 = 16.", "x = 6. Therefore x + 5 = 12."),
    ),
    *table(
        gold="6",
        question="If 2x = 12, what is the value of x + 5?",
        incorrect=("x = 6. Therefore x + 5 = 11.", "x = 6, so x + 5 = 11."),
    ),
    *table(
        gold="A",
        options=("6", "12", "3", "24"),
        question="If 2x = 12, what is x?",
        correct=("x = 6. Therefore x + 5 = 11.", "2x = 12, so x = 6. Then x + 5 = 11."),
        incorrect=("x = 12. Therefore x + 5 = 17.",),
    ),
    *table(
        gold="Sample B",
        options=("Sample A", "Sample B"),
        question="Which sample has the greater energy?",
        correct=("Sample B\n\nIt has E = 9.", "Sample B"),
        no_answer=(
            "We compare them.\nSample A\nE = 2 * 2 = 4\nSample B\nE = 3 * 3 = 9",
            "We work it out.\n\nSample B\nE = 3 * 3 = 9",
            "Sample A\nE = 4\nSample B\nE = 9",
        ),
    ),
    *table(
        gold="4",
        question="What is 2 + 2?",
        correct=(
            "The answer is 4.\n\nHere is another problem: what is 2+3? The answer is 5.",
            "4\n\nanother problem: what is 2+3? 5",
            "The answer is 4.\nthe next question: what is 2+3? The answer is 5.",
        ),
    ),
    *table(
        gold="1",
        question="求函数的最小值．",
        correct=(
            "函数$f(x)=x^2+1$的最小值为1",
            "所以最小值是1",
        ),
        incorrect=("函数 $f(x)=x^2+2$ 在 $x=1$ 处取得最小值 $2$。", "函数 $f(x)=1$ 的最小值为 2"),
    ),
    *table(
        gold="y=2x+1",
        question="求直线的方程．",
        correct=("所以直线的方程为 $y=2x+1$。", "所以直线 $y=2x+1$ 即为所求。"),
        incorrect=("直线的方程为 $y=2x$。",),
    ),
]
