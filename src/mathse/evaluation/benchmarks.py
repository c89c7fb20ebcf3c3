"""Benchmarks with their own published figures: what is reported beside the accuracy.

A benchmark's problems come from its source; here stands what its authors compute from the answers.
Their answers were read out by a language model or by loose rules; ours are graded by mathse.grading, the
same way everywhere (docs/grading.md). A problem whose reference cannot be read is counted apart.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from mathse.evaluation.scores import Answered, Score, grouped, score
from mathse.evaluation.statistics import Interval

TASKS = {
    "figure question answering": "FQA",
    "geometry problem solving": "GPS",
    "math word problem": "MWP",
    "textbook question answering": "TQA",
    "visual question answering": "VQA",
}
VERSIONS = ("Text Dominant", "Text Lite", "Vision Intensive", "Vision Dominant", "Vision Only")


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure."""

    value: float  # mostly 0..1
    n: int  # of what: problems, seeds, groups
    interval: Interval | None = None  # 95 %, where it is a share of independent problems
    share: bool = True  # no: a count or a ratio, shown as it is


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A benchmark and its protocol."""

    source: str  # the source plug-in
    title: str
    link: str  # where its protocol is published
    protocol: str  # in a line
    tags: tuple[str, ...]  # accuracy is broken down by these
    figures: Callable[[Sequence[Answered]], dict[str, Figure]]
    settings: Mapping[str, str] = field(default_factory=dict)  # of the source
    judge: str = "rule"  # the judge plug-in that grades as its authors do


def share(found: Score) -> Figure:
    """An accuracy as a figure."""
    return Figure(found.accuracy, found.n, found.interval)


def accuracy(answers: Sequence[Answered]) -> dict[str, Figure]:
    """The accuracy alone."""
    return {"accuracy": share(score(answers))}


def mathvista(answers: Sequence[Answered]) -> dict[str, Figure]:
    """ALL and the five tasks; GPS is the one that the MathSE paper names."""
    found = {"ALL": share(score(answers))}
    by_task = grouped(answers, lambda answer: TASKS.get(answer.tags.get("task", ""), ""))
    for name in TASKS.values():
        if name in by_task:
            found[name] = share(score(by_task[name]))
    return found


def mathverse(answers: Sequence[Answered]) -> dict[str, Figure]:
    """Each version; ALL is the mean of the five with an image, as in the authors' tables."""
    by_version = grouped(answers, lambda answer: answer.tags.get("version", ""))
    found = {name: share(score(by_version[name])) for name in VERSIONS if name in by_version}
    if found:
        mean = fmean(figure.value for figure in found.values())
        found = {"ALL": Figure(mean, sum(figure.n for figure in found.values())), **found}
    if "Text Only" in by_version:
        found["Text Only"] = share(score(by_version["Text Only"]))
    return found


def dynamath(answers: Sequence[Answered]) -> dict[str, Figure]:
    """Average accuracy, worst case (seeds whose variants are all right), and their ratio.

    A seed of which a variant is missing or cannot be scored is neither right nor wrong as a whole: it is in
    the average alone, and the ratio is of the others.
    """
    scored = [answer for answer in answers if answer.grade != "unscored"]
    seeds = grouped(scored, lambda answer: answer.tags.get("seed", answer.problem.hex()))
    variants = {answer.tags.get("variant") for answer in answers}
    whole = [seed for seed in seeds.values() if {a.tags.get("variant") for a in seed} == variants]
    worst = fmean(all(answer.right for answer in seed) for seed in whole) if whole else 0.0
    theirs = score(answer for seed in whole for answer in seed).accuracy
    return {
        "average": share(score(answers)),
        "worst case": Figure(worst, len(whole)),
        "robustness": Figure(worst / theirs if theirs else 0.0, len(whole)),
        "variants a seed": Figure(
            len(scored) / len(seeds) if seeds else 0.0, len(seeds), share=False
        ),
    }


@dataclass(frozen=True, slots=True)
class Mastery:
    """How a We-Math problem and its steps went."""

    steps: tuple[bool, ...]
    whole: bool

    def outcome(self, *, strict: bool) -> str:
        """The authors' four: CM complete mastery, IG inadequate generalization, IK insufficient
        knowledge, RM rote memorization. Strict: the whole right needs all steps right; loose: any."""
        if not self.whole:
            return "IG" if all(self.steps) else "IK"
        mastered = all(self.steps) if strict else any(self.steps)
        return "CM" if mastered else "RM"


