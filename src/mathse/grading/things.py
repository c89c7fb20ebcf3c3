"""What was counted: `5 apples`, `12名学生`. Other things are another answer; where either side is vague
(`5 items`, `3个`), or in another language, nothing contradicts.
"""

import re
from functools import lru_cache

# The words at the end of a text, behind a number.
NOUN = re.compile(
    r"(?<=[\d)}%])\s*(?:(?:(?!or\b|and\b)[A-Za-z][A-Za-z'-]{2,}(?:\s+(?!or\b|and\b)[A-Za-z'-]+){0,5}"
    r")|[\u4e00-\u9fff]{1,8})$"
)
_STOPS = frozenset(
    "is was has does its his hers this thus plus minus times less unless across always perhaps as gives equals makes"
    " represents means corresponds yields satisfies follows becomes remains needs works plays in of on at for to from"
    " are left each per that which with who more altogether total remaining only by than when if so then but because"
    " since where while be were have had will would can above below between towards afterwards sometimes besides thanks"
    " seems gets goes says shows leaves comes takes costs holds exists applies regardless vs versus".split()
)
_IRREGULAR = {
    "people": "person", "persons": "person", "men": "man", "women": "woman", "children": "child", "mice": "mouse",
    "geese": "goose", "teeth": "tooth", "fish": "fish", "sheep": "sheep", "deer": "deer", "halves": "half",
    "dice": "die", "vertices": "vertex", "knives": "knife", "leaves": "leaf", "kids": "child",
}  # fmt: skip
_VAGUE = frozenset(
    "piece item thing object element member unit different distinct possible such other whole"
    " way method arrangement combination possibility outcome choice case number entity individual set group".split()
)
_PERSON = frozenset(
    "person student pupil child friend player participant member individual".split()
)
_PERSONS = frozenset(
    "boy girl man woman teacher worker passenger guest adult kid visitor customer employee runner classmate brother"
    " sister teenager driver engineer scientist volunteer voter".split()
)
_CLASSIFIER = re.compile(
    "[个只张条本支件名位棵颗辆头匹间座次种枝根把粒箱盒袋筐堆组对双幅道页层排列台艘架套部篇首句]"
)
_VAGUE_HAN = frozenset("情况 可能 结果 答案 方式 不同的方法 不同方法 东西 物品".split()) | {""}
_PERSON_HAN = frozenset("人 学生 同学 小朋友 孩子 儿童".split())
_PERSONS_HAN = re.compile(r"[名位人]|.*[人生员师友]$")
_HAN = re.compile(r"(?![长高宽深远后前内左右多整外的大])[\u4e00-\u9fff]")


def goes_on(text: str, at: int) -> bool:
    """Whether a Chinese word goes on at `at`, with more than what is said of a measure (长, 后, 的)."""
    return _HAN.match(text, at) is not None


def counted(phrase: str) -> str:
    """The thing that a phrase behind a number names; empty where it names none."""
    if not phrase.isascii():
        return phrase
    kept: list[str] = []
    for word in phrase.lower().split():
        if word in _STOPS or (kept and len(word) < 3):
            break
        kept.append(word)
    while kept and _singular(kept[-1]) == kept[-1] and kept[-1] not in _IRREGULAR:
        kept.pop()  # `5 because`, `5 red`: only a plural is surely a noun
    return " ".join(kept)


@lru_cache(maxsize=1024)
def alike(one: str, other: str) -> bool:
    """Whether two counted things may be the same."""
    if one == other or one.isascii() != other.isascii():
        return True
    return _alike(one, other) if one.isascii() else _alike_han(one, other)


def _alike(one: str, other: str) -> bool:
    left, right = (frozenset(map(_singular, text.split())) - _VAGUE for text in (one, other))
    if left <= right or right <= left:
        return True
    for vague, other_words in ((left, right), (right, left)):
        if vague <= _PERSON and other_words & (_PERSON | _PERSONS):
            return True
    return False


def _alike_han(one: str, other: str) -> bool:
    a, b = _core(one), _core(other)
    if a in b or b in a or a in _VAGUE_HAN or b in _VAGUE_HAN or a[-1] == b[-1] == "法":
        return True
    return any(
        vague in _PERSON_HAN and _PERSONS_HAN.match(text) for vague, text in ((a, other), (b, one))
    )


def _core(text: str) -> str:
    """The noun behind its measure word: 树 of 棵树."""
    return text[1:] if _CLASSIFIER.match(text) else text


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
