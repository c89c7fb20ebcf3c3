"""What is ranked otherwise than is asked: of `Which is the driest?` neither the wettest nor the second driest.

`Jazz is the most popular, and ballet is the second most popular` names jazz where the most popular one is asked for.
"""

import re
from functools import lru_cache

from mathse.grading.prose import has_one

_UP = r"most|max(?:imum)?|highest|largest|greatest|biggest|longest|tallest|oldest|latest|hottest|warmest|wettest|fastest|quickest|heaviest|strongest|widest|best|roughest|farthest"
_DOWN = r"least|min(?:imum)?|lowest|smallest|fewest|shortest|youngest|earliest|coldest|coolest|driest|slowest|lightest|weakest|narrowest|worst|smoothest|nearest|closest"
_RANK = re.compile(
    rf"(?:\b(?:(second|2nd|next)|(third|3rd)|(fourth|4th))[- ])?\b(?<!\bat )(?:({_UP})|({_DOWN})|[a-z]{{3,}}est)\b(?! (?:likely|probably|of)\b)",
    re.I,
)
_NO_RANK = frozenset(
    "interest forest test latest request suggest west rest guest harvest contest honest".split()
)
_PART = re.compile(
    r"[,;.](?=\s|$)\s*(?:and|while|whereas|but|with|then)?\b|\b(?:and|while|whereas|but|though|although)\b"
)
_FOLLOWS = re.compile(r"\W*(?:is )?(?:closely )?followed by\b", re.I)
_STEMS = ("est", "most", "least", "max", "min")


def kept(text: str, question: str) -> str:
    """The text without its clauses that rank something otherwise than the question asks."""
    asked = _asked(question) if has_one(question, _STEMS) else None
    if asked is None or not (has_one(text, _STEMS) or "followed by" in text):
        return text
    parts, at = [], 0
    for mark in [*_PART.finditer(text), None]:
        end = mark.start() if mark else len(text)
        part = text[at:end]
        ranks = _ranks(part)
        parts.append(" " if _FOLLOWS.match(part) or (ranks and not _fits(ranks, asked)) else part)
        parts.append(mark[0] if mark else "")
        at = mark.end() if mark else end
    return "".join(parts)


@lru_cache(maxsize=256)
def _asked(question: str) -> tuple[int, int] | None:
    """The one place and direction of what is asked for."""
    ranks = _ranks(question[-300:])
    return next(iter(ranks)) if len(ranks) == 1 else None


def _ranks(text: str) -> set[tuple[int, int]]:
    """(place, direction) of each superlative: 0 for the first, 1 for the second; 1 up, -1 down, 0 for another."""
    found = set()
    for match in _RANK.finditer(text):
        if match[0].lower() in _NO_RANK:
            continue
        place = 1 if match[1] else 2 if match[2] else 3 if match[3] else 0
        found.add((place, 1 if match[4] else -1 if match[5] else 0))
    return found


def _fits(ranks: set[tuple[int, int]], asked: tuple[int, int]) -> bool:
    """Whether one of these may be what is asked for: a direction that is not known may be either."""
    return any(p == asked[0] and (d == asked[1] or not d or not asked[1]) for p, d in ranks)


# `more rain than Elm St`, where it is asked which had less.
_MORE = r"more|greater|larger|bigger|higher|longer|taller|older|faster|heavier|hotter|warmer|wider|stronger|better|later"
_LESS = r"less|fewer|smaller|lower|shorter|younger|slower|lighter|colder|cooler|narrower|weaker|worse|earlier"
_COMPARES = re.compile(rf"\b(?:({_MORE})|({_LESS}))\b", re.I)
_DENIED = re.compile(r"\b(?:not|no|never)\b|n't\b", re.I)
_THAN = re.compile(rf"\b(?:({_MORE})|({_LESS}))\b[^,;.]{{0,40}}?\bthan\b", re.I)


def turned(text: str, question: str) -> str:
    """The text without what its comparison has before `than`, where the question asks for the other side."""
    if " than " not in text:
        return text
    asked = {bool(m[1]) for m in _COMPARES.finditer(question[-200:])}
    said = list(_THAN.finditer(text))
    if len(asked) != 1 or len(said) != 1 or " than " in question[-200:]:
        return text
    if bool(said[0][1]) in asked or _DENIED.search(text[: said[0].start()][-24:]):
        return text
    clause = max(text.rfind(mark, 0, said[0].start()) for mark in (",", ";", ".", ":"))
    return text[: clause + 1] + " " + text[said[0].end() :]
