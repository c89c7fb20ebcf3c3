"""The reference answer, cleaned and read once: what kind it is, and what counts as equal to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from mathse.grading import units
from mathse.grading.clean import normalise
from mathse.grading.compare import Asked, equal, text_key
from mathse.grading.values import Equation, Listing, Quantity, Value, Words, read, read_clean

Kind = Literal["choice", "verdict", "value", "unreadable"]


@dataclass(frozen=True, slots=True)
class Reference:
    """What the reference answer says, and in which way a response may say it."""

    kind: Kind
    values: tuple[Value, ...] = ()  # alternatives: any of them is right
    chosen: frozenset[int] = frozenset()  # the options that are right, A = 0
    verdict: bool | None = None  # yes / true / 对 is True
    texts: tuple[str, ...] = ()  # the alternatives as text
    blanks: int = 1  # how many answers are asked for


_LETTER = re.compile(r"\(?([A-J])\)?\s*[.:、]?")
_GLOSSED = re.compile(r"\(?([A-J])(?:\)|\s*[.:、,]|(?=\s*\())\s*(.+)")
_LETTERS = re.compile(r"[A-H]{2,6}|[A-H](?:\s*[,、和&]\s*[A-H])+|[A-H](?:\s*(?:,|and)\s*[A-H])+")
_LABEL = re.compile(r"^\s*\(?([A-J])\s*[).:、．]\s*(?=\S)")
_YES = frozenset(
    [
        "yes",
        "true",
        "correct",
        "right",
        "对",
        "是",
        "正确",
        "√",
        "✓",
        "✔",
        "成立",
        "会",
        "能",
        "\\sqrt",
        "对的",
        "是的",
        "真",
        "t",
    ]
)
_NO = frozenset(
    [
        "no",
        "false",
        "incorrect",
        "wrong",
        "错",
        "否",
        "不是",
        "错误",
        "×",
        "✗",
        "✘",
        "不正确",
        "不成立",
        "不会",
        "不能",
        "不对",
        "*",
        "错的",
        "假",
        "f",
    ]
)
_UNREADABLE = re.compile(
    r"(?:[_\s\-?.…/]*|n/?a|none|null|略|证明略|图略|见解析|答案略|see (?:solution|figure|image|below).*|答案不唯一|nan|unknown)",
    re.I,
)
_PERCENT = re.compile(
    r"percent|[_)）(（\s]\s*\\?%\s*[.)）]?\s*$|百分之几|百分之多少|百分[率比数]|_+\s*\\?%", re.I
)
_EXACT = re.compile(
    r"in terms of|exact (?:value|answer|form)|radical form|common fraction|as a (?:mixed|fraction)|mixed number|保留\s*(?:\$|\\)*(?:π|pi|根号)|最简",
    re.I,
)
_ROUNDING = re.compile(r"nearest|decimal|round|approximat|\babout\b|保留|精确到|约|≈|approx", re.I)
_ROOTS = re.compile(
    r"\bsolve\b|\broots?\b|solutions?\b|all (?:possible )?values|解方程|方程.{0,30}[解根]|不等式|集合|zeros",
    re.I,
)
_ASKED_UNIT = re.compile(
    rf"\(unit:\s*([^)]+)\)|(?:how many|多少|几)\s*({units.UNIT.pattern})|\bin\s*\$?({units.UNIT.pattern})\$?\s*[?.,)]|[_）)]\s*({units.UNIT.pattern})\s*[。.]?$",
    re.I,
)


@lru_cache(maxsize=4096)
def asked(question: str) -> Asked:
    """What the question asks for, as far as it bears on equality."""
    found = _ASKED_UNIT.search(normalise(question[-400:])) if question else None
    name = next((g for g in found.groups() if g), None) if found else None
    return Asked(
        percent=_PERCENT.search(question) is not None,
        exact=_EXACT.search(question) is not None,
        rounding=_ROUNDING.search(question) is not None,
        roots=_ROOTS.search(question) is not None,
        unit=units.unit(name) if name else None,
    )


@lru_cache(maxsize=4096)
def option_texts(options: tuple[str, ...]) -> tuple[str, ...]:
    """The options without their own labels (`A. 5` is 5)."""
    labels = [_LABEL.match(option) for option in options]
    if len(options) > 1 and all(m and m[1] == chr(65 + n) for n, m in enumerate(labels)):
        return tuple(option[m.end() :] for option, m in zip(options, labels, strict=True) if m)
    return options


@lru_cache(maxsize=4096)
def option_values(options: tuple[str, ...]) -> tuple[tuple[str, str, Value], ...]:
    """(normalised, text key, value) of each option."""
    return tuple((normalise(o), text_key(normalise(o)), read(o)) for o in option_texts(options))


def matching(options: tuple[str, ...], text: str) -> frozenset[int]:
    """The options that say what `text` says: by text, else by value."""
    clean = normalise(text)
    known = option_values(options)
    same = [n for n, (other, _, _) in enumerate(known) if other == clean]
    if same:
        return frozenset(same)
    value = read_clean(clean)
    if isinstance(value, Words):
        key = text_key(clean)
        return frozenset(n for n, (_, other, _) in enumerate(known) if other == key and key)
    return frozenset(n for n, (_, _, other) in enumerate(known) if equal(other, value))


def verdict_of(text: str) -> bool | None:
    """Whether a text is a plain yes or a plain no."""
    word = text.strip().strip(".。!*()（）$\"' ").casefold()
    return True if word in _YES else False if word in _NO else None


@lru_cache(maxsize=8192)
def reference(gold: str, options: tuple[str, ...] | None) -> Reference:
    """Read the reference answer."""
    text = gold.strip()
    blank = not text or (_UNREADABLE.fullmatch(text) is not None and verdict_of(text) is None)
    if blank and not (options and matching(options, text)):
        return Reference("unreadable")
    verdict = verdict_of(text)
    if options:
        chosen = _chosen(text, options)
        if chosen:
            said = verdict if verdict is not None else _verdict_of_option(options, chosen)
            return Reference("choice", (read(text),), chosen, said, (text,))
    if verdict is not None and text not in ("t", "f", "T", "F"):
        return Reference("verdict", verdict=verdict, texts=(text,))
    clean = normalise(text)
    if not options:
        letter = _LETTER.fullmatch(clean) or (_GLOSSED.fullmatch(clean) if len(clean) > 2 else None)
        if letter and not (letter.re is _GLOSSED and letter[0][1:2] == "," and clean[0] != "("):
            return Reference(
                "choice", (read(text),), frozenset({ord(letter[1]) - 65}), None, (text,)
            )
        if _LETTERS.fullmatch(clean) and len(set(re.findall("[A-H]", clean))) == len(
            re.findall("[A-H]", clean)
        ):
            values: tuple[Value, ...] = (read(text),)
            return Reference(
                "value",
                values,
                frozenset(ord(c) - 65 for c in re.findall("[A-H]", clean)),
                None,
                (text,),
            )
    return _value_reference(text)


def _verdict_of_option(options: tuple[str, ...], chosen: frozenset[int]) -> bool | None:
    said = [verdict_of(option) for option in option_texts(options)]
    return said[min(chosen)] if set(said) == {True, False} and len(chosen) == 1 else None


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
    glossed = _GLOSSED.fullmatch(clean)
    if glossed and ord(glossed[1]) - 65 < count:
        return frozenset([ord(glossed[1]) - 65])
    if _LETTERS.fullmatch(clean):
        letters = frozenset(ord(c) - 65 for c in re.findall("[A-H]", clean))
        return letters if max(letters) < count else frozenset()
    return frozenset()


_ALTERNATIVE = re.compile(
    r"\s*##\s*|\s*\|\|\s*|\s*(?:，|,)?\s*也可(?:以是|写成|写为|为)\s*|\s*[(（](?:or|或)\s*(?=[^()（）]*[)）])"
)
_BROKEN = re.compile(
    r"_{2,}|\\underline\{[\s\\quad]*\}|\(\s*\)|（\s*）|^\s*(?:answers?|答案|答|解)\s*[:：为是]\s*",
    re.I,
)
_CONDITION = re.compile(
    r"\s*[(（](?=[^()（）]*(?:[\u4e00-\u9fff]{2}|any|where|for|integer|accept|approx|\\in|≠|!=|>|<|约))[^()（）]*[)）]\s*[.。]?$|\s*,?\s*(?:where|for (?:all|any|some)|其中).*$"
)
_APPROX = re.compile(r"\s*(?:\\approx|≈|≒|\bor about\b|,?\s*(?:approximately|about)\s)\s*")


def _value_reference(text: str) -> Reference:
    texts: list[str] = []
    for part in _ALTERNATIVE.split(_BROKEN.sub(" ", text)):
        part = part.strip()
        if part.endswith(")") and part.count("(") < part.count(")"):
            part = part[:-1]
        whole = _CONDITION.sub("", part).strip() or part
        if not whole:
            continue
        texts.append(whole)
        exact_and_rounded = [p for p in _APPROX.split(whole) if p.strip()]
        if len(exact_and_rounded) == 2:
            texts += exact_and_rounded
    values: list[Value] = []
    for one in texts:
        value = read(one)
        values.append(value)
        if isinstance(value, Listing) and not value.bracketed and _same_thing(value):
            values += value.items
    if not values:
        return Reference("unreadable")
    first = values[0]
    blanks = len(first.items) if isinstance(first, Listing) and not first.bracketed else 1
    return Reference("value", tuple(values), frozenset(), None, tuple(texts), blanks)


def _same_thing(listing: Listing) -> bool:
    """`1/2 or 0.5`, `90 or 90°`, `isosceles or equilateral`: alternatives, not several answers."""
    items = listing.items
    if listing.ordered:
        return False
    if all(isinstance(item, Words) for item in items):
        return True
    first = items[0]
    return isinstance(first, Quantity | Equation) and all(
        equal(first, other) or equal(other, first) for other in items[1:]
    )


def as_options(options: Sequence[str] | None) -> tuple[str, ...] | None:
    """Options as the caches want them; none, or empty ones, are no options."""
    return tuple(options) if options else None
