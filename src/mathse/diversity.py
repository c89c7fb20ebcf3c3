"""Which paths of one problem differ most: rejection sampling repeats itself, and repetition trains little.

[choice] The paper does not say how many paths it keeps of a problem, nor which.
"""

from collections.abc import Sequence
from itertools import pairwise


def most_diverse(texts: Sequence[str], most: int) -> list[int]:
    """Positions of at most `most` texts: the first, then each time the one farthest from those taken.

    Distance is one minus the share of common word pairs (Jaccard); ties go to the earlier text.
    """
    pairs = [_word_pairs(text) for text in texts]
    nearest = [1.0] * len(texts)
    taken: list[int] = []
    while len(taken) < min(most, len(texts)):
        left = (i for i in range(len(texts)) if i not in taken)
        farthest = max(left, key=lambda i: (nearest[i], -i))
        taken.append(farthest)
        nearest = [
            min(known, _distance(pairs[farthest], own))
            for known, own in zip(nearest, pairs, strict=True)
        ]
    return sorted(taken)


def distance(left: str, right: str) -> float:
    """Of two texts: 0 the same word pairs, 1 none in common."""
    return _distance(_word_pairs(left), _word_pairs(right))


def _word_pairs(text: str) -> frozenset[tuple[str, str]]:
    words = ["", *text.split(), ""]
    return frozenset(pairwise(words))


def _distance(left: frozenset[tuple[str, str]], right: frozenset[tuple[str, str]]) -> float:
    return 1.0 - len(left & right) / len(left | right)
