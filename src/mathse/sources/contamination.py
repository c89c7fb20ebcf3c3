"""Which problems of a training set stand in a benchmark: the same question, the same picture, or both.

    known = Known.of_problems(benchmark's problems)
    for match in known.find(training set's problems): ...

`wording` compares questions, `prints` pictures; here stands what counts. A match is sure of itself or
is borne out by the other half of the problem. The numbers were chosen on MATH-Vision and DynaMath with
planted copies (benchmarks/contamination.py; results in dev/LOG.md).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mathse.sources.images import ImageFile
from mathse.sources.prints import (
    COARSE,
    WHOLE,
    WINDOWS,
    Array,
    Figure,
    Overlap,
    figure,
    fit,
    overlap,
)
from mathse.sources.wording import Likeness, Wordings, alone, wordings, words

_MARK = re.compile(r"<image ?\d*>", re.IGNORECASE)
_SPACE = re.compile(r"[\s${}]+|\\(?:text|mathrm|mathbf|left|right|,|;|!)")
_POINTED = re.compile(r"[.,:;](?!\d)|[?!'\"`’‘“”。，？：；]")  # 3.5 and 1:2 keep theirs
Kind = Literal["problem", "picture", "question"]
Boxes = NDArray[np.float64]  # (N, 4): left, top, right, bottom as shares

SAME_WORDS, LIKE_WORDS = 0.42, 0.30  # share of the weight of their words
SAME_BITS, LIKE_BITS = 24.0, 12.0  # weight that the shared words must have
SAME_INSIDE, LIKE_INSIDE = 0.85, 0.70  # share of the words of the one that says less
INSIDE_BITS = 36.0  # weight that they must have where the other says much more
SAME_LINES, SAME_DETAIL, SAME_WORST = 0.80, 0.85, 0.70  # of lines, and of detail: enough alone
LIKE_LINES, LIKE_WORST = 0.70, 0.55  # of all lines: enough where the words are alike too
DRAWN = 8  # parts of 64 with detail: a grid or a square has fewer, and is no proof by itself
CANDIDATE = 0.55  # coarse cosine from which two pictures are laid on each other
CANDIDATES = 3  # pictures tried for each


@dataclass(frozen=True, slots=True)
class Asked:
    """A problem as far as it is compared."""

    name: str
    question: str
    images: tuple[ImageFile, ...]


class Match(NamedTuple):
    """A problem that is known from elsewhere."""

    name: str  # of the problem looked up
    known: str  # of the one that it matches
    kind: Kind
    words: float  # likeness of the questions, 0..1
    lines: float  # likeness of the pictures, 0..1; 0 where they were not compared


class _Picture(NamedTuple):
    figure: Figure
    owner: int  # number of the problem


class _Pair(NamedTuple):
    """Two pictures that may be the same; `window` is where the part lies in the whole."""

    score: float
    owner: int
    part: Figure
    whole: Figure
    window: Boxes


@dataclass(frozen=True, slots=True)
class Known:
    """Problems to be recognised."""

    names: tuple[str, ...]
    questions: Wordings
    letter_by_letter: Mapping[str, tuple[int, ...]]  # a question's plain text -> its problems
    pictured: frozenset[int]  # problems with a picture that can be compared
    pictures: tuple[_Picture, ...]
    wholes: Array  # (pictures, COARSE * COARSE)
    windows: Array  # (windows of all pictures, COARSE * COARSE)
    boxes: Boxes  # (windows, 4)
    of: NDArray[np.intp]  # (windows,): whose picture

    @staticmethod
    def of_problems(problems: Iterable[Asked]) -> "Known":
        """An index of these problems. A picture that cannot be read is left out."""
        listed = list(problems)
        pictures = [
            _Picture(found, number)
            for number, problem in enumerate(listed)
            for found in _figures(problem)
        ]
        boxes = [picture.figure.trimmed(WINDOWS) for picture in pictures]
        made = [p.figure.prints(b, COARSE) for p, b in zip(pictures, boxes, strict=True)]
        wholes = [picture.figure.prints(WHOLE, COARSE) for picture in pictures]
        none = np.zeros((0, COARSE * COARSE), dtype=np.float32)
        counts = [len(box) for box in boxes]
        return Known(
            names=tuple(problem.name for problem in listed),
            questions=wordings(problem.question for problem in listed),
            letter_by_letter=_by_text(listed),
            pictured=frozenset(picture.owner for picture in pictures),
            pictures=tuple(pictures),
            wholes=np.concatenate([none, *wholes]),
            windows=np.concatenate([none, *made]),
            boxes=np.concatenate([np.zeros((0, 4)), *boxes]),
            of=np.repeat(np.arange(len(pictures)), counts),
        )

    def find(self, problems: Iterable[Asked]) -> Iterator[Match]:
        """The best match of each problem that has one, in order; problems are read as they come."""
        for problem in problems:
            best = self.best(problem)
            if best:
                yield best

    def best(self, problem: Asked) -> Match | None:
        """The match of this problem that is most certain, if there is one."""
        asked = words(problem.question)
        alike = dict(self.questions.alike(asked))
        equal = set(self.letter_by_letter.get(plain(problem.question), ()))
        figures = _figures(problem)
        likely = equal | {number for number, like in alike.items() if _like(like)}
        lines = self._lines(figures, likely)
        found = []
        for number in {*lines, *equal, *(n for n, like in alike.items() if _same(like))}:
            like = alike.get(number) or self.questions.likeness(asked, number)
            kind = verdict(like, lines.get(number))
            bare = not figures and number not in self.pictured
            # "Find x." again is the same problem where the pictures lie on each other too.
            if number in equal and (bare or _like_lines(lines.get(number))):
                kind = "problem"
            if kind:
                share = lines[number].share if number in lines else 0.0
                words_share = 1.0 if number in equal else like.share
                found.append(Match(problem.name, self.names[number], kind, words_share, share))
        return max(found, key=lambda match: match.words + match.lines, default=None)

    def _lines(self, figures: Sequence[Figure], likely: set[int]) -> dict[int, Overlap]:
        """The overlap with the pictures of likely problems, and with those that look alike."""
        best: dict[int, Overlap] = {}
        for found in figures:
            for pair in self._pairs(found, likely):
                laid = overlap(pair.part, pair.whole, fit(pair.part, pair.whole, pair.window))
                if pair.owner not in best or laid > best[pair.owner]:
                    best[pair.owner] = laid
        return best

    def _pairs(self, found: Figure, likely: set[int]) -> list[_Pair]:
        if not self.pictures:
            return []
        here = found.trimmed(WINDOWS)
        inside = self.windows @ found.prints(WHOLE, COARSE)[0]  # it may be a part of a known one
        around = found.prints(here, COARSE) @ self.wholes.T  # or the other way round
        pairs = []
        tops = np.full(len(self.pictures), -1.0, dtype=np.float32)
        np.maximum.at(tops, self.of, inside)
        outer = around.max(axis=0)
        order = np.argsort(-np.maximum(tops, outer))
        wanted = [
            *order[:CANDIDATES],
            *(i for i, p in enumerate(self.pictures) if p.owner in likely),
        ]
        for i in dict.fromkeys(int(i) for i in wanted):
            picture, score = self.pictures[i], float(max(tops[i], outer[i]))
            if score < CANDIDATE and picture.owner not in likely:
                continue
            if tops[i] >= outer[i]:
                at = np.flatnonzero(self.of == i)
                window = self.boxes[at[inside[at].argmax()]][None]
                pairs.append(_Pair(score, picture.owner, found, picture.figure, window))
            else:
                window = here[around[:, i].argmax()][None]
                pairs.append(_Pair(score, picture.owner, picture.figure, found, window))
        return pairs


def verdict(like: Likeness, lines: Overlap | None) -> Kind | None:
    """What two problems have in common; None where it is not enough."""
    same_lines, like_lines = _same_lines(lines), _like_lines(lines)
    if _same(like) and (same_lines or like_lines):
        return "problem"
    if _same(like):
        return "question"
    if _like(like) and (same_lines or like_lines):
        return "problem"
    return "picture" if same_lines else None


def _same(like: Likeness) -> bool:
    if like.inside >= SAME_INSIDE and like.weight >= INSIDE_BITS:
        return True
    return like.share >= SAME_WORDS and like.weight >= SAME_BITS


def _like(like: Likeness) -> bool:
    return max(like.share / LIKE_WORDS, like.inside / LIKE_INSIDE) >= 1 and like.weight >= LIKE_BITS


def _same_lines(lines: Overlap | None) -> bool:
    if lines is None or lines.parts < DRAWN or lines.share < SAME_LINES:
        return False
    return lines.detail >= SAME_DETAIL and lines.worst_detail >= SAME_WORST


def _like_lines(lines: Overlap | None) -> bool:
    return lines is not None and lines.share >= LIKE_LINES and lines.worst >= LIKE_WORST


def plain(question: str) -> str:
    """The letters, digits and signs of a question, whatever their case, spacing and punctuation."""
    return _SPACE.sub("", _POINTED.sub("", _MARK.sub("", alone(question)))).casefold()


def _by_text(problems: Sequence[Asked]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for number, problem in enumerate(problems):
        found.setdefault(plain(problem.question), []).append(number)
    return {text: tuple(numbers) for text, numbers in found.items() if text}


def _figures(problem: Asked) -> list[Figure]:
    found = []
    for image in problem.images:
        try:
            made = figure(image)
        except (OSError, SyntaxError, ValueError):
            continue  # the source's check names it; nothing can be compared
        if made is not None:
            found.append(made)
    return found
