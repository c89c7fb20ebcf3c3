r"""Does a diagnosis give the answer away? What a teacher or an ORM says of a wrong path must not.

A writer who is told the answer has nothing to reflect on, and an ORM trained on such rows learns to tell.
So every analysis is checked before an ORM is trained on it and before anyone repairs a path with it.
The check errs on the safe side: an analysis that names the right value by chance is withheld too. What
is quoted from the path or the question is no leak, for the writer has it before its eyes, unless the
analysis itself calls it right ("it should be 24"). In which forms a value may stand there (24cm, 2√3,
\frac{3}{4}, twenty-four, 3*8) is for `mathse.grading` to read.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from mathse.grading import normalise, read, same_answer
from mathse.grading.values import Quantity
from mathse.grading.words import NUMBERS
from mathse.locating import steps_of
from mathse.rows import Feedback, Problem, graded_options

_QUOTED = 3  # words or signs in a row that stand in the source, too, are a quotation
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|\S")

# One spelling for the analysis and its source, so that "3 times 8" quotes "3 * 8".
_LISTED = re.compile(r"^\s*\(?\d{1,2}[.)]\s", re.M)  # numbers of a list, no values
_EMPHASIS = re.compile(r"(?<![\w)])\*\*(?=\S)(.+?)\*\*(?!\w)")
_SPELLINGS = (
    (re.compile(r"(?<=\d)\s*(?:\btimes\b|\bmultiplied by\b|x)\s*(?=\d)"), " * "),
    (re.compile(r"(?<=\d)\s+plus\s+(?=\d)"), " + "),
    (re.compile(r"(?<=\d)\s+minus\s+(?=\d)"), " - "),
    (re.compile(r"(?<=\d)\s+divided by\s+(?=\d)"), " / "),
    (re.compile(r"[\"'`]([A-J])[\"'`]"), r"\1"),
)

# A number that says where, not how much: "line 3", but not in "the answer is part 3".
_PLACES = re.compile(
    r"\b(?:steps?|(?<!\bis )(?<!\bbe )(?:lines?|sentences?|equations?|parts?|images?|figures?))"
    r"\s*\(?(\d+(?:\s*(?:,|and|or|to|-|&)\s*\d+)*)\b\)?",
    re.I,
)

# Behind one of these a number is a result; elsewhere it may be an operand, a name, or a pronoun.
_RESULT = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|equals?|gives?|makes?|gets?|yields?|becomes?|to|answer|result|value"
    r"|exactly|only|about)|[=:→]|\\approx)\s*$",
    re.I,
)
# What the analysis calls right, though the same words stand in the path.
_CALLED_RIGHT = re.compile(
    r"\b(?:(?:(?:correct|actual|proper|true|reference)(?:\s+\w+){0,4}?"
    r"|right\s+(?:answer|value|result|number|one|option|choice))(?:\s+(?:is|are|was|be|equals)\b|\s*[=:])"
    r"|(?:should|must|ought\s+to|has\s+to)\s+(?:(?:have\s+been|be|equal|give|come\s+to)\b|[=:]))"
    r"\s*:?\s*(?:(?:equal\s+to|about|exactly|only|just)\s+)?(?:\w{1,3}\s*=\s*)?",
    re.I,
)

# A number as `normalise` spells it; what is glued to it, or stands behind it, may be a unit.
_NUMBER = re.compile(
    r"(?<![\w.^])(?<![\^_]\{)(-?\d+(?:[.,]\d+)*(?:\s*/\s*\d+)?(?:\s*\*?\s*\\?pi\b)?(?:\s*%)?)"
    r"(\s?[A-Za-z°]+(?:\^\{?\d\}?)?)?(?![\w^])",
    re.I,
)
_FORMULA = re.compile(r"(?:\\(?:frac|sqrt|pi)|\b(?:sqrt|pi)\b|\d+(?:\.\d+)?|[-+*/^(){}!%]|\s)+")
_OPERATOR = re.compile(r"\d\s*[-+*/^!(]|sqrt|\\frac|pi")
_GOES_ON = re.compile(r"\s*[-+*/^]")
_UNKNOWN = re.compile(r"\s?[a-z]\b")  # behind 2\pi: the formula goes on
_NAMES = "|".join(sorted(NUMBERS - {"a", "an"}, key=len, reverse=True))
_IN_WORDS = re.compile(
    rf"\b(?:an?\s+)?(?:{_NAMES})(?:(?:-|\s+)(?:{_NAMES})|\s+and\s+a\s+half"
    rf"|(?:(?<=hundred)|(?<=thousand))\s+and\s+(?:{_NAMES}))*\b",
    re.I,
)
# "one of them", "half of it", "the third step", "two sides": results only where something says so.
_SMALL = re.compile(
    r"(?:an? )?(?:one|two|three|four|five|six|seven|eight|nine|ten|half|quarter|second|third|\w+th)s?",
    re.I,
)
_OF = re.compile(r"\s+of\b")
_COUNTED = re.compile(r"\s+([a-z]{4,})", re.I)
_AGAINST = re.compile(r",?\s+(?:and\s+)?(?:not|instead|rather)\b")
_POINTED_AT = re.compile(
    r"\b(?:the|these|those|this|all|both|other|any|first|last|next|its)\s+$", re.I
)

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_OPTION = r"(?i:option|choice|alternative)"
# "the answer A student gives": an article. What may stand behind a letter:
_NO_ARTICLE = r"(?!\s+(?!(?:is|was|and|not|instead|because|since|rather|but|as|here)\b)[a-z])"
# In front of a letter: it names a point, a side, an angle.
_IN_FIGURE = (
    r"(?i:\b(?:angles?|points?|lines?|sides?|vertex|vertices|corners?|triangles?|circles?|at|of|in|on|from|to|through"
    r"|between|and)\s+|\\angle\s*)"
)
_RIGHT = (
    r"\)?(?:\s+(?:is|was|would be|should be)\s+(?:\w+ly\s+|indeed\s+)?(?:the\s+)?(?:only\s+)?"
    r"(?:(?:right|correct|true)(?=\s*(?:[.,;:!?)…]|$|(?:and|because|since|here|as|one|answer|option|choice|instead|not)\b))"
    r"|(?:\w+\s+)?(?:answer|option|choice|one)\b)"
    r"|,?\s+(?:and\s+)?not\s+\(?[A-J]\b|\s+instead\b|\s+rather than\b)"
)


class _Said(NamedTuple):
    """An analysis in one spelling."""

    text: str
    quoted: list[bool]  # of each character: whether it stands in a quotation

    def fresh(self, span: tuple[int, int]) -> bool:
        """Whether the analysis says this itself: any of it stands in no quotation."""
        return any(not self.quoted[at] and not self.text[at].isspace() for at in range(*span))


class _Value(NamedTuple):
    """What stands for a value in an analysis."""

    span: tuple[int, int]
    texts: tuple[str, ...]  # how it can be read
    sure: bool  # False: perhaps no value but an operand, a name, a pronoun


def reveals(analysis: str, problem: Problem, path: str) -> bool:
    """Whether the analysis holds the reference answer: its letter, its value, or its words."""
    said = _said(analysis, problem, path)
    letter, answer = _letter(problem), _answer(problem)
    if letter is not None and _names_letter(said, letter):
        return True
    if answer is None:
        return False
    given = frozenset(word.casefold() for word in _WORD.findall(_spelled(problem.question)))
    return _holds_value(said, answer, given) or _holds_words(said, answer)


def told(feedback: Feedback | None, problem: Problem, draft: str) -> Feedback | None:
    """The feedback without what reveals the answer; None where nothing is left of it."""
    if feedback is None:
        return None
    step, analysis = feedback.error_step, feedback.analysis
    if step is not None and step not in draft and reveals(step, problem, draft):
        step = None
    if analysis is not None and reveals(analysis, problem, draft):
        analysis = None
    return Feedback(step, analysis) if step or analysis else None


def _letter(problem: Problem) -> str | None:
    """The right option's letter, where the reference is one."""
    found = re.fullmatch(r"\(?([A-Z])\)?\.?", problem.gold.strip())
    options = graded_options(problem)
    known = len(options) if options else 10
    return found[1] if found and ord(found[1]) - ord("A") < known else None


