"""The option that a response chooses."""

import re

from mathse.grading import choices, denied, embedded, letters, outside, pick, prose, verdict
from mathse.grading.asserted import supposed
from mathse.grading.claimed import claimed
from mathse.grading.clean import normalise
from mathse.grading.find import Found, Place, Span, closing, nothing, retracted, withdrawn
from mathse.grading.find_option import by_text, named_in, none_named
from mathse.grading.find_verdict import find_verdict
from mathse.grading.judged import asks_wrong, judged
from mathse.grading.listed import behind_list
from mathse.grading.options import are_letters, by_value, matching, option_texts
from mathse.grading.polarity import by_polarity
from mathse.grading.response import Declared, statement
from mathse.grading.yes_no import verdict_of

_HEAD = 60  # characters of a plain answer
_LETTERS = 8  # how many options there may be where they are not given
_LISTED = 3  # boxes with the letters from A on: a list, no choice
_SENTENCES = 8  # from the end: so many may name a letter
_AFTER_ALL = re.compile(r"\b(?:but|however|though|guess|nevertheless|still)\b|[;；]|但", re.I)
_UNDECIDED = re.compile(r"\b(?:one|any|some|either) of\b|\bbetween\b", re.I)
_COUNTED = re.compile(r"\b(?:option|choice)\s*#?$", re.I)
# The last line, or sentence, is an option: `(b)`, `B`, `B: 45`, `B (45 by symmetry)`.
_LAST_OPTION = re.compile(
    r"(?:\n\s*|(?:[a-z)°\d$}*]{2}(?<!\bvs)(?<!\bno)(?<!\bcf)(?<!fig)[.!?]|[。！？])\s*(?<=[\s。！？]))(\**(?:\(([A-Ja-j])\)|([A-J])(?=\**\s*(?:[.。:：)(（]|$)))[^\n]{0,80}?)\s*$"
)
_LINE_LABEL = re.compile(r"(?:^|\n)[\s*]*\(?([A-Ja-j])[).:：、]")
_WRONG_ONE = re.compile(
    r"\b(?:wrong|incorrect|false|invalid) (?:answer|option|choice|one|statement)s?\s+(?:is|are|would be)\s*:?\s*",
    re.I,
)
_VERDICT_FIRST = re.compile(
    r"[\s*\"']*+(?:(A\s?[:：])\s*(?=\S)|(?:\(?[A-J][).:]\s+)?\**(?=(?:yes|no)\b(?:\s*[,.;:!*—–-]|\s*$)))",
    re.I,
)
_OF_IT = re.compile(r",? (?:which|(?:but|and|although|however,?) (?:it|this|that)) (?=\w+ )")
_CONTRADICTIONS = ("But", "However", "Yet", "Actually")
# An announced answer that says that there is none.
_NO_OPTION = re.compile(
    r"(?:\\text\w*\s*\{)?\s*(?:none|neither|nothing|no (?:one|option|choice|answer|shape|figure|picture|piece)s?)(?: of (?:the|these|them)[a-z ]*)?\s*\}?[.!]?",
    re.I,
)
# `A = C`: of two options one is said to be the other, and neither is chosen.
_EQUATED = re.compile(r"\W*[A-J]\s*=\s*[A-J]\W*")
_CONTRADICTS = re.compile(rf"\W*(?:{'|'.join(_CONTRADICTIONS)})\b")  # what was said before it
Options = tuple[str, ...] | None


def find_choice(at: Place, options: Options, *, is_verdict: bool, several: bool = False) -> Found:
    """The option that a response chooses, by letter, text or value; all of several, if it names them."""
    if not several and not at.declared:
        at = at._replace(low=at.low + behind_list(at.response[at.low : at.high], options))
        if at.low == at.high:
            return Found(None, "options listed, none chosen")
    found = _find(at, options, is_verdict=is_verdict)
    count = len(options) if options else _LETTERS
    if len(found.chosen) == count > 2 and not several:
        return Found(None, "options listed, none chosen")
    return found


def _find(at: Place, options: Options, *, is_verdict: bool) -> Found:
    later = retracted(at)
    if later is not None:
        found = _undeclared(later, options, is_verdict=is_verdict, sure=True)
        if found.span is not None and found.chosen:
            return found
    if (at.declared or not is_verdict) and withdrawn(at):
        return Found(None, "taken back")
    count = len(options) if options else _LETTERS
    if len(at.declared) >= _LISTED and _all_boxed(at):
        return Found(None, "options listed, none chosen")
    missed: Found | None = None
    for one in reversed(at.declared):
        span, rule = (one.start, one.end), "boxed" if one.boxed else "announced"
        chosen = _declared(at, one, options, count, is_verdict=is_verdict)
        if chosen:
            return Found(span, rule, chosen)
        if outside.denies_all(at.text(span), options):
            return Found(None, "denies every option")
        if missed is None and not prose.refuses(at.text(span)) and _is_answer(at.text(span)):
            missed = Found(span, f"{rule}, but no option")
    if missed is not None and is_verdict and options and (first := _verdict_first(at, options)):
        return first
    if missed is not None and missed.span and _NO_OPTION.fullmatch(at.text(missed.span)):
        return missed
    if missed is not None:  # an answer that is no option: only a letter says more
        return _letter_near_the_end(at, options, count, closing(at)) or missed
    return _undeclared(at, options, is_verdict=is_verdict, sure=False)


