"""The values that stand in a sentence, with where they stand: runs of mathematics between words."""

import re

from mathse.grading.reading import read_clean
from mathse.grading.values import Quantity, Value, Words

_WORDS = r"sin|cos|tan|ln|log|arcsin|arccos|arctan|or|and|pi"
_RUN = re.compile(
    r"(?:[-+*/^_=().\[\]{}|<>!%°:,;\d\s'¥€£]|\\(?:frac|sqrt|pi|pm|infty|cup|cap|in|setminus|approx|theta|alpha|beta|lambda|ln|log|sin|cos|tan|binom|emptyset)(?![A-Za-z])|\\[{}]"
    rf"|(?<![A-Za-z])(?:{_WORDS}|[A-Za-z])(?![A-Za-z])|(?<=\d)(?:[a-z](?![a-z]))|或|和|分之|百分之|[零一二两三四五六七八九十百千万亿](?=[零一二两三四五六七八九十百千万亿个元米只人天]))+"
)
_UNIT_AFTER = re.compile(
    r"\s*(?:percent(?:age)?|pct|per cent|(?:square|cubic|sq\.?)\s*[a-z]+|[a-zA-Z]{1,12}(?:\^\{?\d\}?)?(?:\s*/\s*[a-z]+|\s+per\s+[a-z]+)?|[\u4e00-\u9fff]{1,5}|°[CF]?|%)"
)
DIGIT = re.compile(r"\d|\\pi|\\sqrt|\\infty|\\emptyset|[零一二两三四五六七八九十]")

_CLOCK = re.compile(
    r"(?:上午|下午|晚上|凌晨|中午|早上)\s*\d{1,2}\s*(?:[:点时]\s*(?:\d{1,2}\s*分?)?)|\d{1,2}(?::\d\d)?\s*(?:[ap]\.?m\b\.?|o'clock)|\d{1,2}[时点]\d{1,2}分?",
    re.I,
)
_NUMBER_WORDS = re.compile(
    r"\b((?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|half|quarters?|thirds?|fifths?)(?:[ -](?:and[ -])?(?:one|two|three|four|five|six|seven|eight|nine|hundred|thousand|halves|quarters?|thirds?|fifths?|sixths?|eighths?|tenths?))*)\b"
    r"|(百分之[零一二两三四五六七八九十百点]+|[零一二两三四五六七八九十百千万]+分之[零一二两三四五六七八九十百千万]+)",
    re.I,
)


def stated(text: str) -> list[tuple[int, Value, str]]:
    """(where, value, text) of each value in a normalised sentence."""
    found: list[tuple[int, Value, str]] = []
    if (clock := _CLOCK.search(text)) is not None:
        return [(clock.start(), read_clean(clock[0]), clock[0])]
    for match in _RUN.finditer(text):
        if not DIGIT.search(match[0]):
            continue
        run, start = match[0], match.start()
        body = run.strip()
        body = re.sub(
            r"^(?:[A-Za-z](?![A-Za-z(_'^=])\s+|or\s+|and\s+|[,;:.)\]}+*/=]\s*)+|(?:\s*(?:[,;:.(\[{+*/=-]|\s[a-zA-Z]|\bor|\band))+$",
            "",
            body,
        ).strip()
        if not body:
            continue
        after = (
            _UNIT_AFTER.match(text, match.end())
            if run[-1:].isalnum() or run[-1:] in ")}% "
            else None
        )
        options = [body + " " + after[0].strip()] if after else []
        for spelled in [*options, body]:
            value = read_clean(spelled)
            if not isinstance(value, Words):
                found.append((start + run.find(body[:1]), value, spelled))
                break
        else:
            for number in re.finditer(r"-?\d+(?:\.\d+)?%?", body):
                found.append((start + number.start(), read_clean(number[0]), number[0]))
    return found


def spelled(clean: str) -> Value | None:
    """A number in words, where a sentence has no other."""
    found = [m[0] for m in _NUMBER_WORDS.finditer(clean)]
    if not found:
        return None
    value = read_clean(found[-1])
    return value if isinstance(value, Quantity) else None
