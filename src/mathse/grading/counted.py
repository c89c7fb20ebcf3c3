"""Numbers that only bound, numbers in words that count what is asked for, and what each of several things has."""

import re

from mathse.grading.polarity import content_words
from mathse.grading.prose import has_one
from mathse.grading.reading import read_clean
from mathse.grading.values import Value

_HEDGED = re.compile(
    r"(?:\bnot|n't|\bno(?= )|\b(?:more|less|greater|fewer|larger|smaller|higher|lower) than|\bat (?:least|most)"
    r"|\b(?:over|under|above|below|between|half of|twice|double|triple|(?:third|quarter|square|cube|root) of)|不是|不为|超过|不到|至少|至多)[\s\w]{0,6}$",
    re.I,
)
# One of these stands in every hedge.
_HEDGES = (
    "not", "n't", "no ", "than", "at least", "at most", "over", "under", "above", "below", "between", "half of", "twice",
    "double", "triple", "third of", "quarter of", "square of", "cube of", "root of", "不", "超过", "至",
)  # fmt: skip
_VERB = re.compile(r" (?:is|are|was|were|do|does|did|have|has|had|can|will|in|of|sold|left)\b")
_ONES = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_BELOW = rf"(?:(?:{_TENS})(?:[- ](?:{_ONES})\b)?|{_ONES})"
# All of `one hundred and twenty-five marbles`, and not its five.
_SPELLED = re.compile(
    rf"(?<![-\w])((?:(?:{_ONES}|an?) (?:hundred|thousand|dozen)\b(?: and (?={_BELOW}\b)| (?={_BELOW}\b))?)?(?:{_BELOW}|(?<=hundred)|(?<=thousand)|(?<=dozen)))\b((?: (?!of\b)[a-z-]+){{1,3}})",
    re.I,
)

_EACH_PART = re.compile(
    r"\$?\d[\d.]*(?: dollars?| cents?| ?[a-z]{1,2})? (?:on|for|from|in|to) ([^,;=\d$]{2,40})"
)
_EACH = re.compile(
    rf"(?:{_EACH_PART.pattern}(?:,? (?:and )?|,)){{2,20}}(?:and )?{_EACH_PART.pattern}$"
)


def hedged(before: str) -> bool:
    """Whether what ends so denies or bounds the number behind it: `more than`."""
    return has_one(before.lower(), _HEDGES) and _HEDGED.search(before) is not None


def spelled_count(clean: str, asked: str) -> Value | None:
    """`Two items are sold less than 1 time`: a number word counts what is asked for as a digit does."""
    nouns = {word.removesuffix("s") for word in _VERB.split(asked.lower())[0].split()}
    best, most = None, 0
    for match in _SPELLED.finditer(clean):
        score = len({word.removesuffix("s") for word in match[2].lower().split()} & nouns)
        if (
            score
            and score >= most
            and not hedged(clean[max(0, match.start() - 40) : match.start()])
        ):
            best, most = read_clean(match[1].lower()), score
    return best


def each(clean: str, question: str) -> bool:
    """`She paid $3 for tea, $4 for milk and $5 for bread`, where none of the three is asked for by its name."""
    if "total" in clean or "=" in clean or (listed := _EACH.search(clean)) is None:
        return False
    asked = content_words(question)
    named = [bool(content_words(m[1]) & asked) for m in _EACH_PART.finditer(listed[0])]
    return len(named) > 2 and named.count(True) != 1
