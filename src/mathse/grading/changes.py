"""What goes up or down: of `What would happen to the plankton if krill increased?` neither the krill nor a third thing.

`Increased krill eat more` repeats the condition, and `an increase in the health of the ocean` is a change of the ocean.
"""

import re
from functools import lru_cache

from mathse.grading.polarity import content_words

_ASKED = re.compile(
    r"\bhappen(?:s|ed)? (?:to|with) (?:the )?([\w' -]{2,60}?),? (?:if|when|as|after|were) (?:the |all |all the )?([\w' -]{2,60}?) (?:were |was |is |are |to )?(?:(increas)|(decreas)|(?:removed|died|disappear|eliminated|gone))",
    re.I,
)
_CHANGE_IN = re.compile(
    r"\b(?:(?:an?|the|more|less) )?(?:\w+ )?(?:increas|decreas)\w* (?:in|of) ((?:[a-z'-]+ ){0,10}?[a-z'-]+)(?=\s*(?:$|[.,;:!]|\b(?:as|because|since|which|due|when|if|while|and then|but)\b))",
    re.I,
)
# They may be of the very thing that is asked about.
_ITS_OWN = frozenset(
    "its their population number amount supply level size quantity count rate density".split()
)


def kept(text: str, question: str) -> str:
    """The text without the changes that it says of other things than the one that is asked about."""
    if "creas" not in text or "appen" not in question:
        return text
    asked = _asked(question)
    if asked is None:
        return text
    subject, condition = asked
    if condition is not None:
        text = condition.sub(" ", text)
    return _CHANGE_IN.sub(
        lambda m: m[0] if content_words(m[1]) & (subject | _ITS_OWN) else " ", text
    )


@lru_cache(maxsize=256)
def _asked(question: str) -> tuple[set[str], re.Pattern[str] | None] | None:
    """The words of what is asked about, and how its condition may be said again."""
    match = _ASKED.search(question[-300:])
    if match is None:
        return None
    stem, other = match[3] or match[4], content_words(match[2])
    subject = content_words(match[1])
    if not stem or not other - _ITS_OWN or other & subject:
        return subject, None
    name = "|".join(re.escape(word) for word in sorted(other - _ITS_OWN))
    return subject, re.compile(
        rf"\b{stem}\w*(?: (?:in|of|the|number|population|amount))*(?: the)? (?:{name})s?\b", re.I
    )
