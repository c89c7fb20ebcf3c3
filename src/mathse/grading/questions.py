"""What a question asks for, as far as it bears on equality: a percentage, exactness, roots, a unit."""

import re
from functools import cached_property, lru_cache

from mathse.grading import units
from mathse.grading.clean import normalise
from mathse.grading.prose import has_one
from mathse.grading.reading import named_as
from mathse.grading.units import Unit

_PERCENT = re.compile(
    r"percent|[_)）(（\s]\s*\\?%\s*[.)）]?\s*$|百分之几|百分之多少|百分[率比数]|_+\s*\\?%", re.I
)
_EXACT = re.compile(
    r"in terms of|exact (?:value|answer|form)|radical form|common fraction|as a (?:mixed|fraction)"
    r"|mixed number|保留\s*(?:\$|\\)*(?:π|pi|根号)|最简",
    re.I,
)
# One of these stands in what it finds: cheaper to look for.
_EXACT_WORDS = ("in terms of", "exact ", "radical form", "common fraction", "as a ", "mixed number", "保留", "最简")  # fmt: skip
_ROUNDING = re.compile(r"nearest|decimal|round|approximat|\babout\b|保留|精确到|约|≈|approx", re.I)
_TIME = re.compile(r"\bwhat time\b|\bwhen\b|o'clock|\bclock\b|几[点时]|时刻|什么时[候间]", re.I)
_ROOTS = re.compile(
    r"\bsolve\b|\broots?\b|solutions?\b|all (?:possible )?values|解方程|方程.{0,30}[解根]|不等式|集合|zeros",
    re.I,
)
_COUNTED = re.compile(
    r"\bhow (?:many|often|old|long|far)\b|\bnumber of\b|\bcount\b|几|多少[^率分比]", re.I
)
_COUNTS = ("how ", "number of", "count", "几", "多少")  # one of these stands in what it finds
_CHART = re.compile(
    r"\b(?:bars?|charts?|graphs?|plots?|pie|histogram|shares?|survey|slice)\b|[柱条]形|扇形|统计图|图表",
    re.I,
)
# One of several right answers: `写出一个`, `的一个值为` at its end.
_ONE_OF = re.compile(
    r"写出(?:[^。？?]{0,60}的)?一[个条种组]|一[个条种组](?:即可|就可以|就行)|的一[个条种组][^，。,.？?；;]{0,20}$"
    r"|\b(?:one|a) possible\b|\bone such\b|\b(?:give|name|state|write down) (?:any )?one\b(?!-)",
    re.I,
)
_FACTORED = re.compile(r"因式分解|分解因式|\bfactor(?:i[sz]e|ed|ing)?\b(?!s)", re.I)
_UNIT = units.UNIT.pattern
# By its first letters: the engine then skips to these.
_ASKED_UNIT = re.compile(
    rf"[(hHiI多几_）)](?i:(?<=\()unit:\s*([^)]+)\)|(?<=\bi)n (?:the )?units? (?:of )?:?\s*({_UNIT})(?![A-Za-z])|(?:(?<=h)ow many|(?<=多)少|(?<=几))\s*({_UNIT})|(?<=\bi)n\s*\$?\(?\s*({_UNIT})\)?\$?\s*(?:[?.,)]|$)"
    rf"|(?<=\bi)n\s+(?!units?\b)({_UNIT})\s+(?:will|does|do|did|is|are|can|would|of|to)\b"
    rf"|(?:(?<=[）)])|(?<=_)(?<![A-Za-z\d}}]_))\s*({_UNIT})\s*[。.]?$)"
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


class Asked:
    """What a question asks for, each thing looked for when it first matters."""

    def __init__(self, question: str) -> None:
        self.question = question

    @cached_property
    def folded(self) -> str:
        """The question in small letters."""
        return self.question.lower()

    @cached_property
    def percent(self) -> bool:
        """A percentage: 12 and 12% say the same."""
        return _PERCENT.search(self.question) is not None

    @cached_property
    def exact(self) -> bool:
        """In terms of pi, as a fraction: no decimal will do."""
        return has_one(self.folded, _EXACT_WORDS) and _EXACT.search(self.question) is not None

    @cached_property
    def rounding(self) -> bool:
        """To the nearest ..., two decimal places: a longer decimal will do."""
        return _ROUNDING.search(self.question) is not None

    @cached_property
    def roots(self) -> bool:
        """The solutions of an equation: in any order."""
        return _ROOTS.search(self.question) is not None

    @cached_property
    def one_of(self) -> bool:
        """One of several right answers: any of them will do."""
        may = "一" in self.question or "one" in self.folded or "a possible" in self.folded
        return may and _ONE_OF.search(self.question[-120:].rstrip("_ ?？。.")) is not None

    @cached_property
    def time(self) -> bool:
        """A time of day: 3:15 is no ratio."""
        return _TIME.search(self.question) is not None

    @cached_property
    def counted(self) -> bool:
        """How many: no percentage will do."""
        return has_one(self.folded, _COUNTS) and _COUNTED.search(self.question) is not None

    @cached_property
    def chart(self) -> bool:
        """A chart is read: what it says in percent is often stated without the sign."""
        return _CHART.search(self.question) is not None

    @cached_property
    def factored(self) -> bool:
        """A product: the same polynomial multiplied out will not do."""
        may = "factor" in self.folded or "因式" in self.question
        return may and _FACTORED.search(self.question) is not None

    @cached_property
    def unit(self) -> Unit | None:
        """In centimetres: what a bare reference is measured in."""
        found = _ASKED_UNIT.search(normalise(self.question[-400:])) if self.question else None
        name = next((g for g in found.groups() if g), None) if found else None
        return units.unit(name) if name else None

    @cached_property
    def per(self) -> int | None:
        """Seconds: so many kilometres an hour are answered in kilometres."""
        found = _EACH.search(self.question)
        return _PER[found[1] or found[2]] if found else None

    @cached_property
    def text(self) -> str:
        """The question without spaces: what `G+J = 6` names is asked for there."""
        return named_as(normalise(self.question)) if self.question else ""


NOTHING_ASKED = Asked("")


@lru_cache(maxsize=4096)
def asked(question: str) -> Asked:
    """What the question asks for."""
    return Asked(question) if question else NOTHING_ASKED
