"""Which problems of a benchmark a model may have been trained on, and its score without them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mathse.evaluation.scores import Answered, Score, score
from mathse.record.guard import Compared
from mathse.rows import Problem
from mathse.sources.contamination import Asked, Known, Match, sure


@dataclass(frozen=True, slots=True)
class Overlap:
    """What of a benchmark stands in the training data."""

    trained_on: tuple[str, ...]
    looked_up: int  # training problems
    matches: Mapping[bytes, Match]  # benchmark problem -> the training problem that it is
    clean: Score  # of the benchmark's other problems
    unread: tuple[str, ...]  # what of the training data could not be read

    def kinds(self) -> dict[str, int]:
        """How many problems, by what they have in common with the training data."""
        return dict(Counter(match.kind for match in self.matches.values()))


def asked(problems: Mapping[bytes, Problem]) -> Iterator[Asked]:
    """These problems as `overlap` wants them."""
    for key, problem in problems.items():
        yield Asked(key.hex(), problem.question, tuple(image.path for image in problem.images))


def overlap(
    benchmark: Iterable[Asked],
    answers: Sequence[Answered],
    trained_on: Mapping[str, Iterable[Asked]],
    *,
    count: Callable[[int], None] = lambda done: None,
) -> Overlap:
    """Looks every training problem up in the benchmark, whose problems are named by their ids in hex.

    `trained_on` is by the data's names. `count` is told how many were looked up so far.
    """
    known = Known.of_problems(benchmark)
    looked_up = 0
    matches: dict[bytes, Match] = {}
    for problem in (one for some in trained_on.values() for one in some):
        looked_up += 1
        count(looked_up)
        for match in known.every(problem):  # a benchmark may hold it in several versions
            key = bytes.fromhex(match.known)
            matches[key] = max(matches.get(key, match), match, key=sure)
    clean = score(answer for answer in answers if answer.problem not in matches)
    read = [some for some in trained_on.values() if isinstance(some, Compared)]
    unread = tuple(some.said for some in read if some.said)
    return Overlap(tuple(trained_on), looked_up, matches, clean, unread)