def _answer(problem: Problem) -> str | None:
    """The right value, or the right option's words; None where only a letter is known."""
    letter, options = _letter(problem), graded_options(problem)
    if letter is None:
        return problem.gold
    return options[ord(letter) - ord("A")] if options else None


def _names_letter(said: _Said, letter: str) -> bool:
    """Whether the right option is pointed at by its letter or its place; "point B" does not."""
    article = _NO_ARTICLE if letter in "AI" else ""
    alone, small = (rf"\(?(?P<letter>{one})\b\)?(?!'){article}" for one in (letter, letter.lower()))
    place = dict(zip("ABCDEFGH", _ORDINALS, strict=True)).get(letter, letter)
    is_ = r"(?:\s+(?:is|be|was)\b)?\s*[:=]?\s*"
    for pattern in (
        rf"(?<!\w)\((?P<letter>{letter})\)",
        rf"\b(?i:{_OPTION}|answer|letter){is_}{alone}",
        rf"\b{_OPTION}\s+{small}",
        rf"\b(?i:{_OPTION}|answer|one(?!\s+of)|solution)(?:\s+(?!not\b)\w+){{0,4}}?\s+(?:is|be|was)\s*:?\s*{alone}",
        rf"\b(?i:it|figure|picture|diagram|graph)\s+is\s+{alone}",
        rf"\b(?i:choos|chose|pick|select)\w*\s+{alone}",
        rf"\bnot\s+\(?[A-J]\)?,?\s+but\s+{alone}",
        rf"\b(?P<letter>(?i:{place}))\s+{_OPTION}\b",
    ):
        if any(said.fresh(found.span("letter")) for found in re.finditer(pattern, said.text)):
            return True
    if any(re.compile(alone).match(said.text, at.end()) for at in _CALLED_RIGHT.finditer(said.text)):  # fmt: skip
        return True
    found = re.finditer(rf"({_IN_FIGURE})?\(?\b{letter}{_RIGHT}", said.text)
    return any(one[1] is None and said.fresh(one.span()) for one in found)


