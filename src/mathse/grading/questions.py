"""What a question asks for, as far as it bears on equality: a percentage, exactness, roots, a unit."""

import re
from functools import lru_cache

from mathse.grading import units
from mathse.grading.clean import normalise
from mathse.grading.near import Asked
from mathse.grading.reading import named_as

_PERCENT = re.compile(
    r"percent|[_)）(（\s]\s*\\?%\s*[.)）]?\s*$|百分之几|百分之多少|百分[率比数]|_+\s*\\?%", re.I
)
_EXACT = re.compile(
    r"in terms of|exact (?:value|answer|form)|radical form|common fraction|as a (?:mixed|fraction)"
    r"|mixed number|保留\s*(?:\$|\\)*(?:π|pi|根号)|最简",
    re.I,
)
_ROUNDING = re.compile(r"nearest|decimal|round|approximat|\babout\b|保留|精确到|约|≈|approx", re.I)
_ROOTS = re.compile(
    r"\bsolve\b|\broots?\b|solutions?\b|all (?:possible )?values|解方程|方程.{0,30}[解根]|不等式|集合|zeros",
    re.I,
)
_FACTORED = re.compile(r"因式分解|分解因式|\bfactor(?:i[sz]e|ed|ing)?\b(?!s)", re.I)
_UNIT = units.UNIT.pattern
_ASKED_UNIT = re.compile(
    rf"\(unit:\s*([^)]+)\)|(?:how many|多少|几)\s*({_UNIT})|\bin\s*\$?\(?\s*({_UNIT})\)?\$?\s*[?.,)]"
    rf"|\bin\s+({_UNIT})\s+(?:will|does|do|did|is|are|can|would|of|to)\b"
    rf"|[_）)]\s*({_UNIT})\s*[。.]?$",
    re.I,
)


_PER = {
    "小时": 3600,
    "时": 3600,
    "分钟": 60,
    "分": 60,
    "秒": 1,
    "天": 86400,
    "hour": 3600,
    "minute": 60,
    "second": 1,
    "day": 86400,
}
_EACH = re.compile(r"每(小时|时|分钟|分|秒|天)|\b(?:per|an|each|every) (hour|minute|second|day)\b")


@lru_cache(maxsize=4096)
def asked(question: str) -> Asked:
    """What the question asks for."""
    found = _ASKED_UNIT.search(normalise(question[-400:])) if question else None
    name = next((g for g in found.groups() if g), None) if found else None
    return Asked(
        percent=_PERCENT.search(question) is not None,
        exact=_EXACT.search(question) is not None,
        rounding=_ROUNDING.search(question) is not None,
        roots=_ROOTS.search(question) is not None,
        per=_per(question),
        text=named_as(normalise(question)),
        factored=_FACTORED.search(question) is not None,
        unit=units.unit(name) if name else None,
    )


def _per(question: str) -> int | None:
    """How many seconds: `how many kilometres an hour` is answered with kilometres."""
    found = _EACH.search(question)
    return _PER[found[1] or found[2]] if found else None
