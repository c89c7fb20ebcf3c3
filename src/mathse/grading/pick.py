"""The value that a sentence states as its result: what it concludes, not what it was given or denies."""

import re
from functools import lru_cache

from mathse.grading import counts, denied
from mathse.grading.asserted import asserted
from mathse.grading.clean import normalise
from mathse.grading.counted import each, hedged, spelled_count
from mathse.grading.denied import DIGIT
from mathse.grading.measured_by import measured
from mathse.grading.prose import CONCLUDES, CONCLUDING, has_one
from mathse.grading.quantities import as_asked, exchanged
from mathse.grading.reading import read, read_clean
from mathse.grading.spoken import BOUND_BEHIND
from mathse.grading.stated import spelled, stated
from mathse.grading.values import Equation, Listing, Value, Words

_COPULA = re.compile(
    r"\b(?:is|are|was|were|equals?|be|has|have|had|gives?|get|gets|pays?|costs?|needs?|takes?|makes?|becomes?|find|left with|of|total|in|by|at|only|exactly|approximately|about)\b"
    r"|=|\\approx|:|为|是|得到?|等于|有|共|需要?|约|在",
    re.I,
)
_LINKS = re.compile(
    r"\b(?:is|are|was|were|equals?|be|gives?|get|so|therefore|thus|hence|at|that|as)\b\s*[,:]?|所以|因此|故|[为是得](?!\w*[为是得])|等于|:\s"
)
_RESULT = re.compile(
    CONCLUDES.pattern
    + r"|[cgintwyWCGINTY](?<=\b.)(?:(?<=[Ww])e (?:get|have|obtain|find|conclude)|(?<=[Tt])o (?:get|have|obtain|find|conclude)"
    r"|(?<=c)an (?:get|have|obtain|find|conclude)|(?<=[Gg])ives?(?: us)?|(?<=[Yy])ields?(?: us)?)\b"
    r"|which (?:means|implies|leaves|makes|gives|yields)\b(?: that\b)?"
    r"|[inIN](?<=\b.)(?:(?<=[Ii])\.e\.|(?<=[Nn])amely)(?=[\s,])|\bthat is(?=[\s,])"
    r"|解得|可得|得到|即为?(?!可)"
)
# One of these stands in every result.
_RESULTS = (
    *CONCLUDING, " get", " have", " obtain", " find", " conclude", "ives", "ields", "hich ", ".e.", "amely", "hat is",
    "解得", "可得", "得到", "即",
)  # fmt: skip
_REASON_WORD = re.compile(
    r"[abswgABSWG](?<=\b.)(?:(?<=[Bb])ecause|(?<=[Ss])(?:ince|o that)|(?<=[Aa])s|(?<=[Ww])h(?:ich(?! (?:means|implies|gives|leaves|makes|is|equals|yields))|ere|en)|(?<=[Gg])iven that"
    r"|(?<=[Bb])y (?=the |using ))\b|, who\b|因为"
    r"|,(?<=,)\s*(?:此时|其中|当[^,]{1,30}时|(?:which (?:is )?)?(?:attained|achieved|reached|occurs)\b)"
)
_SAYS = (" is ", " has ", " have ")
_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
# Mathematics alone: no word that could lead to a result, give a reason or deny it.
_COMMAND = r"\\(?:d?frac|sqrt|pi|cdot|times|circ|pm)(?![a-z])"
# With single letters and `=` only where no comma parts it, which would have several subjects: a = 5, b = 3.
_BARE = re.compile(
    rf"(?:[-\d.+*/^(){{}}$ %,]|{_COMMAND})+|(?:[-\d.+*/^(){{}}$ %=_°]|[A-Za-z](?![A-Za-z.])|{_COMMAND})+"
)
_IT_IS = re.compile(r"\b([Ii]t|[Tt]hat|[Tt]his|[Tt]here|[Hh]ere|answer)'s(?= )")
# `x = 5 is the solution`: what it is called stands behind it.
_SO_IT_IS = re.compile(
    r"((?:[^=]{1,40}=){1,3}[^=]*?) is (?:the|our|its|your|an?)\s(?![^=]*\b(?:wrong|incorrect|false|not|given|known|invalid|extraneous|assumed|trap|mistake)\b)[^\d=<>]+"
)
_ARTICLE = re.compile(r"^(?:an?|the)\s+")
_BOUND = re.compile(
    r"\b(?:more|less|greater|fewer|larger|smaller|higher|lower) than\b|\bat (?:least|most)\b|\bbetween\b"
    r"|\b(?:over|under|above|below)\b|超过|不到|至少|至多|之间|大于|小于|多于|少于",
    re.I,
)
_POWER = re.compile(r"-?\d[\d.,/]* (?:squared|cubed)\b")
_MAY_BE_BOUND = re.compile(r"\d.{0,14}? (?:or|and) [a-z]|\d ?\+|以[上下内]")
_BOUNDED = re.compile(
    rf"-?\d[\d.,/]*(?: ?[a-zA-Z%°]{{1,12}})?(?:{BOUND_BEHIND.pattern})(?![\w(])", re.I
)
_FORMULA = re.compile(r"\$\$?([^$]{1,600}?)\$\$?|\\\((.{1,600}?)\\\)|\\\[(.{1,600}?)\\\]", re.S)
_BOUNDS = re.compile(r"[_^]\s*\{[^{}]*\}")
# A sum, integral or limit with what it is of: the numbers in it are no values of the sentence.
_OPERATED = re.compile(
    r"\\(?:sum|prod|i{0,2}int|oint|lim|bigcup|bigcap)(?![a-z])(?:\s*[_^]\s*(?:\{[^{}]*\}|\\?\w))*[^=,;]*?(?=[=,;是为得]|\b(?:is|are|be|was|equals|gives)\b|$)"
)
_RELATED = re.compile(r"[<>≤≥≠]|!=|\\(?:[lg]eq?(?:slant)?|neq?|lt|gt|in|cup|begin)(?![a-z])")
# Where something holds, in front of what it is: `the force at x = 2 is 5`.
_WHERE = re.compile(
    r"\s(?:at|when|where|for|if|with)\s+(?:\$|\\\()?\s*\\?[A-Za-z][\w'{}]{0,12}\s*=\s*[^=,;$]{1,24}?\s*(?:\$|\\\))?,?\s+(?=(?:is|are|was|were|equals|becomes|(?:will|would|must) be)\b)"
)
_HOW_MANY = re.compile(r"\bhow (?:many|much)((?:\s+[a-z]+){1,3})", re.I)
_GOES_ON = re.compile(r"[,;] (?:[a-z]{2,} ){2}|[,;] ?[\u4e00-\u9fff]{2}")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
_NOTHING = re.compile(r"\b(?:no|none|nothing)\b", re.I)
_WORD = re.compile(r"[a-z]{3,}")
_NO_WORD = re.compile(r"[^\sa-z]*")
_GAP = re.compile(r"\b(?:gap|difference)\b", re.I)
_NO_GAP = re.compile(
    r"\bno (?:[a-z]+ )?(?:gap|difference)\b(?=[\s.!*]*$|,| (?:in age|in their|between (?:them|the two|these|both|[A-Z])|at all|here))(?![^.]*\d)"
)
# `Since angle D is 50, angle C is a right angle`: the number is a reason, and what it is for has a subject of its own.
_SINCE = re.compile(
    r"\W*(?:[Ss]ince|[Bb]ecause|[Aa]s|[Gg]iven that)\b[^,]*\d[^,]*(?:, and [^,]*)?,\s*(?!(?:it|this|that|which|so|we|they|there)\b)"
    r"((?!.*\b(?:same|equal|congruent|also|so|it|that)\b)[^,\d]*\b(?:is|are)\b[^,\d]*)"
)


