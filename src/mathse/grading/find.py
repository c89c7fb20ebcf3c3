"""The final answer of a response, as an option, a verdict or a value, with where it stands and why.

The order is always the same: what is announced (last first), a plain answer at the head, the closing
sentences; a refusal, a program without output and a text that breaks off have no answer.
"""

import itertools
import re
from dataclasses import dataclass

from mathse.grading import choices, pick, prose, verdict
from mathse.grading.clean import normalise
from mathse.grading.reference import option_texts, verdict_of
from mathse.grading.response import Declared, statement
from mathse.grading.values import Listing, Value, Words, read

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A final answer: `None` for a span says that there is none, and `rule` why."""

    span: Span | None
    rule: str
    chosen: frozenset[int] = frozenset()
    verdict: bool | None = None
    value: Value | None = None
    spelled: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A response with the part of it that counts, and what that part declares."""

    response: str
    low: int
    high: int
    declared: list[Declared]
    question: str

    def text(self, span: Span) -> str:
        return self.response[span[0] : span[1]]


_BOLD = re.compile(r"\*\*([^*\n]{1,80})\*\*|\\textbf\{([^{}]{1,80})\}")
_HEAD = 60


def nothing(place: Place) -> Found | None:
    """Why a response that announces nothing may have no answer at all."""
    if prose.programs(place.response, place.low, place.high) == []:
        return Found(None, "program without output")
    complete = place.high < len(place.response)  # an end token, or the next question, came after it
    if not complete and prose.cut_off(place.response[place.low : place.high]):
        return Found(None, "cut off")
    return None


def closing(place: Place) -> list[Span]:
    """The sentences in the order in which they may hold the answer: concluding ones, last first."""
    areas = prose.programs(place.response, place.low, place.high)
    spans = [
        span
        for low, high in (areas if areas is not None else [(place.low, place.high)])
        for span in prose.sentences(place.response, low, high)
    ]
    concluding = [s for s in spans if prose.CONCLUDES.search(place.response, *s)]
    if concluding and concluding[-1] != spans[-1] and len(spans) - spans.index(concluding[-1]) > 8:
        concluding = []
    return concluding[::-1] + [s for s in spans[::-1] if s not in concluding]


def retracted(place: Place) -> Place | None:
    """What follows a "wait, no" after the last announced answer."""
    if not place.declared:
        return None
    after = place.declared[-1].end
    match = prose.RETRACTS.search(place.response, after, place.high)
    if match is None or place.high - match.end() < 2:
        return None
    return Place(place.response, match.end(), place.high, [], place.question)


def find_choice(place: Place, options: tuple[str, ...] | None, is_verdict: bool) -> Found:
    """The option that a response chooses."""
    later = retracted(place)
    if later is not None:
        found = _undeclared_choice(later, options, is_verdict, sure=True)
        if found.span is not None:
            return found
    count = len(options) if options else 8
    for one in reversed(place.declared):
        text = place.text((one.start, one.end))
        chosen = choices.choose(text, options, count)
        if not chosen and is_verdict and options:
            chosen = _option_of_verdict(verdict.plain(text), options)
        if not chosen and options and (stated := pick.value_in(text, place.question)):
            chosen = choices.by_value(stated[0], options)
        if not chosen and not one.boxed and (wider := _sentence_of(place, one)):
            chosen = choices.named_letters(normalise(wider), count)
        if chosen:
            return Found((one.start, one.end), "boxed" if one.boxed else "announced", chosen)
    return _undeclared_choice(place, options, is_verdict, sure=False)


def _sentence_of(place: Place, one: Declared) -> str:
    start = place.response.rfind("\n", place.low, one.start) + 1
    return place.response[max(start, place.low) : one.end]


def _option_of_verdict(said: bool | None, options: tuple[str, ...]) -> frozenset[int]:
    if said is None:
        return frozenset()
    return frozenset(n for n, o in enumerate(option_texts(options)) if verdict_of(o) is said)


def _undeclared_choice(
    place: Place, options: tuple[str, ...] | None, is_verdict: bool, *, sure: bool
) -> Found:
    head = statement(place.response, place.low, place.high)
    if head is None:
        return Found(None, "empty")
    count = len(options) if options else 8
    listed = choices.enumerates(place.response, place.low, place.high)
    if listed and not place.declared:
        return Found(None, "options listed, none chosen")
    first = place.text(head)
    chosen = choices.letters_of(normalise(first), count, options)
    if chosen:
        return Found(head, "leading letter", chosen)
    if not sure and (none := nothing(place)):
        return none
    spans = closing(place)
    for span in spans[:8]:  # a letter named as a letter, near the end
        chosen = choices.named_letters(normalise(place.text(span)), count)
        if chosen:
            return Found(span, "option named", chosen)
    if options is None:
        return Found(None, "no option named")
    if is_verdict:
        return _verdict_choice(place, options, spans, first, head)
    return _by_text(place, options, spans, head)


def _verdict_choice(
    place: Place, options: tuple[str, ...], spans: list[Span], first: str, head: Span
) -> Found:
    if (said := verdict.plain(first[:_HEAD])) is not None and not prose.refuses(first):
        return Found(head, "plain verdict", _option_of_verdict(said, options))
    found = find_verdict(Place(place.response, place.low, place.high, [], place.question), spans)
    return Found(found.span, found.rule, _option_of_verdict(found.verdict, options))


