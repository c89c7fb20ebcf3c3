"""The value, formula or text that a response ends with."""

import itertools
import re
from collections.abc import Iterator
from typing import Literal

from mathse.grading import as_wanted, denied, pick, pointers, prose, quantities, unfinished, worked
from mathse.grading.asserted import asserted
from mathse.grading.beside import with_unit
from mathse.grading.blanks import one_a_line
from mathse.grading.clean import normalise
from mathse.grading.find import Found, Place, Span, closing, nothing, retracted, withdrawn
from mathse.grading.narrowed import narrowed
from mathse.grading.polarity import content_words
from mathse.grading.reading import read
from mathse.grading.section import only_sets_out
from mathse.grading.values import Listing, Quantity, Value, Words

_BOLD = re.compile(r"\*\*([^*\n]{1,80})\*\*|\\textbf\{([^{}]{1,80})\}")
_HEAD = 60  # characters of a bare answer
_SHORT = 80  # characters of an announced answer in words
_AFTER = 600  # characters of an explanation behind an answer
_BLANKS = 4  # characters behind an answer that the text breaks off with
_ITEMS = 20  # of a list, at most, behind the sentence that counts them
_CONCLUDING = 2  # sentences, from the end
_RESTATING = 3  # sentences, from the end
_GAP = 60  # characters between the boxes of several blanks
_BESIDE = re.compile(r"\band\b|[和且与]")  # 4 moves and ... 6 moves: two answers in one sentence
_APART = re.compile(r"[.。\n;；=]|\b(?:so|thus|hence|therefore|then|get|gives?)\b|所以|因此|故")
_DENIED = re.compile(r"(?:not|never)\b|不[是为]")
_UNKNOWN = re.compile(r"(?:unknown|undetermined|unclear|not known|indeterminable)[\s.!]*", re.I)
_LINE = re.compile(r"[^\n]+")
_NUMBERED = re.compile(r"[\s*]*(?:[(（](\d)[)）]|(\d)(?:[.)]\s|、))\s*:?")
_THERE_ARE = re.compile(r"\bthere (?:is|are|remains?)\s+\d+\b", re.I)
_ITEM = re.compile(r"\s*\n\s*(?:1[.)]|[-*•])\s")
_ANSWER_LABEL = re.compile(r"\s*(?:A|Ans|ANS|Solution|Result)\s*[:.：]\s*(?=\S)")


Sort = Literal["value", "any", "words"]  # of answer: no words, perhaps in words, nothing but words


def find_value(at: Place, blanks: int, sort: Sort) -> Found:
    """The value that a response states, or its words where the answer asked for may be any text."""
    if not at.declared:
        at = at._replace(declared=worked.last_label(at.response, at.low, at.high))
    later = retracted(at)
    if later is not None:
        found = _undeclared(later, blanks, sort)
        if found.span is not None and not isinstance(found.value, Words):
            return found
    if withdrawn(at):
        return Found(None, "taken back")
    if blanks > 1 and (joined := _joined_boxes(at, blanks) or one_a_line(at, blanks)):
        return joined
    if blanks == 1 and (one_of_two := _of_two_boxes(at)):
        return one_of_two
    for one in reversed(at.declared):
        span, rule = (one.start, one.end), "boxed" if one.boxed else "announced"
        text = at.text(span)
        if prose.blank(text):
            return Found(None, "a blank")
        if sort == "value" and (none := _denied(text)):
            return none
        ends = at.high - one.end < _BLANKS and not at.response[one.end : at.high].strip()
        if ends and not one.boxed and unfinished.joins(text):
            return Found(None, "cut off")
        if only_sets_out(at.response, one, at.high):
            return Found(None, "the first of several steps")
        if not one.boxed and text[:1].isalpha() and pointers.no_result(text, at.question):
            return Found(None, "points elsewhere")
        stated = _value_of(at, span, blanks, rule)
        if stated is not None:
            return stated
        if prose.refuses(text) or (sort == "value" and _UNKNOWN.fullmatch(text)):
            return Found(None, "refusal")
        if one.boxed or one.end - one.start <= _SHORT:
            return Found(span, rule, value=read(text))
    return _undeclared(at, blanks, sort)


def _denied(text: str) -> Found | None:
    """`The answer is not 5`: nothing is announced after all."""
    if text[:1] in "n不" and _DENIED.match(text) and len(pick.NUMBER.findall(text)) < 2:
        return Found(None, "denied")
    return Found(None, "denied") if denied.only(text) else None


