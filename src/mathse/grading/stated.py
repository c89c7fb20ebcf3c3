"""The values that stand in a sentence, with where they stand: runs of mathematics between words."""

import re
from functools import lru_cache

from mathse.grading import beside, measures, units
from mathse.grading.denied import DIGIT
from mathse.grading.reading import read_clean
from mathse.grading.values import Listing, Quantity, Value, Words

_WORDS = r"sin|cos|tan|ln|log|arcsin|arccos|arctan|or|and|pi"
_RUN = re.compile(
    r"(?:[-+*/^_=().\[\]{}|<>!%°:,;\d\s'¥€£]|\\(?:frac|sqrt|pi|pm|infty|cup|cap|in|setminus|approx|theta|alpha|beta|lambda|ln|log|sin|cos|tan|binom|emptyset)(?![A-Za-z])|\\[{}]"
    rf"|(?<![A-Za-z])(?:{_WORDS}|[A-Za-z])(?![A-Za-z])|(?<=\d)(?:[a-z](?![a-z]))|或|和|分之|百分之|(?!千[米克瓦])[零一二两三四五六七八九十百千万亿]{{1,9}}(?=[个元米只人天]))+"
)
_FRONT = re.compile(
    r"(?:[A-Za-z](?![A-Za-z(_'^=]|\s*(?:[<>]|!=))\s+|or\s+|and\s+|[=-]+>\s*|[,;:.)\]}+*/=]\s*)+"
)
_BACK = re.compile(r"(?:\s[a-zA-Z]|\bor|\band)$")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?%?")
_ROW = re.compile(r"-?\d+(?:\.\d+)?(?: -?\d+(?:\.\d+)?){2,}")  # 1 3 5 1 4 2 4
_VERSION = re.compile(r"\d\.\d+\.\d")
MAX_TEXT = 1_200  # characters from the end of a sentence in which values are looked for
MAX_RUN = 600  # characters of one run
MAX_RUNS = 30  # of mathematics between the words of a sentence, the last ones
MAX_NUMBERS = 20  # of a run that cannot be read as one value
_UNIT_AFTER = re.compile(
    r"\s*(?:percent(?:age)?|pct|per cent|(?:square|cubic|sq\.?)\s*[a-z]+|[a-zA-Z-]{1,12}(?:\^\{?\d\}?)?(?:\s*/\s*[a-z]+|\s+per\s+[a-z]+)?|[\u4e00-\u9fff]{1,5}|°[CF]?|%)"
)

_SUFFIX = re.compile(r"[kKM](?=\s+[a-z])")
_LAST_NUMBER = re.compile(r"\d+(?:\.\d+)?\s*$")
_CLOCK = re.compile(
    r"(?:上午|下午|晚上|凌晨|中午|早上)\s*\d{1,2}\s*(?:[:点时]\s*(?:\d{1,2}\s*分?)?)|\d{1,2}(?::\d\d)?\s*(?:[ap]\.?m\b\.?|o'clock)|\d{1,2}[时点]\d{1,2}分?",
    re.I,
)
_NUMBER_WORDS = re.compile(
    r"\b((?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|half|quarters?|thirds?|fifths?)(?:[ -](?:and[ -])?(?:one|two|three|four|five|six|seven|eight|nine|hundred|thousand|halves|quarters?|thirds?|fifths?|sixths?|eighths?|tenths?))*)\b(?!-[a-z])"
    r"|(百分之[零一二两三四五六七八九十百点]+|[零一二两三四五六七八九十百千万]+分之[零一二两三四五六七八九十百千万]+)"
    r"|((?:(?<=[共有需要])一|[零二两三四五六七八九十百千]|[一二三四五六七八九十百千]{2,6})(?=[种个条名位棵颗辆头匹座次枝根把盒对幅道页层人只张件本]))",
    re.I,
)

# `no one`, `any one card`, `the red one`, `one can see`: a pronoun, no number.
_PRONOUN = re.compile(
    r"\b(?:any|no|each|every|which|this|that|another|other|(?:a|the) (?!answer|number|value|result|total|only)[a-z]+) one\b"
    r"|(?:^|[,;:] |\bthat )one (?:can(?! of\b)|may|might|must|should|could|would|has to|needs to|sees|gets|finds|obtains) (?=[a-z])",
    re.I,
)