def reasoned(text: str) -> bool:
    """Whether a text says more than its result: reasons, working, what follows from what, what has what."""
    if "=" in text and has_one(text, _SAYS):
        return True
    return _RESULT.search(text) is not None or _REASON_WORD.search(text) is not None


# `Angle D is 50, so angle C is a right angle`.
_SO = re.compile(
    r"([^,]*\d[^,]*),? (?:so|therefore|thus|hence),? ((?:the )?(?:[a-z]+ )?∠?[A-Z]{1,3}) ((?:is|are|must be)\b(?!.*\b(?:same|equal|congruent|also)\b)[^,\d]*)"
)


def _of_another(sentence: str, question: str) -> str | None:
    """What is concluded, without a number, of another thing than the one whose number is the reason for it."""
    if (since := _SINCE.fullmatch(sentence)) is not None:
        return since[1]
    so = _SO.fullmatch(sentence) if question else None
    if so is None or so[2] not in question or so[2].lower() in so[1].lower():
        return None
    return so[3]


@lru_cache(maxsize=2048)
def value_in(sentence: str, question: str) -> Value | None:
    """The value that a sentence states as its result; None where it states none."""
    if _BARE.fullmatch(sentence):  # it denies nothing, and has no clauses
        if _is_value(value := read(sentence)):
            return value
    else:
        sentence = as_asked(denied.kept(sentence), question)
        if (by := measured(sentence)) is not None:
            return by
        if _NO_GAP.search(sentence) and _GAP.search(question):
            return read_clean("0")
        if (result := _of_another(sentence, question)) is not None:
            return spelled(normalise(result))
        if _BARE.fullmatch(sentence) and _is_value(value := read(sentence)):
            return value
    if "=" in sentence:
        sentence = _WHERE.sub(" ", sentence)
    if "$" in sentence or "\\(" in sentence or "\\[" in sentence:
        only = _only_formula(sentence)
        if only is not None:
            return only
    may = has_one(sentence, _RESULTS)
    concluding = [m.end() for m in _RESULT.finditer(sentence)][-1:] if may else []
    if concluding and DIGIT.search(sentence, concluding[0]) and concluding[0] < len(sentence):
        rest = sentence[concluding[0] :].lstrip(" ,，:：")
        after = value_in(rest[asserted(rest) or 0 :], question)
        if after is not None:
            return after
    clean = normalise(sentence)
    if " is " in clean and "=" in clean and (so := _SO_IT_IS.fullmatch(clean)):
        clean = so[1]
    if "'s " in clean:
        clean = _IT_IS.sub(r"\1 is", clean)
    clean = counts.of_total(clean, question)
    reason = _REASON_WORD.search(clean)
    shorter = clean[: reason.start()].rstrip(" ,") if reason else clean
    counting = _HOW_MANY.search(question) if "ow m" in question.lower() else None
    if counting and concluding and _NOTHING.match(sentence, concluding[0] + 1):
        return read_clean("0")
    clean = shorter if DIGIT.search(shorter) else clean
    located = counting and " at " in clean  # `one zero, at x = 3`
    if clean and not located and _is_value(whole := read_clean(clean)):
        return whole
    if ")" in clean and (bare := _ASIDE.sub("", clean)) and _is_value(whole := read_clean(bare)):
        return whole
    if is_formula(sentence):
        return None  # one formula that cannot be read: a number in it is not its value
    if "\\" in clean:
        clean = _OPERATED.sub(" ", clean)
    if counting and (counted := _counted(clean, counting[1], question)) is not None:
        return counted
    for start in _after_copulas(clean):
        value = read_clean(_ARTICLE.sub("", clean[start:].strip(), count=1))
        if _is_value(value):
            return value
    return _chosen(clean, question)


