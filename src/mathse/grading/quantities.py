"""Which of several quantities is asked for: `the maximum is 4 and the minimum is -2`, of `Find the minimum`."""

import re
from functools import lru_cache

from mathse.grading.polarity import content_words
from mathse.grading.prose import has_one

# Each kind by its pattern, and the stems of which one stands in whatever matches it: cheaper to look for.
_WORDS = (
    (r"\b(?:max(?:imum|imal)?|greatest|largest|highest|biggest)\b|最[大高]", "max greatest largest highest biggest 最"),
    (r"\b(?:min(?:imum|imal)?|least|smallest|lowest)\b|最[小低]", "min least smallest lowest 最"),
    (r"\bareas?\b|面积", "area 面积"),
    (r"\b(?:perimeter|circumference)s?\b|周长", "perimeter circumference 周长"),
    (r"\bvolumes?\b|体积", "volume 体积"),
    (r"\b(?:radius|radii)\b|半径", "radi 半径"),
    (r"\bdiameters?\b|直径", "diameter 直径"),
)  # fmt: skip
_KINDS = tuple((re.compile(pattern, re.I), tuple(stems.split())) for pattern, stems in _WORDS)
_STEMS = tuple(dict.fromkeys(stem for _, stems in _KINDS for stem in stems))
_EXTREMES = 2  # the first two kinds: they are asked for one beside the other
_TWO_EXTREMES = 4  # characters in which two of them may be named: 最大最小
_ASKING = re.compile(
    r"\b(?:find|what(?:'s)?|how|determine|calculate|compute|evaluate|give)\b|求|计算", re.I
)
_PART = re.compile(r"[,;，；。](?!\d)|\b(?:and|while|but|whereas)\b|[而且]")
_STATES = re.compile(
    r"\W*(?:step \d+\W*)?([^\d=,，;]{0,60}?)\s*(?:\bis\b|\bare\b|\bof\b(?=\s*\$?-?\d)|=|:|为|是)[^=,，]*",
    re.I,
)

_NO_DIGITS = "".join(chr(code) for code in range(128) if not chr(code).isdigit())
_LONG = 300  # characters of a sentence with clauses that are compared
_RESULT = re.compile(
    r"(?!^)\b(?:so|therefore|hence|thus|giving|gives?|get|because|than)\b|[⇒→]|所以|因此|故|得|共",
    re.I,
)
_VERBS = (
    r"(?:is|are|was|were|equals?|has|have|had|gets?|got|won|wins|scored|sold|bought|buys|ate|needs?|takes?|took|costs?|weighs|measures"
    r"|pays|paid|spent|spends|earns?|earned|made|makes|caught|read|ran|runs|walked|walks|travels?|drove|holds|contains)"
)
_OWN_SUBJECT = re.compile(
    r"\W*(?:(?:so|then|since|as|if|that|therefore|thus|hence|finally)\W+)*(?!(?:it|this|that|they|these|there|which|who)\b)"
    rf"(?:[∠\\$]?\w[\w'∠ ]*?\s?=|[\w'’-]+ (?:[\w'’-]+ ){{0,8}}?{_VERBS} \S{{0,3}}\d|[\u4e00-\u9fff]{{2,12}}\s?[=有是为]\s?\d)",
    re.I,
)
_BEFORE = re.compile(r"-?\d")
_LETTER_NAME = re.compile(r"(?:\b[a-z]{2,} |∠\s?|\\angle\s?)([A-Z])\b")
_GIVEN = re.compile(r"\b(?:with|whose|if|when|given|where|which|after|before|so that)\b|,", re.I)


@lru_cache(maxsize=2048)
def asked_kinds(question: str) -> tuple[int, ...]:
    """The kinds that a question asks for, in its order; what it gives stands before its verb."""
    tail = question[-300:]
    verbs = list(_ASKING.finditer(tail)) if _any_in(tail) else []
    return _kinds(tail[verbs[-1].start() :]) if verbs else ()


def _any_in(text: str) -> bool:
    """Whether a kind of quantity may be named in `text`."""
    return has_one(text.casefold(), _STEMS)


def _two_extremes_in(text: str) -> bool:
    """Whether a maximum and a minimum may be named in `text`."""
    folded = text.casefold()
    return has_one(folded, _KINDS[0][1]) and has_one(folded, _KINDS[1][1])


@lru_cache(maxsize=1024)
def _kinds(text: str) -> tuple[int, ...]:
    """The kinds of quantity that a text names, in its order."""
    folded = text.casefold()
    if not has_one(folded, _STEMS):
        return ()
    found: list[tuple[int, int]] = []
    for n, (kind, stems) in enumerate(_KINDS):
        if has_one(folded, stems) and (match := kind.search(text)) is not None:
            found.append((match.start(), n))
    return tuple(n for _, n in sorted(found))


