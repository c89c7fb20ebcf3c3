"""Which option a piece of text chooses: by its letter, its text or its value; exactly one, or none."""

import re

from mathse.grading import letters, passing
from mathse.grading.clean import normalise
from mathse.grading.judged import judged_wrong
from mathse.grading.options import (
    are_letters,
    by_value,
    matching,
    option_keys,
    option_names,
    option_texts,
    option_values,
    own_words,
)
from mathse.grading.phrases import content, text_key
from mathse.grading.values import Quantity, Value

_QUICK = re.compile(r"(?:\(([A-J])\)|([A-J])(?=[.):]|$))[.):]?\s*(.*)", re.S)
_GLOSSED = re.compile(r"(?:\(([A-J])\)|([A-J])(?=[.):, ]|$))[.):,]?\s*(?:\(([^()]*)\)|(.*))", re.S)
_STYLED = 40  # characters of an option that is a letter, with its commands of style
_LABELLED = re.compile(r"\([A-J]\)|[A-J][.):]\s")  # (B) 5: no value, whatever follows
_SMALL = re.compile(r"\(?([a-j])\)\s*(\S.*)", re.S)
# `7 is too small`: an option that is named to be thrown out.
_THROWN_OUT = re.compile(
    r"\s*(?:is|are|was|would be|seems)\s+(?:too (?:small|large|big|high|low|short|long|few|many)|wrong|incorrect|impossible|eliminated|ruled out)\b"
)
# 7 km of `7 km + 20 km = 27 km`.
_OPERAND = re.compile(r" *(?:[+*/]|-(?= *[\d\\(]))[^=,;.\n]*=")
_COORDINATES = re.compile(r"[:=]?\s*\([^(),]{1,20},[^(),]{1,20}\)\s*$")  # A (2, 3): a point
_DENIES = re.compile(
    r"(?:\b(?:not|cannot|never|than|over|instead of|rather than|at least|at most|unlike|compared (?:to|with))\b|n't\b|不是|不为|而非)[^,;.]{0,14}$"
    r"|\b(?:none|neither|nor|no longer|no \w+ (?:is|are|does|do))\b[^,;.]{0,30}$",
    re.I,
)
# How else a change is said, and how options say it.
_DIRECTIONS = (
    (re.compile(r"\b(?:go(?:es)? up|ris(?:es?|ing)|grow(?:s|ing)?|climbs?|(?:becomes?|gets?) (?:larger|greater|higher|bigger))\b", re.I), "increase"),
    (re.compile(r"\b(?:go(?:es)? down|falls?|falling|drop(?:s|ping)?|declin(?:es?|ing)|shrinks?|(?:becomes?|gets?) (?:smaller|lower|less))\b", re.I), "decrease"),
    (re.compile(r"\b(?:remains?|stays?) (?:the same|unchanged|constant)\b|\b(?:does|do|would|will) not change\b", re.I), "stay same"),
)  # fmt: skip
_COUNTED = re.compile(r"\d[\w.,/]*\s?(?:°|%|[a-z]+)?[ -]+[a-z]{3,}")  # a 60° angle
_NEGATES = re.compile(
    r"\b(?:not|no|none|cannot|never|neither|nor|than|over)\b|n't\b|instead of|at least|at most|不|非",
    re.I,
)
_NOT = re.compile(r"\bnot\b|n't\b", re.I)
_ANY_WORD = re.compile(r"[a-z]+|[\u4e00-\u9fff]", re.I)
_ENUMERATES = re.compile(
    r"(?:^|\n)[ \t]{0,8}\(?[A-Z]{1,2}[).][^\n]*(?=\n\s?[ \t]{0,8}\(?[A-Z]{1,2}[).])"
)


def choose(text: str, options: tuple[str, ...] | None, count: int) -> frozenset[int]:
    """The options that an announced answer names: empty for none."""
    if plain := plainly(text, options, count):
        return plain
    text = letters.by_place(text, options)
    clean = normalise(text)
    if (labelled := _labelled(clean, options, count)) is not None:
        return labelled
    if options and not are_letters(options):
        named_so = any(name[:1] == clean[:1] for name in option_names(options))
        if (named_so or not _LABELLED.match(clean)) and (same := matching(options, text)):
            return same
    found = by_letter(clean, count, options)
    if found is not None:
        return found
    pictures = bool(options) and are_letters(options or ())
    named = letters.named(clean, count, pictures=pictures)
    if named or not options:
        return named
    return mentioned(clean, options)