def we_math(answers: Sequence[Answered]) -> dict[str, Figure]:
    """Score = (all - 0.5 IG - RM - IK) / all, strict and loose, and the four shares."""
    groups = grouped(answers, lambda answer: answer.tags.get("problem", ""))
    masteries = [m for m in map(_mastery, groups.values()) if m is not None]
    found = {}
    for name, strict in (("strict", True), ("loose", False)):
        said = [mastery.outcome(strict=strict) for mastery in masteries]
        counts = {word: said.count(word) for word in ("CM", "IG", "IK", "RM")}
        n = len(said)
        lost = 0.5 * counts["IG"] + counts["RM"] + counts["IK"]
        found[f"score ({name})"] = Figure((n - lost) / n if n else 0.0, n)
        for word in ("IK", "IG", "CM"):
            found[f"{word} ({name})"] = Figure(counts[word] / n if n else 0.0, n)
        right = counts["CM"] + counts["RM"]
        found[f"RM ({name})"] = Figure(counts["RM"] / right if right else 0.0, right)
    return found


def _mastery(answers: Sequence[Answered]) -> Mastery | None:
    """None where a step or the whole is missing (a limited run), or where one cannot be scored."""
    right: dict[str, bool] = {}
    count = 0
    for answer in answers:
        found = re.fullmatch(r"(\d)steps_(\d|multi)", answer.tags.get("step", ""))
        if found is None or answer.grade == "unscored":
            return None
        count = int(found[1])
        right[found[2]] = answer.right
    if set(right) != {*map(str, range(1, count + 1)), "multi"}:
        return None
    return Mastery(tuple(right[str(i)] for i in range(1, count + 1)), right["multi"])


BENCHMARKS: dict[str, Benchmark] = {
    "mathvista": Benchmark(
        source="mathvista",
        title="MathVista, testmini",
        link="https://github.com/lupantech/MathVista (evaluation/calculate_score.py)",
        protocol="accuracy over the 1,000 problems, numbers rounded as published, and by task",
        tags=("task", "context", "grade", "source"),
        figures=mathvista,
        judge="mathvista",
    ),
    "mathverse": Benchmark(
        source="mathverse",
        title="MathVerse, testmini",
        link="https://github.com/ZrrSkywalker/MathVerse (evaluation/score_answer_s2.py)",
        protocol="accuracy of each version; ALL is the mean of the five with an image",
        tags=("version", "subject", "subfield"),
        figures=mathverse,
    ),
    "mathvision": Benchmark(
        source="mathvision",
        title="MATH-Vision, test",
        link="https://github.com/mathllm/MATH-V",
        protocol="accuracy over all problems, by subject and level",
        tags=("subject", "level"),
        figures=accuracy,
    ),
    "mathvision_testmini": Benchmark(
        source="mathvision",
        title="MATH-Vision, testmini",
        link="https://github.com/mathllm/MATH-V",
        protocol="accuracy over the 304 problems, by subject and level",
        tags=("subject", "level"),
        figures=accuracy,
        settings={"split": "testmini"},
    ),
    "we_math": Benchmark(
        source="we_math",
        title="We-Math, testmini",
        link="https://github.com/We-Math/We-Math (evaluation/four_dimensional_metrics.py)",
        protocol="four-dimensional metrics over groups of a problem and its steps, strict and loose",
        tags=("step",),
        figures=we_math,
    ),
    "dynamath": Benchmark(
        source="dynamath",
        title="DynaMath",
        link="https://arxiv.org/abs/2411.00836 (section 4), https://github.com/DynaMath/DynaMath",
        protocol="average accuracy over variants, and worst case: seeds whose variants are all right",
        tags=("subject", "level", "answer_type"),
        figures=dynamath,
        judge="dynamath",
    ),
}


def benchmark(name: str) -> Benchmark:
    """The benchmark of this name; any source serves as one, with its accuracy alone."""
    if name in BENCHMARKS:
        return BENCHMARKS[name]
    return Benchmark(
        source=name,
        title=name,
        link="",
        protocol="accuracy",
        tags=("subject", "level", "family"),
        figures=accuracy,
    )