def another(sentence: str, question: str) -> bool:
    """Whether a sentence states nothing but a quantity of another kind than the question asks for."""
    if question and (_of_another_person(sentence, question) or _part(sentence, question)):
        return True
    if question and _otherwise(sentence, question):
        return True
    if not question or len(sentence) > 200 or not _any_in(sentence):
        return False
    asked = asked_kinds(question)
    if set(asked) == {0, 1} and _BETWEEN.search(question):
        return len({0, 1} & set(_kinds(sentence))) == 1 and not _BETWEEN.search(sentence)
    states = _STATES.fullmatch(sentence.strip(" .。\n$*")) if len(asked) == 1 else None
    if states is None:
        return False
    kinds = _kinds(states[1])
    extreme = (
        asked[0] >= _EXTREMES and min(kinds, default=0) < _EXTREMES
    )  # the largest of the areas
    return bool(kinds) and not extreme and asked[0] not in _kinds(sentence)


# What is asked of a greatest and a least together: neither of them says it.
_BETWEEN = re.compile(
    r"\b(?:differences?|gap|range|ratio|sum|differs?)\b|[-+−=]\s?\$?\d|[差和比]", re.I
)
_PERSON_ASKED = re.compile(r"\b(?:does|do|did|will|can|has|had) ([A-Z][a-z]+)\b")
_PERSON_SAID = re.compile(
    r"\W*(?:(?:[Ss]o|[Tt]hus|[Hh]ence|[Tt]herefore),? )?([A-Z][a-z]+) (?:has|had|gets?|got|needs?|bought|buys|pays?|paid|spends?|earns?|keeps|ate|sold)\b"
)
_NO_PERSON = frozenset(
    "He She It They We You There This That These Those Each Everyone Nobody One Who Someone Now Then".split()
)


def _of_another_person(sentence: str, question: str) -> bool:
    """`Tom has 5 apples`, where it is asked how many Sue has."""
    said = _PERSON_SAID.match(sentence)
    if said is None or said[1] in _NO_PERSON:
        return False
    asked = _PERSON_ASKED.findall(question[-200:])
    return bool(asked) and said[1] not in asked and not any(name in sentence for name in asked)


_STATE = re.compile(
    r"\b(with|without|before|after|including|excluding) (?:the |any |sales )?([a-z]+)", re.I
)
_TURNED = {
    "with": "without", "without": "with", "before": "after", "after": "before", "including": "excluding", "excluding": "including",
}  # fmt: skip


_TURNS = ("ith", "efore", "fter", "cluding")  # one of these stands in each


def _states(text: str) -> frozenset[tuple[str, str]]:
    """What a text says to be so: with tax, before lunch."""
    if not has_one(text, _TURNS):
        return frozenset()
    return frozenset((m[1].lower(), m[2].lower()) for m in _STATE.finditer(text))


@lru_cache(maxsize=1024)
def _asked_states(question: str) -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
    """How what is asked for is, and how it is not."""
    wanted = _states(question[-120:])
    return wanted, frozenset((_TURNED[kind], thing) for kind, thing in wanted)


def _as_it_is(sentence: str, question: str) -> str | None:
    """Of `8 before tax, and 9 after tax` the part with the one that is asked for."""
    wanted, turned = _asked_states(question)
    if not wanted or not turned & _states(sentence):
        return None
    parts = [p for p in _PART.split(sentence) if wanted & _states(p) and not turned & _states(p)]
    return parts[-1] if parts and any(c.isdigit() for c in parts[-1]) else None


def _otherwise(sentence: str, question: str) -> bool:
    """`The total is 8 without tax`, where it is asked with tax."""
    wanted, turned = _asked_states(question)
    if not wanted:
        return False
    said = _states(sentence)
    return bool(said & turned) and not said & wanted


_PARTS = re.compile(r"\b([A-Z]\w+),? and (?:in |on |at |by )?([A-Z]\w+)\b")
_TOTAL = re.compile(
    r"\b(?:totals?|altogether|combined|in all|both|together|sum|overall)\b|[+=]", re.I
)


def _part(sentence: str, question: str) -> bool:
    """`In April it was 3`, where the total of January and April is asked for."""
    tail = question[-200:]
    named = _PARTS.search(tail) if " and " in tail else None
    if named is None or not _TOTAL.search(tail) or _TOTAL.search(sentence):
        return False
    if named[1] in sentence and named[2] in sentence:  # 5 in March, 6 in April
        parts = sentence.split(named[2])
        numbers = [len(re.findall(r"\d[\d,.]*", part)) for part in (parts[0], parts[-1])]
        ends = numbers in ([1, 1], [2, 0]) and named[1] in parts[0] and len(parts) == 2
        return ends and not _RESULT.search(sentence)
    return named[1] in sentence or named[2] in sentence


_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b(?![.,]\d)")
_WHICH_YEAR = re.compile(r"\b(?:which|what) year\b", re.I)
_BEFORE_YEAR = re.compile(
    r"\b(?:before|after|since|until|than|from|to|between|and|[-–+])\s*$|\b(?:not|never|no)\b|n't\b",
    re.I,
)


