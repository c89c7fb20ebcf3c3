"""What a word or a phrase names: all real numbers, no solution, infinity, a date, what does not exist."""

import re

from mathse.grading.values import EMPTY, EVERYTHING, Quantity, State, Value

_START = r"(?:(?:there )?(?:exists?|is|are|has|have|it has|方程|它|此时)\s*)?"
_FEW = r"(?:[a-z]+ ){0,5}?"
_EVERYTHING = re.compile(
    r"(?:all|any|every)(?: the)? reals?(?: numbers?| values?)?(?: (?:of )?[a-z])?|(?:the )?(?:set of )?(?:all )?real numbers"
    r"|(?:全体|一切|任意|所有)的?实数|实数集R?",
    re.I,
)
_EMPTY = re.compile(
    rf"\\emptyset|空集|(?:the )?empty set|null set|\\\{{\s*\\\}}"
    rf"|{_START}no (?:real |such |valid |possible |integer )*(?:solutions?|roots?|zeros?|intersections?|intercepts?)(?: exists?)?"
    rf"|{_FEW}has no (?:real )?(?:solutions?|roots?)|(?:real )?(?:solutions?|roots?) (?:do|does) not exist"
    r"|(?:此?方程|原方程|方程组|不等式组?)?(?:无|没有)(?:实数?|整数)?(?:解|根)",
    re.I,
)
_INFINITE = re.compile(
    rf"{_START}(?:infinite(?:ly many)?|an infinite number(?: of)?|countless)"
    r"(?: (?:real )?(?:solutions?|roots?|answers?|values?|many|ways?|points?))?|(?:有)?(?:无数|无穷多|无限多)(?:个|组|种|条)?(?:实数)?(?:解|根)?",
    re.I,
)
_MISSING = re.compile(
    rf"DNE|D\.N\.E|{_FEW}(?:does not|do not|doesn't|don't) exist|non-?existent|不存在|极限不存在",
    re.I,
)
_UNDEFINED = re.compile(
    r"(?:[a-z]+ ){0,4}?(?:is )?(?:undefined|not defined)|无意义|没有意义|未定义", re.I
)
_INFINITY = re.compile(
    r"(positive|\+|negative|minus|-|正|负)?\s*(?:infinity|infty|inf|无穷大?|无穷)", re.I
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    "January February March April May June July August September October November December"
    " Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec"
).replace(" ", "|")
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
DATE = re.compile(
    rf"(?:the )?{_DAY}(?: of)? ({_MONTH})\b\.?(?:,? (\d{{4}}))?|({_MONTH})\.? (?:the )?{_DAY}(?![\d:])(?:,? (\d{{4}}))?"
    r"|(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]",
    re.I,
)
_LONGEST_DATE = 28  # `the 31st of September., 2024`
# Where none of these stands, a text names nothing but perhaps a date.
_ENGLISH = (
    "real", "no ", "No ", "mpty", "ull set", "nfinit", "inf", "Inf", "ountless", "ndefined", "DNE", "exist", "D.N.E",
    "not def", "emptyset", "\\{",
)  # fmt: skip
_CHINESE = ("实数", "空集", "无", "没有", "不存在", "未定义")


def _may_name(text: str) -> bool:
    for word in _ENGLISH:
        if word in text:
            return True
    return not text.isascii() and any(word in text for word in _CHINESE)


def named(text: str) -> Value | None:
    """The value that a short phrase names, or None."""
    if len(text) > 70:
        return None
    if text[0].isdigit() or not _may_name(text):
        return date(text)
    if _EVERYTHING.fullmatch(text):
        return EVERYTHING
    if _EMPTY.fullmatch(text):
        return EMPTY
    if _INFINITE.fullmatch(text):
        return State("infinitely many")
    if _MISSING.fullmatch(text):
        return State("does not exist")
    if _UNDEFINED.fullmatch(text):
        return State("undefined")
    if (match := _INFINITY.fullmatch(text)) is not None:
        negative = match[1] and match[1].lower() in ("negative", "minus", "-", "负")
        return Quantity(("neg", "infty") if negative else "infty")
    return date(text)


def date(text: str) -> State | None:
    """March 5th, 5 March 2024, 3月5日."""
    may = len(text) <= _LONGEST_DATE and (" " in text or "月" in text)
    match = DATE.fullmatch(text) if may else None
    if match is None:
        return None
    year = match[3] or match[6] or match[7]
    if match[8]:
        month, day = int(match[8]), match[9]
    else:
        month = _MONTHS.index((match[2] or match[4])[:3].lower()) + 1
        day = match[1] or match[5]
    if not (1 <= month <= 12 and 1 <= int(day) <= 31):
        return None
    return State(f"date {month}-{int(day)}" + (f"-{year}" if year else ""))
