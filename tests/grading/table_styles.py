"""Responses in the styles of several multimodal models, labelled before they were graded."""

from cases import Case, table

CASES: list[Case] = [
    *table(
        gold="C",
        options=("4 cm", "5 cm", "6 cm", "8 cm"),
        question="In right triangle ABC, AC = 10 cm, AB = 8 cm. What is BC?",
        correct=(
            "To find the length of the side \\(BC\\), we can use the Pythagorean theorem:\n\n\\[\nBC = \\sqrt{AC^2 - AB^2} = \\sqrt{10^2 - 8^2} = \\sqrt{36} = 6 \\text{ cm}\n\\]\n\nTherefore, the correct answer is:\n\nC. 6 cm",
        ),
        incorrect=(
            "The side is found by the Pythagorean theorem. AC = 10 and AB = 8, so BC = √(100 − 64) = 6.\n\nThus, the answer is \\(\\boxed{D}\\).",
        ),
    ),
    *table(
        gold="D",
        options=("$16-\\pi$", "$16-2\\pi$", "$8-4\\pi$", "$16-4\\pi$"),
        question="What is the area of the shaded region?",
        correct=(
            "The shaded region is the area of the square minus the quarter circle:\n\\[ 16 - 4\\pi \\]\nSo the closest option is:\n\n**D. \\(16 - 4\\pi\\)**",
        ),
    ),
    *table(
        gold="65",
        question="Find ∠ACB in degrees.",
        correct=(
            "The angle ∠AOB is a central angle of 130°. The inscribed angle ∠ACB subtends the same arc, so it is half of the central angle.\n\n\\[\n\\angle ACB = \\frac{130^\\circ}{2} = 65^\\circ\n\\]\n\nTherefore, the measure of \\(\\angle ACB\\) is \\(65^\\circ\\).",
        ),
        incorrect=(
            "The angle ∠AOB is 130°. Since the triangle AOB is isosceles, the base angles are \\(\\frac{180^\\circ-130^\\circ}{2} = 25^\\circ\\).\n\nTherefore, the measure of \\(\\angle ACB\\) is \\(25^\\circ\\).",
        ),
    ),
    *table(
        gold="B",
        options=("Apples", "Bananas", "Cherries", "Dates"),
        question="Which fruit was sold most?",
        correct=(
            "Looking at the bar chart:\n- Apples: 12\n- Bananas: 18\n- Cherries: 9\n- Dates: 15\n\nThe tallest bar belongs to Bananas.\n\nAnswer: (B) Bananas",
            "The fruit that was sold most is Bananas, with 18 units.",
        ),
        incorrect=(
            "The fruit that was sold least is Cherries with 9 units, and the most popular one is Dates.",
        ),
        no_answer=(
            "Looking at the bar chart:\n- Apples: 12\n- Bananas: 18\n- Cherries: 9\n- Dates: 15\n\nThe tallest bar belongs to",
        ),
    ),
    *table(
        gold="12",
        question="There are 20 balls in a bag. How many are red?",
        correct=(
            "Let's denote the number of red balls by \\( r \\). The probability of drawing a red ball is\n\\[\n\\frac{r}{20} = 0.6\n\\]\nSolving for \\( r \\):\n\\[\nr = 20 \\times 0.6 = 12\n\\]\n\nSo, the number of red balls is \\( 12 \\).",
        ),
        incorrect=(
            "Let's denote the number of red balls by \\( r \\). The probability of drawing a red ball is 0.6.\n\nSo, the number of red balls is \\( 20 - 12 = 8 \\).",
        ),
    ),
    *table(
        gold="A",
        options=("$y=-\\frac{1}{2}x+3$", "$y=\\frac{1}{2}x+3$", "$y=2x+3$", "$y=-2x+3$"),
        question="Which equation matches the line shown?",
        correct=(
            "Step 1: The slope of the line is \\(-\\frac{1}{2}\\).\nStep 2: The line passes through (0, 3).\nStep 3: Therefore the equation is \\(y = -\\frac{1}{2}x + 3\\).\n\nAnswer: A",
            "Step 1: The slope of the line is \\(-\\frac{1}{2}\\).\nStep 2: The line passes through (0, 3).\nTherefore the equation of the line is \\(y = -\\frac{1}{2}x + 3\\).",
        ),
        incorrect=(
            "The line rises by one for each two steps, so the equation of the line is \\(y = \\frac{1}{2}x + 3\\).",
        ),
    ),
    *table(
        gold="$2\\sqrt{13}$",
        question="Find the length of the diagonal.",
        correct=(
            "**Final Answer:** The length of the diagonal is $\\sqrt{52} = 2\\sqrt{13}$ units.",
            "By the distance formula, $d = \\sqrt{(7-3)^2+(8-2)^2} = \\sqrt{16+36} = \\sqrt{52} \\approx 7.21$.",
        ),
        incorrect=(
            "By the distance formula, $d = \\sqrt{(7-3)^2+(8-2)^2} = \\sqrt{16+36} = \\sqrt{52} = 4\\sqrt{13}$.",
        ),
    ),
    *table(
        gold="$9.60",
        question="Maria buys 4 notebooks at $2.40 each. How much does she pay?",
        correct=(
            "The cost of 4 notebooks at $2.40 each is:\n\n\\[\n4 \\times 2.40 = 9.60\n\\]\n\nSo, Maria pays **$9.60** in total.",
        ),
    ),
    *table(
        gold="$9.60",
        question="Maria buys 4 notebooks at $2.40 each with a $20 bill. How much does she pay?",
        incorrect=("Maria has $20 and pays $9.60 for the notebooks. She gets **$10.40** back.",),
    ),
    *table(
        gold="7",
        question="How many triangles are in the figure?",
        correct=(
            "There are **4** small triangles, **2** medium ones made of two parts, and **1** large triangle. In total there are **7** triangles in the figure.",
        ),
        incorrect=(
            "There are **7** line segments and each pair encloses a region, so the figure contains **10** triangles.",
        ),
        no_answer=(
            "I'm unable to view the image directly, but if you describe the shapes in it, I can help you count them!",
            "The image you mentioned isn't attached. To count the triangles, list the small ones first (usually 4 or 5), then the ones made of two parts, and add them up.",
        ),
    ),
    *table(
        gold="(2, -3)",
        question="What is the image of P under reflection in the x-axis?",
        correct=(
            "After reflecting the point P(2, 3) across the x-axis, the y-coordinate changes sign. The image of P is therefore **P′(2, −3)**.",
        ),
        incorrect=(
            "After reflecting the point P(2, 3) across the x-axis, the x-coordinate changes sign. The image of P is therefore **P′(−2, 3)**.",
        ),
    ),
    *table(
        gold="No",
        options=("Yes", "No"),
        question="Were sales of brand X higher than those of brand Y in 2012?",
        correct=(
            "Looking at the graph, the blue line lies below the red line at every point between 2010 and 2015. So sales of brand X were never higher than those of brand Y.",
        ),
        incorrect=("Yes — in 2012, the bar for brand X reaches 45 while brand Y reaches 38.",),
    ),
    *table(
        gold="Yes",
        options=("Yes", "No"),
        question="Were sales of brand X higher than those of brand Y in 2012?",
        correct=(
            "In 2012, the bar for brand X reaches 45 while brand Y reaches only 38, so brand X's sales were higher than brand Y's.",
        ),
    ),
    *table(
        gold="$y=x^2-2x-3$",
        question="求抛物线的解析式。",
        correct=(
            "解：将点 A(-1,0)、B(3,0) 代入 $y=x^2+bx+c$，得\n$\\begin{cases}1-b+c=0\\\\9+3b+c=0\\end{cases}$，解得 $b=-2$，$c=-3$。\n所以抛物线的解析式为 $y=x^2-2x-3$。",
        ),
        incorrect=(
            "解：将点 A(-1,0)、B(3,0) 代入 $y=x^2+bx+c$，解得 $b=2$，$c=-3$。\n所以抛物线的解析式为 $y=x^2+2x-3$。",
        ),
    ),
    *table(
        gold="B",
        options=("70°", "110°", "100°", "120°"),
        question="∠B的度数是（ ）",
        correct=(
            "根据题意，四边形ABCD是平行四边形，所以∠A=∠C=70°，故∠B=110°。因此本题选择B选项。",
        ),
        incorrect=("根据题意，四边形ABCD是平行四边形，对角相等，故∠B=∠D=70°。因此本题选择A选项。",),
        no_answer=("由于无法看到图片中的几何图形，我不能确定正确选项，请提供更多信息。",),
    ),
    *table(
        gold="ABD",
        options=("甲", "乙", "丙", "丁"),
        question="下列说法正确的有",
        correct=(
            "逐项分析：A正确；B正确；C中函数在$(0,1)$上单调递减，故C错误；D正确。\n故选：ABD",
        ),
        incorrect=("逐项分析：A正确；B正确；C错误；D错误。\n故选：AB",),
    ),
    *table(
        gold="2:3",
        question="求AO:OC的值。",
        correct=("因为 AD∥BC，所以△AOD∽△COB，相似比为 AD:BC=4:6=2:3，即 AO:OC 的值为 2:3。",),
    ),
    *table(
        gold="120元",
        question="这件衣服的进价是多少元？",
        correct=("答：这件衣服的进价是120元。",),
        incorrect=(
            "设进价为x元，则 x(1+25%)=150，解得x=120。所以每件获利30元。\n答：每件获利30元。",
        ),
        no_answer=("设进价为x元，根据题意可列方程",),
    ),
    *table(
        gold="6;8",
        question="BC=____，CD=____。",
        correct=(
            "第一空：由勾股定理得 BC=6；第二空：周长减去其余两边得 8。故答案为：6；8。",
            "(1) BC = 6\n(2) CD = 8",
        ),
        incorrect=("故答案为：8；6。",),
    ),
]
