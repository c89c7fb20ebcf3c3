"""The yes or no of a response: announced, plain, or asserted in the question's words."""

import re

from mathse.grading import prose, verdict
from mathse.grading.asserted import asserted
from mathse.grading.find import Found, Place, Span, closing, nothing, retracted, withdrawn
from mathse.grading.listed import behind_list
from mathse.grading.polarity import by_polarity

_STEP = re.compile(r"\s*\**Step \d+\**[:.]\s*")
# A step that is to be done asserts nothing: `Given the line r(t), substitute t = 0`.
_DO = re.compile(
    r"(?:\A|\AGiven\b.*, (?:then )?)(?i:substitute|put|plug|consider|use|find|compare|compute|check|calculate|determine|recall|define|ask)\b"
)
_HEAD = 60  # characters of a plain answer


def find_verdict(at: Place, spans: list[Span] | None = None) -> Found:
    """Yes or no, and where it is said."""
    later = retracted(at)
    if later is not None and (span := later.head()) is not None:
        said = verdict.plain(later.text(span))
        if said is not None:
            return Found(span, "second thought", verdict=said)
    if not at.declared:
        at = at._replace(low=at.low + behind_list(at.response[at.low : at.high], None))
    if at.declared and withdrawn(at):
        return Found(None, "taken back")
    for one in reversed(at.declared):
        text = at.text((one.start, one.end))
        said = verdict.plain(text)
        if said is None and not prose.refuses(text):
            said = by_polarity(text, at.question)
        if said is not None:
            return Found((one.start, one.end), "announced", verdict=said)
    head = at.head()
    if head is None:
        return Found(None, "empty")
    first = at.text(head)
    if (said := verdict.plain(first[:_HEAD])) is not None and not prose.refuses(first):
        return Found(head, "plain verdict", verdict=said)
    if none := nothing(at):
        return none
    spans = closing(at) if spans is None else spans
    for span in [*spans[:2], head, *spans[2:4]]:
        text = at.text(span)
        asks = at.response[span[1] - 1 : span[1] + 1].strip().endswith(("?", "？"))
        if asks or prose.refuses(text):
            continue
        text = _STEP.sub("", text, count=1)
        front = asserted(text)
        if front is None or _DO.search(text) is not None:
            continue
        text = text[front:]
        said = verdict.plain(text)
        rule = "plain verdict"
        if said is None:
            said, rule = by_polarity(text, at.question), "asserted"
        if said is not None:
            return Found(span, rule, verdict=said)
    return Found(None, "no verdict")
