"""Units of measurement: what dimension a word has, and its size in that dimension's base unit."""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Unit:
    """A dimension, as ((base, power), ...), and how many base units one of it is."""

    dimension: tuple[tuple[str, int], ...]
    size: Fraction


_TABLE: dict[str, dict[str, str]] = {
    "length": {
        "1": "m meter meters metre metres 米 公尺",
        "1/100": "cm centimeter centimeters centimetre centimetres 厘米 公分",
        "1/1000": "mm millimeter millimeters millimetre millimetres 毫米",
        "1/10": "dm decimeter decimeters decimetre decimetres 分米",
        "500": "里", "1000": "km kilometer kilometers kilometre kilometres 千米 公里",
        "127/5000": "in inch inches 英寸", "381/1250": "ft foot feet 英尺",
        "1143/1250": "yd yard yards 码", "201168/125": "mi mile miles 英里", "1/1000000": "μm",
    },
    "mass": {
        "1": "g gram grams 克", "1000": "kg kilogram kilograms kilo kilos 千克 公斤",
        "1/1000": "mg milligram milligrams 毫克", "1000000": "t ton tons tonne tonnes 吨",
        "500": "斤", "45359237/100000": "lb lbs pound pounds 磅", "45359237/1600000": "oz ounce ounces 盎司",
    },
    "time": {
        "1": "s sec secs second seconds 秒 秒钟", "60": "min mins minute minutes 分钟",
        "3600": "h hr hrs hour hours 小时 时 个小时 钟头", "86400": "day days 天 日",
        "604800": "week weeks 周 星期 个星期",
    },
    "months": {"1": "month months 月 个月", "12": "year years yr yrs 年 岁"},
    "volume": {"1": "L l liter liters litre litres 升", "1/1000": "mL ml milliliter milliliters millilitre 毫升"},
    "angle": {"1": "° deg degree degrees 度", "1/60": "' arcmin", "radian": "rad radian radians 弧度"},
    "dollar": {"1": "dollar dollars USD 美元 $ buck bucks", "1/100": "cent cents ¢ 美分"},
    "yuan": {"1": "元 块 块钱 yuan CNY RMB ¥", "1/10": "角", "1/100": "分", "10000": "万元"},
    "euro": {"1": "€ euro euros EUR"}, "sterling": {"1": "£ GBP", "1/100": "pence"},
    "celsius": {"1": "°C 摄氏度"}, "fahrenheit": {"1": "°F"},
    "force": {"1": "N newton newtons 牛 牛顿", "1000": "kN"},
    "energy": {"1": "J joule joules 焦 焦耳", "1000": "kJ"},
    "power": {"1": "W watt watts 瓦 瓦特", "1000": "kW 千瓦"},
    "voltage": {"1": "V volt volts 伏 伏特"}, "current": {"1": "amp amps ampere amperes 安 安培"},
    "resistance": {"1": "Ω ohm ohms 欧 欧姆"}, "pressure": {"1": "Pa pascal pascals 帕", "1000": "kPa"},
    "frequency": {"1": "Hz hertz 赫兹"}, "amount": {"1": "mol mole moles 摩尔"},
}  # fmt: skip
ANGLE = (("angle", 1),)
RADIAN = Fraction(180) / Fraction("3.14159265358979323846")
BASES: dict[str, tuple[str, Fraction]] = {
    name: (base, RADIAN if size == "radian" else Fraction(size))
    for base, sizes in _TABLE.items()
    for size, spelled in sizes.items()
    for name in spelled.split()
}
_AREAS: dict[str, str | int | Fraction] = {
    "公顷": 10_000,
    "hectare": 10_000,
    "hectares": 10_000,
    "ha": 10_000,
    "亩": Fraction(2000, 3),
}
# Also letters of formulas: beside a variable they are no unit.
SHORT = frozenset("m g s h L l t N J W V in ' 分 时 日 月".split())
_NAMES = sorted((re.escape(name) for name in (*BASES, *_AREAS)), key=len, reverse=True)
_POWER = r"(?:(?:square|cubic)\s+|(?:sq|cu)\.?\s*|平方|立方)"
_ONE = (
    rf"{_POWER}?(?:" + "|".join(_NAMES) + r")(?![A-Za-z])"
    r"(?:\^\s*\{?-?[1-9]\}?|(?<=[A-Za-z])[23](?!\d)|\.?\s*(?:squared|cubed))?"
)
_JOIN = r"(?:\s*(?:/|\*| per |每)\s*|\s+(?=[A-Za-z]{1,3}\^\{?-))"
UNIT = re.compile(rf"(?:{_ONE})(?:{_JOIN}(?:a |an )?(?:{_ONE}))*")
_PART = re.compile(
    r"(square|sq\.?|平方|cubic|cu\.?|立方)?\s*(" + "|".join(_NAMES) + r")(?![A-Za-z])"
    r"(?:\^?\{?\s*(-?[1-9])(?!\d)\}?|\.?\s*(?:(squared)|(cubed)))?"
)
# Where a unit may begin: at a letter or sign behind a number, a bracket or a space.
_DIGIT = re.compile(r"[\d)}%]")
_BEGINS = re.compile(r"[\d)\]}\s.!%零一二两三四五六七八九十百千万亿半](?=[^\d\s(\[{.,])")
_NOUN = re.compile(
    r"(?<=[\d)}%])\s*(?:(?:sq|cu)\.\s*)?(?:(?!or\b|and\b)[A-Za-z][A-Za-z'-]{2,}(?:\s+(?!or\b|and\b)[A-Za-z'-]+){0,5}"
    r"|(?<=[\d)}%])\s*[\u4e00-\u9fff]{1,8})$"
)


@lru_cache(maxsize=1024)
def unit(text: str) -> Unit | None:
    """The unit that `text` names (`km/h`, `cm^{2}`, `平方米`), or None."""
    if not UNIT.fullmatch(text.strip()):
        return None
    powers: dict[str, int] = {}
    size = Fraction(1)
    sign, position = 1, 0
    for match in _PART.finditer(text):
        between = text[position : match.start()]
        position = match.end()
        sign = -1 if "/" in between or "per" in between or "每" in between else sign
        power = int(match[3]) if match[3] else 2 if match[4] else 3 if match[5] else 1
        if match[1]:
            power = 2 if match[1][0] in "s平" else 3
        if match[2] in _AREAS:
            base, one, power = "length", Fraction(_AREAS[match[2]]), 2 * power
            size *= one ** (sign * power // 2)
        else:
            base, one = BASES[match[2]]
            if base == "volume":
                base, one, power = "length", one / 1000, 3 * power
                size *= one ** (sign * power // 3)
            else:
                size *= one ** (sign * power)
        powers[base] = powers.get(base, 0) + sign * power
    return Unit(tuple(sorted((b, p) for b, p in powers.items() if p)), size)


def split(text: str) -> tuple[str, Unit | None]:
    """(what stands before the unit, the unit). A counted thing (`5 apples`, `3个`) is no unit."""
    if text.isascii() and not _DIGIT.search(text):
        return text, None
    for begin in _BEGINS.finditer(text):
        if UNIT.fullmatch(text, begin.end()) and (found := unit(text[begin.end() :])):
            return text[: begin.end()].strip(), found
    match = _NOUN.search(text)
    return (text[: match.start()].strip(), None) if match else (text, None)
