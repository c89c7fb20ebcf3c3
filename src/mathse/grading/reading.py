"""Text -> value: what an answer says. Each reader knows one form; the first that fits decides."""

import re
import string
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from mathse.grading import called, counts, intervals, marks, measures, named, spoken, words
from mathse.grading.clean import normalise
from mathse.grading.expression import names, parse
from mathse.grading.splitting import matched, split_top
from mathse.grading.tokens import Unreadable, exact
from mathse.grading.values import Equation, Listing, Quantity, Region, Value, Words

MAX_TEXT = 800  # characters of an answer that is read as a value
_NUMBER = re.compile(r"([-+]?)(\d+)(?:\.(\d+))?")
_NAME = re.compile(
    r"\|?\\?[A-Za-z]{1,10}'*(?:_\{?[A-Za-z0-9+\-]{1,6}\}?)?\|?(?:\((?:[A-Za-z0-9,]{1,5}|\\[a-z]+ ?)\)|\^\{?[-'A-Za-z]+\}?)?"
    r"|\\angle\s*[A-Z0-9]{1,4}|\\(?:triangle|mathit)\s*[A-Z]{1,4}|[^\d=<>\\(),]*[\u4e00-\u9fff][^=<>]*"
    r"|(?:the |a |an )?[A-Za-z]+(?: [A-Za-z]+){0,9}|[A-Z][a-z]*_\{?\w+\}?|\\frac\{\w{1,4}\}\{\w{1,4}\}"
)
_TRAILING_NOTE = re.compile(r"\s*\((?![^()]*[\d\\][^()]*\)$)[^()]*\)$")
# Blanks around a separator are stripped from the parts.
_OR = re.compile(r",? or |(?<=[)\]])or(?=[(\[])|或者?|\\vee")
_SEMI = re.compile(r"[;；]")
_AND = re.compile(r",? and |[,和与及且]")
_COMMA = re.compile(r"[,;]")
_EQUAL = re.compile(r"(?<![!<>])=(?:>(?=\s*\S))?|[⇒→]|\\approx")
_LABELS = re.compile(
    r"(?:^|(?<=[\s;,，；]))(?:\(\d\)|\d\)|第[一二三四五六]\s*空\s*[填为是:]?)\s*(?::|、|\.(?!\d))?\s*(?=\S)"
)
_POINT = re.compile(r"[A-Z]'?\s*(?:=|:)?\s*(?=\()")
_HAS_COPULA = re.compile(r"[是为]|\b(?:is|are)\b")
_FOR_WHOLE = re.compile(
    r"\s*[,;(]?\s*\(?\s*[a-z]\s*\\in\s*(?:N|Z|R|Q)(?:[*+]|\^\{?[*+]\}?)?\s*\)?\s*$"
)
_BOUND_ENDS = frozenset("上下内+")  # 5以上, 5+
# Of a fraction, or of a number with a unit that ends no time of day: one value, and nothing but a value.
_PLAIN_ENDS = frozenset(string.ascii_letters + "}°") - set("mMk")
_BARE = str.maketrans("", "", " {}")
_MEMBER = re.compile(r"\s*\w{1,3}\s*\\in(?![a-z])\s*((?:(?!\\in(?![a-z])).)*)")
# Where none of these stands, a text has no parts: it is one number, formula or phrase.
_PARTS = re.compile(
    r"[;,=<>和与及且或、第空无U\\oaen)(\[{\]\d](?:(?<=[;,=<>和与及且或、第空无U])|(?<=\b.)(?:(?<=o)r|(?<=a)nd|(?<=e)mpty|(?<=n)o)\b"
    r"|(?<=\d)\s*(?:\.{3}|余|R \d|,? ?(?:with |and )?(?:an? |the )?rem)|(?<=\\)(?:in|cup|cap|setminus|emptyset|vee|wedge|approx|begin|\{)"
    r"|(?<=^[(\[{\]])|(?<=^1)\)|(?<=\))\s*\()"
)
_PARTED = re.compile(r"[;,、和与及且或]|\b(?:or|and)\b|\\vee|\)\s*\(|\d\)|第")
_JOINS = re.compile(r",\s*[A-Za-z]|\band\b|[和且与]")
_VECTOR = re.compile(r"\\begin\{[bBpvV]?matrix\}(.*)\\end\{[bBpvV]?matrix\}", re.S)


@lru_cache(maxsize=16384)
def read(text: str) -> Value:
    """The value that an answer names; `Words` where it is none."""
    return read_clean(normalise(text))


