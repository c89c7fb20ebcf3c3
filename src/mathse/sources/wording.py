"""Whether two questions are the same question, perhaps reworded.

Words are compared as sets, each weighted by how rare it is: a rewording changes common words and the
order, and keeps names, numbers and things. Numbers and names (AB, x) count as they are, other words by
their stem, Chinese by pairs of characters. "Find x." is shared by thousands and proves nothing: a
match has to carry enough weight of its own.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

_MARK = re.compile(r"<image ?\d*>", re.IGNORECASE)
_COMMAND = re.compile(r"\\(?:text|mathrm|mathbf|left|right|quad|,|;|!)|[${}]")
_TOKEN = re.compile(r"\d+(?:\.\d+)?|[A-Za-z]+|[\u4e00-\u9fff]+|[^\s\w]")
_SPLIT_NAME = re.compile(r"\b(?:[A-Z] ){1,4}[A-Z]\b")
_BEFORE = re.compile(r"^\s*(?:<image>\s*)?(?:hint:|please |according to ).{0,300}?\bquestion:\s*", re.I | re.S)  # fmt: skip
_AFTER = re.compile(r"(?<=\S)\n\s*(?:first|please|let's|think|answer with|put your)\b[^\n]*\s*\Z", re.I)  # fmt: skip
_CHOICES = re.compile(r"(?<=\S)\s*\b(?:choices?|options?)\s*:\s*\(?A\b.*", re.I | re.S)
COMMON = frozenset(
    "a an the of in on at to for from by with and or is are was be as it its this that these those "
    "which what how many much find determine calculate compute figure picture image diagram shown "
    "below above following given let if then there can has have each all one answer question choose "
    "choice".split()
)
# Words of geometry and counting that stand in every twentieth question: what they weigh must not
# depend on how many questions there are.
FREQUENT = frozenset(
    "triangl circl squar rectangl angl area length number sid side point line cm degre equal value "
    "graph function right left large small larg total between two three four five six than different "
    "time day x y n A B C D 0 1 2 3 4 5 6 7 8 9 10".split()
)
BEFORE, FREQUENT_BEFORE = (
    1000,
    50,
)  # questions taken as seen before the first; of them with such a word
SHOUTED = 0.7  # share of capitals among the letters
RARE_SHARE = 0.02  # a word that stands in more of the questions leads to no candidate


class Likeness(NamedTuple):
    """How alike two questions are."""

    share: float  # of the weight of their words: of both together, 0..1
    inside: float  # of the weight of the words of the one that has less: the other may say more
    weight: float  # what they share, in bits: how surprising it is by chance


def alone(text: str) -> str:
    """A question without what data sets put around it: a hint before, options and a request after it."""
    rest = _AFTER.sub("", _BEFORE.sub("", text, count=1))
    cut = _CHOICES.search(rest)
    return rest[: cut.start()] if cut else rest


def words(text: str) -> frozenset[str]:
    """The words of a question that say what it is about."""
    plain = _COMMAND.sub(" ", _MARK.sub(" ", alone(text)))
    plain = _SPLIT_NAME.sub(lambda found: found[0].replace(" ", ""), plain)
    found: set[str] = set()
    shouted = _shouted(plain)
    for token in _TOKEN.findall(plain):
        if token.isascii() and token.isalpha():
            found.add(_word(token.lower() if shouted and len(token) > 1 else token))
        elif "\u4e00" <= token[0] <= "\u9fff":
            found.update(token[i : i + 2] for i in range(max(1, len(token) - 1)))
        elif token[0].isdigit():
            found.add(token.rstrip("0").rstrip(".") if "." in token else token)
    return frozenset(found - COMMON - {""})


def _shouted(text: str) -> bool:
    """Whether a text is in capitals throughout, so that they are no sign of a name."""
    letters = [mark for mark in text if mark.isascii() and mark.isalpha()]
    return sum(mark.isupper() for mark in letters) > SHOUTED * len(letters)


def _word(token: str) -> str:
    """A point's name as it stands; of another word its stem, roughly. AB is ab: its letters say enough."""
    if len(token) == 1:
        return token
    word = token.lower()
    if len(token) <= 4 and token.isupper():
        return word
    for ending in ("ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


@dataclass(frozen=True, slots=True)
class Wordings:
    """Questions by number, ready to be compared with others."""

    sets: tuple[frozenset[str], ...]
    weights: dict[str, float]  # bits: -log2 of the share of questions that hold the word
    unknown: float  # weight of a word that no question here holds
    index: dict[str, tuple[int, ...]]  # rare word -> questions

    def alike(self, asked: frozenset[str]) -> Iterator[tuple[int, Likeness]]:
        """Each question here that shares a rare word with this one, and how alike they are."""
        candidates = {number for word in asked for number in self.index.get(word, ())}
        total = self._weigh(asked)
        for number in candidates:
            other = self.sets[number]
            yield number, _likeness(self._weigh(asked & other), total, self._weigh(other))

    def likeness(self, asked: frozenset[str], number: int) -> Likeness:
        """How alike this question and that of this number are."""
        other = self.sets[number]
        return _likeness(self._weigh(asked & other), self._weigh(asked), self._weigh(other))

    def _weigh(self, chosen: frozenset[str]) -> float:
        return sum(self.weights.get(word, self.unknown) for word in chosen)


def _likeness(shared: float, one: float, other: float) -> Likeness:
    union, less = one + other - shared, min(one, other)
    return Likeness(shared / union if union else 0.0, shared / less if less else 0.0, shared)


def wordings(questions: Iterable[str]) -> Wordings:
    """An index of these questions."""
    sets = tuple(words(question) for question in questions)
    counts = Counter(word for found in sets for word in found)
    n = len(sets)
    rare = max(20, int(RARE_SHARE * n))
    index: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(sets):
        for word in found:
            if counts[word] <= rare:
                index[word].append(number)
    return Wordings(
        sets=sets,
        weights={
            word: math.log2((n + BEFORE) / (count + (FREQUENT_BEFORE if word in FREQUENT else 0)))
            for word, count in counts.items()
        },
        unknown=math.log2(n + BEFORE),
        index={word: tuple(numbers) for word, numbers in index.items()},
    )
