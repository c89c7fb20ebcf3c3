"""Yes or no by an assertion that takes up the question: `Red is less than Cyan`, of `Is Cyan less than Red?`

Whether a sentence affirms or denies is counted: each negation, each opposite word (`less` for `greater`), the
two sides of a comparison exchanged, and another thing named as the greatest turn the answer round once.
"""

import re

from mathse.grading import about

_NEGATION = re.compile(
    r"\bneither\b(?:[^;.]*?\bnor\b)?|\b(?:false|incorrect|untrue|wrong) (?:that|to say)\b|\b(?:not|n't|no|never|nor|none|cannot|unlikely|doubtful|(?<!without )(?<!without a )doubt|fail(?:s|ed)? to)\b|n't\b|不|没有|并非|未",
    re.I,
)
_PAIRS: tuple[tuple[str, str], ...] = (
    (r"\b(?:greater|more|larger|bigger|higher|taller|longer|above|wider)\b|大于|多于|高于", r"\b(?:less|fewer|smaller|lower|shorter|below|narrower)\b|小于|少于|低于"),
    (r"\b(?:maximum|highest|largest|most|max|greatest)\b|最大|最高", r"\b(?:minimum|lowest|smallest|least|min|fewest)\b|最小|最低"),
    (r"\b(?:even)\b|偶", r"\b(?:odd)\b|奇"), (r"\bpositive\b", r"\bnegative\b"), (r"\bincreas\w+", r"\bdecreas\w+"),
    (r"\b(?:same|equal|equals)\b|相等|相同", r"\b(?:different|unequal|differs?|greater|more|larger|less|fewer|smaller)\b|不同"),
    (r"\b(?:true|correct)\b", r"\b(?:false|incorrect|wrong)\b"), (r"\bleft\b", r"\bright (?:of|side)\b"),
    (r"\bcontinuous\b", r"\bdiscontinuous\b"), (r"\bsmooth\w*", r"\brough\w*"),
)  # fmt: skip
_OPPOSITES = tuple((re.compile(one, re.I), re.compile(other, re.I)) for one, other in _PAIRS)
# The last sentence of a question, where it asks for yes or no.
_ASKS = re.compile(
    r"(?<=[.!?。:]\s)(?:Is|Are|Was|Were|Do|Does|Did|Can|Could|Will|Has|Have)\b[^.?\n]{8,}\?$"
)
# `an odd function rather than an even one`: not an even one.
_APART = re.compile(r"\s+(?:rather than|instead of|as opposed to)\b")
_ASKS_WHAT = re.compile(
    r"(?:\A|[.!?:]\s+)(?:[Hh]ow (?:many|much|long|far|old)|[Ww]hat|[Ww]hich|[Ww]ho|[Ww]here)\b[^.?]*\?\W*\Z"
)  # for no yes or no
_CLAUSE = re.compile(r"[;；，。]|,(?!\d)|\b(?:(?<!anything )but|so|hence|thus|therefore)\b")
_FEW = 3  # words of a question: all of them stand in what answers it
_OVERLAP = 0.5  # of the question's words, in a clause that answers it
_WORD = re.compile(r"[a-z0-9]+|[\u4e00-\u9fff]", re.I)
_EMPTY = frozenset(
    "is are was were the a an of in on to and that this does do did it its there be than or at by for with"
    " have has can 的 是 吗 了".split()
)
_FAINT = re.compile(
    r"\b(?:hardly|anything but|far from|(?:nearly|almost) the)\b"
    r"|\b(?:second|third|fourth|next|2nd|3rd)[- ](?:\w+est|most|least|max\w*|min\w*)\b",
    re.I,
)
_STRICT = re.compile(
    r"\b(?:greater|more|larger|bigger|higher|taller|longer|wider|older|less|fewer|smaller|lower|shorter|younger) than\b"
    r"|\b(?:more|fewer|less)\b.+\bthan\b",
    re.I,
)
_AT_LEAST = re.compile(r"\bequal|\bat (?:least|most)\b|\bno (?:less|more|fewer)\b|\bsame\b", re.I)
_EQUAL = re.compile(
    r"\bequal\b|\bthe same\b"
    r"|(?<!twice )(?<!times )(?<!half )as (?:many|much|large|big|high|tall|long|wide|old|great)\b.*\bas\b",
    re.I,
)
_THAN = re.compile(r"\bthan\b|比")
_COMPARATIVE = re.compile(r"\w+er|more|les")
_ONLY_NOT = re.compile(r"\s*(?:and |but )?not (?:the )?(.+?)[\s.!]*", re.I)
_BEST = r"\b(?:\w{2,}est|most|least|max(?:imum)?|min(?:imum)?|median)\b"
_THAN_BEST = re.compile(rf"\bthan (?:the )?{_BEST}", re.I)
_THEY_ARE = re.compile(
    r"\W*(?:(?:so|thus|hence|therefore),? )?(?:they|it|these|this|that|both) (?:is|are|was|were)(?:n['’]t)? (?:(?:not|indeed|also|both|never|always|clearly) ){0,2}(?:an? )?(\w+)(?: (?:at|there|here|everywhere)\b[^,;]*)?\W*",
    re.I,
)
_PLACE = re.compile(r"\s(?:at|everywhere|when|where)\b[^?]*\??\Z")
_MAY_BE = re.compile(
    r"\b(?:may|might|could)(?: not)? (?:be|have)\b|\b(?:perhaps|maybe|possibly)\b", re.I
)
_PRONOUNS = frozenset(
    "it them they other others one all rest any both each every second first latter former".split()
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_CHINESE_PAIRS = tuple(zip("高高大多长重快远早宽", "矮低小少短轻慢近晚窄", strict=True))
_ASKS_BEST = re.compile(
    rf"(?:is|are|was|were|do|does) (?:the )?(.{{1,60}}?) (?:have |has )?the [^?]{{0,40}}?{_BEST}",
    re.I,
)
_IS_BEST = re.compile(
    rf"(?:the )?([\w' -]{{1,40}}?) (?:is|are|was|were|has|have) (?:clearly |indeed |actually |not )?the [^.;]{{0,40}}?{_BEST}",
    re.I,
)
_BEST_IS = re.compile(
    rf"{_BEST}[^.;,]{{0,40}} (?:is|are|was|were|belongs to) (?:the )?([\w' -]{{1,40}}?)[\s.!]*$",
    re.I,
)
_RANKS = re.compile(
    rf"{_BEST}|\b(?:more|less|\w{{2,}}er|than|first|last|top|bottom|middle|only)\b", re.I
)
# Red and Dark Red are two colours, Web Green and Web Purple too.
_SHADES = frozenset("dark light medium deep pale hot sky web royal lawn".split())
_POINTS = re.compile(
    r"\b(?:it|this|these|those|they|he|she|one|both|neither|former|latter)\b|^\W*that\b", re.I
)
_SHORT = frozenset("not isn t indeed yes no true false so clearly".split())
_BEST_FOR = re.compile(
    rf"{_BEST}(?: value)? for (?:the )?((?-i:[A-Z])[\w' -]{{0,40}}?)[\s.!]*$", re.I
)
# What a clause sets out to do, or would have to be done: `To find the median, one would need to compare them`.
_SETS_OUT = re.compile(
    r"\W*(?:(?:in order )?to (?:\w+ly )?(?:determine|find out|decide|know|tell|see|say|answer|check|verify|assess|establish|conclude)\b"
    r"|(?:one|we|you|I|it|this) (?:would|will|'d) (?:first )?(?:need|have|require)\b)",
    re.I,
)
# No names: who says that one of these is the greatest names no other.
_THINGS = frozenset(
    "answer value curve line color colour one bar data graph area option image plot statement point here".split()
)


def content_words(text: str) -> set[str]:
    """The words of a text that say something, in lower case, without a plural s."""
    return {w.removesuffix("s") for w in _WORD.findall(text.lower()) if w not in _EMPTY}


def by_polarity(sentence: str, question: str) -> bool | None:
    """Whether a sentence affirms or denies what the question asks; None where it is about something else.

    The last clause that takes up the question decides: `A is not greater than B; it is less than B`.
    """
    question = question[-300:]
    if _ASKS_WHAT.search(question):
        return None
    said = _by_polarity(sentence, question)
    if said is not None or question[-1:] != "?" or (last := _ASKS.search(question)) is None:
        return said
    few = content_words(last[0])  # without what it gives
    said_all = len(few) > _FEW or few <= content_words(sentence) or _takes_up(sentence, last[0])
    return _by_polarity(sentence, last[0].strip()) if said_all else None


def _by_polarity(sentence: str, question: str) -> bool | None:
    asked = content_words(question)
    if not asked:
        return None
    sentence = _APART.sub(", not", about.kept(sentence))
    clauses = [clause for clause in _CLAUSE.split(sentence) if clause.strip()]
    for clause in [*reversed(clauses), sentence] if len(clauses) > 1 else [sentence]:
        if about.of_its_kind(clause, question):
            continue
        if _contrasts(clause, asked) or _says_equal(clause, question):
            return _NEGATION.search(question) is not None
        said = _polarity(clause.strip(), question, asked)
        if said is not None:
            return said
    return None


def _contrasts(clause: str, asked: set[str]) -> bool:
    """`Yellow is the maximum, not Olive`: what was asked about is set apart."""
    match = _ONLY_NOT.fullmatch(clause)
    return match is not None and bool(words := content_words(match[1])) and words <= asked


def _says_equal(clause: str, question: str) -> bool:
    """Neither is more than the other."""
    if not _STRICT.search(question) or _AT_LEAST.search(question):
        return False
    about = len(clause) <= 40 or content_words(clause) & content_words(question)
    return bool(about) and _EQUAL.search(clause) is not None and not _NEGATION.search(clause)


def _polarity(clause: str, question: str, asked: set[str]) -> bool | None:
    if (_MAY_BE.search(clause) and not _MAY_BE.search(question)) or _SETS_OUT.match(clause):
        return None
    denied = len(_NEGATION.findall(clause)) + len(_NEGATION.findall(question))
    if _another_named(clause, question):
        return None if _NEGATION.search(clause) else denied % 2 == 1
    said = content_words(clause)
    if len(asked & said) < _OVERLAP * len(asked) and not _takes_up(clause, question):
        return None
    if _ranks_nothing(clause, question, said):
        return None
    if _another_number(clause, question):
        return denied % 2 == 1
    flips = _flips(clause, question)
    if flips is None or _compared_with_another(clause, question):
        return None
    denied += _exchanged(clause, question)
    denied += _FAINT.search(clause) is not None and not _FAINT.search(question)
    denied += _THAN_BEST.search(clause) is not None and not _THAN_BEST.search(question)
    return (denied + flips) % 2 == 0


def _takes_up(clause: str, question: str) -> bool:
    """`They are not similar`, where it was asked whether two triangles are similar; `not enough`, of enough."""
    if "enough" in clause and "enough" in question:
        return True
    match, words = _THEY_ARE.fullmatch(clause), _WORD.findall(question.lower())
    if match is None or not words:
        return False
    asked = _WORD.findall(_PLACE.sub("", question.lower()))  # `differentiable at x = 0`
    return match[1].lower() in (words[-1], asked[-1] if asked else "")


def _flips(clause: str, question: str) -> int | None:
    """1 for the opposite of the asked word, 0 for the same; None where a comparison is not taken up."""
    compared = False
    if "比" in clause and "比" in question:
        asked, said = question[question.find("比") :], clause[clause.find("比") :]
        for one, other in _CHINESE_PAIRS:
            if (one in asked) != (other in asked) and (one in said) != (other in said):
                return int((one in asked) != (one in said))
    for positive, negative in _OPPOSITES:
        q1, q2 = positive.search(question) is not None, negative.search(question) is not None
        if q1 == q2:
            continue
        s1, s2 = positive.search(clause) is not None, negative.search(clause) is not None
        compared = True
        if s1 == s2:
            if not s1:
                continue
            return None
        return int(q1 != s1)
    return None if compared else 0


def _ranks_nothing(clause: str, question: str, said: set[str]) -> bool:
    """`Blue is a shade`, where it was asked whether it is the maximum; `The maximum is a word for the highest`.

    The first has no word of any rank, and more than a denial, the second does not speak of blue.
    """
    best = _ASKS_BEST.search(question)
    if best is None:
        return False
    subject = content_words(best[1])
    if _RANKS.search(clause):
        return not said & subject and _POINTS.search(clause) is None
    kind = content_words(question) - subject
    return not said & kind and bool(said - subject - _SHORT)


def _another_number(clause: str, question: str) -> bool:
    """`It is 360 degrees`, where it was asked whether it is 180."""
    known, said = set(_NUMBER.findall(question)), set(_NUMBER.findall(clause))
    return len(known) == 1 and len(said) == 1 and known != said


def _exchanged(clause: str, question: str) -> bool:
    """Whether what the question has before `than` stands behind it: a comparison the other way round."""
    known, said = _sides(question), _sides(clause)
    if known is None or said is None:
        return False
    straight = len(known[0] & said[0]) + len(known[1] & said[1])
    return len(known[0] & said[1]) + len(known[1] & said[0]) > straight


def _compared_with_another(clause: str, question: str) -> bool:
    """`Violet is greater than Red`, where it was asked about Violet and Tomato."""
    known, said = _sides(question), _sides(clause)
    if known is None or said is None or _NUMBER.search(clause):
        return False
    asked = known[0] | known[1]
    return any(side and not side & (asked | _PRONOUNS) for side in said)


def _sides(text: str) -> tuple[set[str], set[str]] | None:
    than = _THAN.search(text)
    if than is None:
        return None
    left, right = content_words(text[: than.start()]), content_words(text[than.end() :])
    left = {word for word in left if not _COMPARATIVE.fullmatch(word)}
    return left - right, right - left


def _another_named(clause: str, question: str) -> bool:
    """`Red is the maximum`, where it was asked whether Olive is."""
    best = _ASKS_BEST.search(question)
    if best is None:
        return False
    match = _IS_BEST.match(clause) or _BEST_IS.search(clause) or _BEST_FOR.search(clause)
    if match is None or any(c.isdigit() for c in match[1]):
        return False
    subject, named = content_words(best[1]), content_words(match[1]) - _THINGS
    same = named <= subject or (subject <= named and not (named - subject) & _SHADES)
    if not named or same or named <= content_words(question):
        return False
    kind = content_words(question) - subject
    return bool(content_words(clause) & kind) or _flips(clause, question) == 0