def _holds_value(said: _Said, answer: str, given: frozenset[str]) -> bool:
    """Whether a number or a formula of the analysis comes to the answer."""
    right = {at.end() for at in _CALLED_RIGHT.finditer(said.text)}
    return any(
        (value.span[0] in right or (value.sure and said.fresh(value.span)))
        and any(same_answer(text, answer) for text in value.texts)
        for value in _values(said.text, given)
    )


def _values(text: str, given: frozenset[str]) -> Iterator[_Value]:
    """All that stands for a value.

    What the question gives (`given`), or what may be a pronoun, surely does so only as a result: "is 5", "= 5".
    """
    for found in _NUMBER.finditer(text):
        bare, behind = found[1].strip(), found[2] or ""
        unit = bool(behind) and isinstance(value := read(found[0]), Quantity) and value.unit
        if behind and not behind[0].isspace() and not unit:
            continue  # 24th, 2r
        if "pi" in bare and _UNKNOWN.match(text, found.end(1)):
            continue
        result = _before(_RESULT, found) and not _GOES_ON.match(text, found.end(1))
        texts = (bare, found[0]) if unit else (bare,)
        yield _Value(found.span(1), texts, bare not in given or result)
    for found in _FORMULA.finditer(text):
        if _OPERATOR.search(found[0]) and not _UNKNOWN.match(text, found.end()):
            start = found.end() - len(found[0].lstrip())
            formula = found[0].strip(" +*/^")
            if formula.count("(") != formula.count(")"):
                formula = formula.strip(" ()")
            yield _Value((start, found.end()), (formula,), True)
    for found in _IN_WORDS.finditer(text):
        yield _Value(found.span(), (found[0],), _is_number(found, given))


