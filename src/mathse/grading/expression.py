"""A small language of school mathematics: text -> tree -> value, with no `eval` of anything.

Trees are tuples, `(operator, operand, ...)`, with numbers as `Fraction` and letters as `str`.
Size limits (tokens, depth, bits) decide what is evaluated, so the same text has always the same value.
"""

import re
from fractions import Fraction
from typing import Any

Tree = Any  # Fraction | str | tuple[str, Tree, ...]: recursive, which a type alias cannot say

MAX_CHARACTERS = 600
MAX_DEPTH = 40


class Unreadable(ValueError):
    """The text is no expression of this language, or larger than its limits."""


_TOKEN = re.compile(
    r"\s*(?:(\d+(?:\.\d+)?|\.\d+)|\\([A-Za-z]+)|([A-Za-z]+)|(<=|>=|!=|\\[{}]|[-+*/^_!%°'(){}\[\]|=<>,:;&.]))"
)
FUNCTIONS = frozenset(
    [
        "sin",
        "cos",
        "tan",
        "cot",
        "sec",
        "csc",
        "arcsin",
        "arccos",
        "arctan",
        "sinh",
        "cosh",
        "tanh",
        "ln",
        "log",
        "lg",
        "exp",
        "sqrt",
        "abs",
        "min",
        "max",
    ]
)
_GREEK = frozenset(
    [
        "alpha",
        "beta",
        "gamma",
        "delta",
        "epsilon",
        "varepsilon",
        "zeta",
        "eta",
        "theta",
        "vartheta",
        "kappa",
        "lambda",
        "mu",
        "nu",
        "xi",
        "rho",
        "sigma",
        "tau",
        "phi",
        "varphi",
        "chi",
        "psi",
        "omega",
        "Delta",
        "Omega",
        "Sigma",
        "Phi",
        "Gamma",
        "Theta",
        "Lambda",
        "ell",
    ]
)
_ENGLISH = frozenset(
    [
        "of",
        "is",
        "at",
        "by",
        "in",
        "on",
        "to",
        "it",
        "an",
        "as",
        "or",
        "if",
        "so",
        "we",
        "be",
        "he",
        "do",
        "no",
        "up",
        "us",
        "my",
        "go",
        "am",
    ]
)
_STARTS = frozenset(("n", "c", "w", "(", "{", "[", "|"))
_CLOSE = {"(": ")", "[": "]", "{": "}"}


def tokens(text: str) -> list[tuple[str, str]]:
    """(kind, text) of each token: n(umber), c(ommand), w(ord), or the operator itself."""
    if len(text) > MAX_CHARACTERS:
        raise Unreadable("too long")
    found: list[tuple[str, str]] = []
    position, end = 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None:
            raise Unreadable(f"no token at {position}")
        position = match.end()
        kind = match.lastindex or 0
        value = match[kind]
        found.append((value, value) if kind == 4 else ("?ncw"[kind], value))
    return found


