"""Text -> a number with what it is measured in: decimals, percent, units, money, clock times, ratios."""

import itertools
import re
from fractions import Fraction

from mathse.grading import units, words
from mathse.grading.expression import names, parse
from mathse.grading.tokens import FUNCTIONS, Tree, Unreadable, exact
from mathse.grading.units import ANGLE, Unit
from mathse.grading.values import Clock, Quantity, Ratio

_DECIMAL = re.compile(r"[-+]?\d*\.(\d+)")
_SCIENTIFIC = re.compile(r"([-+]?\d+(?:\.\d+)?)[eE]([-+]?\d{1,3})")
_PERCENTS = ("%", "percentage points", "percentage", "percent", "pct", "per cent")
_SIGNS = re.compile(r"(?:negative|minus|负)\s*(?=[\d\\.a-z(零一二三四五六七八九十])")
_ABOUT = re.compile(
    r"(?:(?:is )?(?:about|approximately|approx\.?|around|roughly|nearly|exactly|only|just)\s+"
    r"|(?:约为?|大约是?|大概是?|恰好)\s*|\\approx\s*)"
)
_FUNCTION = re.compile(r"\\?(?:arc)?(?:sinh?|cosh?|tanh?|cot|sec|csc|ln|log|lg|exp|sqrt)(?![a-z])")
_FRACTION = re.compile(r"(-?)\\frac\{(\d{1,40})\}\{(\d{1,40})\}")
_WITH_UNIT = re.compile(r"(-?\d{1,40}(?:\.\d{1,40})?)\s?([A-Za-z]{1,12}|°)")
# Digits, signs, brackets and commands: no unit, no percent sign, no word.
_UNMEASURED = re.compile(r"(?:[\d.+\-*/^(){}\[\] ]|\\(?:frac|sqrt|pi|binom)(?![a-z]))+")
_LONGEST_UNIT = 24  # characters of a unit in brackets
_TWO_WORDS = re.compile(r"([A-Za-z]{3,}) ([A-Za-z]{3,})(?= )")
_HAN = "零〇一二两三四五六七八九十百千万亿"
_HAN_OR_DIGITS = re.compile(rf"\d+|[{_HAN}]+")
_OUT_OF = re.compile(r"(\d{1,9}) (?:out of|in)(?: every)? ([1-9]\d{0,8})")
_COMPOUND_PART = (
    rf"(?:\d+(?:\.\d+)?|[{_HAN}点]+?)\s*(?:个?半?{units.UNIT.pattern}|个半(?:小时|月|钟头))"
)
_COMPOUND = re.compile(rf"(?:{_COMPOUND_PART}\s*(?:and|,|又|零)?\s*)+[{_HAN}\d]?")
_PART = re.compile(
    rf"(\d+(?:\.\d+)?|[{_HAN}点]+?)\s*(个半)?个?({units.UNIT.pattern})|([{_HAN}\d])$"
)
# One number with one unit: read elsewhere, with its precision.
_ONE_NUMBER = re.compile(rf"\d+(?:\.\d+)?[^\d半{_HAN}]*(?:\^\{{?\d\}}?)?")
_SMALLER = {
    "分": {"time": Fraction(60), "yuan": Fraction(1, 100), "angle": Fraction(1, 60)},
    "m": {"time": Fraction(60)},
}
_HALF_PAST = re.compile(r"(half|quarter|a quarter) (past|to) (\w+)", re.I)
_TIME = re.compile(
    rf"(上午|下午|晚上|凌晨|中午|早上|傍晚)?\s*(\d{{1,2}}|[{_HAN}]{{1,3}})\s*"
    rf"(?:(?::|：|点|时)\s*(?:(\d{{1,2}}|[{_HAN}]{{1,3}}|半|一刻|三刻)\s*分?)?)?(整|钟)?\s*([ap]\.?m\.?|o'clock)?",
    re.I,
)
_MINUTES = {"半": 30, "一刻": 15, "三刻": 45}


def quantity(text: str) -> Quantity | None:
    """A number or formula with its unit or percent sign, or None."""
    if (found := plain(text)) is not None:
        return found
    if not _UNMEASURED.fullmatch(text):
        return _with_words(text)
    return _formula(text, None, percent=False)


def plain(text: str) -> Quantity | None:
    """`\\frac{3}{4}`, as the parser would build it, and `12 cm`; None for all else."""
    if not (text[:1].isdigit() or text[:1] in ("\\", "-")):
        return None
    if (part := _FRACTION.fullmatch(text)) is not None:
        tree: Tree = ("/", exact(part[2]), exact(part[3]))
        return Quantity(("neg", tree) if part[1] else tree)
    whole = _WITH_UNIT.fullmatch(text)
    unit = units.unit(whole[2]) if whole else None
    if whole is None or unit is None:
        return None
    number = whole[1]
    decimals = len(number.partition(".")[2]) or None
    value = -exact(number[1:]) if number[0] == "-" else exact(number)
    return Quantity(value, decimals, False, unit)