@lru_cache(maxsize=16384)
def read_clean(text: str) -> Value:
    """`read` for text that is normalised already."""
    if text.isdigit() and text.isascii() and len(text) <= 400:
        return Quantity(exact(text))
    match = _NUMBER.fullmatch(text) if text[-1:].isdigit() else None
    if match and len(text) <= 400:
        number = exact(match[2] + "." + match[3] if match[3] else match[2])
        return Quantity(-number if match[1] == "-" else number, len(match[3]) if match[3] else None)
    if not text or len(text) > MAX_TEXT:
        return Words(text)
    if text[-1] in _PLAIN_ENDS and (plain := measures.plain(text)) is not None:
        return plain
    if len(text) == 1 and text.isalpha() and text.isascii():
        return Quantity(text)
    if "\\in" in text and (condition := _FOR_WHOLE.search(text)) and condition.start():
        text = text[: condition.start()].rstrip(" ,;(")
    if (value := named.named(text)) is not None:
        return value
    if _PARTS.search(text):
        for reader in _READERS:
            value = reader(text)
            if value is not None:
                return value
    if text[-1] in _BOUND_ENDS and (bound := spoken.bound(text, read_clean)) is not None:
        return bound
    measured = measures.measured(text)
    if measured is not None:
        return measured
    if text[0].isupper() and (point := _POINT.match(text)) and matched(text[point.end() :]):
        value = _bracketed(text[point.end() :])
        if isinstance(value, Listing) and value.bracketed == "()":
            return value
    note = _TRAILING_NOTE.search(text) if ")" in text[-2:] else None
    if note and note.start() > 0 and not text[: note.start()].rstrip().endswith(")"):
        return read_clean(text[: note.start()].strip())
    return spoken.relation(text, read_clean) or Words(text)


def _or_equal(text: str) -> Value | None:
    if "equal" in text or "等于" in text:
        return spoken.or_equal(text, read_clean)
    return spoken.bound(text, read_clean) if " or " in text or " and " in text else None


def _said(text: str) -> Value | None:
    return spoken.stated(text, read_clean) if _HAS_COPULA.search(text) else None


def _spelled(text: str) -> Value | None:
    """three and a half: one number, though it has an `and`."""
    found = words.english(text) if " and " in text and text[0].isalpha() else None
    return None if found is None else Quantity(found)


def _several(text: str) -> Value | None:
    if not _PARTED.search(text):
        return None
    if " and " in text and (compound := measures.in_parts(text)) is not None:
        return compound
    if text[0] in "(第1" and (labelled := _labelled(text)) is not None:
        return labelled
    for separator, ordered in ((_SEMI, True), (_OR, False), (_AND, True)):
        parts = split_top(text, separator)
        if 1 < len(parts) <= 30:
            values: list[Value] = []
            for part in parts:
                values.append(read_clean(part))
                if separator is _AND and isinstance(values[-1], Words):
                    return None
            if separator is _OR and len({isinstance(v, Words) for v in values}) == 2:
                continue
            if separator is _OR and all(isinstance(v, Region) for v in values):
                parts_of_all = tuple(p for v in values if isinstance(v, Region) for p in v.parts)
                return Region(parts_of_all, (), intervals.one_unknown(values))
            if separator is _AND:
                if (one := intervals.joint(values) or _last_of_working(values)) is not None:
                    return one
                values = counts.named(parts, values)
            if "(" in text and all(map(_POINT.match, parts)):
                values = [_point(part, value) for part, value in zip(parts, values, strict=True)]
            return Listing(_flat(values, separator), ordered and not _roots(values))
    return None


def _point(text: str, value: Value) -> Value:
    """A(1, 2) among others: which point it is counts."""
    point = isinstance(value, Listing) and value.bracketed == "()"
    return Equation(None, Fraction(0), text[0], value) if point else value


def _flat(values: list[Value], separator: re.Pattern[str]) -> tuple[Value, ...]:
    """`21, 16 or 11` is three values."""
    if separator is not _OR:
        return tuple(values)
    open_lists = [v.items if isinstance(v, Listing) and not v.bracketed else (v,) for v in values]
    return tuple(item for items in open_lists for item in items)


def _labelled(text: str) -> Value | None:
    """(1) 12 (2) 8: answers behind their labels."""
    labels = list(_LABELS.finditer(text))
    if len(labels) < 2 or labels[0].start() > 0:
        return None
    ends = [label.start() for label in labels[1:]] + [len(text)]
    parts = [text[a.end() : b].strip(" ;,；，") for a, b in zip(labels, ends, strict=True)]
    if not all(parts):
        return None
    return Listing(tuple(read_clean(part) for part in parts), True)


def _last_of_working(values: list[Value]) -> Value | None:
    """`2x = 6, x = 3`: working, and then the result."""
    if not all(isinstance(v, Equation) for v in values):
        return None
    equations = [v for v in values if isinstance(v, Equation)]
    last = equations[-1]
    working = [e for e in equations[:-1] if e.left is not None and not e.name]
    if not last.name or last.left is None or len(working) < len(equations) - 1:
        return None
    unknown = names(last.left)
    return last if all(names(e.left) | names(e.right) == unknown for e in working) else None


def _roots(values: list[Value]) -> bool:
    """Whether a list is the values of one unknown (x = 2, x = 3; x_1 = 2, x_2 = 3): in any order."""
    if not all(isinstance(v, Equation) and v.name for v in values):
        return False
    named = [v.name for v in values if isinstance(v, Equation)]
    indexed = all("_" in name for name in named)
    return len(set(named)) == 1 or (indexed and len({n.partition("_")[0] for n in named}) == 1)


