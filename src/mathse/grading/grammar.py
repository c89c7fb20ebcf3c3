"""The grammar of school mathematics: tokens -> tree, by recursive descent.

Limits on depth and size decide what is read, so a text has always the same tree.
"""

from fractions import Fraction

from mathse.grading.tokens import ENGLISH, FUNCTIONS, GREEK, Tree, Unreadable, exact, tokens

MAX_DEPTH = 40
_STARTS = frozenset(("n", "c", "w", "(", "{", "[", "|"))
_CLOSE = {"(": ")", "[": "]", "{": "}"}
_ROUNDED = {"lfloor": ("rfloor", "floor"), "lceil": ("rceil", "ceil")}


class Parser:
    """Recursive descent over the tokens; one method a level of precedence."""

    def __init__(self, text: str) -> None:
        self.tokens = [*tokens(text), ("", ""), ("", ""), ("", "")]
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
            elif kind == "n" and self.tokens[self.at - 1][0] == "n":
                raise Unreadable("two numbers side by side")
            elif kind in _STARTS and self.is_factor(kind, text):
                right = self.power()
                left = ("+", left, right) if _mixed(left, kind, right) else ("*", left, right)
            else:
                return left

    def is_factor(self, kind: str, text: str) -> bool:
        """Whether the next token begins a factor that is written without a sign."""
        if kind == "|":
            return not self.bars
        return kind != "c" or text not in ("pm", "mp", "rfloor", "rceil")

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
            return exact(text[0])
        return self.group() if kind == "{" else self.atom()

    def atom(self) -> Tree:
        kind, text = self.tokens[self.at]
        if kind == "n":
            self.at += 1
            return exact(text)
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
        if len(text) > 2 or text.lower() in ENGLISH:
            raise Unreadable("a word")
        if len(text) > 1:
            self.tokens[self.at] = ("w", text[1:])
            return text[0]
        self.at += 1
        return self.counted(text) if text in "CPA" else self.name(text)

    def counted(self, letter: str) -> Tree:
        """C(5,2), C_5^2, A_5^2: how many selections or arrangements; else a name."""
        kinds = [kind for kind, _ in self.tokens[self.at : self.at + 8] if kind not in "{}"]
        shape = "".join(kinds)
        if not shape.startswith(("(n,n)", "_n^n", "^n_n")):
            return self.name(letter)
        length = 5 if shape[0] == "(" else 4
        end, numbers = self.at, []
        while length or self.tokens[end][0] == "}":
            kind, text = self.tokens[end]
            length -= kind not in "{}"
            numbers += [Fraction(text)] if kind == "n" else []
            end += 1
        n, k = numbers if shape[0] != "^" else numbers[::-1]
        if not (n.denominator == k.denominator == 1 and n > 1 and k <= n):
            return self.name(letter)
        self.at = end
        chosen = ("binom", n, k)
        return chosen if letter == "C" else ("*", chosen, ("!", k))

    def name(self, letter: str) -> Tree:
        """A letter with what belongs to it: x_1 is no product."""
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
        if text in GREEK:
            return self.name(text)
        if text in _ROUNDED:
            closes, function = _ROUNDED[text]
            inside = self.sum()
            if self.tokens[self.at] != ("c", closes):
                raise Unreadable(f"{closes} expected")
            self.at += 1
            return (function, inside)
        raise Unreadable(f"command {text}")

    def root(self) -> Tree:
        degree: Tree = Fraction(2)
        if self.tokens[self.at][0] == "[":
            degree = self.group()
        kind, text = self.tokens[self.at]
        if kind == "n":
            self.at += 1
            return ("root", exact(text), degree)
        return ("root", self.argument(), degree)

    def function(self, name: str) -> Tree:
        if name == "sqrt":
            return self.root()
        if name in ("min", "max", "gcd", "lcm"):
            raise Unreadable(name)
        base: Tree = None
        power: Tree = None
        if self.tokens[self.at][0] == "_":
            self.at += 1
            base = self.argument() if name == "log" else None
        if self.tokens[self.at][0] == "^":
            self.at += 1
            power = self.group() if self.tokens[self.at][0] == "{" else self.atom()
        inside = self.group() if self.tokens[self.at][0] in _CLOSE else self.bare_argument()
        if power in (Fraction(-1), ("neg", Fraction(1))):
            return _inverse(name, inside)
        if name == "log" and base is not None:
            tree: Tree = ("/", ("ln", inside), ("ln", base))
        elif name in ("log", "lg"):
            tree = ("/", ("ln", inside), ("ln", Fraction(10)))
        elif name == "exp":
            tree = ("^", "e", inside)
        else:
            tree = (name, inside)
        return tree if power is None else ("^", tree, power)

    def bare_argument(self) -> Tree:
        """sin 2x, ln 3: factors written side by side, up to an operator or another function."""
        tree = self.power()
        while True:
            kind, text = self.tokens[self.at]
            another = text in FUNCTIONS
            if kind in ("n", "w", "c") and not another and self.is_factor(kind, text):
                tree = ("*", tree, self.power())
            else:
                return tree


def _inverse(name: str, inside: Tree) -> Tree:
    """\\sin^{-1} x is arcsin x, no reciprocal."""
    if name in ("sin", "cos", "tan"):
        return ("arc" + name, inside)
    if name in ("sec", "csc"):
        return ("arccos" if name == "sec" else "arcsin", ("/", Fraction(1), inside))
    if name == "cot":
        return ("-", ("/", "pi", Fraction(2)), ("arctan", inside))
    raise Unreadable(f"the inverse of {name}")


def _mixed(left: Tree, kind: str, right: Tree) -> bool:
    """1\\frac{1}{2} is one and a half, no product; of 11\\frac{7}{6} nobody knows what it is."""
    both = (
        isinstance(left, Fraction)
        and left.denominator == 1
        and kind == "c"
        and isinstance(right, tuple)
        and right[0] == "/"
        and isinstance(right[1], Fraction)
        and isinstance(right[2], Fraction)
    )
    if both and right[2] and right[1] >= right[2]:
        raise Unreadable("no mixed number")
    return both
