"""Denials behind `not`, systems behind a brace, sums that are asked for, what is joined and what is given."""

from cases import Case, table

CASES: list[Case] = [
    *table(  # not true is false
        gold="False",
        question="True or false: every rhombus is a square.",
        correct=(
            "This statement is not true.",
            "This statement is not true, because a rhombus need not have right angles.",
            "The statement is not true because not every rhombus has right angles.",
            "The statement isn't true, as a rhombus may have no right angle.",
            "It is not always true.",
            "The claim is incorrect because it fails for a long one.",
        ),
        incorrect=("This statement is true.", "The statement is not false."),
    ),
    *table(
        gold="No",
        options=("Yes", "No"),
        question="Is this function even?",
        correct=(
            "The graph is symmetric about the origin, which makes it an odd function rather than an even one.",
            "It is odd instead of even.",
        ),
        incorrect=("It is an even function rather than an odd one.",),
    ),
    *table(
        gold="No",
        options=("Yes", "No"),
        question="Are the slices triangles?",
        correct=("The slices are squares rather than triangles.",),
        incorrect=("The slices are triangles rather than squares.",),
    ),
    *table(  # what is given is not what follows from it
        gold="Thursday",
        question="What day of the week will it be?",
        correct=(
            "Since today is Tuesday, it will be a Thursday.",
            "因为今天是Tuesday，两天以后，所以是Thursday。",
        ),
        incorrect=("Since today is Thursday, it will be a Saturday.",),
    ),
    *table(  # the two things are joined, and not what is said of them
        gold="相切",
        question="直线l与⊙O的位置关系是____",
        correct=("圆心到直线的距离等于半径，所以直线l与⊙O相切．", "所以直线l和⊙O相切。"),
        incorrect=("所以直线l与⊙O不相切．", "所以直线l与⊙O相交．", "相离与相切"),
    ),
    *table(
        gold="parallel",
        question="What is the relation between AB and CD?",
        correct=("So AB and CD are parallel.",),
        incorrect=(
            "So AB and CD are perpendicular and parallel.",
            "AB and CD are not parallel.",
        ),
    ),
    *table(
        gold="blue",
        question="What color is the ball?",
        incorrect=("The colors are red and blue.", "red and blue"),
    ),
    *table(  # a system behind its brace
        gold="x=2,y=1",
        question="解方程组",
        correct=(
            r"解得 $\begin{cases} x=2 \\ y=1 \end{cases}$",
            r"\boxed{\begin{cases} x=2 \\ y=1 \end{cases}}",
            r"所以方程组的解为 $\left\{\begin{array}{l} x=2 \\ y=1 \end{array}\right.$",
            "解得：\n\\[\n\\begin{cases}\nx=2\\\\\ny=1\n\\end{cases}\n\\]",
            r"解得 $\begin{cases} x&=2, \\ y&=1. \end{cases}$",
        ),
        incorrect=(
            r"所以方程组的解为 $\begin{cases} x=1 \\ y=2 \end{cases}$",
            r"\boxed{\begin{cases} x=2 \end{cases}}",
        ),
    ),
    *table(  # a function by cases is none
        gold=r"f(x)=\begin{cases} x, & x>0 \\ -x, & x\le 0 \end{cases}",
        correct=(r"$f(x)=\begin{cases} x, & x>0 \\ -x, & x\le 0 \end{cases}$",),
        incorrect=(r"$f(x)=\begin{cases} x, & x>0 \\ x, & x\le 0 \end{cases}$",),
    ),
    *table(  # a sum is asked for
        gold="3",
        question="求a+b的值",
        incorrect=("解得 a=-2，b=3，所以a+b=1",),
        no_answer=("解得 a=-2，b=3", "所以 b=3。"),
    ),
    *table(
        gold="7",
        question="What is x + y?",
        correct=(
            "x=3, y=4, x+y=7",
            "So x = 3, y = 4, and x + y = 7.",
            "Thus y = 4 and x = 3, so x + y = 7.",
        ),
        incorrect=("x=7, y=4, x+y=11", "So x = 7, y = 0, and x + y = 8."),
        no_answer=("So x = 7.",),
    ),
    *table(  # no yes or no is asked for
        gold="Yes",
        question="How many cows are there in 8 of the 12 stalls?",
        no_answer=("There are 32 cows in 8 of the stalls.",),
    ),
    *table(gold="7", question="If x - 3 = 4, find x.", correct=("So x = 7.",)),
    *table(  # a quotient and what is left
        gold="6……2",
        question="50除以8等于多少？",
        correct=("商是6，余数是2。", "6 with a remainder of 2", "6 remainder 2", "50÷8=6……2"),
        incorrect=("商是6，余数是4。", "6 with a remainder of 3", "商是2，余数是6"),
    ),
    *table(
        gold="1",
        question="What is the remainder when 10 is divided by 3?",
        correct=("10 ÷ 3 = 3 with a remainder of 1.", "10 ÷ 3 = 3 R 1", "3 remainder 1"),
        incorrect=("10 ÷ 3 = 3 with a remainder of 2.", "1 remainder 3"),
    ),
    *table(
        gold="3",
        question="How many boxes can be made full?",
        correct=("10 ÷ 3 = 3 with a remainder of 1.",),
        incorrect=("10 ÷ 4 = 2 with a remainder of 3.",),
    ),
    *table(
        gold="√",
        question="判断：0是最小的自然数。（  ）",
        correct=("这种说法没有错误。",),
        incorrect=("这种说法是错误的。", "这种说法并不正确。"),
    ),
    *table(
        gold="垂直",
        question="直线a与b的位置关系是____",
        correct=("所以直线a和直线b互相垂直。",),
        incorrect=("所以直线a和直线b互相平行。", "所以直线a和直线b不垂直。"),
    ),
    *table(  # all of a number in words
        gold="25",
        question="How many marbles are there?",
        correct=(
            "Therefore, there are twenty-five marbles.",
            "There are twenty five marbles in the bag.",
        ),
        incorrect=(
            "Therefore, there are five marbles.",
            "There are thirty-five marbles.",
            "There are one hundred and twenty-five marbles.",
        ),
    ),
    *table(
        gold="5",
        question="How many marbles are there?",
        correct=("So there are five marbles.",),
        incorrect=(
            "There are twenty-five marbles.",
            "There are one hundred and five marbles.",
        ),
    ),
    *table(
        gold="100",
        question="How many marbles are there?",
        correct=("There are one hundred marbles.",),
        incorrect=("There are one hundred twenty marbles.", "There is one marble."),
    ),
    *table(
        gold="120",
        question="How many marbles are there?",
        correct=(
            "There are one hundred twenty marbles.",
            "There are one hundred and twenty marbles.",
        ),
        incorrect=("There are twenty marbles.", "There are one hundred marbles."),
    ),
    *table(
        gold="24",
        question="How many eggs are there?",
        correct=("There are two dozen eggs.",),
        incorrect=("There are two eggs.", "There are a dozen eggs."),
    ),
    *table(  # the marker of the analysis behind the label of the answer
        gold=r"$\frac{\sqrt{13}}{2}$",
        correct=("所以最大值如下。\n【答案】\n<eoe>$\\frac{\\sqrt{13}}{2}$<eoa>",),
        incorrect=("所以最大值如下。\n【答案】\n<eoe>$\\frac{\\sqrt{13}}{3}$<eoa>",),
    ),
]
