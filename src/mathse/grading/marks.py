"""Numbers that stand for statements (①③), and a quotient with what is left (3...1)."""

import re
from fractions import Fraction

from mathse.grading.tokens import exact
from mathse.grading.values import Listing, Quantity, Value

_MARKS = re.compile(r"(?:\(\d{1,2}\)\s?[,、和与及;]?\s?(?:and\s)?){2,}+(?:都?正确|成立|对)?")
_REMAINDER = re.compile(
    r"(?:\d{1,20} ?/ ?\d{1,20} ?= ?)?(?:商[是为]?\s*|(?:the )?quotient(?: is| of|:)?\s*)?(\d{1,20})\s*(?:\.{3,6}|,?\s*余数?[是为]?|R\s|,?\s*(?:with |and )?(?:an? |the )?remainder(?: of| is|:)?)\s*(\d{1,20})"
)


def remainder(text: str) -> Value | None:
    """3...1, 3余1, 商是3,余数是1: a quotient and what is left."""
    match = _REMAINDER.fullmatch(text)
    if match is None:
        return None
    parts = (Quantity(exact(match[1])), Quantity(exact(match[2])))
    return Listing(parts, True, "remainder")


def marks(text: str) -> Value | None:
    """①③, (1)(3): statements by their marks, in any order."""
    if text[0] != "(" or not _MARKS.fullmatch(text):
        return None
    numbers = re.findall(r"\d+", text)
    return Listing(tuple(Quantity(Fraction(n)) for n in numbers), False, "marks")
