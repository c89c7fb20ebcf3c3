"""The value that a sentence states: behind its last copula or equals sign, and not given by the question."""

import re
from functools import lru_cache

from mathse.grading.clean import normalise
from mathse.grading.prose import CONCLUDES
from mathse.grading.reading import read_clean
from mathse.grading.values import Equation, Listing, Quantity, Value, Words

_WORDS = r"sin|cos|tan|ln|log|arcsin|arccos|arctan|or|and|pi"
_RUN = re.compile(
    r"(?:[-+*/^_=().\[\]{}|<>!%°:,;\d\s'¥€£]|\\(?:frac|sqrt|pi|pm|infty|cup|cap|in|setminus|approx|theta|alpha|beta|lambda|ln|log|sin|cos|tan|binom|emptyset)(?![A-Za-z])|\\[{}]"
    rf"|(?<![A-Za-z])(?:{_WORDS}|[A-Za-z])(?![A-Za-z])|(?<=\d)(?:[a-z](?![a-z]))|或|和|分之|百分之|[零一二两三四五六七八九十百千万亿](?=[零一二两三四五六七八九十百千万亿个元米只人天]))+"
)
_UNIT_AFTER = re.compile(
    r"\s*(?:percent(?:age)?|pct|per cent|(?:square|cubic|sq\.?)\s*[a-z]+|[a-zA-Z]{1,12}(?:\^\{?\d\}?)?(?:\s*/\s*[a-z]+|\s+per\s+[a-z]+)?|[\u4e00-\u9fff]{1,5}|°[CF]?|%)"
)
_COPULA = re.compile(
    r"\b(?:is|are|was|were|equals?|be|has|have|had|gives?|get|gets|pays?|costs?|needs?|takes?|makes?|becomes?|find|left with|of|total|in|by|at|only|exactly|approximately|about)\b"
    r"|=|\\approx|:|为|是|得到?|等于|有|共|需要?|约|在",
    re.I,
)
_DIGIT = re.compile(r"\d|\\pi|\\sqrt|\\infty|\\emptyset|[零一二两三四五六七八九十]")
_TRIM = " \t,;:.=(*-+/"


def _stated(text: str) -> list[tuple[int, Value, str]]:
    """(where, value, text) of each value in a normalised sentence."""
    found: list[tuple[int, Value, str]] = []
    if (clock := _CLOCK.search(text)) is not None:
        return [(clock.start(), read_clean(clock[0]), clock[0])]
    for match in _RUN.finditer(text):
        if not _DIGIT.search(match[0]):
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


@lru_cache(maxsize=2048)
def given(question: str) -> frozenset[str]:
    """The numbers that a question states."""
    return frozenset(
        n.rstrip("0").rstrip(".") if "." in n else n
        for n in re.findall(r"\d+(?:\.\d+)?", normalise(question))
    )


def _is_given(text: str, known: frozenset[str]) -> bool:
    numbers = re.findall(r"\d+(?:\.\d+)?", text)
    return bool(numbers) and all(n in known for n in numbers)


_LINKS = re.compile(
    r"\b(?:is|are|was|were|equals?|be|gives?|get|so|therefore|thus|hence|at|that|as)\b\s*[,:]?|所以|因此|故|[为是得](?!\w*[为是得])|等于|:\s"
)


def _after_copulas(clean: str) -> list[int]:
    """Where the rest of a sentence begins behind "is", "so", 为 ...: the last four, last first."""
    return [m.end() for m in _LINKS.finditer(clean)][-4:][::-1]


def _wordy(listing: Listing) -> bool:
    return any(
        isinstance(i, Words) or (isinstance(i, Listing) and _wordy(i)) for i in listing.items
    )


_CLOCK = re.compile(
    r"(?:上午|下午|晚上|凌晨|中午|早上)\s*\d{1,2}\s*(?:[:点时]\s*(?:\d{1,2}\s*分?)?)|\d{1,2}(?::\d\d)?\s*(?:[ap]\.?m\b\.?|o'clock)|\d{1,2}[时点]\d{1,2}分?",
    re.I,
)


