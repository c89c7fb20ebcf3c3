"""Formulas that floats cannot tell apart: high powers, tiny and huge values, terms that floats swallow."""

from cases import Case, table

CASES: list[Case] = [
    *table(gold="x^{2023}", correct=("x^{2023}", "x \\cdot x^{2022}"), incorrect=("-x^{2023}", "x^{2024}", "2x^{2023}")),
    *table(gold="2023x^{2022}", correct=("2023 \\cdot x^{2022}",), incorrect=("2024x^{2022}", "2023x^{2023}", "x^{2022}")),
    *table(gold="(x^{2024}-1)/(x-1)", correct=("(1-x^{2024})/(1-x)",), incorrect=("(x^{2023}-1)/(x-1)", "(x^{2024}+1)/(x-1)")),
    *table(gold="(x-1)^{600}", correct=("(1-x)^{600}", "(x-1)^{600}"), incorrect=("(x-1)^{601}", "-(x-1)^{600}")),
    *table(gold="e^{-100}", correct=("\\frac{1}{e^{100}}", "1/e^{100}"), incorrect=("0", "e^{-101}", "e^{100}")),
    *table(gold="e^{-1001}", correct=("1/e^{1001}",), incorrect=("e^{-1000}", "0")),
    *table(gold="e^{1001x}", correct=("e^{1001x}",), incorrect=("e^{1000x}",)),
    *table(gold="10^{-31}x", correct=("x/10^{31}",), incorrect=("10^{-30}x", "0")),
    *table(gold="x", correct=("x",), incorrect=("x+10^{-20}",)),
    *table(gold="\\pi", correct=("\\pi",), incorrect=("\\pi+10^{-20}",)),
    *table(gold="2^{1/10^{12}}", incorrect=("1",)),
    *table(gold="\\sqrt[999979]{2}", correct=("\\sqrt[999979]{2}",), incorrect=("\\sqrt[999983]{2}", "1")),
    *table(gold="0", correct=("\\sin(\\pi)", "\\cos(\\pi/2)"), incorrect=("10^{-20}", "e^{-50}")),
]  # fmt: skip