def _year(sentence: str, question: str) -> str | None:
    """The one year in a sentence with other numbers, where a year is asked for."""
    if "year" not in question or not _WHICH_YEAR.search(question[-300:]):
        return None
    found = [m for m in _YEAR.finditer(sentence) if m[0] not in question]
    if len({m[0] for m in found}) != 1 or _BEFORE_YEAR.search(sentence, 0, found[-1].start()):
        return None
    return found[-1][0]


# What something is said of, with its equation: 函数 $f(x)=x^2$ 的最大值是 3.
_OF_CURVE = re.compile(
    r"(函数|曲线|抛物线|直线|椭圆|圆|双曲线|数列)\s*(?:\$[^$=]{0,40}=[^$]{1,120}\$|\\\([^=]{0,40}=.{1,120}?\\\))"
    r"(?=\s*(?:在[^，。]{0,60}?)?(?:[上的处时内]|取得|有))"
)
_SHARE = 40  # characters
_SOME_OF = re.compile(r"\W*(\d+) (?:out )?of (?:the |all )?\d+(?: [a-z]+)?[\s.]*")
_SHARED = re.compile(r"\b(?:fraction|probability|proportion|percent\w*|ratio|share)\b", re.I)


def as_asked(sentence: str, question: str) -> str:
    """Of a sentence with a maximum and a minimum, the clause with the one that is asked for."""
    if not question or len(sentence) < _TWO_EXTREMES:
        return sentence
    if "=" in sentence and not sentence.isascii():
        sentence = _OF_CURVE.sub(r"\1", sentence)
    if (part := _as_it_is(sentence, question)) is not None:
        return part
    if len(sentence) < _SHARE and " of " in sentence and "ow many" in question:
        some = _SOME_OF.fullmatch(sentence)
        return some[1] if some and not _SHARED.search(question) else sentence
    if (year := _year(sentence, question)) is not None:
        return year
    if (clause := _own_clause(sentence, question)) is not None:
        return clause
    if not _two_extremes_in(sentence) or not {0, 1} <= set(_kinds(sentence)):
        return sentence
    asked = [n for n in asked_kinds(question) if n < _EXTREMES]
    if len(asked) != 1:
        return sentence
    parts = [part for part in _PART.split(sentence) if part and asked[0] in _kinds(part)]
    fitting = [part for part in parts if 1 - asked[0] not in _kinds(part)]
    return fitting[-1] if fitting and any(c.isdigit() for c in fitting[-1]) else sentence


def _own_clause(sentence: str, question: str) -> str | None:
    """Of `Tom has 5 apples and Sue has 8`, where it is asked for Sue's, her clause; None where that says nothing.

    Each clause with a number must have a subject of its own, and one alone must share a word of its own
    with what is asked for.
    """
    if len(sentence) > _LONG or (numbers := _numbers(sentence)) is None:
        return None
    if not _PART.search(sentence, *numbers):
        return None
    if _RESULT.search(sentence):
        return None
    parts = [part for part in _PART.split(sentence) if any(c.isdigit() for c in part)]
    if len(parts) < 2 or not all(_OWN_SUBJECT.match(part) for part in parts):
        return None
    asked, said = _asked_words(question), [_words(_BEFORE.split(part)[0]) for part in parts]
    fitting = []
    for n, words in enumerate(said):
        others: set[str] = set().union(*(w for m, w in enumerate(said) if m != n))
        if (words - others) & asked:
            fitting.append(parts[n].strip())
    return fitting[0] if len(fitting) == 1 else None


def _numbers(sentence: str) -> tuple[int, int] | None:
    """Where the first digit of a sentence stands and the last one; None where there is none."""
    if sentence.isascii():
        first = len(sentence) - len(sentence.lstrip(_NO_DIGITS))
        return (first, len(sentence.rstrip(_NO_DIGITS)) - 1) if first < len(sentence) else None
    digits = [at for at, char in enumerate(sentence) if char.isdigit()]
    return (digits[0], digits[-1]) if digits else None


def _words(text: str) -> set[str]:
    """The words of a clause, and the capital letters that name something in it: car A, ∠B."""
    words = {word for word in content_words(text) if not word.isdigit()}
    return words | set(_LETTER_NAME.findall(text))


@lru_cache(maxsize=1024)
def _asked_words(question: str) -> set[str]:
    """What the last sentence of a question asks for, without its conditions."""
    last = [part for part in re.split(r"[.。]\s|\n", question[-300:]) if part.strip()][-1:]
    verbs = list(_ASKING.finditer(last[0])) if last else []
    asked = last[0][verbs[0].start() :] if verbs else last[0] if last else ""
    return _words(_GIVEN.split(asked)[0])


def exchanged(sentence: str, question: str) -> bool:
    """Whether a sentence states a maximum and a minimum in the other order than they are asked for."""
    asked = [n for n in asked_kinds(question) if n < _EXTREMES] if question else []
    said = [n for n in _kinds(sentence) if n < _EXTREMES] if len(asked) == _EXTREMES else []
    return len(said) == _EXTREMES and said != asked