def _matrix(text: str) -> Value | None:
    match = _VECTOR.fullmatch(text) if text.startswith("\\begin") else None
    if match is None:
        return None
    rows = [row for row in re.split(r"\\\\", match[1]) if row.strip()]
    lines = [Listing(tuple(read_clean(c.strip()) for c in r.split("&")), True, "row") for r in rows]
    return Listing(tuple(lines), True, "matrix")


def _bracketed(text: str) -> Value | None:
    if (text[0] == "]" or text[-1] == "[") and "," in text:  # ]1, 3[ is (1, 3)
        text = text[0].replace("]", "(") + text[1:-1] + text[-1].replace("[", ")")
    curly = text.startswith("\\{") and text.endswith("\\}")
    if not curly and not (text[0] in "([{" and text[-1] in ")]}" and matched(text)):
        return None
    inside = (text[2:-2] if curly else text[1:-1]).strip()
    curly = curly or text[0] == "{"
    if curly and (condition := re.fullmatch(r"\s*([a-zA-Z])\s*(?:\||:)(.*)", inside)):
        inner = read_clean(condition[2].strip())  # its letter stands for any
        return replace(inner, unknown="") if isinstance(inner, Region) else inner
    if curly and inside.startswith("\\{"):
        return None
    parts = split_top(inside, _COMMA)
    if curly:
        items = tuple(read_clean(part) for part in parts)
        if len(items) == 1 and isinstance(items[0], Listing) and not items[0].bracketed:
            items = items[0].items
        return Listing(items, False, "{}")
    if len(parts) < 2:
        whole = text[0] + text[-1] in ("()", "[]") and text[0] != "{"
        return read_clean(inside) if whole and parts else None
    return Listing(tuple(read_clean(part) for part in parts), True, text[0] + text[-1])


def _union(text: str) -> Value | None:
    if "\\in" in text and (match := _MEMBER.fullmatch(text)):
        return read_clean(match[1].strip())
    if "\\setminus" in text or "\\cup" in text or "U" in text or "\\cap" in text:
        return intervals.union(text, read_clean)
    return None


def _equality(text: str) -> Value | None:
    if "=" not in text and "\\approx" not in text:
        return None
    parts = split_top(text, _EQUAL)
    if text.count("(") != text.count(")"):  # working with a bracket too many: its last side counts
        sides = [side.strip() for side in _EQUAL.split(text)]
        parts = sides if matched(f"({sides[-1]})") and all(sides) else parts
    if len(parts) < 2:
        return read_clean(parts[0]) if parts and parts[0] != text else None
    left, last = parts[0], parts[-1]
    if "\\approx" in text and "=" not in text and len(parts) == 2 and not _NAME.fullmatch(left):
        return _more_exact(read_clean(left), read_clean(last))
    value = read_clean(last)
    if len(parts) > 2 and text[: text.rfind(last)].rstrip().endswith("\\approx"):
        last, value = _exact_side(parts[-2], last, value)
    named = _NAME.fullmatch(left) is not None
    equation = _equation(left, last, value, named=named) if len(parts) == 2 or named else None
    if isinstance(equation, Equation) and len(parts) > 2 and called.says_what(parts[1]):
        return replace(equation, name=f"{left}={parts[1]}")  # AB = CD = 5: of both
    if equation is not None:
        return equation
    if not named and (isinstance(value, Words) or any(_JOINS.search(p) for p in parts[1:-1])):
        return None  # `It has two zeros, x = 1 and x = 5`: no chain of equals
    return Equation(None, Fraction(0), left, value) if named else value


def _exact_side(before: str, last: str, value: Value) -> tuple[str, Value]:
    """Of `x = 1/3 \\approx 0.3` the exact value, as it was stated."""
    exact = read_clean(before)
    rounded = isinstance(exact, Words) or _more_exact(exact, value) is value
    return (last, value) if rounded else (before, exact)


def _more_exact(left: Value, right: Value) -> Value:
    """Of `5\\pi \\approx 15.7` the exact side; of `49.6 \\approx 50` the rounded one."""
    decimal = isinstance(left, Quantity) and left.decimals is not None
    return right if decimal and not isinstance(right, Words) else left


def named_as(text: str) -> str:
    """How the left side of an equation, or a question, spells a formula: without spaces and braces."""
    return text.translate(_BARE)


def _equation(left: str, right: str, value: Value, *, named: bool) -> Value | None:
    try:
        one = parse(left)
        if not isinstance(value, Quantity) or value.unit is not None or value.percent:
            other = value.tree if isinstance(value, Quantity) else parse(right)
        else:
            other = value.tree
    except Unreadable:
        return None
    if not names(one):
        if isinstance(other, str) and names(other):  # 3 = x
            return Equation(other, one, other, read_clean(left))
        return Equation(one, other, "", value) if names(other) else None
    simple = isinstance(one, str)
    name = one if simple else left if named else ""
    return Equation(one, other, name, value, named_as(left))


_READERS = (
    marks.remainder, _or_equal, _spelled, marks.marks, _several, _matrix, _bracketed, _union, intervals.inequality, _said, _equality,
)  # fmt: skip
