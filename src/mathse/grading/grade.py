"""Grade one response: read the reference, find the final answer, compare the two."""

import re
from collections.abc import Sequence

from mathse.grading import beside, embedded, phrases, sums
from mathse.grading.clean import normalise
from mathse.grading.compare import equal, same_thing
from mathse.grading.enumerated import enumerated
from mathse.grading.failed import is_error
from mathse.grading.find import Found, Place, place, retracted, withdrawn
from mathse.grading.find_choice import find_choice
from mathse.grading.find_value import Sort, find_value
from mathse.grading.find_verdict import find_verdict
from mathse.grading.options import as_options, matching, option_texts
from mathse.grading.questions import asked
from mathse.grading.reading import read
from mathse.grading.reasons import reason
from mathse.grading.reference import Reference, alternatives, reference
from mathse.grading.response import MAX_RESPONSE
from mathse.grading.result import Grade, Outcome
from mathse.grading.typed import typed
from mathse.grading.values import Listing, Quantity, Value, Words
from mathse.grading.yes_no import verdict_of

MAX_GOLD = 2_000  # characters of a reference
MAX_QUESTION = 4_000  # characters of a question, from its end


def grade(
    *, response: str, gold: str, options: Sequence[str] | None = None, question: str | None = None
) -> Grade:
    """Whether the final answer of `response` is what the reference `gold` says.

    `options` are the texts of a multiple-choice question, `question` its wording: both help to read
    the answer, neither is needed. The rule of the grade says where the answer was found and which
    comparison decided: `boxed; equal value`. Raises TypeError where an argument is no text.
    """
    _texts(response=response, gold=gold, options=options, question=question)
    choice_texts = as_options(options)
    wanted = (
        reference(typed(gold), choice_texts) if len(gold) <= MAX_GOLD else Reference("unreadable")
    )
    if wanted.kind == "unreadable":
        return Grade("unscored", None, None, "the reference answer cannot be read")
    if len(response) > MAX_RESPONSE:
        rule = f"response over the limit of {MAX_RESPONSE} characters"
        return Grade("incorrect", None, None, rule)
    at = place(response, (question or "")[-MAX_QUESTION:])
    if at is None:
        return Grade("no_answer", None, None, "cut off while thinking")
    if not at.declared and is_error(response):
        return Grade("no_answer", None, None, "an error message")
    found, right = _judge(at, wanted, choice_texts)
    if found.span is None:
        return Grade("no_answer", None, None, found.rule)
    if wanted.one_of_several and not right:
        return Grade("unscored", None, None, "the reference is one of several right answers")
    outcome: Outcome = "correct" if right else "incorrect"
    text = at.text(found.span)
    rule = f"{found.rule}; {reason(wanted, found, text, right=right)}"
    return Grade(outcome, response[found.span[0] : found.span[1]], found.span, rule)


def _texts(
    *, response: object, gold: object, options: Sequence[object] | None, question: object
) -> None:
    """Raise TypeError, with the argument's name, where one is no text."""
    if not isinstance(response, str):
        raise TypeError(f"response must be a str, not {type(response).__name__}")
    if not isinstance(gold, str):
        raise TypeError(f"gold must be a str, not {type(gold).__name__}")
    if question is not None and not isinstance(question, str):
        raise TypeError(f"question must be a str or None, not {type(question).__name__}")
    if options is None:
        return
    plain = isinstance(options, (list, tuple))  # asked first: that it is a Sequence takes longer
    if not plain and (isinstance(options, str) or not isinstance(options, Sequence)):
        raise TypeError(f"options must be a sequence of str, not {type(options).__name__}")
    for option in options:
        if not isinstance(option, str):
            raise TypeError(f"each option must be a str, not {type(option).__name__}")


def _judge(at: Place, wanted: Reference, options: tuple[str, ...] | None) -> tuple[Found, bool]:
    if wanted.kind == "choice":
        several = len(wanted.chosen) > 1
        found = find_choice(at, options, is_verdict=wanted.verdict is not None, several=several)
        return found, found.chosen == wanted.chosen or _twin(found, wanted, options)
    if wanted.kind == "verdict":
        found = find_verdict(at)
        return found, found.verdict is wanted.verdict
    if wanted.chosen:  # several letters: options, or the name of a segment
        found = find_choice(at, None, is_verdict=False, several=True)
        if found.span is not None and found.chosen == wanted.chosen:
            return found, True
    if (same := _word_by_word(at, wanted)) is not None:
        return same, True
    things = enumerated(at, wanted)
    if things is not None and things.right:
        return things
    found = find_value(at, wanted.blanks, _sort(wanted.values))
    if things is not None and found.span is None:
        return things
    return found, _value_is_right(at, found, wanted)


