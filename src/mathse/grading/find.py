"""Where in a response the final answer may stand, and what was found there.

The order is always the same: what is announced (last first), a plain answer at the head, the closing
sentences; a refusal, a program without output and a text that breaks off have no answer.
"""

import re
from typing import NamedTuple

from mathse.grading import prose, systems, unfinished
from mathse.grading.judged import asks_wrong
from mathse.grading.response import Declared, declared, final_part, statement
from mathse.grading.section import concluded
from mathse.grading.taken_back import given_up, is_wrong, stands, taken_back
from mathse.grading.typed import typed, unframed
from mathse.grading.values import Value, Words

Span = tuple[int, int]
# Behind "wait", before what is meant: `no, it is`, 应该是.
_FILLERS = re.compile(
    r"(?:[\s,.;:!…，。：；—]|\b(?:no(?=\s*(?:[,;:!…—]|\.+\s*\S))|wait|sorry|hmm+|oh|actually|I mean)\b|应该?[是为]|(?:答案)?是)*",
    re.I,
)
_ALONE = 20  # characters of a word that concludes
_SHORT = 300  # characters of a response that is one thought


class Found(NamedTuple):
    """A final answer: `None` for a span says that there is none, and `rule` why."""

    span: Span | None
    rule: str
    chosen: frozenset[int] = frozenset()
    verdict: bool | None = None
    value: Value | None = None


class Place(NamedTuple):
    """A response with the part of it that counts, and what that part declares."""

    response: str
    low: int
    high: int
    declared: list[Declared]
    question: str

    def text(self, span: Span) -> str:
        return self.response[span[0] : span[1]]

    def head(self) -> Span | None:
        """The first statement."""
        return statement(self.response, self.low, self.high)

    def only(self, head: Span) -> bool:
        """Whether nothing follows the first statement."""
        return not self.response[head[1] : self.high].strip(" .!\n*")


def place(response: str, question: str) -> Place | None:
    """The part of a response that counts; None where the model never stopped thinking."""
    response, question = typed(response), unframed(typed(question))
    part = final_part(response, question)
    if part is None:
        return None
    found = declared(response, *part, question)
    if found and (areas := prose.programs(response, *part)) is not None:  # no comment in a program
        found = [d for d in found if any(low <= d.start < high for low, high in areas)]
    if found:
        found[-1] = concluded(response, found[-1], part[1])
    return Place(response, *part, found, question)


def nothing(at: Place) -> Found | None:
    """Why a response that announces nothing may have no answer at all."""
    if prose.programs(at.response, at.low, at.high) == () or prose.only_code(
        at.response[at.low : at.high]
    ):
        return Found(None, "program without output")
    if (head := _unending(at)) is not None:
        rule = f"answer over the limit of {prose.MAX_SENTENCE} characters"
        return Found(head, rule, value=Words(""))
    complete = at.high < len(at.response)  # an end token, or the next question, came after it
    if not complete and unfinished.cut_off(at.response[at.low : at.high]):
        return Found(None, "cut off")
    return None


def _unending(at: Place) -> Span | None:
    """Where a text ends that is one formula or number, longer than a sentence may be: the beginning is lost."""
    if at.high - at.low < prose.MAX_SENTENCE:
        return None
    start = at.high - prose.MAX_SENTENCE
    return (start, at.high) if prose.wordless(at.response, start, at.high) else None


def closing(at: Place) -> list[Span]:
    """The sentences in the order in which they may hold the answer: concluding ones, last first."""
    areas = prose.programs(at.response, at.low, at.high)
    spans = [
        span
        for low, high in (areas if areas is not None else [(at.low, at.high)])
        for span in prose.sentences(at.response, low, high)
    ]
    if "\\begin{" in at.response:
        spans = systems.joined(at.response, spans, at.low, at.high)
    if ",\n" in at.response:
        spans = _joined(at.response, spans)
    if prose.has_one(at.response, prose.POLITE):
        spans = [s for s in spans if not prose.courtesy(at.text(s))] or spans
    concluding = [s for s in spans if prose.concludes(at.response, *s)]
    if concluding and concluding[-1] != spans[-1] and len(spans) - spans.index(concluding[-1]) > 8:
        concluding = []
    chosen = set(concluding)
    return concluding[::-1] + [s for s in spans[::-1] if s not in chosen]


def _joined(response: str, spans: list[Span]) -> list[Span]:
    """The sentences, and a `Therefore,` that has its line to itself with what it leads to."""
    found: list[Span] = []
    for start, end in spans:
        if found and found[-1][1] - found[-1][0] <= _ALONE and response[found[-1][1] - 1] == ",":
            before = response[found[-1][0] : found[-1][1] - 1].strip("* ")
            if prose.CONCLUDES.fullmatch(before) and not response[found[-1][1] : start].strip():
                start = found.pop()[0]
        found.append((start, end))
    return found


def retracted(at: Place) -> Place | None:
    """What follows a "wait, no" in or after the last announced answer; in a short response, after any."""
    if not at.declared and at.high - at.low > _SHORT:
        return None
    after = at.declared[-1].start if at.declared else at.low
    if at.high - after < 4 or not prose.may_retract(at.response[after : at.high]):
        return None
    match = prose.RETRACTS.search(at.response, after, at.high)
    if match is None or at.high <= match.end() or stands(at.response[match.end() : at.high]):
        return None
    if not at.response[at.low : match.start()].strip():  # `No, it is B`: there is nothing before it
        return None
    start = _FILLERS.match(at.response, match.end(), at.high)
    return Place(at.response, start.end() if start else match.end(), at.high, [], at.question)


def withdrawn(at: Place) -> bool:
    """Whether the last announced answer, or the first statement of a short response, is taken back."""
    if at.declared:
        last = at.declared[-1]
        behind = at.response[last.end : at.high]
        if last.boxed and " is " in behind and is_wrong(behind) and not asks_wrong(at.question):
            return True
        return taken_back(behind) or given_up(at.response[last.start : at.high])
    head = at.head() if at.high - at.low <= _SHORT else None
    return head is not None and (
        taken_back(at.response[head[1] : at.high]) or given_up(at.response[head[0] : at.high])
    )