def _all_boxed(at: Place) -> bool:
    """Whether the options are listed, each in its box: `(A) \\boxed{A}`, `(B) \\boxed{B}`, ..."""
    said = [at.text((d.start, d.end)).strip("() $.") for d in at.declared if d.boxed]
    run = (
        "".join(said[-said[::-1].index("A") - 1 :]) if at.declared[-1].boxed and "A" in said else ""
    )
    return len(run) >= _LISTED and run == "ABCDEFGHIJ"[: len(run)]


def _is_answer(text: str) -> bool:
    said = 0 < len(text.strip()) <= _HEAD and not _UNDECIDED.search(text)
    return (
        said
        and not denied.only(text)
        and not (letters.rejected(normalise(text)) or prose.blank(text))
    )


def _declared(
    at: Place, one: Declared, options: Options, count: int, *, is_verdict: bool
) -> frozenset[int]:
    text = at.text((one.start, one.end))
    if text[:1].isdigit() and _COUNTED.search(at.response[: one.start].rstrip()[-10:]):
        text = f"option {text}"
    if _EQUATED.fullmatch(text) or outside.denied(at.response, one.start, at.high):
        return frozenset()
    chosen = choices.choose(text, options, count)
    if not chosen and is_verdict and options:
        chosen = _option_of_verdict(verdict.plain(text), options)
    if not chosen and options and (stated := pick.value_in(text, at.question)):
        chosen = by_value(stated, options, at.question)
    if not chosen and options and not prose.refuses(text):
        chosen = choices.by_words(normalise(text), options, at.question)
    if not chosen and not one.boxed:
        line = at.response.rfind("\n", at.low, one.start) + 1
        start = max(line, at.low, one.end - letters.MAX_TEXT)
        chosen = letters.named(normalise(at.response[start : one.end]), count)
    return chosen


def _option_of_verdict(said: bool | None, options: tuple[str, ...]) -> frozenset[int]:
    if said is None:
        return frozenset()
    return frozenset(n for n, o in enumerate(option_texts(options)) if verdict_of(o) is said)


def _undeclared(at: Place, options: Options, *, is_verdict: bool, sure: bool) -> Found:
    head = at.head()
    if head is None:
        return Found(None, "empty")
    count = len(options) if options else _LETTERS
    first = at.text(head)
    if at.only(head) and (plain := choices.plainly(first, options, count)):
        return Found(head, "leading letter", plain)
    part = at.response[at.low : at.high]
    if not at.only(head) and (last := _last_option(at, options, count)):
        return last
    if one := judged(part, count, at.question):
        return Found((at.low, at.high), "options judged", one)
    if not at.declared and _only_listed(at):
        return Found(None, "options listed, none chosen")
    if is_verdict and options and (verdict_first := _verdict_first(at, options)):
        return verdict_first
    chosen = None
    if options and at.only(head) and claimed(first, at.question) == first:
        chosen = matching(options, first)
    asking = at.response[head[1] : head[1] + 1] in ("?", "？") and not at.only(head)
    doubtful = asking or supposed(first)
    if chosen:
        return Found(head, "option text or value", chosen)
    chosen = None if doubtful else choices.by_letter(normalise(first), count, options)
    if chosen:
        return Found(head, "leading letter", chosen)
    if not sure and (none := nothing(at)):
        return none
    spans = [s for s in closing(at) if not supposed(at.text(s))]
    if not spans:
        return Found(None, "nothing but a supposition or a question")
    if (named := _letter_near_the_end(at, options, count, spans)) is not None:
        return named
    if options is None or are_letters(options):
        return none_named(at, spans)
    if is_verdict:
        return _by_verdict(at, options, spans, head)
    end = outside.none_fits(part, options)
    if end is not None and len(named_in(part[end:], options, at.question)) != 1:
        return _after_all(at, options, at.low + end) or none_named(at, spans)
    return by_text(at, options, spans, head)


def _last_option(at: Place, options: Options, count: int) -> Found | None:
    """The option that a response ends with, alone in its line or sentence; it lists no others before."""
    part = at.response[at.low : at.high]
    last = _LAST_OPTION.search(part, max(0, len(part) - 100))
    if last is None:
        return None
    letter = last[2] or last[3]
    alone = len(last[1].strip("*()（）. 。")) == 1
    if not alone or letter.islower():
        labels = {m[1].upper() for m in _LINE_LABEL.finditer(part, 0, last.start(1))}
        if labels - {letter.upper()}:
            return None
    chosen = choices.by_letter(normalise(last[1]), count, options)
    span = (at.low + last.start(1), at.low + last.end(1))
    return Found(span, "closing option", chosen) if chosen else None


