"""The option that a response names by its text, its value or its words, where it names no letter."""

import re
from functools import lru_cache

from mathse.grading import changes, choices, embedded, pick, prose, quantities, ranks, worked
from mathse.grading.claimed import claimed, claimed_in
from mathse.grading.clean import normalise
from mathse.grading.find import Found, Place, Span
from mathse.grading.options import by_value, matching, option_values
from mathse.grading.values import Equation, Listing, Quantity, Words

_CONDITION = re.compile(r"\b(?:if|when|as)\b[^,.;]*,?", re.I)
# `because the pattern goes circle, square, triangle`: what stands there is not what it is the reason for.
_REASON = re.compile(
    r"(?<=\w)[,\s]+\b(?:because|since)\b(?!.*\b(?:so|thus|hence|therefore)\b).*\Z", re.S
)
# `If it increases, ...`: what stands there is not what follows from it.
_LEADING_CONDITION = re.compile(r"(?:^|(?<=[.;!?\n] ))(?:[Ii]f|[Ww]hen|[Aa]s)\b[^,.;]*,")
_TAIL = 3_000  # characters in which an option may be the only one that is mentioned
# `Sample B:`, and its working in the next line; `Sample B: E = 3`.
_HEADING = re.compile(r"\W*([^:：=\n]{1,60}?)\**\s*[:：]\**\s*")
_WORKING = re.compile(r"$|[^:：]*=")
# Below an option that has its line to itself: how something is worked out of it.
_ABOVE = re.compile(r"[*_ \t]*\n\s*[^\n=.]{1,60}=")
# No `x approaches infinity`: that is not where it goes.
_INFINITY = re.compile(
    r"(?<!x approaches )(?<!x goes to )(?<!x tends to )\b"
    r"(?:(negative |minus |-\s?)|positive |plus |\+\s?|(?<!negative )(?<!positive )(?<!minus )(?<!plus ))infinity\b"
)
_NONE = re.compile(r"\bnone of (?:the|these|them)\b|以上都不", re.I)


def by_text(at: Place, options: tuple[str, ...], spans: list[Span], head: Span) -> Found:
    """The one option whose text, value or words the closing sentences, or the opening one, name."""
    several: Found | None = None
    stating = _stating(at, spans, options)
    headed, spans = len(stating) < len(spans), stating
    heads = headed and not any(low <= head[0] < high for low, high in spans)
    if not spans:
        return Found(None, "options as headings, none chosen")
    if (unsure := _unsure(at, options, [*spans[:2], head])) is not None:
        return unsure
    refused = prose.refuses(at.text(spans[0])) if spans else True
    if refused and len(spans) < 4:
        return Found(None, "refusal")
    ended: Span | None = None
    for span in [*spans[:2], *([] if heads else [head]), *spans[2:5]]:
        text = at.text(span)
        if ended is not None and span[0] < ended[0]:
            continue  # what stands before a conclusion is not what it concludes
        if prose.refuses(text) or choices.thrown_out(text, options):
            continue
        said = claimed(text, at.question)
        found = named_in(said, options, at.question)
        if len(found) == 1:
            return Found(span, "option text or value", found)
        if found and several is None:
            several = Found(span, "several options named", found)
        if ended is None and several is None:
            answers = span == spans[0] and worked.takes_up(said, at.question)
            if _states_other(said, options, at.question, concluding=not answers):
                ended = span
    if ended is not None and several is None:
        if any(prose.refuses(at.text(span)) for span in spans if span[0] > ended[0]):
            return Found(None, "refusal")
        return Found(ended, "a value, but no option's")
    ordered = [span for span in sorted(spans) if span[0] >= at.high - _TAIL]
    claims = changes.kept(claimed_in(at.response, ordered, at.question), at.question)
    claims = ranks.turned(ranks.kept(claims, at.question), at.question)
    tail = _LEADING_CONDITION.sub(" ", normalise(claims))
    everything = choices.mentioned(tail, options)
    if len(everything) == 1:
        return Found((at.low, at.high), "only option mentioned", everything)
    if several is not None:
        return several
    if any(prose.refuses(at.text(span)) for span in spans):
        return Found(None, "refusal")
    last = claimed(at.text(spans[0]), at.question)
    stated = any(c.isdigit() for c in last) and not choices.thrown_out(last, options)
    if stated and not headed and pick.value_in(last, at.question) is not None:
        return Found(spans[0], "a value, but no option's")
    return none_named(at, spans)