def bounds(sentence: str) -> bool:
    """Whether a sentence says how large something may be: `more than 5`. No value, and yet an answer."""
    bound = _BOUND.search(sentence)
    return bound is not None and DIGIT.search(sentence, bound.start()) is not None


def is_formula(sentence: str) -> bool:
    """Whether a text is one formula between its signs, and no equation."""
    if sentence[:1] not in "$\\" or "=" in _BOUNDS.sub("", sentence):
        return False
    return _FORMULA.fullmatch(sentence.strip(" .")) is not None


def _only_formula(sentence: str) -> Value | None:
    """The relation, set or matrix of `Therefore $x \\ge 5$ is the solution`: all mathematics it has."""
    found = _FORMULA.findall(sentence)
    if len(found) != 1 or DIGIT.search(_FORMULA.sub(" ", sentence)):
        return None
    formula = next(part for part in found[0] if part)
    before = sentence[: sentence.find(formula)].rstrip("$\\([ ")
    if not _RELATED.search(formula) or hedged(before[-40:]):
        return None
    value = read(formula)
    return value if _is_value(value) else None


def _is_value(value: Value) -> bool:
    if isinstance(
        value, Equation
    ):  # `Using A = pi r^2 with r = 3, the area is 9 pi`: a sentence, called A
        return not (isinstance(value.value, Words) and _GOES_ON.search(value.value.text))
    return not isinstance(value, Words) and not (isinstance(value, Listing) and _wordy(value))