def _with_words(text: str) -> Quantity | None:
    if not text[:1].isdigit():  # a word may stand before the number, or be all that there is
        if (about := _ABOUT.match(text)) and about.end() < len(text):
            text = text[about.end() :]
        if (sign := _SIGNS.match(text)) is not None:
            inner = quantity(text[sign.end() :])
            return None if inner is None else _negative(inner)
        if _is_sentence(text):
            return None
    if (whole := _compound(text)) is not None:
        return whole
    if "分之" in text and (part := _han_part(text)) is not None:
        return part
    if text[0].isdigit() and (out_of := _OUT_OF.fullmatch(text)) is not None:
        return Quantity(("/", Fraction(out_of[1]), Fraction(out_of[2])))
    body, unit, percent = _suffix(text)
    return _formula(body, unit, percent=percent)


def _is_sentence(text: str) -> bool:
    """Whether a text begins with two words that are no number, function or unit: cheaper than reading it."""
    two = _TWO_WORDS.match(text)
    return (
        two is not None
        and two[1] not in FUNCTIONS
        and two[1].lower() not in words.NUMBERS
        and two[2] not in units.FIRST_WORDS
    )


def _formula(body: str, unit: Unit | None, *, percent: bool) -> Quantity | None:
    if (science := _SCIENTIFIC.fullmatch(body)) is not None:
        number = Fraction(science[1]) * Fraction(10) ** int(science[2])
        return Quantity(number, None, percent, unit)
    try:
        tree = parse(body)
    except Unreadable:
        spelled = words.chinese(body) if not body.isascii() else words.english(body)
        return None if spelled is None else Quantity(spelled, None, percent, unit)
    decimal = _DECIMAL.fullmatch(body)
    return Quantity(_folded(tree), len(decimal[1]) if decimal else None, percent, unit)


def measured(text: str) -> Clock | Ratio | Quantity | None:
    """A time of day, a ratio, or a number or formula with its unit."""
    if ":" in text or not text.isascii() or text[-1] in "mM.k":
        return clock(text) or ratio(text) or quantity(text)
    if " to " in text or " past " in text:
        return clock(text) or ratio(text) or quantity(text)
    return quantity(text)


def _han_part(text: str) -> Quantity | None:
    """二分之根号三; what words alone say is read elsewhere."""
    below, _, above = text.partition("分之")
    number = _number(below) if below and _HAN_OR_DIGITS.fullmatch(below) and below != "百" else None
    inner = quantity(above) if number and "\\" in above else None
    if inner is None or inner.unit or inner.percent or inner.decimals is not None:
        return None
    return Quantity(("/", inner.tree, number))


def _negative(inner: Quantity) -> Quantity:
    tree = -inner.tree if isinstance(inner.tree, Fraction) else ("neg", inner.tree)
    return Quantity(tree, inner.decimals, inner.percent, inner.unit)


def _suffix(text: str) -> tuple[str, Unit | None, bool]:
    """(the number, its unit, whether it has a percent sign)."""
    for sign in _PERCENTS if text[-1] in "%set" else ():
        if text.endswith(sign):
            return text.removesuffix(sign).strip(), None, True
    if text[-1] == ")" and (bracketed := _in_brackets(text)) is not None:
        return bracketed
    if text.startswith("百分之"):
        return text.removeprefix("百分之"), None, True
    body, unit = units.split(text)
    if body != text and _FUNCTION.search(text):
        counted = unit is None or not unit.dimension
        if counted or (unit and unit.dimension == ANGLE and _FUNCTION.search(body)):
            return text, None, False  # sin 60° is no angle, 2 sin x no number of things
    for sign in _PERCENTS if body != text else ():  # `75% of them`
        if body.endswith(sign):
            return body.removesuffix(sign).strip(), None, True
    return body, unit, False


def _in_brackets(text: str) -> tuple[str, Unit | None, bool] | None:
    """`12 (cm)`, `36(km/h)`; not `f(m)`, nor `x(m)`: what has letters may be a product."""
    start = text.rfind("(")
    body, inside = text[:start].rstrip(), text[start + 1 : -1].strip()
    percent = inside == "%"
    unit = units.unit(inside) if 0 < len(inside) <= _LONGEST_UNIT and not percent else None
    if not body or (unit is None and not percent):
        return None
    try:
        number = not names(parse(body))
    except Unreadable:
        return None
    return (body, unit, percent) if number else None


