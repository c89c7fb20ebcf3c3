"""What a label opens: a section with its steps and conclusion, an empty one, blanks one a line; and errors in place of responses."""

from cases import Case, table

_AREA = ("12", "18", "24", "36")

EMPTY: list[Case] = [
    *table(gold="$9 \\pi$", question="圆的面积为", correct=("【解析】半径为 3。\n【答案】\n<eoa>9π<eoa>", "【答案】<eoa>$9\\pi$<eoa>", "【答案】: <eoa> $9\\pi$", "所以面积为 $6\\pi$。<eoe>\n【答案】<eoa>\n$9\\pi$<eoa>\n【答案】$6\\pi$<eoa>", "所以面积为 $9\\pi$。\n【答案】\n<eoa>"), incorrect=("所以面积为 $9\\pi$。\n【答案】\n<eoa>6π<eoa>", "所以面积为 $9\\pi$。\n【答案】<eoa>$6\\pi$", "【答案】6π<eoa>9π<eoa>", "【答案】6π<eoa>\n【答案】9π<eoa>")),
    *table(gold="B", options=_AREA, correct=("【解析】面积为 24。\n【答案】<eoa>B<eoa>", "【答案】\n<eoa>\nB<eoa>"), incorrect=("【解析】面积为 18。\n【答案】<eoa>C<eoa>", "【答案】C<eoa>B<eoa>")),
    *table(gold="5", correct=("Answer: <eoa>5<eoa>", "Answer: 5</s>6</s>", "Answer: 5<eoa>6<eoa>"), incorrect=("So x = 5.\nAnswer: <eoa>6<eoa>", "Answer: 6</s>5</s>")),
]  # fmt: skip

ERRORS: list[Case] = [
    *(case for gold in ("504", "60", "429", "30") for case in table(gold=gold, no_answer=("GatewayTimeout: 504 Deadline of 60 seconds exceeded", "openai.RateLimitError: Error code: 429 - {'error': {'message': 'limit 60 / min, please retry in 30s', 'code': 504}}", "google.api_core.exceptions.DeadlineExceeded: 504 Deadline Exceeded", "RetryError: Timeout of 60.0s exceeded, last exception: 503 the service is unavailable", "APITimeoutError: Request timed out after 60 s", "Error: 504 Gateway Timeout", "Error code: 429 - too many requests, wait 30 s"))),
    *table(gold="4", correct=("The relative error: 4", "Error: 4%, so the answer is 4.", "ValueError: bad input, so I count by hand.\n\nThe answer is 4.", "Error: 4 cm"), incorrect=("The relative error: 5",)),
    *table(gold="B", options=_AREA, no_answer=("ServiceUnavailable: 503 model B is overloaded",), correct=("B: 18",)),
]  # fmt: skip

