"""Numbers in words, English and Chinese: `twenty-five`, `three quarters`, `百分之九十五`, `三分之二`."""

import re
from fractions import Fraction

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = {word: n for n, word in enumerate(_ONES)} | {
    word: 10 * (n + 2) for n, word in enumerate(_TENS)
}
_LARGE = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "twelfth": 12, "hundredth": 100,
}  # fmt: skip
# With one of these a number in words begins.
NUMBERS = frozenset(
    {*_SMALL, *_LARGE, *_PARTS, *(word + "s" for word in _PARTS), "dozen", "a", "an"}
)
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_SIZES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_SHORTENED = re.compile(
    "[一二两三四五六七八九十百千万]*[一二两三四五六七八九十]([百千万亿])[一二三四五六七八九]"
)
_HAN = re.compile("[零〇一二两三四五六七八九十百千万亿点]+")
_HAN_PART = re.compile(
    "([零〇一二两三四五六七八九十百千万亿]+)分之([零〇一二两三四五六七八九十百千万亿点]+)"
)


def english(text: str) -> Fraction | None:
    """The number that English words name, or None."""
    parts = text.lower().replace("-", " ").replace(" and ", " ").split()
    if parts and parts[0] in ("a", "an"):
        parts[0] = "one"
    if not parts or len(parts) > 12:
        return None
    if parts[-2:] == ["a", "half"] and len(parts) > 2:
        front = _whole(parts[:-2])
        return None if front is None else front + Fraction(1, 2)
    below = _PARTS.get(parts[-1]) or _PARTS.get(parts[-1].removesuffix("s"))
    if below is not None:
        above = _whole(parts[:-1]) if len(parts) > 1 else 1
        return None if above is None else Fraction(above, below)
    whole = _whole(parts)
    return None if whole is None else Fraction(whole)


def _whole(parts: list[str]) -> int | None:
    total = current = 0
    for word in parts:
        if word in _SMALL:
            current += _SMALL[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in _LARGE:
            total, current = total + max(current, 1) * _LARGE[word], 0
        elif word == "dozen":
            current = max(current, 1) * 12
        else:
            return None
    return total + current


def chinese(text: str) -> Fraction | None:
    """The number that Chinese numerals name (百分之 is left to the caller's percent), or None."""
    match = _HAN_PART.fullmatch(text)
    if match:
        below, above = chinese(match[1]), chinese(match[2])
        return above / below if above is not None and below else None
    if not _HAN.fullmatch(text) or len(text) > 20:
        return None
    whole, _, decimals = text.partition("点")
    if decimals:
        front = _han_whole(whole)
        if front is None or any(c not in _DIGITS for c in decimals):
            return None
        return Fraction(f"{front}." + "".join(str(_DIGITS[c]) for c in decimals))
    found = _han_whole(whole)
    return None if found is None else Fraction(found)


def _han_whole(text: str) -> int | None:
    if len(text) > 1 and all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    if (
        short := _SHORTENED.fullmatch(text)
    ) is not None:  # 二百五: the last digit counts the next smaller place
        front = _han_whole(text[:-1])
        return None if front is None else front + _DIGITS[text[-1]] * _SIZES[short[1]] // 10
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _PLACES:
            section += (digit or 1) * _PLACES[char]
            digit = 0
        elif char in "万亿":
            total = (total + section + digit) * (10**4 if char == "万" else 10**8)
            section = digit = 0
        else:
            return None
    return total + section + digit