def _folded(tree: Tree) -> Tree:
    negative = isinstance(tree, tuple) and tree[0] == "neg" and isinstance(tree[1], Fraction)
    return -tree[1] if negative else tree


def _number(text: str) -> Fraction | None:
    return Fraction(text) if text[:1].isdigit() else words.chinese(text)


def _compound(text: str) -> Quantity | None:
    """1米60厘米, 1 hour 20 minutes, 三元六角, 2个半小时: a sum, in the first one's unit."""
    if len(text) > 60 or (text[0] not in _HAN and not text[0].isdigit()):
        return None
    if _ONE_NUMBER.fullmatch(text) or not _COMPOUND.fullmatch(text):
        return None
    first: Unit | None = None
    total, parts, last = Fraction(0), 0, Fraction(1)
    for match in _PART.finditer(text):
        number = _number(match[4] or match[1])
        if number is None:
            return None
        parts += 1
        if match[4]:  # 3块6: the next smaller unit is left out
            if first is None or first.dimension != (("yuan", 1),):
                return None
            total += number * last / 10
            continue
        one = _smaller(match[3].strip(), first)
        if one is None or (first is not None and one.dimension != first.dimension):
            return None
        first = first or one
        last = one.size / first.size
        total += (number + (Fraction(1, 2) if match[2] else 0)) * last
    if first is None or (parts < 2 and text[:1].isdigit() and "个半" not in text):
        return None  # one number with one unit is read with its precision
    return Quantity(total, None, False, first)


def in_parts(text: str) -> Quantity | None:
    """`2 hours and 30 minutes`: one measure, where each part is less than one of the unit before it."""
    if compound_at(text, 0) != len(text):
        return None
    parts = [(_number(m[1]), units.unit(m[3].strip())) for m in _PART.finditer(text) if m[3]]
    sizes = [(n * u.size, u) for n, u in parts if n is not None and u is not None]
    falling = all(b[0] < a[1].size and b[1].size < a[1].size for a, b in itertools.pairwise(sizes))
    return _compound(text) if len(sizes) > 1 and falling else None


def compound_at(text: str, at: int) -> int | None:
    """Where `2小时30分钟`, `5 feet 10 inches` ends, two parts or more that begin at `at`."""
    match = _COMPOUND.match(text, at, at + 60)
    if match is None or len(_PART.findall(match[0])) < 2:
        return None
    end = match.end()
    while text[end - 1] in " ,":
        end -= 1
    return end


def _smaller(name: str, first: Unit | None) -> Unit | None:
    """The unit of a part; 分 is a minute after hours, a hundredth after yuan; m is a minute after hours."""
    if first is not None and name in _SMALLER:
        base = first.dimension[0][0]
        if base in _SMALLER[name]:
            return Unit(first.dimension, _SMALLER[name][base])
    return units.unit(name)


def clock(text: str) -> Clock | None:
    """A time of day: 3:30 pm, 15时30分, 下午两点半, half past three."""
    if (said := _HALF_PAST.fullmatch(text)) is not None:
        hour = words.english(said[3]) if said[3].isalpha() else _number(said[3])
        if hour is None:
            return None
        part = 30 if said[1].lower() == "half" else 15
        return Clock(int(hour) * 60 + (part if said[2].lower() == "past" else -part), True)
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    named = match[1] or match[5] or "点" in text or ("时" in text and (match[3] or match[4]))
    hour = _number(match[2]) if named else None
    if hour is None or hour > 24:
        return None
    minutes = _MINUTES.get(match[3] or "") or (_number(match[3]) if match[3] else 0)
    if minutes is None or minutes >= 60:
        return None
    half_of_day = (match[5] or "")[:1].lower()
    late = match[1] in ("下午", "晚上", "傍晚") or half_of_day == "p"
    early = match[1] in ("上午", "凌晨", "早上") or half_of_day == "a"
    at = int(hour) % 24
    at = at + 12 if late and at < 12 else 0 if early and at == 12 else at
    return Clock(at * 60 + int(minutes), not (late or early) and at <= 12)


def ratio(text: str) -> Ratio | None:
    """2:3, 1:2:3, 3 to 4."""
    if " to " in text and text.count(" to ") == 1:
        text = text.replace(" to ", ":")
    if ":" not in text or text.count(":") > 5:
        return None
    parts = [quantity(part.strip()) for part in text.split(":") if part.strip()]
    if len(parts) != text.count(":") + 1 or any(part is None for part in parts):
        return None
    return Ratio(tuple(part for part in parts if part is not None))