_RESULT = re.compile(
    CONCLUDES.pattern
    + r"|\b(?:we|to|can) (?:get|have|obtain|find|conclude)\b|\b(?:gives?|yields?)\b(?: us)?|解得|可得|得到",
    re.I,
)
_REASON = re.compile(
    r"\s*,?\s*\b(?:because|since|as|which|where|when|given that|so that|by)\b.*|[,，]?\s*因为.*",
    re.S,
)
_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")


def value_in(sentence: str, question: str) -> Value | None:
    """The value that a sentence states as its result; None where it states none."""
    concluding = [m.end() for m in _RESULT.finditer(sentence)][-1:]
    if concluding and _DIGIT.search(sentence, concluding[0]) and concluding[0] < len(sentence):
        after = value_in(sentence[concluding[0] :].lstrip(" ,，:："), question)
        if after is not None:
            return after
    clean = normalise(sentence)
    shorter = _REASON.sub("", clean)
    for text in (shorter, clean, _ASIDE.sub("", clean), _ASIDE.sub("", shorter)):
        if text and _is_value(whole := read_clean(text)):
            return whole
    for start in _after_copulas(clean):
        value = read_clean(clean[start:].strip())
        if not isinstance(value, Words | Listing) or (
            isinstance(value, Listing) and not _wordy(value)
        ):
            return value
    stated = [s for s in _stated(clean) if not _HEDGED.search(clean[: s[0]])]
    if not stated:
        return _spelled(clean)
    fresh = [s for s in stated if not _is_given(s[2], given(question))] or stated
    if len(fresh) == 1:
        return fresh[0][1]
    copulas = [m.end() for m in _COPULA.finditer(clean)]
    led = [
        s for s in fresh if isinstance(s[1], Equation) or any(0 <= s[0] - c <= 3 for c in copulas)
    ]
    return (led or fresh)[-1][1]


def unnamed(value: Value) -> Value:
    """What is said to be so much: 60° of `∠ABC = 60°`."""
    return value.value if isinstance(value, Equation) and value.name else value


def _is_value(value: Value) -> bool:
    return not isinstance(value, Words) and not (isinstance(value, Listing) and _wordy(value))


_HEDGED = re.compile(
    r"(?:\bnot|n't|\b(?:more|less|greater|fewer|larger|smaller|higher|lower) than|\bat (?:least|most)"
    r"|\b(?:over|under|above|below|between)|不是|不为|超过|不到|至少|至多)[\s\w]{0,6}$",
    re.I,
)
_NUMBER_WORDS = re.compile(
    r"\b((?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|half|quarters?|thirds?|fifths?)(?:[ -](?:and[ -])?(?:one|two|three|four|five|six|seven|eight|nine|hundred|thousand|halves|quarters?|thirds?|fifths?|sixths?|eighths?|tenths?))*)\b"
    r"|(百分之[零一二两三四五六七八九十百点]+|[零一二两三四五六七八九十百千万]+分之[零一二两三四五六七八九十百千万]+)",
    re.I,
)


def _spelled(clean: str) -> Value | None:
    """A number in words, where a sentence has no other."""
    found = [m[0] for m in _NUMBER_WORDS.finditer(clean)]
    if not found:
        return None
    value = read_clean(found[-1])
    return value if isinstance(value, Quantity) else None


def several_in(sentence: str, count: int) -> Listing | None:
    """The last `count` values of a sentence, for a question with several blanks."""
    clean = normalise(sentence)
    whole = read_clean(clean)
    if isinstance(whole, Listing) and len(whole.items) == count:
        return whole
    values = [v for _, v, _ in _stated(clean)]
    flat = [
        i for v in values for i in (v.items if isinstance(v, Listing) and not v.bracketed else (v,))
    ]
    return Listing(tuple(flat[-count:]), True) if len(flat) == count else None