def _sort(values: tuple[Value, ...]) -> Sort:
    """Whether a reference is a value, words, or (a formula that cannot be read, `6 ## six`) perhaps either."""
    words = [value.text for value in values if isinstance(value, Words)]
    if not words:
        return "value"
    only = len(words) == len(values) and not any(c.isdigit() for text in words for c in text)
    return "words" if only else "any"


def _word_by_word(at: Place, wanted: Reference) -> Found | None:
    """The reference as it is written, announced last and not taken back: nothing has to be read."""
    if not at.declared:
        return None
    last = at.declared[-1]
    text = at.response[last.start : last.end].strip(" $.")
    if text not in wanted.texts or (last.boxed and any(d.boxed for d in at.declared[-2:-1])):
        return None
    if retracted(at) is not None or withdrawn(at) or beside.unit_behind(at.response, last.end):
        return None
    value = wanted.values[wanted.texts.index(text)]
    return Found((last.start, last.end), "boxed" if last.boxed else "announced", value=value)


def _twin(found: Found, wanted: Reference, options: tuple[str, ...] | None) -> bool:
    """An option printed twice: either letter is right."""
    if (
        options is None
        or not found.chosen
        or len(wanted.chosen) != 1
        or len(set(options)) == len(options)
    ):
        return False
    return found.chosen <= matching(options, option_texts(options)[min(wanted.chosen)])


_SIGN_WORDS = {
    "大于": ">", "小于": "<", "等于": "=", "greater than": ">", "less than": "<", "equal to": "=",
}  # fmt: skip
_SIGN = re.compile("|".join([*_SIGN_WORDS, ">=", "<=", ">", "<", "="]))


def _value_is_right(at: Place, found: Found, wanted: Reference) -> bool:
    if found.span is None or found.value is None:
        return False
    hints = asked(at.question)
    said = _once(found.value)
    if wanted.blanks == 1 and not _has_remainder(wanted):
        said = sums.of_several(said, at.question)
    for value in wanted.values:
        if equal(value, said, hints):
            return True
    if (
        wanted.either
        and not hints.roots
        and any(equal(value, said, hints) for value in wanted.either)
    ):
        return True
    if hints.one_of and any(equal(value, said, hints) for value in alternatives(wanted.values)):
        return True
    text = at.text(found.span)
    if at.response[found.span[1] : found.span[1] + 1] == "!":  # 5!, or a cheerful 5
        factorial = read(text + "!")
        if any(equal(value, factorial, hints) for value in wanted.values):
            return True
    spelled = normalise(text)
    as_written = spelled and any(spelled == normalise(one) for one in wanted.texts)
    if as_written and (not isinstance(found.value, Quantity) or found.value == read(text)):
        return True  # the reference word by word, readable or not; no number within it
    texts = [value.text for value in wanted.values if isinstance(value, Words)]
    return any(_text_is_right(one, normalise(text), at.question) for one in texts)


def _has_remainder(wanted: Reference) -> bool:
    """Whether a quotient with what is left is the reference."""
    return any(isinstance(v, Listing) and v.bracketed == "remainder" for v in wanted.values)


def _once(value: Value) -> Value:
    """`3/4, or 0.75`: one answer, written twice."""
    twice = isinstance(value, Listing) and not value.bracketed and same_thing(value)
    return value.items[0] if twice and isinstance(value, Listing) else value


def _text_is_right(gold: str, said: str, question: str) -> bool:
    """A reference in words: the same text, or a sentence that names it and adds nothing to it."""
    if gold in (">", "<", "=", ">=", "<="):
        signs = _SIGN.findall(said)
        return bool(signs) and _SIGN_WORDS.get(signs[-1], signs[-1]) == gold
    return phrases.says(gold, embedded.kept(said), question)


def extract(
    response: str, *, options: Sequence[str] | None = None, question: str | None = None
) -> Found:
    """The final answer of a response, without a reference to compare it with."""
    at = (
        place(response, (question or "")[-MAX_QUESTION:]) if len(response) <= MAX_RESPONSE else None
    )
    if at is None:
        return Found(None, "no final part")
    texts = as_options(options)
    if texts is None:
        return find_value(at, 1, "any")
    verdicts = {verdict_of(option) for option in option_texts(texts)}
    return find_choice(at, texts, is_verdict=verdicts == {True, False})
