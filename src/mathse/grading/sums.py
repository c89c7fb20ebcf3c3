"""A sum, product or power that is asked for, `Find x + y.`, and what a response says of it and of its unknowns.

So x = 3.                          no answer: it says nothing of x + y
x = 3, y = 4, x + y = 7            7
"""

import re
from functools import lru_cache

from mathse.grading.values import Equation, Listing, Value

_ASKED = re.compile(
    r"(?:[求则]|代数式|\bvalue of|\b[Ff]ind|\b[Ww]hat is|\b[Cc]ompute|\b[Cc]alculate)[\s$\\(]*"
    r"((?:\d|[a-z](?![a-z])|[-+*/^(){}\s])+?)[\s$\\)]*(?:的值|[.?？。]|=?[\s$]*(?:_|[(（]|\Z))"
)
_UNKNOWN = re.compile(
    r"(?<![A-Za-z\d)}^+*/-])(?<![+*/-]\s)([a-z])\s*\$?\s*=\s*\$?\s*(?:-?\d[\d./]*|-?\\d?frac\{\d+\}\{\d+\})"
)


@lru_cache(maxsize=256)
def _asked(question: str) -> str:
    """The sum that a question asks for, without blanks; empty where it asks for none."""
    found = list(_ASKED.finditer(question[-160:]))
    text = "".join(found[-1][1].split()) if found else ""
    return text if len(text) > 1 and any(c.isalpha() for c in text) else ""


def of_an_unknown(sentence: str, question: str) -> bool:
    """Whether a sentence says no more than what unknowns of the sum are that is asked for."""
    if "=" not in sentence or not (asked := _asked(question)):
        return False
    named = set(_UNKNOWN.findall(sentence))
    if not named or not named <= set(asked):
        return False
    return not any(c.isdigit() for c in _UNKNOWN.sub(" ", sentence))


_LEFT = re.compile(r"\bremainder\b|\bleft(?: over)?\b|\bremain|余|剩", re.I)
_TIMES = re.compile(r"\bquotient\b|\b(?:full|complete|whole|at most|maximum)\b|商|最多|可以", re.I)


def of_several(value: Value, question: str) -> Value:
    """Of several equations the one that says what the sum is; of a quotient and what is left, what is asked for."""
    if isinstance(value, Listing) and value.bracketed == "remainder":
        left, times = _LEFT.search(question), _TIMES.search(question)
        if (left is None) is not (times is None):
            return value.items[1 if left else 0]
        return value
    if not isinstance(value, Listing) or value.bracketed or not (asked := _asked(question)):
        return value
    for item in value.items:
        if isinstance(item, Equation) and item.spelled == asked:
            return item
    return value
