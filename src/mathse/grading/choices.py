"""Which option a piece of text chooses: by its letter, its text or its value; exactly one, or none."""

import re

from mathse.grading.clean import normalise
from mathse.grading.compare import equal, text_key
from mathse.grading.reference import matching, option_values
from mathse.grading.values import Quantity, Value, Words, read_clean

_OPENING = r"^[\s*$\[{\"'#`]*(?:(?:option|choice|选项?|letter)\s*)?"
_LEAD = re.compile(
    _OPENING + r"(?:\(\s*([A-Z])\s*\)|\[([A-Z])\]|\{([A-Z])\}|([A-Z])(?![A-Za-z0-9'_^]))"
)
_MANY = re.compile(
    _OPENING
    + r"\(?[A-J]\)?(?:(?:\s*(?:,|and/or|and|or|&|/|\+|和|或者?|与|及|以及)\s*)+(?:option\s*)?\(?[A-J]\)?(?![A-Za-z]))+",
    re.I,
)
_RUN = re.compile(r"[A-J]{2,6}")
_LETTER = re.compile(r"[A-J]")
_NAMED = re.compile(
    r"(?:\b(?:option|choice|choose|select|pick|chose|choosing|answer|go with|letter)s?|选择?|选项|答案)(?:\s*(?:is|为|是|项))?\s*[:：]?\s*\(?([A-J])\)?(?![A-Za-z])"
    r"|\(([A-J])\)|(?<![A-Za-z\\$])([B-J])\s*(?:is|项|选项)\s*(?:the )?(?:correct|right|正确|符合)|\\text(?:bf)?\{\(?([A-J])\)?\}"
)
_REJECTED = re.compile(
    r"(?:\b(?:option|choice)s?\s*)?\(?(?<![A-Za-z])([A-J])\)?\s*(?:选项|项)?\s*(?:(?:is|are|was|must be|seems?)\s*)?(?:also\s*)?(?:(?:not|never)\b(?! only)|wrong|incorrect|false|invalid|eliminated|ruled out|错误|错|不对|不正确|不符合|不成立|排除)"
    r"|(?:not|eliminate|exclude|reject|rule out|rather than|instead of|排除|不选|除了?)\s*(?:option|choice|选项)?\s*\(?([A-J])\)?(?![A-Za-z])",
    re.I,
)
_DENIES = re.compile(r"\b(?:not|n't|cannot|never|isn't|aren't|doesn't)\b|不是|不为", re.I)
_ENUMERATES = re.compile(r"(?:^|\n)\s*\(?[A-Z]{1,2}[).]\s*[^\n]*(?=\n\s*\(?[A-Z]{1,2}[).])")


def letters_of(text: str, count: int, options: tuple[str, ...] | None) -> frozenset[int] | None:
    """The letters that an announced answer begins with; None where it begins with none."""
    if _RUN.fullmatch(text):
        found = frozenset(ord(c) - 65 for c in text)
        return found if len(found) == len(text) and max(found) < count else None
    if _MANY.match(text):
        several = _LETTER.findall(_MANY.match(text)[0].upper())  # type: ignore[index]
        found = frozenset(ord(c) - 65 for c in several)
        if max(found) < count:
            return found
    match = _LEAD.match(text)
    if match is None:
        return None
    letter = match[1] or match[2] or match[3] or match[4]
    index = ord(letter) - 65
    rest = text[match.end() :].strip()
    if index >= count:
        return None
    if (
        match[4]
        and rest[:1].isalpha()
        and rest.isascii()
        and _is_word(letter, rest, options, index)
    ):
        return None
    if (
        match[4]
        and rest[:1] in ("=", "<", ">", "+", "-", "/", "'")
        and len(rest) > 1
        and rest[1:2] != " "
    ):
        return None
    return frozenset([index])


def _is_word(letter: str, rest: str, options: tuple[str, ...] | None, index: int) -> bool:
    """Whether a bare letter before a word is the article, or a name (`I think`), and no choice."""
    if letter not in "AI":
        return False
    if options is None:
        return not re.match(r"(?:is|because|since|as|with|and|for|due)\b", rest)
    clean = option_values(options)[index][0].lower()
    return not (rest.lower().startswith(clean[:12]) or re.match(r"(?:is|because|since)\b", rest))


