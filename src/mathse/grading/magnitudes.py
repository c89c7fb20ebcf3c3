"""Sizes and roots in words, as digits: `3万5千` is 35000, `2 million` is 2000000, `根号3` is \\sqrt{3}."""

import re
from fractions import Fraction

from mathse.grading import words

_LARGE = re.compile(
    r"(?<![\d.])(\d+(?:\.\d+)?)\s*(?:(亿|万|百万|千万|千(?![克米瓦卡帕])|百(?!分))|(hundred|thousand|million|billion|dozen)\b)"
)
_STACKED = re.compile(
    r"(?<![\d.])(?:\d+(?:\.\d+)?[亿万千百]){2,}(?:\d{1,3}(?!\d))?|(?<![\d.])\d+万\d{1,4}(?!\d)"
)
_STACK = re.compile(r"(\d+(?:\.\d+)?)([亿万千百]?)")
_LARGE_SIZES = {
    "百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8,
    "dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9,
}  # fmt: skip
_COUNTED = re.compile(
    r"(?<=\d)\s?\(((?![舍增不])[\u4e00-\u9fff]{1,3})\)(?=[\u4e00-\u9fff])"
)  # 60(棵)树
_RADICAL = re.compile(r"根号下?\s*([零一二三四五六七八九十百]+|\d+(?:\.\d+)?)?")


def plain(text: str) -> str:
    """The text with such numbers in digits."""
    if not text.isascii():
        return _LARGE.sub(_large, _chinese(text))
    if "illion" in text or "thousand" in text or "hundred" in text or "dozen" in text:
        return _LARGE.sub(_large, text)
    return text


def _chinese(text: str) -> str:
    """根号3, 3万5千, 60(棵)树."""
    if "根号" in text:
        text = _RADICAL.sub(_radical, text)
    if "万" in text or "千" in text or "百" in text:
        text = _STACKED.sub(_stacked, text)
    return _COUNTED.sub(r"\1", text) if "(" in text else text


def _stacked(match: re.Match[str]) -> str:
    """3万5千 is 35000."""
    total = sum(Fraction(n) * _LARGE_SIZES.get(size, 1) for n, size in _STACK.findall(match[0]))
    return str(total) if total.denominator == 1 else match[0]


def _large(match: re.Match[str]) -> str:
    """3万 is 30000."""
    number = Fraction(match[1]) * _LARGE_SIZES[match[2] or match[3]]
    return str(number) if number.denominator == 1 else match[0]


def _radical(match: re.Match[str]) -> str:
    """根号三."""
    if match[1] is None:
        return "\\sqrt "
    number = words.chinese(match[1]) if not match[1].isascii() else match[1]
    return f"\\sqrt{{{number}}}"