def _value_of(at: Place, span: Span, blanks: int, rule: str) -> Found | None:
    text = at.text(span)
    if blanks > 1 and (several := pick.several_in(text, blanks, at.question)):
        return Found(span, rule, value=several)
    stated = pick.value_in(text, at.question)
    if stated is None:
        return None
    if rule in ("boxed", "bold"):
        stated = with_unit(stated, at.response, span[1])
    return Found(span, rule, value=stated)


def _joined_boxes(at: Place, blanks: int) -> Found | None:
    boxes = [d for d in at.declared if d.boxed][-blanks:]
    if len(boxes) < blanks or any(b.start - a.end > _GAP for a, b in itertools.pairwise(boxes)):
        return None
    values: tuple[Value, ...] = tuple(read(at.text((b.start, b.end))) for b in boxes)
    if any(isinstance(v, Listing) and not v.bracketed for v in values):
        return None
    return Found((boxes[0].start, boxes[-1].end), "boxes in order", value=Listing(values, True))


def _of_two_boxes(at: Place) -> Found | None:
    """Two boxes side by side, one answer asked for: the one that the question names, else both."""
    if len(at.declared) < 2 or not all(d.boxed for d in at.declared[-2:]):
        return None
    first, last = at.declared[-2:]
    between = at.response[first.end : last.start]
    if len(between) > _GAP or not _BESIDE.search(between) or _APART.search(between):
        return None
    values = read(at.text((first.start, first.end))), read(at.text((last.start, last.end)))
    if values[0] == values[1]:
        return None
    before = re.split(r"[.。\n]", at.response[max(at.low, first.start - 200) : first.start])[-1]
    words, asked = [content_words(before), content_words(between)], content_words(at.question)
    named = [len((one - other) & asked) for one, other in (words, words[::-1])]
    if named[0] == named[1]:
        return Found((first.start, last.end), "two boxes", value=Listing(values, True))
    which = named.index(max(named))
    one = (first, last)[which]
    return Found((one.start, one.end), "boxed, as asked", value=values[which])


def _undeclared(at: Place, blanks: int, sort: Sort) -> Found:
    head = at.head()
    if head is None:
        return Found(None, "empty")
    if blanks > 1 and (numbered := _numbered_lines(at, blanks)):
        return numbered
    if (bare := _bare(at, head)) is not None:
        return bare
    if none := nothing(at):
        return none
    if (first := _answered_first(at, head)) is not None:
        return first
    spans = closing(at)
    if not spans or prose.refuses(at.text(spans[0])):
        return Found(None, "refusal")
    if len(spans) < 4 and any(prose.refuses(at.text(s)) for s in spans):
        return Found(None, "refusal")
    if blanks > 1 and (several := _several_sentences(at, spans, blanks)):
        return several
    sentences = _asserting(at, spans)
    first_one = next(sentences, None)
    if first_one is None:
        return Found(None, "nothing but a supposition or a question")
    for span, rule in _likely(at, itertools.chain((first_one,), sentences), max(spans)):
        if prose.refuses(at.text(span)):
            return Found(None, "refusal")
        if found := _value_of(at, span, blanks, rule):
            return (narrowed(at, found, span, spans) or found) if blanks == 1 else found
        if sort == "words":  # the likeliest place has words: a number before them is not the answer
            return Found(span, rule, value=Words(normalise(at.text(span))))
    text = at.text(first_one)
    if sort != "value":
        return Found(first_one, "closing sentence", value=Words(normalise(text)))
    if pick.is_formula(text):
        return Found(first_one, "a formula that cannot be read", value=Words(""))
    if pick.bounds(text):
        return Found(first_one, "a bound, no value", value=Words(""))
    return Found(None, "no value stated")


def _asserting(at: Place, spans: list[Span]) -> Iterator[Span]:
    """The sentences, each without what it supposes; none about another quantity than is asked for.

    One after the other, as most answers stand in the first that is looked at.
    """
    for start, end in _stating(at, spans):
        text = at.response[start:end]
        leads = text.endswith((":", "：")) and not _counts(at, text, end)  # to what follows
        front = None if leads else asserted(text)
        if front is None or pointers.no_result(text, at.question):
            continue
        if worked.says_nothing(text, at.question, alone=len(spans) == 1):
            continue
        if not (quantities.another(text, at.question) and not prose.concludes(text, 0, len(text))):
            yield start + front, end


def _counts(at: Place, text: str, end: int) -> bool:
    """`There are 4 objects left:`, and then their list."""
    return (
        _THERE_ARE.search(text) is not None and _ITEM.match(at.response, end, at.high) is not None
    )