def choose(text: str, options: tuple[str, ...] | None, count: int) -> frozenset[int]:
    """The options that an announced answer names: empty for none."""
    clean = normalise(text)
    rejected = {ord((m[1] or m[2]).upper()) - 65 for m in _REJECTED.finditer(clean)}
    found = letters_of(clean, count, options)
    if found is not None and not found & rejected:
        return found
    if options:
        same = matching(options, text)
        if same:
            return same
    named = named_letters(clean, count) - rejected
    if named:
        return named
    return mentioned(clean, options) if options else frozenset()


def named_letters(clean: str, count: int) -> frozenset[int]:
    """Letters that a sentence names as letters: (B), option B, 选B."""
    rejected = {(m[1] or m[2]).upper() for m in _REJECTED.finditer(clean)}
    found = {next(g for g in m.groups() if g) for m in _NAMED.finditer(clean)}
    indexes = {ord(c) - 65 for c in found - rejected}
    return frozenset(i for i in indexes if i < count)


def mentioned(clean: str, options: tuple[str, ...]) -> frozenset[int]:
    """The options whose text or value stands in a sentence, and is not denied there."""
    folded = clean.casefold()
    spots: list[tuple[int, int, int]] = []
    for index, (text, key, value) in enumerate(option_values(options)):
        wanted = text.casefold()
        if not wanted or not key or (len(wanted) == 1 and wanted.isalpha()):
            continue
        if isinstance(value, Quantity) and len(wanted) < 3 and _bare_number(value):
            continue  # a bare small number is found by value, below
        at = _word_in(folded, wanted)
        if at >= 0:
            spots.append((at, at + len(wanted), index))
    kept = [
        s
        for s in spots
        if not any(
            o[0] <= s[0] and s[1] <= o[1] and o[2] != s[2] and (o[1] - o[0]) > (s[1] - s[0])
            for o in spots
        )
    ]
    if kept:
        alive = [s for s in kept if not _DENIES.search(folded[max(0, s[0] - 14) : s[0]])]
        return frozenset(s[2] for s in alive)
    words = set(re.findall(r"[a-z0-9\u4e00-\u9fff]+", folded))
    stems = {w.removesuffix("s").removesuffix("ing").removesuffix("e") for w in words}
    whole = [
        index
        for index, (text, _, value) in enumerate(option_values(options))
        if isinstance(value, Words)
        and (needed := re.findall(r"[a-z0-9\u4e00-\u9fff]+", text.casefold()))
        and len(needed) > 1
        and all(w.removesuffix("s").removesuffix("ing").removesuffix("e") in stems for w in needed)
    ]
    return frozenset(whole) if len(whole) == 1 else frozenset()


def _bare_number(value: Value) -> bool:
    return isinstance(value, Quantity) and value.unit is None and not value.percent


def _word_in(folded: str, wanted: str) -> int:
    """Where `wanted` stands in a text as whole words, the last time; -1 where it does not."""
    at = folded.rfind(wanted)
    while at >= 0:
        before, after = folded[at - 1 : at], folded[at + len(wanted) : at + len(wanted) + 1]
        open_before = not (before.isalnum() and before.isascii() and wanted[0].isalnum()) and not (
            before in "." and before and wanted[0].isdigit()
        )
        open_after = not (after.isalnum() and after.isascii() and wanted[-1].isalnum())
        if (
            open_before
            and open_after
            and not (after == "." and folded[at + len(wanted) + 1 : at + len(wanted) + 2].isdigit())
        ):
            return at
        at = folded.rfind(wanted, 0, at)
    return -1


def by_value(value: Value, options: tuple[str, ...]) -> frozenset[int]:
    """The options whose value this is."""
    return frozenset(
        n for n, (_, _, other) in enumerate(option_values(options)) if equal(other, value)
    )


def enumerates(response: str, low: int, high: int) -> bool:
    """Whether a response only lists options, three or more, one a line."""
    return len(_ENUMERATES.findall(response[low:high])) >= 2


__all__ = [
    "by_value",
    "choose",
    "enumerates",
    "letters_of",
    "mentioned",
    "named_letters",
    "read_clean",
    "text_key",
]