def _stating(at: Place, spans: list[Span], options: tuple[str, ...]) -> list[Span]:
    """The sentences without those that only have an option as their heading.

    `Sample B:`, `Sample B: E = 3`, `Sample B` above its working; where several have one, all of them: `Cat: 4 legs`, `Dog: 4 legs`.
    """
    heads: dict[Span, frozenset[int]] = {}
    works: set[Span] = set()
    may = "\n" in at.response and "=" in at.response
    for span in spans:
        text = at.text(span)
        if ":" in text or "：" in text:
            head = _HEADING.match(text)
            if head is not None and (named := matching(options, head[1])):
                heads[span] = named
                works |= {span} if _WORKING.match(text, head.end()) else set()
        elif (
            may
            and _ABOVE.match(at.response, span[1], at.high)
            and (named := matching(options, text))
        ):
            heads[span] = named
            works |= {span} if span != at.head() else set()
    dropped = set(heads) if len(set(heads.values())) > 1 else works
    return [span for span in spans if span not in dropped]


def _states_other(said: str, options: tuple[str, ...], question: str, *, concluding: bool) -> bool:
    """Whether a sentence that names no option states a value: `Therefore, the distance is 27 km.`

    What it says of another expression than is asked for is none: `Therefore x + 5 = 11`, where x is.
    """
    if concluding and not prose.CONCLUDES.match(said.lstrip("*_ ")):
        return False
    if quantities.another(said, question) or worked.of_another_side(said, question):
        return False
    if any(isinstance(value, Words) for value in option_values(options)):
        return False
    value = pick.value_in(said, question)
    return isinstance(value.value if isinstance(value, Equation) else value, Quantity)


def none_named(at: Place, spans: list[Span]) -> Found:
    if _NONE.search(at.text(spans[0])):
        return Found(spans[0], "denies every option")
    return Found(None, "no option named")


def _unsure(at: Place, options: tuple[str, ...], spans: list[Span]) -> Found | None:
    """The option that says that it cannot be determined."""
    doubtful = {n for n, option in enumerate(options) if prose.refuses(option)}
    for span in spans if doubtful else []:
        found = choices.mentioned(normalise(at.text(span)), options)
        if len(found) == 1 and found <= doubtful:
            return Found(span, "option text or value", found)
    return None


def _concluded(clean: str, options: tuple[str, ...]) -> frozenset[int]:
    """Of `the last one is a circle, so the next one is a square`: the one that follows from the other."""
    ends = [match.end() for match in prose.CONCLUDES.finditer(clean)]
    found = choices.mentioned(clean[ends[-1] :], options) if ends else frozenset()
    return found if len(found) == 1 else frozenset()


@lru_cache(maxsize=256)
def _in_question(question: str, options: tuple[str, ...]) -> frozenset[int]:
    """The options that a question speaks of: the snake, of `What eats the snake?`"""
    return choices.mentioned(normalise(question), options) if question else frozenset()


def named_in(text: str, options: tuple[str, ...], question: str) -> frozenset[int]:
    text = ranks.turned(ranks.kept(changes.kept(text, question), question), question)
    if "infinity" in text:
        text = _INFINITY.sub(lambda m: "$-\\infty$" if m[1] else "$\\infty$", text)
    clean = normalise(embedded.kept(text))
    if (stated_twice := choices.by_statement(clean, options, question)) is not None:
        return stated_twice
    result = _CONDITION.sub(" ", _REASON.sub("", clean)).strip(" ,.")
    clean = _LEADING_CONDITION.sub("", clean)
    found = choices.mentioned(result, options) or choices.by_words(result, options, question)
    found = found or choices.mentioned(clean, options)
    if len(found) > 1 and (concluded := _concluded(clean, options)):
        return concluded
    if len(found) > 1 and len(fresh := found - _in_question(question, options)) == 1:
        return fresh
    if len(found) > 1 and (stated := pick.value_in(text, question)):  # the last of several values
        last = stated.items[-1] if isinstance(stated, Listing) and not stated.bracketed else stated
        joined = isinstance(stated, Listing) and not all(
            isinstance(i, Equation) for i in stated.items
        )
        found = found if joined else by_value(pick.unnamed(last), options, question) or found
    if not found and (stated := pick.value_in(text, question)):
        found = by_value(stated, options, question)
        if not found and isinstance(stated, Listing) and not stated.bracketed:
            found = by_value(pick.unnamed(stated.items[-1]), options)
    return found or choices.by_words(clean, options, question) or _by_opposite(clean, options)


def _by_opposite(clean: str, options: tuple[str, ...]) -> frozenset[int]:
    """Nonlinear, where it is said not to be linear."""
    if len(options) != 2 or ("not " not in clean and "n't " not in clean):
        return frozenset()
    for n, option in enumerate(options):
        word = option.strip().casefold()
        opposite = options[1 - n].strip().casefold().removesuffix(word).rstrip(" -")
        if opposite in ("non", "un", "not", "dis", "in") and re.search(
            rf"(?:\bnot|n't) (?:an? )?{re.escape(word)}\b", clean.casefold()
        ):
            return frozenset((1 - n,))
    return frozenset()
