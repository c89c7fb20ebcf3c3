"""A small language of school mathematics: text -> tree, with no `eval` of anything.

Trees are tuples, `(operator, operand, ...)`, with numbers as `Fraction` and letters as `str`.
Limits on size (characters, depth, bits) decide what is read, so a text has always the same value.
"""

import re
from functools import lru_cache

from mathse.grading.grammar import Parser
from mathse.grading.tokens import FUNCTIONS, Tree, Unreadable

# Two words side by side, the first no function: a sentence, told without reading its tokens.
_SENTENCE = re.compile(
    rf"(?<![\\A-Za-z])(?!(?:{'|'.join(FUNCTIONS)}) )[A-Za-z]{{3,}} [A-Za-z]{{3,}}"
)
_CONSTANTS = frozenset(("pi", "infty"))


def parse(text: str) -> Tree:
    """The tree of an expression; raises Unreadable."""
    tree, error = _parsed(text)
    if error:
        raise Unreadable(error)
    return tree


@lru_cache(maxsize=4096)
def _parsed(text: str) -> tuple[Tree, str]:
    """(the tree, why there is none): what is read twice is parsed once, sentences too."""
    if _SENTENCE.search(text):
        return None, "a sentence"
    try:
        parser = Parser(text)
        tree = parser.sum()
    except Unreadable as error:
        return None, str(error)
    return (None, "more than one expression") if parser.tokens[parser.at][0] else (tree, "")


def names(tree: Tree) -> set[str]:
    """The variables of a tree."""
    found: set[str] = set()
    _collect(tree, found)
    return found - _CONSTANTS if found else found


def _collect(tree: Tree, found: set[str]) -> None:
    if isinstance(tree, str):
        found.add(tree)
    elif isinstance(tree, tuple):
        for part in tree[1:]:
            _collect(part, found)