SECTIONS: list[Case] = [
    *table(gold="30", question="则这块地的面积为", correct=("【答案】\n首先，我们求宽：\n$2x+10=22$\n解得 $x=6$。\n然后求面积，得到 $S=5\\times 6=30$。<eoa>", "【答案】首先，求出宽为 $x=5$。最后，计算面积，得到 $6x=30$。<eoa>", "【答案】\n先求宽：\n$x=5$\n所以面积为 30<eoa>", "【答案】由 $2x=10$ 得 $x=5$。\n因此面积为 $30$。<eoa>", "【答案】将 $x=5$ 代入，得到周长为 22。所以面积为 30。", "【答案】解方程得到 $x=5$。故面积为 30。\n【解析】先设宽为 $x$，然后列方程，得到 $x=5$。", "答案：30。因为宽为 5，所以 $5\\times 6=30$，然后周长为 22。", "【答案】首先，由 $x=5$，故面积为 30。<eoa>"), incorrect=("【答案】首先，求出面积 30。然后求周长，得到 $2(5+6)=22$。<eoa>", "【答案】\n先求面积：\n$S=30$\n所以高为 5<eoa>", "【答案】由 $x=5$ 得面积为 $30$。\n因此体积为 $60$。<eoa>", "答案：22。因为宽为 5，所以面积为 $5\\times 6=30$。")),
    *table(gold="6", question="How wide is the gate?", correct=("Answer: First, we solve for m and get $m=3$. Then the width is $2m=6$.", "Answer: First, we find that m = 3. So the gate is 6 m wide.", "Answer: To find the width, we multiply 2 by 3. So the width is 6.", "Answer: Solving the equation gives m = 3. Therefore, the width is 6.", "Answer: 6. First, we solve for m and get 3. Then 2 * 3 = 6, so the area is 18.", "The answer is 6. To find it, we double 3. So it is twice as much as 3."), incorrect=("Answer: First, we solve for the width and get 6. Then half of it is 3, so m = 3.", "Answer: To find m, we halve 6. So m = 3.", "Answer: 3. Then the width is 2 * 3 = 6.")),
    *table(gold="3", question="How wide is the gate?", incorrect=("Answer: First, we solve for m and get $m=3$. Then the width is $2m=6$.", "【答案】首先，解方程得到 $m=3$。然后求宽，得到 $2m=6$。<eoa>"), no_answer=("Answer: First, we solve for m and get $m=3$.", "Answer: First, we find the half, 3.")),
    *table(gold="14", correct=("Answer: First we add 3 and 4 to get 7, then we multiply by 2 to get 14.", "【答案】首先算出 7，再乘以 2 得到 14。", "Answer: To get 14, we double 7.", "Answer: Step 1: 3 + 4 = 7. Step 2: Then 7 * 2 = 14.", "Answer: To find the total, we add:\n\n1. 3 + 4 = 7\n2. 7 * 2 = 14\n\nTherefore, the total is 14."), incorrect=("Answer: First we multiply 7 by 2 to get 14, then we add 3 to get 17.",)),
    *table(gold="5", correct=("【答案】由题意得 $x=5$。所以 $2x=10$，符合题意。", "【答案】解方程，得 $x=5$。经检验，$x=5$ 是原方程的解。", "Answer: To find x we divide 10 by 2, x = 5. Thus 2x = 10 holds.", "Answer: 5. But if x were 3 or 4, we would get 7. So 7 does not fit.", "Answer: 3 or 4 can sit at one table. But we need both, so 5."), incorrect=("【答案】由题意得 $x=4$。所以 $2x-3=5$，符合题意。",)),
    *table(gold="30", correct=("【答案】首先，求宽为 5。面积为 30。", "Answer: First, we find the width, 5. The area is 30.", "Answer: The area is:\n30", "【答案】面积为：\n30"), incorrect=("【答案】首先，求面积为 30。宽为 5。", "Answer: First, we find the area, 30. The width is 5.", "Answer: The area is:\n5\n30")),
    *table(gold="5; 3", correct=("Answer: The length and the width are:\n5 cm\n3 cm", "Answer: The values are as follows:\n- 5\n- 3", "【答案】长和宽分别为：\n(1) 5\n(2) 3"), incorrect=("Answer: The length and the width are:\n3 cm\n5 cm",)),
    *table(gold="20", correct=("Answer: Let x be the number. Then 2x = 40. So x = 20.", "【答案】设宽为 $x$。由 $2x=40$，得到 $x=20$。<eoa>"), incorrect=("Answer: Let x be 20. Then 2x = 40.",)),
    *table(gold="x < 1 or x > 3", question="Solve the inequality.", correct=("Answer: x < 1 or x > 3. But at x = 2 it is negative, so 2 is not a solution.", "【答案】$x<1$ 或 $x>3$。但是 $x=2$ 时不成立，所以 $2$ 不是解。"), incorrect=("Answer: x < 1 or x > 3. But x is positive, so x > 3.",)),
    *table(gold="Step 1", correct=("Answer: Step 1", "Answer: Step 1."), incorrect=("Answer: Step 2. Step 1: we add them.",)),
    *table(gold="first", correct=("Answer: First", "Answer: First."), incorrect=("Answer: Second. First we looked at the other one.",)),
    *(case for gold in ("$2c=4$", "$2x+y=4$") for case in table(gold=gold, correct=(f"The asymptote is {gold}.", f"对称轴为 {gold}。", f"The sum is {gold}.", f"所以所求的长为 {gold}。"), incorrect=("The asymptote is $2x-y=4$.", "The sum is $3c=5$."))),
    *table(gold="2", question="则 $a=$", correct=("【答案】解方程得到 $a=2$ 或 $a=-4$。但是边长 $a>0$，因此，$a=2$。<eoa>", "【答案】$a=2$ 或 $a=-4$。但 $a>0$，故 $a=2$。", "【答案】$a=2$ 或 $a=-4$（舍去）", "Answer: a = 2 or a = -4. But a length is positive, so a = 2.", "Answer: 2 or 7. However, 7 is not prime. So the answer must be 2."), incorrect=("【答案】$a=2$ 或 $a=-4$。但 $a<0$，故 $a=-4$。", "Answer: a = 2 or a = -4. But a is negative, so a = -4.", "Answer: a = 2 or a = -4. We factor: (a-2)(a+4) = 0, so a = 2 is a root.", "Answer: a = 2 or a = -4. But both fit, so a = 2 or a = -4.")),
    *table(gold="x = 2 or x = 3", question="Solve the equation.", correct=("Answer: x = 2 or x = 3. We factor it, so x - 2 = 0 or x - 3 = 0.", "Answer: x = 2 or x = 3. If x - 2 is 0, then x = 2. So the first root is 2.", "【答案】$x=2$ 或 $x=3$。因为 $(x-2)(x-3)=0$，所以 $x-2=0$ 或 $x-3=0$。"), incorrect=("Answer: x = 2 or x = 3. But x is odd, so x = 3.",)),
    *table(gold="B", options=_AREA, correct=("Answer: First, we note that A is too small. So B is right.", "【答案】首先，排除A。然后，计算面积，得到18。", "Answer: A or B. But A is too small, so B."), incorrect=("Answer: First, we note that B is too small. So C is right.", "Answer: A or B. But B is too large, so A.", "【答案】首先，排除B。然后，计算面积，得到24。")),
    *table(gold="4", question="则 $C$ 的焦距为", correct=("焦距为 $2c=4$。", "So the focal distance is $2c=4$.", "Then the focal distance is $2c = 4$.", "计算焦距，得到 $2c=4$。", "我们计算椭圆的焦距，得到 $2c=4$。", "Therefore, the perimeter is $2(a+b) = 2(1+1) = 4$."), incorrect=("切线是 $2c+d=4$。", "The line is $2c=4$.", "The asymptote is $y-c=4$.", "The length of the line is $2c=5$.", "所以方程为 $2c=4$。", "So the equation is $2c=4$.", "So the condition is $2c=4$.", "解得 $2c=4$。", "计算椭圆的方程，得到 $2c=4$。", "We get $2c=4$.")),
]  # fmt: skip