def _before(pattern: re.Pattern[str], found: re.Match[str]) -> bool:
    """Whether this stands in front; only the last characters are looked at, or many numbers take long."""
    start = found.start()
    return pattern.search(found.string, max(0, start - 24), start) is not None


def _is_number(found: re.Match[str], given: frozenset[str]) -> bool:
    """Whether a number in words is surely a value: "is two", "two, not three", "two faces" where faces are asked for."""
    text, word = found.string, found[0].casefold()
    if _before(_RESULT, found):
        return not (_SMALL.fullmatch(word) and _OF.match(text, found.end()))
    if word in given or _before(_POINTED_AT, found):
        return False
    counted = _COUNTED.match(text, found.end())
    asked_for = counted is not None and counted[1].casefold() in given
    against = _AGAINST.match(text, found.end()) is not None
    return asked_for or against or not _SMALL.fullmatch(word)


def _holds_words(said: _Said, answer: str) -> bool:
    """Whether an answer that is no bare number stands there: "(3, 4)", "Thursday", "x = 2"."""
    wanted = normalise(answer).strip()
    if len(wanted) < 2 or wanted.isdecimal():
        return False
    if re.fullmatch(r"[A-Za-z\s]+", wanted):
        pattern = rf"\b{re.escape(wanted)}\b"
    else:
        kept = [pair for pair in zip(*said, strict=True) if not pair[0].isspace()]
        said = _Said("".join(sign for sign, _ in kept), [quoted for _, quoted in kept])
        wanted = "".join(wanted.split())
        pattern = (r"(?<![\d.])" if wanted[0].isdigit() else "") + re.escape(wanted)
    return any(said.fresh(found.span()) for found in re.finditer(pattern, said.text, re.I))


def _spelled(text: str) -> str:
    stop = (
        "." if text.rstrip().endswith(".") else ""
    )  # `normalise` takes it off: part of a quotation
    text = normalise(_EMPHASIS.sub(r"\1", _LISTED.sub(" ", text))).removesuffix(".") + stop
    for pattern, spelling in _SPELLINGS:
        text = pattern.sub(spelling, text)
    return text


def _said(analysis: str, problem: Problem, path: str) -> _Said:
    """The analysis in one spelling, without the numbers of places, its quotations marked.

    Quoted are runs of words and signs that stand in the source in the same order, and a name with its number.
    """
    text = _spelled(analysis)
    known = [word.casefold() for word in _WORD.findall(_spelled(f"{path}\n{problem.question}"))]
    runs = {tuple(known[at : at + _QUOTED]) for at in range(len(known) - _QUOTED + 1)}
    named = {pair for pair in pairwise(known) if _named(*pair)}
    found = list(_WORD.finditer(text))
    words = [word[0].casefold() for word in found]
    quoted = [False] * len(text)
    for at in range(len(words) - 1):
        size = _QUOTED if tuple(words[at : at + _QUOTED]) in runs else 2
        if size == _QUOTED or (words[at], words[at + 1]) in named:
            start, end = found[at].start(), found[at + size - 1].end()
            quoted[start:end] = [True] * (end - start)
    last = max(len(steps_of(path)), path.count("\n") + 1)

    def blank(place: re.Match[str]) -> str:
        there = all(int(number) <= last for number in re.findall(r"\d+", place[1]))
        return " " * len(place[0]) if there else place[0]

    return _Said(_PLACES.sub(blank, text), quoted)


def _named(name: str, number: str) -> bool:
    """Whether these are a name with its number ("width 12"), and no result ("is 12")."""
    is_name = len(name) > 2 and name.isalpha() and name not in ("the", "and", "not")
    return is_name and number[0].isdigit() and not _RESULT.search(name)