def _by_text(place: Place, options: tuple[str, ...], spans: list[Span], head: Span) -> Found:
    """The one option whose text or value the closing sentences, or the opening one, name."""
    if all(prose.refuses(place.text(s)) for s in spans[:1]) and len(spans) < 4:
        return Found(None, "refusal")
    ordered = [*spans[:2], head, *spans[2:5]]
    for span in ordered:
        text = place.text(span)
        if prose.refuses(text):
            continue
        chosen = choices.mentioned(normalise(text), options)
        if len(chosen) == 1:
            return Found(span, "option text", chosen)
        stated = pick.value_in(text, place.question)
        if stated and not chosen and (chosen := choices.by_value(stated[0], options)):
            return Found(span, "option value", chosen)
    everything = choices.mentioned(
        normalise(place.response[place.low : place.high][-3000:]), options
    )
    if len(everything) == 1:
        return Found((place.low, place.high), "only option mentioned", everything)
    return Found(
        None, "refusal" if any(prose.refuses(place.text(s)) for s in spans) else "no option named"
    )


def find_verdict(place: Place, spans: list[Span] | None = None) -> Found:
    """Yes or no: announced, plain, or asserted in the question's words."""
    for one in reversed(place.declared):
        said = verdict.plain(place.text((one.start, one.end)))
        if said is None and not prose.refuses(place.text((one.start, one.end))):
            said = verdict.by_polarity(place.text((one.start, one.end)), place.question)
        if said is not None:
            return Found((one.start, one.end), "announced", verdict=said)
    head = statement(place.response, place.low, place.high)
    if head is None:
        return Found(None, "empty")
    if (said := verdict.plain(place.text(head)[:_HEAD])) is not None and not prose.refuses(
        place.text(head)
    ):
        return Found(head, "plain verdict", verdict=said)
    if none := nothing(place):
        return none
    spans = closing(place) if spans is None else spans
    for span in [*spans[:2], head, *spans[2:4]]:
        text = place.text(span)
        if prose.refuses(text):
            continue
        said = verdict.plain(text)
        rule = "plain verdict"
        if said is None:
            said, rule = verdict.by_polarity(text, place.question), "asserted"
        if said is not None:
            return Found(span, rule, verdict=said)
    return Found(None, "no verdict")


def find_value(place: Place, blanks: int) -> Found:
    """The value, formula or text that a response ends with."""
    later = retracted(place)
    if later is not None:
        found = _undeclared_value(later, blanks)
        if found.span is not None and not isinstance(found.value, Words):
            return found
    if blanks > 1 and (joined := _joined_boxes(place, blanks)):
        return joined
    for one in reversed(place.declared):
        span = (one.start, one.end)
        stated = _value_of(place, span, blanks, "boxed" if one.boxed else "announced")
        if stated is not None:
            return stated
        if prose.refuses(place.text(span)):
            return Found(None, "refusal")
        if one.boxed or one.end - one.start <= 80:
            return Found(span, "boxed" if one.boxed else "announced", value=read(place.text(span)))
    return _undeclared_value(place, blanks)


def _value_of(place: Place, span: Span, blanks: int, rule: str) -> Found | None:
    text = place.text(span)
    if blanks > 1 and (several := pick.several_in(text, blanks)):
        return Found(span, rule, value=several, spelled=text)
    stated = pick.value_in(text, place.question)
    return Found(span, rule, value=stated[0], spelled=stated[1]) if stated else None


def _joined_boxes(place: Place, blanks: int) -> Found | None:
    boxes = [d for d in place.declared if d.boxed][-blanks:]
    if len(boxes) < blanks or any(b.start - a.end > 60 for a, b in itertools.pairwise(boxes)):
        return None
    values = tuple(read(place.text((b.start, b.end))) for b in boxes)
    if any(isinstance(v, Listing) and not v.bracketed for v in values):
        return None
    return Found((boxes[0].start, boxes[-1].end), "boxes in order", value=Listing(values, True))


def _undeclared_value(place: Place, blanks: int) -> Found:
    head = statement(place.response, place.low, place.high)
    if head is None:
        return Found(None, "empty")
    last = len(place.response[head[1] : place.high].strip(" .\n*")) == 0
    if (
        last
        and head[1] - head[0] <= _HEAD
        and not isinstance(value := read(place.text(head)), Words)
    ):
        return Found(head, "bare answer", value=value, spelled=place.text(head))
    if none := nothing(place):
        return none
    spans = closing(place)
    if prose.refuses(place.text(spans[0])) or (
        len(spans) < 4 and any(prose.refuses(place.text(s)) for s in spans)
    ):
        return Found(None, "refusal")
    for span, rule in _likely(place, spans):
        if prose.refuses(place.text(span)):
            return Found(None, "refusal")
        if found := _value_of(place, span, blanks, rule):
            return found
    return Found(spans[0], "closing sentence", value=Words(normalise(place.text(spans[0]))))


def _likely(place: Place, spans: list[Span]) -> list[tuple[Span, str]]:
    """Sentences and bold text in the order in which they are likely to state the result."""
    concluding = [s for s in spans if prose.CONCLUDES.search(place.response, *s)][:2]
    bold = [
        (m.span(1) if m[1] else m.span(2))
        for m in _BOLD.finditer(place.response, place.low, place.high)
    ]
    bold = [
        b
        for b in bold
        if any(c.isdigit() for c in place.text(b)) and not place.text(b).rstrip().endswith(":")
    ]
    asked = verdict.content_words(place.question[-300:])
    shared = [(len(verdict.content_words(place.text(s)) & asked), -n) for n, s in enumerate(spans)]
    most = max(shared)
    restating = [spans[-most[1]]] if asked and most[0] >= max(2, 0.4 * len(asked)) else []
    ordered = [(s, "concluding sentence") for s in concluding] + [(b, "bold") for b in bold[-1:]]
    ordered += [(s, "sentence that restates the question") for s in restating]
    return ordered + [(s, "closing sentence") for s in spans[:3]]