def plainly(text: str, options: tuple[str, ...] | None, count: int) -> frozenset[int]:
    """The option of `B`, `(B)`, `(B) no`: a letter followed by nothing, or by its own text."""
    quick = _QUICK.fullmatch(text)
    index = ord(quick[1] or quick[2]) - 65 if quick else count
    if quick is None or index >= count:
        return frozenset()
    rest = quick[3].strip(" .$")
    if options is None:
        return frozenset() if rest else frozenset((index,))
    if rest and rest != options[index].strip(" .$"):
        return frozenset()
    for option in options:
        bare = option.strip("() .$")
        if len(bare) == 1 and bare.isalpha():
            return frozenset((index,)) if are_letters(options) else frozenset()
    return frozenset((index,))


def _labelled(clean: str, options: tuple[str, ...] | None, count: int) -> frozenset[int] | None:
    """`plainly` for what stood as `\\textbf{(B)} 4 \\text{ cm}`; a gloss too: `B (no)`."""
    match = _GLOSSED.fullmatch(clean) if options else None
    index = ord(match[1] or match[2]) - 65 if match else count
    if match is None or not options or index >= count:
        return None
    rest = match[3] or match[4]
    if rest and normalise(rest) != normalise(option_texts(options)[index]):
        return None
    for option in options:
        bare = normalise(option).strip("() .$") if len(option) <= _STYLED else ""
        if len(bare) == 1 and bare.isalpha():
            return frozenset((index,)) if are_letters(options) else None
    return frozenset((index,))


def by_letter(clean: str, count: int, options: tuple[str, ...] | None) -> frozenset[int] | None:
    """The letters that a text consists of or begins with; None where it does neither."""
    found = letters.whole(clean, count)
    if found is not None:
        return found
    if small := _small(clean, options):
        return small
    lead = letters.leading(clean)
    if lead is None or lead[0] >= count:
        return None
    index, rest = lead
    pictures = options is None or are_letters(options)
    text, own = "", ""
    if options and not pictures:
        text, own = option_names(options)[index], option_keys(options)[index]
    if letters.rejects_first(clean) and not (own and text_key(rest).startswith(own)):
        return None
    said = rest.removeprefix("~").lstrip()
    of_texts = not pictures and not (own and text_key(said).startswith(own))
    if judged_wrong(said) and not judged_wrong(text):
        return None
    if _COORDINATES.match(said) and not (options and matching(options, said.lstrip(":= "))):
        return None
    if passing.a_point(said, 0) or (of_texts and passing.passing(said, 0)):
        return None
    if rest.startswith("~"):  # a bare letter: what follows must not make it a word or a name
        rest = rest[1:].lstrip()
        if rest[:1].isascii() and _is_word(index, rest, options):
            return None
        if rest[:1] == "=" and not (options and matching(options, rest[1:]) == {index}):
            return None
        if rest[:1] == "-" and rest[1:2] != " ":
            return None
    if letters.enumerated(clean):
        return None
    if letters.subjects_first(clean):
        return None
    if (others := letters.whole(rest.removeprefix("~").strip(" ()[]{}"), count)) is not None:
        return others | {index}  # [C] [D]
    several = letters.named(f"answer {clean}", count, subjects=not of_texts)
    return several if len(several) > 1 and index in several else frozenset([index])


def _small(clean: str, options: tuple[str, ...] | None) -> frozenset[int]:
    """`(c) 7`: a small letter, where the option's own text follows."""
    match = _SMALL.fullmatch(clean) if options else None
    index = ord(match[1]) - 97 if match else 0
    if not match or not options or index >= len(options):
        return frozenset()
    return frozenset((index,)) & matching(options, match[2])


def _is_word(index: int, rest: str, options: tuple[str, ...] | None) -> bool:
    """Whether a bare letter before a word is the article, or a name (`I think`), and no choice."""
    if index not in (0, 8) or not (rest[:1].isalpha() or _COUNTED.match(rest)):
        return False
    if options is None:
        return not re.match(r"(?:is|because|since|as|with|and|for|due)\b", rest)
    clean = option_names(options)[index].lower()
    return not (rest.lower().startswith(clean[:12]) or re.match(r"(?:is|because|since)\b", rest))


