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
TWIN = 0.97  # coarse cosine of two known pictures: where one is met, the other is tried too


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


def sure(match: Match) -> float:
    """How certain a match is beside another."""
    return match.words + match.lines


class _Picture(NamedTuple):
    figure: Figure
    owner: int  # number of the problem


class _View(NamedTuple):
    """A picture before the known ones, by their coarse prints."""

    figure: Figure
    here: Boxes  # (its windows, 4)
    inside: Array  # (known windows,): how much all of it looks like each
    around: Array  # (its windows, pictures): how much each of them looks like all of a known one
    tops: Array  # (pictures,): the best of `inside` for each
    outer: Array  # (pictures,): the best of `around` for each


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
        return max(self.every(problem), key=sure, default=None)

    def every(self, problem: Asked) -> list[Match]:
        """All that this problem matches: a benchmark may hold it in several versions."""
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
        return found

    def _lines(self, figures: Sequence[Figure], likely: set[int]) -> dict[int, Overlap]:
        """The overlap with the pictures of likely problems, and with those that look alike."""
        best: dict[int, Overlap] = {}
        for found in figures:
            for number, laid in self._laid(found, likely).items():
                owner = self.pictures[number].owner
                if owner not in best or laid > best[owner]:
                    best[owner] = laid
        return best

    def _laid(self, found: Figure, likely: set[int]) -> dict[int, Overlap]:
        """The overlap with each known picture, by its number, that may be the same one."""
        if not self.pictures:
            return {}
        view = self._view(found)
        score = np.maximum(view.tops, view.outer)
        first = [int(i) for i in np.argsort(-score)[:CANDIDATES] if score[i] >= CANDIDATE]
        owned = [i for i, picture in enumerate(self.pictures) if picture.owner in likely]
        laid = {i: self._lay(view, i) for i in dict.fromkeys((*first, *owned))}
        met = [i for i, lines in laid.items() if _like_lines(lines)]
        twins = (self.wholes @ self.wholes[met].T > TWIN).any(axis=1)
        return laid | {
            i: self._lay(view, i) for i in map(int, np.flatnonzero(twins)) if i not in laid
        }

    def _view(self, found: Figure) -> _View:
        here = found.trimmed(WINDOWS)
        inside = self.windows @ found.prints(WHOLE, COARSE)[0]  # it may be a part of a known one
        around = found.prints(here, COARSE) @ self.wholes.T  # or the other way round
        tops = np.full(len(self.pictures), -1.0, dtype=np.float32)
        np.maximum.at(tops, self.of, inside)
        return _View(found, here, inside, around, tops, around.max(axis=0))

    def _lay(self, view: _View, number: int) -> Overlap:
        """The picture and the known one of this number, laid on each other where they look most alike."""
        known = self.pictures[number].figure
        if view.tops[number] >= view.outer[number]:
            at = np.flatnonzero(self.of == number)
            window = self.boxes[at[view.inside[at].argmax()]][None]
            part, whole = view.figure, known
        else:
            window = view.here[view.around[:, number].argmax()][None]
            part, whole = known, view.figure
        return overlap(part, whole, fit(part, whole, window))


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