def _letter_near_the_end(
    at: Place, options: Options, count: int, spans: list[Span]
) -> Found | None:
    """A letter named as a letter, in one of the last sentences."""
    if not spans:
        return None
    pictures = options is None or are_letters(options)
    low, high = min(s[0] for s in spans[:_SENTENCES]), max(s[1] for s in spans[:_SENTENCES])
    if not letters.may_be_named(at.response[low:high]) and not asks_wrong(at.question):
        return None
    wrong = asks_wrong(at.question)
    for span in spans[:_SENTENCES]:
        text = at.text(span)
        if not (wrong or letters.may_be_named(text) or prose.has_one(text, _CONTRADICTIONS)):
            continue
        refused = prose.refuses(text)
        text = _AFTER_ALL.split(text)[-1] if refused else text
        text = embedded.kept(text if wrong else _WRONG_ONE.sub("not ", text))
        clean = normalise(letters.by_place(text, options))
        subjects = pictures and span == spans[0]
        chosen = letters.named(clean, count, pictures=pictures, subjects=subjects)
        if not chosen and pictures and options and span == spans[0]:
            chosen = letters.subject(clean, count)
        if not chosen and wrong:
            out = letters.rejected(clean)
            chosen = frozenset(n for n in out if n < count) if len(out) == 1 else frozenset()
        if outside.denied(at.response, span[1] - 2, at.high):
            continue
        if chosen and not (refused and prose.refuses(text)):
            return Found(span, "option named", chosen)
        against = not pictures and _CONTRADICTS.match(text) is not None
        against = against and not _concludes_behind(at, spans, span[1])
        if options and against and outside.none_fits(text, options) is None:
            said = named_in(text, options, at.question)
            if len(said) == 1:
                return Found(span, "option text or value", said)
    return _left_over(at, count, spans[:_SENTENCES]) if options else None


def _concludes_behind(at: Place, spans: list[Span], end: int) -> bool:
    """Whether a conclusion stands behind `end`: what was said before it is not what it concludes."""
    return any(start >= end and prose.CONCLUDES.match(at.response, start) for start, _ in spans)


def _left_over(at: Place, count: int, spans: list[Span]) -> Found | None:
    """`A, B and D are wrong`, of four: the one that is left."""
    text = "; ".join([at.text(span) for span in spans])[-letters.MAX_TEXT :]
    if not letters.may_reject(text, max(2, count - 1)):
        return None
    out = {n for n in letters.rejected(normalise(text)) if n < count}
    if len(out) < 2 or len(out) != count - 1 or asks_wrong(at.question):
        return None
    return Found(spans[0], "the others rejected", frozenset(range(count)) - out)


def _only_listed(at: Place) -> bool:
    """Whether a response lists the options, and names none after them."""
    text = at.response[at.low : at.high]
    if "A" not in text or "B" not in text:
        return choices.enumerates(at.response, at.low, at.high) if "\n(" in text else False
    if choices.enumerates(at.response, at.low, at.high):
        return True
    return len(text) < 400 and "\n" not in text.strip() and letters.enumerated(normalise(text)) > 0


def _after_all(at: Place, options: tuple[str, ...], end: int) -> Found | None:
    """`It is 1.8, which is not in the options`: the value is one of them after all, in another form."""
    span = max((s for s in closing(at) if s[0] < end), default=(end, end))
    said = _OF_IT.split(at.text(span))
    stated = pick.value_in(said[0], at.question) if len(said) > 1 else None
    chosen = by_value(pick.unnamed(stated), options) if stated is not None else frozenset()
    return Found(span, "option text or value", chosen) if len(chosen) == 1 else None


def _verdict_first(at: Place, options: tuple[str, ...]) -> Found | None:
    """`No, it is not. The least is A.`: what begins with a verdict says it, and the letter is another thing's.

    `A:` before it stands for "answer", also before a sentence in the question's words.
    """
    lead = _VERDICT_FIRST.match(at.response, at.low, at.high)
    if lead is None:
        return None
    span = statement(at.response, lead.end(), at.high)
    if span is None or prose.refuses(at.text(span)):
        return Found(None, "refusal") if span is not None and lead[1] else None
    said = verdict.plain(at.text(span)[:_HEAD])
    if said is None and lead[1]:
        said = by_polarity(at.text(span), at.question)
    chosen = _option_of_verdict(said, options)
    return Found(span, "plain verdict", chosen) if chosen else None


def _by_verdict(at: Place, options: tuple[str, ...], spans: list[Span], head: Span) -> Found:
    first = at.text(head)
    if (said := verdict.plain(first[:_HEAD])) is not None and not prose.refuses(first):
        return Found(head, "plain verdict", _option_of_verdict(said, options))
    silent = Place(at.response, at.low, at.high, [], at.question)
    found = find_verdict(silent, spans)
    return Found(found.span, found.rule, _option_of_verdict(found.verdict, options))