def mentioned(clean: str, options: tuple[str, ...]) -> frozenset[int]:
    """The options whose text stands in a sentence, and is not denied there."""
    folded = clean.casefold()
    spots: list[tuple[int, int, int]] = []
    keys = option_keys(options)
    for index, text in enumerate(option_names(options)):
        wanted = text.casefold()
        if not wanted or not keys[index] or (len(wanted) == 1 and wanted.isalpha()):
            continue
        if len(wanted) < 3 and _bare_number(option_values(options)[index]):
            continue  # a bare small number is found by value
        at = _word_in(folded, wanted)
        if at >= 0:
            spots.append((at, at + len(wanted), index))
    kept = [s for s in spots if not any(_inside(s, other) for other in spots)]
    if kept:
        alive = [
            s
            for s in kept
            if not _DENIES.search(folded[max(0, s[0] - 48) : s[0]])
            and not ("=" in folded and _OPERAND.match(folded, s[1]))
            and not _THROWN_OUT.match(folded, s[1])
        ]
        return frozenset(s[2] for s in alive)
    return frozenset()


def thrown_out(text: str, options: tuple[str, ...]) -> bool:
    """Whether a sentence is about what cannot be the answer, and no option is about such."""
    if " too " not in text and " wrong" not in text and "correct" not in text:
        return False
    if any("wrong" in option or "correct" in option for option in options):
        return False
    return _THROWN_OUT.search(text) is not None


def _inside(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    longer = other[1] - other[0] > one[1] - one[0]
    return other[0] <= one[0] and one[1] <= other[1] and other[2] != one[2] and longer


def by_words(clean: str, options: tuple[str, ...], question: str) -> frozenset[int]:
    """The one option whose own words a sentence uses: `blue` for `The blue car`, `hawk` for `hawks`."""
    own = own_words(options)
    if not own:
        return frozenset()
    clean = _directed(clean, options)
    said = content(clean)
    whole = [n for n, words in enumerate(own) if words <= said]
    best = [n for n in whole if not any(own[n] < own[m] for m in whole)]
    if len(best) == 1 and len(own[best[0]]) >= 1 and _only(said, own, best[0]):
        return frozenset() if _denied(clean, own[best[0]]) else frozenset(best)
    left = said - content(question)
    partial = [n for n, words in enumerate(own) if left and left <= words]
    return frozenset(partial) if len(partial) == 1 else frozenset()


def by_statement(clean: str, options: tuple[str, ...], question: str) -> frozenset[int] | None:
    """The option of two statements, one of which is made: `neither; the samples have the same temperature`."""
    if not any(";" in option for option in options):
        return None
    said, asks = content(clean), content(question)
    found = {
        n
        for n, option in enumerate(options)
        for part in (option.split(";") if ";" in option else ())
        if (words := content(part) - asks) and words <= said
    }
    return frozenset(found) if len(found) == 1 and not _NOT.search(clean) else None


def _directed(clean: str, options: tuple[str, ...]) -> str:
    """`It would go down` as `decrease`, where the options say it so."""
    if not any("creas" in option for option in options):
        return clean
    for pattern, word in _DIRECTIONS:
        clean = pattern.sub(word, clean)
    return clean


def _denied(clean: str, words: frozenset[str]) -> bool:
    """`It is not increasing`: the option's word is used, however it is inflected, and denied."""
    if not _NEGATES.search(clean):
        return False
    used = [m.start() for m in _ANY_WORD.finditer(clean) if content(m[0]) & words]
    return any(_DENIES.search(clean, 0, at) for at in used)


def _only(said: frozenset[str], own: tuple[frozenset[str], ...], index: int) -> bool:
    """Whether no other option's own words stand in the sentence too."""
    others = frozenset().union(*(words for n, words in enumerate(own) if n != index)) - own[index]
    return not said & others


def _bare_number(value: Value) -> bool:
    return isinstance(value, Quantity) and not value.measured and not value.percent


def _word_in(folded: str, wanted: str) -> int:
    """Where `wanted` stands in a text as whole words, the last time; -1 where it does not."""
    at = folded.rfind(wanted)
    while at >= 0:
        before, after = folded[at - 1 : at], folded[at + len(wanted) : at + len(wanted) + 1]
        open_before = not (before.isalnum() and before.isascii() and wanted[0].isalnum()) and not (
            before in "." and before and wanted[0].isdigit()
        )
        open_after = not (after.isalnum() and after.isascii() and wanted[-1].isalnum())
        decimal = after == "." and folded[at + len(wanted) + 1 : at + len(wanted) + 2].isdigit()
        if open_before and open_after and not decimal:
            return at
        at = folded.rfind(wanted, 0, at)
    return -1


def enumerates(response: str, low: int, high: int) -> bool:
    """Whether a response only lists options, three or more, one a line."""
    return len(_ENUMERATES.findall(response[low:high])) >= 2


__all__ = ["by_letter", "by_value", "by_words", "choose", "enumerates", "mentioned"]