@lru_cache(maxsize=1024)
def stated(text: str) -> tuple[tuple[int, Value, str], ...]:
    """(where, value, text) of each value in a normalised sentence; of a long one, of its end."""
    if (clock := _CLOCK.search(text)) is not None:
        return ((clock.start(), read_clean(clock[0]), clock[0]),)
    found: list[tuple[int, Value, str]] = []
    first, done = max(0, len(text) - MAX_TEXT), 0
    for match in list(_RUN.finditer(text, first))[-MAX_RUNS:]:
        if len(match[0]) > MAX_RUN or (first and match.start() == first):
            continue  # over the limit: its last number is not what it says
        if match.end() <= done or not DIGIT.search(match[0]):
            continue
        if (whole := _compound(text, match)) is not None:
            found.append(whole)
            done = whole[0] + len(whole[2])
        elif body := _body(match[0].strip()):
            found += _of_run(text, match, body)
    return tuple(found)


def _compound(text: str, match: re.Match[str]) -> tuple[int, Value, str] | None:
    """2小时30分钟 is one value."""
    number = _LAST_NUMBER.search(match[0])
    if number is None or not text[match.end() : match.end() + 1].isalpha():
        return None
    start = match.start() + number.start()
    end = measures.compound_at(text, start)
    if end is None:
        return None
    value = read_clean(text[start:end])
    return None if isinstance(value, Words) else (start, value, text[start:end])


def _body(run: str) -> str:
    """A run without the letters, words and signs at its edges that belong to the sentence."""
    front = _FRONT.match(run)
    body = run[front.end() :] if front else run
    for _ in range(4):
        body = body.rstrip(" ,;:.([{+*/=-")
        back = _BACK.search(body, max(0, len(body) - 4))
        if back is None:
            return body
        body = body[: back.start()]
    return body


def _unit_after(text: str, at: int) -> str:
    """The unit behind a number, or the word there that may be one."""
    start = at + (text[at : at + 1] == " ")
    if (end := units.leading(text, start)) is not None:
        return text[start:end]
    word = _UNIT_AFTER.match(text, at)
    unit = word[0].strip() if word else ""
    return "" if unit == "in" else unit  # 5 in all; inches were read before


def _measured(text: str, at: int, body: str) -> tuple[int, Value, str] | None:
    """A number with a short unit that looks like a letter of a formula: `5 m long`, `3 g of sugar`."""
    end = at + len(body)
    start = end + (text[end : end + 1] == " ")
    if not (body[-1:].isdigit() or body[-1:] in ")}") or not text[start : start + 1].isalpha():
        return None
    stop = beside.unit_at(text, start)
    spelling = text[at:stop] if stop is not None else ""
    if stop is None and (large := _SUFFIX.match(text, start)):
        spelling = f"{body}{large[0]}"  # 5 M: no 5
    value = read_clean(spelling) if spelling else None
    return None if value is None or isinstance(value, Words) else (at, value, spelling)


def _of_run(text: str, match: re.Match[str], body: str) -> list[tuple[int, Value, str]]:
    """The value of one run, with its unit where that can be read; else the numbers in it."""
    run, start = match[0], match.start()
    if (measure := _measured(text, start + run.find(body), body)) is not None:
        return [measure]
    closed = run[-1:].isalnum() or run[-1:] in ")}% "
    after = _unit_after(text, match.end()) if closed else ""
    for spelling in [f"{body} {after}", body] if after else [body]:
        value = read_clean(spelling)
        if not isinstance(value, Words):
            return [(start + run.find(body[:1]), value, spelling)]
    if _ROW.fullmatch(body):  # several values, and none of them alone
        items = tuple(read_clean(number) for number in body.split())
        return [(start + run.find(body[:1]), Listing(items, True, "row"), body)]
    if body[:1] in "<>!" or _VERSION.search(body):  # a bound, 5.5.5: no number in it is its value
        return []
    numbers = list(_NUMBER.finditer(body))
    if len(numbers) > MAX_NUMBERS or "\\frac" in body:  # half of a fraction is no value
        return []
    return [(start + n.start(), read_clean(n[0]), n[0]) for n in numbers]


def spelled(clean: str) -> Value | None:
    """A number in words, where a sentence has no other."""
    if "one" in clean or "One" in clean:
        clean = _PRONOUN.sub(" ", clean)
    found = list(_NUMBER_WORDS.finditer(clean))
    if not found:
        return None
    value, end = read_clean(found[-1][0]), found[-1].end()
    if not isinstance(value, Quantity):
        return None
    if clean[end : end + 1] == " " and (stop := beside.unit_at(clean, end + 1)) is not None:
        return value._replace(unit=units.unit(clean[end + 1 : stop]))
    return value
