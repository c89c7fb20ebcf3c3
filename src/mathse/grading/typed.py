"""A text as it is typed: signs that only look otherwise, and what a calculator was told; no position moves."""

import re

_CALCULATOR = re.compile(r"<<[^<>\n]{1,200}>>")
# The marker that ends an analysis, where it stands between the label of the answer and the answer.
_EARLY = re.compile(r"(答案】\s*[:：]?\s*)<eoe>")
# How a prompt frames a question: `Hint: ...`, `Question: Is Teal the minimum?`, its options, `Solution:`.
_FRAMED = re.compile(
    r"(?:\A|\n)[ \t*]*Question[ \t*]*:[ \t*]*(.+?)\s*(?=\n[ \t*]*(?:Choices|Options|Hint|Solution|Answer|Please)\b|\Z)",
    re.S,
)


def typed(text: str) -> str:
    """The text with typed apostrophes (`isn't` for `isn’t`), and blanks for the note in `3 * 4 = <<3*4=12>>12`."""
    if "<<" in text:
        text = _CALCULATOR.sub(lambda match: " " * len(match[0]), text)
    if "<eoe>" in text:
        text = _EARLY.sub(lambda match: f"{match[1]}     ", text)
    return text.replace("’", "'")


def unframed(question: str) -> str:
    """A question without the prompt around it, and without a lone quotation mark behind it.

    Where the prompt says how the answer is to be rounded, it stays.
    """
    if "Question" in question and "decimal" not in question and (found := _FRAMED.search(question)):
        question = found[1]
    return question[:-1] if question.endswith("?'") else question