def _stating(at: Place, spans: list[Span]) -> Iterator[Span]:
    """The sentences that do more than check an answer; where there are none, all of them."""
    only_checks = True
    for span in spans:
        if not prose.CHECKS.search(at.response, *span):
            only_checks = False
            yield span
    if only_checks:
        yield from spans


def _answered_first(at: Place, head: Span) -> Found | None:
    """A value alone in its paragraph, and after it words that conclude nothing else."""
    rest = at.response[head[1] : at.high]
    if head[1] - head[0] > _HEAD or not rest.startswith("\n\n") or len(rest) > _AFTER:
        return None
    if "=" in rest or not rest.lstrip()[:1].isalpha() or pick.reasoned(rest):
        return None
    value = read(at.text(head))
    return Found(head, "answered first", value=value) if isinstance(value, Quantity) else None


def _bare(at: Place, head: Span) -> Found | None:
    """A response that is nothing but a value."""
    label = _ANSWER_LABEL.match(at.response, *head)
    span = (label.end(), head[1]) if label else head
    if not at.only(head) or span[1] - span[0] > _HEAD:
        return None
    text = at.text(span)
    if (
        unfinished.open_equation(text)
        or unfinished.waits(text)
        or (" " in text and prose.refuses(text))
    ):
        return None
    front = None if pick.reasoned(text) else asserted(text)
    if front is None or quantities.another(text, at.question) or denied.kept(text) != text:
        return None
    span, value = (span[0] + front, span[1]), read(quantities.as_asked(text[front:], at.question))
    return None if isinstance(value, Words) else Found(span, "bare answer", value=value)


def _numbered_lines(at: Place, blanks: int) -> Found | None:
    """`(1) BC = 6`, and `(2) CD = 8` in the next line: one blank a line, by its number."""
    lines = [m for m in _LINE.finditer(at.response, at.low, at.high) if m[0].strip()][-blanks:]
    labels = [_NUMBERED.match(line[0]) for line in lines]
    if [int(m[1] or m[2]) for m in labels if m] != list(range(1, blanks + 1)):
        return None
    values = [pick.value_in(m.string[m.end() :].strip(), "") for m in labels if m]
    if any(v is None or isinstance(v, Listing | Words) for v in values):
        return None
    span = (lines[0].start(), lines[-1].end())
    return Found(span, "numbered lines", value=Listing(tuple(v for v in values if v), True))


def _several_sentences(at: Place, spans: list[Span], blanks: int) -> Found | None:
    """One blank a line, or a sentence, at the end."""
    last = sorted(spans)[-blanks:]
    if len(last) < blanks:
        return None
    values = [pick.value_in(at.text(span), "") for span in last]
    if any(v is None or isinstance(v, Listing | Words) for v in values):
        return None
    if pick.several_in(at.text(last[-1]), blanks, at.question) is not None:
        return None
    items = tuple(v for v in values if v is not None)
    return Found((last[0][0], last[-1][1]), "sentences in order", value=Listing(items, True))


def _likely(at: Place, sentences: Iterator[Span], last: Span) -> Iterator[tuple[Span, str]]:
    """Sentences and bold text in the order in which they are likely to state the result."""
    spans: list[Span] = []
    concluding = 0
    for span in sentences:
        spans.append(span)
        if prose.concludes(at.response, *span):
            if not concluding and worked.goes_on(at.text(last), at.text(span), at.question):
                yield last, "worked out behind a conclusion"
            yield span, "concluding sentence"
            concluding += 1
            if concluding == _CONCLUDING:
                break
    spans += sentences
    yield from (
        (s, "counted in a list") for s in spans[:_ITEMS] if at.text(s).endswith((":", "："))
    )
    bold = [m.span(1) if m[1] else m.span(2) for m in _BOLD.finditer(at.response, at.low, at.high)]
    bold = [
        b
        for b in bold
        if any(c.isdigit() for c in at.text(b)) and not at.text(b).rstrip().endswith(":")
    ]
    if (one := as_wanted.numbered(at.response, at.low, at.high, at.question)) is not None:
        yield one, "the one that is asked for"
    yield from ((b, "bold") for b in bold[-1:])
    if (named := as_wanted.named_as_asked(at.response, at.low, at.high, at.question)) is not None:
        yield named, "said of what is asked"
    if spans and as_wanted.says_what_was_done(at.text(max(spans)), at.question):
        yield max(spans), "said of what is asked"
    asked = content_words(at.question[-300:])
    wanted = max(2, 0.4 * len(asked))
    restating = (s for s in spans if asked and len(content_words(at.text(s)) & asked) >= wanted)
    for span in itertools.islice(restating, _RESTATING):
        yield span, "sentence that restates the question"
    yield from ((s, "closing sentence") for s in spans[:3])