_TWO = "若 $a$ 与 $b$ 满足条件, 则 $a=$____, $b=$____"

BLANKS: list[Case] = [
    *(case for gold in ("$-\\frac{3}{4}$; $\\ln 5$", "(1). $-\\frac{3}{4} ; \\quad$ (2). $\\ln 5$.", "(1) $-\\frac{3}{4}$ (2) $\\ln 5$", "（1）$-\\frac{3}{4}$；（2）$\\ln 5$", "①. $-\\frac{3}{4}$ ②. $\\ln 5$", "$a=-\\frac{3}{4}$, $b=\\ln 5$") for case in table(gold=gold, question=_TWO, correct=("【答案】\n$a=-\\frac{3}{4}$\n$b=\\ln 5$<eoa>", "【答案】\n$-\\frac{3}{4}$\n$\\ln 5$<eoa>", "Answer:\na = -3/4\nb = ln 5", "Answer:\n- a = -3/4\n- b = ln 5", "Answer:\n(1) -3/4\n(2) ln 5", "答案：\n① $-0.75$；\n② $\\ln 5$。", "【答案】$a=-\\frac{3}{4}, b=\\ln 5$<eoa>", "【答案】(1) $-\\frac{3}{4}$ (2) $\\ln 5$<eoa>", "【答案】(1). $-\\frac{3}{4}$; (2). $\\ln 5$<eoa>", "【答案】$-\\frac{3}{4}$；$\\ln 5$"), incorrect=("【答案】\n$a=\\frac{3}{4}$\n$b=\\ln 5$<eoa>", "【答案】\n$a=-\\frac{3}{4}$\n$b=0$<eoa>", "【答案】\n$\\ln 5$\n$-\\frac{3}{4}$<eoa>", "Answer:\na = ln 5\nb = -3/4", "【答案】\n$a=-\\frac{3}{4}$<eoa>", "Answer:\na = -3/4\nb = ln 5\nc = 2", "【答案】$a=-\\frac{3}{4}, b=0$<eoa>"))),
    *table(gold="(1). $2$; (2). $7$", question=_TWO, correct=("2, 7", "(1) 2 (2) 7", "(1) 2\n(2) 7", "Answer:\n2\n7", "\\boxed{2}, \\boxed{7}"), incorrect=("7, 2", "1, 2", "Answer:\n7\n2", "2", "(1)(2)", "27", "Answer:\n2\nWe get it from the first equation, so 7 is too large.")),
    *table(gold="②③", correct=("②③", "(2)(3)"), incorrect=("(2) 3", "②", "2.3", "(1)(2)")),
    *table(gold="12", correct=("Answer:\n12\n7 + 5 = 12", "Answer:\nx = 12\ny = 5"), incorrect=("Answer:\n5\n12",)),
    *table(gold="x = 2 or x = 3", question="Solve the equation.", correct=("Answer:\nx = 2\nx = 3", "Answer:\nx = 3\nx = 2", "【答案】\n$x_1=2$\n$x_2=3$<eoa>"), incorrect=("Answer:\nx = 2\nx = 4",)),
]  # fmt: skip

