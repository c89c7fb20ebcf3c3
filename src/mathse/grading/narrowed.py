"""A sentence that states several values at once, and a later one that says which of them was asked for."""

from mathse.grading import pick
from mathse.grading.find import Found, Place, Span
from mathse.grading.polarity import content_words
from mathse.grading.values import Listing, Quantity


def narrowed(at: Place, found: Found, span: Span, spans: list[Span]) -> Found | None:
    """Of `the voltage and the current are 3 V and 2 A, respectively`: the one that a later sentence about what is asked for states."""
    several = found.value
    if not isinstance(several, Listing) or "respectively" not in at.text(span):
        return None
    trees = [item.tree for i in several.items if isinstance(item := pick.unnamed(i), Quantity)]
    asked = content_words(at.question[-300:])
    for later in (s for s in spans if s[0] >= span[1]):
        text = at.text(later).replace("**", "")
        one = pick.value_in(text, at.question) if len(content_words(text) & asked) > 1 else None
        number = None if one is None else pick.unnamed(one)
        if isinstance(number, Quantity) and number.tree in trees:
            return Found(later, "sentence that narrows it", value=one)
    return None
