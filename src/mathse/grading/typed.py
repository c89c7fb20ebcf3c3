"""A text as it is typed: signs that only look otherwise, and what a calculator was told; no position moves."""

import re

_CALCULATOR = re.compile(r"<<[^<>\n]{1,200}>>")


def typed(text: str) -> str:
    """The text with typed apostrophes (`isn't` for `isn’t`), and blanks for the note in `3 * 4 = <<3*4=12>>12`."""
    if "<<" in text:
        text = _CALCULATOR.sub(lambda match: " " * len(match[0]), text)
    return text.replace("’", "'")