def _wordy(listing: Listing) -> bool:
    return any(
        isinstance(i, Words) or (isinstance(i, Listing) and _wordy(i)) for i in listing.items
    )


def _after_copulas(clean: str) -> list[int]:
    """Where the rest of a sentence begins behind "is", "so", 为 ...: the last four, last first."""
    return [m.end() for m in _LINKS.finditer(clean)][-4:][::-1]


def _chosen(clean: str, question: str) -> Value | None:
    """Of the values in a sentence: the one that is counted, else behind a copula, else the last."""
    fresh = _fresh(clean, question)
    if not fresh:
        none = _NOTHING.search(clean) and _HOW_MANY.search(question)
        return spelled(clean) or (read_clean("0") if none else None)
    if len(fresh) == 1:
        return fresh[0][1]
    copulas = [m.end() for m in _COPULA.finditer(clean)]
    led = [
        s for s in fresh if isinstance(s[1], Equation) or any(0 <= s[0] - c <= 3 for c in copulas)
    ]
    if question and each(clean, question):
        return Listing(tuple(value for _, value, _ in fresh), True)
    return (led or fresh)[-1][1]


def _fresh(clean: str, question: str) -> list[tuple[int, Value, str]]:
    """The values of a sentence that it does not deny and, if there are such, that are not given."""
    found = [s for s in stated(clean) if not hedged(clean[max(0, s[0] - 40) : s[0]])]
    if "squared" in clean or "cubed" in clean:
        found = [s for s in found if not _POWER.match(clean, s[0])]
    if _MAY_BE_BOUND.search(clean):
        found = [s for s in found if not _BOUNDED.match(clean, s[0])]
    return [s for s in found if not _is_given(s[2], given(question))] or found


def _counted(clean: str, asked: str, question: str) -> Value | None:
    """`How many objects are left?`: the number before "objects", or before "left"."""
    things = {_stem(w) for w in _WORD.findall(asked.lower())}
    best, most = None, 0
    for start, value, text in _fresh(clean, question):
        rest = clean[start:].lower()
        after = _WORD.findall(rest, _NO_WORD.match(rest).end())[:3]  # type: ignore[union-attr]
        score = len({_stem(w) for w in after} & things)
        if score >= most and score > 0 and text:
            best, most = value, score
    return best or spelled_count(clean, asked)


def _stem(word: str) -> str:
    return word.removesuffix("s")


@lru_cache(maxsize=2048)
def given(question: str) -> frozenset[str]:
    """The numbers that a question states."""
    return frozenset(
        n.rstrip("0").rstrip(".") if "." in n else n for n in NUMBER.findall(normalise(question))
    )


def _is_given(text: str, known: frozenset[str]) -> bool:
    numbers = NUMBER.findall(text)
    return bool(numbers) and all(n in known for n in numbers)


def unnamed(value: Value) -> Value:
    """What is said to be so much: 60° of `∠ABC = 60°`."""
    return value.value if isinstance(value, Equation) and value.name else value


def several_in(sentence: str, count: int, question: str = "") -> Listing | None:
    """The last `count` values of a sentence, for a question with several blanks."""
    clean = normalise(sentence)
    whole = read_clean(clean)
    if isinstance(whole, Listing) and len(whole.items) == count:
        return whole
    found = stated(clean)
    values = counts.named([text for _, _, text in found], [value for _, value, _ in found])
    flat = [
        i for v in values for i in (v.items if isinstance(v, Listing) and not v.bracketed else (v,))
    ]
    if len(flat) != count:
        return None
    return Listing(tuple(flat[::-1] if exchanged(sentence, question) else flat), True)