class _Parser:
    """Recursive descent over the tokens; one method a level of precedence."""

    def __init__(self, text: str) -> None:
        self.tokens = [*tokens(text), ("", "")]
        self.at = 0
        self.depth = 0
        self.bars = 0  # inside |...|, a bar closes

    def take(self, kind: str) -> None:
        if self.tokens[self.at][0] != kind:
            raise Unreadable(f"{kind} expected")
        self.at += 1

    def sum(self) -> Tree:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Unreadable("too deep")
        left = self.product()
        while True:
            kind, text = self.tokens[self.at]
            if kind in ("+", "-"):
                self.at += 1
                left = (kind, left, self.product())
            elif kind == "c" and text in ("pm", "mp"):
                self.at += 1
                left = (text, left, self.product())
            else:
                self.depth -= 1
                return left

    def product(self) -> Tree:
        left = self.signed()
        while True:
            kind, text = self.tokens[self.at]
            if kind in ("*", "/"):
                self.at += 1
                left = (kind, left, self.signed())
            elif kind in _STARTS and not (kind == "|" and self.bars) and text not in ("pm", "mp"):
                right = self.power()
                mixed = (  # 1\frac{1}{2} is one and a half; so is 1 1/2
                    isinstance(left, Fraction)
                    and left.denominator == 1
                    and kind == "c"
                    and isinstance(right, tuple)
                    and right[0] == "/"
                    and isinstance(right[1], Fraction)
                    and isinstance(right[2], Fraction)
                )
                left = ("+", left, right) if mixed else ("*", left, right)
            else:
                return left

    def signed(self) -> Tree:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Unreadable("too deep")
        kind, text = self.tokens[self.at]
        if kind == "-":
            self.at += 1
            tree: Tree = ("neg", self.mixed_term())
        elif kind == "+":
            self.at += 1
            tree = self.signed()
        elif kind == "c" and text in ("pm", "mp"):
            self.at += 1
            tree = (text, Fraction(0), self.product())
        else:
            tree = self.power()
        self.depth -= 1
        return tree

    def mixed_term(self) -> Tree:
        """What a minus sign covers: -1\\frac{1}{2} is minus one and a half."""
        tree = self.signed()
        if isinstance(tree, Fraction) and self.tokens[self.at] == ("c", "frac"):
            return ("+", tree, self.power())
        return tree

    def power(self) -> Tree:
        base = self.postfix(self.atom())
        if self.tokens[self.at][0] == "^":
            self.at += 1
            exponent = self.group() if self.tokens[self.at][0] == "{" else self.signed()
            return self.postfix(("^", base, exponent))
        return base

    def postfix(self, tree: Tree) -> Tree:
        while self.tokens[self.at][0] in ("!", "%", "°"):
            kind = self.tokens[self.at][0]
            self.at += 1
            tree = (kind, tree)
        return tree

    def group(self) -> Tree:
        opened = self.tokens[self.at][0]
        self.at += 1
        bars, self.bars = self.bars, 0
        tree = self.sum()
        self.bars = bars
        self.take(_CLOSE[opened])
        return tree

    def argument(self) -> Tree:
        """What \\frac or \\sqrt takes: a group, one digit (\\frac12), or one atom."""
        kind, text = self.tokens[self.at]
        if kind == "n" and len(text) > 1 and text.isdigit():
            self.tokens[self.at] = ("n", text[1:])
            return Fraction(text[0])
        return self.group() if kind == "{" else self.atom()

    def atom(self) -> Tree:
        kind, text = self.tokens[self.at]
        if kind == "n":
            self.at += 1
            return Fraction(text)
        if kind in _CLOSE:
            return self.group()
        if kind == "|":
            self.at += 1
            self.bars += 1
            inside = self.sum()
            self.bars -= 1
            self.take("|")
            return ("abs", inside)
        if kind == "w":
            return self.word(text)
        if kind == "c":
            self.at += 1
            return self.command(text)
        raise Unreadable("operand expected")

    def word(self, text: str) -> Tree:
        """A run of letters: a function, a constant, or a product of one-letter names."""
        if text in FUNCTIONS:
            self.at += 1
            return self.function(text)
        if text in ("pi", "Pi", "PI"):
            self.at += 1
            return "pi"
        if text.startswith("sqrt"):
            raise Unreadable("sqrt of a word")
        if len(text) > 2 or text in _ENGLISH:
            raise Unreadable("a word")
        if len(text) > 1:
            self.tokens[self.at] = ("w", text[1:])
        else:
            self.at += 1
        return self.name(text[0])

    def name(self, letter: str) -> Tree:
        """A letter with what belongs to it: x_1, f'(x) is no product."""
        if self.tokens[self.at][0] == "_":
            self.at += 1
            kind, text = self.tokens[self.at]
            if kind == "{":
                start = self.at
                while self.tokens[self.at][0] not in ("}", ""):
                    self.at += 1
                text = "".join(part for _, part in self.tokens[start + 1 : self.at])
            self.at += 1
            return f"{letter}_{text}"
        return letter

    def command(self, text: str) -> Tree:
        if text == "frac":
            above = self.argument()
            return ("/", above, self.argument())
        if text == "binom":
            above = self.argument()
            return ("binom", above, self.argument())
        if text in ("sqrt", "surd"):
            return self.root()
        if text in FUNCTIONS:
            return self.function(text)
        if text in ("pi", "Pi"):
            return "pi"
        if text == "infty":
            return "infty"
        if text in _GREEK:
            return self.name(text)
        raise Unreadable(f"command {text}")

    def root(self) -> Tree:
        degree: Tree = Fraction(2)
        if self.tokens[self.at][0] == "[":
            degree = self.group()
        kind, text = self.tokens[self.at]
        if kind == "n":
            self.at += 1
            return ("root", Fraction(text), degree)
        return ("root", self.argument(), degree)

    def function(self, name: str) -> Tree:
        if name == "sqrt":
            return self.root()
        if name in ("min", "max"):
            raise Unreadable(name)
        base: Tree = None
        power: Tree = None
        if self.tokens[self.at][0] == "_":
            self.at += 1
            base = self.argument()
        if self.tokens[self.at][0] == "^":
            self.at += 1
            power = self.group() if self.tokens[self.at][0] == "{" else self.atom()
        inside = self.group() if self.tokens[self.at][0] in _CLOSE else self.bare_argument()
        if name == "log" and base is not None:
            tree: Tree = ("/", ("ln", inside), ("ln", base))
        elif name in ("log", "lg"):
            tree = ("/", ("ln", inside), ("ln", Fraction(10)))
        else:
            tree = (name, inside)
        return tree if power is None else ("^", tree, power)

    def bare_argument(self) -> Tree:
        """sin 2x, ln 3: factors written side by side, up to an operator or another function."""
        tree = self.power()
        while True:
            kind, text = self.tokens[self.at]
            another = text in FUNCTIONS
            if kind in ("n", "w", "c") and not another and text not in ("pm", "mp"):
                tree = ("*", tree, self.power())
            else:
                return tree


def parse(text: str) -> Tree:
    """The tree of an expression; raises Unreadable."""
    parser = _Parser(text)
    tree = parser.sum()
    if parser.tokens[parser.at][0]:
        raise Unreadable("more than one expression")
    return tree


def names(tree: Tree) -> set[str]:
    """The variables of a tree."""
    if isinstance(tree, str):
        return set() if tree in ("pi", "infty") else {tree}
    if isinstance(tree, tuple):
        return set().union(*(names(part) for part in tree[1:]))
    return set()
