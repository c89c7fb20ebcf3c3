"""The reference answer, cleaned and read once: what kind it is, and what counts as equal to it."""

import re
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from mathse.grading.clean import normalise
from mathse.grading.compare import same_thing
from mathse.grading.options import matching, option_texts
from mathse.grading.reading import read
from mathse.grading.response import boxes
from mathse.grading.tokens import Tree
from mathse.grading.unreadable import broken, example, unreadable
from mathse.grading.values import Listing, Quantity, Value, Words
from mathse.grading.yes_no import verdict_of

Kind = Literal["choice", "verdict", "value", "unreadable"]


class Reference(NamedTuple):
    """What the reference answer says, and in which way a response may say it."""

    kind: Kind
    values: tuple[Value, ...] = ()  # alternatives: any of them is right
    chosen: frozenset[int] = frozenset()  # the options that are right, A = 0
    verdict: bool | None = None  # yes / true / 对 is True
    texts: tuple[str, ...] = ()  # the alternatives as text
    blanks: int = 1  # how many answers are asked for
    either: tuple[
        Value, ...
    ] = ()  # `12 or 13`: one will do, unless the roots of an equation are asked for
    one_of_several: bool = False  # 答案不唯一，如3: another answer may be right too


_LETTER = re.compile(r"\(?([A-J])\)?\s*[.:、]?")
_SMALL_LETTER = re.compile(r"\(?([a-j])\)?\s*[.:]?")
_GLOSSED = re.compile(r"\(?([A-J])(?:\)|\s*[.:、,]|(?=\s*\()(?!\([^(),]+,[^(),]+\)))\s*(.+)")
_LETTERS = re.compile(r"[A-H]{2,6}|[A-H](?:\s*[,、和&]\s*[A-H])+|[A-H](?:\s*(?:,|and)\s*[A-H])+")
_PERCENT_AFTER = re.compile(r"\}[\s$]*(?:\\?%|percent)")
_BESIDE = re.compile(
    r"\}[\s$\\()]*(?:[a-z]{2,12} ){0,2}(?:,|and|or|和|\\text\{\s*(?:and|or)\s*\}|\\quad|\s)*[\s$\\()]*(?:boxed)?\{"
)
_CAPITALS = frozenset("(\\ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_NAME = re.compile(r"(?:\\(?:angle|triangle)\s*)?[A-Z]{1,6}'?")
_ALTERNATIVE = re.compile(
    r"\s*(?:\\?#\s*\\?#|\|\|)\s*|\s*(?:，|,)?\s*也可(?:以是|写成|写为|为)\s*"
    r"|\s*[(（](?:or|或)\s*(?=[^()（）]*[)）])"
)
_BROKEN = re.compile(
    r"_{2,}|\\underline\{[\s\\quad]*\}|\(\s*\)|（\s*）|\\quad"
    r"|^\s*(?:(?:the )?(?:final )?answers?(?: is)?|答案|答|解)\s*[:：为是]\s*",
    re.I,
)
_CONDITION = re.compile(
    r"\s*[(（](?=[^()（）]*(?:[\u4e00-\u9fff]{2}|any|where|for|integer|accept|approx|约|[a-z]\s*(?:\\in(?![a-z])|∈|≠|!=|>|<|\\ne)))"
    r"(?![^()（）]*\\infty)[^()（）]*[)）]\s*\$?\s*[.。]?$|\s*,?\s*(?:where|for (?:all|any|some)|其中).*$"
)
_MAY_BE_BROKEN = re.compile(r"_|\\quad|\\underline|\(\s*\)|（\s*）|[nN]swer|[答解]")
_MAY_BE_SEVERAL = re.compile(r"#|\|\||也可|or|或")
_MONEY = re.compile(r"\$\s*\d[\d.,]*")
_APPROX = re.compile(r"\s*(?:\\approx|≈|≒|\bor about\b|,?\s*\b(?:approximately|about)\s)\s*")


@lru_cache(maxsize=8192)
def reference(gold: str, options: tuple[str, ...] | None) -> Reference:
    """Read the reference answer."""
    text = _boxed(gold.strip()) if "boxed" in gold else gold.strip()
    if options and (named := _plainly(text, options)) is not None:
        return named
    if not options and text.isdigit() and text.isascii():
        return Reference("value", (read(text),), frozenset(), None, (text,))
    if ("唯一" in text or "vary" in text) and (one := example(text)) is not None:
        return reference(one, options)._replace(one_of_several=True)
    if unreadable(text) and verdict_of(text) is None and not (options and matching(options, text)):
        return Reference("unreadable")
    verdict = None if options and text in ("T", "F") else verdict_of(text)
    if options and _beyond(text, options):
        return Reference("unreadable")
    if options:
        chosen = _chosen(text, options)
        if chosen:
            said = verdict if verdict is not None else _verdict_of_option(options, chosen)
            return Reference("choice", (read(text),), chosen, said, (text,))
    if verdict is not None and text not in ("t", "f", "T", "F"):
        return Reference("verdict", verdict=verdict, texts=(text,))
    return _value_reference(text) if options else _bare_reference(text)


def _beyond(text: str, options: tuple[str, ...]) -> bool:
    """Whether a letter is that of no option: E, of four."""
    letter = _LETTER.fullmatch(text)
    return (
        letter is not None and ord(letter[1]) - 65 >= len(options) and not matching(options, text)
    )


def _boxed(text: str) -> str:
    """A whole solution as the reference: what it boxes last, or side by side at its end."""
    found = boxes(text, 0, len(text))
    if not found:
        return text
    last = [found[-1]]
    for one in reversed(found[:-1]):
        if _BESIDE.fullmatch(text[one.end : last[0].start]) is None:
            break
        last.insert(0, one)
    percent = _PERCENT_AFTER.match(text, last[-1].end)
    return ", ".join(text[one.start : one.end].strip() for one in last) + ("%" if percent else "")


def _plainly(text: str, options: tuple[str, ...]) -> Reference | None:
    """A letter, or one of the options word by word: most references of multiple choice."""
    if options.count(text) == 1:
        index = options.index(text)
    elif len(text) == 1 and "A" <= text < chr(65 + len(options)) and text not in options:
        index = ord(text) - 65
    else:
        return None
    if len(text) == 1 and not text.isalpha():
        return None  # 3 may be the third option, or the one that says 3
    chosen = frozenset((index,))
    said = None if text in ("T", "F") else verdict_of(text)
    said = said if said is not None else _verdict_of_option(options, chosen)
    return Reference("choice", (), chosen, said, (text,))


def _bare_reference(text: str) -> Reference:
    """A reference without options: letters may be choices all the same."""
    clean = normalise(text)
    if clean[:1] not in _CAPITALS:
        return _value_reference(text)
    letter = _LETTER.fullmatch(clean) or (_GLOSSED.fullmatch(clean) if len(clean) > 2 else None)
    ratio = "=" in clean and re.match(r"[A-J]:[A-J]", clean)
    if (
        letter
        and not ratio
        and not (letter.re is _GLOSSED and letter[0][1:2] == "," and clean[0] != "(")
    ):
        return Reference("choice", (read(text),), frozenset({ord(letter[1]) - 65}), None, (text,))
    letters = _LETTERS.fullmatch(clean) and re.findall("[A-H]", clean)
    if letters and letters == sorted(set(letters)):
        chosen = frozenset(ord(c) - 65 for c in letters)
        return Reference("value", (read(text), Words(clean)), chosen, None, (text,))
    found = _value_reference(text)
    if _NAME.fullmatch(clean):  # a segment, an angle, a word: AC is no product
        return found._replace(values=(*found.values, Words(clean)))
    return found


def _verdict_of_option(options: tuple[str, ...], chosen: frozenset[int]) -> bool | None:
    if len(chosen) != 1:
        return None
    said: list[bool] = []
    for option in option_texts(options):
        verdict = verdict_of(option)
        if verdict is None:
            return None
        said.append(verdict)
    return said[min(chosen)] if set(said) == {True, False} else None


def _chosen(text: str, options: tuple[str, ...]) -> frozenset[int]:
    count = len(options)
    clean = normalise(text)
    letter = _LETTER.fullmatch(clean)
    if letter and ord(letter[1]) - 65 < count:
        named = [n for n, o in enumerate(option_texts(options)) if normalise(o) == letter[1]]
        return frozenset(named[:1] or [ord(letter[1]) - 65])
    same = matching(options, text)
    if same:
        return frozenset([min(same)])
    small = _SMALL_LETTER.fullmatch(clean)
    if small and ord(small[1]) - 97 < count:
        return frozenset([ord(small[1]) - 97])
    glossed = _GLOSSED.fullmatch(clean)
    if glossed and ord(glossed[1]) - 65 < count:
        return frozenset([ord(glossed[1]) - 65])
    if _LETTERS.fullmatch(clean):
        letters = frozenset(ord(c) - 65 for c in re.findall("[A-H]", clean))
        return letters if max(letters) < count else frozenset()
    return frozenset()


def _value_reference(text: str) -> Reference:
    texts: list[str] = []
    if _MAY_BE_BROKEN.search(text):
        text = _BROKEN.sub(" ", text)
    for part in _ALTERNATIVE.split(text) if _MAY_BE_SEVERAL.search(text) else [text]:
        part = part.strip()
        if part.count("$") % 2 and not _MONEY.match(part):  # half of a split formula
            part = part.strip(" $")
        opened = part.count("(") + part.count("[") + part.count("]")  # [1, 3), ]1, 3)
        if part.endswith(")") and opened < part.count(")"):
            part = part[:-1]
        conditional = (
            "(" in part or "（" in part or "where" in part or "for " in part or "其中" in part
        )
        whole = (_CONDITION.sub("", part).strip() or part) if conditional else part
        if not whole:
            continue
        texts.append(whole)
        approximate = "approx" in whole or "about" in whole or "≈" in whole or "≒" in whole
        exact_and_rounded = (
            [p for p in _APPROX.split(whole) if p.strip(" $")] if approximate else []
        )
        if len(exact_and_rounded) == 2:
            texts += exact_and_rounded
    values: list[Value] = []
    alike = False  # whether the first one lists alternatives
    for one in texts:
        value = _measured_alike(values[0], read(one)) if values else read(one)
        values.append(value)
        if isinstance(value, Listing) and not value.bracketed and _alternatives(value):
            values += value.items
            alike = alike or value is values[0]
    if not values or (broken(text) and all(isinstance(value, Words) for value in values)):
        return Reference("unreadable")
    return Reference(
        "value",
        tuple(values),
        frozenset(),
        None,
        tuple(texts),
        1 if alike else _blanks(values[0]),
        _either(values[0], texts[0]),
    )


def alternatives(values: tuple[Value, ...]) -> tuple[Value, ...]:
    """What a reference lists in any order, `3 或 -5`: each is right where the question asks for one."""
    lists = [v for v in values if isinstance(v, Listing) and not v.ordered and not v.bracketed]
    return tuple(item for one in lists for item in one.items)


def _either(first: Value, text: str) -> tuple[Value, ...]:
    """The numbers of `12 or 13`. `x = 2 or x = 3` and `3 or -3` are the roots of an equation: both."""
    if " or " not in text or not isinstance(first, Listing) or first.ordered or first.bracketed:
        return ()
    if len(first.items) != 2 or not all(isinstance(item, Quantity) for item in first.items):
        return ()  # 21, 16 or 11: a list
    trees = [item.tree for item in first.items if isinstance(item, Quantity)]
    negative = any(_negative(tree) for tree in trees)
    return () if negative else first.items


def _alternatives(listing: Listing) -> bool:
    """`1/2 or 0.5`, `isosceles or equilateral`: any of them will do."""
    words = all(isinstance(item, Words) for item in listing.items)
    return (words and not listing.ordered) or same_thing(listing)


def _measured_alike(first: Value, value: Value) -> Value:
    """The rounded alternative of `5\\pi dm^3 ≈ 15.7`, with the unit of the exact one."""
    if isinstance(first, Quantity) and isinstance(value, Quantity) and value.unit is None:
        return value._replace(unit=first.unit)
    return value


def _blanks(first: Value) -> int:
    several = isinstance(first, Listing) and first.bracketed in ("", "{}")
    return max(1, len(first.items)) if several and isinstance(first, Listing) else 1


def _negative(tree: Tree) -> bool:
    if isinstance(tree, Fraction):
        return tree < 0
    return isinstance(tree, tuple) and tree[0] == "neg"
