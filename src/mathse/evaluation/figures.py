"""Everything that `mathse evaluate` reports, as one JSON object."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from mathse.errors import UserError
from mathse.evaluation.benchmarks import Benchmark
from mathse.evaluation.overlap import Overlap
from mathse.evaluation.scores import Answered, Score, lengths, score, score_by
from mathse.evaluation.several import Path, Several, several
from mathse.evaluation.unscored import NONE, Unscored, as_wrong, together
from mathse.rows import Problem

LISTED = 20  # contaminated problems quoted


def figures(
    benchmark: Benchmark,
    greedy: Sequence[Path],
    samples: Sequence[Path],
    problems: Mapping[bytes, Problem],
    known: Overlap | None,
    *,
    by: Sequence[str],
    unscored: Unscored = NONE,
) -> dict[str, Any]:
    """The figures of these answers; `by` names more tags to break accuracy down by.

    `unscored` are the problems that could not be asked; those of no readable reference join them.

    Raises UserError where no answer has such a tag.
    """
    answers = [path.answered for path in greedy]
    if answers:
        check_tags([answer.tags for answer in answers], by)
    whole = score(answers)
    beside = together(greedy, problems, unscored)
    tags = [tag for tag in dict.fromkeys((*benchmark.tags, *by)) if _varied(answers, tag)]
    found: dict[str, Any] = {
        "benchmark": benchmark.title,
        "protocol": benchmark.protocol,
        "link": benchmark.link,
        **_score(whole),
        "unscored_wrong": asdict(as_wrong(whole, beside.count)),
        "unscored": beside.reasons,
        "counts": counts(answers) | {"unscored": beside.count},
        "figures": {name: asdict(one) for name, one in benchmark.figures(answers).items()},
        "by": {tag: {k: _score(s) for k, s in score_by(answers, tag).items()} for tag in tags},
        "lengths": asdict(lengths(answers)),
    }
    if samples:
        found["samples"] = _several(several(samples, problems))
    if known is not None:
        found["contamination"] = _overlap(known, problems)
    return found


def counts(answers: Sequence[Answered]) -> dict[str, int]:
    """Each answer once: correct, else unscored, else cut off, else no answer, else incorrect."""
    found = dict.fromkeys(("correct", "incorrect", "no_answer", "cut_off", "unscored"), 0)
    for answer in answers:
        if answer.grade in ("correct", "unscored"):
            found[answer.grade] += 1
        elif answer.status == "cut_off":
            found["cut_off"] += 1
        else:
            found[answer.grade] += 1
    return found


def check_tags(tags: Sequence[Mapping[str, str]], by: Sequence[str]) -> None:
    """Raises UserError for a tag that none of these has."""
    known = sorted({tag for one in tags for tag in one})
    for tag in by:
        if tag not in known:
            raise UserError(f"no answer has the tag {tag!r}; known: {', '.join(known) or 'none'}")


def _varied(answers: Sequence[Answered], tag: str) -> bool:
    return len({answer.tags[tag] for answer in answers if tag in answer.tags}) > 1


def _score(found: Score) -> dict[str, Any]:
    return {"n": found.n, "accuracy": found.accuracy, "interval": list(found.interval)}


def _several(found: Several) -> dict[str, Any]:
    return {
        "n": found.n,
        "mean": _score(found.mean),
        "pass_at": {str(k): value for k, value in found.pass_at.items()},
        "majority": _score(found.majority),
        "best_of_n": _score(found.best_of_n) if found.best_of_n else None,
    }


def _overlap(known: Overlap, problems: Mapping[bytes, Problem]) -> dict[str, Any]:
    return {
        "trained_on": list(known.trained_on),
        "looked_up": known.looked_up,
        "unread": list(known.unread),
        "found": len(known.matches),
        "kinds": known.kinds(),
        "clean": _score(known.clean),
        "examples": [
            [problems[key].source_id, match.name, match.kind, match.words, match.lines]
            for key, match in list(known.matches.items())[:LISTED]
        ],
    }