ONE_OF: list[Case] = [
    *(case for question in ("写出满足条件的一个 $m$ 的值", "写出一个符合题意的 $m$", "则 $m$ 的一个可能值为", "过这三点的一个圆中, $m$ 的一个取值为____", "则 $m=$____（写出一个即可）", "Give one possible value of m.", "Find a possible value of m.") for gold in ("-3 或 5", "$-3$ 或 $5$", "-3 or 5", "m=-3 or m=5") for case in table(gold=gold, question=question, correct=("【答案】$5$<eoa>", "The answer is -3.", "Answer: m = 5", "5"), incorrect=("【答案】$3$<eoa>", "Answer: -5", "2"))),
    *(case for question in ("方程的解为", "已知方程的一个根为 $2$, 则 $m=$", "则 $m=$", "Solve the equation for m.", "One of the sides is 4. What is m?", "Find all possible values of m.") for case in table(gold="-3 或 5", question=question, correct=("【答案】-3或5<eoa>", "Answer: m = -3 or m = 5", "5 or -3"), incorrect=("【答案】$5$<eoa>", "Answer: -3", "5"))),
    *table(gold="$(x-1)^2+y^2=4$ 或 $x^2+(y+2)^2=9$", question="过其中三点的一个圆的方程为", correct=("【答案】$(x-1)^2+y^2=4$", "【答案】$x^2+y^2+4y=5$", "【答案】$(x-1)^2+y^2=4$ 或 $x^2+(y+2)^2=9$"), incorrect=("【答案】$(x-1)^2+y^2=9$", "【答案】$x^2+y^2=4$")),
]  # fmt: skip

DENIED: list[Case] = [
    *table(gold="B", options=_AREA, correct=("【答案】以上都不对，最接近的是B", "【答案】 选项都不正确，最接近的选项是 B <eoa>", "【答案】无正确答案，但最可能是B", "【答案】没有正确选项，我选B"), incorrect=("【答案】以上都不对，最接近的是C", "【答案】25"), no_answer=("面积为 18。\n【答案】无正确答案<eoa>", "所以面积为 18，选项B不对。\n【答案】以上选项都不正确。", "【答案】没有符合题意的选项", "【答案】四个选项均不对 <eoa>", "我们得到 25，发现选项中没有这个答案，可能数据有误。\n【答案】\n无法从给定的选项中选择正确答案。<eoa>")),
    *table(gold="D", options=("12", "18", "24", "以上都不对"), correct=("【答案】以上都不对", "【答案】D"), incorrect=("【答案】B",)),
    *table(gold="18", correct=("这个答案，我们验算过。答案是18。", "答案18", "答案：18。这个答案的单位是平方米。", "所以面积是18。我们检查了这个答案，没有问题。"), incorrect=("答案是24，不是18。",)),
]  # fmt: skip

CASES: list[Case] = [*DENIED, *EMPTY, *ERRORS, *SECTIONS, *BLANKS, *ONE_OF]
